"""Whether a worker looks after a school's alarms: each that does says so every twenty seconds.

A visit that is armed while nobody looks would be a promise that nobody keeps. So arming asks here first.

The last moment that was said is also how it is seen that the machine's clock has gone back: nobody comes back later for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select

from server.clock import MINUTE, SECOND
from server.db.tables import alarm_clocks as table
from server.db.upsert import insert_or

BEATS_EVERY: Final = 20 * SECOND
STOPPED_AFTER: Final = MINUTE
WANDERS: Final = 30 * SECOND
"""By how much clocks of machines that work together may differ, and one clock be corrected, without a word."""


def beat(connection: Connection, schools: Iterable[bytes], now: int) -> None:
    """Say that these schools were looked at."""
    for school in schools:
        insert = insert_or(connection, table).values(school=school, seen_at=now)
        connection.execute(insert.on_conflict_do_update(index_elements=["school"], set_={"seen_at": now}))


def is_running(connection: Connection, school: bytes, now: int) -> bool:
    """Whether a worker looked at the school within the last minute. One that looked in the future does not count: its clock or
    ours has moved, and the moments that a visit is armed with would mean something else to it."""
    seen_at = connection.execute(select(table.c.seen_at).where(table.c.school == school)).scalar_one_or_none()
    return seen_at is not None and abs(now - seen_at) < STOPPED_AFTER


def gone_back(connection: Connection, school: bytes, now: int, looked_at: int) -> int:
    """By how much the clock has gone back since a worker last looked, ms; 0 if it has not. `looked_at` is when the caller last
    did, 0 if never. Of several workers the first is told; it is then for the caller to put right what was timed by that clock."""
    here = table.c.school == school
    seen_at: int | None = connection.execute(select(table.c.seen_at).where(here).with_for_update()).scalar_one_or_none()
    if seen_at is None or seen_at - now <= WANDERS:
        return 0
    beat(connection, [school], now)
    return max(seen_at, looked_at) - now
