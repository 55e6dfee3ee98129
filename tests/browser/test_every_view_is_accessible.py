"""Every view, with invented people, as a tablet shows it: both themes, at 100 and at 200 per cent.

At 200 per cent a page has half as many CSS pixels either way, which is what a browser's zoom does.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.gallery import Gallery
from tests.browser.page_checks import broken_habits, cut_off, found_by_axe, small_targets

pytestmark = pytest.mark.browser

TABLET = (768, 1024)
PHONE = (360, 740)
STAFF, PUPIL = 48, 64


def open_page(browser: Browser, size: tuple[int, int], zoom: int = 1) -> Page:
    width, height = size
    context = browser.new_context(
        viewport={"width": width // zoom, "height": height // zoom},
        device_scale_factor=zoom,
        has_touch=True,
        reduced_motion="reduce",
        locale="en-GB",
    )
    return context.new_page()


def views_of(gallery: Gallery, page: Page) -> list[str]:
    page.goto(gallery.url())
    names = (page.locator("html[data-exhibits]").get_attribute("data-exhibits") or "").split()
    assert len(names) > 50, "the gallery lists its exhibits"
    assert len(names) == len(set(names)), "of two exhibits with one name, one is never shown"
    return names


def test_axe_finds_nothing_and_nothing_is_cut_off_on_any_view(gallery: Gallery, browser: Browser) -> None:
    page = open_page(browser, TABLET)
    found = []
    for view in views_of(gallery, page):
        gallery.turn_to(page, view=view, theme="light")
        found += [f"{view}, light: {one}" for one in found_by_axe(page)]
        found += [f"{view}: {one}" for one in cut_off(page)]
        # What is not a colour is the same in the dark.
        gallery.turn_to(page, view=view, theme="dark")
        found += [f"{view}, dark: {one}" for one in found_by_axe(page, "colour")]
    page.context.close()
    assert not found, "\n".join(found)


def test_axe_finds_nothing_and_nothing_is_cut_off_at_200_per_cent(gallery: Gallery, browser: Browser) -> None:
    page = open_page(browser, TABLET, zoom=2)
    found = []
    for view in views_of(gallery, page):
        gallery.turn_to(page, view=view)
        # Nothing changes its colour when it grows.
        found += [f"{view}: {one}" for one in (*found_by_axe(page, "shape"), *cut_off(page))]
    page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [TABLET, PHONE])
def test_everything_that_can_be_pressed_is_large_enough_for_a_finger(
    gallery: Gallery, browser: Browser, size: tuple[int, int]
) -> None:
    page = open_page(browser, size)
    found = []
    for view in views_of(gallery, page):
        gallery.turn_to(page, view=view)
        least = PUPIL if page.locator(".pupil").count() else STAFF
        found += [f"{view}: {one}" for one in small_targets(page, least)]
    page.context.close()
    assert not found, "\n".join(found)


def test_no_view_has_to_be_scrolled_sideways_on_a_phone_with_the_largest_words(
    gallery: Gallery, browser: Browser
) -> None:
    page = open_page(browser, PHONE)
    found = []
    for view in views_of(gallery, page):
        gallery.turn_to(page, view=view, text="larger")
        found += [f"{view}: {one}" for one in cut_off(page)]
    page.context.close()
    assert not found, "\n".join(found)


def test_each_screen_has_one_thing_to_do_first_and_no_view_complains(gallery: Gallery, browser: Browser) -> None:
    page = open_page(browser, TABLET)
    found: list[str] = []
    page.on("console", lambda message: found.append(f"{page.url}: {message.type}: {message.text}"))
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    for view in views_of(gallery, page):
        gallery.turn_to(page, view=view)
        found += [f"{view}: {one}" for one in broken_habits(page)]
    page.context.close()
    assert not found, "\n".join(found)
