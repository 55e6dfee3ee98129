"""Reminders: what the server is told so that it can wake somebody, without knowing of what (`docs/protocol.md` §12).

    row = sign_reminder(Terms(Kind.REVIEW_DUE, place, op_id, to=(member,), windows=windows), device)
    parse_reminder(row.data) == row
    verify_reminder(row, device.public)  ->  True

A row is derived from a record, so two devices make the same one: its id comes from the record and the key of the vault's first
epoch, which every device that reads the vault has whatever epoch is in force (ADR 0012). It is signed, for it travels with its op
under whoever's session carries both. A row without windows takes the reminder back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct
from typing import Final, NamedTuple

from schemas.codes import Code
from schemas.limits import MAX_LEAF_INTEGER, SUITE
from schemas.push import Push
from sync.encoding import ID_SIZE, SIGNATURE_SIZE, Malformed, parse_instant, unb64u
from sync.entry import PublicKey, verify
from sync.keys import DeviceKey
from sync.records import Record, is_out, text_of
from sync.review import plan_in_force, review_day
from sync.school_days import Calendar, Window, appointment_windows, review_windows
from sync.seal import hkdf

MAGIC: Final = b"BSDR"
TAG: Final = b"beside/reminder/1"
MOST_WINDOWS: Final = 8
MOST_RECIPIENTS: Final = 32

_FIXED: Final = Struct(">4sBB16s16s16s16s16s")
_WINDOW: Final = Struct(">QQ")
_COUNT: Final = Struct(">B")


class Kind(IntEnum):
    """What is due. Each has the text of the push of the same name."""

    REVIEW_DUE = 1
    APPOINTMENTS_TODAY = 2

    @property
    def push(self) -> Push:
        """What is shown for it."""
        return Push[self.name]


_KINDS: Final = {int(kind): kind for kind in Kind}


class Place(NamedTuple):
    """Where a reminder belongs: school, vault, and its own id, 16 bytes each."""

    school: bytes
    vault: bytes
    id: bytes


@dataclass(frozen=True, slots=True)
class Terms:
    """`op` is the id of the op that the row goes with: of two rows of one id that of the op later in the log counts. `to` are
    members. `windows`, in their order, are when it may be said: in the first that can be met, after the last never."""

    kind: Kind
    place: Place
    op: bytes
    to: tuple[bytes, ...] = ()
    windows: tuple[Window, ...] = ()

    @property
    def cancels(self) -> bool:
        """Whether the reminder is taken back."""
        return not self.windows


@dataclass(frozen=True, slots=True)
class Reminder:
    """A row as signed by `device`; `data` are its bytes."""

    terms: Terms
    device: bytes
    data: bytes


def reminder_id(first_key: bytes, place: tuple[bytes, bytes], record: bytes, kind: Kind) -> bytes:
    """The id of the reminder of `kind` about `record`, 16 bytes, in `place` (school, vault). `first_key` is the key of the
    vault's first epoch."""
    school, vault = place
    return hkdf(first_key, TAG + school + vault + record + bytes([kind]))[:ID_SIZE]


def sign_reminder(terms: Terms, device: DeviceKey) -> Reminder:
    """Sign a row. Raises `Malformed` for what a reader would refuse."""
    ids = (*terms.place, terms.op, device.id, *terms.to)
    if any(len(found) != ID_SIZE for found in ids):
        raise Malformed("an id in a reminder must be of 16 bytes")
    if any(not 0 <= edge <= MAX_LEAF_INTEGER for window in terms.windows for edge in window):
        raise Malformed("a window of a reminder must lie within 2^53 - 1 milliseconds")
    _check(terms.to, terms.windows)
    before = b"".join(
        (
            _FIXED.pack(MAGIC, SUITE, terms.kind, *terms.place, terms.op, device.id),
            _COUNT.pack(len(terms.windows)),
            *(_WINDOW.pack(*window) for window in terms.windows),
            _COUNT.pack(len(terms.to)),
            *terms.to,
        )
    )
    return Reminder(terms, device.id, before + device.private.sign(TAG + before))


def parse_reminder(data: bytes) -> Reminder:
    """Read a row; the signature is not checked. Raises `Malformed`, with `Code.UNKNOWN_KIND` for one of a newer version."""
    if len(data) < _FIXED.size + 2 + SIGNATURE_SIZE:
        raise Malformed("a reminder is cut short")
    magic, suite, kind_number, school, vault, reminder, op, device = _FIXED.unpack_from(data)
    if magic != MAGIC:
        raise Malformed("a reminder begins with BSDR")
    kind = _KINDS.get(kind_number)
    if suite != SUITE or kind is None:
        raise Malformed("a reminder of this suite or kind is not taken", Code.UNKNOWN_KIND)
    end_of_windows = _FIXED.size + 1 + _WINDOW.size * data[_FIXED.size]
    signed = len(data) - SIGNATURE_SIZE
    if end_of_windows >= signed or signed != end_of_windows + 1 + ID_SIZE * data[end_of_windows]:
        raise Malformed("a reminder's length is not what it says")
    windows = tuple(Window(*found) for found in _WINDOW.iter_unpack(data[_FIXED.size + 1 : end_of_windows]))
    to = tuple(data[start : start + ID_SIZE] for start in range(end_of_windows + 1, signed, ID_SIZE))
    _check(to, windows)
    return Reminder(Terms(kind, Place(school, vault, reminder), op, to, windows), device, data)


def _check(to: Sequence[bytes], windows: Sequence[Window]) -> None:
    if len(windows) > MOST_WINDOWS or len(to) > MOST_RECIPIENTS or len(set(to)) != len(to):
        raise Malformed("a reminder has too many windows or recipients, or one twice")
    if bool(to) is not bool(windows):
        raise Malformed("a reminder has windows and recipients, or neither")
    edges = [edge for window in windows for edge in window]
    if any(edge > MAX_LEAF_INTEGER for edge in edges) or any(a >= b for a, b in windows) or edges != sorted(edges):
        raise Malformed("the windows of a reminder follow each other and end after they begin")


def verify_reminder(reminder: Reminder, public: PublicKey) -> bool:
    """Whether the row is signed by `public`, the key of its device."""
    return verify(reminder.data[-SIGNATURE_SIZE:], TAG + reminder.data[:-SIGNATURE_SIZE], public)


# What a record asks for -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reminder that a record asks for, or one that it may have had and no longer wants: then both are empty."""

    kind: Kind
    to: tuple[bytes, ...] = ()
    windows: tuple[Window, ...] = ()


def wanted(record: Record, calendar: Calendar, author: bytes, beside: Iterable[Record] = ()) -> Wanted | None:
    """The reminder about a record as it stands; None for a form that has none. `author` (a member) is told where the record
    names nobody; `beside` is what else lies in its vault: of a plan's, a later plan and the case."""
    if record.form == "action_plan":
        in_force = plan_in_force((record, *beside))
        day = review_day(record) if in_force is not None and in_force.id == record.id else None
        windows = () if day is None else review_windows(calendar, day)
        return _wanted(Kind.REVIEW_DUE, record, "key_worker", author, windows)
    if record.form == "appointment":
        starts = _instant(text_of(record.fields.get("starts")))
        is_over = is_out(record) or text_of(record.fields.get("status")) not in {"", "planned"} or starts is None
        windows = () if is_over or starts is None else appointment_windows(calendar, starts)
        return _wanted(Kind.APPOINTMENTS_TODAY, record, "mentor", author, windows)
    return None


def _wanted(kind: Kind, record: Record, name: str, author: bytes, windows: tuple[Window, ...]) -> Wanted:
    return Wanted(kind, (_member(text_of(record.fields.get(name))) or author,), windows) if windows else Wanted(kind)


def _instant(text: str) -> int | None:
    try:
        return parse_instant(text)
    except Malformed:
        return None


def _member(text: str) -> bytes | None:
    try:
        return unb64u(text, ID_SIZE)
    except Malformed:
        return None
