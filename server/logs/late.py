"""The late box: what a removed member or a revoked device had not sent when it was shut out; and what a device that is not shut
out had of it, where a restored server lost it and takes it back no more.

It comes by the device's signature alone, is kept as it came, and waits until a present member takes it or sets it aside, with
a reason. Nothing is deleted. What waits is told to those entitled to its vault; of a vault that the server never saw (made
offline, and never sent), to the line managers of its author, or to every line manager if there is none.

Only saves wait: nobody decides about keys and members. Those of a vault that the server never saw come along with what waits of
it, for without them nobody could read that.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, not_, or_, select, update

from schemas.codes import Code
from schemas.limits import MAX_PULL_BYTES
from server.db.tables import Raw, late, vaults
from server.db.upsert import insert_or
from server.logs.heads import Head
from server.refusal import Refused
from sync.encoding import b64u, json_bytes
from sync.entry import Entry, Kind, encode, parse, verify_many
from sync.roster import LINE_MANAGER, School

_IS_SAVE: Final = func.substr(late.c.entry, 6, 1) == bytes([Kind.OP])
"""An entry's sixth byte is its kind."""

MOST_BYTES_OF_A_DEVICE: Final = 64 * 1024 * 1024
"""What may be handed in of what one device wrote, in all: years of a busy tablet's work, and no way to fill a disk."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What one device hands in for one vault."""

    vault: bytes
    entries: Sequence[bytes]


def read_late(school: School, device: bytes, handed: Iterable[Handed], here: Collection[bytes]) -> list[Entry]:
    """The entries, each signed with its author's key; `here` are the vaults that the server has. Raises Refused, naming every bad
    one by its place."""
    found = [(batch.vault, parse(data)) for batch in handed for data in batch.entries]
    bad: dict[int, Code] = {}
    for place, (vault, entry) in enumerate(found):
        code = _fault(entry, school, vault, device, here)
        if code is not None:
            bad[place] = code
    rest = [(place, entry) for place, (_, entry) in enumerate(found) if place not in bad]
    keys = [school.devices[entry.header.device].key for _, entry in rest]
    forged = verify_many([entry for _, entry in rest], keys)
    bad.update((rest[index][0], Code.BAD_SIGNATURE) for index in forged)
    if bad:
        raise Refused(bad[min(bad)], entries=sorted(bad.items(), key=lambda each: each[0]))
    return [entry for _, entry in found]


def _fault(entry: Entry, school: School, vault: bytes, device: bytes, here: Collection[bytes]) -> Code | None:
    if entry.header.school != school.id:
        return Code.WRONG_SCHOOL
    if entry.header.vault != vault:
        return Code.WRONG_VAULT
    return None if _may_bring(school, device, entry, here) else Code.UNKNOWN_DEVICE


def _may_bring(school: School, device: bytes, entry: Entry, here: Collection[bytes]) -> bool:
    """Whether this device may hand it in: its own; or, where it is not shut out itself, what a restored server takes back no
    more. Else a colleague could have all of somebody's entries wait as if they came too late, and fill what that one may hand
    in."""
    author = school.devices.get(entry.header.device)
    if author is None or author.id == device:
        return author is not None
    header = entry.header
    return school.devices[device].live and (author.is_beyond(header.vault, header.counter) or header.vault not in here)


def keep_late(connection: Connection, school: School, found: Sequence[Entry], now: int) -> None:
    """Keep what is handed in under who wrote it; what was handed in before stays as it is. Raises Refused(TOO_LARGE) beyond what
    is allowed."""
    for entry in found:
        insert = insert_or(connection, late).values(
            school=school.id,
            id=os.urandom(16),
            vault=entry.header.vault,
            device=entry.header.device,
            member=school.devices[entry.header.device].member,
            counter=entry.header.counter,
            entry_hash=entry.hash,
            received_at=now,
            entry=encode(entry),
        )
        connection.execute(insert.on_conflict_do_nothing(index_elements=["school", "vault", "entry_hash"]))
    size = select(func.sum(func.length(late.c.entry))).where(late.c.school == school.id)
    for device in {entry.header.device for entry in found}:
        if connection.execute(size.where(late.c.device == device)).scalar_one() > MOST_BYTES_OF_A_DEVICE:
            raise Refused(Code.TOO_LARGE)


_HERE: Final = late.c.school == bindparam("in_school")
_THERE: Final = select(vaults.c.vault).where(
    vaults.c.school == bindparam("in_school"), vaults.c.vault.in_(bindparam("in_vaults", type_=Raw, expanding=True))
)


def vaults_here(connection: Connection, school: bytes, handed: Iterable[Handed]) -> frozenset[bytes]:
    """Those of the vaults handed in of that the server has."""
    asked = {"in_school": school, "in_vaults": [batch.vault for batch in handed]}
    return frozenset(connection.execute(_THERE, asked).scalars())


def _told(*, manages: bool) -> ColumnElement[bool]:
    """Which late entries somebody decides about; and who `manages`, also of what vaults that the server never saw."""
    ways: list[ColumnElement[bool]] = [late.c.vault.in_(bindparam("in_vaults", type_=Raw, expanding=True))]
    if manages:
        unknown = late.c.vault.not_in(select(vaults.c.vault).where(vaults.c.school == bindparam("in_school")))
        ways.append(and_(unknown, late.c.member.in_(bindparam("by_members", type_=Raw, expanding=True))))
    return and_(_HERE, late.c.settled_at.is_(None), _IS_SAVE, or_(*ways))


def _waiting(told: ColumnElement[bool]) -> Select[Any]:
    """What is told, and the keys of vaults among it that the server never saw."""
    # A list of its own: of an empty one SQLAlchemy writes either what holds of `in` or what holds of `not in`, in both places.
    known = late.c.vault.not_in(bindparam("not_in_vaults", type_=Raw, expanding=True))
    unseen = select(late.c.vault).where(told, known).correlate(None)
    keys = and_(_HERE, not_(_IS_SAVE), late.c.vault.in_(unseen))
    return select(late).where(or_(told, keys)).order_by(late.c.vault, late.c.device, late.c.counter)


_TOLD: Final = {manages: _told(manages=manages) for manages in (False, True)}
_NOTICES: Final = {manages: select(late.c.id, late.c.vault).where(told) for manages, told in _TOLD.items()}
_WAITING: Final = {manages: _waiting(told) for manages, told in _TOLD.items()}
"""Made once, by whether the member is a line manager: every exchange asks for notices."""


def _asked(school: School, member: bytes, heads: Iterable[Head]) -> tuple[bool, dict[str, Any]]:
    """Whether the member is a line manager, and what fills `_TOLD`."""
    asked: dict[str, Any] = {"in_school": school.id, "in_vaults": [head.vault for head in heads]}
    if LINE_MANAGER not in school.roles(member):
        return False, asked
    orphans = [author for author in school.members if not school.managers(author)]
    return True, {**asked, "by_members": [*school.manages.get(member, set()), *orphans]}


def notices_of(connection: Connection, school: School, member: bytes, heads: Sequence[Head]) -> list[bytes]:
    """A notice for each late entry that waits for this member's decision, as the bytes that are hashed."""
    manages, asked = _asked(school, member, heads)
    rows = connection.execute(_NOTICES[manages], asked)
    return sorted(json_bytes({"kind": "late", "id": b64u(row.id), "vault": b64u(row.vault)}) for row in rows)


def waiting(
    connection: Connection, school: School, member: bytes, heads: Sequence[Head]
) -> tuple[dict[str, Any], list[bytes]]:
    """What waits for this member's decision, as of a pull: who handed it in, and the entries in the order they were written;
    with the keys of vaults that the server never saw."""
    manages, asked = _asked(school, member, heads)
    rows = connection.execute(_WAITING[manages], {**asked, "not_in_vaults": asked["in_vaults"]})
    described: list[dict[str, Any]] = []
    parts: list[bytes] = []
    size = 0
    for row in rows:
        size += len(row.entry)
        if size > MAX_PULL_BYTES:
            return {"entries": described, "more": True}, parts
        described.append(
            {"id": row.id, "vault": row.vault, "device": row.device, "member": row.member, "received": row.received_at}
        )
        parts.append(row.entry)
    return {"entries": described, "more": False}, parts


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a member decided about a late entry."""

    id: bytes
    member: bytes
    outcome: str
    reason: str | None


def settle(connection: Connection, school: School, heads: Sequence[Head], decided: Settlement, now: int) -> None:
    """Write down the decision. Raises Refused(NOT_FOUND) for what does not wait for this member's decision."""
    manages, asked = _asked(school, decided.member, heads)
    gone = connection.execute(
        update(late)
        .where(late.c.id == decided.id, _TOLD[manages])
        .values(settled_at=now, settled_by=decided.member, outcome=decided.outcome, reason=decided.reason),
        asked,
    )
    if gone.rowcount == 0:
        raise Refused(Code.NOT_FOUND)
