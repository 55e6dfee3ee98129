"""A home visit from its safety sheet to the line manager's answer: three tablets, and the network off on the doorstep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, FloatRect, Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from demo.cast import LEAD_PHONE, PASSWORD
from tests.browser.cupboard import Cupboard
from tests.browser.page_checks import broken_habits, cut_off, found_by_axe
from tests.browser.school import PATIENCE_MS, let_in, off_the_network, tab, unlock

pytestmark = pytest.mark.browser

PURPOSE = "Attendance, and the letter from Tuesday"
RAISED = "Jo Applegarth raised the alarm for Sam Ortiz"
SAM_PHONE = "07700 900 119"
GRAVE = "He said that he is alone from ten."


@dataclass(frozen=True)
class Somebody:
    """A tablet and who is at work on it."""

    tablet: BrowserContext
    page: Page


@dataclass(frozen=True)
class People:
    """The visitor, the colleague in the office, the line manager."""

    sam: Somebody
    jo: Somebody
    ward: Somebody


@pytest.fixture(scope="module")
def people(cupboard: Cupboard, links: dict[str, str]) -> Iterator[People]:
    """All three are in."""
    tablets = [cupboard.take() for _ in range(3)]
    found = [
        Somebody(tablet, let_in(tablet, links[name]))
        for tablet, name in zip(tablets, ("sam", "jo", "ward"), strict=True)
    ]
    yield People(*found)
    for tablet in tablets:
        cupboard.put_back(tablet)


def look_again(page: Page) -> None:
    """Asks the server about visits at once."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def arrives(page: Page, what: Locator) -> Locator:
    """The same, once it has come from somebody else's tablet."""
    for _ in range(PATIENCE_MS // 1000):
        look_again(page)
        try:
            what.wait_for(timeout=1000)
        except TookTooLong:
            continue
        break
    expect(what).to_be_visible()
    return what


def is_well_made(page: Page) -> None:
    """Nothing for axe to find, nothing cut off, one filled button."""
    assert found_by_axe(page) == []
    assert cut_off(page) == []
    assert broken_habits(page) == []


def test_a_visit_is_not_armed_without_the_server_s_answer(people: People) -> None:
    sam = people.sam.page
    sam.get_by_role("link", name="Home visit").first.click()
    sam.get_by_role("link", name="Kai Brennan").click()
    safety = sam.get_by_label("Safety", exact=True)
    expect(safety).to_contain_text("No safety sheet")
    is_well_made(sam)
    sam.get_by_role("button", name="Make one").click()
    expect(sam.get_by_role("heading", name="Visit, Kai Brennan")).to_be_visible()
    sam.get_by_role("button", name="Set out now").click()
    expect(sam.get_by_role("alert")).to_contain_text("4 things to put right")
    sam.get_by_label("alone").check()
    sam.locator("summary", has_text="More").first.click()
    sam.get_by_label("Purpose").fill(PURPOSE)
    sam.get_by_label("Risks known").fill("A dog, kept in the yard.")
    sam.get_by_label("What to do if I am not back").fill("Ring me twice, then Ms Ward.")
    sam.get_by_role("radiogroup", name="Watched by").get_by_role("radio", name="Jo Applegarth").check()
    told = sam.get_by_role("list", name="Who is told, in order").get_by_role("listitem").filter(has_text="Jo ")
    expect(told).to_contain_text("Only while their Beside is open and unlocked, or by phone")
    expect(told.get_by_role("link", name="07700 900 123")).to_be_visible()
    is_well_made(sam)

    off_the_network(sam)
    sam.get_by_role("button", name="Set out now").click()
    expect(sam.get_by_role("dialog")).to_contain_text("Nothing tells Jo Applegarth while their tablet is locked")
    sam.get_by_role("button", name="Jo Applegarth will phone me").click()
    expect(safety).to_contain_text("Not armed: phone Jo Applegarth")
    expect(safety.get_by_role("link")).to_have_attribute("href", "tel:07700900123")
    is_well_made(sam)
    sam.reload()
    unlock(sam)
    expect(safety).to_contain_text("Not armed: phone Jo Applegarth")


def test_who_watches_sees_the_sheet_from_arming_on_and_nothing_of_the_case(people: People) -> None:
    sam, jo = people.sam.page, people.jo.page
    look_again(jo)
    expect(jo.get_by_text("You are watching over Sam Ortiz")).to_have_count(0)
    people.sam.tablet.set_offline(False)
    sam.get_by_role("button", name="Try again").click()
    expect(sam.get_by_label("Safety", exact=True)).to_contain_text("Armed at", timeout=PATIENCE_MS)

    look_again(jo)
    expect(jo.get_by_text("You are watching over Sam Ortiz")).to_be_visible()
    jo.get_by_role("link", name="See Sam’s sheet").click()
    expect(jo.get_by_role("heading", name="Sam Ortiz is out")).to_be_visible()
    for words in ("14 Pudding Lane End", "07700 900 118", "A dog, kept in the yard.", "Ring me twice, then Ms Ward."):
        expect(jo.get_by_text(words).first).to_be_visible()
    for words in (PURPOSE, "Kai", "Brennan"):
        expect(jo.get_by_text(words)).to_have_count(0)
    expect(jo.get_by_text("nothing comes to this device while it is locked")).to_be_visible()
    is_well_made(jo)


def test_a_sheet_that_is_changed_while_out_is_kept_and_said_to_be_unsent_until_it_is_sent(people: People) -> None:
    sam, jo = people.sam.page, people.jo.page
    sam.get_by_role("button", name="Change the sheet").click()
    sam.get_by_role("button", name="Done").click()
    expect(sam.get_by_role("heading", name="What they read")).to_be_visible()
    sam.get_by_role("button", name="Change the sheet").click()
    sam.get_by_label("My phone").fill(SAM_PHONE)
    is_well_made(sam)
    sam.get_by_role("button", name="Done").click()
    expect(sam.get_by_text("What you changed is not sent yet.")).to_be_visible()
    expect(sam.get_by_role("definition").filter(has_text=SAM_PHONE)).to_be_visible()
    is_well_made(sam)
    look_again(jo)
    expect(jo.get_by_text("07700 900 118").first).to_be_visible()
    sam.get_by_role("button", name="Send the changed sheet").click()
    expect(sam.get_by_role("heading", name="What they read")).to_be_visible()
    expect(sam.get_by_text("What you changed is not sent yet.")).to_have_count(0)
    arrives(jo, jo.get_by_text(SAM_PHONE).first)


def test_who_watches_gives_more_time_and_the_visitor_sees_it(people: People) -> None:
    sam, jo = people.sam.page, people.jo.page
    until = jo.get_by_text("Back by").first.inner_text()
    jo.get_by_role("button", name="15 min more").click()
    expect(jo.get_by_text("Back by").first).not_to_have_text(until)
    given = re.search(r"Back by (\d+:\d+)", jo.get_by_text("Back by").first.inner_text())
    assert given is not None
    look_again(sam)
    expect(sam.get_by_label("Safety", exact=True)).to_contain_text(f"back by {given[1]}")
    sam.get_by_role("button", name="15 min more").click()
    expect(sam.get_by_label("Safety", exact=True)).not_to_contain_text(f"back by {given[1]}")


def cells(page: Page) -> list[FloatRect | None]:
    """Where the cells of the pad are."""
    return [cell.bounding_box() for cell in page.locator(".pad-cell").all()]


def test_an_alarm_is_seen_above_every_page_and_moves_no_cell_of_a_running_observation(people: People) -> None:
    jo, ward = people.jo.page, people.ward.page
    look_again(ward)
    expect(ward.get_by_text(RAISED)).to_have_count(0)
    jo.get_by_role("button", name="Tell Ms Ward now").click()
    expect(jo.get_by_role("heading", name="Sam Ortiz is being looked for")).to_be_visible()

    tab(ward, "Today")
    ward.get_by_role("link", name="Observe a lesson").click()
    ward.get_by_role("link", name="Kai Brennan").click()
    ward.get_by_role("button", name="Start").click()
    expect(ward.locator(".pad-cell")).to_have_count(12)
    before = cells(ward)
    look_again(ward)
    expect(ward.get_by_role("alert")).to_contain_text(RAISED)
    assert cells(ward) == before
    ward.get_by_role("button", name="Later").click()
    expect(ward.get_by_role("alert")).to_have_count(0)
    assert cells(ward) == before
    ward.get_by_role("button", name="End", exact=True).click()
    ward.get_by_role("button", name="Save", exact=True).click()
    expect(ward.get_by_role("heading", name="Observation")).to_be_visible()
    expect(ward.get_by_role("alert")).to_contain_text(RAISED)


def test_the_first_to_take_an_alarm_on_has_it_and_the_visitor_cannot(people: People) -> None:
    sam, jo, ward = people.sam.page, people.jo.page, people.ward.page
    ward.get_by_role("link", name="See what to do").click()
    expect(ward.get_by_text("14 Pudding Lane End").first).to_be_visible()
    call = ward.get_by_role("alert").get_by_role("link", name=SAM_PHONE)
    expect(call).to_have_attribute("href", f"tel:{SAM_PHONE.replace(' ', '')}")
    is_well_made(ward)
    ward.get_by_role("button", name="I am dealing with it").click()
    expect(ward.get_by_text("You are dealing with it, since")).to_be_visible()
    look_again(jo)
    expect(jo.get_by_text("Ms Ward is dealing with it, since")).to_be_visible()
    expect(jo.get_by_role("button", name="I am dealing with it")).to_have_count(0)
    look_again(sam)
    expect(sam.get_by_label("Safety", exact=True)).to_contain_text("Ms Ward is dealing with it, since")
    expect(sam.get_by_role("button", name="I am dealing with it")).to_have_count(0)
    is_well_made(sam)


def test_the_visit_is_written_down_on_a_doorstep_without_a_network(people: People) -> None:
    sam = people.sam.page
    off_the_network(sam)
    sam.get_by_role("link", name="Write it down").click()
    sam.get_by_role("button", name="A child may be at risk").click()
    expect(sam.get_by_role("dialog").get_by_text(LEAD_PHONE)).to_be_visible()
    is_well_made(sam)
    sam.get_by_role("button", name="Keep that I told them").click()
    sam.get_by_role("checkbox", name="Orla Brennan").check()
    sam.get_by_role("textbox", name="What was said").fill("Orla is on nights again.")
    sam.get_by_role("radio", name="Serious concern").check()
    sam.get_by_role("textbox", name="Issues of concern").fill(GRAVE)
    is_well_made(sam)
    sam.get_by_role("button", name="Save", exact=True).click()
    expect(sam.get_by_role("heading", name="Visit, Kai Brennan")).to_be_visible()


def test_being_back_is_kept_without_a_network_and_said_as_soon_as_there_is_one(people: People) -> None:
    sam, jo = people.sam.page, people.jo.page
    sam.get_by_role("button", name="I’m back").click()
    safety = sam.get_by_label("Safety", exact=True)
    expect(safety).to_contain_text("but nobody knows: phone Jo Applegarth")
    is_well_made(sam)
    people.sam.tablet.set_offline(False)
    look_again(sam)
    expect(safety).to_contain_text("Nobody is watching any more.")
    look_again(jo)
    expect(jo.get_by_role("heading", name="Sam Ortiz is back")).to_be_visible()


def test_the_line_manager_answers_the_risk_note_and_the_mentor_reads_it(people: People) -> None:
    sam, ward = people.sam.page, people.ward.page
    tab(ward, "Today")
    arrives(ward, ward.get_by_role("link", name=re.compile("^See it.*Serious concern: Kai Brennan"))).click()
    expect(ward.get_by_text(GRAVE)).to_be_visible()
    expect(ward.get_by_text("Mrs Merriweather was told")).to_be_visible()
    ward.get_by_role("textbox", name="Your answer").fill("I ring Orla at five.")
    ward.get_by_role("button", name="I have seen this").click()
    expect(ward.get_by_text("Seen by you")).to_be_visible()

    sam.get_by_role("link", name="Today").first.click()
    tab(sam, "Inbox")
    lines = sam.get_by_role("listitem").filter(has_text="Kai Brennan")
    arrives(sam, lines.get_by_role("link", name="Ms Ward answered your risk note")).click()
    expect(sam.get_by_text("I ring Orla at five.")).to_be_visible()


def test_the_sheet_is_still_there_when_the_page_is_loaded_anew_without_a_network(people: People) -> None:
    jo = people.jo.page
    off_the_network(jo)
    jo.reload()
    jo.get_by_label("Password").fill(PASSWORD)
    jo.get_by_role("button", name="Open").click()
    expect(jo.get_by_role("heading", name="Sam Ortiz is back")).to_be_visible(timeout=PATIENCE_MS)
    expect(jo.get_by_text("14 Pudding Lane End")).to_be_visible()


# What is sent to be armed says a moment that comes at once: nobody waits for a minute, and the server's own clock runs out.
_SOON = """seconds => {
  const fetch = globalThis.fetch;
  globalThis.fetch = (at, asked) => {
    if (asked?.method !== 'PUT' || !String(at).includes('/visits/')) return fetch(at, asked);
    const until = new Date(Date.now() + seconds * 1000).toISOString().replace('Z', '+00:00');
    return fetch(at, { ...asked, body: JSON.stringify({ ...JSON.parse(new TextDecoder().decode(asked.body)), until }) });
  };
}"""


def test_a_visit_whose_time_runs_out_is_overdue_for_everybody_it_concerns(people: People) -> None:
    sam, jo = people.sam.page, people.jo.page
    people.jo.tablet.set_offline(False)
    tab(sam, "Today")
    sam.get_by_role("link", name="Visit off the site, Kai Brennan").click()
    sam.get_by_role("button", name="Set out again").click()
    expect(sam.get_by_role("button", name="Set out now")).to_be_visible()
    sam.evaluate(_SOON, 4)
    sam.get_by_role("button", name="Set out now").click()
    sam.get_by_role("button", name="Jo Applegarth will phone me").click()
    safety = sam.get_by_label("Safety", exact=True)
    expect(safety).to_contain_text(re.compile("Armed at|You were due at"))
    arrives(sam, safety.get_by_text("You were due at"))
    is_well_made(sam)
    tab(jo, "Today")
    arrives(jo, jo.get_by_text("Sam Ortiz is not back").first)
    safety.get_by_role("button", name="I’m back").click()
    expect(safety).to_contain_text("Nobody is watching any more.")
    look_again(jo)
    expect(jo.get_by_text("Sam Ortiz is not back")).to_have_count(0)


def test_the_sheet_of_a_visit_that_nobody_watched_is_read_once_it_is_written_down_and_can_be_put_right(
    people: People,
) -> None:
    sam = people.sam.page
    sam.get_by_role("link", name="Today").first.click()
    sam.get_by_role("link", name="Home visit").first.click()
    sam.get_by_role("link", name="Amira Halloway").click()
    sam.get_by_role("button", name="Make one").click()
    expect(sam.get_by_role("heading", name="Visit, Amira Halloway")).to_be_visible()
    sam.get_by_label("alone").check()
    sam.go_back()
    sam.get_by_role("textbox", name="What was said").fill("All is well.")
    sam.get_by_role("radio", name="No concern").check()
    sam.get_by_role("button", name="Save", exact=True).click()
    expect(sam.get_by_text("Nobody watched over it: it was never armed.")).to_be_visible()
    expect(sam.get_by_role("button", name="Set out now")).to_have_count(0)
    is_well_made(sam)
    sam.get_by_role("button", name="Change the sheet").click()
    sam.get_by_label("with a colleague").check()
    expect(sam.get_by_text("Kept on this tablet as you write.")).to_be_visible()
    is_well_made(sam)
    sam.get_by_role("button", name="Done").click()
    expect(sam.get_by_role("button", name="Change the sheet")).to_be_visible()
    expect(sam.get_by_role("definition").filter(has_text="with a colleague")).to_be_visible()
