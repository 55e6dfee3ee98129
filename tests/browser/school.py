"""The demonstration's school as `beside run` serves it, and tablets that come in by its links."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from demo.cast import PASSWORD
from tests.browser.cupboard import USUAL, Cupboard, first_page
from tests.browser.larkspur import larkspur
from tests.browser.site import wait_until_kept

# A password is stretched, a school's history is read and a note goes through a server: slow machines take their time.
PATIENCE_MS = 90_000


@pytest.fixture(scope="module")
def links(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The demonstration's school is served; by sign-in name, the link that lets a tablet in."""
    with larkspur(tmp_path_factory.mktemp("school"), founded) as school:
        yield school.links()


@pytest.fixture
def tablets(cupboard: Cupboard) -> Iterator[list[BrowserContext]]:
    """Two tablets that share nothing."""
    found = [cupboard.take() for _ in range(2)]
    yield found
    for one in found:
        cupboard.put_back(one)


@pytest.fixture
def new_tablets(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Two tablets that were never used, for a test that leaves on them what cannot be taken off again."""
    found = [browser.new_context(**USUAL) for _ in range(2)]
    for one in found:
        one.set_default_timeout(PATIENCE_MS)
    yield found
    for one in found:
        one.close()


def let_in(tablet: BrowserContext, link: str) -> Page:
    """Opens the link and comes in with the password."""
    page = first_page(tablet)
    page.goto(link)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Good ")).to_be_visible(timeout=PATIENCE_MS)
    return page


def tablet_of(handle: str) -> Any:
    """A fixture: a colleague's tablet, let in once for the tests of a file, which leave it with the navigation and a network."""

    @pytest.fixture(scope="module")
    def let_in_once(cupboard: Cupboard, links: dict[str, str]) -> Iterator[Page]:
        with cupboard.lent() as tablet:
            yield let_in(tablet, links[handle])

    return let_in_once


def off_the_network(page: Page) -> None:
    """The page's tablet has no network from now on; what it needs without one it has fetched, as it does at the first visit."""
    wait_until_kept(page)
    page.context.set_offline(True)


def tab(page: Page, name: str) -> None:
    """Goes to a place of the app by its navigation."""
    page.get_by_role("navigation").get_by_role("link", name=name).first.click()


def to_today(page: Page) -> None:
    """Goes to Today from wherever a test ended: from a page without the navigation first by its way back."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    if page.get_by_role("navigation", name="Places").count() == 0:
        page.locator(".page-back").first.click()
    tab(page, "Today")
    expect(page.get_by_role("heading", name="Good ")).to_be_visible()


def unlock(page: Page, password: str = PASSWORD) -> None:
    """Opens a locked tablet with the password."""
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Open", exact=True).click()


def lock(page: Page, handle: str) -> None:
    """Locks the tablet by hand."""
    tab(page, "More")
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name=f"Hello, {handle}")).to_be_visible(timeout=PATIENCE_MS)


def begin_note(page: Page, words: str) -> str:
    """Begins a session note of the first case; the address of its page."""
    tab(page, "Record")
    page.get_by_role("link", name="Session note").click()
    page.locator(".kinds a").first.click()
    page.get_by_role("textbox", name="What happened").fill(words)
    return page.url
