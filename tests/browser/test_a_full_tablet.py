"""A tablet that has no room left locks like any other, and what was typed on it is there again."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.kept import everything_kept, wait_until_half_written
from tests.browser.page_checks import found_by_axe
from tests.browser.school import PATIENCE_MS, begin_note, let_in, lock, unlock

pytestmark = pytest.mark.browser

BEFORE = "Came in late."
A_SECOND_MS = 1_000
LETTERS = 60
MORE = 3
CANARY = "Quetzalcoatlus flew over the gym."


def type_until_full(page: Page) -> None:
    """Chromium reckons with the room that it found last for half a minute."""
    words, said = page.get_by_role("textbox", name="What happened"), page.get_by_text("This device is full.")
    for nth in range(LETTERS):
        words.fill(f"{BEFORE} {nth}")
        page.wait_for_timeout(A_SECOND_MS)
        if said.is_visible():
            break
    words.fill(CANARY)
    expect(said).to_be_visible()
    page.mouse.wheel(0, 5_000)
    expect(said).to_be_in_viewport()


def test_it_locks_says_that_it_must_stay_open_and_keeps_what_was_typed_once_there_is_room(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[0], links["sam"])
    origin = links["sam"].split("/let-in")[0]
    address = begin_note(page, BEFORE)
    wait_until_half_written(page)
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    type_until_full(page)
    page.get_by_role("button", name="Close").click()
    page.locator(".page-back").click()
    lock(page, "sam")
    told = page.get_by_text("This tablet is full. Leave Beside open.")
    expect(told).to_be_visible(timeout=PATIENCE_MS)
    assert found_by_axe(page) == []
    assert CANARY not in everything_kept(page)

    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    expect(told).to_have_count(0, timeout=PATIENCE_MS)
    page.goto(address)
    unlock(page)
    expect(page.get_by_role("textbox", name="What happened")).to_have_value(CANARY, timeout=PATIENCE_MS)


def test_taps_that_found_no_room_are_told_on_today_and_where_everything_is_and_are_there_once_there_is_room(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[1], links["tamsin"])
    origin = links["tamsin"].split("/let-in")[0]
    page.get_by_role("link", name="Observe a lesson").click()
    page.locator(".kinds a").first.click()
    page.get_by_role("button", name="Start", exact=True).click()
    cell = page.locator(".pad-cell:not(.pad-undo)", has_text="Shouts out")
    cell.click()
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    taps = tap_until_full(page, cell)

    # Whoever has work on a full tablet can open it.
    page.goto(f"{origin}/")
    unlock(page)
    told = page.get_by_text("This tablet has no room left")
    expect(told).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("link", name="See what is waiting").click()
    waits = page.get_by_role("link", name="Taps of an observation")
    expect(waits).to_be_visible(timeout=PATIENCE_MS)
    assert found_by_axe(page) == []

    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    waits.click()
    expect(cell).to_contain_text(f"{taps} in all", timeout=PATIENCE_MS)


def tap_until_full(page: Page, cell: Locator) -> int:
    """Ticks until the pad says that there is no room, and then what surely finds none; how many there are in all."""
    said, taps = page.get_by_text("This device is full."), 1
    for _ in range(LETTERS):
        cell.click()
        taps += 1
        page.wait_for_timeout(A_SECOND_MS)
        if said.is_visible():
            break
    expect(said).to_be_visible()
    for _ in range(MORE):
        cell.click()
    return taps + MORE
