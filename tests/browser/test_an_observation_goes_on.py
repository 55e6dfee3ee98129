"""An observation on the pad goes on after the page was loaded anew, and becomes a report."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from demo.cast import PASSWORD
from tests.browser.school import PATIENCE_MS, let_in

pytestmark = pytest.mark.browser


def test_an_observation_goes_on_after_the_page_was_loaded_anew(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[0], links["tamsin"])
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
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Maths")).to_be_visible(timeout=PATIENCE_MS)
