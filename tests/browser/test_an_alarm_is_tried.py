"""Reminders are switched on after a touch; a test alarm goes to the device of whoever watches, and its touch comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from schemas.push import Push, push_payload
from tests.browser.larkspur import larkspur
from tests.browser.page_checks import broken_habits, cut_off, found_by_axe
from tests.browser.pushing import switch_on, take_pushes
from tests.browser.school import let_in, tab
from tests.server.push_service import PushService

pytestmark = pytest.mark.browser

# As the service worker asks the page that is open, once the notification was touched.
TOUCHED = """navigator.serviceWorker.dispatchEvent(
  new MessageEvent('message', { data: { do: 'go', path: '/alarm-test' } }))"""


@pytest.fixture(scope="module")
def school(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A school whose server takes a push service on loopback."""
    with larkspur(tmp_path_factory.mktemp("school"), founded, BESIDE_PUSH_LOOPBACK="yes") as school:
        yield school.links()


def switched_on(tablet: BrowserContext, link: str, service: PushService) -> Page:
    """Lets somebody in and switches reminders on, as they would."""
    take_pushes(tablet, service)
    page = let_in(tablet, link)
    tab(page, "More")
    page.get_by_role("link", name="Settings").click()
    push = page.get_by_role("radiogroup", name="On this device")
    expect(push.get_by_role("radio", name="Off")).to_be_checked()
    assert page.evaluate("asked") == 0, "leave was asked for before a touch"
    assert [found_by_axe(page), cut_off(page), broken_habits(page)] == [[], [], []]
    switch_on(page, service)
    assert page.evaluate("asked") == 1
    return page


def at_the_sheet(tablet: BrowserContext, link: str) -> Page:
    """Lets a mentor in, and plans a visit that Jo watches."""
    page = let_in(tablet, link)
    page.get_by_role("link", name="Home visit").first.click()
    page.get_by_role("link", name="Kai Brennan").click()
    page.get_by_role("button", name="Make one").click()
    page.get_by_role("radio", name="alone").check()
    page.get_by_role("textbox", name="Risks known").fill("None known.")
    page.get_by_role("textbox", name="What to do if I am not back").fill("Ring me, then Ms Ward.")
    page.get_by_role("radiogroup", name="Watched by").get_by_role("radio", name="Jo Applegarth").check()
    return page


def test_a_test_alarm_arrives_and_the_visitor_sees_it(whole_browser: Browser, school: dict[str, str]) -> None:
    visitor, office = (
        whole_browser.new_context(viewport={"width": 768, "height": 1024}, locale="en-GB") for _ in range(2)
    )
    with PushService(b"") as service:
        jo = switched_on(office, school["jo"], service)
        sam = at_the_sheet(visitor, school["sam"])
        expect(sam.get_by_role("list", name="Who is told, in order")).to_contain_text("No test today")
        sam.get_by_role("button", name="Send Jo Applegarth a test alarm").click()
        expect(sam.get_by_text("A test alarm was sent.")).to_be_in_viewport()
        while "alarm_test" not in service.kinds():
            sam.wait_for_timeout(50)
        assert {pushed.payload for pushed in service.taken} == {push_payload(Push.ALARM_TEST)}

        jo.evaluate(TOUCHED)
        expect(jo.get_by_role("heading", name="It arrived at")).to_be_visible()
        assert [found_by_axe(jo), broken_habits(jo)] == [[], []]
        expect(sam.get_by_text("Test arrived").first).to_be_visible()
        sam.get_by_role("button", name="Set out now").click()
        expect(sam.get_by_label("Safety", exact=True)).to_contain_text("Armed at")
        jo.get_by_role("link", name="Go to Today").click()
        jo.get_by_role("link", name="See Sam’s sheet").click()
        expect(jo.get_by_text("an alarm comes to this device also while it is locked")).to_be_visible()
    for tablet in (visitor, office):
        tablet.close()


def test_a_test_that_nobody_sent_does_not_count(tablets: list[BrowserContext], school: dict[str, str]) -> None:
    page = let_in(tablets[0], school["ward"])
    page.evaluate(TOUCHED)
    expect(page.get_by_text("No test was sent to this device today.")).to_be_visible()
