"""Test alarms: a push to somebody's devices, which they say arrived by touching it. A push is no alarm until that was tried."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, func, select, update

from schemas.codes import Code
from schemas.push import Push
from server.clock import DAY
from server.db.tables import alarm_tests as table
from server.db.upsert import insert_or
from server.push.deliveries import queue
from server.push.subscriptions import reached
from server.refusal import Refused
from sync.encoding import ZERO_ID
from sync.roster import School

TOUCHED_WITHIN: Final = DAY
"""How long after a test was sent a touch says that it arrived."""


def send_test(connection: Connection, school: School, member: bytes, now: int) -> None:
    """Let a test alarm go to each of the member's devices that pushes reach."""
    to = reached(connection, school, [member])
    for device, _ in to:
        values = {"member": member, "sent_at": now, "arrived_at": None}
        insert = insert_or(connection, table).values(school=school.id, device=device, **values)
        again = {"member": member, "sent_at": now}
        connection.execute(insert.on_conflict_do_update(index_elements=["school", "device"], set_=again))
    queue(connection, school.id, to, Push.ALARM_TEST, about=ZERO_ID, now=now)


def arrived(connection: Connection, school: bytes, device: bytes, now: int) -> None:
    """Somebody touched the test alarm on this device. Raises Refused(NOT_FOUND) where none was sent there within a day."""
    here = (table.c.school == school) & (table.c.device == device) & (table.c.sent_at > now - TOUCHED_WITHIN)
    if connection.execute(update(table).where(here).values(arrived_at=now)).rowcount == 0:
        raise Refused(Code.NOT_FOUND)


def reach_of(connection: Connection, school: School, member: bytes) -> dict[str, Any]:
    """How somebody can be alarmed: whether by push, when a test was last sent, and when one last arrived."""
    sent = connection.execute(
        select(func.max(table.c.sent_at)).where(table.c.school == school.id, table.c.member == member)
    ).scalar_one()
    return {
        "push": bool(reached(connection, school, [member])),
        "sent": sent,
        "arrived": last_arrived(connection, school, [member]).get(member),
    }


def last_arrived(connection: Connection, school: School, members: Iterable[bytes]) -> dict[bytes, int]:
    """Member → when a test alarm last arrived, ms, on one of the devices that pushes reach now."""
    owners = {found.device: found.member for found in reached(connection, school, members)}
    rows = connection.execute(
        select(table.c.device, table.c.arrived_at).where(
            table.c.school == school.id, table.c.device.in_(owners), table.c.arrived_at.is_not(None)
        )
    )
    found: dict[bytes, int] = {}
    for device, at in rows:
        found[owners[device]] = max(at, found.get(owners[device], 0))
    return found
