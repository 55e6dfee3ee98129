"""Tablets that were put back from a test: as if nobody had used them, but the app's own files are on them.

cupboard = Cupboard(browser, patience_ms=90_000)
with cupboard.lent() as tablet: …         # 768 × 1024, in British English; afterwards no page, cookie or database is left
    page = first_page(tablet)

A browser profile that was never at an address fetches and keeps a hundred files there, which costs as much as everything
that most tests do afterwards. Servers of tests therefore answer at addresses that stay (`stable_port`). What cannot be taken
off a profile again, a script for every page say, calls for one of its own: `browser.new_context`.
"""

from __future__ import annotations

import json
import os
import random
import socket
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Frame, Page

USUAL: dict[str, Any] = {"viewport": {"width": 768, "height": 1024}, "locale": "en-GB"}
PORTS = range(20_000, 30_000)
"""Below those that systems hand out by themselves."""
EMPTY = "about:blank"


@cache
def stable_port(whose: str) -> int:
    """The port at which this process's servers of a kind answer, one after another."""
    chance = random.Random(f"{os.getpid()} {whose}")
    while True:
        port = chance.choice(PORTS)
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) != 0:
                return port


def first_page(tablet: BrowserContext) -> Page:
    """A page on which nobody has been: the empty one that lies on a tablet that was put back, or else a new one.

    A page takes a browser a window and a process, which is half of what it takes to load the app.
    """
    return next((page for page in tablet.pages if page.url == EMPTY), None) or tablet.new_page()


class Cupboard:
    """The tablets of a worker that nobody has at the moment, by what they look like."""

    def __init__(self, browser: Browser, patience_ms: int) -> None:
        self._browser = browser
        self._patience_ms = patience_ms
        self._free: dict[str, list[BrowserContext]] = defaultdict(list)
        self._looks: dict[BrowserContext, str] = {}
        self._origins: dict[BrowserContext, set[str]] = defaultdict(set)
        self._been_used: set[BrowserContext] = set()

    def take(self, **glass: Any) -> BrowserContext:
        """A tablet that looks so (`browser.new_context`); it has been at its school before."""
        options = USUAL | glass
        looks = json.dumps(options, sort_keys=True)
        if self._free[looks]:
            return self._free[looks].pop()
        made = self._browser.new_context(**options)
        made.set_default_timeout(self._patience_ms)
        made.on("page", lambda page: self._watch(made, page))
        made.on("close", self._broken)
        self._looks[made] = looks
        return made

    @contextmanager
    def lent(self, **glass: Any) -> Iterator[BrowserContext]:
        """The same, until the block ends."""
        tablet = self.take(**glass)
        yield tablet
        self.put_back(tablet)

    def put_back(self, tablet: BrowserContext) -> None:
        """Takes off it whatever a test left there, and keeps it for the next; one that a test broke is gone."""
        if tablet not in self._looks:
            return
        tablet.unroute_all()
        tablet.set_offline(False)
        tablet.clear_permissions()
        tablet.clear_cookies()
        if tablet in self._been_used:
            self._empty(tablet)
        self._free[self._looks[tablet]].append(tablet)

    def _empty(self, tablet: BrowserContext) -> None:
        used = tablet.pages
        # In the window of the others, which is less than one of its own.
        blank = tablet.new_page()
        for page in used:
            page.close()
        tools = tablet.new_cdp_session(blank)
        for origin in self._origins[tablet]:
            kept = {"origin": origin, "storageTypes": "cookies,indexeddb,local_storage"}
            tools.send("Storage.clearDataForOrigin", kept)
        tools.detach()
        self._been_used.discard(tablet)

    def _broken(self, tablet: BrowserContext) -> None:
        self._looks.pop(tablet, None)

    def _watch(self, tablet: BrowserContext, page: Page) -> None:
        self._been_used.add(tablet)
        page.on("framenavigated", lambda frame: self._been(tablet, page, frame))

    def _been(self, tablet: BrowserContext, page: Page, frame: Frame) -> None:
        self._been_used.add(tablet)
        address = urlsplit(frame.url)
        if frame == page.main_frame and address.scheme == "http":
            self._origins[tablet].add(f"{address.scheme}://{address.netloc}")
