"""Writes tests/vectors/reminders.json: when a reminder may come, its row, and safety notes, good and bad.

    python -m tests.vectors.make_reminders [--check]

Moments are written by hand, as they stand on a wall clock with its offset; rows and notes are worked out without `sync`. What is
sealed to a public key has a fixed ephemeral key. Bytes are hex, `code` is how a reader refuses. A calendar's `hours` are by
weekday, Monday first; `fields` are what a record holds, by path within the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.vectors.people_of_formats import (
    DEVICE,
    DEVICE_PUBLIC,
    DEVICE_SEED,
    EPOCH_KEY,
    MEMBER,
    OTHER_MEMBER,
    OTHER_SCHOOL,
    OTHER_SEAL,
    OTHER_VAULT,
    RECORD,
    SCHOOL,
    SEAL,
    VAULT,
    key_id,
)
from tests.vectors.primitives import b64, fixed, hkdf, hpke, number, padded, sha, sign, x25519
from tests.vectors.vector_file import write_or_check

Json = Any
OP, VISIT, OTHER_VISIT = fixed("op of a reminder"), fixed("visit"), fixed("other visit")
MONDAY_TO_FRIDAY = [["08:00", "16:00"]] * 5 + [None, None]
PLAIN: Json = {"zone": "Europe/London", "terms": [], "closed": [], "hours": MONDAY_TO_FRIDAY}
AUTUMN: Json = PLAIN | {
    "terms": [["2026-09-02", "2026-12-18"], ["2027-01-04", "2027-03-26"]],
    "closed": [["2026-10-26", "2026-10-30"], ["2026-11-23", "2026-11-23"]],
}
LATE_ON_WEDNESDAY: Json = PLAIN | {"hours": [["08:00", "16:00"]] * 2 + [["09:30", "18:15"]] + [None] * 4}


# When --------------------------------------------------------------------------------------------------------


def local_instants() -> Iterator[Json]:
    """Zone, day, time of day, and the moment; around the changes of the clocks."""
    yield ["Europe/London", "2026-11-23", "08:00", "2026-11-23T08:00:00.000+00:00"]
    yield ["Europe/London", "2026-07-01", "08:00", "2026-07-01T08:00:00.000+01:00"]
    yield ["Europe/London", "2027-03-28", "00:59", "2027-03-28T00:59:00.000+00:00"]
    yield ["Europe/London", "2027-03-28", "01:00", "2027-03-28T01:00:00.000+00:00"]
    yield ["Europe/London", "2027-03-28", "01:30", "2027-03-28T01:30:00.000+00:00"]
    yield ["Europe/London", "2027-03-28", "02:00", "2027-03-28T02:00:00.000+01:00"]
    yield ["Europe/London", "2027-03-28", "08:00", "2027-03-28T08:00:00.000+01:00"]
    yield ["Europe/London", "2026-10-25", "00:30", "2026-10-25T00:30:00.000+01:00"]
    yield ["Europe/London", "2026-10-25", "01:30", "2026-10-25T01:30:00.000+01:00"]
    yield ["Europe/London", "2026-10-25", "02:00", "2026-10-25T02:00:00.000+00:00"]
    yield ["America/New_York", "2027-03-14", "02:30", "2027-03-14T02:30:00.000-05:00"]
    yield ["America/New_York", "2026-11-01", "01:59", "2026-11-01T01:59:00.000-04:00"]
    yield ["Australia/Lord_Howe", "2027-04-04", "01:45", "2027-04-04T01:45:00.000+11:00"]
    yield ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:15:00.000+10:30"]
    yield ["Asia/Kolkata", "2026-11-23", "23:59", "2026-11-23T23:59:00.000+05:30"]
    yield ["Pacific/Kiritimati", "2026-12-31", "00:00", "2026-12-31T00:00:00.000+14:00"]
    yield ["UTC", "1970-01-01", "00:00", "1970-01-01T00:00:00.000+00:00"]


def local_days() -> Iterator[Json]:
    """Zone, moment, and the day there."""
    yield ["Europe/London", "2026-07-01T23:30:00.000+00:00", "2026-07-02"]
    yield ["Europe/London", "2026-12-01T23:30:00.000+00:00", "2026-12-01"]
    yield ["America/New_York", "2026-12-01T04:59:59.999+00:00", "2026-11-30"]
    yield ["Pacific/Kiritimati", "2026-12-01T10:00:00.000+00:00", "2026-12-02"]
    yield ["UTC", "1969-12-31T23:59:59.999+00:00", "1969-12-31"]


def days() -> Iterator[Json]:
    """Text, and whether it is a day."""
    for text in ("2026-11-23", "2028-02-29", "1970-01-01", "9998-12-31"):
        yield [text, True]
    for text in ("", "2026-11-31", "2027-02-29", "2026-13-01", "2026-1-1", "26-11-23", "2026-11-23T00:00", "1969-12-31",
                 "9999-01-01", " 2026-11-23", "2026-11-23\n", "２０２６-11-23"):  # fmt: skip
        yield [text, False]


def zones() -> Iterator[Json]:
    """A name, and whether it is a zone."""
    for name in ("Europe/London", "UTC", "America/Argentina/Buenos_Aires"):
        yield [name, True]
    for name in ("", "Nowhere/Land", "../etc", "Europe", "Europe/London\n"):
        yield [name, False]


def school_days() -> Iterator[Json]:
    """A calendar, a day, and whether the school works on it."""
    for calendar, day, works in (
        (PLAIN, "2026-11-20", True), (PLAIN, "2026-11-21", False), (PLAIN, "2026-11-22", False), (PLAIN, "2026-08-12", True),
        (AUTUMN, "2026-09-01", False), (AUTUMN, "2026-09-02", True), (AUTUMN, "2026-10-23", True),
        (AUTUMN, "2026-10-26", False), (AUTUMN, "2026-10-30", False), (AUTUMN, "2026-11-23", False),
        (AUTUMN, "2026-11-24", True), (AUTUMN, "2026-12-18", True), (AUTUMN, "2026-12-21", False), (AUTUMN, "2026-12-19", False),
        (LATE_ON_WEDNESDAY, "2026-11-25", True), (LATE_ON_WEDNESDAY, "2026-11-26", False),
    ):  # fmt: skip
        yield {"calendar": calendar, "day": day, "works": works}


def review_windows() -> Iterator[Json]:
    """When it is said that a review falls due on `day`."""

    def case(name: str, calendar: Json, day: str, *windows: list[str]) -> Json:
        return {"name": name, "calendar": calendar, "day": day, "windows": list(windows)}

    def hours(day: str, offset: str = "+00:00", start: str = "08:00", end: str = "16:00") -> list[str]:
        return [f"{day}T{start}:00.000{offset}", f"{day}T{end}:00.000{offset}"]

    yield case("the day before", PLAIN, "2026-12-09", hours("2026-12-08"), hours("2026-12-09"))
    yield case("of a Monday on Friday", PLAIN, "2026-12-07", hours("2026-12-04"), hours("2026-12-07"))
    yield case("of a Saturday on Friday, else on Monday", PLAIN, "2026-12-05", hours("2026-12-04"), hours("2026-12-07"))
    yield case("after a closed day", AUTUMN, "2026-11-24", hours("2026-11-20"), hours("2026-11-24"))
    yield case(
        "across half term", AUTUMN, "2026-11-02", hours("2026-10-23", "+01:00"), hours("2026-11-02")
    )  # the clocks went back between the two
    yield case("across the spring change", PLAIN, "2027-03-29", hours("2027-03-26"), hours("2027-03-29", "+01:00"))
    yield case("in the holidays", AUTUMN, "2026-12-25", hours("2026-12-18"), hours("2027-01-04"))
    yield case("deep in the summer", AUTUMN, "2026-08-12", hours("2026-09-02", "+01:00"))
    yield case("after the last term", AUTUMN, "2027-06-01")
    yield case("where hours differ", LATE_ON_WEDNESDAY, "2026-11-27", hours("2026-11-25", start="09:30", end="18:15"),
               hours("2026-11-30"))  # fmt: skip
    yield case("at the end of all days", PLAIN, "9998-12-31", hours("9998-12-30"), hours("9998-12-31"))


def appointment_windows() -> Iterator[Json]:
    """When it is said that there is an appointment at `starts`."""

    def case(name: str, calendar: Json, starts: str, *windows: list[str]) -> Json:
        return {"name": name, "calendar": calendar, "starts": starts, "windows": list(windows)}

    morning, summer = "2026-12-09T08:00:00.000+00:00", "2026-07-01T08:00:00.000+01:00"
    yield case("from the morning until it starts", PLAIN, "2026-12-09T11:00:00.000+00:00",
               [morning, "2026-12-09T11:00:00.000+00:00"])  # fmt: skip
    yield case("in the evening, until the working day ends", PLAIN, "2026-12-09T18:30:00.000+00:00",
               [morning, "2026-12-09T16:00:00.000+00:00"])  # fmt: skip
    yield case("in summer time", PLAIN, "2026-07-01T09:00:00.000+01:00", [summer, "2026-07-01T09:00:00.000+01:00"])
    yield case("before the working day", PLAIN, "2026-12-09T07:30:00.000+00:00")
    yield case("as the working day begins", PLAIN, morning)
    yield case("on a Saturday", PLAIN, "2026-12-12T11:00:00.000+00:00")
    yield case("on a closed day", AUTUMN, "2026-11-23T11:00:00.000+00:00")
    yield case("late in the evening of another zone's next day", PLAIN | {"zone": "America/New_York"},
               "2026-12-10T01:00:00.000+00:00",
               ["2026-12-09T08:00:00.000-05:00", "2026-12-09T16:00:00.000-05:00"])  # fmt: skip
    yield case("before there was time", PLAIN, "1969-12-31T11:00:00.000+00:00")
    yield case("in the last year", PLAIN, "9999-12-31T23:00:00.000+00:00")


def calendars() -> Iterator[Json]:
    """What a record of the form `calendar` comes to. Rows are `<list>/<row>/<column>`."""
    row, other = b64(fixed("row")), b64(fixed("other row"))
    whole = {f"{day}_{column}": time for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
             for column, time in (("from", "08:00"), ("until", "16:00"))}  # fmt: skip
    yield {"name": "nothing", "fields": None, "calendar": PLAIN}
    yield {"name": "empty", "fields": {"_form": "calendar"}, "calendar": PLAIN}
    yield {"name": "whole", "fields": {
        "_form": "calendar", "zone": "Europe/London", **whole, f"terms/{row}/first": "2026-09-02",
        f"terms/{row}/last": "2026-12-18", f"closed/{other}/first": "2026-11-23",
    }, "calendar": PLAIN | {"terms": [["2026-09-02", "2026-12-18"]], "closed": [["2026-11-23", "2026-11-23"]]}}  # fmt: skip
    yield {"name": "what cannot be used is passed over", "fields": {
        "_form": "calendar", "zone": "Nowhere/Land", "monday_from": "9", "monday_until": "16:00", "tuesday_from": "16:00",
        "tuesday_until": "08:00", "wednesday_from": "09:30", "wednesday_until": "18:15", "thursday_from": "08:00",
        f"terms/{row}/first": "soon", f"closed/{row}/first": "2026-11-23", f"closed/{row}/last": "never",
    }, "calendar": PLAIN | {"hours": [None, None, ["09:30", "18:15"], None, None, None, None]}}  # fmt: skip
    yield {"name": "a term that was taken out", "fields": {
        "_form": "calendar", f"terms/{row}/first": "2026-09-02", f"terms/{row}/last": "2026-12-18",
        f"terms/{row}/_deleted": [True],
    }, "calendar": PLAIN}  # fmt: skip


def wanted() -> Iterator[Json]:
    """What reminder a record asks for. `kind` null: none ever; `to` empty: none any more."""
    day_before = ["2026-12-08T08:00:00.000+00:00", "2026-12-08T16:00:00.000+00:00"]
    day = ["2026-12-09T08:00:00.000+00:00", "2026-12-09T16:00:00.000+00:00"]
    plan = {"_form": "action_plan", "review_date": "2026-12-09", "key_worker": b64(OTHER_MEMBER)}
    booked = {"_form": "appointment", "starts": "2026-12-09T11:00:00.000+00:00", "mentor": b64(OTHER_MEMBER),
              "status": "planned"}  # fmt: skip
    until_it = [day[0], booked["starts"]]

    def case(
        name: str, fields: Json, kind: str | None, to: bytes | None = None, *windows: list[str], beside: Json = ()
    ) -> Json:
        return {"name": name, "fields": fields, "beside": list(beside), "author": MEMBER.hex(), "calendar": PLAIN,
                "kind": kind, "to": [to.hex()] if to else [], "windows": list(windows)}  # fmt: skip

    yield case("a plan", plan, "review_due", OTHER_MEMBER, day_before, day)
    yield case("a plan of nobody's", plan | {"key_worker": "Ms Ward"}, "review_due", MEMBER, day_before, day)
    yield case("a plan without a day", plan | {"review_date": "soon"}, "review_due")
    yield case("a plan that was reviewed on its day", plan | {"reviewed_on": "2026-12-09"}, "review_due")
    yield case("a plan that was reviewed after its day", plan | {"reviewed_on": "2026-12-10"}, "review_due")
    yield case("a plan that was reviewed, the next day set", plan | {"reviewed_on": "2026-10-28"}, "review_due",
               OTHER_MEMBER, day_before, day)  # fmt: skip
    yield case("a plan to be looked at again tomorrow", plan | {"reviewed_on": "2026-12-08"}, "review_due",
               OTHER_MEMBER, day_before, day)  # fmt: skip
    yield case("a plan that was reviewed in another year", plan | {"reviewed_on": "2025-12-10"}, "review_due",
               OTHER_MEMBER, day_before, day)  # fmt: skip
    yield case("a plan that was reviewed at no day", plan | {"reviewed_on": "in spring"}, "review_due", OTHER_MEMBER,
               day_before, day)  # fmt: skip
    yield case("a plan that was about somebody else", plan | {"_withdrawn_at": "2026-12-01T10:00:00.000+00:00"},
               "review_due")  # fmt: skip
    yield case("a plan that was deleted", plan | {"_deleted": [True]}, "review_due")
    begun, later = plan | {"start_date": "2026-10-12"}, {"_form": "action_plan", "start_date": "2026-11-02"}
    opened = {"_form": "case", "name": "Otty", "stage": "review"}
    earlier, note = later | {"start_date": "2026-09-07"}, {"_form": "session", "start_date": "2026-11-02"}
    withdrawn = later | {"_withdrawn_at": "2026-11-03T10:00:00.000+00:00"}
    yield case("a plan that another took the place of", begun, "review_due", beside=[later])
    yield case("the last plan of several, in an open case", begun, "review_due", OTHER_MEMBER, day_before, day,
               beside=[earlier, opened, note])  # fmt: skip
    yield case("a plan after which one was begun for somebody else", begun, "review_due", OTHER_MEMBER, day_before, day,
               beside=[withdrawn])  # fmt: skip
    yield case("a plan that says its day, beside one that does not", begun, "review_due", OTHER_MEMBER, day_before, day,
               beside=[later | {"start_date": "soon"}])  # fmt: skip
    yield case("a plan of a case that is closed", begun, "review_due", beside=[opened | {"stage": "closed"}])
    yield case("an appointment", booked, "appointments_today", OTHER_MEMBER, until_it)
    yield case("an appointment without a status", {k: v for k, v in booked.items() if k not in {"status", "mentor"}},
               "appointments_today", MEMBER, until_it)  # fmt: skip
    yield case("an appointment that was cancelled", booked | {"status": "cancelled"}, "appointments_today")
    yield case("an appointment that was about somebody else", booked | {"_withdrawn_at": "2026-12-01T10:00:00.000+00:00"},
               "appointments_today")  # fmt: skip
    yield case("an appointment at no time", booked | {"starts": "eleven"}, "appointments_today")
    yield case("a note", {"_form": "session", "note": "Settled well."}, None)


# Rows --------------------------------------------------------------------------------------------------------


def reminder_id(record: bytes, kind: int, key: bytes = EPOCH_KEY, vault: bytes = VAULT) -> bytes:
    return hkdf(key, b"beside/reminder/1" + SCHOOL + vault + record + bytes([kind]))[:16]


def reminder_ids() -> Iterator[Json]:
    for record, kind, vault in ((RECORD, 1, VAULT), (RECORD, 2, VAULT), (fixed("other record"), 1, VAULT),
                                (RECORD, 1, OTHER_VAULT)):  # fmt: skip
        yield {"first_key": EPOCH_KEY.hex(), "school": SCHOOL.hex(), "vault": vault.hex(), "record": record.hex(),
               "kind": ("review_due", "appointments_today")[kind - 1],
               "id": reminder_id(record, kind, vault=vault).hex()}  # fmt: skip


WINDOWS = ((1796720400000, 1796749200000), (1796806800000, 1796835600000))


def row(windows: tuple[tuple[int, int], ...] = WINDOWS, to: tuple[bytes, ...] = (MEMBER,), **change: bytes) -> bytes:
    """A row's bytes before its signature."""
    parts = {
        "magic": b"BSDR", "suite": b"\1", "kind": b"\1", "school": SCHOOL, "vault": VAULT, "id": reminder_id(RECORD, 1),
        "op": OP, "device": DEVICE, "window_count": number(len(windows), 1),
        "edges": b"".join(number(edge, 8) for window in windows for edge in window), "recipient_count": number(len(to), 1),
        "to": b"".join(to),
    }  # fmt: skip
    return b"".join((parts | change).values())


def signed(before: bytes) -> bytes:
    return before + sign(DEVICE_SEED, "beside/reminder/1", before)


def reminders() -> Iterator[Json]:
    for kind, name, windows, to in (
        (1, "review_due", WINDOWS, (MEMBER, OTHER_MEMBER)), (2, "appointments_today", WINDOWS[:1], (MEMBER,)),
        (1, "review_due", (), ()), (1, "review_due", ((0, 1), (1, 2**53 - 1)), (MEMBER,)),
    ):  # fmt: skip
        found = reminder_id(RECORD, kind)
        data = signed(row(windows, to, kind=number(kind, 1), id=found))
        yield {"kind": name, "school": SCHOOL.hex(), "vault": VAULT.hex(), "id": found.hex(), "op": OP.hex(),
               "device": DEVICE.hex(), "windows": [list(window) for window in windows], "to": [member.hex() for member in to],
               "seed": DEVICE_SEED.hex(), "public": DEVICE_PUBLIC.hex(), "data": data.hex()}  # fmt: skip


def reminders_bad() -> Iterator[Json]:
    good = signed(row())
    many = tuple((start, start + 1) for start in range(9))
    crowd = tuple(fixed(f"member {place}") for place in range(33))
    for name, data, code in (
        ("nothing", b"", "malformed"), ("cut short", good[:-1], "malformed"), ("a byte too many", good + b"\0", "malformed"),
        ("no signature", good[:-64], "malformed"), ("another magic", signed(row(magic=b"BSDC")), "malformed"),
        ("another suite", signed(row(suite=b"\2")), "unknown_kind"), ("kind 0", signed(row(kind=b"\0")), "unknown_kind"),
        ("kind 3", signed(row(kind=b"\3")), "unknown_kind"),
        ("a window that is not there", signed(row(window_count=b"\3")), "malformed"),
        ("a recipient that is not there", signed(row(recipient_count=b"\2")), "malformed"),
        ("nobody to tell", signed(row(to=())), "malformed"), ("somebody to tell of nothing", signed(row(())), "malformed"),
        ("nine windows", signed(row(many)), "malformed"), ("33 to tell", signed(row(to=crowd)), "malformed"),
        ("one told twice", signed(row(to=(MEMBER, MEMBER))), "malformed"),
        ("an empty window", signed(row(((5, 5),))), "malformed"), ("a window backwards", signed(row(((6, 5),))), "malformed"),
        ("windows that overlap", signed(row(((1, 5), (4, 8)))), "malformed"),
        ("windows out of order", signed(row(((6, 8), (1, 5)))), "malformed"),
        ("a time beyond 2^53 - 1", signed(row(((1, 2**53),))), "malformed"),
    ):  # fmt: skip
        yield {"name": name, "data": data.hex(), "code": code}


def reminder_signatures_bad() -> Iterator[Json]:
    good = signed(row())
    places = (
        ("kind", 5),
        ("school", 6),
        ("vault", 22),
        ("id", 38),
        ("op", 54),
        ("device", 70),
        ("window", 94),
        ("who", 125),
    )
    for name, position in (*places, ("signature", -1)):
        changed = bytearray(good)
        changed[position] ^= 3 if name == "kind" else 1
        yield {"name": f"a changed {name}", "data": changed.hex(), "public": DEVICE_PUBLIC.hex()}
    before = row()
    yield {"name": "signed as a checkpoint", "data": (before + sign(DEVICE_SEED, "beside/checkpoint/1", before)).hex(),
           "public": DEVICE_PUBLIC.hex()}  # fmt: skip


# Safety notes ------------------------------------------------------------------------------------------------

SHEET = b'{"visitor":"Sam Ortiz","where":"3 Hawthorn Row","back_by":"2026-11-24T15:00:00.000+00:00"}'


def note(private: bytes = SEAL, plain: bytes | None = None, info: bytes = SCHOOL + VISIT, **change: bytes) -> bytes:
    public = x25519(private)
    recipient = key_id(public)
    sealed = hpke(
        public, b"beside/safety/1" + info + recipient, padded(SHEET) if plain is None else plain, fixed("of a note", 32)
    )
    parts = {"magic": b"BSDW", "suite": b"\1", "school": SCHOOL, "visit": VISIT, "recipient": recipient, "device": DEVICE,
             "size": number(len(sealed), 4)}  # fmt: skip
    header = b"".join((parts | change).values())
    return header + sealed + sign(DEVICE_SEED, "beside/safety/1", header, sha(sealed))


def safety_notes() -> Iterator[Json]:
    for private in (SEAL, OTHER_SEAL):
        yield {"school": SCHOOL.hex(), "visit": VISIT.hex(), "private": private.hex(), "recipient": key_id(x25519(private)).hex(),
               "device": DEVICE.hex(), "seed": DEVICE_SEED.hex(), "public": DEVICE_PUBLIC.hex(), "content": SHEET.hex(),
               "data": note(private).hex()}  # fmt: skip


def safety_notes_bad() -> Iterator[Json]:
    """Notes that do not parse, do not verify or, the signature true, do not open with `private`."""
    good = note()
    flipped = bytearray(good)
    flipped[100] ^= 1
    for name, data, private, code in (
        ("nothing", b"", SEAL, "malformed"), ("cut short", good[:-1], SEAL, "malformed"),
        ("no seal", good[:73] + good[-64:], SEAL, "malformed"), ("another magic", note(magic=b"BSDS"), SEAL, "malformed"),
        ("another suite", note(suite=b"\2"), SEAL, "unknown_kind"), ("a false size", note(size=number(9, 4)), SEAL, "malformed"),
        ("too large", note(plain=padded(bytes(17_000))), SEAL, "too_large"),
        ("changed", bytes(flipped), SEAL, "bad_signature"), ("for somebody else", note(OTHER_SEAL), SEAL, "bad_seal"),
        ("of another school", note(info=OTHER_SCHOOL + VISIT), SEAL, "bad_seal"),
        ("of another visit", note(info=SCHOOL + OTHER_VISIT), SEAL, "bad_seal"),
        ("falsely padded", note(plain=padded(SHEET)[:-1] + b"x"), SEAL, "malformed"),
    ):  # fmt: skip
        yield {"name": name, "data": data.hex(), "public": DEVICE_PUBLIC.hex(), "private": private.hex(), "code": code}


GROUPS = (
    local_instants, local_days, days, zones, school_days, review_windows, appointment_windows, calendars, wanted, reminder_ids,
    reminders, reminders_bad, reminder_signatures_bad, safety_notes, safety_notes_bad,
)  # fmt: skip


def content() -> dict[str, Any]:
    """The file's content."""
    about = " ".join(str(__doc__).split("\n\n")[2].split())
    return {"about": about, **{group.__name__: list(group()) for group in GROUPS}}


if __name__ == "__main__":
    raise SystemExit(write_or_check(__file__, "reminders.json", content()))
