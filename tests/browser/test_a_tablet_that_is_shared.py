"""Several people on one tablet, several tabs, the lock that comes by itself, and signing out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cupboard import Cupboard
from tests.browser.kept import everything_kept
from tests.browser.school import PATIENCE_MS, let_in, lock, off_the_network, tab, unlock

pytestmark = pytest.mark.browser

NOTE = "Brought his own pencil for the first time."
COPIED = "Wants to be a falconer."


def drop_in(page: Page, note: str) -> None:
    """Writes a drop-in about friends."""
    tab(page, "Record")
    page.get_by_role("link", name="Drop-in").first.click()
    page.get_by_role("group", name="What about?").locator("label").first.click()
    page.get_by_text("More", exact=True).first.click()
    page.get_by_role("textbox", name="Note").first.fill(note)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Good ")).to_be_visible(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def shared(cupboard: Cupboard, links: dict[str, str]) -> Iterator[BrowserContext]:
    """A tablet on which Sam and Tamsin have come in, locked."""
    with cupboard.lent() as tablet:
        for handle in ("sam", "tamsin"):
            page = let_in(tablet, links[handle])
            lock(page, handle)
            page.close()
        yield tablet


def opened(tablet: BrowserContext, links: dict[str, str], handle: str) -> Page:
    """A tab at the page "More", opened by somebody."""
    page = tablet.new_page()
    page.goto(links["sam"].split("/let-in")[0] + "/more")
    take(page, handle)
    return page


def take(page: Page, handle: str) -> None:
    """Opens a locked tablet as one of those who share it."""
    page.get_by_role("button", name="Somebody else").click()
    page.get_by_role("button", name=re.compile(f"^{handle}")).click()
    unlock(page)
    expect(page.get_by_role("heading", name="More")).to_be_visible(timeout=PATIENCE_MS)


def test_tabs_of_one_person_lock_together_and_somebody_else_locks_them(
    links: dict[str, str], shared: BrowserContext
) -> None:
    first, second = opened(shared, links, "tamsin"), opened(shared, links, "tamsin")
    lock(second, "tamsin")
    expect(first.get_by_role("heading", name="Hello, tamsin")).to_be_visible(timeout=PATIENCE_MS)
    take(first, "tamsin")
    take(second, "sam")
    expect(first.get_by_text("sam opened Beside in another tab")).to_be_visible(timeout=PATIENCE_MS)
    lock(second, "sam")
    first.close()
    second.close()


def test_what_one_had_not_sent_goes_up_with_what_the_next_sends(links: dict[str, str], shared: BrowserContext) -> None:
    page = opened(shared, links, "sam")
    off_the_network(page)
    drop_in(page, NOTE)
    lock(page, "sam")
    take(page, "tamsin")
    page.get_by_role("link", name="Where is it?").click()
    others = page.locator(".card", has_text="Other people who use this tablet")
    expect(others).to_contain_text("Sam Ortiz")
    shared.set_offline(False)
    page.get_by_role("button", name="Send now").click()
    expect(others).to_have_count(0, timeout=PATIENCE_MS)
    assert NOTE not in everything_kept(page)
    lock(page, "tamsin")
    page.close()


def test_a_tablet_asks_before_it_locks_by_itself(links: dict[str, str], new_tablets: list[BrowserContext]) -> None:
    new_tablets[0].clock.install()
    page = let_in(new_tablets[0], links["ward"])
    asks = page.get_by_role("dialog", name="Are you still there?")
    page.clock.fast_forward("04:20")
    expect(asks).to_be_visible(timeout=PATIENCE_MS)
    asks.get_by_role("button", name="Stay").click()
    expect(asks).to_have_count(0)
    page.clock.fast_forward("04:20")
    expect(asks).to_be_visible(timeout=PATIENCE_MS)
    page.clock.fast_forward("01:00")
    expect(page.get_by_role("heading", name="Hello, ward")).to_be_visible(timeout=PATIENCE_MS)


def test_signing_out_waits_for_what_is_on_this_tablet_alone_and_then_leaves_nothing(
    links: dict[str, str], shared: BrowserContext
) -> None:
    page = opened(shared, links, "sam")
    off_the_network(page)
    drop_in(page, COPIED)
    tab(page, "More")
    page.get_by_role("button", name="Sign out").click()
    asks = page.get_by_role("dialog", name="Sign out of this tablet?")
    expect(asks).to_contain_text("1 change not sent")
    expect(asks.get_by_role("button", name="Sign out", exact=True)).to_have_count(0)
    with page.expect_download() as saving:
        asks.get_by_role("button", name="Save a copy").click()
    copy = saving.value.path().read_text(encoding="utf-8")
    assert COPIED in copy
    asks.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="Hello, tamsin")).to_be_visible(timeout=PATIENCE_MS)
    shared.set_offline(False)
    page.get_by_role("button", name="Somebody else").click()
    expect(page.get_by_role("button", name=re.compile("^sam"))).to_have_count(0)
    page.close()
