"""What was tapped or typed is there after the page went away, at whatever moment and without being asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Timer
from typing import Final

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, expect

from tests.browser.devices import TABLET, Device, device, kill
from tests.browser.killed_pad import KilledPad
from tests.browser.larkspur import larkspur
from tests.browser.school import begin_note

pytestmark = pytest.mark.browser

TIMES: Final = 10
WORDS: Final = "Told me about the comic strip, then about the bees; wants to show both to Ms Ward on Thursday. "


@pytest.fixture(scope="module")
def sams(
    browser: Browser, engine_path: Path, founded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Device]:
    """The mentor's tablet, let in."""
    folder = tmp_path_factory.mktemp("killed")
    with (
        larkspur(folder, founded) as school,
        device(browser.browser_type, engine_path, folder / "sam", school.port, TABLET) as tablet,
    ):
        tablet.come_in(school.invitations()["sam"])
        yield tablet


def note_on(page: Page) -> Locator:
    """Where the note is written."""
    return page.get_by_role("textbox", name="What happened")


def test_every_tap_that_was_seen_is_there_after_ten_kills_at_any_moment(sams: Device, run_seed: int) -> None:
    pad = KilledPad(sams, Random(run_seed))
    pad.begin()
    seen = [pad.tap_until_killed() for _ in range(TIMES)]
    assert sum(seen) > 0, "the page lived long enough to be tapped"
    pad.save()
    assert sams.complaints == []


def test_every_letter_is_there_though_the_page_is_loaded_anew_or_closed_at_once(sams: Device) -> None:
    address = begin_note(sams.page, WORDS)
    typed = note_on(sams.page).input_value()
    for is_closed in (False, True, False):
        note_on(sams.page).press("End")
        sams.page.keyboard.type(WORDS)
        typed += WORDS
        if is_closed:
            other = sams.context.new_page()
            sams.page.bring_to_front()
            sams.page.close()
            sams.page = other
            sams.page.goto(address)
        else:
            sams.page.reload()
        sams.unlock()
        expect(note_on(sams.page)).to_have_value(typed)


def test_a_killed_page_leaves_the_beginning_of_what_was_being_typed(sams: Device, run_seed: int) -> None:
    chance = Random(run_seed)
    for _ in range(3):
        note_on(sams.page).fill("")
        processes = sams.processes("renderer")
        with sams.page.expect_event("crash"):
            killer = Timer(chance.uniform(0.2, 1), kill, [processes])
            killer.start()
            with suppress(Error):
                while True:
                    sams.page.keyboard.type(WORDS)
        killer.join()
        sams.open_anew(processes)
        sams.unlock()
        expect(sams.page.get_by_text("Kept from before")).to_be_visible()
        kept = note_on(sams.page).input_value()
        assert (WORDS * (1 + len(kept) // len(WORDS))).startswith(kept)
