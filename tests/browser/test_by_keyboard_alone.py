"""A mentor who uses no finger and no mouse: comes in, observes, writes down, gives the tablet away and takes it back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from demo.cast import PASSWORD
from tests.browser.cupboard import Cupboard, first_page
from tests.browser.keys import Keys
from tests.browser.site import wait_until_kept

pytestmark = pytest.mark.browser

PUPIL = "Kai Brennan"


@pytest.fixture(scope="module")
def page(cupboard: Cupboard, links: dict[str, str]) -> Iterator[Page]:
    """A desk's screen; the mentor types the password and presses Enter."""
    with cupboard.lent(viewport={"width": 1280, "height": 800}, reduced_motion="reduce") as desk:
        page = first_page(desk)
        page.goto(links["sam"])
        keys = Keys(page)
        keys.write("Password", PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Good ")).to_be_visible()
        wait_until_kept(page)
        yield page


@pytest.fixture
def keys(page: Page) -> Keys:
    return Keys(page)


def test_the_first_stop_leads_past_the_navigation(page: Page, keys: Keys) -> None:
    page.keyboard.press("Tab")
    keys.press("link", "Go to the content")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_an_observation_is_begun_tapped_undone_ended_and_saved(page: Page, keys: Keys) -> None:
    keys.press("link", "Observe a lesson")
    keys.press("link", PUPIL)
    keys.write("Subject", "Maths")
    keys.press("button", "Start")
    cell = page.locator("button.pad-concern", has_text="Shouts out")
    keys.press("button", "Shouts out", "Enter")
    page.keyboard.press("Space")
    expect(cell).to_contain_text("2")
    keys.press("button", "Undo")
    expect(cell).to_contain_text("1")
    keys.press("button", "End")
    keys.press("button", "I saw none of these")
    keys.press("button", "Save")
    expect(page.get_by_role("heading", level=1, name="Maths")).to_be_visible()


def test_a_drop_in_is_kept(page: Page, keys: Keys) -> None:
    keys.press("link", "Record")
    keys.press("link", "Drop-in")
    expect(page.get_by_role("heading", name="What about?")).to_be_visible()
    keys.press("checkbox", "just to talk", "Space")
    keys.press("button", "Save")
    expect(page.get_by_role("heading", name="Good ")).to_be_visible()


def test_a_session_note_is_written_and_a_dialog_is_left_by_escape(page: Page, keys: Keys) -> None:
    keys.press("link", "Record")
    keys.press("link", "Session note")
    keys.press("link", PUPIL)
    keys.write("What happened", "Talked about the swimming gala.")
    keys.press("button", "A child may be at risk")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    focused = page.locator(":focus")
    expect(focused).to_have_accessible_name(re.compile("A child may be at risk"))
    keys.press("button", "Save")
    expect(page.get_by_text("Talked about the swimming gala.").first).to_be_visible()


def test_a_pupil_answers_by_keyboard_and_the_mentor_takes_the_tablet_back(page: Page, keys: Keys) -> None:
    keys.press("link", "Today")
    keys.press("link", "Give to a pupil")
    keys.press("link", "Amira Halloway")
    keys.press("button", "Lock and give")
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    keys.press("button", "Begin")
    for _ in range(2):
        keys.to("radio", "")
        page.keyboard.press("Space")
        keys.press("button", "Next")
    for group in ("Where am I now?", "Where would I like to be?"):
        expect(page.get_by_role("radiogroup", name=group)).to_be_visible()
        keys.to("radio", "")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    keys.press("button", "I’d like to talk to someone today")
    keys.press("button", "All right")
    keys.press("button", "I need my mentor")
    keys.press("button", "Stop here for today")
    keys.press("button", "I am ")
    keys.write("Password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Amira would like to talk to someone today").first).to_be_visible()
