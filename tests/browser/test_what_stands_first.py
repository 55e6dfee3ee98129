"""What a child asked for stands before all else on Today."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenView

pytestmark = pytest.mark.browser


def test_a_childs_wish_stands_above_what_the_log_says_and_what_the_school_lacks(open_view: OpenView) -> None:
    page = open_view("today-beginning")
    first = page.locator(".today > *").first
    assert first.get_attribute("aria-label") == "Asked for: Kai would like to talk to someone today"
    order = page.locator(".today > *").evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert order[0] < min(order[1:])
