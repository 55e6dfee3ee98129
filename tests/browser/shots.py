"""Pictures of every view, for the eye: `build/shots/<view>-<width>x<height>-<theme>.png`.

python -m tests.browser.shots                          everything
python -m tests.browser.shots pad scale --sizes 360x740 --themes dark --text larger --full
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.gallery import REPOSITORY, Gallery, build
from tests.conftest import BROWSER_FLAGS
from tools import chromium

SIZES = ("768x1024", "1024x768", "360x740", "1280x800")
THEMES = ("light", "dark")
FOLDER = REPOSITORY / "build" / "shots"
BUILT = REPOSITORY / "build" / "gallery"


def names_of(browser: Browser, gallery: Gallery) -> list[str]:
    """The names of all exhibits, as the gallery itself lists them."""
    page = browser.new_page()
    page.goto(gallery.url())
    names = page.locator("html[data-exhibits]").get_attribute("data-exhibits")
    page.close()
    return (names or "").split()


def shoot(browser: Browser, gallery: Gallery, wanted: argparse.Namespace) -> None:
    """One picture for each view, size and theme."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    views = wanted.views or names_of(browser, gallery)
    for size in wanted.sizes:
        width, height = map(int, size.split("x"))
        context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=True, reduced_motion="reduce", locale="en-GB"
        )
        page = context.new_page()
        for theme in wanted.themes:
            for view in views:
                page.goto(gallery.url(view=view, theme=theme, **({"text": wanted.text} if wanted.text else {})))
                page.evaluate("document.fonts.ready")
                path: Path = FOLDER / f"{view}-{size}-{theme}.png"
                page.screenshot(path=path, full_page=wanted.full)
        context.close()


def main() -> None:
    """Reads the command line, builds, shoots, says where the pictures are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("views", nargs="*")
    parser.add_argument("--sizes", nargs="+", default=SIZES)
    parser.add_argument("--themes", nargs="+", default=THEMES)
    parser.add_argument("--text", choices=("large", "larger"))
    parser.add_argument("--full", action="store_true", help="the whole page, not the first screen")
    wanted = parser.parse_args()
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.REMEDY)
    build(BUILT)
    with Gallery(BUILT) as gallery, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        shoot(browser, gallery, wanted)
        browser.close()
    print(FOLDER)


if __name__ == "__main__":
    main()
