"""The form renderer over the catalogue: what was typed stays, what is wrong says how to put it right."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenView

pytestmark = pytest.mark.browser


def how_known(page: Page) -> Locator:
    """The marks under "What was said"."""
    return page.get_by_role("radiogroup", name="What was said: how do you know?")


def test_what_is_wrong_is_gathered_at_the_head_with_a_way_to_each_field(open_view: OpenView) -> None:
    page = open_view("case-details")
    summary = page.get_by_role("alert").filter(has_text="things to put right")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Home telephone").click()
    phone = page.get_by_label("Home telephone")
    expect(phone).to_be_focused()
    expect(phone).to_have_value("ask at the office")
    expect(phone).to_have_attribute("aria-invalid", "true")


def test_an_error_goes_as_soon_as_it_is_put_right(open_view: OpenView) -> None:
    page = open_view("case-details")
    error = page.locator(".field-error", has_text="telephone number")
    expect(error).to_be_visible()
    page.get_by_label("Home telephone").fill("01632 960 140")
    expect(error).to_have_count(0)


def test_the_browser_is_asked_to_keep_and_check_nothing_that_was_confided(look_at: OpenView) -> None:
    for view in ("visit", "case-details", "session", "plan-change", "dropin", "safety-sheet"):
        page = look_at(view)
        fields = page.locator("input:not([type=radio], [type=checkbox]), textarea, select")
        assert fields.evaluate_all("all => all.every((one) => one.autocomplete === 'off')"), view
        words = page.locator("textarea")
        assert words.evaluate_all("all => all.every((one) => one.spellcheck === false)"), view
        assert fields.evaluate_all("all => all.every((one) => one.name === '')"), view


def test_a_field_appears_when_its_condition_is_met_and_keeps_its_words(open_view: OpenView) -> None:
    page = open_view("visit")
    issues = page.get_by_role("textbox", name="Issues of concern")
    expect(issues).to_have_count(0)
    page.get_by_text("Some concern", exact=True).click()
    issues.fill("Alone from ten at night.")
    page.get_by_text("No concern", exact=True).click()
    expect(issues).to_have_count(0)
    page.get_by_text("Some concern", exact=True).click()
    expect(issues).to_have_value("Alone from ten at night.")


def test_what_was_chosen_can_be_unchosen(open_view: OpenView) -> None:
    page = open_view("visit")
    saw = how_known(page).get_by_label("I saw or heard it")
    expect(saw).to_be_checked()
    saw.click()
    expect(saw).not_to_be_checked()


def test_told_by_asks_by_whom(open_view: OpenView) -> None:
    page = open_view("visit")
    how_known(page).get_by_label("told by …").click()
    page.get_by_label("Told by", exact=True).fill("Gran")
    expect(page.get_by_label("Told by", exact=True)).to_have_value("Gran")


def test_somebody_who_was_not_thought_of_can_be_added(open_view: OpenView) -> None:
    page = open_view("visit")
    page.get_by_role("button", name="someone else").click()
    page.keyboard.type("Uncle Jan")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Uncle Jan")).to_be_checked()


def test_rows_are_added_and_taken_away(open_view: OpenView) -> None:
    page = open_view("plan-change")
    page.get_by_role("button", name="Add another").first.click()
    second = page.get_by_role("region", name="Target 2")
    second.get_by_label("Target needed").fill("Use my time-out card")
    page.get_by_role("button", name="Take away: Target 1").click()
    expect(page.get_by_role("region", name="Target 1").get_by_label("Target needed")).to_have_value(
        "Use my time-out card"
    )


def test_a_time_is_asked_alone_where_another_field_says_the_day(open_view: OpenView) -> None:
    page = open_view("visit")
    page.get_by_text("The visit", exact=True).click()
    time = page.get_by_label("Time", exact=True)
    expect(time).to_have_attribute("type", "time")
    expect(time).to_have_value("14:10")
