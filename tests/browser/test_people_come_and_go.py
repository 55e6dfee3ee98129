"""People in the app: what each may see, a line manager appointed, roles changed, and somebody who leaves with unsent work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cupboard import Cupboard, first_page
from tests.browser.entering import Entered, empty_school, expect_in, invite, more, send_now
from tests.browser.page_checks import found_by_axe
from tests.browser.school import PATIENCE_MS, off_the_network, tab

pytestmark = pytest.mark.browser

CHILD = "Rowan Thorne"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, cupboard: Cupboard) -> Iterator[Entered]:
    """An empty school."""
    with empty_school(tmp_path_factory.mktemp("school"), cupboard) as found:
        yield found


@pytest.fixture(scope="module")
def pages(school: Entered) -> dict[str, Page]:
    """An administrator, a line manager, a mentor whom nobody manages yet, and her case."""
    head = school.set_up()
    ward = school.join(invite(head, "Ms Ward", "line manager"), "Ms Ward", "ward")
    sam = school.join(invite(head, "Sam Ortiz", "learning mentor"), "Sam Ortiz", "sam")
    send_now(head)
    begin_case(sam, CHILD)
    for page in (sam, ward, head):
        send_now(page)
    return {"head": head, "ward": ward, "sam": sam}


def note_without_a_network(page: Page, words: str, child: str = CHILD) -> None:
    """Write a session note about the child on a tablet that is off the network, and stays so."""
    off_the_network(page)
    tab(page, "Caseload")
    page.get_by_role("link", name=child).click()
    page.get_by_role("button", name="Record").click()
    page.get_by_role("link", name="Session note").click()
    page.get_by_role("textbox", name="What happened").fill(words)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name=child, level=1)).to_be_visible(timeout=PATIENCE_MS)


def begin_case(page: Page, child: str) -> None:
    """Begin a case of one's own."""
    tab(page, "Caseload")
    page.get_by_role("link", name="New case").first.click()
    page.get_by_label("Name", exact=False).first.fill(child)
    page.get_by_role("button", name="Begin the case").click()
    expect(page.get_by_role("heading", name=child, level=1)).to_be_visible(timeout=PATIENCE_MS)


def test_a_mentor_without_a_line_manager_is_named_and_the_one_appointed_reads_the_cases(
    pages: dict[str, Page],
) -> None:
    head, ward, sam = pages["head"], pages["ward"], pages["sam"]
    tab(ward, "Caseload")
    expect(ward.get_by_role("link", name=CHILD)).to_have_count(0)
    tab(head, "Today")
    head.get_by_role("link", name="Say who manages Sam Ortiz").click()
    expect(head.get_by_text("Sam Ortiz has no line manager")).to_be_visible()
    assert found_by_axe(head) == []
    head.get_by_role("radio", name="Ms Ward").check()
    head.get_by_role("button", name="Save").click()
    expect(head.get_by_text("learning mentor · managed by Ms Ward")).to_be_visible(timeout=PATIENCE_MS)
    case = ward.get_by_role("link", name=CHILD)
    # Sam's tablet has to hear of it and hand over the key before Ms Ward's asks: rounds by hand, or a minute goes by.
    for _ in range(5):
        send_now(sam)
        send_now(ward)
        tab(ward, "Caseload")
        if case.is_visible():
            break
    expect(case).to_be_visible(timeout=PATIENCE_MS)


def test_an_administrator_reads_no_case_until_a_role_says_so_before_everybodys_eyes(pages: dict[str, Page]) -> None:
    head, ward = pages["head"], pages["ward"]
    expect(head.get_by_role("navigation").get_by_role("link", name="Caseload")).to_have_count(0)
    more(head, "People", "Ms Ward")
    head.get_by_role("checkbox", name="administrator").check()
    head.get_by_role("button", name="Save").click()
    expect(head.get_by_text("line manager and administrator")).to_be_visible(timeout=PATIENCE_MS)
    send_now(ward)
    more(ward, "Who came and went")
    changed = ward.get_by_text("Ms Head changed what you may do: line manager and administrator.")
    expect(changed).to_be_visible(timeout=PATIENCE_MS)
    tab(ward, "More")
    expect(ward.get_by_role("link", name="People")).to_be_visible()


def test_who_leaves_with_unsent_work_is_locked_out_and_the_work_waits_for_the_line_manager(
    pages: dict[str, Page],
) -> None:
    head, ward, sam = pages["head"], pages["ward"], pages["sam"]
    note_without_a_network(sam, "The last talk, on the bench.")
    more(head, "People", "Sam Ortiz")
    head.get_by_role("button", name="Sam Ortiz is leaving").click()
    head.get_by_role("dialog").get_by_role("button", name="End the account").click()
    expect(head.get_by_role("heading", name="People")).to_be_visible(timeout=PATIENCE_MS)
    expect(head.get_by_role("list", name="In the school").get_by_text("Sam Ortiz")).to_have_count(0)
    sam.context.set_offline(False)
    more(sam, "Where is it?")
    sam.get_by_role("button", name="Send now").click()
    expect(sam.get_by_text("locked out").first).to_be_visible(timeout=PATIENCE_MS)
    sam.get_by_role("link", name="Something of yours").click()
    expect(sam.get_by_text("It was handed in: a line manager decides about it.")).to_be_visible()
    expect(sam.get_by_text("The last talk, on the bench.")).to_be_visible()
    assert found_by_axe(sam) == []
    for _ in range(2):
        send_now(ward)
    tab(ward, "Caseload")
    ward.get_by_role("link", name=CHILD).click()
    expect(ward.get_by_text("The last talk, on the bench.")).to_have_count(0)
    more(ward, "Where is it?")
    expect(ward.get_by_text("decide").first).to_be_visible(timeout=PATIENCE_MS)
    more(ward, "Colleagues")
    expect(ward.get_by_role("list", name="Colleagues").get_by_text("Sam Ortiz")).to_have_count(0)


def test_what_was_handed_in_late_is_read_by_the_line_manager_and_taken_into_the_case(pages: dict[str, Page]) -> None:
    ward = pages["ward"]
    tab(ward, "Inbox")
    ward.get_by_role("link", name="too late").first.click()
    expect(ward.get_by_role("heading", name="Sam Ortiz wrote this too late")).to_be_visible()
    expect(ward.get_by_text("The last talk, on the bench.")).to_be_visible()
    assert found_by_axe(ward) == []
    ward.get_by_role("button", name="Take it into the case").click()
    # It leads back once it is done.
    expect(ward.get_by_role("heading", name="Inbox", level=1)).to_be_visible(timeout=PATIENCE_MS)
    tab(ward, "Caseload")
    ward.get_by_role("link", name=CHILD).click()
    expect(ward.get_by_text("The last talk, on the bench.")).to_be_visible(timeout=PATIENCE_MS)
    tab(ward, "Inbox")
    expect(ward.get_by_role("link", name="too late")).to_have_count(0)


def test_who_is_locked_out_reads_so_without_a_network_and_what_becomes_of_what_is_on_the_tablet(
    pages: dict[str, Page],
) -> None:
    sam = pages["sam"]
    note_without_a_network(sam, "Written on the way home.")
    more(sam, "Where is it?")
    sam.get_by_role("button", name="Send now").click()
    expect(sam.get_by_role("button", name="Send now")).to_be_enabled(timeout=PATIENCE_MS)
    expect(sam.get_by_role("region", name="This tablet is locked out")).to_be_visible()
    tab(sam, "More")
    sam.get_by_role("button", name="Sign out").click()
    asks = sam.get_by_role("dialog", name="Sign out of this tablet?")
    expect(asks).to_contain_text("Still on it: 1 change not sent")
    expect(asks).to_contain_text("Nothing is sent from it any more.")
    expect(asks.get_by_role("button", name="Send now")).to_have_count(0)
    assert found_by_axe(sam) == []
    sam.context.set_offline(False)
    asks.get_by_role("button", name="Hand it in now").click()
    expect(asks).not_to_contain_text("not sent", timeout=PATIENCE_MS)
    expect(asks).to_contain_text("that nobody has taken in yet")
    expect(asks.get_by_role("button", name="Hand it in now")).to_have_count(0)
    with sam.expect_download() as saving:
        asks.get_by_role("button", name="Save a copy").click()
    assert "Written on the way home." in saving.value.path().read_text(encoding="utf-8")
    asks.get_by_role("button", name="Sign out", exact=True).click()
    expect(sam.get_by_role("region", name="This tablet is locked out")).to_have_count(0, timeout=PATIENCE_MS)
    expect(asks).to_have_count(0)


def test_the_old_tablet_of_who_came_back_under_another_name_hands_in_what_it_still_holds(
    school: Entered, pages: dict[str, Page]
) -> None:
    head, ward, another = pages["head"], pages["ward"], "Wren Okafor"
    kit = school.join(invite(head, "Kit Ashdown", "learning mentor", manager="Ms Ward"), "Kit Ashdown", "kit")
    begin_case(kit, another)
    send_now(kit)
    note_without_a_network(kit, "Left on the old tablet.", another)
    more(head, "People", "Kit Ashdown")
    head.get_by_role("button", name="Make a new invitation").click()
    head.get_by_role("dialog").get_by_role("button", name="Make the invitation").click()
    new = first_page(school.tablet())
    new.goto(head.locator(".handed-link").inner_text(timeout=PATIENCE_MS))
    new.get_by_label("Sign-in name").fill("kit.again")
    new.get_by_role("textbox", name="New password").fill("wholly other words than these were")
    new.get_by_role("button", name="Come back in").click()
    expect_in(new)
    kit.context.set_offline(False)
    more(kit, "Where is it?")
    kit.get_by_role("button", name="Send now").click()
    expect(kit.get_by_role("region", name="This tablet is locked out")).to_be_visible(timeout=PATIENCE_MS)
    expect(kit.get_by_role("heading", name="Your password was changed")).to_have_count(0)
    kit.get_by_role("link", name="Something of yours").click()
    expect(kit.get_by_text("It was handed in: a line manager decides about it.")).to_be_visible()
    send_now(ward)
    tab(ward, "Inbox")
    ward.get_by_role("link", name="too late").first.click()
    expect(ward.get_by_text("Left on the old tablet.")).to_be_visible(timeout=PATIENCE_MS)
