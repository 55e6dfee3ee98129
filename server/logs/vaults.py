"""The vaults' logs as reductions: read from the row beside the head, kept in the process while that head stands."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, update

from server.db.tables import vault_members, vault_numbers, vaults
from server.db.upsert import in_each_dialect
from sync.vault import VaultLog, restore

MOST_KEPT: Final = 4096


@dataclass(frozen=True, slots=True)
class Locked:
    """A vault whose head is the caller's alone until the transaction ends. `number` is None before the vault is there."""

    log: VaultLog
    number: int | None


_HERE: Final = (vaults.c.school == bindparam("in_school")) & (vaults.c.vault == bindparam("at_vault"))
_LOCK: Final = (
    select(vaults.c.number, vaults.c.log_id, vaults.c.head_seq, vaults.c.head_hash).where(_HERE).with_for_update()
)
_STATE: Final = select(vaults.c.state).where(_HERE)
_ADVANCE: Final = update(vaults).where(_HERE)
_FORGET_MEMBER: Final = delete(vault_members).where(
    vault_members.c.school == bindparam("school"),
    vault_members.c.vault == bindparam("vault"),
    vault_members.c.member == bindparam("member"),
)
"""Made once: each push asks them, and to make one takes as long as to answer it."""
_NUMBER: Final = in_each_dialect(
    vault_numbers,
    lambda insert: insert.on_conflict_do_update(
        index_elements=["school"], set_={"last": vault_numbers.c.last + 1}
    ).returning(vault_numbers.c.last),
)


class Vaults:
    """The reductions that this process keeps. They are never changed: what is judged is a copy."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[bytes, bytes], VaultLog] = OrderedDict()
        self._lock = threading.Lock()

    def lock(self, connection: Connection, school: bytes, vault: bytes) -> Locked:
        """Take the vault's head; for a vault that is not there, an empty log."""
        here = {"in_school": school, "at_vault": vault}
        row = connection.execute(_LOCK, here).one_or_none()
        if row is None:
            return Locked(VaultLog(school, vault), None)
        with self._lock:
            kept = self._kept.get((school, vault))
        if kept is not None and (kept.log_id, kept.seq, kept.log_hash) == (row.log_id, row.head_seq, row.head_hash):
            return Locked(kept, row.number)
        log = restore(connection.execute(_STATE, here).scalar_one())
        log.log_id = row.log_id  # a restore of the server gives another than the stored one
        return Locked(log, row.number)

    def keep(self, log: VaultLog) -> None:
        """Remember what was committed."""
        with self._lock:
            self._kept[log.school, log.vault] = log
            self._kept.move_to_end((log.school, log.vault))
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def begin_vault(connection: Connection, log: VaultLog, now: int) -> int:
    """Make the row of a new vault, whose log gets its id; its number."""
    numbering = _NUMBER[connection.dialect.name]
    number: int = connection.execute(numbering, {"school": log.school, "last": 1}).scalar_one()
    log.log_id = os.urandom(16)
    connection.execute(
        vaults.insert(),
        {
            "school": log.school, "vault": log.vault, "number": number, "kind": log.kind, "log_id": log.log_id,
            "head_seq": log.seq, "head_hash": log.log_hash, "created_at": now, "state": log.stored(),
        },
    )  # fmt: skip
    _change_members(connection, log, added=log.members, removed=())
    return number


def advance_vault(connection: Connection, before: VaultLog, after: VaultLog) -> None:
    """Move the vault's head from `before` to `after`."""
    here = {"in_school": after.school, "at_vault": after.vault}
    said = {"head_seq": after.seq, "head_hash": after.log_hash, "state": after.stored()}
    connection.execute(_ADVANCE, {**here, **said})
    if before.members != after.members:
        added, removed = after.members - before.members, before.members - after.members
        _change_members(connection, after, added=added, removed=removed)


def _change_members(connection: Connection, log: VaultLog, *, added: Iterable[bytes], removed: Iterable[bytes]) -> None:
    for statement, members in ((_FORGET_MEMBER, removed), (vault_members.insert(), added)):
        for member in members:
            connection.execute(statement, {"school": log.school, "vault": log.vault, "member": member})
