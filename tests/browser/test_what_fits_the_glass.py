"""What must be seen at one look fits: a report's grid on an upright tablet, a pupil's scale; a wide table says that it is; and
a form stands in the middle of a desk's glass."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenView

pytestmark = pytest.mark.browser

_HIDDEN_SIDEWAYS = "grid => grid.scrollWidth - grid.clientWidth"

# A table with the words above it that fits, or one without them that does not.
_TOLD_WRONGLY = """() => [...document.querySelectorAll('.sideways-box')]
  .filter((box) => (box.scrollWidth > box.clientWidth + 1) !== (box.previousElementSibling !== null))
  .map((box) => box.ariaLabel)"""

# Between it and what ends the page on either side: the edge of the glass, or the rail.
_ROOM_BESIDE = """(part) => {
  const { left, right } = document.querySelector(part).getBoundingClientRect();
  const begins = document.querySelector('.shell-as-app') === null ? 0 : document.querySelector('.tabs').offsetWidth;
  return [left - begins, document.documentElement.clientWidth - right];
}"""


def test_the_grid_as_on_paper_is_seen_whole_on_an_upright_tablet(look_at: OpenView) -> None:
    page = look_at("report", 768, 1024)
    grid = page.get_by_role("region", name="The grid")
    assert grid.evaluate(_HIDDEN_SIDEWAYS) <= 0
    # Names that stand on end are still whole.
    name = grid.get_by_role("columnheader", name="Initiates inappropriate behaviour")
    assert name.locator(".grid-name").evaluate("name => name.scrollHeight - name.clientHeight") <= 0


@pytest.mark.parametrize("view", ["scale", "scale-trouble"])
@pytest.mark.parametrize("glass", [(768, 1024), (1024, 768), (1280, 800)], ids=["upright", "on its side", "desk"])
def test_a_pupil_sees_everything_to_press_on_one_glass_also_beside_what_went_wrong(
    look_at: OpenView, view: str, glass: tuple[int, int]
) -> None:
    page = look_at(view, *glass)
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0


@pytest.mark.parametrize("view", ["report", "paper-grid", "print-observation", "print-plan", "print-case-blank"])
def test_a_table_that_is_wider_than_a_phone_says_that_there_is_more_to_the_side(look_at: OpenView, view: str) -> None:
    page = look_at(view, 360, 740)
    page.locator(".sideways-hint").first.wait_for()
    assert page.evaluate(_TOLD_WRONGLY) == []


def test_a_table_that_is_seen_whole_says_nothing_of_pushing_it(look_at: OpenView) -> None:
    page = look_at("report", 1280, 800)
    page.get_by_role("region", name="The grid").wait_for()
    assert page.evaluate(_TOLD_WRONGLY) == []


@pytest.mark.parametrize("view", ["visit", "dropin", "case-begin", "review", "plan-change", "detail", "password"])
def test_on_a_desk_what_is_filled_in_from_the_top_down_is_a_column_in_the_middle(look_at: OpenView, view: str) -> None:
    page = look_at(view, 1280, 800)
    left, right = page.evaluate(_ROOM_BESIDE, ".form-alone")
    assert abs(left - right) <= 1
    assert left > 150
    # Its head begins where it begins, and so does its foot.
    parts = [part for part in (".page-head", ".foot > :first-child") if page.locator(part).count() > 0]
    assert [abs(page.evaluate(_ROOM_BESIDE, part)[0] - left) <= 1 for part in parts] == [True] * len(parts)


def test_on_a_desk_a_form_with_something_beside_it_takes_the_page(look_at: OpenView) -> None:
    left, right = look_at("session", 1280, 800).evaluate(_ROOM_BESIDE, ".form-beside")
    assert left == right < 100


@pytest.mark.parametrize("glass", [(768, 1024), (1024, 768)], ids=["upright", "on its side"])
def test_on_a_tablet_a_form_begins_at_the_edge_of_the_page(look_at: OpenView, glass: tuple[int, int]) -> None:
    left, _ = look_at("case-begin", *glass).evaluate(_ROOM_BESIDE, ".form-alone")
    assert left == 28


@pytest.mark.parametrize(("glass", "abreast"), [((1280, 800), True), ((1024, 768), False)], ids=["desk", "on its side"])
def test_above_a_grid_that_takes_the_page_questions_stand_two_abreast_on_a_desk(
    look_at: OpenView, glass: tuple[int, int], abreast: bool
) -> None:
    page = look_at("paper-grid", *glass)
    tops = page.locator(".form-alone .field").evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert (tops[0] == tops[1]) is abreast
