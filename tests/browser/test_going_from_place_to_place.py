"""The frame of the app: addresses, titles, where the focus goes, the cover, what a screen reader is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenView

pytestmark = pytest.mark.browser


def go_to(page: Page, place: str) -> None:
    page.get_by_role("navigation", name="Places").get_by_role("link", name=place).click()


def test_an_address_that_leads_nowhere_says_so_and_leads_home(open_view: OpenView) -> None:
    page = open_view("app")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    page.get_by_role("link", name="To Today").click()
    expect(page.get_by_role("heading", name="Today", level=1)).to_be_visible()


def test_going_to_a_place_loads_nothing_anew_and_moves_the_focus_to_its_heading(open_view: OpenView) -> None:
    page = open_view("app")
    page.evaluate("window.stillTheSame = true")
    go_to(page, "Caseload")
    heading = page.get_by_role("heading", name="Caseload", level=1)
    expect(heading).to_be_focused()
    assert page.evaluate("window.stillTheSame") is True
    assert page.evaluate("location.pathname") == "/caseload"
    expect(page).to_have_title("Caseload – Beside")
    expect(page.get_by_role("link", name="Caseload")).to_have_attribute("aria-current", "page")


def test_the_way_back_is_the_browsers_own(open_view: OpenView) -> None:
    page = open_view("app")
    go_to(page, "Inbox")
    go_to(page, "More")
    expect(page.get_by_role("heading", name="More", level=1)).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", name="Inbox", level=1)).to_be_focused()


def test_the_cover_hides_everything_and_gives_it_back_as_it_was(open_view: OpenView) -> None:
    page = open_view("app")
    go_to(page, "Today")
    page.get_by_label("Words").fill("half a sentence")
    page.get_by_role("button", name="Cover the screen").click()
    expect(page.get_by_text("10:04")).to_be_visible()
    expect(page.get_by_role("heading")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Words")).to_have_value("half a sentence")


def test_what_happens_out_of_sight_is_said_once(open_view: OpenView) -> None:
    page = open_view("app")
    go_to(page, "Today")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[aria-live=polite]")).to_have_text("Today: saved")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[aria-live=polite] p:not(:empty)")).to_have_count(1)


def test_the_keyboard_goes_straight_to_the_content(open_view: OpenView) -> None:
    page = open_view("today")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Go to the content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_the_places_lie_below_to_900_pixels_and_beside_beyond(open_view: OpenView) -> None:
    for width, below in ((900, True), (901, False)):
        page = open_view("today", width, 800)
        box = page.get_by_role("navigation", name="Places").bounding_box()
        assert box is not None
        assert (box["y"] > 600) is below
        assert (box["width"] == 92) is not below


def test_a_dialog_holds_the_focus_and_gives_it_back(open_view: OpenView) -> None:
    page = open_view("visit")
    opener = page.get_by_role("button", name="A child may be at risk")
    opener.click()
    dialog = page.get_by_role("dialog", name="A child may be at risk")
    expect(dialog).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(opener).to_be_focused()
