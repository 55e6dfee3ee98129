"""Links that let somebody in: the secret leaves the address at once, and one that does not work says what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.cupboard import Cupboard, first_page
from tests.browser.entering import Entered, empty_school, expect_in, invite, lock, more
from tests.browser.page_checks import found_by_axe
from tests.browser.school import PATIENCE_MS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, cupboard: Cupboard) -> Iterator[Entered]:
    """An empty school."""
    with empty_school(tmp_path_factory.mktemp("school"), cupboard) as found:
        yield found


@pytest.fixture(scope="module")
def head(school: Entered) -> Page:
    """Its administrator."""
    return school.set_up()


def opened(school: Entered, link: str) -> Page:
    """A new tablet opens a link."""
    page = first_page(school.tablet())
    page.goto(link)
    return page


def refused(page: Page, words: str) -> None:
    """The page says what is wrong with the link, and can be used by everybody."""
    expect(page.locator("[role='alert'], .field-wrong").first).to_contain_text(words, timeout=PATIENCE_MS)
    assert found_by_axe(page) == []


def refused_at_once(school: Entered, link: str, words: str) -> None:
    """What a new tablet that opens the link is told is wrong with it."""
    page = opened(school, link)
    refused(page, words)
    school.put_away(page)


def test_the_secret_of_an_invitation_leaves_the_address_and_is_never_sent(school: Entered, head: Page) -> None:
    link = invite(head, "Jo Marsh", "colleague")
    seed = link.rsplit(".", 1)[1]
    page = first_page(school.tablet())
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    page.goto(link)
    page.get_by_label("Your name").wait_for()
    assert page.url == f"{school.origin}/join"
    assert "#" not in page.evaluate("location.href")
    page.get_by_label("Your name").fill("Jo Marsh")
    page.get_by_label("Sign-in name").fill("jo")
    page.get_by_role("textbox", name="Password").fill("correct horse battery staple")
    page.get_by_role("button", name="Join", exact=True).click()
    expect_in(page)
    assert asked
    for request in asked:
        assert seed not in request.url
        assert seed not in (request.post_data_buffer or b"").decode("latin-1")
        assert seed not in str(request.headers)
    assert seed not in school.server.log.read_text()
    # Used once, it is of no use to whoever finds it.
    refused_at_once(school, link, "was used, withdrawn, or is too old")


def test_an_invitation_that_was_taken_back_says_so_before_anybody_has_typed(school: Entered, head: Page) -> None:
    link = invite(head, "Nobody After All", "colleague")
    head.get_by_role("button", name="Withdraw: Nobody After All, colleague").click()
    taken = head.get_by_role("button", name="Withdraw: Nobody After All")
    expect(taken).to_have_count(0, timeout=PATIENCE_MS)
    page = opened(school, link)
    refused(page, "Ask an administrator of your school for a new one.")
    expect(page.get_by_label("Your name")).to_have_count(0)
    school.put_away(page)


def test_a_mangled_link_says_that_it_is_not_whole(school: Entered, head: Page) -> None:
    link = invite(head, "Lee Park", "colleague")
    refused_at_once(school, link[:-5], "not whole")
    refused_at_once(school, f"{school.origin}/let-in#half.of.it", "not whole")
    # One sign changed: whole to look at, and of nobody.
    other = link[:-3] + ("A" if link[-3] != "A" else "B") + link[-2:]
    refused_at_once(school, other, "for a new one")


def test_another_link_on_the_same_page_takes_the_place_of_the_one_before(school: Entered, head: Page) -> None:
    page = opened(school, f"{school.origin}/join#half")
    refused(page, "not whole")
    page.evaluate("link => { location.href = link; }", invite(head, "Kit Moss", "learning mentor"))
    expect(page.get_by_text("You are invited as learning mentor.")).to_be_visible(timeout=PATIENCE_MS)
    assert page.evaluate("location.hash") == ""


def test_the_link_of_another_school_is_of_no_use_here(school: Entered, head: Page) -> None:
    link = invite(head, "Ann Gray", "colleague")
    parts = link.split("#")[1].split(".")
    other = f"{school.origin}/join#{'.'.join(['A' * 22, *parts[1:]])}"
    refused_at_once(school, other, "There is no such school at this address")


def test_whoever_is_at_work_is_told_to_lock_first(school: Entered, head: Page) -> None:
    lock(head)
    page = head.context.new_page()
    page.goto(school.origin)
    expect(page.get_by_role("heading", name="Hello, head")).to_be_visible(timeout=PATIENCE_MS)
    page.close()
    head.goto(f"{school.origin}/join#half")
    refused(head, "not whole")
    head.get_by_role("link", name="Back", exact=True).click()
    head.get_by_role("link", name="Back to who is on this tablet").click()
    expect(head.get_by_role("heading", name="Hello, head")).to_be_visible()


def test_what_somebody_may_not_do_is_not_offered(school: Entered, head: Page) -> None:
    head.get_by_role("textbox", name="Password").fill("correct horse battery staple")
    head.get_by_role("button", name="Open", exact=True).click()
    expect_in(head)
    jo = school.join(invite(head, "Jo Again", "colleague"), "Jo Again", "joagain")
    more(jo)
    expect(jo.get_by_role("link", name="People")).to_have_count(0)
    expect(jo.get_by_role("navigation").get_by_role("link", name="Caseload")).to_have_count(0)
    for address in ("/people", "/invite"):
        jo.evaluate(
            "address => { history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')); }",
            address,
        )
        expect(jo.get_by_role("heading", name="This is not on this tablet")).to_be_visible(timeout=PATIENCE_MS)
