"""Devices that are being shut out: nothing they wrote is taken while their counters are asked for once more (`docs/adr/0018`).

hold(server.database, school, devices, now)
check_held(connection, school, entries, now)        # raises Refused(RATE_LIMITED)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from schemas.codes import Code
from server.clock import MINUTE, SECOND
from server.db.engine import Database
from server.db.tables import held
from server.db.upsert import replacing
from server.refusal import Refused
from sync.entry import Entry

HELD_FOR: Final = MINUTE
"""Long enough to ask and say it again, on a poor line too; who is let stay after all has lost a minute."""

_HOLD: Final = replacing(held)
_FORGET: Final = delete(held).where(held.c.school == bindparam("in_school"), held.c.ends_at <= bindparam("now"))
_HELD: Final = select(held.c.device, held.c.ends_at).where(
    held.c.school == bindparam("in_school"), held.c.ends_at > bindparam("now")
)


def hold(database: Database, school: bytes, devices: Collection[bytes], now: int) -> None:
    """Take nothing that these devices wrote, from now on for a minute. In a transaction of its own: the request is refused."""
    with database.writing() as connection:
        connection.execute(_FORGET, {"in_school": school, "now": now})
        for device in devices:
            row = {"school": school, "device": device, "ends_at": now + HELD_FOR}
            connection.execute(_HOLD[connection.dialect.name], row)


def check_held(connection: Connection, school: bytes, entries: Iterable[Entry], now: int) -> None:
    """Raise Refused(RATE_LIMITED) where any of the entries is by a device that is held."""
    until = {row.device: row.ends_at for row in connection.execute(_HELD, {"in_school": school, "now": now})}
    ends = [until[entry.header.device] for entry in entries if entry.header.device in until] if until else []
    if ends:
        raise Refused(Code.RATE_LIMITED, retry_after=max(1, -(-(max(ends) - now) // SECOND)))
