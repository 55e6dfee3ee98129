"""Entries of vaults' logs as rows of the database.

    insert_entries(connection, log, number, [Row(op_id, log_hash, data), …])

On SQLite all of them are one statement. Its driver lets go of the interpreter with every row that it is given, and waits for it
again while other requests read and verify; and all that while it holds up whoever else wants to write.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, Insert, Integer, Text, bindparam, func, select

from server.db.tables import Raw, entries
from sync.encoding import HASH_SIZE, ID_SIZE
from sync.vault import VaultLog


class Row(NamedTuple):
    """An entry without its place in the log: its op id, the log's hash behind it, and all its bytes."""

    op_id: bytes
    log_hash: bytes
    entry: bytes


def insert_entries(connection: Connection, before: VaultLog, number: int, rows: Sequence[Row]) -> None:
    """Write what comes behind the head of `before`, the vault with this number. Raises IntegrityError for an op id that is
    there already."""
    if connection.dialect.name == "sqlite":
        connection.execute(_TOGETHER, _joined(before, number, rows))
        return
    connection.execute(
        entries.insert(),
        [
            {
                "school": before.school, "number": number, "seq": seq, "op_id": row.op_id, "log_hash": row.log_hash,
                "entry": row.entry,
            }
            for seq, row in enumerate(rows, before.seq + 1)
        ],
    )  # fmt: skip


def _joined(before: VaultLog, number: int, rows: Sequence[Row]) -> dict[str, Any]:
    """The parameters of `_TOGETHER`: everything laid end to end, and of each entry where it begins, counted from 1, and its
    size."""
    sizes = [len(row.entry) for row in rows]
    return {
        "school": before.school,
        "number": number,
        "first": before.seq + 1,
        "op_ids": b"".join(row.op_id for row in rows),
        "log_hashes": b"".join(row.log_hash for row in rows),
        "data": b"".join(row.entry for row in rows),
        "places": json.dumps([(end - size + 1, size) for end, size in zip(accumulate(sizes), sizes, strict=True)]),
    }


def _together() -> Insert:
    """An insert of as many rows as `places` has items."""
    place = func.json_each(bindparam("places", type_=Text)).table_valued("key", "value")

    def nth(name: str, size: int) -> ColumnElement[bytes]:
        return func.substr(bindparam(name, type_=Raw), place.c.key * size + 1, size)

    begins, size = (func.json_extract(place.c.value, path) for path in ("$[0]", "$[1]"))
    found = select(
        bindparam("school", type_=Raw),
        bindparam("number", type_=Integer),
        bindparam("first", type_=BigInteger) + place.c.key,
        nth("op_ids", ID_SIZE),
        nth("log_hashes", HASH_SIZE),
        func.substr(bindparam("data", type_=Raw), begins, size),
    )
    return entries.insert().from_select(["school", "number", "seq", "op_id", "log_hash", "entry"], found)


_TOGETHER: Final = _together()
