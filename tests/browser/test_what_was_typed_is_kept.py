"""What is half written outlives a lock, a reload and a killed tab, sealed, and is gone once it is saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.kept import damage_half_written, everything_kept, half_written, rows_kept, wait_until_half_written
from tests.browser.school import PATIENCE_MS, begin_note, let_in, lock, tab, unlock

pytestmark = pytest.mark.browser

CANARY = "Quetzalcoatlus flew over the gym."
ALONE = "Said that Grandpa keeps bees."


def expect_kept(page: Page) -> None:
    expect(page.get_by_text("Kept from before")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("textbox", name="What happened")).to_have_value(CANARY)


def test_a_note_half_written_outlives_a_lock_a_reload_and_a_killed_tab(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[0], links["tamsin"])
    address = begin_note(page, CANARY)
    page.get_by_role("link", name="Back").or_(page.locator(".page-back")).first.click()
    lock(page, "tamsin")
    assert CANARY not in everything_kept(page)
    unlock(page)
    page.goto(address)
    unlock(page)
    expect_kept(page)

    page.reload()
    unlock(page)
    expect_kept(page)

    page.close()
    page = tablets[0].new_page()
    page.goto(address.split("/session/")[0])
    unlock(page)
    going_on = page.locator(".today").get_by_role("link", name="Go on").first
    expect(going_on).to_be_visible(timeout=PATIENCE_MS)
    going_on.click()
    expect_kept(page)

    other = tablets[0].new_page()
    other.goto(address)
    unlock(other)
    expect(other.get_by_text("This form is open in another tab as well.")).to_be_visible(timeout=PATIENCE_MS)
    other.close()

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible(timeout=PATIENCE_MS)
    page.goto(address)
    unlock(page)
    expect(page.get_by_role("textbox", name="What happened")).to_have_value("", timeout=PATIENCE_MS)
    expect(page.get_by_text("Kept from before")).to_have_count(0)
    assert half_written(page) == 0
    assert CANARY not in everything_kept(page)


def test_what_was_written_is_thrown_away_only_when_its_author_says_so_twice(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[0], links["ward"])
    address = begin_note(page, CANARY)
    page.reload()
    unlock(page)
    expect_kept(page)
    page.get_by_role("button", name="Start afresh").click()
    page.get_by_role("button", name="Keep it").click()
    expect_kept(page)
    page.get_by_role("button", name="Start afresh").click()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_role("textbox", name="What happened")).to_have_value("")
    page.goto(address)
    unlock(page)
    expect(page.get_by_role("textbox", name="What happened")).to_have_value("", timeout=PATIENCE_MS)

    # What was damaged is not passed over in silence.
    page.get_by_role("textbox", name="What happened").fill(CANARY)
    wait_until_half_written(page)
    page.goto(address)
    damage_half_written(page)
    unlock(page)
    expect(page.get_by_role("textbox", name="What happened")).to_have_value("", timeout=PATIENCE_MS)
    expect(page.get_by_text("Something that you wrote here was damaged on this tablet")).to_be_visible()


def test_the_end_of_an_observation_is_kept_too_and_leaves_no_journal_behind(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[0], links["sam"])
    page.get_by_role("link", name="Observe").first.click()
    page.locator(".kinds a").first.click()
    page.get_by_role("textbox", name="Subject").fill("Maths")
    page.get_by_role("button", name="Start", exact=True).click()
    page.locator("button.pad-concern", has_text="Shouts out").click()
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("button", name="I saw none of these").click()
    page.get_by_role("textbox", name="Notes").fill(ALONE)
    wait_until_half_written(page)
    page.close()

    page = tablets[0].new_page()
    page.goto(links["sam"].split("/let-in")[0])
    unlock(page)
    page.locator(".today").get_by_role("link", name="Go on").first.click()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value(ALONE, timeout=PATIENCE_MS)
    assert ALONE not in everything_kept(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Maths")).to_be_visible(timeout=PATIENCE_MS)
    assert (rows_kept(page, "journal"), half_written(page)) == (0, 0)
    tab(page, "Today")
    expect(page.get_by_role("heading", name="Good ")).to_be_visible()
    expect(page.locator(".today").get_by_role("link", name="Go on")).to_have_count(0)
