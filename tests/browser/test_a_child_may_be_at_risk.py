""" "A child may be at risk" is one touch away wherever something about a child is written down, also without a network."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from demo.cast import LEAD_NAME, LEAD_PHONE
from tests.browser.conftest import OpenView
from tests.browser.gallery import Gallery
from tests.browser.school import let_in, tab
from tests.browser.site import wait_until_kept

pytestmark = pytest.mark.browser

CAPTURES = (
    *("observe-setup", "pad", "pad-end", "paper-grid", "session", "dropin", "visit", "safety-sheet", "plan-change"),
    *("give", "scale-staff", "scale-child", "plan", "risk-note"),
)


def tell(page: Page) -> None:
    """Says that the safeguarding lead was told, and reads on the page that it is kept."""
    button = page.get_by_role("button", name="A child may be at risk")
    button.click()
    dialog = page.get_by_role("dialog", name="A child may be at risk")
    expect(dialog.get_by_role("link", name=LEAD_NAME)).to_have_attribute("href", f"tel:{LEAD_PHONE.replace(' ', '')}")
    dialog.get_by_role("button", name="Keep that I told them").click()
    expect(button).to_contain_text(f"Told: {LEAD_NAME}")


def test_every_screen_on_which_something_is_captured_has_it_within_reach(gallery: Gallery, open_view: OpenView) -> None:
    page = open_view("give", 360, 740)
    for view in CAPTURES:
        gallery.turn_to(page, view=view)
        page.get_by_role("button", name="A child may be at risk").click()
        expect(page.get_by_role("dialog").get_by_role("link", name="Mrs Achebe")).to_be_visible()
        page.keyboard.press("Escape")


def test_an_empty_field_says_what_is_wanting(open_view: OpenView) -> None:
    page = open_view("at-risk", 360, 740)
    dialog = page.get_by_role("dialog")
    keep = dialog.get_by_role("button", name="Keep that I told them")
    told = dialog.get_by_role("textbox", name="Who you told")
    told.fill("")
    keep.click()
    expect(dialog.get_by_text("Say who you told.")).to_be_visible()
    expect(told).to_be_focused()
    told.fill("Mr Lowe")
    expect(dialog.get_by_text("Say who you told.")).to_have_count(0)


def test_who_was_told_before_the_tablet_was_given_is_kept_without_a_network_though_it_is_not_given(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    tablet = tablets[0]
    page = let_in(tablet, links["tamsin"])
    wait_until_kept(page)
    page.get_by_role("link", name="Give to a pupil").first.click()
    pupil = page.locator(".kinds a .strong").first.inner_text()
    page.locator(".kinds").get_by_role("link", name=pupil).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Give the tablet to ")
    tablet.set_offline(True)
    tell(page)

    page.get_by_role("link", name="Another pupil").click()
    page.locator(".kinds").get_by_role("link", name=pupil).click()
    expect(page.get_by_role("button", name="A child may be at risk")).to_contain_text(f"Told: {LEAD_NAME}")
    page.get_by_role("link", name="Another pupil").click()
    page.get_by_role("link", name="Record").click()
    tab(page, "Caseload")
    page.locator(".cases").get_by_role("link", name=pupil).click()
    page.get_by_role("link", name="How I see myself").first.click()
    expect(page.get_by_role("heading", name=pupil, level=1)).to_be_visible()
    expect(page.get_by_role("button", name="A child may be at risk")).to_contain_text(f"Told: {LEAD_NAME}")
