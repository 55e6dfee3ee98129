"""Challenges that the server need not remember, and salts for people who do not exist.

    challenge = nonce 16 ‖ not after u64 (ms) ‖ HMAC-SHA-256(secret, 'beside/challenge/1' ‖ school ‖ nonce ‖ not after)

A challenge is good for five minutes by the server's clock, so that a tablet's clock does not matter, and for one answer: an
answered one is kept until it would have expired.
"""

from __future__ import annotations

import hmac
import os
from typing import Final

from sqlalchemy import Connection, bindparam, delete
from sqlalchemy.exc import IntegrityError

from schemas.codes import Code
from server.clock import MINUTE
from server.db.tables import spent_challenges
from server.refusal import Refused

GOOD_FOR: Final = 5 * MINUTE
CHALLENGE_BYTES: Final = 56

_FORGET: Final = delete(spent_challenges).where(
    spent_challenges.c.school == bindparam("school"), spent_challenges.c.expires_at < bindparam("now")
)


def make_challenge(secret: bytes, school: bytes, now: int) -> bytes:
    """A fresh challenge for a sign-in at `school`; `now` in milliseconds."""
    body = os.urandom(16) + (now + GOOD_FOR).to_bytes(8, "big")
    return body + _tag(secret, school, body)


def check_challenge(secret: bytes, school: bytes, now: int, challenge: bytes) -> None:
    """Raise Refused(SIGN_IN_REFUSED) if the challenge is not ours, or too old."""
    body, tag = challenge[:24], challenge[24:]
    if len(challenge) != CHALLENGE_BYTES or not hmac.compare_digest(tag, _tag(secret, school, body)):
        raise Refused(Code.SIGN_IN_REFUSED, field="challenge")
    if now > int.from_bytes(body[16:], "big"):
        raise Refused(Code.SIGN_IN_REFUSED, field="challenge")


def spend_challenge(connection: Connection, school: bytes, now: int, challenge: bytes) -> None:
    """Take an answered challenge that was checked. Raises Refused(SIGN_IN_REFUSED) if it was answered before."""
    connection.execute(_FORGET, {"school": school, "now": now})
    nonce, not_after = challenge[:16], int.from_bytes(challenge[16:24], "big")
    try:
        connection.execute(spent_challenges.insert(), {"school": school, "nonce": nonce, "expires_at": not_after})
    except IntegrityError:
        raise Refused(Code.SIGN_IN_REFUSED, field="challenge") from None


def _tag(secret: bytes, school: bytes, body: bytes) -> bytes:
    return hmac.digest(secret, b"beside/challenge/1" + school + body, "sha256")


def salt_of_nobody(secret: bytes, school: bytes, handle_key: str) -> bytes:
    """The salt that an unknown handle gets: always the same, so that asking does not tell who has an account."""
    return hmac.digest(secret, b"beside/salt/1" + school + handle_key.encode(), "sha256")[:16]
