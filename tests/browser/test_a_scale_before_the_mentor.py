"""A scale on the mentor's side: what is low comes first until it was looked at, notes are kept, and it can be put right."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.school import let_in, tab

pytestmark = pytest.mark.browser

LOW = "Kai’s answer to “Happy at home” is low"


def save_notes(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="Notes").fill(words)
    page.get_by_role("button", name="Save the notes").click()


def test_low_answers_stand_on_today_and_in_the_inbox_until_they_were_looked_at_and_notes_are_kept_beside_them(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[0], links["sam"])
    tab(page, "Inbox")
    expect(page.get_by_role("list", name="Waiting for you")).to_contain_text(LOW)
    tab(page, "Today")
    page.get_by_role("link", name=f"See Kai: {LOW}").click()
    expect(page.get_by_text("Low today")).to_be_visible()
    page.get_by_role("button", name="I have looked at this").click()
    expect(page.get_by_text("Looked at by you")).to_be_visible()

    save_notes(page, "Quiet at first.")
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Quiet at first.")
    save_notes(page, "Quiet at first. Then he told me about Saturday.")
    expect(page.get_by_text("2 versions")).to_have_count(0)
    page.get_by_role("button", name="Change", exact=True).click()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Quiet at first. Then he told me about Saturday.")
    # What the pupil answered on the tablet is not typed over.
    expect(page.get_by_role("region", name="Controlling my temper")).to_have_count(0)
    page.get_by_role("radio", name="at the end").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Kai Brennan", level=1)).to_be_visible()

    tab(page, "Today")
    expect(page.get_by_role("link", name="See Kai").first).to_be_visible()
    expect(page.get_by_text(LOW)).to_have_count(0)
    tab(page, "Inbox")
    expect(page.get_by_role("list", name="Waiting for you")).not_to_contain_text(LOW)
