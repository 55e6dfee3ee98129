"""A pad that went out of sight, was frozen or slept asks at once whether its observer kept watching, and its clock is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from demo.cast import PASSWORD
from tests.browser.school import tab, unlock
from tests.browser.sight import SeenTablet, seen_browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def signed_in(
    browser: Browser, chromium_path: Path, links: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SeenTablet]:
    """A mentor's tablet."""
    with seen_browser(browser.browser_type, chromium_path, tmp_path_factory.mktemp("profile")) as tablet:
        tablet.page.goto(links["tamsin"])
        tablet.page.get_by_label("Password").fill(PASSWORD)
        tablet.page.get_by_role("button", name="Sign in").click()
        expect(tablet.page.get_by_role("heading", name="Good ")).to_be_visible()
        yield tablet


@pytest.fixture
def tablet(signed_in: SeenTablet) -> Iterator[SeenTablet]:
    """With an observation that has just begun; it is ended afterwards."""
    page = signed_in.page
    tab(page, "Today")
    page.get_by_role("link", name="Observe a lesson").click()
    page.locator(".kinds a").first.click()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(clock(signed_in)).to_have_text(re.compile(r"^(5:00|4:5\d)$"))
    yield signed_in
    end = page.get_by_role("button", name=re.compile("^(End|Finish)$"))
    if end.count() > 0:
        end.last.click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="In short")).to_be_visible()


def clock(tablet: SeenTablet) -> Locator:
    return tablet.page.get_by_role("timer")


def question(tablet: SeenTablet, words: str) -> Locator:
    return tablet.page.get_by_text(f"{words} Did you keep watching?")


def answer(tablet: SeenTablet, words: str) -> None:
    tablet.page.get_by_role("button", name=words, exact=True).click()
    expect(tablet.page.get_by_text("Did you keep watching?")).to_have_count(0)


def test_three_minutes_in_another_app_are_asked_about_without_a_reload(tablet: SeenTablet) -> None:
    with tablet.out_of_sight():
        tablet.pass_time(minutes=3)
    expect(question(tablet, "This screen was away for 3 minutes.")).to_be_visible()
    answer(tablet, "I did not")
    expect(clock(tablet)).to_have_text(re.compile(r"^(2:00|1:\d\d)$"))


def test_a_page_that_was_frozen_asks_and_has_the_time_right(tablet: SeenTablet) -> None:
    with tablet.out_of_sight(frozen=True):
        tablet.pass_time(minutes=25)
    expect(question(tablet, "This screen was away for 25 minutes.")).to_be_visible()
    answer(tablet, "I kept watching")
    expect(tablet.page.get_by_text("left of the sixth five minutes")).to_be_visible()


def test_a_tablet_whose_monotonic_clock_stood_still_as_it_slept_has_the_time_right(tablet: SeenTablet) -> None:
    with tablet.out_of_sight():
        tablet.pass_time(minutes=25, asleep=True)
    expect(question(tablet, "This screen was away for 25 minutes.")).to_be_visible()
    answer(tablet, "I kept watching")
    expect(tablet.page.get_by_text("left of the sixth five minutes")).to_be_visible()
    expect(tablet.page.get_by_text("put forward")).to_have_count(0)


def test_ten_looks_at_another_app_one_after_the_other_are_one_question(tablet: SeenTablet) -> None:
    for _ in range(10):
        with tablet.out_of_sight():
            tablet.pass_time(minutes=1)
    expect(question(tablet, "This screen was away for 10 minutes.")).to_be_visible()
    answer(tablet, "I did not")


def test_a_lid_that_was_shut_is_asked_about_and_so_is_the_clock(tablet: SeenTablet) -> None:
    tablet.pass_time(minutes=25, asleep=True)
    expect(question(tablet, "This screen stood still for 25 minutes, or its clock was put forward.")).to_be_visible()
    expect(tablet.page.get_by_text("left of the sixth five minutes")).to_be_visible()
    answer(tablet, "Only the clock changed")
    expect(tablet.page.get_by_text("left of the first five minutes")).to_be_visible()


def test_asleep_past_the_end_is_asked_about_on_the_sheet_that_says_that_the_time_is_up(tablet: SeenTablet) -> None:
    with tablet.out_of_sight():
        tablet.pass_time(minutes=45, asleep=True)
    sheet = tablet.page.get_by_role("dialog", name="The time is up")
    expect(sheet.get_by_text("This screen was away for the last 30 minutes.")).to_be_visible()
    expect(sheet.get_by_text("0 of 30 minutes watched.")).to_be_visible()
    answer(tablet, "I kept watching")
    expect(sheet.get_by_text("30 of 30 minutes watched.")).to_be_visible()


def test_what_was_not_answered_before_the_end_is_asked_first_on_the_last_page(tablet: SeenTablet) -> None:
    with tablet.out_of_sight():
        tablet.pass_time(minutes=45, asleep=True)
    tablet.page.get_by_role("button", name="Finish").click()
    expect(tablet.page.get_by_role("heading", name="0 of 30 minutes watched.")).to_be_visible()
    answer(tablet, "I kept watching")
    expect(tablet.page.get_by_role("heading", name="30 of 30 minutes watched.")).to_be_visible()


def test_what_was_not_ended_by_the_next_day_is_gone_on_with_from_today(tablet: SeenTablet) -> None:
    page = tablet.page
    # A day after what this page's clock says, which the tests before have put on by hours.
    wall = int(page.evaluate("later.wall")) + 86_400_000
    page.add_init_script(f"later = {{ wall: {wall}, mono: 0 }};")
    page.goto(page.url.split("/pad/")[0])
    unlock(page)
    page.get_by_role("group", name=re.compile("was not ended")).get_by_role("link", name=re.compile("Go on")).click()
    sheet = page.get_by_role("dialog", name="The time is up")
    expect(sheet.get_by_text("This screen was away for the last 30 minutes.")).to_be_visible()
