"""From `beside init` to a school that can begin: the two sheets, the first administrator, and what is still wanting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cupboard import Cupboard, first_page
from tests.browser.entering import Entered, empty_school, expect_in, fill_set_up, fill_words, more, type_back
from tests.browser.page_checks import cut_off, found_by_axe
from tests.browser.school import PATIENCE_MS, tab

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, cupboard: Cupboard) -> Iterator[Entered]:
    """A server on which no school has been set up."""
    with empty_school(tmp_path_factory.mktemp("school"), cupboard) as found:
        yield found


@pytest.fixture(scope="module")
def head(school: Entered) -> Page:
    """The first page of a new device."""
    page = first_page(school.tablet())
    page.goto(school.origin)
    return page


def test_the_first_page_of_an_empty_school_offers_to_set_it_up(head: Page) -> None:
    expect(head.get_by_text("Larkspur Hill")).to_be_visible(timeout=PATIENCE_MS)
    expect(head.get_by_role("link", name="Set up a school")).to_be_visible()
    assert found_by_axe(head) == []
    head.get_by_role("link", name="Set up a school").click()
    expect(head.get_by_label("Name of the school")).to_have_value("Larkspur Hill")


def test_nothing_is_sent_before_both_sheets_are_on_paper_and_a_wrong_word_is_told(head: Page, school: Entered) -> None:
    asked: list[str] = []
    head.on("request", lambda request: asked.append(request.url))
    head.get_by_label("Set-up code").fill("0000-0000-0000-0000")
    fill_set_up(head)
    expect(head.get_by_role("heading", name="The recovery sheet")).to_be_visible(timeout=PATIENCE_MS)
    assert found_by_axe(head) == []
    school.sheets.append(type_back(head))
    expect(head.get_by_role("heading", name="The root sheet")).to_be_visible()
    root = [line.split()[-1] for line in head.locator(".sheet-words li").all_inner_texts()]
    school.sheets.append(root)
    head.get_by_role("button", name="I have it on paper").click()
    fill_words(head, ["mistaken", *root[1:]][::-1])
    head.get_by_role("button", name="They match: go on").click()
    expect(head.get_by_role("alert")).to_contain_text("is not the one on the sheet")
    assert not [url for url in asked if "/api/" in url]


def test_a_mistyped_set_up_code_costs_a_line_and_not_two_new_sheets(head: Page, school: Entered) -> None:
    fill_words(head, school.sheets[1])
    head.get_by_role("button", name="They match: go on").click()
    expect(head.get_by_role("alert")).to_contain_text("set-up code is not right", timeout=PATIENCE_MS)
    assert found_by_axe(head) == []
    head.get_by_label("Set-up code").fill(school.token)
    head.get_by_role("button", name="They match: go on").click()
    expect_in(head)
    assert head.url == f"{school.origin}/"


def test_today_leads_the_administrator_to_what_the_school_still_lacks(head: Page) -> None:
    card = head.get_by_role("region", name="Before the school begins")
    expect(card.get_by_role("link")).to_have_text(
        [
            "Enter the safeguarding lead and the school calendar",
            "Invite a second administrator",
            "Invite a line manager",
            "Invite the mentors",
        ]
    )
    assert found_by_axe(head) == []
    card.get_by_role("link", name="Enter the safeguarding lead").click()
    head.get_by_label("Name", exact=False).first.fill("Ms Ashdown")
    head.get_by_label("Phone", exact=False).first.fill("07700 900 999")
    head.get_by_role("button", name="Save").click()
    tab(head, "Today")
    expect(card).to_be_visible()
    expect(card.get_by_role("link", name="Enter the safeguarding lead")).to_have_count(0)


def test_the_words_on_paper_are_compared_and_forgotten(head: Page, school: Entered) -> None:
    recovery, root = school.sheets
    more(head, "People", "The two sheets")
    words, said = head.get_by_label("The 24 words"), head.locator(".notice")
    for typed, told in (
        (recovery, "This is the recovery sheet of this school"),
        (root, "This is the root sheet of this school"),
        ([*recovery[:4], "smudged", *recovery[5:]], "Word 5 is none that a sheet can have"),
        (recovery[1:], "These are not the 24 words"),
        ((["abandon"] * 23) + ["art"], "none of this school’s"),
    ):
        words.fill(" ".join(typed))
        head.get_by_role("button", name="Compare").click()
        expect(said).to_contain_text(told, timeout=PATIENCE_MS)
    assert found_by_axe(head) == []
    assert cut_off(head) == []


def test_a_device_that_comes_later_is_offered_to_join_and_not_to_set_up(school: Entered) -> None:
    page = first_page(school.tablet())
    page.goto(school.origin)
    expect(page.get_by_text("Larkspur Hill")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("link", name="Join with an invitation")).to_be_visible()
    expect(page.get_by_role("link", name="Set up a school")).to_have_count(0)
