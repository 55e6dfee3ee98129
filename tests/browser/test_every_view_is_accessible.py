"""Every view, with invented people, as a tablet shows it: both themes, at 100 and at 200 per cent; and as a phone does.

At 200 per cent a page has half as many CSS pixels either way, which is what a browser's zoom does. The views are gone through
once on each glass, for turning to one costs as much as most of what is then looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.gallery import Gallery
from tests.browser.page_checks import broken_habits, cut_off, found_by_axe, small_targets

pytestmark = pytest.mark.browser

TABLET = (768, 1024)
PHONE = (360, 740)
STAFF, PUPIL = 48, 64

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


@dataclass
class Found:
    """What was found on all views of a glass, one sentence each."""

    by_axe: list[str] = field(default_factory=list)
    too_small: list[str] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)
    habits: list[str] = field(default_factory=list)
    corners: list[str] = field(default_factory=list)
    ways_back: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def opened(browser: Browser, size: tuple[int, int], zoom: int = 1) -> Iterator[Page]:
    width, height = size
    context = browser.new_context(
        viewport={"width": width // zoom, "height": height // zoom},
        device_scale_factor=zoom,
        has_touch=True,
        reduced_motion="reduce",
        locale="en-GB",
    )
    yield context.new_page()
    context.close()


def views_of(gallery: Gallery, page: Page) -> list[str]:
    page.goto(gallery.url())
    names = (page.locator("html[data-exhibits]").get_attribute("data-exhibits") or "").split()
    assert len(names) > 50, "the gallery lists its exhibits"
    assert len(names) == len(set(names)), "of two exhibits with one name, one is never shown"
    return names


def targets(page: Page) -> list[str]:
    """What a finger could miss; a pupil's is given more."""
    return small_targets(page, PUPIL if page.locator(".pupil").count() else STAFF)


@pytest.fixture(scope="module")
def on_a_tablet(gallery: Gallery, browser: Browser) -> Found:
    """In the light, and for its colours in the dark."""
    found = Found()
    with opened(browser, TABLET) as page:
        views = views_of(gallery, page)
        shown = ""
        page.on("console", lambda message: found.complaints.append(f"{shown}: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: found.complaints.append(f"{shown}: {error}"))
        for view in views:
            shown = view
            gallery.turn_to(page, view=view, theme="light")
            found.by_axe += [f"{view}, light: {one}" for one in found_by_axe(page)]
            # What is not a colour is the same in the dark.
            gallery.restyle(page, theme="dark")
            found.by_axe += [f"{view}, dark: {one}" for one in found_by_axe(page, "colour")]
            found.cut_off += [f"{view}: {one}" for one in cut_off(page)]
            found.habits += [f"{view}: {one}" for one in broken_habits(page)]
            found.too_small += [f"{view}: {one}" for one in targets(page)]
    return found


@pytest.fixture(scope="module")
def on_a_phone(gallery: Gallery, browser: Browser) -> Found:
    """With words of the usual size, and for its width with the largest."""
    found = Found()
    with opened(browser, PHONE) as page:
        for view in views_of(gallery, page):
            gallery.turn_to(page, view=view, text="larger")
            found.cut_off += [f"{view}: {one}" for one in cut_off(page)]
            found.words += [f"{view}: {words}" for words in page.evaluate(_BROKEN_WORDS)]
            gallery.restyle(page, text="usual")
            found.corners += [f"{view}: {words}" for words in page.evaluate(_IN_SEVERAL_LINES)]
            found.ways_back += [f"{view}: {words}" for words in page.evaluate(_CUT_WAYS_BACK)]
            found.too_small += [f"{view}: {one}" for one in targets(page)]
    return found


def test_axe_finds_nothing_on_any_view(on_a_tablet: Found) -> None:
    assert not on_a_tablet.by_axe, "\n".join(on_a_tablet.by_axe)


def test_nothing_is_cut_off_on_any_view(on_a_tablet: Found) -> None:
    assert not on_a_tablet.cut_off, "\n".join(on_a_tablet.cut_off)


def test_axe_finds_nothing_and_nothing_is_cut_off_at_200_per_cent(gallery: Gallery, browser: Browser) -> None:
    found = []
    with opened(browser, TABLET, zoom=2) as page:
        for view in views_of(gallery, page):
            gallery.turn_to(page, view=view)
            # Nothing changes its colour when it grows.
            found += [f"{view}: {one}" for one in (*found_by_axe(page, "shape"), *cut_off(page))]
    assert not found, "\n".join(found)


def test_everything_that_can_be_pressed_is_large_enough_for_a_finger(on_a_tablet: Found, on_a_phone: Found) -> None:
    found = [*on_a_tablet.too_small, *on_a_phone.too_small]
    assert not found, "\n".join(found)


def test_no_view_has_to_be_scrolled_sideways_on_a_phone_with_the_largest_words(on_a_phone: Found) -> None:
    assert not on_a_phone.cut_off, "\n".join(on_a_phone.cut_off)


def test_what_is_not_sent_yet_is_said_in_one_line_on_every_page_of_a_phone(on_a_phone: Found) -> None:
    assert on_a_phone.corners == []


def test_a_way_back_says_all_of_where_it_leads_on_every_page_of_a_phone(on_a_phone: Found) -> None:
    assert on_a_phone.ways_back == []


def test_with_the_largest_words_no_word_at_the_head_of_a_phone_s_page_is_broken_or_covered(on_a_phone: Found) -> None:
    assert on_a_phone.words == []


def test_each_screen_has_one_thing_to_do_first(on_a_tablet: Found) -> None:
    assert not on_a_tablet.habits, "\n".join(on_a_tablet.habits)


def test_no_view_complains(on_a_tablet: Found) -> None:
    assert not on_a_tablet.complaints, "\n".join(on_a_tablet.complaints)
