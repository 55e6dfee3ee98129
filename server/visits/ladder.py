"""A watched visit as it is kept, and whom it concerns.

The visitor stands at rung 0, the colleague who watches on rung 1, above them whoever else is to be told. `told` counts rungs
from the visitor up. The visitor and the one who watches see the visit from arming on; the others from the moment it is overdue or
was escalated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, select, update

from schemas.codes import Code
from server.clock import DAY
from server.db.tables import safety_notes as notes
from server.db.tables import visits as table
from server.refusal import Refused

VISITOR: Final = 0
WATCHER: Final = 1
KEPT_FOR: Final = DAY
"""How long a visit and its notes are kept once the visitor is back."""
KEPT_OPEN: Final = 7 * DAY
"""How long past its end one is kept that somebody took on and nobody checked in."""


class Act(NamedTuple):
    """Who did something, and when, ms."""

    by: bytes
    at: int


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of `visitor`, who is due back at `until`; `step` ms lie between one rung and the next."""

    school: bytes
    visit: bytes
    visitor: bytes
    armed_at: int
    until: int
    step: int
    rungs: int
    told: int
    next_at: int | None
    escalated: Act | None
    acknowledged: Act | None
    checked_in: Act | None

    def is_alarming(self, now: int) -> bool:
        """Whether the visit was overdue or escalated before the visitor was back: then it concerns everybody on the ladder."""
        end = now if self.checked_in is None else self.checked_in.at
        return self.escalated is not None or end >= self.until

    def concerns(self, rung: int, now: int) -> bool:
        """Whether somebody on this rung sees the visit and may act on it."""
        return rung in {VISITOR, WATCHER} or self.is_alarming(now)


class Standing(NamedTuple):
    """Somebody on the ladder: their rung, when they were told, the note that is sealed to them."""

    member: bytes
    rung: int
    told_at: int | None
    note: bytes


def read(connection: Connection, school: bytes, visit: bytes, *, lock: bool = False) -> Visit | None:
    """The visit; with `lock` for the caller alone until the transaction ends."""
    query = select(table).where(table.c.school == school, table.c.visit == visit)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else visit_of(row)


def visit_of(row: Row[Any]) -> Visit:
    """A row as a visit."""
    return Visit(
        row.school, row.visit, row.visitor, row.armed_at, row.until, row.step, row.rungs, row.told, row.next_at,
        _act(row.escalated_by, row.escalated_at), _act(row.acknowledged_by, row.acknowledged_at),
        _act(row.checked_in_by, row.checked_in_at),
    )  # fmt: skip


def _act(by: bytes | None, at: int | None) -> Act | None:
    return None if by is None or at is None else Act(by, at)


def act_values(name: str, act: Act | None) -> dict[str, Any]:
    """The columns of an act: of nobody's, if None."""
    return {f"{name}_by": act and act.by, f"{name}_at": act and act.at}


def change(connection: Connection, visit: Visit, values: Mapping[str, Any]) -> None:
    """Write down what has changed of a visit."""
    connection.execute(
        update(table).where(table.c.school == visit.school, table.c.visit == visit.visit).values(dict(values))
    )


def standings(connection: Connection, visit: Visit) -> list[Standing]:
    """Everybody on the ladder, from the one who watches up."""
    rows = connection.execute(
        select(notes.c.member, notes.c.rung, notes.c.told_at, notes.c.note)
        .where(notes.c.school == visit.school, notes.c.visit == visit.visit)
        .order_by(notes.c.rung, notes.c.member)
    )
    return [Standing(*row) for row in rows]


def rung_of(connection: Connection, visit: Visit, member: bytes) -> int | None:
    """The rung of a member; None for who has nothing to do with the visit."""
    if member == visit.visitor:
        return VISITOR
    return connection.execute(
        select(notes.c.rung).where(
            notes.c.school == visit.school, notes.c.visit == visit.visit, notes.c.member == member
        )
    ).scalar_one_or_none()


def concerned(connection: Connection, school: bytes, visit: bytes, member: bytes, now: int) -> tuple[Visit, int]:
    """The visit, locked, and the member's rung. Raises Refused(NOT_FOUND) for whom it does not concern, or not yet."""
    found = read(connection, school, visit, lock=True)
    rung = None if found is None else rung_of(connection, found, member)
    if found is None or rung is None or not found.concerns(rung, now):
        raise Refused(Code.NOT_FOUND)
    return found, rung
