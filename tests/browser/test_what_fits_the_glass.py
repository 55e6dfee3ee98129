"""What must be seen at one look fits: a report's grid on an upright tablet, a pupil's scale; and a wide table says that it is."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenView

pytestmark = pytest.mark.browser

_HIDDEN_SIDEWAYS = "grid => grid.scrollWidth - grid.clientWidth"

# A table with the words above it that fits, or one without them that does not.
_TOLD_WRONGLY = """() => [...document.querySelectorAll('.sideways-box')]
  .filter((box) => (box.scrollWidth > box.clientWidth + 1) !== (box.previousElementSibling !== null))
  .map((box) => box.ariaLabel)"""


def test_the_grid_as_on_paper_is_seen_whole_on_an_upright_tablet(open_view: OpenView) -> None:
    page = open_view("report", 768, 1024)
    grid = page.get_by_role("region", name="The grid")
    assert grid.evaluate(_HIDDEN_SIDEWAYS) <= 0
    # Names that stand on end are still whole.
    name = grid.get_by_role("columnheader", name="Initiates inappropriate behaviour")
    assert name.locator(".grid-name").evaluate("name => name.scrollHeight - name.clientHeight") <= 0


@pytest.mark.parametrize("view", ["scale", "scale-trouble"])
@pytest.mark.parametrize("glass", [(768, 1024), (1024, 768), (1280, 800)], ids=["upright", "on its side", "desk"])
def test_a_pupil_sees_everything_to_press_on_one_glass_also_beside_what_went_wrong(
    open_view: OpenView, view: str, glass: tuple[int, int]
) -> None:
    page = open_view(view, *glass)
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0


@pytest.mark.parametrize("view", ["report", "paper-grid", "print-observation", "print-plan", "print-case-blank"])
def test_a_table_that_is_wider_than_a_phone_says_that_there_is_more_to_the_side(open_view: OpenView, view: str) -> None:
    page = open_view(view, 360, 740)
    page.locator(".sideways-hint").first.wait_for()
    assert page.evaluate(_TOLD_WRONGLY) == []


def test_a_table_that_is_seen_whole_says_nothing_of_pushing_it(open_view: OpenView) -> None:
    page = open_view("report", 1280, 800)
    page.get_by_role("region", name="The grid").wait_for()
    assert page.evaluate(_TOLD_WRONGLY) == []
