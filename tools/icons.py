"""Draws the icons' pictures from their sources, with the Chromium of the tests.

    python -m tools.icons      manifest/*.svg → manifest/*.png

The sources are drawn by hand. The pictures are committed, so that neither a build nor a server needs a browser.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tools import chromium

MANIFEST: Final = Path(__file__).parent.parent / "manifest"


class Picture(NamedTuple):
    """One picture: its name, its source, and its width and height in pixels."""

    name: str
    source: str
    size: int


PICTURES: Final = (
    Picture("icon-192.png", "icon.svg", 192),
    Picture("icon-512.png", "icon.svg", 512),
    # To its edges: these platforms cut the shape out themselves.
    Picture("icon-maskable-192.png", "icon-full.svg", 192),
    Picture("icon-maskable-512.png", "icon-full.svg", 512),
    Picture("apple-touch-icon.png", "icon-full.svg", 180),
    Picture("badge-96.png", "badge.svg", 96),
    Picture("shortcut-observe-96.png", "shortcut-observe.svg", 96),
    Picture("shortcut-visit-96.png", "shortcut-visit.svg", 96),
    Picture("shortcut-give-96.png", "shortcut-give.svg", 96),
    Picture("shortcut-drop-in-96.png", "shortcut-drop-in.svg", 96),
)


def draw(browser: Browser, picture: Picture, folder: Path) -> None:
    """One picture, as large as its source is made to fill; what the source leaves open stays transparent."""
    page = browser.new_page(viewport={"width": picture.size, "height": picture.size})
    page.set_content((MANIFEST / picture.source).read_text(encoding="utf-8"))
    page.add_style_tag(content="html, body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }")
    page.screenshot(path=folder / picture.name, omit_background=True)
    page.close()


def main() -> None:
    """Draws them all, or ends with what to do."""
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            draw(browser, picture, MANIFEST)
        browser.close()


if __name__ == "__main__":
    main()
