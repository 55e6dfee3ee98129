"""The day of the product's description, walked through on three devices at a school that is really served.

A mentor's tablet, a line manager's desk and a colleague's desk in the office, each a browser with a profile on the disk, each
at the end of a cable of its own. The tests are the hours of one day and follow one another. The tablet's cable is cut before
the first lesson, mended in the office for as long as it takes to set out on a visit, and mended for good at four o'clock; its
tab is killed in the middle of the observation, the server in the middle of the reconnect.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from demo.cast import LEAD_PHONE
from schemas.push import Push, push_payload
from tests.browser.day import (
    PUPIL,
    Day,
    arrives,
    cell,
    not_sent,
    open_case,
    open_plan,
    rewrite_first_step,
    safety,
    versions,
)  # fmt: skip
from tests.browser.devices import DESK, TABLET, Device, Glass, device
from tests.browser.larkspur import larkspur
from tests.browser.pushing import Receiver, switch_on, take_pushes, tell_when_due
from tests.browser.school import PATIENCE_MS
from tests.browser.test_a_tablet_in_a_pupils_hands import answer, begin
from tests.server.push_service import PushService

pytestmark = pytest.mark.browser

ANOTHER: Final = "Amira Halloway"
LESSON: Final = "Maths: negative numbers again"
WATCHED: Final = re.compile(r"2\d of 30 minutes watched\.\s*Shouted out 5 times")
HERS: Final = "Card on my desk. Mr Okafor nods, then waits ten seconds."
HIS: Final = "Card on my desk, and on the one in science."
GRAVE: Final = "He said that he is alone from ten."
NOTE: Final = "Came to show his comic strip. Two pages now."


@pytest.fixture(scope="module")
def day(
    browser: Browser, chromium_path: Path, founded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Day]:
    """The school is served, and all three have come in."""
    folder = tmp_path_factory.mktemp("day")
    with ExitStack() as stack:
        pushes = stack.enter_context(PushService(b""))
        school = stack.enter_context(larkspur(folder, founded, BESIDE_PUSH_LOOPBACK="yes"))
        words = school.invitations()

        def opened(handle: str, glass: Glass) -> Device:
            found = stack.enter_context(
                device(browser.browser_type, chromium_path, folder / handle, school.port, glass)
            )
            if handle == "sam":
                take_pushes(found.context, pushes)
            found.come_in(words[handle])
            return found

        yield Day(school, pushes, opened("sam", TABLET), opened("ward", DESK), opened("jo", DESK))


def test_reminders_are_switched_on_with_a_touch(day: Day) -> None:
    switch_on(day.sam.page, day.pushes)
    day.sam.looks()
    day.sam.tab("Today")


def test_at_8_40_today_shows_the_day_and_what_is_due(day: Day) -> None:
    today = day.sam.page.get_by_role("main")
    expect(today.get_by_role("link", name="Observe a lesson")).to_be_visible()
    for planned in ("Observe Kai", "Amira, one to one", "Mila Novak and Tobias Novak", "Kai’s review"):
        expect(today.get_by_text(planned).first).to_be_visible(timeout=PATIENCE_MS)
    expect(today.get_by_text("Kai would like to talk to someone today")).to_be_visible()
    day.sam.looks()
    expect(day.ward.page.get_by_text("Kai would like to talk to someone today")).to_be_visible(timeout=PATIENCE_MS)
    day.ward.looks()


def test_the_office_sees_no_case(day: Day) -> None:
    places = day.jo.page.get_by_role("navigation", name="Places").get_by_role("listitem")
    assert [words.split("\n")[0] for words in places.all_inner_texts()] == ["Today", "Inbox", "More"]
    day.jo.looks()
    day.jo.page.goto(f"{day.jo.cable.origin}/caseload")
    day.jo.unlock()
    expect(day.jo.page.get_by_role("main")).not_to_contain_text("Kai")


def test_at_9_15_without_a_network_an_observation_goes_on_though_the_tab_was_killed(day: Day) -> None:
    day.sam.cable.cut()
    page = day.sam.page
    page.get_by_role("link", name="Observe a lesson").click()
    day.sam.looks()
    page.get_by_role("link", name=PUPIL).click()
    page.get_by_role("textbox", name="Subject").fill(LESSON)
    page.get_by_role("textbox", name="Teacher").fill("Mr Okafor")
    day.sam.looks()
    # The lesson is over in a few seconds: the tablet's clock, and it alone, begins twenty-five minutes ago and is wound on.
    clock = day.sam.context.clock
    clock.install(time=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=25))
    page.get_by_role("button", name="Start", exact=True).click()
    for tapped in (1, 2):
        cell(page, "Shouts out").tap()
        expect(cell(page, "Shouts out")).to_contain_text(f"{tapped} now, {tapped} in all")
    cell(page, "On task").tap()
    page.get_by_role("button", name="Undo").tap()
    expect(cell(page, "On task")).to_contain_text("0 now, 0 in all")
    day.sam.looks()
    clock.run_for("05:00")
    expect(page.get_by_text("left of the second five minutes")).to_be_visible()
    expect(cell(page, "Shouts out")).to_contain_text("0 now, 2 in all")
    clock.run_for("17:00")
    for tapped in (1, 2, 3):
        cell(page, "Shouts out").tap()
        expect(cell(page, "Shouts out")).to_contain_text(f"{tapped} now, {tapped + 2} in all")

    day.sam.kill_tab()
    clock.fast_forward("01:00")
    day.sam.unlock()

    page = day.sam.page
    day.sam.looks()
    page.get_by_role("alert").get_by_role("button", name="I kept watching").tap()
    expect(page.get_by_text("left of the fifth five minutes")).to_be_visible(timeout=PATIENCE_MS)
    expect(cell(page, "Shouts out")).to_contain_text("3 now, 5 in all")
    expect(cell(page, "On task")).to_contain_text("0 now, 0 in all")
    cell(page, "Raises hand").tap()
    expect(cell(page, "Raises hand")).to_contain_text("1 now, 1 in all")


def test_the_report_stands_beside_the_last_observation(day: Day) -> None:
    page = day.sam.page
    page.get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    day.sam.looks()
    page.get_by_role("button", name="I saw none of these").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(LESSON)
    expect(page.get_by_text(WATCHED)).to_be_visible()
    expect(page.get_by_role("heading", name="Where targets could begin")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile(r"^Compared with \d+ "))).to_be_visible()
    expect(page.get_by_text("Not sent yet", exact=True)).to_be_visible()
    day.sam.looks()


def test_at_11_00_the_tablet_is_a_child_s_and_what_they_asked_for_is_seen_first(day: Day) -> None:
    page = day.sam.page
    day.sam.tab("Today")
    page.get_by_role("link", name="Give to a pupil").first.click()
    page.get_by_role("link", name=ANOTHER).click()
    expect(page.get_by_role("heading", name="Give the tablet to Amira")).to_be_visible()
    day.sam.looks()
    page.get_by_role("button", name="Lock and give").tap()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert page.url == f"{day.sam.cable.origin}/pupil"
    day.sam.looks()
    begin(page)
    answer(page, 2, 7)
    answer(page, 5, 8)
    page.get_by_role("button", name="I’d like to talk to someone today").tap()
    page.get_by_role("button", name="All right").tap()
    page.get_by_role("button", name="I need my mentor").tap()
    day.sam.looks()
    page.get_by_role("button", name="Stop here for today").tap()
    page.get_by_role("button", name="I am ").tap()
    day.sam.unlock()
    asked = page.get_by_role("group", name="Asked for")
    expect(asked.filter(has_text="Amira would like to talk to someone today")).to_be_visible()
    expect(asked.filter(has_text="Amira needs their mentor")).to_be_visible()
    day.sam.looks()
    asked.filter(has_text="Amira would like").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(ANOTHER)
    day.sam.looks()


def test_at_13_45_in_the_office_a_visit_is_watched_once_the_server_has_said_so(day: Day) -> None:
    page, jo = day.sam.page, day.jo.page
    day.sam.back_in_reach()
    expect(not_sent(page)).to_have_count(0, timeout=PATIENCE_MS)
    day.sam.tab("Today")
    page.get_by_role("link", name="Home visit").first.click()
    page.get_by_role("link", name=PUPIL).click()
    page.get_by_role("button", name="Make one").click()
    page.get_by_label("alone").check()
    page.get_by_label("Risks known").fill("A dog, kept in the yard.")
    page.get_by_label("What to do if I am not back").fill("Ring me twice, then Ms Ward.")
    page.get_by_role("radiogroup", name="Watched by").get_by_role("radio", name="Jo Applegarth").check()
    day.sam.looks()
    page.get_by_role("button", name="Set out now").tap()
    page.get_by_role("button", name="Jo Applegarth will phone me").tap()
    expect(safety(page)).to_contain_text("Armed at")
    day.sam.looks()
    day.sam.cable.cut()

    day.jo.tab("Today")
    watching = jo.get_by_role("link", name="See Sam’s sheet")
    arrives(jo, watching).click()
    expect(jo.get_by_role("heading", name="Sam Ortiz is out")).to_be_visible()
    expect(jo.get_by_text("A dog, kept in the yard.").first).to_be_visible()
    expect(jo.get_by_role("main")).not_to_contain_text("Kai")
    day.jo.looks()


def test_at_14_00_on_the_doorstep_what_was_said_and_its_risk_are_written_down_without_a_network(day: Day) -> None:
    page = day.sam.page
    page.get_by_role("link", name="Write it down").tap()
    page.get_by_role("button", name="A child may be at risk").tap()
    expect(page.get_by_role("dialog").get_by_text(LEAD_PHONE)).to_be_visible()
    day.sam.looks()
    page.get_by_role("button", name="Keep that I told them").tap()
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="What was said").fill("Orla is on nights again.")
    page.get_by_role("radio", name="Serious concern").check()
    page.get_by_role("textbox", name="Issues of concern").fill(GRAVE)
    day.sam.looks()
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_role("heading", name="Visit, Kai Brennan")).to_be_visible()
    page.get_by_role("link", name="Today").first.click()


def test_the_office_gives_more_time_and_checks_the_mentor_in_by_phone(day: Day) -> None:
    jo = day.jo.page
    jo.get_by_role("button", name="15 min more").click()
    jo.get_by_role("button", name="They are back").click()
    day.jo.looks()
    jo.get_by_role("button", name="Yes, they are back").click()
    expect(jo.get_by_role("heading", name="Sam Ortiz is back")).to_be_visible()
    day.jo.looks()


def test_at_15_20_a_drop_in_is_two_taps(day: Day) -> None:
    page = day.sam.page
    for about in ("just to talk", "friends"):
        day.sam.tab("Record")
        page.get_by_role("link", name="Drop-in").click()
        expect(page.get_by_role("heading", name="What about?")).to_be_visible()
        day.sam.looks()
        page.get_by_label(about).tap()
        page.get_by_role("button", name="Save", exact=True).tap()
        expect(page.get_by_role("heading", name="Good ")).to_be_visible()


def test_a_drop_in_with_a_name_stands_in_that_pupil_s_case(day: Day) -> None:
    page = day.sam.page
    day.sam.tab("Record")
    page.get_by_role("link", name="Drop-in").click()
    page.get_by_label("something else").tap()
    page.get_by_role("combobox", name="Who").fill(PUPIL)
    page.get_by_text("More", exact=True).last.click()
    page.get_by_role("textbox", name="Note").fill(NOTE)
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_role("heading", name="Good ")).to_be_visible()
    open_case(page)
    expect(page.get_by_text(NOTE)).to_be_visible()
    day.sam.looks()


def test_meanwhile_both_write_the_same_sentence_of_the_plan(day: Day) -> None:
    rewrite_first_step(day.sam, HIS)
    rewrite_first_step(day.ward, HERS)
    expect(not_sent(day.ward.page)).to_have_count(0)
    expect(not_sent(day.sam.page)).to_be_visible()
    open_case(day.ward.page)
    expect(day.ward.page.get_by_text(NOTE)).to_have_count(0)


def test_at_16_00_everything_goes_up_by_itself_though_the_server_is_killed_in_the_middle_of_it(day: Day) -> None:
    died = threading.Event()

    def die() -> None:
        day.school.kill()
        died.set()

    # It has taken what was sent, and is dead before it can say so.
    day.sam.cable.at_answer("/push", die)
    day.sam.back_in_reach()
    assert day.sam.cable.sprung.wait(PATIENCE_MS / 1000)
    assert died.is_set()
    expect(not_sent(day.sam.page)).to_be_visible()
    day.school.start()
    expect(not_sent(day.sam.page)).to_have_count(0, timeout=2 * PATIENCE_MS)


def test_the_line_manager_s_desk_shows_all_of_it(day: Day) -> None:
    page = day.ward.page
    day.ward.fetch()
    day.ward.tab("Today")
    expect(page.get_by_text("Amira would like to talk to someone today")).to_be_visible()
    open_case(page)
    happened = page.get_by_role("region", name="What happened")
    expect(happened.get_by_text(WATCHED)).to_be_visible()
    expect(happened.get_by_text(NOTE)).to_be_visible()
    happened.get_by_role("link", name=LESSON).click()
    in_all = page.get_by_role("row", name="In all").get_by_role("cell")
    expect(in_all).to_have_text(["1", "0", "0", "0", "5", "0", "0", "0", "0", "0", "–blank"])
    fifth = page.get_by_role("row", name="Fifth").get_by_role("cell")
    expect(fifth).to_have_text(["1", "0", "0", "0", "3", "0", "0", "0", "0", "0", "–blank"])
    day.ward.looks()


def test_the_line_manager_answers_the_risk_note_of_the_visit(day: Day) -> None:
    page = day.ward.page
    day.ward.tab("Inbox")
    page.get_by_role("link", name=f"Risk note: {PUPIL}").first.click()
    expect(page.get_by_text(GRAVE)).to_be_visible()
    page.get_by_role("textbox", name="Your answer").fill("I ring Orla at five.")
    day.ward.looks()
    page.get_by_role("button", name="I have seen this").click()
    expect(page.get_by_text("Seen by you")).to_be_visible()


def test_the_mentor_sees_that_it_was_received(day: Day) -> None:
    page = day.sam.page
    day.sam.fetch()
    expect(page.get_by_text("Everything has been sent.")).to_be_visible()
    day.sam.looks()
    open_case(page)
    lesson = page.get_by_role("region", name="What happened").get_by_role("listitem").filter(has_text=LESSON)
    expect(lesson.get_by_text("Received by Ms Ward")).to_be_visible()


def test_both_sentences_stand_side_by_side_until_one_is_chosen(day: Day) -> None:
    for person in (day.ward, day.sam):
        open_plan(person.page)
        expect(versions(person.page).get_by_role("listitem")).to_contain_text([HIS, HERS], use_inner_text=True)
        person.looks()
    versions(day.sam.page).get_by_role("listitem").filter(has_text=HIS).get_by_role("button").tap()
    for person in (day.sam, day.ward):
        person.fetch()
        open_plan(person.page)
        expect(versions(person.page)).to_have_count(0)
        expect(person.page.get_by_text(HIS)).to_be_visible()
        expect(person.page.get_by_text(HERS)).to_have_count(0)


def test_the_evening_before_a_push_says_that_a_review_is_coming_and_names_nobody(day: Day, tmp_path: Path) -> None:
    day.sam.fetch()
    day.school.kill()
    assert tell_when_due(day.school.data, tmp_path / "later") > 0
    said = {pushed.payload for pushed in day.pushes.taken}
    assert push_payload(Push.REVIEW_DUE) in said
    receiver = Receiver(day.sam.page, day.sam.cable.origin)
    texts = [(one["title"], one["body"]) for one in receiver.receive(push_payload(Push.REVIEW_DUE))]
    assert texts == [(Push.REVIEW_DUE.text.title, Push.REVIEW_DUE.text.body)]
    assert not re.search("Kai|Brennan|Sam|Ortiz|Ward", str((said, texts)))


def test_nothing_was_thrown_or_warned_of_and_axe_found_nothing(day: Day) -> None:
    assert [one for person in day.everybody for one in person.complaints] == []
