"""A press that came to nothing says why where it is seen, however far down the page the button stands."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.school import let_in, tab
from tests.browser.site import wait_until_kept

pytestmark = pytest.mark.browser


def test_without_a_network_it_is_seen_why_no_device_can_be_let_in_and_no_test_alarm_sent(
    links: dict[str, str], tablets: list[BrowserContext]
) -> None:
    page = let_in(tablets[0], links["sam"])
    wait_until_kept(page)
    tab(page, "More")
    page.get_by_role("link", name="Settings").click()
    page.set_viewport_size({"width": 360, "height": 740})
    page.context.set_offline(True)
    page.get_by_role("button", name="Add a new device").click()
    expect(page.get_by_role("alert").filter(has_text="server")).to_be_in_viewport()

    tab(page, "Today")
    page.get_by_role("listitem").filter(has_text="Visit off the site").get_by_role("link").first.click()
    page.get_by_role("button", name="Send Jo Applegarth a test alarm").click()
    expect(page.get_by_role("alert").filter(has_text="No test was sent.")).to_be_in_viewport()
