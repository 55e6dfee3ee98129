"""What is to be pushed, device by device: queued with what causes it, claimed by one worker, settled by the same.

    queue(connection, school, reached, Push.REVIEW_DUE, about=reminder, now=now, windows=windows)
    for parcel in claim(connection, school, worker, now): …        # a transaction of its own
    settle(connection, one, sent_at=now)                           # another, after the push service answered

Between the two nothing is locked. A worker that dies in between lets its claim lapse, and another goes on: a push may then come
twice, which the second one's tag hides; none is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, or_, select, update

from schemas.push import Push
from server.clock import MINUTE
from server.db.tables import deliveries as table
from server.db.tables import push_subscriptions as subscriptions
from server.db.upsert import insert_or
from server.push.subscriptions import Reached, Subscription
from server.push.windows import pack, unpack
from sync.school_days import Window

CLAIMED_FOR: Final = 2 * MINUTE
DEVICES_AT_ONCE: Final = 16
"""So many that the slowest push service is through with them before the claim lapses."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A push of `kind` to a device, claimed by `worker` until `claimed_until`. `windows` empty: at any hour."""

    school: bytes
    device: bytes
    kind: Push
    about: bytes
    windows: tuple[Window, ...]
    made_at: int
    attempts: int
    worker: bytes
    claimed_until: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that is due for one device, what may come at any hour first."""

    to: Subscription
    deliveries: tuple[Delivery, ...]


def queue(
    connection: Connection,
    school: bytes,
    to: Iterable[Reached],
    kind: Push,
    *,
    about: bytes,
    now: int,
    windows: Sequence[Window] = (),
) -> None:
    """Let a push go to each of these devices. One of the kind and about the same that still waits becomes this one."""
    for device, _ in to:
        values = {
            "windows": pack(windows), "made_at": now, "due_at": now, "claimed_by": None, "claimed_until": None, "attempts": 0,
            "sent_at": None,
        }  # fmt: skip
        insert = insert_or(connection, table).values(
            school=school, device=device, kind=kind.wire, about=about, **values
        )
        keys = ["school", "device", "kind", "about"]
        connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=values))


def withdraw(connection: Connection, school: bytes, kinds: Iterable[Push], about: bytes) -> None:
    """Let nothing more of these kinds go out about something."""
    here = (table.c.school == school) & table.c.kind.in_([kind.wire for kind in kinds]) & (table.c.about == about)
    connection.execute(update(table).where(here).values(due_at=None, claimed_by=None, claimed_until=None))


def any_due(connection: Connection, school: bytes, now: int) -> bool:
    """Whether something is due that nobody has claimed."""
    return connection.execute(select(table.c.device).where(_due(school, now)).limit(1)).first() is not None


def claim(connection: Connection, school: bytes, worker: bytes, now: int) -> list[Parcel]:
    """Take what is due, for this worker alone: whole devices, those with an alarm first."""
    due = _due(school, now)
    quiet = func.min(case((table.c.windows == b"", 0), else_=1)).label("quiet")
    first = select(table.c.device, quiet, func.min(table.c.due_at).label("due_at")).where(due).group_by(table.c.device)
    waiting = first.subquery()
    # The subscription stands for the device: whoever has locked it claims all that is due for it, and nobody claims the rest.
    devices = connection.execute(
        select(subscriptions)
        .join(waiting, and_(subscriptions.c.school == school, subscriptions.c.device == waiting.c.device))
        .order_by(waiting.c.quiet, waiting.c.due_at, subscriptions.c.device)
        .limit(DEVICES_AT_ONCE)
        .with_for_update(of=subscriptions, skip_locked=True)
    ).all()
    return [found for row in devices if (found := _claim_device(connection, row, due, worker, now)) is not None]


def _due(school: bytes, now: int) -> ColumnElement[bool]:
    # A claim that ends much later than any made now was made before the clock went back: whoever made it is through with it.
    until = table.c.claimed_until
    is_free = or_(until.is_(None), until <= now, until > now + 2 * CLAIMED_FOR)
    return and_(table.c.school == school, table.c.due_at <= now, is_free)


def _claim_device(connection: Connection, row: Any, due: ColumnElement[bool], worker: bytes, now: int) -> Parcel | None:
    here = and_(due, table.c.device == row.device)
    found = connection.execute(select(table).where(here).order_by(table.c.windows != b"", table.c.due_at)).all()
    if not found:
        return None
    until = now + CLAIMED_FOR
    connection.execute(update(table).where(here).values(claimed_by=worker, claimed_until=until))
    claimed = tuple(
        Delivery(
            one.school, one.device, Push[one.kind.upper()], one.about, unpack(one.windows), one.made_at, one.attempts, worker,
            until,
        )
        for one in found
    )  # fmt: skip
    return Parcel(Subscription(row.device, row.member, row.endpoint, row.p256dh, row.auth), claimed)


def settle(
    connection: Connection, one: Delivery, *, sent_at: int | None = None, due_at: int | None = None, attempts: int = 0
) -> bool:
    """Let go of a claim: it was sent, is due again later, or neither (given up). Nothing is done, and False answered, where the
    claim is no longer ours: it lapsed, or something newer took its place."""
    ours = and_(
        table.c.school == one.school, table.c.device == one.device, table.c.kind == one.kind.wire,
        table.c.about == one.about, table.c.claimed_by == one.worker, table.c.claimed_until == one.claimed_until,
    )  # fmt: skip
    values = {"due_at": due_at, "sent_at": sent_at, "attempts": attempts, "claimed_by": None, "claimed_until": None}
    return connection.execute(update(table).where(ours).values(values)).rowcount > 0


def sent(connection: Connection, school: bytes, kind: Push, about: bytes) -> dict[bytes, int]:
    """Member → when a push service last took a push of this kind about something for them, ms."""
    rows = connection.execute(
        select(subscriptions.c.member, func.max(table.c.sent_at))
        .join(subscriptions, and_(subscriptions.c.school == school, subscriptions.c.device == table.c.device))
        .where(
            table.c.school == school, table.c.kind == kind.wire, table.c.about == about, table.c.sent_at.is_not(None)
        )
        .group_by(subscriptions.c.member)
    )
    return {row[0]: row[1] for row in rows}


def set_back(connection: Connection, school: bytes, by: int) -> None:
    """What may come at any hour was timed by a clock that has gone back by so many ms: it is no less due for that."""
    here = (table.c.school == school) & (table.c.windows == b"") & table.c.due_at.is_not(None)
    earlier = {"made_at": table.c.made_at - by, "due_at": table.c.due_at - by}
    connection.execute(update(table).where(here).values(earlier))


def forget_old(connection: Connection, school: bytes, before: int) -> None:
    """Delete what was made before that moment, unless it still waits."""
    connection.execute(
        delete(table).where(table.c.school == school, table.c.made_at < before, table.c.due_at.is_(None))
    )
