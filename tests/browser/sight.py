"""A browser whose tabs really go out of sight and are frozen: Playwright's own pages always take themselves to be seen.

with seen_browser(browser.browser_type, chromium_path, folder) as tablet:
    page = tablet.page
    with tablet.out_of_sight():
        tablet.pass_time(minutes=3)
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Page

from tests.browser.school import PATIENCE_MS
from tests.conftest import BROWSER_FLAGS

# Nobody waits for twenty-five minutes: both clocks of the page can be put on while it lies out of sight.
_CLOCKS = """
globalThis.later = { wall: 0, mono: 0 };
const [wall, mono] = [Date.now, performance.now.bind(performance)];
Date.now = () => wall() + later.wall;
performance.now = () => mono() + later.mono;
"""
_PUT_ON = "([wall, mono]) => { later.wall += wall; later.mono += mono; }"


@dataclass
class SeenTablet:
    """A tab, and another one to lie before it."""

    page: Page
    other: Page

    @contextmanager
    def out_of_sight(self, *, frozen: bool = False) -> Iterator[None]:
        """Another tab lies in front; the page is frozen if so wished."""
        self.other.bring_to_front()
        assert self.page.evaluate("document.visibilityState") == "hidden"
        session = self.page.context.new_cdp_session(self.page)
        if frozen:
            session.send("Page.setWebLifecycleState", {"state": "frozen"})
        yield
        if frozen:
            session.send("Page.setWebLifecycleState", {"state": "active"})
        session.detach()
        self.page.bring_to_front()

    def pass_time(self, *, minutes: int, asleep: bool = False) -> None:
        """Time goes by; the monotonic clock of a tablet that is asleep stands still."""
        self.page.evaluate(_PUT_ON, [minutes * 60_000, 0 if asleep else minutes * 60_000])


@contextmanager
def seen_browser(kind: BrowserType, path: Path, folder: Path) -> Iterator[SeenTablet]:
    """The Chromium at `path` with a profile in `folder`, driven without Playwright's own pretence of being looked at."""
    command = [str(path), "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}", "--lang=en-GB"]
    with subprocess.Popen([*command, *BROWSER_FLAGS, "about:blank"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = next(line.split()[-1] for line in process.stderr if "ws://" in line)
        browser = kind.connect_over_cdp(address, no_defaults=True)
        yield _tablet(browser.contexts[0])
        browser.close()
        process.terminate()


def _tablet(context: BrowserContext) -> SeenTablet:
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(_CLOCKS)
    page, other = context.pages[0], context.new_page()
    page.bring_to_front()
    return SeenTablet(page, other)
