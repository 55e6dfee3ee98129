"""A few letters of a name are enough: with the keys, with a finger, without a network; and a name may stay as it was typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenView
from tests.browser.page_checks import found_by_axe
from tests.browser.school import tab, tablet_of, to_today
from tests.browser.site import wait_until_kept

pytestmark = pytest.mark.browser


tamsins = tablet_of("tamsin")


@pytest.fixture
def page(tamsins: Page) -> Page:
    """The same, at Today."""
    to_today(tamsins)
    return tamsins


def begin_drop_in(page: Page) -> None:
    """Opens the page and says what it was about."""
    tab(page, "Record")
    page.get_by_role("link", name="Drop-in").click()
    page.get_by_label("just to talk").check()


def save(page: Page) -> None:
    """Saves, which leads to Today and is said there."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Good ")).to_be_visible()
    expect(page.get_by_text("Drop-in kept on this tablet.")).to_be_in_viewport(ratio=1)


def open_case(page: Page, pupil: str) -> None:
    """Opens a case from the caseload."""
    tab(page, "Caseload")
    page.locator(".cases").get_by_role("link", name=pupil).click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()


def test_the_arrows_go_from_pupil_to_pupil_and_enter_chooses_before_it_sends(open_view: OpenView) -> None:
    page = open_view("dropin")
    who = page.get_by_role("combobox", name="Who")
    offers = page.get_by_role("option")
    who.press_sequentially("ka")
    expect(page.get_by_role("status")).to_have_text("2 found. Choose one, or leave it as you typed it.")
    expect(offers).to_have_count(2)
    page.keyboard.press("Enter")
    expect(offers.first).to_have_attribute("aria-selected", "true")
    expect(who).to_have_attribute("aria-activedescendant", offers.first.get_attribute("id") or "")
    assert found_by_axe(page) == []
    page.keyboard.press("ArrowDown")
    expect(offers.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(offers.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(who).to_have_value("Kai Brennan")
    expect(who).to_be_focused()
    expect(offers).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("Kept in the case of Kai Brennan, 8B.")


def test_what_is_offered_can_be_put_away_and_comes_back_with_the_next_letter(open_view: OpenView) -> None:
    page = open_view("dropin")
    who = page.get_by_role("combobox", name="Who")
    who.press_sequentially("k")
    page.keyboard.press("Escape")
    expect(who).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(who).to_have_value("k")
    who.press_sequentially("a")
    expect(page.get_by_role("option")).to_have_count(2)


def test_a_finger_chooses_and_what_is_typed_on_afterwards_is_somebody_else(open_view: OpenView) -> None:
    page = open_view("dropin", 360, 740)
    who = page.get_by_role("combobox", name="Who")
    who.press_sequentially("KB")
    expect(page.get_by_role("option")).to_have_count(0)
    who.fill("brenn")
    offer = page.get_by_role("option", name="Kai Brennan")
    expect(offer).to_be_in_viewport(ratio=1)
    offer.tap()
    expect(who).to_have_value("Kai Brennan")
    expect(who).not_to_be_focused()
    who.press_sequentially("s brother")
    expect(page.get_by_role("status")).to_contain_text("Nobody of that name")


def test_a_drop_in_goes_to_the_case_of_whom_two_letters_found_without_a_network(page: Page) -> None:
    tab(page, "Caseload")
    expect(page.get_by_role("link", name="Jasper Puddlefoot")).to_be_visible()
    wait_until_kept(page)
    page.context.set_offline(True)
    begin_drop_in(page)
    page.get_by_role("combobox", name="Who").press_sequentially("ja")
    page.get_by_role("option", name="Jasper Puddlefoot").click()
    says = page.get_by_role("status")
    expect(says).to_contain_text("Kept in the case of Jasper Puddlefoot, 10C. You and Ms Ward can read this.")
    save(page)
    open_case(page, "Jasper Puddlefoot")
    first = page.get_by_role("region", name="What happened").get_by_role("listitem").first
    expect(first).to_contain_text("About just to talk.")

    begin_drop_in(page)
    page.get_by_role("combobox", name="Who").fill("Zebedee from 7B")
    expect(page.get_by_role("status")).to_contain_text("It is kept as you typed it, in your diary.")
    save(page)
    tab(page, "Caseload")
    page.get_by_role("searchbox").fill("zebedee")
    page.get_by_role("link", name="Drop-in").click()
    expect(page.get_by_text("Zebedee from 7B")).to_be_visible()
    page.context.set_offline(False)


def test_what_is_missing_is_said_above_the_answers_and_leads_to_them(page: Page) -> None:
    tab(page, "Record")
    page.get_by_role("link", name="Drop-in").click()
    page.get_by_role("button", name="Save", exact=True).click()
    missing = page.get_by_role("link", name="“What about” is empty.")
    answers = page.get_by_role("group", name="What about?")
    above, below = missing.bounding_box(), answers.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] < below["y"]
    missing.click()
    expect(answers.get_by_label("just to talk")).to_be_focused()
