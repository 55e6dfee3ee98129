"""Where a browser lacks what Beside needs, a page says so with the remedy: each in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.cupboard import Cupboard, first_page
from tests.browser.entering import PASSWORD, Entered, empty_school, expect_in, fill_join, invite
from tests.browser.page_checks import found_by_axe
from tests.browser.school import PATIENCE_MS, unlock
from tests.conftest import BROWSER_FLAGS

pytestmark = pytest.mark.browser

REFUSED = """(() => {
  const refuse = () => { throw new DOMException('refused', 'SecurityError'); };
  IDBFactory.prototype.open = refuse;
  Object.defineProperty(window, 'localStorage', { get: refuse });
})()"""

NO_ROOM = """(() => {
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name, version) {
    if (name === 'beside-trial') return open.call(this, name, version);
    const asked = open.call(this, name, version);
    const stop = (event) => { event.stopImmediatePropagation(); };
    asked.addEventListener('upgradeneeded', stop, true);
    asked.addEventListener('success', (event) => {
      stop(event);
      Object.defineProperty(asked, 'error', { value: new DOMException('full', 'QuotaExceededError') });
      asked.dispatchEvent(new Event('error'));
    }, true);
    return asked;
  };
})()"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, cupboard: Cupboard) -> Iterator[Entered]:
    """A school of one, whose server has a name."""
    with empty_school(tmp_path_factory.mktemp("school"), cupboard) as found:
        found.set_up()
        yield found


def told(page: Page, title: str) -> None:
    """The page says this, and what to do, and can be used by everybody."""
    expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert found_by_axe(page) == []


@pytest.mark.parametrize(
    ("script", "title"),
    [
        ("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })", "This browser cannot seal"),
        ("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })", "This browser is too old"),
        (REFUSED, "Nothing can be kept on this device"),
        (NO_ROOM, "This device is full"),
    ],
    ids=["no crypto", "too old", "storage refused", "no room"],
)
def test_what_is_missing_is_said_with_its_remedy(school: Entered, script: str, title: str) -> None:
    page = first_page(school.tablet())
    page.add_init_script(script)
    page.goto(school.origin)
    told(page, title)


def test_an_address_without_https_is_said_to_be_not_secure(
    school: Entered, browser: Browser, engine_path: Path
) -> None:
    rules = "--host-resolver-rules=MAP beside.larkspur.test 127.0.0.1"
    other = browser.browser_type.launch(executable_path=engine_path, args=[*BROWSER_FLAGS, rules])
    try:
        page = other.new_page()
        page.goto(school.origin.replace("localhost", "beside.larkspur.test"))
        told(page, "This address is not secure")
    finally:
        other.close()


def opened_again(page: Page, title: str) -> None:
    """The page says that something did not come, and opens when it is asked to."""
    expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=PATIENCE_MS)
    assert found_by_axe(page) == []
    page.get_by_role("button", name="Open Beside again").click()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Page]:
    """On a tablet where every file comes over the line, for it has no service worker."""
    with browser.new_context(locale="en-GB", service_workers="block") as tablet:
        yield tablet.new_page()


def test_where_what_opens_it_did_not_come_the_tablet_says_so_and_opens_when_beside_is_opened_again(
    school: Entered, new_page: Page
) -> None:
    new_page.goto(invite(school.tablets[0].pages[0], "Sam Ortiz", "learning mentor"))
    fill_join(new_page, "Sam Ortiz", "sam")
    expect_in(new_page)
    new_page.route("**/assets/opened-*.js", lambda route: route.abort())
    new_page.reload()
    unlock(new_page, PASSWORD)
    # Whether it is missed at the door or behind it depends on what there was to be opened with it.
    at_the_door = new_page.get_by_text("A part of Beside has not come to this device yet. Connect it to the network")
    behind = new_page.get_by_role("heading", name="Beside would not open")
    expect(at_the_door.or_(behind)).to_be_visible(timeout=PATIENCE_MS)
    new_page.unroute("**/assets/opened-*.js")
    new_page.reload()
    unlock(new_page, PASSWORD)
    expect_in(new_page)


def test_a_page_that_did_not_come_has_the_places_to_go_to_and_comes_once_there_is_a_network(
    school: Entered, new_page: Page
) -> None:
    line = re.compile(r"/assets/casework-.*\.js|/assets/school-.*\.js")
    new_page.route(line, lambda route: route.abort())
    new_page.goto(invite(school.tablets[0].pages[0], "Ade Bola", "learning mentor"))
    fill_join(new_page, "Ade Bola", "ade")
    expect_in(new_page)
    new_page.context.set_offline(True)
    for place, name in (("More", "Settings"), ("Today", "Drop-in")):
        new_page.get_by_role("navigation", name="Places").get_by_role("link", name=place).click()
        new_page.get_by_role("link", name=name).first.click()
        expect(new_page.get_by_role("heading", name="This page has not come yet")).to_be_visible()
        assert found_by_axe(new_page) == []
    new_page.get_by_role("button", name="Try again").click()
    expect(new_page.get_by_text("The server cannot be reached.")).to_be_visible()
    new_page.get_by_role("navigation", name="Places").get_by_role("link", name="Today").click()
    expect_in(new_page)
    new_page.go_back()
    new_page.unroute(line)
    new_page.context.set_offline(False)
    new_page.get_by_role("button", name="Try again").click()
    unlock(new_page, PASSWORD)
    expect(new_page.get_by_role("combobox", name="Who")).to_be_visible(timeout=PATIENCE_MS)


def test_where_the_app_itself_did_not_come_the_page_says_so_and_opens_again_at_the_same_link(
    school: Entered, new_page: Page
) -> None:
    new_page.route("**/assets/index-*.js", lambda route: route.abort(), times=1)
    new_page.goto(invite(school.tablets[0].pages[0], "Kit Lowe", "learning mentor"))
    # A style sheet shows it after a while: time goes quicker for it.
    tools = new_page.context.new_cdp_session(new_page)
    tools.send("Animation.enable")
    tools.send("Animation.setPlaybackRate", {"playbackRate": 1000})
    opened_again(new_page, "Beside has not opened yet")
    fill_join(new_page, "Kit Lowe", "kit")
    expect_in(new_page)


def test_a_browser_that_erased_what_it_kept_is_told_what_is_safe_and_what_is_not(school: Entered) -> None:
    head = school.tablets[0].pages[0]
    session = head.context.new_cdp_session(head)
    head.goto(f"{school.origin}/manifest/manifest.webmanifest")
    session.send(
        "Storage.clearDataForOrigin", {"origin": school.origin, "storageTypes": "indexeddb,local_storage,cache_storage"}
    )
    head.goto(school.origin)
    expect(head.get_by_text("This browser has erased what was kept here")).to_be_visible(timeout=PATIENCE_MS)
    expect(head.get_by_text("head was at work here")).to_be_visible()
    assert found_by_axe(head) == []
    # Somebody else's browser is told nothing of the kind.
    other = first_page(school.tablet())
    other.goto(school.origin)
    expect(other.get_by_text("Larkspur Hill")).to_be_visible(timeout=PATIENCE_MS)
    expect(other.get_by_text("erased what was kept")).to_have_count(0)
    # Of what was erased the app's own files were a part: nobody can begin with this tablet again.
    head.context.close()
