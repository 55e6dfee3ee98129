"""A Chromium on one page, its processor and heap by the DevTools protocol.

with chromium() as browser:
    with fresh_page(browser) as page:
        page.throttle(4)
        page.heap_mb()
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tools.chromium import find

ARGUMENTS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
TABLET: Final[Any] = {"width": 1024, "height": 768}


@dataclass(frozen=True, slots=True)
class Opened:
    """A page, and the session of the DevTools protocol on it."""

    page: Page
    protocol: CDPSession

    def throttle(self, times: int) -> None:
        """Slow the processor down, as a small tablet is slower than a desk."""
        self.protocol.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def heap_mb(self) -> float:
        """What scripts hold once what nobody holds is gone, in MB; bytes outside their own heap counted."""
        self.protocol.send("HeapProfiler.enable")
        self.protocol.send("HeapProfiler.collectGarbage")
        used = self.protocol.send("Runtime.getHeapUsage")
        return float(used["usedSize"] + used.get("backingStorageSize", 0)) / 1e6

    def cpu_ms(self) -> float:
        """Processor time that the browser's processes have used so far, all threads of all of them, in ms."""
        browser = self.page.context.browser
        assert browser is not None
        session = browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        return sum(float(process["cpuTime"]) for process in processes) * 1e3


def chromium_path() -> Path:
    """Where the machine's Chromium is. Raises SystemExit where there is none."""
    path = find()
    if path is None:
        raise SystemExit("there is no Chromium here: run `make browser`")
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Opened]:
    """A tablet that has never been anywhere: nothing of another is in its storage or cache."""
    context = browser.new_context(viewport=TABLET, has_touch=True, locale="en-GB")
    try:
        page = context.new_page()
        yield Opened(page, context.new_cdp_session(page))
    finally:
        context.close()
