"""The band over a visit and the foot under it go from edge to edge, however wide the glass is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenView
from tests.browser.gallery import Gallery

pytestmark = pytest.mark.browser

SIZES = [(360, 740), (768, 1024), (1024, 768), (1280, 800), (1920, 1080)]
VIEWS = ["visit", "visit-unplanned", "visit-overdue", "safety-sheet-not-armed"]


def painted(page: Page, x: float, y: float) -> bytes:
    """A few pixels of the glass; two patches of one colour are the same bytes."""
    return page.screenshot(clip={"x": x, "y": y, "width": 2, "height": 2})


def ends_early(page: Page, band: str) -> list[str]:
    """Edges of the glass that this band does not reach: its ground, and the line that ends it."""
    box = page.locator(band).bounding_box()
    assert box is not None
    width = page.evaluate("innerWidth")
    # Just inside the band there is nothing but its ground; its line is the row that ends it.
    inside = box["x"] + 6
    found = []
    for what, y in (("ground", box["y"] + 3), ("line", box["y"] + (box["height"] if band == ".safety" else 1) - 1)):
        ground = painted(page, inside, round(y))
        for edge, x in (("left", 0), ("right", width - 2)):
            if painted(page, x, round(y)) != ground:
                found.append(f"the {what} of {band} at the {edge}")
    return found


def test_a_band_over_a_visit_is_as_wide_as_the_glass_and_so_is_its_foot(gallery: Gallery, open_view: OpenView) -> None:
    found = []
    for width, height in SIZES:
        page = open_view("visit", width, height)
        # A theme changes no widths: one glass shows that its colours meet too.
        for theme in ("light", "dark") if width == SIZES[0][0] else ("light",):
            for view in VIEWS:
                gallery.turn_to(page, view=view, theme=theme)
                found += [f"{view}, {width}: {one}" for band in (".safety", ".foot") for one in ends_early(page, band)]
    assert not found, "\n".join(found)
