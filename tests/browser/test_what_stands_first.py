"""What a child asked for stands before all else on Today."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenView

pytestmark = pytest.mark.browser


def test_a_childs_wish_stands_above_what_the_log_says_and_what_the_school_lacks(look_at: OpenView) -> None:
    page = look_at("today-beginning")
    first = page.locator(".today > *").first
    assert first.get_attribute("aria-label") == "Asked for: Kai would like to talk to someone today"
    order = page.locator(".today > *").evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert order[0] < min(order[1:])


@pytest.mark.parametrize(("width", "height"), [(360, 740), (768, 1024), (1280, 800)])
def test_a_child_finds_stop_and_read_to_me_at_the_same_place_on_every_page(
    look_at: OpenView, width: int, height: int
) -> None:
    def places(view: str) -> list[float]:
        page = look_at(view, width, height)
        names = ("Stop", "Read to me")
        boxes = [page.get_by_role("button", name=name, exact=True).bounding_box() for name in names]
        return [round(box["x"]) for box in boxes if box is not None]

    assert len(places("scale")) == 2
    assert places("scale-welcome") == places("scale-practice") == places("scale") == places("scale-now")


def test_whom_not_to_contact_and_what_is_overdue_is_told_apart_from_what_stands_beside_it(look_at: OpenView) -> None:
    page = look_at("case")
    for words in ("do not contact", "overdue"):
        found = page.locator("strong", has_text=words)
        looks = found.evaluate("(one) => [one, one.parentElement].map((each) => getComputedStyle(each).color)")
        assert looks[0] != looks[1], words


def test_a_name_on_a_shared_tablet_stands_above_what_waits_and_is_heard_with_it(look_at: OpenView) -> None:
    page = look_at("choose", 360, 740)
    one = page.get_by_role("button", name="sam · not everything is sent yet")
    beside = one.get_by_text("not everything is sent yet").bounding_box()
    whole = one.bounding_box()
    assert beside is not None
    assert whole is not None
    assert beside["y"] > whole["y"] + beside["height"]
