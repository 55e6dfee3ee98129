"""What follows a client's cursors: entries as they came, oldest first, at most `MAX_PULL_BYTES` in one answer.

A cursor counts by its seq and hash, whatever log id it names: a client that read the same history before the server was
restored goes on where it was. One that the log does not know is answered `rewound`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from schemas.codes import Code
from schemas.limits import MAX_PULL_BYTES
from server.db.tables import entries, school_entries
from server.errors import error_body
from server.logs.heads import Head, entitled_heads, hash_at, head_of
from server.refusal import Refused
from sync.log import hash_0
from sync.roster import School

ROWS_AT_ONCE: Final = 256
ROWS_IN_MEMORY: Final = 32
FRAME_OVERHEAD: Final = 4

_BETWEEN: Final = (
    select(entries.c.entry)
    .where(
        entries.c.school == bindparam("school"),
        entries.c.number == bindparam("number"),
        entries.c.seq > bindparam("after"),
        entries.c.seq <= bindparam("upto"),
    )
    .order_by(entries.c.seq)
)
"""Made once: a pull asks it of every vault, and to make it takes as long as to answer it."""
_SCHOOL: Final = (
    select(school_entries.c.entry)
    .where(school_entries.c.school == bindparam("school"), school_entries.c.seq > bindparam("after"))
    .order_by(school_entries.c.seq)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A vault's cursor as the client states it."""

    vault: bytes
    log_id: bytes | None
    seq: int
    log_hash: bytes


class _Budget:
    """How many bytes the answer may still take."""

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, found: Iterator[bytes]) -> list[bytes]:
        """As many of `found`, in order, as fit."""
        taken = []
        for entry in found:
            self.left -= len(entry) + FRAME_OVERHEAD
            if self.left < 0:
                break
            taken.append(entry)
        return taken


def pull(
    connection: Connection, school: School, member: bytes, asked: Sequence[Asked], school_seq: int | None
) -> tuple[dict[str, Any], list[bytes]]:
    """What `member` may read behind the cursors: the answer's first frame and the entries, the school log's first."""
    budget = _Budget(MAX_PULL_BYTES)
    parts: list[bytes] = []
    if school_seq is not None:
        parts += budget.take(_school_entries(connection, school.id, school_seq))
    head: dict[str, Any] = {"school": len(parts), "vaults": []}
    may_read = {found.vault: found for found in entitled_heads(connection, school, member)}
    for cursor in asked:
        described, found = _pull_one(connection, school.id, may_read.get(cursor.vault), cursor, budget)
        head["vaults"].append(described)
        parts += found
    return head, parts


def _pull_one(
    connection: Connection, school: bytes, head: Head | None, cursor: Asked, budget: _Budget
) -> tuple[dict[str, Any], list[bytes]]:
    if head is None:
        if head_of(connection, school, cursor.vault) is not None:
            return {"vault": cursor.vault, "count": 0, "error": error_body(Refused(Code.NOT_ENTITLED))}, []
        # Lost in a restore, or not sent yet: either way the client has what the server lacks.
        beginning = (0, hash_0(school, cursor.vault))
        described = {"vault": cursor.vault, "from": 1, "count": 0, "more": False, "head": beginning}
        return {**described, "rewound": cursor.seq > 0}, []
    described = {"vault": head.vault, "log": head.log_id, "head": (head.seq, head.log_hash)}
    if hash_at(connection, school, head, cursor.seq) != cursor.log_hash:
        return {**described, "count": 0, "more": False, "rewound": True}, []
    found = budget.take(_vault_entries(connection, school, head, cursor.seq)) if budget.left > 0 else []
    more = cursor.seq + len(found) < head.seq
    return {**described, "from": cursor.seq + 1, "count": len(found), "more": more}, found


def _vault_entries(connection: Connection, school: bytes, head: Head, after: int) -> Iterator[bytes]:
    while after < head.seq:
        upto = min(after + ROWS_AT_ONCE, head.seq)
        asked = {"school": school, "number": head.number, "after": after, "upto": upto}
        for some in connection.execute(_BETWEEN, asked).scalars().partitions(ROWS_IN_MEMORY):
            yield from some
        after = upto


def _school_entries(connection: Connection, school: bytes, after: int) -> Iterator[bytes]:
    asked = {"school": school, "most": ROWS_AT_ONCE}
    while part := connection.execute(_SCHOOL, {**asked, "after": after}).scalars().all():
        yield from part
        after += len(part)
