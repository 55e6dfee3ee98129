"""The band over a visit and the foot under it go from edge to edge, however wide the glass is."""

from __future__ import annotations

import struct
import zlib

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenView
from tests.browser.gallery import Gallery

pytestmark = pytest.mark.browser

SIZES = [(360, 740), (768, 1024), (1024, 768), (1280, 800), (1920, 1080)]
VIEWS = ["visit", "visit-unplanned", "visit-overdue", "safety-sheet-not-armed"]


def painted(page: Page, y: int) -> list[bytes]:
    """Two rows of the glass from here on, as the colours of the pixels of each place from edge to edge."""
    width = page.evaluate("innerWidth")
    above, below = rows(page.screenshot(clip={"x": 0, "y": y, "width": width, "height": 2}))
    size = len(above) // width
    return [above[at : at + size] + below[at : at + size] for at in range(0, len(above), size)]


def rows(png: bytes) -> list[bytes]:
    """The rows of a picture (8 bits a colour, no palette), in which each byte is kept as what differs from those around it."""
    width, height, depth, colours = struct.unpack(">IIBB", png[16:26])
    size = {2: 3, 6: 4}[colours]
    assert depth == 8
    packed, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        packed += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    data, found, above = zlib.decompress(packed), list[bytes](), bytes(width * size)
    for start in range(0, height * (1 + width * size), 1 + width * size):
        row = bytearray()
        for place, value in enumerate(data[start + 1 : start + 1 + width * size]):
            left, corner = (row[place - size], above[place - size]) if place >= size else (0, 0)
            row.append((value + expected(data[start], left, above[place], corner)) % 256)
        above = bytes(row)
        found.append(above)
    return found


def expected(way: int, left: int, above: int, corner: int) -> int:
    """What a picture's row was expected to hold at a place, by its way of expecting (PNG, "Filtering")."""
    nearest = min((left, above, corner), key=lambda one: abs(left + above - corner - one))
    return (0, left, above, (left + above) // 2, nearest)[way]


def ends_early(page: Page, band: str) -> list[str]:
    """Edges of the glass that this band does not reach: its ground, and the line that ends it."""
    box = page.locator(band).bounding_box()
    assert box is not None
    # Just inside the band there is nothing but its ground; its line is the row that ends it.
    inside = round(box["x"] + 6)
    found = []
    for what, y in (("ground", box["y"] + 3), ("line", box["y"] + (box["height"] if band == ".safety" else 1) - 1)):
        there = painted(page, round(y))
        for edge, at in (("left", slice(0, 2)), ("right", slice(-2, None))):
            if there[at] != there[inside : inside + 2]:
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
