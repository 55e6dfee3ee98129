"""Every view, with invented people, as a tablet shows it: both themes, at 100 and at 200 per cent.

At 200 per cent a page has half as many CSS pixels either way, which is what a browser's zoom does.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.gallery import Gallery
from tests.browser.page_checks import broken_habits, cut_off, found_by_axe, small_targets

pytestmark = pytest.mark.browser

TABLET = (768, 1024)
PHONE = (360, 740)
STAFF, PUPIL = 48, 64


@pytest.fixture(scope="module")
def gallery() -> Iterator[Gallery]:
    with Gallery.build() as gallery:
        yield gallery


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
    return names


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("zoom", [1, 2])
def test_axe_finds_nothing_on_any_view(gallery: Gallery, browser: Browser, theme: str, zoom: int) -> None:
    page = open_page(browser, TABLET, zoom)
    found = []
    for view in views_of(gallery, page):
        page.goto(gallery.url(view=view, theme=theme))
        found += [f"{view}: {one}" for one in found_by_axe(page)]
    page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [TABLET, PHONE])
def test_everything_that_can_be_pressed_is_large_enough_for_a_finger(
    gallery: Gallery, browser: Browser, size: tuple[int, int]
) -> None:
    page = open_page(browser, size)
    found = []
    for view in views_of(gallery, page):
        page.goto(gallery.url(view=view))
        least = PUPIL if page.locator(".pupil").count() else STAFF
        found += [f"{view}: {one}" for one in small_targets(page, least)]
    page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("size", "zoom", "text"), [(TABLET, 1, ""), (TABLET, 2, ""), (PHONE, 1, "larger")])
def test_no_view_has_to_be_scrolled_sideways(
    gallery: Gallery, browser: Browser, size: tuple[int, int], zoom: int, text: str
) -> None:
    page = open_page(browser, size, zoom)
    found = []
    for view in views_of(gallery, page):
        page.goto(gallery.url(view=view, **({"text": text} if text else {})))
        found += [f"{view}: {one}" for one in cut_off(page)]
    page.context.close()
    assert not found, "\n".join(found)


def test_each_screen_has_one_thing_to_do_first_and_one_heading(gallery: Gallery, browser: Browser) -> None:
    page = open_page(browser, TABLET)
    found = []
    for view in views_of(gallery, page):
        page.goto(gallery.url(view=view))
        found += [f"{view}: {one}" for one in broken_habits(page)]
    page.context.close()
    assert not found, "\n".join(found)


def test_no_view_breaks_the_content_policy_or_complains(gallery: Gallery, browser: Browser) -> None:
    page = open_page(browser, TABLET)
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    for view in views_of(gallery, page):
        page.goto(gallery.url(view=view))
        page.evaluate("document.fonts.ready")
    page.context.close()
    assert not said, "\n".join(said)
