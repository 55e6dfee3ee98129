"""The inbox of somebody who reads many cases: what only arrived and is old is folded, and one touch or one key opens it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenView

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("how", ["a touch", "a key"])
def test_what_arrived_earlier_is_opened_at_once(open_view: OpenView, how: str) -> None:
    page = open_view("inbox", 360, 740)
    earlier = page.get_by_role("list", name="More that arrived")
    expect(earlier).to_be_hidden()
    fold = page.get_by_text("27 more")
    if how == "a touch":
        fold.tap()
    else:
        # The next stop after the last line that stands open.
        page.get_by_role("list", name="Arrived", exact=True).get_by_role("link").last.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    expect(earlier.get_by_role("listitem")).to_have_count(27)
    expect(earlier.get_by_role("link").first).to_be_visible()


def test_what_waits_for_an_answer_stands_above_and_in_no_fold(open_view: OpenView) -> None:
    page = open_view("inbox", 360, 740)
    waits = page.get_by_role("list", name="Waiting for you")
    expect(waits.get_by_role("listitem").first).to_be_visible()
    expect(page.locator("details").filter(has=waits)).to_have_count(0)
