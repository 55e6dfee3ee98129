"""A cold start with the server gone: each document, every address, after the browser itself was closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.site import Site, wait_until_kept
from tests.conftest import BROWSER_FLAGS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(built_site: Site) -> Site:
    """One site for all, which each test may stop."""
    built_site.reset()
    return built_site


@pytest.fixture(scope="module")
def visited(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser that was here once, while there was a network; the server is gone now."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.url("/"))
    wait_until_kept(page)
    page.close()
    site.stop()
    yield context
    context.close()


def expect_app(page: Page) -> None:
    expect(page.locator("#app > *").first).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/caseload", "/case/q7_x", "/observe", "/index.html"])
def test_every_address_of_the_app_starts(visited: BrowserContext, site: Site, path: str) -> None:
    page = visited.new_page()
    page.goto(site.url(path))
    expect_app(page)
    page.close()


@pytest.mark.parametrize("path", ["/pupil", "/pupil.html"])
def test_the_pupils_document_starts_apart_and_may_not_be_stored(visited: BrowserContext, site: Site, path: str) -> None:
    page = visited.new_page()
    answer = page.goto(site.url(path))
    assert answer is not None
    assert answer.headers["cache-control"] == "no-store"
    expect(page.get_by_role("heading", name="Please give the tablet back")).to_be_visible()
    assert page.locator("#app").count() == 0
    page.close()


def test_nothing_of_the_server_s_own_is_answered_in_its_place(visited: BrowserContext, site: Site) -> None:
    page = visited.new_page()
    page.goto(site.url("/"))
    for path in ("/api/health", "/api/docs/", "/manifest/manifest.webmanifest"):
        assert page.evaluate("path => fetch(path).then(() => 'answered', () => 'nobody')", path) == "nobody"
        other = visited.new_page()
        with pytest.raises(Error):
            other.goto(site.url(path))
        other.close()
    page.close()


def test_a_browser_that_was_shut_starts_it_again(
    browser: Browser, engine_path: Path, site: Site, tmp_path: Path
) -> None:
    site.reset()
    for is_first in (True, False):
        context = browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=engine_path, args=BROWSER_FLAGS
        )
        page = context.new_page()
        page.goto(site.url("/"))
        expect_app(page)
        if is_first:
            wait_until_kept(page)
            site.stop()
        context.close()


def test_no_answer_of_the_server_is_kept_by_the_service_worker(browser: Browser, site: Site) -> None:
    site.reset()
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.url("/"))
    wait_until_kept(page)
    page.evaluate("fetch('/manifest/manifest.webmanifest').then((answer) => answer.text())")
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys()))))"
        ".then((all) => all.flat().map(({ url }) => new URL(url).pathname))"
    )
    assert kept
    pictures_of_pushes = ["/manifest/badge-96.png", "/manifest/icon-192.png"]
    assert sorted(path for path in kept if path.startswith(("/api/", "/manifest/"))) == pictures_of_pushes
    context.close()
