"""Snapshots: a vault's merged state as one sealed, signed piece, so that a new device need not wait for the whole log.

The newest of each vault is kept, beside the log. Because of one nothing is ever deleted: readers compare, and the log wins.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from schemas.codes import Code
from server.db.tables import snapshots
from server.db.upsert import insert_or
from server.logs.heads import Head, hash_at
from server.refusal import Refused
from sync.roster import School
from sync.snapshot import Snapshot, parse_snapshot, verify_snapshot

MOST_BYTES: Final = 16 * 1024 * 1024
"""One snapshot."""


def read_snapshot(school: School, vault: bytes, data: bytes) -> Snapshot:
    """The snapshot, signed by a device of the school that is let in. Raises Refused or Malformed."""
    snapshot = parse_snapshot(data)
    if snapshot.place.school != school.id:
        raise Refused(Code.WRONG_SCHOOL)
    if snapshot.place.vault != vault:
        raise Refused(Code.WRONG_VAULT)
    device = school.devices.get(snapshot.device)
    if device is None:
        raise Refused(Code.UNKNOWN_DEVICE)
    if not device.live:
        raise Refused(Code.REVOKED_DEVICE)
    if not verify_snapshot(snapshot, device.key):
        raise Refused(Code.BAD_SIGNATURE)
    return snapshot


def keep_snapshot(connection: Connection, head: Head, snapshot: Snapshot) -> None:
    """Put the snapshot in the place of an older one; leave a newer one.

    Raises Refused(REWOUND) for one whose cursor is none of the log's.
    """
    school, cursor = snapshot.place.school, snapshot.cursor
    if hash_at(connection, school, head, cursor.seq) != cursor.log_hash:
        raise Refused(Code.REWOUND)
    kept = newest(connection, school, head)
    if kept is not None and kept.cursor.seq >= cursor.seq:
        return
    values = {"seq": cursor.seq, "snapshot": snapshot.data}
    insert = insert_or(connection, snapshots).values(school=school, vault=head.vault, **values)
    connection.execute(insert.on_conflict_do_update(index_elements=["school", "vault"], set_=values))


def newest(connection: Connection, school: bytes, head: Head) -> Snapshot | None:
    """The vault's snapshot, if there is one of the history that the log has now."""
    data = connection.execute(
        select(snapshots.c.snapshot).where(snapshots.c.school == school, snapshots.c.vault == head.vault)
    ).scalar_one_or_none()
    if data is None:
        return None
    snapshot = parse_snapshot(data)
    return snapshot if hash_at(connection, school, head, snapshot.cursor.seq) == snapshot.cursor.log_hash else None
