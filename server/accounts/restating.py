"""An account stated again after a restore: the backup may be older than the member, or than their password.

Signed by the account's key, which only an unlocked device of the member's has, and which the school's log names. Once an account
and restore: so nobody who holds an unlocked tablet later can change its owner's password without knowing it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, delete

from schemas.codes import Code
from server.accounts import accounts
from server.accounts.challenges import check_challenge, spend_challenge
from server.accounts.rates import Limit
from server.context import Server
from server.db.tables import sessions
from server.refusal import Refused
from sync.entry import verify

TAG: Final = b"beside/account/1"


def signed_part(school: bytes, member: bytes, challenge: bytes, account: Mapping[str, Any]) -> bytes:
    """What the account's key signs."""
    handle, bundle = (hashlib.sha256(part).digest() for part in (account["handle"].encode(), account["bundle"]))
    parts: tuple[bytes, ...] = (
        TAG,
        school,
        member,
        challenge,
        handle,
        account["salt"],
        account["authentication"],
        bundle,
    )
    return b"".join(parts)


def restate(server: Server, school: bytes, stated: Mapping[str, Any], address: bytes) -> dict[str, Any]:
    """Keep the account as stated. Raises Refused: FORBIDDEN where there is nothing to restate, BAD_SIGNATURE, HANDLE_TAKEN."""
    server.rates.check(school, Limit.ADDRESS, address)
    now = server.clock()
    check_challenge(server.secret, school, now, stated["challenge"])
    try:
        # Nobody waits for the database's one writer behind a signature that is worth nothing.
        with server.database.reading() as connection:
            _judge(server, connection, school, stated)
        with server.database.writing() as connection:
            _judge(server, connection, school, stated, lock="share")
            spend_challenge(connection, school, now, stated["challenge"])
            accounts.keep(connection, school, stated["member"], stated["account"], now)
            here = (sessions.c.school == school) & (sessions.c.member == stated["member"])
            connection.execute(delete(sessions).where(here))
    except Refused as refused:
        if refused.code in {Code.FORBIDDEN, Code.BAD_SIGNATURE}:
            server.rates.count(school, Limit.ADDRESS, address)
        raise
    return {"time": now}


def _judge(
    server: Server,
    connection: Connection,
    school: bytes,
    stated: Mapping[str, Any],
    lock: str | None = None,
) -> None:
    """Raise Refused unless this account may be stated anew, by its own key."""
    found = server.schools.read(connection, school, lock=lock)
    account = accounts.by_member(connection, school, stated["member"])
    due = found.restored_at is not None and (account is None or account.stated_at < found.restored_at)
    if not due or not found.school.is_present(stated["member"]):
        raise Refused(Code.FORBIDDEN)
    signed = signed_part(school, stated["member"], stated["challenge"], stated["account"])
    if not verify(stated["signature"], signed, found.school.members[stated["member"]].sign):
        raise Refused(Code.BAD_SIGNATURE, field="signature")
