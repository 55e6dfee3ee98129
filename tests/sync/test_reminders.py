"""When a reminder may come, its row, and the safety notes of a visit are those of the vectors."""

import json
from pathlib import Path
from typing import Any

import pytest

from sync.encoding import ID_SIZE, Malformed, b64u, format_instant, parse_instant
from sync.keys import DeviceKey, key_id
from sync.merge import State, apply
from sync.op import OpBody
from sync.records import Record, set_changes, view
from sync.reminder import (
    Kind,
    Place,
    Terms,
    parse_reminder,
    reminder_id,
    sign_reminder,
    verify_reminder,
    wanted,
)
from sync.safety_note import open_note, parse_note, seal_note, verify_note
from sync.school_days import (
    Calendar,
    Window,
    appointment_windows,
    calendar_of,
    is_day,
    is_school_day,
    is_zone,
    local_day,
    local_instant,
    review_windows,
    yet_to_come,
)
from tests.sync.formats import Case, raw, refusal, signer, x25519

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "reminders.json").read_text(encoding="utf-8")
)
RECORD = "cmVjb3JkIG9mIHRlc3RzIQ"


def each(group: str) -> pytest.MarkDecorator:
    """One test a case of the group, named for it."""
    cases = VECTORS[group]
    names = [case.get("name") if isinstance(case, dict) else None for case in cases]
    return pytest.mark.parametrize("case", cases, ids=[name or str(place) for place, name in enumerate(names)])


def calendar(case: Case) -> Calendar:
    hours = {weekday: tuple(found) for weekday, found in enumerate(case["hours"]) if found}
    return Calendar(case["zone"], tuple(map(tuple, case["terms"])), tuple(map(tuple, case["closed"])), hours)


def windows(case: Case) -> tuple[Window, ...]:
    return tuple(Window(parse_instant(start), parse_instant(end)) for start, end in case["windows"])


def record(fields: Case, name: str = RECORD) -> Record | None:
    """A record that holds these fields."""
    if fields is None:
        return None
    state = State()
    body = OpBody(format_instant(0), None, 1, set_changes(state, name, fields))
    apply(state, "ZGV2aWNlIG9mIHRlc3RzIQ", 1, body)
    return view(state, name)


@each("local_instants")
def test_a_time_of_day_is_a_moment_of_its_zone(case: Case) -> None:
    zone, day, at, expected = case
    assert local_instant(zone, day, at) == parse_instant(expected)


@each("local_days")
def test_a_moment_lies_on_a_day_of_its_zone(case: Case) -> None:
    zone, at, expected = case
    assert local_day(zone, parse_instant(at)) == expected


@each("days")
def test_a_day_is_known_from_what_is_none(case: Case) -> None:
    assert is_day(case[0]) is case[1]


@each("zones")
def test_a_zone_is_known_from_what_is_none(case: Case) -> None:
    assert is_zone(case[0]) is case[1]


@each("school_days")
def test_a_school_works_in_its_terms_on_its_weekdays(case: Case) -> None:
    assert is_school_day(calendar(case["calendar"]), case["day"]) is case["works"]


@each("review_windows")
def test_a_review_is_announced_the_school_day_before(case: Case) -> None:
    assert review_windows(calendar(case["calendar"]), case["day"]) == windows(case)


@each("appointment_windows")
def test_an_appointment_is_announced_in_the_morning(case: Case) -> None:
    assert appointment_windows(calendar(case["calendar"]), parse_instant(case["starts"])) == windows(case)


@each("calendars")
def test_a_calendar_is_read_from_its_record(case: Case) -> None:
    found, expected = calendar_of(record(case["fields"])), calendar(case["calendar"])
    assert (found.zone, found.terms, found.closed) == (expected.zone, expected.terms, expected.closed)
    assert dict(found.hours) == dict(expected.hours)


def test_who_writes_something_down_now_is_not_told_of_it_at_once() -> None:
    before, now, later = Window(10, 20), Window(30, 40), Window(50, 60)
    assert yet_to_come((before, now, later), 30) == (later,)


@each("wanted")
def test_a_record_asks_for_its_reminder(case: Case) -> None:
    found = record(case["fields"])
    assert found is not None
    beside = [record(fields, b64u(bytes([place]) * ID_SIZE)) for place, fields in enumerate(case["beside"])]
    others = [other for other in beside if other is not None]
    asked = wanted(found, calendar(case["calendar"]), bytes.fromhex(case["author"]), others)
    if case["kind"] is None:
        assert asked is None
        return
    assert asked is not None
    assert asked.kind is Kind[case["kind"].upper()]
    assert (asked.to, asked.windows) == (tuple(map(bytes.fromhex, case["to"])), windows(case))


@each("reminder_ids")
def test_every_device_gives_a_reminder_the_same_id(case: Case) -> None:
    first_key, school, vault, found, expected = raw(case, "first_key", "school", "vault", "record", "id")
    assert reminder_id(first_key, (school, vault), found, Kind[case["kind"].upper()]) == expected


def terms_of(case: Case) -> Terms:
    school, vault, reminder, op = raw(case, "school", "vault", "id", "op")
    to, found = tuple(map(bytes.fromhex, case["to"])), tuple(Window(*window) for window in case["windows"])
    return Terms(Kind[case["kind"].upper()], Place(school, vault, reminder), op, to, found)


@each("reminders")
def test_a_reminder_is_signed_and_read(case: Case) -> None:
    device, public, data = raw(case, "device", "public", "data")
    found = parse_reminder(data)
    assert (found.terms, found.device) == (terms_of(case), device)
    assert found.terms.cancels is (not case["windows"])
    assert verify_reminder(found, public)
    assert sign_reminder(terms_of(case), DeviceKey(device, signer(case))) == found


@each("reminders_bad")
def test_a_malformed_reminder_is_refused(case: Case) -> None:
    assert refusal(lambda: parse_reminder(bytes.fromhex(case["data"]))) == case["code"]


@each("reminder_signatures_bad")
def test_a_changed_reminder_does_not_verify(case: Case) -> None:
    data, public = raw(case, "data", "public")
    assert not verify_reminder(parse_reminder(data), public)


def test_a_reminder_that_a_reader_would_refuse_is_not_signed() -> None:
    case = VECTORS["reminders"][0]
    device, good = DeviceKey(bytes(16), signer(case)), terms_of(case)
    window = (Window(1, 2),)
    wrongs = [
        Terms(good.kind, good.place, b"op", good.to, good.windows), Terms(good.kind, good.place, good.op, (b"x",), window),
        Terms(good.kind, good.place, good.op, good.to, ()), Terms(good.kind, good.place, good.op, (), window),
        Terms(good.kind, good.place, good.op, good.to, (Window(2, 2),)),
        Terms(good.kind, good.place, good.op, good.to, (Window(-1, 2),)),
        Terms(good.kind, good.place, good.op, good.to, (Window(1, 2**53),)),
    ]  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(Malformed):
            sign_reminder(wrong, device)


def test_the_push_of_a_reminder_has_its_name() -> None:
    assert [kind.push.wire for kind in Kind] == ["review_due", "appointments_today"]


@each("safety_notes")
def test_a_safety_note_opens_for_its_recipient(case: Case) -> None:
    school, visit, recipient, device, data, public, content = raw(
        case, "school", "visit", "recipient", "device", "data", "public", "content"
    )
    private, found = x25519(case["private"]), parse_note(data)
    assert (found.school, found.visit, found.recipient, found.device) == (school, visit, recipient, device)
    assert verify_note(found, public)
    assert open_note(found, private) == content
    own = private.public_key().public_bytes_raw()
    made = seal_note(school, visit, own, content, DeviceKey(device, signer(case)))
    assert (parse_note(made.data), key_id(own)) == (made, recipient)
    assert verify_note(made, public)
    assert open_note(made, private) == content


@each("safety_notes_bad")
def test_a_false_safety_note_is_refused(case: Case) -> None:
    data, public = raw(case, "data", "public")
    if case["code"] == "bad_signature":
        assert not verify_note(parse_note(data), public)
    else:
        assert refusal(lambda: open_note(parse_note(data), x25519(case["private"]))) == case["code"]


def test_a_safety_note_of_more_than_a_page_is_not_sealed() -> None:
    case = VECTORS["safety_notes"][0]
    school, visit, device = raw(case, "school", "visit", "device")
    own = x25519(case["private"]).public_key().public_bytes_raw()
    key = DeviceKey(device, signer(case))
    assert refusal(lambda: seal_note(school, visit, own, bytes(17_000), key)) == "too_large"
    assert refusal(lambda: seal_note(school, b"", own, b"{}", key)) == "malformed"
