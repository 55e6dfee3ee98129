"""What is put into `localStorage` says nothing to whoever copies it, and nothing that another puts there passes for a tap."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.canary import WORD, found_in
from tests.browser.cupboard import USUAL
from tests.browser.kept import wait_until_half_written
from tests.browser.school import PATIENCE_MS, let_in, unlock
from tests.browser.site import wait_until

pytestmark = pytest.mark.browser

# What was put there is taken out again within milliseconds, so it is noted as it comes.
_NOTE: Final = """(() => {
  const put = Storage.prototype.setItem;
  window.everPut = [];
  Storage.prototype.setItem = function noted(name, value) {
    window.everPut.push([name, value]);
    put.call(this, name, value);
  };
})()"""
LEAST_BYTES: Final = 12 + 16
"""A nonce and a tag: a row with nothing in it."""
LEFT_OUT: Final = "Something of this observation was damaged on this tablet"


@dataclass(frozen=True)
class Observed:
    """A tablet on which an observation was begun and tapped, and what its page had put into the browser's storage by then."""

    page: Page
    taps: dict[str, str]
    forms: dict[str, str]
    everything: bytes


@pytest.fixture(scope="module")
def observed(browser: Browser, links: dict[str, str]) -> Iterator[Observed]:
    """On a tablet that was never used: the script cannot be taken off again."""
    tablet = browser.new_context(**USUAL)
    tablet.set_default_timeout(PATIENCE_MS)
    tablet.add_init_script(_NOTE)
    page = let_in(tablet, links["sam"])
    observe(page, 0, 3)
    everything = page.evaluate("JSON.stringify([everPut, { ...localStorage }])").encode()
    yield Observed(page, ever_put(page, "journal"), ever_put(page, "draft"), everything)
    tablet.close()


def ever_put(page: Page, what: str) -> dict[str, str]:
    """Every row of this kind that this page has put into the browser's storage, by its name."""
    return {name: value for name, value in cast("list[list[str]]", page.evaluate("everPut")) if f"/air/{what}/" in name}


def sealed(value: str) -> bytes:
    """The bytes of a row."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


def spelled(row: bytes) -> str:
    """A row as it is put there."""
    return base64.urlsafe_b64encode(row).rstrip(b"=").decode()


def shouts(page: Page) -> Locator:
    return page.locator("button.pad-concern", has_text="Shouts out")


def elsewhere(page: Page, path: str) -> None:
    """To a path of this origin, by loading it."""
    page.goto(page.evaluate("location.origin") + path)


def observe(page: Page, nth: int, taps: int) -> str:
    """Begins an observation of a pupil, with so many taps on one cell; its address."""
    page.get_by_role("link", name="Observe").first.click()
    page.locator(".kinds a").nth(nth).click()
    page.get_by_role("textbox", name="Subject").fill(f"{WORD} {nth}")
    # What is typed before a form has its key goes into the database alone, what comes after is put there too.
    wait_until_half_written(page)
    page.get_by_role("textbox", name="Teacher").fill(f"{WORD} {nth}")
    wait_until(page, "everPut.some(([name]) => name.includes('/air/draft/'))")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(shouts(page)).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="add a word").click()
    page.get_by_role("textbox", name="In a word or two").fill(f"{WORD} aloud")
    page.get_by_role("button", name="Keep").click()
    for _ in range(taps):
        shouts(page).click()
    expect(shouts(page)).to_contain_text(f"{taps} in all")
    return page.url


def test_what_is_put_there_says_nothing_of_what_was_tapped_or_typed(observed: Observed) -> None:
    assert len(observed.taps) >= 1, "taps were put there"
    assert len(observed.forms) >= 1, "what was typed was put there"
    assert all(len(sealed(value)) > LEAST_BYTES for value in [*observed.taps.values(), *observed.forms.values()])
    assert found_in(observed.everything) == []
    assert b"shouts" not in observed.everything.lower()


def test_what_was_changed_or_is_of_another_observation_is_left_out_and_that_is_said(observed: Observed) -> None:
    page, others = observed.page, observed.taps
    elsewhere(page, "/")
    unlock(page)
    address = observe(page, 1, 2)
    name, value = next(iter(ever_put(page, "journal").items()))
    elsewhere(page, "/api/server")
    changed = bytearray(sealed(value))
    changed[5] ^= 1
    false = [spelled(bytes(changed)), *others.values(), spelled(bytes(LEAST_BYTES * 2)), "no row at all"]
    for number, row in enumerate(false):
        place = f"{name.rsplit('/', 2)[0]}/false/{number}"
        page.evaluate("([place, row]) => { localStorage.setItem(place, row); }", [place, row])
    page.goto(address)
    unlock(page)
    expect(page.get_by_text(LEFT_OUT)).to_be_visible(timeout=PATIENCE_MS)
    expect(shouts(page)).to_contain_text("2 in all")
    expect(page.get_by_role("button", name=f"{WORD} aloud")).to_be_visible()
