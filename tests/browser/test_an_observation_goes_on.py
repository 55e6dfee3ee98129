"""An observation on the pad goes on after the page was loaded anew, and becomes a report."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from demo.cast import PASSWORD
from tests.browser.school import PATIENCE_MS, tablet_of, to_today

pytestmark = pytest.mark.browser


sams = tablet_of("sam")


@pytest.fixture
def page(sams: Page) -> Page:
    """The same, at Today."""
    to_today(sams)
    return sams


def test_an_observation_goes_on_after_the_page_was_loaded_anew(page: Page) -> None:
    page.get_by_role("link", name="Observe").first.click()
    page.locator(".kinds a").first.click()
    page.get_by_role("textbox", name="Subject").fill("Maths")
    page.get_by_role("button", name="Start", exact=True).click()
    cell = page.locator("button.pad-concern", has_text="Shouts out")
    cell.click()
    cell.click()
    expect(cell).to_contain_text("2")
    page.reload()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open").click()
    expect(cell).to_contain_text("2", timeout=PATIENCE_MS)
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("button", name="I saw none of these").click()
    expect(page.get_by_label("What does “Other” stand for?")).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Maths")).to_be_visible(timeout=PATIENCE_MS)


def test_an_early_end_asks_why_and_what_was_ticked_under_other(page: Page) -> None:
    page.get_by_role("link", name="Observe a lesson").click()
    page.locator(".kinds a").first.click()
    page.get_by_text("More", exact=True).last.click()
    expect(page.get_by_label("Room")).to_be_visible()
    expect(page.get_by_label("Date")).to_have_count(0)
    page.get_by_role("button", name="Start", exact=True).click()
    # The page before has such a button too.
    expect(page.get_by_role("button", name="Start", exact=True)).to_have_count(0)
    page.get_by_role("button", name="A child may be at risk").click()
    page.get_by_role("button", name="Keep that I told them").click()
    expect(page.get_by_role("button", name="A child may be at risk. Told: ")).to_have_text("Told")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="The pupil cannot be seen").click()
    expect(page.get_by_text("Not in sight.")).to_be_visible()
    page.get_by_role("button", name="In sight again").click()
    page.locator("button.pad-other").click(position={"x": 20, "y": 20})
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_label("Why did it stop early?").fill("The fire bell")
    page.get_by_label("What does “Other” stand for?").fill("hums")
    page.get_by_role("button", name="Go on watching").click()
    expect(page.get_by_role("button", name="hums")).to_be_visible()
    page.get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_label("Why did it stop early?")).to_have_value("")
    page.get_by_label("Why did it stop early?").fill("The class went out")
    page.get_by_label("What does “Other” stand for?").fill("hums a tune")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("columnheader", name="Other: hums a tune")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text(re.compile(r"^Ended early .*: The class went out\.$"))).to_be_visible()
    expect(page.get_by_text(re.compile("^Paused"))).to_have_count(0)
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_label("Why it stopped early")).to_have_value("The class went out")
    expect(page.get_by_label("Date")).to_have_count(0)
    expect(page.get_by_role("heading", name="Raises hand to speak")).to_be_visible()
