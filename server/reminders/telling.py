"""When a reminder is due: those whom it names, and who may still read what it is about, are told, within its windows."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, select, update

from schemas.push import Push
from server.db.tables import reminders as table
from server.logs.heads import entitled_heads
from server.push.deliveries import queue
from server.push.subscriptions import reached
from server.push.windows import first_open, unpack
from sync.encoding import ID_SIZE
from sync.roster import School

MOST_AT_ONCE: Final = 200


def any_due(connection: Connection, school: bytes, now: int) -> bool:
    """Whether a reminder is due."""
    due = select(table.c.id).where(table.c.school == school, table.c.due_at <= now)
    return connection.execute(due.limit(1)).first() is not None


def tell_due(connection: Connection, school: School, now: int) -> int:
    """Queue a push for every reminder that is due, each by one worker only; how many were looked at."""
    rows = connection.execute(
        select(table)
        .where(table.c.school == school.id, table.c.due_at <= now)
        .order_by(table.c.due_at, table.c.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()

    @cache
    def may_read(member: bytes) -> frozenset[bytes]:
        return frozenset(head.vault for head in entitled_heads(connection, school, member))

    for row in rows:
        _tell(connection, school, row, may_read, now)
    return len(rows)


def _tell(connection: Connection, school: School, row: Any, may_read: Any, now: int) -> None:
    windows = unpack(row.windows)
    window = first_open(windows, now)
    due_at = None
    if window is not None and now < window.start:
        due_at = window.start
    elif window is not None:
        named = [row.recipients[start : start + ID_SIZE] for start in range(0, len(row.recipients), ID_SIZE)]
        to = reached(connection, school, [member for member in named if row.vault in may_read(member)])
        queue(connection, school.id, to, Push[row.kind.upper()], about=row.id, now=now, windows=windows)
    here = (table.c.school == school.id) & (table.c.vault == row.vault) & (table.c.id == row.id)
    connection.execute(update(table).where(here).values(due_at=due_at))
