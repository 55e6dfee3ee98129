"""A plan from the report it begins with to its review and the end of the case, and what stands on Today meanwhile.

One mentor's tablet at a school that is really served. The tests follow one another, as the work does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.cupboard import Cupboard
from tests.browser.school import let_in, tab

pytestmark = pytest.mark.browser

PUPIL = "Kai Brennan"
WORDED = "Wait for the nod, then say it."


@pytest.fixture(scope="module")
def page(cupboard: Cupboard, links: dict[str, str]) -> Iterator[Page]:
    """Sam Ortiz has come in."""
    with cupboard.lent() as tablet:
        yield let_in(tablet, links["sam"])


def open_case(page: Page) -> None:
    tab(page, "Caseload")
    page.locator(".cases").get_by_role("link", name=PUPIL).click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()


def plan_card(page: Page) -> str:
    return page.get_by_role("region", name=re.compile("^Plan")).inner_text()


def first_target(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^Target( needed)?$")).first


def take_into_a_plan(page: Page) -> None:
    open_case(page)
    page.get_by_role("link", name=re.compile("^Observation, ")).first.click()
    page.get_by_role("button", name="Take into a plan").click()
    expect(first_target(page)).to_have_value(re.compile("fewer times"))


def test_a_plan_begun_from_a_report_is_in_force_once_it_is_worded_and_saved(page: Page) -> None:
    open_case(page)
    before = plan_card(page)
    take_into_a_plan(page)
    page.get_by_role("link", name=re.compile("^Observation")).first.click()
    open_case(page)
    assert plan_card(page) == before
    take_into_a_plan(page)
    first_target(page).fill(WORDED)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name=WORDED)).to_be_visible()
    expect(page.get_by_text("Nobody has said yet how far this has come.").first).to_be_visible()
    expect(page.locator(".plan-target svg.progress")).to_have_count(0)
    open_case(page)
    assert WORDED in plan_card(page)


def test_a_session_note_says_which_target_was_worked_on(page: Page) -> None:
    page.get_by_role("link", name="Record").last.click()
    page.get_by_role("link", name="Session note").click()
    page.locator(".kinds").get_by_role("link", name=PUPIL).click()
    page.get_by_role("textbox", name="What happened").fill("He waited, twice.")
    page.locator("summary", has_text="More").first.click()
    page.get_by_role("group", name="Targets worked on").get_by_text(WORDED).click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name=re.compile("^One to one")).first.click()
    expect(page.get_by_text("Targets worked on")).to_be_visible()
    expect(page.get_by_text(WORDED)).to_be_visible()


def test_a_copy_of_the_plan_for_teachers_leaves_out_what_they_are_not_to_see(page: Page) -> None:
    open_case(page)
    page.get_by_role("region", name=re.compile("^Plan")).get_by_role("link", name="Open").click()
    page.get_by_role("button", name="Print").click()
    sheet = page.get_by_role("article")
    expect(sheet.get_by_role("columnheader", name="Mentor feedback")).to_be_visible()
    page.get_by_role("button", name="For teachers").click()
    expect(sheet).to_contain_text(WORDED)
    expect(sheet).to_contain_text("Copy for teachers, printed")
    expect(sheet.get_by_role("columnheader", name="Mentor feedback")).to_have_count(0)
    page.get_by_role("button", name="The whole sheet").click()
    expect(sheet.get_by_role("columnheader", name="Mentor feedback")).to_be_visible()


def test_a_pupil_who_came_by_and_asks_for_a_mentor_stands_on_today_until_it_is_done(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Back|Plan")).first.click()
    tab(page, "Today")
    page.get_by_role("navigation", name="Begin").get_by_role("link", name="Drop-in").click()
    page.get_by_text("They would like to see a mentor").click()
    page.get_by_label("Who").first.fill("Wilf Tansy")
    page.get_by_role("button", name="Save", exact=True).click()
    asked = page.get_by_role("group", name="Asked for: Wilf Tansy would like to see a mentor")
    expect(asked).to_be_visible()
    asked.get_by_role("link", name="See it").click()
    expect(page.get_by_text("They would like to see a mentor")).to_be_visible()
    tab(page, "Today")
    asked.get_by_role("button", name="Done").click()
    expect(asked).to_have_count(0)


def test_a_review_is_held_and_the_next_one_is_set(page: Page) -> None:
    open_case(page)
    page.get_by_role("region", name=re.compile("^Plan")).get_by_role("link", name="Open").click()
    page.get_by_role("button", name="Review now").click()
    expect(page.get_by_role("button", name="A child may be at risk")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    review = page.get_by_role("region", name="Review")
    expect(review).to_contain_text("in 42 days")
    expect(review).to_contain_text("reviewed")


def test_a_case_that_has_ended_stands_among_those_that_are_closed(page: Page) -> None:
    open_case(page)
    page.get_by_role("link", name="Details").click()
    page.get_by_role("radio", name="Closed").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    tab(page, "Caseload")
    expect(page.locator(".cases").get_by_role("link", name=PUPIL)).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Closed")).click()
    expect(page.locator(".cases").get_by_role("link", name=PUPIL)).to_be_visible()
