"""Which vaults a member is entitled to, and where their logs stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, or_, select

from schemas.authority import AUTHORITY
from server.db.tables import Raw, entries, vault_members, vaults
from sync.log import hash_0
from sync.roster import LINE_MANAGER, School


def _kinds_by(standing: str) -> list[str]:
    """The kinds of vault that members come to by this standing."""
    return [
        kind
        for kind, acts in AUTHORITY.items()
        if any(standing in ways for by_role in acts.values() for ways in by_role.values())
    ]


FOR_EVERYBODY: Final = _kinds_by("everybody")
FOR_MANAGERS: Final = _kinds_by("manager")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a vault's log stands. `number` is the vault's short name in the table of entries."""

    vault: bytes
    number: int
    kind: str
    log_id: bytes
    seq: int
    log_hash: bytes


_HEAD = (vaults.c.vault, vaults.c.number, vaults.c.kind, vaults.c.log_id, vaults.c.head_seq, vaults.c.head_hash)


_IN_SCHOOL: Final = select(*_HEAD).where(vaults.c.school == bindparam("school"))
_ONE: Final = _IN_SCHOOL.where(vaults.c.vault == bindparam("vault"))


def _is_of(kinds: list[str]) -> ColumnElement[bool]:
    # Not `in_`: its list would be written out anew at each execution.
    return or_(*(vaults.c.kind == kind for kind in kinds))


def _entitled(*, manages: bool) -> Select[Any]:
    """The vaults of `member`; and, of who manages somebody, those of the `mentored`."""
    named = select(vault_members.c.vault).where(vault_members.c.school == bindparam("school"))
    own = vaults.c.vault.in_(named.where(vault_members.c.member == bindparam("member")))
    ways = [_is_of(FOR_EVERYBODY), own]
    if manages:
        mentored = vault_members.c.member.in_(bindparam("mentored", type_=Raw, expanding=True))
        ways.append(and_(_is_of(FOR_MANAGERS), vaults.c.vault.in_(named.where(mentored))))
    return _IN_SCHOOL.where(or_(*ways)).order_by(vaults.c.vault)


_OWN: Final = _entitled(manages=False)
_OWN_AND_MANAGED: Final = _entitled(manages=True)


def entitled_heads(connection: Connection, school: School, member: bytes) -> list[Head]:
    """The vaults that `member` is entitled to (`docs/protocol.md` §4), by id."""
    asked: dict[str, Any] = {"school": school.id, "member": member}
    mentored = school.manages.get(member)
    if mentored and LINE_MANAGER in school.roles(member):
        rows = connection.execute(_OWN_AND_MANAGED, {**asked, "mentored": list(mentored)})
    else:
        rows = connection.execute(_OWN, asked)
    return [Head(*row) for row in rows]


def head_of(connection: Connection, school: bytes, vault: bytes) -> Head | None:
    """Where one vault's log stands."""
    row = connection.execute(_ONE, {"school": school, "vault": vault}).one_or_none()
    return None if row is None else Head(*row)


_HASH_AT: Final = select(entries.c.log_hash).where(
    entries.c.school == bindparam("school"),
    entries.c.number == bindparam("number"),
    entries.c.seq == bindparam("seq"),
)
"""Made once, as every statement of a device's round is: to make it takes as long as to answer it."""


def hash_at(connection: Connection, school: bytes, head: Head, seq: int) -> bytes | None:
    """The log's hash after `seq` entries; None beyond its head."""
    if seq == head.seq:
        return head.log_hash
    if seq == 0:
        return hash_0(school, head.vault)
    asked = {"school": school, "number": head.number, "seq": seq}
    return connection.execute(_HASH_AT, asked).scalar_one_or_none()
