"""The gallery of views: built once from `pwa/gallery.html`, served on loopback under the app's own content policy.

build(folder)
with Gallery(folder) as gallery:
    page.goto(gallery.url(view="pad", theme="dark"))
    gallery.turn_to(page, view="visit", theme="light")      # on the same page, in a tenth of the time
    gallery.restyle(page, theme="dark")                     # what is on it, in another look
"""

from __future__ import annotations

import subprocess
import threading
from collections import defaultdict
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page

REPOSITORY = Path(__file__).parent.parent.parent

# As strict as the server's: a view that needs more than its own files would fail here first.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'"


# Two frames: in the first what is shown comes to lie where it lies, with the second whatever follows from that is done. A part
# that is still being fetched is waited for. The address is left as it is: the browser draws its own window anew with each.
_TURN = """async (query) => {
  dispatchEvent(new CustomEvent('exhibit', { detail: query }));
  scrollTo(0, 0);
  await document.fonts.ready;
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  do await frames(); while (document.querySelector('.lazy-coming') !== null);
}"""


# A theme and a size of words are an attribute and the style sheet's alone; no part of the app asks for them. Colours are what
# they are at once; what lies elsewhere by then is seen by a part that watches its size in the frame after.
_RESTYLE = """async (looks) => {
  Object.entries(looks).forEach(([name, look]) => document.documentElement.setAttribute(`data-${name}`, look));
  if (!('text' in looks)) return;
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


class Handler(SimpleHTTPRequestHandler):
    """Files, with the content policy, and without a line on the terminal for each."""

    extensions_map = {  # noqa: RUF012  (an instance variable in the standard library)
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        # What is built has a name of its own for each content, so that a page that is loaded again need not fetch it again.
        self.send_header("Cache-Control", "max-age=3600" if self.path.startswith("/assets/") else "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name in the standard library)
        pass


def build(folder: Path) -> None:
    """Builds the views as they stand into `folder`."""
    node = str(REPOSITORY / "tools" / "with-node")
    config = ["--config", "vite.gallery.config.ts", "--outDir", str(folder), "--emptyOutDir", "--logLevel", "warn"]
    subprocess.run([node, "npx", "vite", "build", *config], cwd=REPOSITORY / "pwa", check=True)


class Gallery:
    """A running server of the gallery that was built into `folder`."""

    def __init__(self, folder: Path) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def url(self, **query: str) -> str:
        """The address of an exhibit: `view`, `theme` (light, dark), `text` (large, larger), `notsent`."""
        return f"http://127.0.0.1:{self._server.server_port}/gallery.html?{urlencode(query)}"

    def turn_to(self, page: Page, **query: str) -> None:
        """Shows another exhibit on a page that has the gallery open; returns once it is drawn."""
        page.evaluate(_TURN, urlencode(query))

    def restyle(self, page: Page, **looks: str) -> None:
        """Shows what is on the page in another `theme` or size of words (`text`); returns once all of it lies where it lies."""
        page.evaluate(_RESTYLE, looks)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Glasses:
    """Pages of any size to look at views on. One that was put back is lent again: a new one is half of what most tests cost."""

    def __init__(self, gallery: Gallery, browser: Browser) -> None:
        self._gallery = gallery
        self._browser = browser
        self._free: dict[tuple[int, int], list[Page]] = defaultdict(list)
        self._lent: list[tuple[tuple[int, int], Page]] = []
        self._untouched: dict[tuple[int, int], Page] = {}

    def open(self, view: str, width: int = 768, height: int = 1024) -> Page:
        """A view that nobody has touched yet: mounted anew, on a page that is loaded anew if a test left its address."""
        size = (width, height)
        page = self._free[size].pop() if self._free[size] else self._made(size)
        self._lent.append((size, page))
        self._show(page, view)
        return page

    def look(self, view: str, width: int = 768, height: int = 1024) -> Page:
        """A view to look at and never to touch: one page of each size shows whatever is asked for."""
        size = (width, height)
        if size not in self._untouched:
            self._untouched[size] = self._made(size)
        self._show(self._untouched[size], view)
        return self._untouched[size]

    def put_back(self) -> None:
        """All that were lent, as nobody had touched them."""
        while self._lent:
            size, page = self._lent.pop()
            page.mouse.up()
            page.mouse.move(0, 0)
            page.emulate_media(media="null")
            self._free[size].append(page)

    def _show(self, page: Page, view: str) -> None:
        if page.url != self._gallery.url():
            page.goto(self._gallery.url())
        self._gallery.turn_to(page, view=view)

    def _made(self, size: tuple[int, int]) -> Page:
        width, height = size
        return self._browser.new_context(
            viewport={"width": width, "height": height}, has_touch=True, reduced_motion="reduce", locale="en-GB"
        ).new_page()
