"""The code that lets a member's next device in: eight characters of Crockford's base 32, shown as `7K3M-Q9XW`.

One use, ten minutes, five wrong tries end it. The database keeps a keyed hash: forty bits would not withstand the
finder of a copy.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, select, update

from server.clock import MINUTE
from server.db.tables import device_codes
from server.db.upsert import insert_or

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 8
GOOD_FOR: Final = 10 * MINUTE
MOST_TRIES: Final = 5


def read_code(text: str) -> str:
    """A code as a person typed it, made plain: upper case, without spaces and dashes, O read as 0, I and L as 1.

    >>> read_code("7k3m-q9xo")
    '7K3MQ9X0'
    """
    plain = text.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    return "".join(letter if letter in ALPHABET else "?" for letter in plain)


@dataclass(frozen=True, slots=True)
class Whose:
    """The member whose code it is, and the server's secret that it is hashed with."""

    secret: bytes
    school: bytes
    member: bytes

    def hashed(self, code: str) -> bytes:
        """What the database keeps of the code."""
        return hmac.digest(self.secret, b"beside/device-code/1" + self.school + self.member + code.encode(), "sha256")


def make_code(connection: Connection, whose: Whose, made_by: bytes, now: int) -> tuple[str, int]:
    """A fresh code, replacing any other of the member's, and when it expires (ms). `made_by` is a device."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    values = {"code_hash": whose.hashed(code), "made_by": made_by, "expires_at": now + GOOD_FOR, "tries": 0}
    insert = insert_or(connection, device_codes).values(school=whose.school, member=whose.member, **values)
    connection.execute(insert.on_conflict_do_update(index_elements=["school", "member"], set_=values))
    return f"{code[:4]}-{code[4:]}", now + GOOD_FOR


def use_code(
    connection: Connection, whose: Whose, typed: str, now: int, *, may_let_in: Callable[[bytes], bool]
) -> bool:
    """Whether `typed` is the member's code, and the device that it was made on `may_let_in` still. A right one is used up; a
    wrong try is counted, and the fifth ends the code.

    The caller commits in both cases.
    """
    here = (device_codes.c.school == whose.school) & (device_codes.c.member == whose.member)
    row = connection.execute(
        select(device_codes.c.code_hash, device_codes.c.made_by, device_codes.c.tries)
        .where(here, device_codes.c.expires_at >= now)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return False
    if hmac.compare_digest(row.code_hash, whose.hashed(read_code(typed))):
        connection.execute(delete(device_codes).where(here))
        return may_let_in(row.made_by)
    if row.tries + 1 >= MOST_TRIES:
        connection.execute(delete(device_codes).where(here))
    else:
        connection.execute(update(device_codes).where(here).values(tries=row.tries + 1))
    return False
