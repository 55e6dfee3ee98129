"""A forgotten password, a new tablet, a lost tablet: each is walked through as the guide says it (`docs/accounts.md`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cupboard import Cupboard, first_page
from tests.browser.entering import (
    PASSWORD,
    Entered,
    empty_school,
    expect_in,
    invite,
    lock,
    more,
    open_again,
    send_now,
)  # fmt: skip
from tests.browser.page_checks import cut_off, found_by_axe
from tests.browser.school import PATIENCE_MS, tab

pytestmark = pytest.mark.browser

ANOTHER = "quite another set of words"
CHILD = "Rowan Thorne"


@dataclass
class People:
    """Their pages: an administrator, the line manager, a mentor with one case."""

    school: Entered
    head: Page
    ward: Page
    sam: Page


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, cupboard: Cupboard) -> Iterator[People]:
    """A school of three, in which a mentor has a case."""
    with empty_school(tmp_path_factory.mktemp("school"), cupboard) as school:
        head = school.set_up()
        ward = school.join(invite(head, "Ms Ward", "line manager"), "Ms Ward", "ward")
        send_now(head)
        sam = school.join(invite(head, "Sam Ortiz", "learning mentor", manager="Ms Ward"), "Sam Ortiz", "sam")
        send_now(head)
        send_now(ward)
        begin_case(sam)
        send_now(sam)
        send_now(ward)
        yield People(school, head, ward, sam)


def begin_case(page: Page) -> None:
    """The mentor begins a case."""
    tab(page, "Caseload")
    page.get_by_role("link", name="New case").first.click()
    page.get_by_label("Name", exact=False).first.fill(CHILD)
    page.get_by_role("button", name="Begin the case").click()
    expect(page.get_by_role("heading", name=CHILD, level=1)).to_be_visible(timeout=PATIENCE_MS)


def person(head: Page, name: str) -> None:
    """The administrator opens somebody's page."""
    more(head, "People", name)
    expect(head.get_by_role("heading", level=1)).to_contain_text(name)


def sees_the_case(page: Page) -> None:
    """The case is on this tablet."""
    tab(page, "Caseload")
    expect(page.get_by_role("link", name=CHILD)).to_be_visible(timeout=PATIENCE_MS)


# A new tablet -------------------------------------------------------------------------------------------------


def test_a_new_tablet_comes_in_by_a_link_from_one_that_is_in(people: People) -> None:
    more(people.sam, "Settings")
    people.sam.get_by_role("button", name="Add a new device").click()
    link = people.sam.locator(".handed-link").inner_text(timeout=PATIENCE_MS)
    assert found_by_axe(people.sam) == []
    page = first_page(people.school.tablet())
    page.goto(people.school.origin)
    page.get_by_role("link", name="add this device").click()
    page.get_by_role("link", name="How do I get the link?").click()
    expect(page.get_by_role("heading", name="A new tablet")).to_be_visible()
    page.get_by_role("link", name="I have the link").click()
    page.get_by_label("The link that your other device shows").fill(link)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Sign in as sam")).to_be_visible()
    assert found_by_axe(page) == []
    page.get_by_role("textbox", name="Password").fill("not the password of anybody")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("not the password", timeout=PATIENCE_MS)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect_in(page)
    sees_the_case(page)
    more(people.sam, "Who came and went")
    people.sam.context.close()
    people.sam = page


def test_an_administrator_makes_the_link_where_there_is_no_other_device(people: People) -> None:
    person(people.head, "Ms Ward")
    people.head.get_by_role("button", name="Link for a new device").click()
    link = people.head.locator(".handed-link").inner_text(timeout=PATIENCE_MS)
    assert found_by_axe(people.head) == []
    page = first_page(people.school.tablet())
    page.goto(link)
    expect(page.get_by_role("heading", name="Sign in as ward")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect_in(page)
    sees_the_case(page)
    again = first_page(people.school.tablet())
    again.goto(link)
    again.get_by_role("textbox", name="Password").fill(PASSWORD)
    again.get_by_role("button", name="Sign in").click()
    expect(again.get_by_role("alert")).to_contain_text("Make a new one on a device", timeout=PATIENCE_MS)


# A lost tablet ------------------------------------------------------------------------------------------------


def test_a_lost_tablet_is_locked_out_and_the_sheet_says_what_was_on_it(people: People) -> None:
    person(people.head, "Sam Ortiz")
    devices = people.head.get_by_role("list", name="Devices").get_by_role("link")
    expect(devices).to_have_count(2)
    people.head.get_by_role("link", name="Lost").last.click()
    expect(people.head.get_by_role("heading", name="Is this tablet lost?")).to_be_visible()
    expect(people.head.get_by_text("Last connected today")).to_be_visible(timeout=PATIENCE_MS)
    assert found_by_axe(people.head) == []
    people.head.get_by_role("button", name="Lock it out").first.click()
    people.head.get_by_role("dialog").get_by_role("button", name="Lock it out").click()
    expect(people.head.get_by_role("heading", name="A lost tablet")).to_be_visible(timeout=PATIENCE_MS)
    # An administrator reads no case; the line manager does, and can print which they were.
    expect(people.head.get_by_text(CHILD)).to_have_count(0)
    send_now(people.ward)
    more(people.ward, "Who came and went")
    people.ward.get_by_role("link", name="Ms Head locked out a device of Sam Ortiz").click()
    expect(people.ward.get_by_text(CHILD)).to_be_visible()
    expect(
        people.ward.get_by_text(re.compile("Locked out on .*, by Ms Head: it can fetch and send nothing"))
    ).to_be_visible()
    people.ward.emulate_media(media="print")
    expect(people.ward.get_by_text("Device of Sam Ortiz, Larkspur Hill School. Printed on")).to_be_visible()
    people.ward.emulate_media(media="null")
    assert cut_off(people.ward) == []


def test_the_tablet_that_is_left_works_on(people: People) -> None:
    send_now(people.sam)
    expect(people.sam.get_by_text("Everything has been sent.")).to_be_visible(timeout=PATIENCE_MS)


# A forgotten password -----------------------------------------------------------------------------------------


def test_who_forgot_their_password_comes_back_as_themselves_and_opens_their_cases_again(people: People) -> None:
    lock(people.sam)
    people.sam.get_by_role("link", name="I have forgotten my password").click()
    expect(people.sam.get_by_role("heading", name="A forgotten password")).to_be_visible()
    person(people.head, "Sam Ortiz")
    people.head.get_by_role("button", name="Make a new invitation").click()
    people.head.get_by_role("dialog").get_by_role("button", name="Make the invitation").click()
    link = people.head.locator(".handed-link").inner_text(timeout=PATIENCE_MS)
    people.sam.get_by_role("link", name="I have a new invitation").click()
    people.sam.get_by_label("Invitation").fill(link)
    people.sam.get_by_role("button", name="Go on").click()
    expect(people.sam.get_by_role("heading", name="Choose a new password")).to_be_visible(timeout=PATIENCE_MS)
    expect(people.sam.get_by_label("Sign-in name")).to_have_value("sam")
    assert found_by_axe(people.sam) == []
    people.sam.get_by_role("textbox", name="New password").fill(ANOTHER)
    people.sam.get_by_role("button", name="Come back in").click()
    expect_in(people.sam)
    send_now(people.ward)
    send_now(people.sam)
    sees_the_case(people.sam)
    more(people.ward, "Who came and went")
    expect(people.ward.get_by_text("Sam Ortiz came back in with a new password")).to_be_visible(timeout=PATIENCE_MS)


def test_the_old_password_opens_the_new_account_no_more(people: People) -> None:
    lock(people.sam)
    open_again(people.sam, PASSWORD)
    expect(people.sam.get_by_role("alert")).to_contain_text("not the password", timeout=PATIENCE_MS)
    open_again(people.sam, ANOTHER)
    expect(
        people.sam.get_by_role("heading", name="Caseload").or_(people.sam.get_by_role("heading", name="More"))
    ).to_be_visible(timeout=PATIENCE_MS)


def test_what_was_theirs_before_stands_apart_and_says_above_every_page_that_it_is_locked_out(people: People) -> None:
    lock(people.sam)
    people.sam.get_by_role("button", name="Somebody else").click()
    expect(people.sam.get_by_role("button", name="sam", exact=True)).to_have_count(1)
    people.sam.get_by_role("button", name="from before, locked out").click()
    open_again(people.sam, PASSWORD)
    told = people.sam.get_by_role("region", name="This tablet is locked out")
    expect(told).to_be_visible(timeout=PATIENCE_MS)
    tab(people.sam, "Today")
    expect(told).to_be_visible()
    told.get_by_text("Why, and what becomes of what is on it").click()
    expect(told.get_by_text("a line manager decides about it")).to_be_visible()
    assert found_by_axe(people.sam) == []
    assert cut_off(people.sam) == []
