"""What a device fetches before it shows anything, and before it needs no network at all: `python -m bench pages`."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.request import Request, urlopen

from bench.browser import chromium, fresh_page
from bench.served import served
from server.assets import client_folder


def measure() -> dict[str, float]:
    """Bytes of all answers' bodies as they travel: text packed by gzip, fonts as they are.

    The first load is the document of a device that is new, whatever that asks for until it rests, and the service worker. All
    of it is what the service worker then keeps, beside the page's work.
    """
    with served() as server, chromium() as browser, fresh_page(browser) as tablet:
        asked: set[str] = set()
        tablet.page.on("request", lambda request: asked.add(request.url))
        tablet.page.goto(f"{server.origin}/", wait_until="networkidle")
        folder = client_folder()
        every = [f"{server.origin}/{path.relative_to(folder)}" for path in folder.rglob("*") if path.is_file()]
        return {
            "client.first_load_gzip_bytes": _bytes_of(asked | {f"{server.origin}/sw.js"}),
            "client.all_of_it_gzip_bytes": _bytes_of(every),
        }


def _bytes_of(addresses: Iterable[str]) -> float:
    return float(sum(map(_size, addresses)))


def _size(address: str) -> int:
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
        return len(answer.read())
