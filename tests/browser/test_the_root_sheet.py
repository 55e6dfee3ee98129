"""When nobody is left who could let anybody in: the root sheet makes an administrator, and everybody sees it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from playwright.sync_api import Page, Route, expect

from sync.encoding import format_instant, new_id, unb64u
from sync.frames import encode_frames
from sync.keys import account_keys
from sync.school import School, sign_next
from sync.school_act import Genesis
from sync.school_entry import encode
from tests.browser.cupboard import Cupboard, first_page
from tests.browser.entering import PASSWORD, Entered, empty_school, expect_in, invite, more, send_now
from tests.browser.page_checks import found_by_axe
from tests.browser.school import PATIENCE_MS, tab

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, cupboard: Cupboard) -> Iterator[Entered]:
    """An empty school."""
    with empty_school(tmp_path_factory.mktemp("school"), cupboard) as found:
        yield found


@pytest.fixture(scope="module")
def jo(school: Entered) -> Page:
    """A colleague in a school whose administrator is about to be gone."""
    head = school.set_up()
    page = school.join(invite(head, "Jo Marsh", "colleague"), "Jo Marsh", "jo")
    send_now(head)
    send_now(page)
    return page


def at_the_sheet(school: Entered) -> Page:
    """A new tablet, led to the page of the root sheet, with everything but the words filled in."""
    page = first_page(school.tablet())
    page.goto(school.origin)
    page.get_by_role("link", name="I have forgotten my password").click()
    page.get_by_role("link", name="use the root sheet").click()
    page.get_by_label("Your name").fill("Dev Rao")
    page.get_by_label("Sign-in name").fill("dev")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    return page


def use(page: Page, words: list[str]) -> None:
    """Types the words and goes on."""
    page.get_by_label("The 24 words of the root sheet").fill(" ".join(words))
    page.get_by_role("button", name="Become administrator").click()


def begin_anew(school: bytes) -> bytes:
    """What a server answers that has put a school of its own making in the place of the real one: same id, other keys."""
    root, account = Ed25519PrivateKey.generate(), account_keys(os.urandom(32))
    recovery = X25519PrivateKey.generate().public_key().public_bytes_raw()
    act = Genesis(
        format_instant(1_795_000_000_000), root.public_key().public_bytes_raw(), recovery, new_id(),
        account.sign_public, account.seal_public,
    )  # fmt: skip
    return encode_frames({"school": 1, "vaults": []}, [encode(sign_next(School(school), act, root))])


@pytest.mark.usefixtures("jo")
def test_a_server_that_puts_another_school_in_its_place_is_not_believed(school: Entered) -> None:
    page = at_the_sheet(school)
    sent: list[str] = []

    def lie(route: Route) -> None:
        path = route.request.url.split("/api/schools/")[1]
        sent.append(path.split("/", 1)[1])
        answer = begin_anew(unb64u(path.split("/")[0]))
        route.fulfill(status=200, content_type="application/vnd.beside.frames", body=answer)

    page.route("**/api/schools/**", lie)
    use(page, school.sheets[1])
    expect(page.get_by_role("alert")).to_contain_text("of another school", timeout=PATIENCE_MS)
    # Nothing of the new account was shown to it.
    assert sent == ["join/start"]


@pytest.mark.usefixtures("jo")
def test_the_recovery_sheet_and_a_misspelt_word_appoint_nobody(school: Entered) -> None:
    page = at_the_sheet(school)
    assert found_by_axe(page) == []
    recovery, root = school.sheets
    use(page, recovery)
    expect(page.get_by_role("alert")).to_contain_text("of another school", timeout=PATIENCE_MS)
    use(page, [*root[:7], "smudged", *root[8:]])
    expect(page.get_by_role("alert")).to_contain_text("Word 8 is none that a sheet can have", timeout=PATIENCE_MS)


def test_the_root_sheet_makes_an_administrator_and_everybody_is_told(school: Entered, jo: Page) -> None:
    page = at_the_sheet(school)
    use(page, school.sheets[1])
    expect_in(page)
    more(page, "People")
    expect(page.get_by_role("list", name="In the school").get_by_role("listitem")).to_have_count(3)
    send_now(jo)
    tab(jo, "Today")
    expect(jo.get_by_text("became administrator with the root sheet")).to_be_visible(timeout=PATIENCE_MS)
    assert found_by_axe(jo) == []
    jo.get_by_role("link", name="Who came and went").click()
    expect(jo.get_by_text("Root sheet", exact=True)).to_be_visible()
    assert found_by_axe(jo) == []
