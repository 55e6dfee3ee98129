"""The thin thread, and how people come in and go: the browser's engine against a real server, without screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.thread import PASSWORD, Tablet, build, tablets
from tests.once import once
from tests.server.forked import ForkedServer

pytestmark = pytest.mark.browser

NEW_PASSWORD = "four other words of it"
_counted = count(1)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "thread", build)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> ForkedServer:
    return ForkedServer(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="module")
def token(server: ForkedServer) -> Iterator[str]:
    """What sets up the school of the server, which runs."""
    token = server.beside("init").split("Set-up code: ")[1].split()[0]
    with server:
        yield token


@pytest.fixture(scope="module")
def ann(browser: Browser, server: ForkedServer, built: Path, token: str) -> Iterator[Tablet]:
    """The first administrator, who is a line manager too: of everybody's mentors."""
    with tablets(browser, f"http://localhost:{server.port}", built) as open_tablet:
        ann = open_tablet()
        assert ann.ask("setUp", token, "ann", PASSWORD) == 48, "words on two sheets"
        ann.ask("setRoles", ["administrator", "line_manager"])
        yield ann


@pytest.fixture
def open_tablet(browser: Browser, server: ForkedServer, built: Path) -> Iterator[Callable[[], Tablet]]:
    with tablets(browser, f"http://localhost:{server.port}", built) as open_tablet:
        yield open_tablet


@pytest.fixture
def handle() -> str:
    """What this test's mentor signs in as."""
    return f"sam-{next(_counted)}"


@pytest.fixture
def sam(open_tablet: Callable[[], Tablet], ann: Tablet, handle: str) -> Tablet:
    """A mentor whom Ann manages, joined by her invitation."""
    sam = open_tablet()
    sam.ask("join", ann.ask("invite", ["mentor"], {"manager": ann.ask("me")}), handle, PASSWORD)
    return sam


def test_ticks_saved_offline_reach_the_other_tablet_and_the_author_hears_that_they_did(
    ann: Tablet, sam: Tablet, handle: str
) -> None:
    with sam.offline():
        sam.ask("note", "case", "Began.")
        observation = sam.ask("observe", 40)
        assert sam.ask("where", observation) == ["tablet", 0]
        sam.start()
        sam.ask("unlock", handle, PASSWORD)
        assert sam.ask("read") == {"notes": ["Began."], "ticks": 40}, "after a restart without a network"
    sam.exchange()
    assert sam.ask("where", observation) == ["sent", 0]
    ann.exchange()
    assert ann.ask("read", sam.ask("theCase")) == {"notes": ["Began."], "ticks": 40}
    sam.exchange()
    assert sam.ask("where", observation) == ["received", 1]
    assert sam.ask("standing")["trouble"] is None


def test_what_a_tap_wrote_outlives_the_page_that_was_killed(sam: Tablet, handle: str) -> None:
    sam.ask("note", "case", "Began.")
    sam.ask("draft", "half a sentence")
    sam.start()
    sam.ask("unlock", handle, PASSWORD)
    assert sam.ask("drafted") == {"text": "half a sentence"}


def test_a_second_member_on_the_same_tablet_carries_what_the_first_had_not_sent(
    ann: Tablet, sam: Tablet, handle: str
) -> None:
    invitation = ann.ask("invite", ["mentor"], {"manager": ann.ask("me")})
    with sam.offline():
        sam.ask("note", "case", "Not sent yet.")
        case = sam.ask("theCase")
        sam.ask("lock")
        assert sam.ask("standing")["known"] == [[handle, 3, False]]
    sam.ask("join", invitation, "kit", PASSWORD)
    sam.exchange()
    assert {name: unsent for name, unsent, _ in sam.ask("standing")["known"]}[handle] in (0, 3)
    ann.exchange()
    assert ann.ask("read", case)["notes"] == ["Not sent yet."]
    assert sam.ask("read")["notes"] == [], "nothing of Sam's is Kit's to read"
    sam.ask("lock")
    sam.ask("unlock", handle, PASSWORD)
    sam.exchange()
    assert sam.ask("read")["notes"] == ["Not sent yet."]
    assert sam.ask("standing")["unsent"] == 0


def test_a_locked_tablet_sends_what_it_has_and_reads_it_again_when_it_is_opened(
    ann: Tablet, sam: Tablet, handle: str
) -> None:
    with sam.offline():
        sam.ask("note", "case", "Locked away.")
        case = sam.ask("theCase")
        sam.ask("lock")
    sam.exchange()
    assert sam.ask("standing")["stage"] == "locked"
    assert sam.ask("standing")["unsent"] == 0
    ann.exchange()
    assert ann.ask("read", case)["notes"] == ["Locked away."]
    with sam.offline():
        sam.ask("unlock", handle, PASSWORD)
        assert sam.ask("read")["notes"] == ["Locked away."]


def test_a_new_tablet_is_let_in_by_a_code_and_reads_everything(open_tablet: Callable[[], Tablet], sam: Tablet) -> None:
    sam.ask("note", "case", "On the old tablet.")
    sam.exchange()
    new = open_tablet()
    new.ask("letIn", sam.ask("nextDevice"), PASSWORD)
    new.exchange()
    assert new.ask("read")["notes"] == ["On the old tablet."]


def test_a_password_changed_on_one_tablet_is_asked_for_on_the_other(
    open_tablet: Callable[[], Tablet], sam: Tablet, handle: str
) -> None:
    new = open_tablet()
    new.ask("letIn", sam.ask("nextDevice"), PASSWORD)
    sam.ask("changePassword", PASSWORD, NEW_PASSWORD)
    new.start()
    new.ask("unlock", handle, PASSWORD)
    new.ask("note", "case", "Written under the old one.")
    new.exchange()
    assert new.ask("standing")["trouble"] == "password_changed"
    new.ask("signInWith", NEW_PASSWORD)
    new.exchange()
    assert new.ask("standing")["trouble"] is None
    new.start()
    new.ask("unlock", handle, NEW_PASSWORD)
    sam.exchange()
    assert sam.ask("read")["notes"] == ["Written under the old one."]


def test_a_forgotten_password_is_renewed_by_an_administrator_and_nothing_is_gone(
    open_tablet: Callable[[], Tablet], ann: Tablet, sam: Tablet, handle: str
) -> None:
    sam.ask("note", "case", "Before it was forgotten.")
    sam.exchange()
    ann.exchange()
    renewal = ann.ask("invite", ["mentor"], {"member": sam.ask("me")})
    sam.ask("lock")
    sam.ask("join", renewal, handle, NEW_PASSWORD)
    sam.exchange()
    ann.exchange()
    sam.exchange()
    assert sam.ask("read")["notes"] == ["Before it was forgotten."]


def test_a_touch_opens_where_a_passkey_gives_a_key(sam: Tablet, handle: str) -> None:
    protocol = sam.context.new_cdp_session(sam.page)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "hasPrf": True,
    }  # fmt: skip
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sam.ask("note", "case", "Behind a touch.")
    sam.ask("addPasskey")
    sam.ask("lock")
    assert [passkey for _, _, passkey in sam.ask("standing")["known"]] == [True]
    sam.ask("touch", handle)
    assert sam.ask("read")["notes"] == ["Behind a touch."]


def test_a_tablet_that_is_locked_out_hands_in_what_it_had_not_sent(ann: Tablet, sam: Tablet) -> None:
    sam.ask("note", "case", "Sent in time.")
    sam.exchange()
    ann.exchange()
    mine = sam.ask("me")
    (device,) = [device for device, member in ann.ask("devices") if member == mine]
    with sam.offline():
        sam.ask("note", "case", "Too late.")
        ann.ask("lockOut", device)
    sam.exchange()
    standing = sam.ask("standing")
    assert (standing["trouble"], standing["unsent"], standing["aside"]) == ("revoked_device", 0, ["revoked_device"])


def test_a_tablet_that_was_signed_out_is_locked_out_by_its_own_word(
    open_tablet: Callable[[], Tablet], ann: Tablet, sam: Tablet
) -> None:
    new = open_tablet()
    new.ask("letIn", sam.ask("nextDevice"), PASSWORD)
    sam.exchange()
    mine = sam.ask("me")
    before = {device for device, member in sam.ask("devices") if member == mine}
    assert new.ask("signOut") is True
    sam.exchange()
    ann.exchange()
    assert len(before) == 2
    assert len(set(sam.ask("lockedOut")) & before) == 1
    assert sam.ask("standing")["trouble"] is None
    assert set(ann.ask("lockedOut")) == set(sam.ask("lockedOut"))
