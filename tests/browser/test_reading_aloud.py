"""Reading the pupil's page aloud: by a voice of the tablet's own or not at all, piece by piece, with the piece marked.

This Chromium has no voice, so one is put in the platform's place; what it is given to say is the page's own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cupboard import Cupboard, first_page
from tests.browser.site import Site
from tests.browser.test_a_tablet_in_a_pupils_hands import Given, answer, begin

pytestmark = pytest.mark.browser

VOICES = """
globalThis.said = [];
const voices = [{ lang: 'fr-FR', localService: true }, { lang: 'en-GB', localService: LOCAL }];
speechSynthesis.getVoices = () => voices;
Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set(voice) { this.spokenBy = voice; } });
speechSynthesis.speak = (words) => {
  words.onstart();
  const marked = Array.from(document.querySelectorAll('[data-reading]'), (piece) => piece.textContent);
  said.push({ words: words.text, lang: words.spokenBy.lang, marked });
  globalThis.end = () => words.onend();
};
speechSynthesis.cancel = () => globalThis.end?.();
"""


def given(tablet: BrowserContext, site: Site, *, local: bool) -> Page:
    page = first_page(tablet)
    page.add_init_script(VOICES.replace("LOCAL", str(local).lower()))
    return Given(page, site).give()


@pytest.fixture
def tablet(cupboard: Cupboard) -> Iterator[BrowserContext]:
    """A tablet's browser."""
    with cupboard.lent(has_touch=True, reduced_motion="reduce") as tablet:
        yield tablet


@pytest.fixture
def page(tablet: BrowserContext, site: Site) -> Page:
    """A pupil's page on a tablet with an English voice of its own, at the first statement."""
    page = given(tablet, site, local=True)
    begin(page)
    return page


def read_all(page: Page) -> list[str]:
    """Everything that is said, to its end."""
    page.evaluate("said.length = 0")
    page.get_by_role("button", name="Read to me").click()
    while page.get_by_role("button", name="Stop reading").count():
        page.evaluate("end()")
    words: list[str] = page.evaluate("said.map(({ words }) => words.trim())")
    return words


def test_a_statement_is_read_and_then_the_question_that_is_open(page: Page) -> None:
    assert read_all(page) == [
        "Knowing when I have done my best",
        "There is no right answer. 10 is always the best place to be.",
        "Where am I now?",
    ]
    page.get_by_role("radiogroup", name="Where am I now?").get_by_role("radio").first.check(force=True)
    assert read_all(page)[-1] == "Where would I like to be?"


def test_what_is_read_is_marked_while_it_is_read(page: Page) -> None:
    page.get_by_role("button", name="Read to me").click()
    assert page.evaluate("said.map(({ marked }) => marked)") == [["Knowing when I have done my best"]]
    page.evaluate("end()")
    assert page.evaluate("said[1].marked") == ["There is no right answer. 10 is always the best place to be."]


def test_going_on_stops_the_reading_and_leaves_no_mark(page: Page) -> None:
    page.get_by_role("button", name="Read to me").click()
    answer(page, 3, 7)
    expect(page.get_by_role("button", name="Read to me")).to_be_visible()
    assert page.evaluate("said.length") == 1
    assert page.locator("[data-reading]").count() == 0


def test_only_a_voice_of_the_tablet_s_own_reads(page: Page) -> None:
    read_all(page)
    assert set(page.evaluate("said.map(({ lang }) => lang)")) == {"en-GB"}


def test_without_one_reading_is_not_offered(tablet: BrowserContext, site: Site) -> None:
    page = given(tablet, site, local=False)
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    assert page.get_by_role("button", name="Read to me").count() == 0
