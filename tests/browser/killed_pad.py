"""A running observation whose page, or whose whole browser, is killed at moments drawn by lot; and what is there afterwards.

pad = KilledPad(sams, Random(seed))
pad.begin()
pad.tap_until_killed()        # raises Lost where a tap that was seen is missing
pad.save()

Fingers tap in small bursts and wait until what they tapped has been seen, so that never more than a burst is in the air.
"""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import suppress
from random import Random
from typing import Any, Final

from playwright.sync_api import BrowserContext, Error, expect

from tests.browser.devices import Device, kill

# A press is seen once the frame is done that it led to. Presses are counted from one, in each page anew; `seenAll` comes back
# once so many have been seen.
_WATCH: Final = """(() => {
  let seen = 0;
  let tell = () => undefined;
  window.seenAll = (count) => new Promise((done) => {
    tell = () => { if (seen >= count) done(); };
    tell();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (target.closest('.pad-cell:not(.pad-undo)') === null) return;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { seen += 1; window.presses(seen); tell(); };
      port2.postMessage(null);
    });
  }, { capture: true });
})()"""
CELLS: Final = ".pad-cell:not(.pad-undo)"
# Low in the cell: the word for "Other" stands in the corner of one of them.
_LOOK: Final = """(cells) => cells.map((cell) => {
  const { x, y, width, height } = cell.getBoundingClientRect();
  const [label, count] = ['.pad-label', '.pad-all'].map((part) => cell.querySelector(part).innerText);
  return { label, count, place: width * height === 0 ? null : [x + width / 2, y + height - 20] };
})"""
LONGEST_SECONDS: Final = 1.0
MOST_AT_ONCE: Final = 3


class Lost(AssertionError):  # noqa: N818 - named for what it says
    """What is there after a kill is not what was tapped."""


class KilledPad:
    """An observation on a tablet that is killed again and again; `kept` is the cells tapped so far that are known to be there."""

    def __init__(self, tablet: Device, chance: Random) -> None:
        self.tablet = tablet
        self.kept: list[str] = []
        self._chance = chance
        self._seen = 0
        tablet.prepare(self._watch)

    def begin(self) -> None:
        """The observation of the first lesson that there is."""
        page = self.tablet.page
        page.get_by_role("link", name="Observe").first.click()
        page.locator(".kinds a").first.click()
        page.get_by_role("textbox", name="Subject").fill("Maths")
        page.get_by_role("button", name="Start", exact=True).click()
        self._stands()
        page.evaluate(_WATCH)

    def tap_until_killed(self) -> int:
        """Kills the page while it is tapped, and looks what is there. How many taps were seen."""
        return self._tap_until_dead("crash", self.tablet.processes("renderer"), lost=0)

    def tap_until_app_killed(self, lost: int) -> int:
        """The same with the whole browser, which may lose as many of the taps that were seen. How many it has lost."""
        before = len(self.kept)
        seen = self._tap_until_dead("close", self.tablet.processes(), lost)
        return max(0, seen - (len(self.kept) - before))

    def save(self) -> None:
        """Ends it; what the report counts is what was tapped."""
        page = self.tablet.page
        labels = page.locator(f"{CELLS} .pad-label").all_inner_texts()
        page.get_by_role("button", name="End", exact=True).click()
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("heading", level=1, name="Maths")).to_be_visible()
        page.get_by_text("How sure can we be?").click()
        counted = page.locator(".grid tfoot td").all_inner_texts()
        tapped = Counter(self.kept)
        found = {label: count.split("\n")[0] for label, count in zip(map(_spoken, labels), counted, strict=True)}
        wanted = {label: str(tapped[label]) if tapped[label] else "–" for label in found}
        if found != wanted:
            raise Lost(f"the report counts {found}, and tapped was {wanted}")

    # One life ---------------------------------------------------------------------------------------------

    def _tap_until_dead(self, sign: str, processes: list[int], lost: int) -> int:
        if self._chance.random() < 1 / 3:
            self._turn_into_a_record()
        self._seen, tapped = 0, list[str]()
        places = self._places()
        dying = self.tablet.page if sign == "crash" else self.tablet.context
        killer = threading.Timer(self._chance.uniform(0, LONGEST_SECONDS), kill, [processes])
        with dying.expect_event(sign):
            killer.start()
            with suppress(Error):
                self._tap_on(places, tapped)
        # A new page could else be put into a process that is about to be killed.
        killer.join()
        seen = self._seen
        if sign == "crash":
            self.tablet.open_anew(processes)
        else:
            self.tablet.start_anew()
        self.tablet.unlock()
        self._stands()
        self._compare(tapped, max(0, seen - lost))
        return seen

    def _turn_into_a_record(self) -> None:
        """A pause writes what was tapped into the record and empties the journal; what is tapped next comes in the midst."""
        page = self.tablet.page
        page.get_by_role("button", name="Pause").click()
        page.get_by_role("dialog").get_by_role("button", name="Go on", exact=True).click()

    def _tap_on(self, places: dict[str, tuple[float, float]], tapped: list[str]) -> None:
        while True:
            for _ in range(self._chance.randint(1, MOST_AT_ONCE)):
                label = self._chance.choice(list(places))
                tapped.append(label)
                self.tablet.page.touchscreen.tap(*places[label])
            while self._seen < len(tapped):
                # The counting comes in while something is asked.
                self.tablet.page.evaluate("(count) => window.seenAll(count)", len(tapped))

    def _compare(self, tapped: list[str], at_least: int) -> None:
        """What is there must be the first so many of the taps, all that were seen among them."""
        there, last = self._counts(), self.tablet.page.locator(".pad-undo .pad-last").inner_text()
        for count in range(at_least, len(tapped) + 1):
            kept = self.kept + tapped[:count]
            newest = kept[-1] if kept else "nothing yet"
            if Counter(kept) == there and last.startswith(newest):
                self.kept = kept
                return
        was = f"{len(self.kept)} before, then {tapped}, of which {at_least} had been seen"
        raise Lost(f"tapped were {was}; there are {dict(there)}, the last of them {last}")

    # The glass --------------------------------------------------------------------------------------------

    def _watch(self, context: BrowserContext) -> None:
        context.expose_binding("presses", lambda _source, seen: self._note(seen))
        context.add_init_script(_WATCH)

    def _note(self, seen: int) -> None:
        self._seen = max(self._seen, seen)

    def _stands(self) -> None:
        expect(self.tablet.page.locator(CELLS)).to_have_count(11)
        # Asked where it took long to come back.
        watched = self.tablet.page.get_by_role("button", name="I kept watching")
        if watched.count() > 0:
            watched.click()

    def _places(self) -> dict[str, tuple[float, float]]:
        places = {}
        for cell in self._look():
            assert cell["place"] is not None, "a cell is not to be seen"
            places[_spoken(cell["label"])] = (cell["place"][0], cell["place"][1])
        return places

    def _counts(self) -> Counter[str]:
        return +Counter({_spoken(cell["label"]): int(cell["count"].split()[0]) for cell in self._look()})

    def _look(self) -> list[dict[str, Any]]:
        """Each cell: what it says, and where a finger comes down on it."""
        found: list[dict[str, Any]] = self.tablet.page.locator(CELLS).evaluate_all(_LOOK)
        return found


def _spoken(label: str) -> str:
    """A cell's label without what is heard behind it."""
    return label.strip().removesuffix(":").strip()
