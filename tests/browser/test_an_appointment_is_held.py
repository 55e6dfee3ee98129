"""An observation that is planned is started from its line on Today, which then leads to what was observed."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.school import PATIENCE_MS, let_in, tab

pytestmark = pytest.mark.browser


def line(page: Page) -> Locator:
    """The line of the planned observation."""
    return page.get_by_role("list", name="Today, in order").get_by_role("listitem").filter(has_text="Observe Kai")


def test_the_line_of_a_planned_observation_starts_it_once_and_then_leads_to_it(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[0], links["sam"])
    line(page).get_by_role("link", name="Start").click(timeout=PATIENCE_MS)
    expect(page.get_by_role("textbox", name="Teacher")).to_have_value("Mr Okafor")
    page.get_by_role("textbox", name="Subject").fill("Maths")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("button", name="I saw none of these").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Observation, Maths", level=1)).to_be_visible()

    tab(page, "Today")
    expect(line(page)).to_contain_text("minutes watched")
    expect(line(page).get_by_role("link", name="Start")).to_have_count(0)
    line(page).get_by_role("link", name="Observed").click()
    expect(page.get_by_role("heading", name="Observation, Maths", level=1)).to_be_visible()
