"""Push subscriptions: one a device, told by its browser. Who signs out takes it back; a push service that has lost it ends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection, delete, select

from schemas.codes import Code
from server.db.tables import deliveries
from server.db.tables import push_subscriptions as table
from server.db.upsert import insert_or
from server.push.endpoints import check_endpoint
from server.refusal import Refused
from sync.roster import School


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where a device takes pushes, and what they are sealed to: a point of 65 bytes and a secret of 16."""

    device: bytes
    member: bytes
    endpoint: str
    p256dh: bytes
    auth: bytes


class Reached(NamedTuple):
    """A device that pushes reach, and whose it is."""

    device: bytes
    member: bytes


def check_subscription(stated: Mapping[str, Any], *, loopback: bool) -> None:
    """Raise Refused(INVALID), naming the field, for what no push could be sent to."""
    check_endpoint(stated["endpoint"], loopback=loopback)
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), stated["p256dh"])
    except ValueError:
        raise Refused(Code.INVALID, field="p256dh") from None


def keep(connection: Connection, school: bytes, found: Subscription, now: int) -> None:
    """Keep a device's subscription in the place of its former one. A browser has one: whoever used it before has lost it."""
    others = (table.c.school == school) & (table.c.endpoint == found.endpoint) & (table.c.device != found.device)
    for device in connection.execute(select(table.c.device).where(others)).scalars().all():
        forget(connection, school, device)
    values = {
        "member": found.member, "endpoint": found.endpoint, "p256dh": found.p256dh, "auth": found.auth, "created_at": now,
    }  # fmt: skip
    insert = insert_or(connection, table).values(school=school, device=found.device, **values)
    connection.execute(insert.on_conflict_do_update(index_elements=["school", "device"], set_=values))


def forget(connection: Connection, school: bytes, device: bytes, endpoint: str | None = None) -> None:
    """Forget a device's subscription, and what was to go there; with `endpoint` only if it is still that one."""
    here = (table.c.school == school) & (table.c.device == device)
    if endpoint is not None:
        here &= table.c.endpoint == endpoint
    if connection.execute(delete(table).where(here)).rowcount:
        connection.execute(delete(deliveries).where(deliveries.c.school == school, deliveries.c.device == device))


def of_device(connection: Connection, school: bytes, device: bytes) -> Subscription | None:
    """A device's subscription."""
    columns = (table.c.device, table.c.member, table.c.endpoint, table.c.p256dh, table.c.auth)
    row = connection.execute(select(*columns).where(table.c.school == school, table.c.device == device)).one_or_none()
    return None if row is None else Subscription(*row)


def reached(connection: Connection, school: School, members: Iterable[bytes]) -> list[Reached]:
    """The devices of these members that pushes reach: let in, and subscribed."""
    rows = connection.execute(
        select(table.c.device, table.c.member)
        .where(table.c.school == school.id, table.c.member.in_(set(members)))
        .order_by(table.c.member, table.c.device)
    )
    return [Reached(row.device, row.member) for row in rows if is_live(school, row.device, row.member)]


def is_live(school: School, device: bytes, member: bytes) -> bool:
    """Whether the device is let in for this member, who is still in the school."""
    found = school.devices.get(device)
    return found is not None and found.live and found.member == member and school.is_present(member)
