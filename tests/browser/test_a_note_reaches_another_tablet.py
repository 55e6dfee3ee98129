"""A session note written without a network reaches a colleague's tablet, through the app as it is served."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from demo.cast import PASSWORD
from tests.browser.school import PATIENCE_MS, off_the_network, tab, tablet_of

pytestmark = pytest.mark.browser

NOTE = "Talked about the swimming gala, and laughed."


sams = tablet_of("sam")
wards = tablet_of("ward")


def first_case(page: Page) -> str:
    """Opens the first case that can be opened; its name."""
    line = page.locator(".cases a[href^='/case/']").first
    expect(line).to_be_visible(timeout=PATIENCE_MS)
    line.click()
    heading = page.get_by_role("heading", level=1)
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    return heading.inner_text()


def fetch_now(page: Page) -> None:
    """Exchanges with the server at once, and waits until nothing is on this tablet alone."""
    tab(page, "More")
    page.get_by_role("link", name="Where is it?").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("button", name="Send now")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("Everything has been sent.")).to_be_visible(timeout=PATIENCE_MS)


def test_a_note_written_offline_is_read_by_the_line_manager(sams: Page, wards: Page) -> None:
    sam, ward = sams, wards
    assert "#" not in sam.url
    tab(sam, "Caseload")
    pupil = first_case(sam)

    off_the_network(sam)
    sam.get_by_role("button", name="Record").click()
    sam.get_by_role("link", name="Session note").click()
    sam.get_by_role("textbox", name="What happened").fill(NOTE)
    sam.get_by_role("button", name="Save", exact=True).click()
    expect(sam.get_by_role("heading", name=pupil, level=1)).to_be_visible()
    expect(sam.get_by_text(NOTE).first).to_be_visible()

    tab(ward, "Caseload")
    ward.locator(".cases").get_by_role("link", name=pupil).click()
    expect(ward.get_by_role("heading", name="What happened")).to_be_visible()
    expect(ward.get_by_text(NOTE)).to_have_count(0)

    sam.context.set_offline(False)
    fetch_now(sam)
    fetch_now(ward)
    tab(ward, "Caseload")
    ward.locator(".cases").get_by_role("link", name=pupil).click()
    expect(ward.get_by_text(NOTE).first).to_be_visible(timeout=PATIENCE_MS)


def test_a_locked_tablet_opens_with_the_password_alone(sams: Page) -> None:
    page = sams
    tab(page, "More")
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="Hello, sam")).to_be_visible()
    page.get_by_label("Password").fill("not the password of anybody")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("alert")).to_contain_text("not the password")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="More")).to_be_visible(timeout=PATIENCE_MS)
