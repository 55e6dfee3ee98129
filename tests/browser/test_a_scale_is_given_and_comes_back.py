"""The whole way on a school that is really served: given from a case, filled in, taken back, and read by the mentor."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from demo.cast import PASSWORD
from tests.browser.school import PATIENCE_MS, let_in
from tests.browser.site import wait_until_kept
from tests.browser.test_a_tablet_in_a_pupils_hands import answer, begin

pytestmark = pytest.mark.browser


def test_a_scale_that_a_mentor_gave_is_first_at_their_unlock(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[0], links["tamsin"])
    wait_until_kept(page)
    page.get_by_role("link", name="Give to a pupil").first.click()
    page.locator(".kinds a").first.click()
    page.get_by_role("button", name="Lock and give").click()
    expect(page.get_by_role("button", name="Begin")).to_be_visible(timeout=PATIENCE_MS)
    assert page.url.endswith("/pupil")
    begin(page)
    answer(page, 3, 7)
    page.get_by_role("button", name="I’d like to talk to someone today").click()
    page.get_by_role("button", name="All right").click()
    page.get_by_role("button", name="I need my mentor").click()
    page.get_by_role("button", name="Stop here for today").click()
    page.get_by_role("button", name="I am ").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Good ")).to_be_visible(timeout=PATIENCE_MS)
    first = page.locator(".today > *")
    expect(first.nth(0)).to_contain_text("would like to talk to someone today")
    expect(first.nth(1)).to_contain_text("needs their mentor")
    expect(page.get_by_role("navigation").get_by_role("link", name="Inbox")).to_contain_text("new")
    first.nth(1).get_by_role("link").click()
    answered = page.get_by_role("button", name="Seen and talked about")
    page.get_by_label("What did you do?").first.fill("We talked at lunch.")
    for left in (1, 0):
        answered.first.click()
        expect(answered).to_have_count(left)

    page.get_by_role("button", name="Go on with it").click()
    going_on = page.get_by_role("radio", name="Go on with the one of")
    expect(going_on).to_be_checked()
    expect(going_on.locator("..")).to_contain_text("12 of 13 left")
    page.get_by_role("button", name="Lock and give").click()
    page.get_by_role("button", name="Begin").click(timeout=PATIENCE_MS)
    expect(page.get_by_text("1 of 13 done")).to_be_attached()
