"""What must be seen at one look fits: a report's grid on an upright tablet, a phone's corner on every page, a pupil's scale."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenView
from tests.browser.gallery import Gallery

pytestmark = pytest.mark.browser

_HIDDEN_SIDEWAYS = "grid => grid.scrollWidth - grid.clientWidth"

# One line of a pill is 34 px high, and two are 46 and more.
_IN_SEVERAL_LINES = """() => [...document.querySelectorAll('.corner .pill')]
  .filter((pill) => pill.clientHeight > 40).map((pill) => pill.textContent)"""

_CUT_WAYS_BACK = """() => [...document.querySelectorAll('.page-back > span')]
  .filter((words) => words.scrollWidth > words.clientWidth)
  .map((words) => words.textContent)"""

# In more lines than it has words, or with some of its words under something else.
_BROKEN_WORDS = """() => [...document.querySelectorAll('.page-back > span, .pupil-count')]
  .filter((words) => {
    const { width, height } = words.getBoundingClientRect();
    const lines = Math.round(height / parseFloat(getComputedStyle(words).lineHeight));
    const isCovered = height > 1 && width > words.parentElement.clientWidth + 1;
    return lines > words.textContent.trim().split(/\\s+/).length || isCovered;
  })
  .map((words) => words.textContent)"""

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


def test_what_is_not_sent_yet_is_said_in_one_line_on_every_page_of_a_phone(
    gallery: Gallery, open_view: OpenView
) -> None:
    page = open_view("scale-child", 360, 740)
    views = (page.locator("html[data-exhibits]").get_attribute("data-exhibits") or "").split()
    assert "scale-child" in views
    found = []
    for view in views:
        gallery.turn_to(page, view=view)
        found += [f"{view}: {words}" for words in page.evaluate(_IN_SEVERAL_LINES)]
    assert found == []


def test_a_way_back_says_all_of_where_it_leads_on_every_page_of_a_phone(gallery: Gallery, open_view: OpenView) -> None:
    page = open_view("history", 360, 740)
    views = (page.locator("html[data-exhibits]").get_attribute("data-exhibits") or "").split()
    found = []
    for view in views:
        gallery.turn_to(page, view=view)
        found += [f"{view}: {words}" for words in page.evaluate(_CUT_WAYS_BACK)]
    assert found == []


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


def test_with_the_largest_words_no_word_at_the_head_of_a_phone_s_page_is_broken_or_covered(
    gallery: Gallery, open_view: OpenView
) -> None:
    page = open_view("case", 360, 740)
    views = (page.locator("html[data-exhibits]").get_attribute("data-exhibits") or "").split()
    found = []
    for view in views:
        gallery.turn_to(page, view=view, text="larger")
        found += [f"{view}: {words}" for words in page.evaluate(_BROKEN_WORDS)]
    assert found == []
