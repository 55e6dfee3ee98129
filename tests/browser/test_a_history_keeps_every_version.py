"""A sentence that two people wrote at once: one is chosen, and the record's history still has both, without a network."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from demo.story_week import TWO_VERSIONS
from tests.browser.conftest import OpenView
from tests.browser.page_checks import found_by_axe
from tests.browser.school import PATIENCE_MS, let_in, tab
from tests.browser.site import wait_until_kept

pytestmark = pytest.mark.browser

HERS, HIS = (words for _, _, words, _ in TWO_VERSIONS)


def saves(page: Page) -> list[str]:
    """What each save of the page says, the newest first."""
    shown = page.get_by_role("list", name="Saves, the newest first").locator("> li")
    expect(shown.first).to_be_visible()
    return shown.all_inner_texts()


def test_the_sentence_that_was_not_chosen_is_still_in_the_history(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[0], links["sam"])
    wait_until_kept(page)
    # Whatever has not come yet would be missing.
    tab(page, "More")
    page.get_by_role("link", name="Where is it?").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("button", name="Send now")).to_be_visible(timeout=PATIENCE_MS)
    tablets[0].set_offline(True)

    tab(page, "Inbox")
    page.get_by_role("listitem").filter(has_text="Two versions of “Next step”").get_by_role(
        "link", name="Choose"
    ).click()
    page.get_by_role("button", name="Keep the version of Ms Ward").click()
    expect(page.get_by_role("main")).not_to_contain_text(HIS)
    page.get_by_role("link", name="Every version").click()
    expect(page.get_by_role("heading", name="History: ", level=1)).to_be_visible()
    newest, *before = saves(page)
    assert "Chosen from two versions." in newest
    assert HERS in newest
    assert HIS in newest
    assert "Not sent yet" in newest
    assert any(one.startswith("Ms Ward") and HERS in one for one in before)
    assert any(one.startswith("You") and HIS in one for one in before)
    assert found_by_axe(page) == []
    page.locator(".page-back").click()
    expect(page.get_by_role("link", name="Every version")).to_be_visible()


def test_of_a_long_history_the_newest_are_shown_first_and_the_others_on_asking(open_view: OpenView) -> None:
    page = open_view("history-long")
    assert len(saves(page)) == 20
    page.get_by_role("button", name="Show 10 earlier ones").click()
    assert len(saves(page)) == 30
    expect(page.get_by_role("button", name="earlier ones")).to_have_count(0)
