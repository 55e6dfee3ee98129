"""How often something may be tried, counted in the database, so that every process counts the same.

    Rates(database, secret, clock).count(school, Limit.START, b"192.0.2.1")        raises Refused(RATE_LIMITED)

A window starts with the first try and ends after its length. What is counted is a keyed hash: no address and no handle is
stored. Counting is a transaction of its own, because the try counts whatever becomes of the request.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import Enum
from typing import Final

from sqlalchemy import Executable, bindparam, case, delete, select

from schemas.codes import Code
from server.clock import MINUTE, SECOND, Clock
from server.db.engine import Database
from server.db.tables import rates
from server.db.upsert import AnyInsert, in_each_dialect
from server.refusal import Refused

NO_SCHOOL: Final = bytes(16)
"""Stands for the school where none is known yet."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """At most `tries` within `window` milliseconds."""

    tries: int
    window: int


class Limit(Enum):
    """What is limited, and to how much. Equal allowances are made distinct by their name."""

    SET_UP = ("set-up", Allowance(20, 10 * MINUTE))
    START = ("start", Allowance(240, MINUTE))
    """Asking for salt and challenge, or for an invitation's school log; an address. A school's tablets may share one."""
    ADDRESS = ("address", Allowance(300, 10 * MINUTE))
    """Failed sign-ins and joins, an address."""
    HANDLE = ("handle", Allowance(10, 10 * MINUTE))
    """Failed sign-ins from devices not let in yet, a handle: others' guessing locks nobody out of their own tablet."""
    DEVICE = ("device", Allowance(10, 10 * MINUTE))
    """Failed sign-ins, a device that is let in."""
    PASSWORD = ("password", Allowance(10, 10 * MINUTE))
    """Wrong old passwords when changing it, a member."""
    CODE = ("code", Allowance(10, 10 * MINUTE))
    """Codes made, the member they are for."""
    LATE = ("late", Allowance(30, MINUTE))
    """Handing in late, a device."""
    ALARM = ("alarm", Allowance(10, 10 * MINUTE))
    """Test alarms, who sends them and whom they go to."""
    VISIT = ("visit", Allowance(60, 10 * MINUTE))
    """Visits armed, a member."""

    @property
    def allowance(self) -> Allowance:
        return self.value[1]


def _counting(insert: AnyInsert) -> Executable:
    """One try more; the first of a window that begins now, where the last one is over."""
    over = rates.c.ends_at <= bindparam("now")
    said = {
        "count": case((over, 1), else_=rates.c.count + 1),
        "ends_at": case((over, insert.excluded.ends_at), else_=rates.c.ends_at),
    }
    counting = insert.on_conflict_do_update(index_elements=["school", "subject"], set_=said)
    return counting.returning(rates.c.count, rates.c.ends_at)


_COUNT: Final = in_each_dialect(rates, _counting)
_FORGET: Final = delete(rates).where(rates.c.school == bindparam("school"), rates.c.ends_at <= bindparam("now"))
_COUNTED: Final = select(rates.c.count, rates.c.ends_at).where(
    rates.c.school == bindparam("school"), rates.c.subject == bindparam("subject"), rates.c.ends_at > bindparam("now")
)


class Rates:
    """The counters of one server."""

    def __init__(self, database: Database, secret: bytes, clock: Clock) -> None:
        self._database = database
        self._secret = secret
        self._clock = clock

    def count(self, school: bytes, limit: Limit, who: bytes) -> None:
        """Count one try; raises Refused(RATE_LIMITED) when it is one too many."""
        now = self._clock()
        ends_at = now + limit.allowance.window
        with self._database.writing() as connection:
            connection.execute(_FORGET, {"school": school, "now": now})
            row = {"school": school, "subject": self._subject(limit, who), "count": 1, "ends_at": ends_at, "now": now}
            tries, ends_at = connection.execute(_COUNT[connection.dialect.name], row).one()
        if tries > limit.allowance.tries:
            raise self._refused(ends_at, now)

    def check(self, school: bytes, limit: Limit, who: bytes) -> None:
        """Raise Refused(RATE_LIMITED) if the tries are used up, without counting one."""
        now = self._clock()
        with self._database.reading() as connection:
            about = {"school": school, "subject": self._subject(limit, who), "now": now}
            row = connection.execute(_COUNTED, about).one_or_none()
        if row is not None and row[0] >= limit.allowance.tries:
            raise self._refused(row[1], now)

    def _subject(self, limit: Limit, who: bytes) -> bytes:
        return hmac.digest(self._secret, b"beside/rate/1" + limit.value[0].encode() + b"\0" + who, "sha256")[:16]

    @staticmethod
    def _refused(ends_at: int, now: int) -> Refused:
        return Refused(Code.RATE_LIMITED, retry_after=max(1, -(-(ends_at - now) // SECOND)))
