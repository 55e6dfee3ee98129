"""Somebody's device: a browser with a profile folder of its own on the disk, at the end of a cable of its own.

with device(chromium, folder, server.port, TABLET) as sams:
    sams.come_in(words)
    sams.cable.cut()
    sams.kill_tab(); sams.unlock()
    assert sams.complaints == []

What the page throws, warns of or says to be wrong on its console is kept in `complaints`, and so is what axe finds wherever
the test `looks`. That a request could not be made while the cable was cut is no complaint.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
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

    def __init__(self, context: BrowserContext, cable: Cable, profile: Path) -> None:
        self.context = context
        self.cable = cable
        self.profile = profile
        self.complaints: list[str] = []
        self.said: list[str] = []
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda thrown: self.complaints.append(f"thrown: {thrown.error}"))
        context.on("console", self._heard)
        self.page: Page = context.pages[0]

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
        assert self.context.browser is not None
        dying, address = self.page, self.page.url
        protocol = self.context.browser.new_browser_cdp_session()
        processes = protocol.send("SystemInfo.getProcessInfo")["processInfo"]
        protocol.detach()
        with dying.expect_event("crash"):
            for process in processes:
                if process["type"] == "renderer":
                    os.kill(process["id"], signal.SIGKILL)
        self.page = self.context.new_page()
        dying.close()
        self.page.goto(address)

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

    def _heard(self, message: ConsoleMessage) -> None:
        self.said.append(message.text)
        if message.type in {"warning", "error"} and not message.text.startswith(UNREACHABLE):
            self.complaints.append(f"{message.type}: {message.text}")


@contextmanager
def device(browser_type: BrowserType, chromium: Path, folder: Path, port: int, glass: Glass) -> Iterator[Device]:
    """A browser with its profile in `folder`, at the end of a cable to the server's port."""
    with Cable(port) as cable:
        context = browser_type.launch_persistent_context(
            folder,
            executable_path=chromium,
            args=BROWSER_FLAGS,
            viewport={"width": glass.width, "height": glass.height},
            has_touch=glass.touch,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        try:
            yield Device(context, cable, folder)
        finally:
            context.close()
