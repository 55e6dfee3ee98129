"""A word typed into every field is found in clear nowhere: not at the server, not on the way, not in what a browser keeps.

It is typed with fingers into every box of the pages for writing, and saved by a device into every path of every form that can
hold text, whether a page shows it or not. Every page of the client's own table is opened with what was saved. The browser that
reads all of it is then locked and shut, and searched on the disk.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from demo.cast import PASSWORD
from schemas.authority import OWN_FORMS
from schemas.catalogue import CATALOGUE_VERSION, single_record
from schemas.field import FieldType, Leaf
from schemas.form import Form, paths
from schemas.forms import FORMS
from schemas.push import Push, push_payload
from sync.client.enrol import Arrival, LetIn, sign_in_new_device
from sync.client.exchange import exchange
from sync.client.opening import open_replica
from sync.client.replica import Replica
from sync.client.store import Store
from sync.client.transport import Transport
from sync.encoding import b64u, new_id
from sync.records import set_changes
from tests.browser.canary import SPELLINGS, WORD, found_below, found_in
from tests.browser.devices import DESK, TABLET, Device, device
from tests.browser.every_route import address, route_of, routes
from tests.browser.larkspur import Larkspur, larkspur
from tests.browser.pushing import switch_on, take_pushes, tell_when_due
from tests.server.push_service import PushService

pytestmark = pytest.mark.browser

HOLD_TEXT: Final = frozenset({FieldType.TEXT, FieldType.TEXTS, FieldType.NARRATIVE, FieldType.PHONE})
OURS: Final = frozenset({"_form", "_order"})
BESIDES: Final[dict[str, dict[str, Leaf]]] = {
    "visit": {"risk_level": "high"},
    "appointment": {"kind": "session", "status": "planned"},
}
"""What a page must know beside words to show a record."""

LEFT_OUT: Final = {
    "setAside": "nothing is set aside here; test_people_come_and_go.py opens it",
    "late": "nothing is handed in late here; tests/oracle/test_handed_in_late.py is about it",
    "watched": "nobody is out whom these two watch; test_a_visit_is_watched.py opens it",
}
"""Pages that are not opened here, and why."""

SHOWN_IN: Final = {
    "planFrom": "observation", "observePlanned": "appointment", "givePlanned": "appointment", "giveOn": "scale_self_esteem",
    "anotherDay": "appointment", "plan": "action_plan", "review": "action_plan", "scale": "scale_self_esteem",
    "together": "scale_self_esteem", "report": "observation", "risk": "visit", "safety": "visit_safety",
}  # fmt: skip
"""The form whose record a page is opened with; a session note where it takes any."""

NOTHING_THERE: Final = ("This is not on this tablet", "There is nothing here", "This was deleted")
"""What a page is headed by that has nothing to show."""

BOXES: Final = "main input[type=text]:not([inputmode=numeric]), main input[type=tel], main textarea"


@dataclass
class Written:
    """What was served, who typed and who read, and where the word was put on the way."""

    school: Larkspur
    folder: Path
    profiles: list[Path]
    cables: list[bytes]
    said: list[str]
    addresses: list[str]
    titles: list[str]
    typed: dict[str, int]
    not_there: list[str]
    thrown: list[str]
    backup: Path
    pushes: PushService


def filled(form: Form) -> dict[str, Leaf]:
    """A record of this form with the word in every path that can hold text."""
    values: dict[str, Leaf] = {"_form": form.name, "_version": form.version}
    row = b64u(new_id())
    for number, (path, field) in enumerate(paths(form)):
        if field.type in HOLD_TEXT and path.split("/")[-1] not in OURS:
            words = f"{WORD} {number}"
            values[path.replace("*", row)] = (words,) if field.type is FieldType.TEXTS else words
    return values


def now() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def opened(transport: Transport, words: str) -> Replica:
    """A device without a screen, let in."""
    let_in = LetIn.parse(words)
    arrival = Arrival(transport, Store(":memory:"), let_in.handle, PASSWORD, now, CATALOGUE_VERSION)
    identity = sign_in_new_device(arrival, let_in.school, let_in.genesis, let_in.code)
    replica = open_replica(arrival.store, identity, transport, clock=now, catalogue=CATALOGUE_VERSION)
    exchange(replica)
    return replica


def save_every_path(by: Replica, kinds: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Every form that lives in these kinds of vault, saved once in the first of each: by form, in which and as which record."""
    done = {}
    for form in FORMS:
        for kind in [kind for kind in kinds if kind in form.lives_in]:
            vault = next(key for key, found in by.vaults.items() if found.log.kind == kind and found.epoch is not None)
            record = single_record(form.name) if form.single else b64u(new_id())
            if form.name in OWN_FORMS:
                record = b64u(by.identity.member)
            by.save(vault, set_changes(by.state(vault), record, filled(form) | BESIDES.get(form.name, {})))
            done[form.name] = (b64u(vault), record)
    exchange(by)
    return done


def go(page: Page, path: str) -> None:
    """To another page without loading anew, as a link does."""
    page.evaluate(
        "path => { const a = document.createElement('a'); a.href = path; document.body.append(a); a.click(); a.remove(); }",
        path,
    )
    page.wait_for_url(f"**{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def type_everywhere(page: Page) -> int:
    """The word into every box of the page, with every fold opened and a row of everything; how many boxes."""
    open_folds = "() => document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
    page.evaluate(open_folds)
    for more in page.get_by_role("button", name="Add another").all():
        more.click()
    page.evaluate(open_folds)
    boxes = [box for box in page.locator(BOXES).all() if box.is_editable()]
    for number, box in enumerate(boxes):
        box.fill(f"{WORD} {number}")
    return len(boxes)


def save(page: Page) -> None:
    """Presses what saves the page: the filled button at its foot."""
    page.locator(".foot .button-filled").click()
    page.wait_for_timeout(300)


def write_as_mentor(device: Device, typed: dict[str, int]) -> None:
    """Every page for writing about a pupil; the first of them left half-typed, as when a tablet is put down."""
    page = device.page
    device.tab("Caseload")
    page.locator(".cases a[href^='/case/']").first.click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    case = page.url.rsplit("/", 1)[1]
    for name, path in {
        "details": f"/case/{case}/details",
        "plan": f"/case/{case}/plan",
        "session": f"/session/{case}",
        "appointment": f"/appointment/{case}",
        "drop_in": "/drop-in",
        "case": "/case-new",
        "observation": f"/observe/{case}",
    }.items():
        go(page, path)
        typed[name] = type_everywhere(page)
        if name != "observation":
            save(page)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="add a word").click()
    page.get_by_role("textbox", name="In a word or two").fill(WORD)
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="End", exact=True).click()
    typed["end"] = type_everywhere(page)
    save(page)


@pytest.fixture(scope="module")
def written(
    browser: Browser, chromium_path: Path, founded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Written]:
    """Everything typed and saved, read by a line manager, locked, shut, backed up."""
    folder = tmp_path_factory.mktemp("canary")
    typed: dict[str, int] = {}
    with ExitStack() as stack:
        pushes = stack.enter_context(PushService(b""))
        school = stack.enter_context(larkspur(folder, founded, BESIDE_PUSH_LOOPBACK="yes"))
        words = school.invitations()
        by_tamsin, by_ward = (
            opened(stack.enter_context(closing(Transport(f"http://127.0.0.1:{school.port}"))), words[name])
            for name in ("tamsin", "ward")
        )
        saved = save_every_path(by_tamsin, ("diary", "case")) | save_every_path(by_ward, ("team",))
        assert set(saved) == {form.name for form in FORMS}
        staff = {"member": b64u(by_ward.identity.member), "device": b64u(by_tamsin.identity.device.id)}
        words = school.fresh_invitations()
        with ExitStack() as browsers:
            people = [
                browsers.enter_context(device(browser.browser_type, chromium_path, folder / name, school.port, glass))
                for name, glass in (("sam", TABLET), ("ward", DESK))
            ]
            sam, ward = people
            addresses: list[str] = []
            titles: list[str] = []
            take_pushes(sam.context, pushes)
            for one, name in ((sam, "sam"), (ward, "ward")):
                one.page.on("framenavigated", lambda frame: addresses.append(frame.url))
                one.come_in(words[name])
            switch_on(sam.page, pushes)
            write_as_mentor(sam, typed)
            titles.append(sam.page.title())
            sam.fetch()
            ward.fetch()
            read_everything(ward.page)
            not_there = open_every_page(ward, saved, staff, titles)
            for one in people:
                go(one.page, "/more")
                one.page.get_by_role("button", name="Lock").click()
                expect(one.page.get_by_label("Password")).to_be_visible()
            open_every_entry(ward, titles)
        printed = school.beside("backup")
        backup = max((school.data / "backups").glob("*"), key=lambda path: path.stat().st_mtime)
        assert backup.name in printed
        yield Written(
            school, folder, [folder / "sam", folder / "ward"],
            [bytes(cable) for one in people for cable in (one.cable.up, one.cable.down)],
            [text for one in people for text in one.said], addresses, titles, typed, not_there,
            [said for one in people for said in one.complaints if said.startswith("thrown")], backup, pushes,
        )  # fmt: skip


def read_everything(page: Page) -> None:
    """The line manager looks at each case, and searches for the word."""
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Caseload").click()
    page.get_by_role("searchbox").fill(WORD)
    expect(page.get_by_text(WORD).first).to_be_visible()


def open_every_page(
    device: Device, saved: Mapping[str, tuple[str, str]], staff: Mapping[str, str], titles: list[str]
) -> list[str]:
    """Each page of somebody at work, with what was saved; which of them said that there is no such thing."""
    not_there = []
    for name, path in routes("app", "page").items():
        if name in LEFT_OUT:
            continue
        vault, record = saved[SHOWN_IN.get(name, "session")]
        ids = {"case": saved["case"][0], "vault": vault, "record": record, "form": "drop_in", **staff}
        go(device.page, address(path, ids | {"observation": record, "appointment": record}))
        # A page is drawn a moment after its address is there.
        device.page.wait_for_timeout(100)
        expect(device.page.locator(".lazy-coming")).to_have_count(0)
        if device.page.get_by_role("heading", level=1).inner_text() in NOTHING_THERE:
            not_there.append(name)
        titles.append(device.page.title())
    return not_there


def open_every_entry(device: Device, titles: list[str]) -> None:
    """Each page that is shown while the tablet is locked."""
    for path in routes("entry").values():
        device.page.goto(device.cable.origin + path)
        expect(device.page.get_by_role("heading", level=1)).to_be_visible()
        titles.append(device.page.title())


def test_every_page_was_opened_with_it_or_is_left_out_for_a_reason(written: Written) -> None:
    opened = {route_of(url, routes()) for url in written.addresses}
    assert set(routes()) - opened == set(LEFT_OUT)
    assert written.not_there == []
    assert written.thrown == []


def test_it_was_typed_into_every_page_for_writing(written: Written) -> None:
    assert {name for name, boxes in written.typed.items() if boxes == 0} == set()


def test_the_search_finds_it_in_each_spelling(tmp_path: Path) -> None:
    for number, (name, spelling) in enumerate(SPELLINGS):
        (tmp_path / f"{number}").write_bytes(b"\x00\x01" + spelling + b"\xff")
        assert found_in((tmp_path / f"{number}").read_bytes()), name
    assert len({one.split(":")[0] for one in found_below(tmp_path)}) == len(SPELLINGS)
    for before in range(3):
        assert found_in(base64.b64encode(b"abc"[:before] + WORD.encode() + b" and more"))


def test_the_search_finds_it_where_a_browser_and_a_cable_had_it_in_clear(
    written: Written, browser: Browser, chromium_path: Path, tmp_path: Path
) -> None:
    with device(browser.browser_type, chromium_path, tmp_path, written.school.port, DESK) as careless:
        careless.page.goto(careless.cable.origin)
        careless.page.evaluate("word => localStorage.setItem('kept', word)", WORD)
        careless.page.evaluate("word => fetch(`/api/health?${word}`)", WORD)
        carried = bytes(careless.cable.up)
    assert found_in(carried)
    assert found_below(tmp_path)


def test_the_server_has_it_nowhere(written: Written) -> None:
    written.school.kill()
    assert any(path.name.endswith("-wal") for path in written.school.data.rglob("*"))
    assert found_below(written.school.data) == []


def test_no_push_had_it(written: Written, tmp_path: Path) -> None:
    assert tell_when_due(written.school.data, tmp_path / "later") > 0
    assert {pushed.payload for pushed in written.pushes.taken} >= {
        push_payload(Push.REVIEW_DUE),
        push_payload(Push.APPOINTMENTS_TODAY),
    }
    for pushed in written.pushes.taken:
        assert found_in(pushed.payload) == []
        assert found_in(str(pushed.headers).encode() + pushed.body) == []


def test_the_server_s_log_and_backup_do_not_have_it(written: Written) -> None:
    assert written.school.log.stat().st_size > 0
    assert found_in(written.school.log.read_bytes()) == []
    assert found_in(written.backup.read_bytes()) == []


def test_nothing_that_went_through_the_cable_had_it(written: Written) -> None:
    for carried in written.cables:
        assert len(carried) > 10_000
        assert found_in(carried) == []


def test_no_address_title_or_console_had_it(written: Written) -> None:
    said = "\n".join([*written.addresses, *written.titles, *written.said])
    assert "/case/" in said
    assert found_in(said.encode()) == []


def test_a_locked_browser_does_not_have_it_on_the_disk(written: Written) -> None:
    for profile in written.profiles:
        assert found_below(profile) == []
