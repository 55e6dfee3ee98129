"""What a password opens: handle, salt, the hash of the authentication secret, and the sealed bundle."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, select
from sqlalchemy.exc import IntegrityError

from schemas.codes import Code
from server.accounts.challenges import salt_of_nobody
from server.accounts.handles import handle_key
from server.db.tables import accounts
from server.db.upsert import replacing
from server.refusal import Refused
from sync.keys import Argon2Params

PARAMS_OF_NOBODY: Final = Argon2Params()


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it is kept. `stated_at` in milliseconds."""

    member: bytes
    handle: str
    salt: bytes
    params: dict[str, int]
    authentication_hash: bytes
    bundle: bytes
    stated_at: int

    def opens(self, authentication: bytes) -> bool:
        """Whether this is the account's authentication secret."""
        return hmac.compare_digest(self.authentication_hash, authentication_hash(authentication))


def authentication_hash(authentication: bytes) -> bytes:
    """What is kept of an authentication secret, which is itself 32 bytes out of Argon2id."""
    return hashlib.sha256(authentication).digest()


_IN_SCHOOL: Final = select(accounts).where(accounts.c.school == bindparam("school"))
_BY_HANDLE: Final = _IN_SCHOOL.where(accounts.c.handle_key == bindparam("who"))
_BY_MEMBER: Final = _IN_SCHOOL.where(accounts.c.member == bindparam("who"))
_KEEP: Final = replacing(accounts)


def by_handle(connection: Connection, school: bytes, handle: str) -> Account | None:
    """The account of this sign-in name."""
    return _one(connection, _BY_HANDLE, school, handle_key(handle))


def by_member(connection: Connection, school: bytes, member: bytes) -> Account | None:
    """The member's account."""
    return _one(connection, _BY_MEMBER, school, member)


def _one(connection: Connection, query: Select[Any], school: bytes, who: bytes | str) -> Account | None:
    row = connection.execute(query, {"school": school, "who": who}).one_or_none()
    if row is None:
        return None
    return Account(
        row.member, row.handle, row.salt, json.loads(row.params), row.authentication_hash, row.bundle, row.stated_at
    )


def keep(connection: Connection, school: bytes, member: bytes, stated: Mapping[str, Any], now: int) -> None:
    """Keep the account as `stated` (the shape ACCOUNT), in place of the member's former one. Raises Refused(HANDLE_TAKEN)."""
    row = {
        "school": school,
        "member": member,
        "handle": stated["handle"],
        "handle_key": handle_key(stated["handle"]),
        "salt": stated["salt"],
        "params": json.dumps(stated["params"], sort_keys=True),
        "authentication_hash": authentication_hash(stated["authentication"]),
        "bundle": stated["bundle"],
        "stated_at": now,
    }
    try:
        connection.execute(_KEEP[connection.dialect.name], row)
    except IntegrityError:
        raise Refused(Code.HANDLE_TAKEN, field="account.handle") from None


def derivation(connection: Connection, secret: bytes, school: bytes, handle: str) -> tuple[bytes, dict[str, int]]:
    """Salt and parameters for a sign-in name; for an unknown one such that look the same."""
    account = by_handle(connection, school, handle)
    made_up = salt_of_nobody(secret, school, handle_key(handle))
    if account is None:
        return made_up, PARAMS_OF_NOBODY.members()
    return account.salt, account.params
