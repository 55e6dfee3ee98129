"""Sessions: who is asking. A random token in a cookie, its hash in the database; so a restart ends none, and a copy of the
database opens none.

A session says who carries a request. The right to append comes from an entry's own signature.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, update

from server.clock import DAY, MINUTE
from server.db.tables import sessions

SEEN_EVERY: Final = 15 * MINUTE
"""A session's last use is written down no more often: reading must not cost a write."""


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in of a member on a device; times in milliseconds."""

    school: bytes
    session: bytes
    member: bytes
    device: bytes
    created_at: int
    seen_at: int


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a session lasts, in days: at all, and without use."""

    days: int
    idle_days: int

    def over(self, session: Session, now: int) -> bool:
        """Whether the session has ended by age or by lying idle."""
        return now > session.created_at + self.days * DAY or now > session.seen_at + self.idle_days * DAY


_COLUMNS: Final = (
    sessions.c.school, sessions.c.session, sessions.c.member, sessions.c.device, sessions.c.created_at, sessions.c.seen_at,
)  # fmt: skip
_BY_TOKEN: Final = select(*_COLUMNS).where(
    sessions.c.school == bindparam("school"), sessions.c.token_hash == bindparam("token_hash")
)
"""Made once: every request asks it."""
_END: Final = delete(sessions).where(sessions.c.school == bindparam("school"), sessions.c.device == bindparam("device"))


def token_hash(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(b"beside/token/1" + token.encode()).digest()


def begin(connection: Connection, school: bytes, member: bytes, device: bytes, now: int) -> tuple[Session, str]:
    """A new session in place of the device's former one, and the token for its cookie."""
    connection.execute(_END, {"school": school, "device": device})
    session, token = Session(school, os.urandom(16), member, device, now, now), secrets.token_urlsafe(32)
    connection.execute(
        sessions.insert(),
        {
            "school": school, "session": session.session, "token_hash": token_hash(token), "member": member,
            "device": device, "created_at": now, "seen_at": now,
        },
    )  # fmt: skip
    return session, token


def find(connection: Connection, school: bytes, token: str) -> Session | None:
    """The session that a cookie's token stands for."""
    row = connection.execute(_BY_TOKEN, {"school": school, "token_hash": token_hash(token)}).one_or_none()
    return None if row is None else Session(*row)


def touch(connection: Connection, session: Session, now: int) -> None:
    """Write down that the session was used."""
    connection.execute(
        update(sessions)
        .where(sessions.c.school == session.school, sessions.c.session == session.session)
        .values(seen_at=now)
    )


def of_member(connection: Connection, school: bytes, member: bytes) -> list[Session]:
    """The member's sessions, newest use first."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(sessions.c.school == school, sessions.c.member == member)
        .order_by(sessions.c.seen_at.desc(), sessions.c.session)
    )
    return [Session(*row) for row in rows]


def end(connection: Connection, school: bytes, member: bytes, session: bytes) -> bool:
    """End one session of the member; whether there was one."""
    gone = connection.execute(
        delete(sessions).where(sessions.c.school == school, sessions.c.member == member, sessions.c.session == session)
    )
    return gone.rowcount > 0


def end_of_devices(connection: Connection, school: bytes, devices: Iterable[bytes]) -> None:
    """End the sessions of these devices."""
    for device in devices:
        connection.execute(_END, {"school": school, "device": device})
