"""The school's log: read into its reduction, appended to on its head, given back after a restore.

Each process keeps the reductions of the schools that it served lately. A kept one is used while the head in the database is
still the one that it was reduced to; else the entries behind it are read. So no process can act on another's past.
"""

from __future__ import annotations

import copy
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from schemas.codes import Code
from server.db.tables import school_entries, schools
from server.refusal import Refused
from sync.roster import School
from sync.school import append, judge
from sync.school_act import Act, parse_act
from sync.school_entry import SchoolEntry, hash_0, parse

MOST_KEPT: Final = 512


@dataclass(frozen=True, slots=True)
class SchoolNow:
    """A school's reduction as of its head in the database, not to be changed; and whether the server is being restored."""

    school: School
    restoring: bool
    restored_at: int | None

    @property
    def head(self) -> tuple[int, bytes]:
        """Seq and hash of the school's log."""
        return self.school.seq, self.school.log_hash


_SAID: Final = (schools.c.head_seq, schools.c.head_hash, schools.c.restoring, schools.c.restored_at)
_UNLOCKED: Final = select(*_SAID).where(schools.c.school == bindparam("school"))
_HEAD: Final = {
    None: _UNLOCKED,
    "share": _UNLOCKED.with_for_update(read=True),
    "update": _UNLOCKED.with_for_update(),
}
"""Made once, by how the row is locked: every request asks it."""

_ENTRIES: Final = (
    select(school_entries.c.entry)
    .where(
        school_entries.c.school == bindparam("school"),
        school_entries.c.seq > bindparam("after"),
        school_entries.c.seq <= bindparam("upto"),
    )
    .order_by(school_entries.c.seq)
)
_AT: Final = select(school_entries.c.log_hash, school_entries.c.entry).where(
    school_entries.c.school == bindparam("school"), school_entries.c.seq == bindparam("seq")
)
_MOVE: Final = update(schools).where(schools.c.school == bindparam("here"))


class Schools:
    """The reductions that this process keeps."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, School] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, connection: Connection, school: bytes, *, lock: str | None = None) -> SchoolNow:
        """The school as of now. `lock`: "share" keeps its log from growing until the transaction ends, "update" keeps it
        for the caller alone. Raises Refused(NOT_FOUND)."""
        row = connection.execute(_HEAD[lock], {"school": school}).one_or_none()
        if row is None:
            raise Refused(Code.NOT_FOUND)
        head_seq, head_hash, restoring, restored_at = row
        return SchoolNow(self._reduced(connection, school, head_seq, head_hash), restoring, restored_at)

    def _reduced(self, connection: Connection, school: bytes, seq: int, log_hash: bytes) -> School:
        with self._lock:
            kept = self._kept.get(school)
            if kept is not None and (kept.seq, kept.log_hash) == (seq, log_hash):
                self._kept.move_to_end(school)
                return kept
        found = copy.deepcopy(kept) if kept is not None and _continues(connection, kept, seq) else School(school)
        for data in _entries(connection, school, found.seq, seq):
            append(found, parse(data))
        with self._lock:
            self._kept[school] = found
            self._kept.move_to_end(school)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found


def _continues(connection: Connection, kept: School, seq: int) -> bool:
    """Whether the log in the database goes on from the kept reduction: not so after a restore."""
    if not 0 < kept.seq <= seq:
        return False
    stored = connection.execute(_AT, {"school": kept.id, "seq": kept.seq}).one_or_none()
    return stored is not None and stored.log_hash == kept.log_hash


def _entries(connection: Connection, school: bytes, after: int, upto: int) -> Sequence[bytes]:
    return connection.execute(_ENTRIES, {"school": school, "after": after, "upto": upto}).scalars().all()


def every_entry(connection: Connection, now: SchoolNow) -> Sequence[bytes]:
    """The whole log, as it came."""
    return _entries(connection, now.school.id, 0, now.school.seq)


def begin_school(connection: Connection, school: bytes, now: int) -> None:
    """Make room for a school with an empty log. Raises IntegrityError where it is there already."""
    connection.execute(
        schools.insert().values(
            school=school, head_seq=0, head_hash=hash_0(school), restoring=False, restored_at=None, created_at=now
        )
    )


Permit = Callable[[School, Act], Code | None]
"""Why an act that is right may not come by this way now, or None; the school is the one before it."""


def append_entries(
    connection: Connection, before: SchoolNow, found: Sequence[bytes], permit: Permit, *, now: int | None
) -> School:
    """Append entries on the head, all or none; the school behind them. `before` was read with `lock="update"`.

    What stands in the log already, byte for byte as signed, is passed over: a request may be repeated. `now` (ms) judges
    whether an invitation has expired; None where a server is given back what it lost. Raises Refused, naming the bad entry.
    """
    school = copy.deepcopy(before.school)
    for place, data in enumerate(found):
        entry = parse(data)
        if entry.seq <= before.school.seq:
            code = None if _stands(connection, entry) else Code.HEAD_MOVED
        else:
            code = judge(school, entry, now=now)
            code = code or permit(school, parse_act(entry.body))
        if code is not None:
            raise Refused(code, entries=[(place, code)])
        if entry.seq > school.seq:
            append(school, entry)
            row = {"school": school.id, "seq": entry.seq, "log_hash": school.log_hash, "entry": data}
            connection.execute(school_entries.insert(), row)
    connection.execute(_MOVE, {"here": school.id, "head_seq": school.seq, "head_hash": school.log_hash})
    return school


def _stands(connection: Connection, entry: SchoolEntry) -> bool:
    stored = connection.execute(_AT, {"school": entry.school, "seq": entry.seq}).one_or_none()
    return stored is not None and parse(stored.entry).signed == entry.signed


def end_restoring(connection: Connection, school: bytes) -> None:
    """Everybody is answered again."""
    connection.execute(_MOVE, {"here": school, "restoring": False})
