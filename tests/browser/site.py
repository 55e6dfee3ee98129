"""The built client with the stage beside it, served by the real server's own code; it can be stopped, and upgraded.

build_with_stage(built)
with Site(folder, built) as site:
    page.goto(site.url("/"))
    site.stop()                       # the server is gone
    site.fall_silent()                # it takes requests and answers none
    site.upgrade("a second version")
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Self
from unittest.mock import patch

from flask import Flask
from playwright.sync_api import Error, Page
from werkzeug.serving import BaseWSGIServer, make_server

from server import assets, errors, headers, site
from server.settings import Settings
from tests.browser.gallery import REPOSITORY

STAGE = "/test/stage/stage.html"


def build(folder: Path, *configs: str, checkout: Path = REPOSITORY) -> None:
    """Runs the client's builds of these configurations into `folder`."""
    node = str(REPOSITORY / "tools" / "with-node")
    for config in configs:
        command = [node, "npx", "vite", "build", "--config", config, "--outDir", str(folder), "--logLevel", "warn"]
        subprocess.run(command, cwd=checkout / "pwa", check=True)


def build_with_stage(folder: Path) -> None:
    """Builds the app and the stage, then the service worker that keeps them both."""
    build(folder, "vite.config.ts", "vite.stage.config.ts", "vite.sw.config.ts")


class Site:
    """A school's address; `built` is the version that it begins with, `folder` where newer ones are put.

    The port stays the same for as long as this is there, so that an origin outlives its server.
    """

    def __init__(self, folder: Path, built: Path) -> None:
        self._folder = folder
        self._first = built
        # What is served, by a name that stays.
        self._current = folder / "current"
        self._server: BaseWSGIServer | None = None
        self._port = 0
        self._answers = threading.Event()
        self._answers.set()
        self.serve(built)

    def serve(self, built: Path) -> None:
        """What is built in this folder is served from now on."""
        self._current.unlink(missing_ok=True)
        self._current.symlink_to(built, target_is_directory=True)

    def reset(self) -> None:
        """The first version, and a server that answers."""
        self.serve(self._first)
        self._answers.set()
        if self._server is None:
            self.start()

    def upgrade(self, words: str) -> None:
        """A new version, which differs by the title of its first page."""
        newer = self._folder / words.replace(" ", "-")
        if not newer.exists():
            shutil.copytree(self._first, newer)
            page = newer / "index.html"
            page.write_text(
                page.read_text(encoding="utf-8").replace("<title>Beside<", f"<title>{words}<"), encoding="utf-8"
            )
            build(newer, "vite.sw.config.ts")
        self.serve(newer)

    def url(self, path: str) -> str:
        """The address of a path. `localhost` counts as secure."""
        return f"http://localhost:{self._port}{path}"

    def start(self) -> None:
        """The server answers, at the address that it had."""
        app = Flask("site", static_folder=None)
        app.url_map.converters["page"] = site.PageConverter
        app.before_request(self._wait)
        errors.register(app)
        headers.register(app, https=False)
        with patch.object(assets, "client_folder", return_value=self._current):
            app.register_blueprint(site.blueprint(Settings(secret="not used by files")))
        self._server = make_server("localhost", self._port, app, threaded=True)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def fall_silent(self) -> None:
        """Whoever asks from now on waits, as on a network that drops what it is given."""
        self._answers.clear()

    def _wait(self) -> None:
        self._answers.wait()

    def stop(self) -> None:
        """Nobody answers at the address any more."""
        self._answers.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def wait_until(page: Page, holds: str) -> None:
    """Returns once this expression holds in the page, through as many loads as that takes.

    Playwright's own waiting evaluates text in the page, which the content policy refuses.
    """
    for _ in range(400):
        try:
            if page.evaluate(holds):
                return
        except Error:
            # The page was being loaded anew.
            pass
        page.wait_for_timeout(50)
    raise AssertionError(f"it never came to hold: {holds}")


def wait_until_kept(page: Page) -> None:
    """Returns once the service worker keeps the app and answers for this page."""
    wait_until(page, "navigator.serviceWorker.controller !== null")


class Stage:
    """A mentor's unlocked page, without its screens (`pwa/test/stage/stage.ts`)."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        page.goto(site.url(STAGE))
        wait_until(page, "'stage' in globalThis")
        wait_until_kept(page)

    def ask(self, what: str, *given: object) -> object:
        """What a function of the stage answers."""
        return self.page.evaluate(f"stage.{what}({', '.join(json.dumps(one) for one in given)})")
