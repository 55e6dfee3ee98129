"""The store's facade on a page without screens, at the address of a real server: any number of tablets.

build(folder)
with tablets(browser, "http://localhost:8000", folder) as open_tablet:
    ann, sam = open_tablet(), open_tablet()
    ann.ask("setUp", token, "ann", PASSWORD)
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route

from server.headers import HEADERS
from tests.browser.gallery import REPOSITORY

PAGE = "/test/thread/thread.html"
PASSWORD = "four words about weather"
_FILES = re.compile(r"^https?://[^/]+/(?!api/)")


def build(folder: Path) -> None:
    """Builds the page into `folder`."""
    node = str(REPOSITORY / "tools" / "with-node")
    config = ["--config", "vite.thread.config.ts", "--outDir", str(folder), "--emptyOutDir", "--logLevel", "warn"]
    subprocess.run([node, "npx", "vite", "build", *config], cwd=REPOSITORY / "pwa", check=True)


class Tablet:
    """A browser profile with the page open in it."""

    def __init__(self, context: BrowserContext, origin: str, built: Path) -> None:
        self.context = context
        self.built = built
        self.origin = origin
        self.page: Page = context.new_page()
        self._open()

    def start(self) -> None:
        """Opens the page anew, as after it was killed."""
        self.page.close()
        self.page = self.context.new_page()
        self._open()

    def _open(self) -> None:
        self.page.route(_FILES, partial(_fulfil, self.built))
        self.page.goto(self.origin + PAGE)
        for _ in range(400):
            if self.page.evaluate("'thread' in globalThis"):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("the page did not start")

    def ask(self, name: str, *given: object) -> Any:
        """What a function of the page answers."""
        return self.page.evaluate(f"thread.{name}({', '.join(map(json.dumps, given))})")

    def exchange(self) -> None:
        """Exchanges with the server at once."""
        self.ask("exchange")

    @contextmanager
    def offline(self) -> Iterator[None]:
        """Without a network."""
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)


@contextmanager
def tablets(browser: Browser, origin: str, built: Path) -> Iterator[Callable[[], Tablet]]:
    """Opens tablets at the server of an origin, and closes them at the end."""
    contexts: list[BrowserContext] = []

    def open_tablet() -> Tablet:
        contexts.append(browser.new_context(locale="en-GB"))
        return Tablet(contexts[-1], origin, built)

    yield open_tablet
    for context in contexts:
        context.close()


def _fulfil(built: Path, route: Route) -> None:
    path = built / route.request.url.split("/", 3)[3]
    if path.is_file():
        route.fulfill(path=path, headers=dict(HEADERS))
    else:
        route.abort()
