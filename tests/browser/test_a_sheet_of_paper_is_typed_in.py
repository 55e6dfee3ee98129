"""A sheet that was filled in by hand is typed in: from Record or from the case, on the paper's day, with nothing assumed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenView
from tests.browser.school import tab, tablet_of
from tests.browser.site import wait_until_kept

pytestmark = pytest.mark.browser


sams = tablet_of("sam")


def head(page: Page, day: str) -> None:
    page.get_by_label("Date on the paper").fill(day)
    page.get_by_label("Written by").fill("Mr Okafor")


def cell(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def test_an_observation_made_on_paper_is_typed_in_without_a_network_and_put_right(sams: Page) -> None:
    page = sams
    wait_until_kept(page)
    tab(page, "Record")
    page.get_by_role("link", name="From paper").click()
    page.get_by_role("link", name="Observation", exact=True).click()
    page.locator(".kinds").get_by_role("link", name="Kai Brennan").click()
    page.context.set_offline(True)

    page.get_by_role("button", name="Save", exact=True).click()
    summary = page.get_by_role("alert").filter(has_text="things to put right")
    summary.get_by_role("link", name="How much was watched?").click()
    expect(cell(page, "Minutes watched, first")).to_be_focused()

    head(page, "2026-09-15")
    cell(page, "Shouts out, first").fill("4")
    cell(page, "Shouts out, second").fill("2")
    cell(page, "Minutes watched, fifth").fill("0")
    cell(page, "Minutes watched, sixth").fill("0")
    page.get_by_role("button", name="All of it was watched").click()
    expect(page.get_by_text("20 of 30 minutes watched")).to_be_visible()
    page.get_by_role("button", name="I saw none of these").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("20 of 30 minutes watched.")).to_be_visible()
    expect(page.get_by_text("Shouted out 6 times, about 18 an hour")).to_be_visible()

    page.get_by_role("button", name="Change", exact=True).click()
    expect(cell(page, "Shouts out, first")).to_have_value("4")
    cell(page, "Shouts out, first").fill("1")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Shouted out 3 times, about 9 an hour")).to_be_visible()
    page.context.set_offline(False)


def test_a_scale_a_safety_sheet_a_drop_in_and_a_case_are_typed_in(sams: Page) -> None:
    page = sams
    tab(page, "Caseload")
    page.locator(".cases").get_by_role("link").first.click()
    page.get_by_role("button", name="Record").click()
    page.get_by_role("link", name="From paper").click()
    page.get_by_role("link", name="How I see myself", exact=True).click()
    head(page, "2026-09-01")
    temper = page.get_by_role("region", name="Controlling my temper")
    now = temper.get_by_role("group", name="Where I am now")
    now.get_by_text("3", exact=True).click()
    temper.get_by_role("group", name="Where I would like to be").get_by_text("8", exact=True).click()
    home = page.get_by_role("region", name="Happy at home").get_by_role("group", name="Where I am now")
    home.get_by_role("combobox").select_option("I’d rather not say")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("How I see myself · 1 Sep")).to_be_visible()
    a_safety_sheet_is_read_and_arms_nothing(page)
    a_drop_in_goes_to_its_case_on_its_day(page)
    a_case_is_begun_from_its_sheet(page)


def a_safety_sheet_is_read_and_arms_nothing(page: Page) -> None:
    armed = []
    page.on("request", lambda request: armed.append(request.url) if "/visits/" in request.url else None)
    tab(page, "Record")
    page.get_by_role("link", name="From paper").click()
    page.get_by_role("link", name="Safety sheet", exact=True).click()
    page.locator(".kinds").get_by_role("link").first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    summary = page.get_by_role("alert").filter(has_text="things to put right")
    # What only a visit that is still to be made needs is not asked of one that was made.
    expect(summary).not_to_contain_text("Watched by")
    head(page, "2026-09-10")
    page.get_by_role("radio", name="alone").check()
    page.get_by_role("textbox", name=re.compile("^Where")).fill("3 Elm Row")
    page.get_by_label("Leaving at").fill("14:00")
    page.get_by_label("Back by").fill("15:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("First written on paper by Mr Okafor")).to_be_visible()
    expect(page.get_by_text("Thursday 10 September 2026, 14:00")).to_be_visible()
    expect(page.get_by_role("button", name="Set out")).to_have_count(0)
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", name="Good ")).to_be_visible()
    expect(page.get_by_text("3 Elm Row")).to_have_count(0)
    assert armed == []


def a_drop_in_goes_to_its_case_on_its_day(page: Page) -> None:
    tab(page, "Caseload")
    page.locator(".cases").get_by_role("link").first.click()
    page.get_by_role("button", name="Record").click()
    page.get_by_role("link", name="From paper").click()
    page.get_by_role("link", name="Drop-in", exact=True).click()
    expect(page.get_by_text("Kept in the case of")).to_be_visible()
    head(page, "2026-09-11")
    page.locator(".big-answers").get_by_text("friends", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("First written on paper by Mr Okafor")).to_be_visible()
    expect(page.get_by_text("Friday 11 September 2026")).to_be_visible()


def a_case_is_begun_from_its_sheet(page: Page) -> None:
    tab(page, "Record")
    page.get_by_role("link", name="From paper").click()
    page.get_by_role("link", name="Case", exact=True).click()
    head(page, "2026-09-03")
    expect(page.get_by_label("Opened on")).to_have_value("2026-09-03")
    page.get_by_role("textbox", name=re.compile("^Name")).first.fill("Bramble Oakes")
    page.get_by_role("button", name="Begin the case").click()
    expect(page.get_by_role("heading", name="Bramble Oakes")).to_be_visible()


def test_of_a_number_and_a_reason_for_none_one_alone_stands(open_view: OpenView) -> None:
    page = open_view("paper-scale")
    now = page.get_by_role("region", name="Controlling my temper").get_by_role("group", name="Where I am now")
    expect(now.get_by_role("radio", name="3", exact=True)).to_be_checked()
    now.get_by_role("combobox").select_option("I don’t know")
    expect(now.get_by_role("radio", name="3", exact=True)).not_to_be_checked()
    now.get_by_text("10", exact=True).click()
    expect(now.get_by_role("combobox")).to_have_value("")
