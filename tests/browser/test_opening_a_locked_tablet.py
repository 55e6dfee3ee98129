"""Opening a locked tablet: by password, slowly for who guesses, by a touch, and after the password was changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cupboard import Cupboard
from tests.browser.entering import PASSWORD, Entered, empty_school, expect_in, lock, more, open_again
from tests.browser.page_checks import found_by_axe
from tests.browser.school import PATIENCE_MS

pytestmark = pytest.mark.browser

ANOTHER = "quite another set of words"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, cupboard: Cupboard) -> Iterator[Entered]:
    """A school of one."""
    with empty_school(tmp_path_factory.mktemp("school"), cupboard) as found:
        yield found


@pytest.fixture(scope="module")
def head(school: Entered) -> Page:
    """The administrator's page."""
    return school.set_up()


@contextmanager
def finger(page: Page, **options: bool) -> Iterator[None]:
    """The tablet has a reader for a finger, and its owner shows one, unless the options say otherwise."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    usual = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "hasPrf": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": usual | options})
    yield
    session.send("WebAuthn.disable")
    session.detach()


@pytest.fixture(scope="module")
def touched(head: Page) -> Iterator[Page]:
    """The same page, on a tablet that a finger opens."""
    with finger(head):
        yield head


def is_open(page: Page) -> None:
    """The app is there again, where it was."""
    expect(page.get_by_role("navigation").first).to_be_visible(timeout=PATIENCE_MS)


def touch_setting(page: Page, which: str) -> None:
    """Chooses whether a touch opens this tablet."""
    more(page, "Settings")
    page.get_by_role("radiogroup", name="Open with a touch").get_by_role("radio", name=which).click()


def test_a_wrong_password_is_told_and_what_was_typed_stays(head: Page) -> None:
    lock(head)
    assert found_by_axe(head) == []
    open_again(head, "not the password of anybody")
    expect(head.get_by_role("alert")).to_contain_text("not the password", timeout=PATIENCE_MS)
    expect(head.get_by_role("textbox", name="Password")).to_have_value("not the password of anybody")


def test_who_goes_on_guessing_is_made_to_wait_and_a_reload_helps_nobody(head: Page) -> None:
    for nth in (2, 3):
        open_again(head, f"guess number {nth} is wrong too")
        expect(head.get_by_role("alert")).to_be_visible(timeout=PATIENCE_MS)
        expect(head.get_by_role("button", name="Opening")).to_have_count(0, timeout=PATIENCE_MS)
    expect(head.get_by_role("button", name="Wait ")).to_be_visible()
    assert found_by_axe(head) == []
    # The wait of five seconds may be over on a slow machine; one of nine more wrong passwords is not.
    head.evaluate(
        """() => {
          const tries = JSON.parse(localStorage.getItem('wrong-passwords'));
          for (const one of Object.values(tries)) { one.wrong = 12; one.at = Date.now(); }
          localStorage.setItem('wrong-passwords', JSON.stringify(tries));
        }"""
    )
    head.reload()
    open_again(head)
    expect(head.get_by_role("button", name="Wait ")).to_be_visible(timeout=PATIENCE_MS)
    head.evaluate("localStorage.removeItem('wrong-passwords')")
    head.reload()
    open_again(head)
    is_open(head)
    assert head.evaluate("localStorage.getItem('wrong-passwords')") in (None, "{}")


def test_where_a_touch_cannot_open_it_that_is_said_and_nothing_is_switched_on(head: Page) -> None:
    for options, words in (
        ({"hasPrf": False}, "cannot open Beside with it"),
        ({"isUserVerified": False}, "No touch came"),
    ):
        with finger(head, **options):
            touch_setting(head, "On")
            expect(head.get_by_role("alert")).to_contain_text(words, timeout=PATIENCE_MS)
            expect(head.get_by_role("alert")).to_contain_text(
                "Your password opens" if "hasPrf" in options else "your password opens"
            )
            expect(head.get_by_role("radio", name="Off").nth(0)).to_be_checked()


def test_a_touch_opens_the_tablet_once_it_was_tried(touched: Page) -> None:
    touch_setting(touched, "On")
    expect(touched.get_by_role("radiogroup", name="Open with a touch").get_by_role("radio", name="On")).to_be_checked(
        timeout=PATIENCE_MS
    )
    assert found_by_axe(touched) == []
    lock(touched)
    assert found_by_axe(touched) == []
    # A pupil may have handed it back: no password is asked for before them unless somebody wants that.
    expect(touched.get_by_role("textbox", name="Password")).not_to_be_visible()
    touched.get_by_role("button", name="Open with a touch").click()
    is_open(touched)


def test_where_a_touch_opens_the_password_does_too_once_it_is_asked_for(touched: Page) -> None:
    lock(touched)
    touched.get_by_text("Use the password instead").click()
    open_again(touched)
    is_open(touched)


def test_a_touch_opens_nothing_any_more_after_it_was_switched_off(touched: Page) -> None:
    touch_setting(touched, "Off")
    expect(touched.get_by_role("radiogroup", name="Open with a touch").get_by_role("radio", name="Off")).to_be_checked(
        timeout=PATIENCE_MS
    )
    lock(touched)
    expect(touched.get_by_role("button", name="Open with a touch")).to_have_count(0)
    open_again(touched)
    is_open(touched)


def test_a_changed_password_opens_and_the_one_before_does_not(head: Page) -> None:
    more(head, "Settings", "Change password")
    assert found_by_axe(head) == []
    head.get_by_role("textbox", name="Current password").fill("not the password of anybody")
    head.get_by_role("textbox", name="New password").fill(ANOTHER)
    head.get_by_role("button", name="Change it").click()
    expect(head.get_by_role("alert")).to_contain_text("not the password", timeout=PATIENCE_MS)
    head.get_by_role("textbox", name="Current password").fill(PASSWORD)
    head.get_by_role("button", name="Change it").click()
    expect(head.get_by_text("It is changed.")).to_be_visible(timeout=PATIENCE_MS)
    head.get_by_role("link", name="Back to Settings").click()
    lock(head)
    open_again(head, PASSWORD)
    expect(head.get_by_role("alert")).to_contain_text("not the password", timeout=PATIENCE_MS)
    open_again(head, ANOTHER)
    is_open(head)


def test_another_person_on_the_same_tablet_is_one_press_away(head: Page, school: Entered) -> None:
    lock(head)
    head.get_by_role("button", name="Somebody else").click()
    expect(head.get_by_role("heading", name="Welcome")).to_be_visible()
    head.get_by_role("link", name="Back to who is on this tablet").click()
    open_again(head, ANOTHER)
    is_open(head)
    head.goto(school.origin)
    open_again(head, ANOTHER)
    expect_in(head)
