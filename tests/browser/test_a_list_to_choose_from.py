"""A list to choose from: its arrow stands clear of rim and words, lets the finger through, and is seen in any colours."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenView

pytestmark = pytest.mark.browser

# Three lists: of what happened in a case, of what may stand in the place of a number, and of the zones of the calendar.
VIEWS = ["case", "paper-scale", "calendar"]

_ARROW = """(list) => {
  const arrow = list.nextElementSibling.getBoundingClientRect(), box = list.getBoundingClientRect();
  const { paddingInlineEnd } = getComputedStyle(list);
  return {
    toTheRim: box.right - arrow.right,
    toTheWords: arrow.left - (box.right - parseFloat(paddingInlineEnd)),
    pressed: document.elementFromPoint(arrow.left + arrow.width / 2, arrow.top + arrow.height / 2) === list,
  };
}"""
_COLOURS = """(list) => [
  getComputedStyle(list.nextElementSibling).stroke, getComputedStyle(list).backgroundColor,
  getComputedStyle(document.body).backgroundColor,
]"""
# What each of its answers takes, beside what the list has for words.
_CUT = """(list) => {
  const words = document.createElement('span');
  words.style.cssText = 'position: absolute; white-space: nowrap';
  words.style.font = getComputedStyle(list).font;
  document.body.append(words);
  const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(list);
  const room = list.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
  const cut = [...list.options].filter(({ label }) => { words.textContent = label; return words.offsetWidth > room + 1; });
  words.remove();
  return cut.map(({ label }) => label);
}"""


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("glass", [(360, 740), (768, 1024), (1280, 800)], ids=["phone", "tablet", "desk"])
def test_the_arrow_stands_clear_of_rim_and_words_and_lets_the_finger_through(
    look_at: OpenView, view: str, glass: tuple[int, int]
) -> None:
    page = look_at(view, *glass)
    chosen = page.get_by_role("combobox").first
    chosen.evaluate("list => list.scrollIntoView({ block: 'center' })")
    arrow = chosen.evaluate(_ARROW)
    assert arrow["toTheRim"] >= 8
    assert arrow["toTheWords"] >= 0
    assert arrow["pressed"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_the_arrow_is_seen_in_colours_that_a_person_chose_for_themselves(
    open_view: OpenView, view: str, scheme: str
) -> None:
    page = open_view(view)
    page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")
    stroke, ground, paper = page.get_by_role("combobox").first.evaluate(_COLOURS)
    page.emulate_media(forced_colors="none", color_scheme="light")
    assert stroke not in (ground, paper)


@pytest.mark.parametrize("glass", [(360, 740), (768, 1024), (1280, 800)], ids=["phone", "tablet", "desk"])
def test_what_stands_in_the_place_of_a_number_is_read_whole(look_at: OpenView, glass: tuple[int, int]) -> None:
    page = look_at("paper-scale", *glass)
    assert page.get_by_role("combobox").first.evaluate(_CUT) == []
