"""What a device that has never been here is given: little to fetch, and nothing that the browser complains of."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from bench.served import served

pytestmark = pytest.mark.browser

MOST_BYTES = 150_000
"""`client.first_load_gzip_bytes` of docs/figures.md."""
MOST_FILES = 30
"""What goes into which is told by pwa/tools/pieces.ts; a bundler left to itself makes 120."""


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """The address of a server whose school is still to be set up."""
    with served() as server:
        yield server.origin


def packed_size(address: str) -> int:
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
        return len(answer.read())


def test_it_is_small_enough_for_a_school_s_network(browser: Browser, origin: str) -> None:
    page = browser.new_page()
    asked = {f"{origin}/sw.js"}
    page.on("request", lambda request: asked.add(request.url))
    page.goto(f"{origin}/", wait_until="networkidle")
    page.close()
    sizes = {address: packed_size(address) for address in asked}
    assert any(".js" in address for address in asked), "the app has scripts"
    assert sum(sizes.values()) <= MOST_BYTES, "\n".join(
        f"{size:>8} {address}" for address, size in sorted(sizes.items(), key=lambda one: -one[1])
    )


def test_a_service_worker_has_few_files_to_fetch(browser: Browser, origin: str) -> None:
    """It fetches one after the other, and the tablet works without a network only from then on."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    kept = page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))).flat()"
        ".map((one) => new URL(one.url).pathname)"
    )
    context.close()
    assert "/index.html" in kept
    assert "/pupil.html" in kept
    assert len(kept) <= MOST_FILES, "\n".join(sorted(kept))


@pytest.mark.parametrize("path", ["/", "/pupil"])
def test_the_browser_complains_of_nothing(browser: Browser, origin: str, path: str) -> None:
    page = browser.new_page()
    found: list[str] = []
    page.on("console", lambda message: found.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.goto(f"{origin}{path}", wait_until="networkidle")
    page.close()
    assert not found, "\n".join(found)
