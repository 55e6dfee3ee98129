"""The gallery, built once for all the tests of a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.gallery import Gallery

OpenView = Callable[..., Page]


@pytest.fixture(scope="session")
def gallery() -> Iterator[Gallery]:
    """Every view with invented people, served on loopback."""
    with Gallery.build() as gallery:
        yield gallery


@pytest.fixture
def open_view(gallery: Gallery, browser: Browser) -> Iterator[OpenView]:
    """Opens an exhibit on a glass of a size: ``open_view("pad", 360, 740)``."""
    pages: list[Page] = []

    def opened(view: str, width: int = 768, height: int = 1024) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=True, reduced_motion="reduce", locale="en-GB"
        )
        page = context.new_page()
        pages.append(page)
        page.goto(gallery.url(view=view))
        return page

    yield opened
    for page in pages:
        page.context.close()
