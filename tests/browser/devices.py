"""Somebody's device: a browser with a profile folder of its own on the disk, at the end of a cable of its own.

with device(chromium, folder, server.port, TABLET) as sams:
    sams.come_in(words)
    sams.cable.cut()
    sams.kill_tab(); sams.unlock()
    sams.kill_app(); sams.unlock()
    assert sams.complaints == []

What the page throws, warns of or says to be wrong on its console is kept in `complaints`, and so is what axe finds wherever
the test `looks`. That a request could not be made while the cable was cut is no complaint.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, BrowserType, ConsoleMessage, Page, expect

from demo.cast import PASSWORD
from tests.browser.cable import Cable
from tests.browser.page_checks import broken_habits, cut_off, found_by_axe
from tests.browser.school import PATIENCE_MS, tab
from tests.browser.site import wait_until_kept
from tests.conftest import BROWSER_FLAGS

LOOKS: Final = 500
"""So many times is looked whether the browser has noticed a kill."""
UNREACHABLE: Final = "Failed to load resource: net::ERR_"
"""Chromium's own words for a request that got no answer."""


@dataclass(frozen=True, slots=True)
class Glass:
    """What a device looks like: CSS pixels, and whether fingers touch it."""

    width: int
    height: int
    touch: bool


TABLET: Final = Glass(768, 1024, touch=True)
DESK: Final = Glass(1280, 800, touch=False)
PHONE: Final = Glass(360, 740, touch=True)


class Device:
    """A running browser. `page` is the tab with Beside."""

    def __init__(self, start: Callable[[], BrowserContext], cable: Cable, profile: Path) -> None:
        self._start = start
        self.cable = cable
        self.profile = profile
        self.complaints: list[str] = []
        self.said: list[str] = []
        self._prepared: list[Callable[[BrowserContext], None]] = []
        self.context = self._started()
        self.page: Page = self.context.pages[0]

    # Coming in --------------------------------------------------------------------------------------------

    def come_in(self, words: str) -> None:
        """Comes into the school by what the server printed after `#`, with everybody's password."""
        self.page.goto(f"{self.cable.origin}/let-in#{words}")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", name="Good ")).to_be_visible(timeout=PATIENCE_MS)
        assert "#" not in self.page.url
        wait_until_kept(self.page)

    def unlock(self) -> None:
        """Opens what is locked."""
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Open").click()
        expect(self.page.get_by_label("Password")).to_have_count(0)

    def kill_tab(self) -> None:
        """`kill -9` of every process that has a page or a worker in it; the same address is then opened anew, and is locked."""
        processes = self.processes("renderer")
        with self.page.expect_event("crash"):
            kill(processes)
        self.open_anew(processes)

    def open_anew(self, killed: Iterable[int]) -> None:
        """The same address in another tab, once the page has been killed with these processes; it is locked.

        Chromium keeps a process in store for the next tab, which is killed with the others. A tab that is given it before the
        browser has noticed crashes, is closed, or is never there for Playwright, which then waits for ever.
        """
        gone = set(killed)
        for _ in range(LOOKS):
            if gone.isdisjoint(self.processes("renderer")):
                break
            time.sleep(0.02)
        dying, address = self.page, self.page.url
        self.page = self.context.new_page()
        dying.close()
        self.page.goto(address)

    def kill_app(self) -> None:
        """`kill -9` of the whole browser; it is started again, at the same address, and is locked."""
        with self.context.expect_event("close"):
            kill(self.processes())
        self.start_anew()

    def start_anew(self) -> None:
        """The browser with what its profile has, at the same address, once the app has been killed; it is locked."""
        address = self.page.url
        self.context = self._started()
        self.page = self.context.pages[0]
        self.page.goto(address)

    def processes(self, kind: str | None = None) -> list[int]:
        """The browser's processes; of one kind, if asked: "renderer" has pages and workers in it."""
        assert self.context.browser is not None
        protocol = self.context.browser.new_browser_cdp_session()
        processes = protocol.send("SystemInfo.getProcessInfo")["processInfo"]
        protocol.detach()
        return [int(process["id"]) for process in processes if kind in {None, process["type"]}]

    def prepare(self, act: Callable[[BrowserContext], None]) -> None:
        """Has this done to the browser, now and whenever it is started anew."""
        self._prepared.append(act)
        act(self.context)

    def back_in_reach(self) -> None:
        """There is a network again, and the device's own system says so to the page, which no cable can."""
        self.cable.mend()
        self.page.evaluate("window.dispatchEvent(new Event('online'))")

    def fetch(self) -> None:
        """Exchanges with the server at once: "Send now", and until it is done."""
        self.tab("More")
        self.page.get_by_role("link", name="Where is it?").click()
        send = self.page.get_by_role("button", name="Send now")
        send.click()
        expect(send).to_be_visible()

    # Going about ------------------------------------------------------------------------------------------

    def tab(self, name: str) -> None:
        """Goes to a place of the app."""
        tab(self.page, name)

    def looks(self) -> None:
        """What is on the glass now has nothing for axe to find, is not cut off, and keeps the look's habits."""
        # Pages come in parts, and the part may still be on its way.
        expect(self.page.locator("h1:visible, dialog[open]").first).to_be_visible()
        where = f"{self.page.title()} at {self.page.viewport_size}"
        found = [*found_by_axe(self.page), *cut_off(self.page), *broken_habits(self.page)]
        self.complaints += [f"{where}: {one}" for one in found]

    def _started(self) -> BrowserContext:
        context = self._start()
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda thrown: self.complaints.append(f"thrown: {thrown.error}"))
        context.on("console", self._heard)
        for act in self._prepared:
            act(context)
        return context

    def _heard(self, message: ConsoleMessage) -> None:
        self.said.append(message.text)
        if message.type in {"warning", "error"} and not message.text.startswith(UNREACHABLE):
            self.complaints.append(f"{message.type}: {message.text}")


def kill(processes: Iterable[int]) -> None:
    """`kill -9`: nothing of them is asked before. What has gone by itself is let be."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


@contextmanager
def device(browser_type: BrowserType, chromium: Path, folder: Path, port: int, glass: Glass) -> Iterator[Device]:
    """A browser with its profile in `folder`, at the end of a cable to the server's port."""

    def start() -> BrowserContext:
        return browser_type.launch_persistent_context(
            folder,
            executable_path=chromium,
            args=BROWSER_FLAGS,
            viewport={"width": glass.width, "height": glass.height},
            has_touch=glass.touch,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
        )

    with Cable(port) as cable:
        found = Device(start, cable, folder)
        try:
            yield found
        finally:
            found.context.close()
