"""A tablet whose page, and whose whole browser, is killed in the midst of an observation: part of `make soak`.

Every tap that was seen before its page was killed must be there afterwards. What goes with the whole browser is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import expect, sync_playwright

from bench.browser import chromium_path
from tests.browser.devices import TABLET, device
from tests.browser.killed_pad import KilledPad, Lost
from tests.browser.larkspur import larkspur
from tests.browser.school import PATIENCE_MS

PAGES: Final = 100
APPS: Final = 20
MANY: Final = 1_000_000
"""More taps than are made in one life: with its browser killed, a page may lose any number of them."""


@dataclass(slots=True)
class Killed:
    """How often what was killed, how many taps had been seen by then, and what was lost."""

    pages: int = 0
    apps: int = 0
    seen: int = 0
    lost_with_the_app: int = 0
    why: str | None = None


def killed(pages: int, apps: int, seed: int) -> Killed:
    """Kill so many pages, then so many whole browsers, at moments drawn from the seed, until a page has lost a tap."""
    found = Killed()
    # Looks for it with a Playwright of its own, of which there can be one at a time.
    chromium = chromium_path()
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE_MS)
        folder = Path(name)
        with (
            larkspur(folder) as school,
            device(playwright.chromium, chromium, folder / "sam", school.port, TABLET) as tablet,
        ):
            tablet.come_in(school.invitations()["sam"])
            pad = KilledPad(tablet, Random(seed))
            pad.begin()
            try:
                while found.pages < pages:
                    found.seen += pad.tap_until_killed()
                    found.pages += 1
                while found.apps < apps:
                    found.lost_with_the_app += pad.tap_until_app_killed(MANY)
                    found.apps += 1
                pad.save()
            except Lost as lost:
                found.why = str(lost)
    return found
