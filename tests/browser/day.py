"""Who is at work on the day that `test_the_day` walks through, and what they look for on their screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

from tests.browser.devices import Device
from tests.browser.larkspur import Larkspur
from tests.browser.school import PATIENCE_MS
from tests.server.push_service import PushService

PUPIL: Final = "Kai Brennan"


@dataclass
class Day:
    """Who is at work: Sam Ortiz with the tablet, Ms Ward at her desk, Jo Applegarth in the office; and the server."""

    school: Larkspur
    pushes: PushService
    sam: Device
    ward: Device
    jo: Device

    @property
    def everybody(self) -> tuple[Device, Device, Device]:
        """All three."""
        return self.sam, self.ward, self.jo


def open_case(page: Page) -> None:
    """Opens the pupil's case from anywhere in the app."""
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Caseload").click()
    page.locator(".cases").get_by_role("link", name=PUPIL).click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()


def open_plan(page: Page) -> None:
    """Opens the plan that the pupil has now."""
    open_case(page)
    page.get_by_role("region", name="Plan, until").get_by_role("link", name="Open").click()
    expect(page.get_by_text("Steps I need to achieve this").first).to_be_visible()


def rewrite_first_step(person: Device, words: str) -> None:
    """Writes the first target's steps anew."""
    page = person.page
    open_plan(page)
    page.get_by_role("button", name="Change").click()
    page.get_by_role("textbox", name="Steps I need to achieve this").first.fill(words)
    person.looks()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(words)).to_be_visible()


def cell(page: Page, behaviour: str) -> Locator:
    """A cell of the pad."""
    return page.locator("button.pad-cell:not(.pad-undo)", has_text=behaviour)


def versions(page: Page) -> Locator:
    """Where two versions of a sentence stand side by side."""
    return page.get_by_role("region", name="versions of")


def safety(page: Page) -> Locator:
    """The visitor's own line about whether anybody watches."""
    return page.get_by_label("Safety", exact=True)


def arrives(page: Page, what: Locator) -> Locator:
    """The same, once it has come: the server is asked whenever the page is told that there is a network."""
    for _ in range(PATIENCE_MS // 1000):
        if what.is_visible():
            break
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.wait_for_timeout(1000)
    expect(what).to_be_visible()
    return what


def not_sent(page: Page) -> Locator:
    """What the head of every page says while something is on this tablet alone."""
    return page.get_by_role("link", name="not sent")
