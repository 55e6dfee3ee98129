"""The alarm of a visit: raised up the ladder by the server's clock, a rung a step, and stopped when somebody has it.

At `until` the visitor is asked to check in; a step later the one who watches is told, then rung after rung. Each step tells those
before again. At the top it does not end: everybody is told again, step after step, until somebody acknowledges or the visitor is
checked in. After a time in which no server ran it goes on where it would have been.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, delete, select, update

from schemas.push import Push
from server.db.tables import safety_notes as notes
from server.db.tables import visits as table
from server.push.deliveries import queue, withdraw
from server.push.subscriptions import reached
from server.visits.ladder import KEPT_FOR, KEPT_OPEN, VISITOR, Visit, change, standings, visit_of
from sync.roster import School

ALARMS: Final = (Push.VISIT_DUE_BACK, Push.VISIT_OVERDUE)
MOST_AT_ONCE: Final = 100


def any_due(connection: Connection, school: bytes, now: int) -> bool:
    """Whether an alarm is due."""
    due = select(table.c.visit).where(table.c.school == school, table.c.next_at <= now)
    return connection.execute(due.limit(1)).first() is not None


def raise_due(connection: Connection, school: School, now: int) -> int:
    """Raise every alarm that is due, each by one worker only; how many visits that were."""
    rows = connection.execute(
        select(table)
        .where(table.c.school == school.id, table.c.next_at <= now)
        .order_by(table.c.next_at, table.c.visit)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        visit = visit_of(row)
        told, next_at = visit.told, row.next_at
        while next_at <= now and told <= visit.rungs:
            told, next_at = told + 1, next_at + visit.step
        tell(connection, school, visit, told, next_at=next_at if next_at > now else now + visit.step, now=now)
    return len(rows)


def tell(connection: Connection, school: School, visit: Visit, told: int, *, next_at: int, now: int) -> None:
    """Alarm the lowest `told` rungs, the visitor's included; the next alarm goes out at `next_at`."""
    ladder = standings(connection, visit)
    above = [standing.member for standing in ladder if VISITOR < standing.rung < told]
    withdraw(connection, school.id, (Push.ALARM_ANSWERED,), visit.visit)
    for members, kind in (([visit.visitor], Push.VISIT_DUE_BACK), (above, Push.VISIT_OVERDUE)):
        queue(connection, school.id, reached(connection, school, members), kind, about=visit.visit, now=now)
    here = (notes.c.school == visit.school) & (notes.c.visit == visit.visit) & notes.c.told_at.is_(None)
    connection.execute(update(notes).where(here, notes.c.rung < told).values(told_at=now))
    change(connection, visit, {"told": told, "next_at": next_at})


def stop(connection: Connection, school: School, visit: Visit, by: bytes, now: int) -> None:
    """Let no more alarms of the visit go out, and let those who were told know that somebody has answered."""
    withdraw(connection, school.id, ALARMS, visit.visit)
    others = {standing.member for standing in standings(connection, visit) if standing.told_at is not None} - {by}
    queue(connection, school.id, reached(connection, school, others), Push.ALARM_ANSWERED, about=visit.visit, now=now)


def set_back(connection: Connection, school: bytes, by: int) -> None:
    """The clock that armed visits were timed by has gone back by so many ms: as much time is left to each as was left before,
    and no more."""
    here = (table.c.school == school) & table.c.checked_in_at.is_(None)
    columns = (table.c.armed_at, table.c.until, table.c.next_at, table.c.escalated_at, table.c.acknowledged_at)
    connection.execute(update(table).where(here).values({column.name: column - by for column in columns}))


def forget_old(connection: Connection, school: bytes, now: int) -> None:
    """Delete visits and their notes a day after the visitor was back; a week after their end where somebody has them, and nobody
    ever said that the visitor is back. One that nobody has goes on alarming."""
    is_over = (table.c.checked_in_at <= now - KEPT_FOR) | (
        table.c.checked_in_at.is_(None) & table.c.acknowledged_at.is_not(None) & (table.c.until <= now - KEPT_OPEN)
    )
    over = (table.c.school == school) & is_over
    old = select(table.c.visit).where(over)
    connection.execute(delete(notes).where(notes.c.school == school, notes.c.visit.in_(old)))
    connection.execute(delete(table).where(over))
