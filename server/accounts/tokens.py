"""The token that `beside init` prints: whoever types it sets up a school, once.

Sixteen characters of Crockford's base 32 in groups of four, eighty bits: `9X2M-44KQ-7RTB-C0WZ`.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from server.accounts.codes import ALPHABET, read_code
from server.db.tables import schools, set_ups

LENGTH: Final = 16


def make_token(connection: Connection, secret: bytes, now: int) -> str:
    """A fresh token in place of any unused one."""
    connection.execute(delete(set_ups).where(set_ups.c.school.is_(None)))
    token = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    connection.execute(set_ups.insert().values(token_hash=_hash(secret, token), created_at=now, school=None))
    return "-".join(token[start : start + 4] for start in range(0, LENGTH, 4))


def spend_token(connection: Connection, secret: bytes, token: str, school: bytes) -> bool:
    """Whether the token is ours and unused, or was used for this very school; it is used up for it."""
    here = set_ups.c.token_hash == _hash(secret, token)
    spent = connection.execute(update(set_ups).where(here, set_ups.c.school.is_(None)).values(school=school))
    if spent.rowcount:
        return True
    return connection.execute(select(set_ups.c.school).where(here)).scalar_one_or_none() == school


def waits(connection: Connection) -> bool:
    """Whether an unused token is about."""
    return (
        connection.execute(select(func.count()).select_from(set_ups).where(set_ups.c.school.is_(None))).scalar_one() > 0
    )


def any_school(connection: Connection) -> bool:
    """Whether the server has a school."""
    return connection.execute(select(schools.c.school).limit(1)).first() is not None


def only_school(connection: Connection) -> bytes | None:
    """The id of the server's school, where it has exactly one."""
    found = connection.execute(select(schools.c.school).limit(2)).scalars().all()
    return found[0] if len(found) == 1 else None


def _hash(secret: bytes, token: str) -> bytes:
    return hmac.digest(secret, b"beside/set-up/1" + read_code(token).encode(), "sha256")
