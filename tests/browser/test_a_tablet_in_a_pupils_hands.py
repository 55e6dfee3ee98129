"""The pupil's own document, from the mentor's page and back: what it shows, what it keeps, and what is not in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.cupboard import Cupboard, first_page
from tests.browser.heap import Memory, memory_of
from tests.browser.page_checks import found_by_axe
from tests.browser.site import STAGE, Site, Stage, wait_until

pytestmark = pytest.mark.browser

CANARY = "Wisteria-canary-71b"
"""Stands in a note of the case: the mentor's page holds it, the pupil's must not."""
OWN_WORDS = "Hollyhock-canary-93d"
"""What the pupil writes: it must not be there any more once it was put away."""


@pytest.fixture
def context(cupboard: Cupboard) -> Iterator[BrowserContext]:
    """A tablet's browser."""
    with cupboard.lent(has_touch=True, reduced_motion="reduce") as tablet:
        yield tablet


class Given:
    """A tablet that was given to a pupil."""

    def __init__(self, page: Page, site: Site) -> None:
        self.site = site
        self.stage = Stage(page, site)
        self.place: Any = self.stage.ask("begin", CANARY)
        assert self.stage.ask("unlocked", False) is True
        self.secrets: Any = self.stage.ask("secrets")

    def give(self) -> Page:
        """The pupil's page."""
        page = self.stage.page
        page.evaluate("place => void stage.give(place)", self.place)
        page.wait_for_url(self.site.url("/pupil"))
        return page

    def answers(self) -> Any:
        """What the record says, read by a mentor's page that is opened now."""
        return Stage(self.stage.page, self.site).ask("answers", self.place)


def begin(page: Page) -> None:
    """Past the welcome and the two to try."""
    page.get_by_role("button", name="Begin").click()
    for number in ("10 of 10", "1 of 10"):
        page.get_by_role("radio", name=number, exact=False).first.check(force=True)
        page.get_by_role("button", name="Next").click()


def answer(page: Page, now: int, wish: int) -> None:
    """Both numbers of the statement in view."""
    for group, number in (("Where am I now?", now), ("Where would I like to be?", wish)):
        place = page.get_by_role("radiogroup", name=group).get_by_role("radio", name=f"{number} of 10", exact=False)
        place.first.check(force=True)
    page.get_by_role("button", name="Next").click()


def finish(page: Page) -> None:
    """Through every statement, with own words at the end."""
    begin(page)
    for _ in range(13):
        answer(page, 4, 8)
    page.get_by_role("textbox").fill(OWN_WORDS)
    page.get_by_role("button", name="I have finished").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


@dataclass(frozen=True)
class Sat:
    """A whole sitting: what the pupil's page held at its end, and what the record says once the mentor has the tablet back."""

    memory: Memory
    content: str
    answers: Any


@pytest.fixture(scope="module")
def sat(cupboard: Cupboard, built_site: Site) -> Sat:
    """A pupil answered everything."""
    built_site.reset()
    with cupboard.lent(has_touch=True, reduced_motion="reduce") as tablet:
        given = Given(first_page(tablet), built_site)
        page = given.give()
        finish(page)
        memory, content = memory_of(page), page.content()
        page.get_by_role("button", name="I am Sam").click()
        page.wait_for_url(built_site.url("/"))
        return Sat(memory, content, given.answers())


def test_a_whole_sitting_comes_back_into_the_record(sat: Sat) -> None:
    found = sat.answers
    assert [found["temper_now"], found["temper_wish"], found["words"]] == [4, 8, OWN_WORDS]
    assert found["finished"]


def test_it_all_goes_without_a_network(context: BrowserContext, site: Site) -> None:
    given = Given(first_page(context), site)
    site.stop()
    page = given.give()
    finish(page)
    page.get_by_role("button", name="I am Sam").click()
    page.wait_for_url(site.url("/"))
    assert given.answers()["finished"]


def test_an_answer_is_kept_though_the_page_is_killed(context: BrowserContext, site: Site) -> None:
    given = Given(first_page(context), site)
    page = given.give()
    begin(page)
    answer(page, 3, 7)
    page.get_by_role("button", name="I’d like to talk to someone today").click()
    session = context.new_cdp_session(page)
    killed = given.stage = Stage(context.new_page(), site)
    session.send("Page.close")
    found = killed.ask("answers", given.place)
    assert isinstance(found, dict)
    assert [found["done_my_best_now"], found["done_my_best_wish"], found["wishes"]] == [3, 7, ["talk_today"]]


@dataclass(frozen=True)
class Probed:
    """What the mentor's page held before the tablet was given away, and the pupil's in the midst of it."""

    secrets: list[str]
    mentors: Memory
    pupils: Memory


@pytest.fixture(scope="module")
def probed(cupboard: Cupboard, built_site: Site) -> Probed:
    """A pupil has answered something."""
    built_site.reset()
    with cupboard.lent(has_touch=True, reduced_motion="reduce") as tablet:
        given = Given(first_page(tablet), built_site)
        mentors = memory_of(given.stage.page)
        page = given.give()
        begin(page)
        answer(page, 3, 7)
        return Probed(given.secrets, mentors, memory_of(page))


def test_the_mentors_page_holds_what_the_pupils_must_not(probed: Probed) -> None:
    assert probed.mentors.holds(CANARY), "the probe finds a string that is there"
    assert [probed.mentors.holds_bytes(secret) for secret in probed.secrets] == [True] * len(probed.secrets)
    assert probed.mentors.crypto_keys > 0


def test_the_pupils_page_holds_no_key_and_nothing_of_the_case(probed: Probed) -> None:
    assert probed.pupils.holds("Controlling my temper"), "the probe sees this page"
    assert not probed.pupils.holds(CANARY)
    assert not [secret for secret in probed.secrets if probed.pupils.holds_bytes(secret)]
    assert probed.pupils.crypto_keys == 0


def test_at_the_end_the_pupils_page_holds_nothing_that_was_answered(sat: Sat) -> None:
    assert sat.memory.holds("Thank you"), "the probe sees this page"
    assert not sat.memory.holds(OWN_WORDS)
    assert OWN_WORDS not in sat.content


def test_the_tickets_key_ends_with_the_hand_over(context: BrowserContext, site: Site) -> None:
    given = Given(first_page(context), site)
    page = given.give()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert len(page.workers) == 1
    begin(page)
    # Stopping needs nobody: who only wants to stop asks for no mentor.
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="Stop here for today").click()
    expect(page.get_by_text("(asked)")).to_have_count(0)
    page.get_by_role("button", name="I am Sam").click()
    page.wait_for_url(site.url("/"))
    assert page.workers == []


def test_loaded_anew_it_has_nothing_to_fill_in_and_leads_back(context: BrowserContext, site: Site) -> None:
    given = Given(first_page(context), site)
    page = given.give()
    begin(page)
    answer(page, 3, 7)
    page.reload()
    expect(page.get_by_role("heading", name="Please give the tablet back")).to_be_visible()
    page.get_by_role("button", name="Back to Beside").click()
    page.wait_for_url(site.url("/"))
    assert given.answers()["done_my_best_now"] == 3


def test_nothing_is_shown_before_every_tab_has_locked(context: BrowserContext, site: Site) -> None:
    given = Given(first_page(context), site)
    slow = Stage(context.new_page(), site)
    assert slow.ask("unlocked", True) is True
    page = given.give()
    expect(page.get_by_role("heading", name="One moment")).to_be_visible()
    assert page.get_by_role("button", name="Begin").count() == 0
    slow.ask("hurryUp")
    expect(page.get_by_role("button", name="Begin")).to_be_visible()


def test_no_tab_unlocks_while_a_pupil_has_the_tablet(context: BrowserContext, site: Site) -> None:
    given = Given(first_page(context), site)
    page = given.give()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    other = Stage(context.new_page(), site)
    assert other.ask("unlocked", False) is False
    page.close()
    wait_until(other.page, "stage.unlocked(false)")


def test_a_new_version_does_not_take_over_while_a_pupil_has_the_tablet(browser: Browser, site: Site) -> None:
    # What a newer version left on it cannot be taken off again.
    context = browser.new_context()
    given = Given(first_page(context), site)
    other = Stage(context.new_page(), site)
    page = given.give()
    begin(page)
    site.upgrade("Second version")
    other.ask("look")
    wait_until(other.page, "stage.updates().state === 'waiting'")
    assert other.ask("apply") is False
    assert other.ask("settle") is False
    answer(page, 3, 7)
    context.close()


def test_going_back_does_not_leave_it_and_the_mentors_page_does_not_come_back(
    context: BrowserContext, site: Site
) -> None:
    given = Given(first_page(context), site)
    page = given.give()
    begin(page)
    page.evaluate("history.back()")
    page.wait_for_timeout(300)
    assert page.url == site.url("/pupil")
    answer(page, 3, 7)


def test_its_address_and_its_title_say_nothing(context: BrowserContext, site: Site) -> None:
    page = Given(first_page(context), site).give()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert page.url == site.url("/pupil")
    assert page.title() == "Beside"
    assert page.evaluate("[history.state, sessionStorage.length, window.name, document.cookie]") == [None, 0, "", ""]


@pytest.mark.parametrize("zoom", [1, 2])
def test_axe_finds_nothing_before_and_after(context: BrowserContext, site: Site, zoom: int) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 768 // zoom, "height": 1024 // zoom})
    given = Given(page, site)
    page = given.give()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert not found_by_axe(page)
    page.reload()
    expect(page.get_by_role("heading", name="Please give the tablet back")).to_be_visible()
    assert not found_by_axe(page)
    assert STAGE not in page.url
