"""Taking reminder rows that travel with a batch: judged by their own signature, and of two with one id the later op's counts.

A row that cannot be taken stops no entry: a note must not be lost for a reminder's sake. The answer says which was not, and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from schemas.codes import Code
from server.db.tables import entries, vaults
from server.db.tables import reminders as table
from server.db.upsert import insert_or
from server.push.windows import pack
from sync.encoding import Malformed
from sync.reminder import Reminder, Terms, parse_reminder, verify_reminder
from sync.roster import School
from sync.vault import VaultLog, may_do


def read_reminders(school: School, vault: bytes, rows: Sequence[bytes]) -> list[Reminder | Code]:
    """Each row, or why it is none: read, of this vault, and signed by a device of the school that is let in."""
    return [_read(school, vault, data) for data in rows]


def _read(school: School, vault: bytes, data: bytes) -> Reminder | Code:
    try:
        found = parse_reminder(data)
    except Malformed as error:
        return error.code
    if found.terms.place.school != school.id:
        return Code.WRONG_SCHOOL
    if found.terms.place.vault != vault:
        return Code.WRONG_VAULT
    device = school.devices.get(found.device)
    if device is None:
        return Code.UNKNOWN_DEVICE
    if not device.live:
        return Code.REVOKED_DEVICE
    return found if verify_reminder(found, device.key) else Code.BAD_SIGNATURE


def keep_reminders(
    connection: Connection, school: School, log: VaultLog, rows: Sequence[Reminder | Code], seqs: Mapping[bytes, int]
) -> list[Code | None]:
    """Keep what may be kept, in the transaction that appended the ops; None, or why not, for each. `log` is the vault's behind
    the batch, `seqs` op id → seq of the batch's own ops."""
    return [row if isinstance(row, Code) else _keep(connection, school, log, row, seqs) for row in rows]


def _keep(
    connection: Connection, school: School, log: VaultLog, row: Reminder, seqs: Mapping[bytes, int]
) -> Code | None:
    author = school.devices[row.device].member
    if not school.is_present(author):
        return Code.REVOKED_DEVICE
    if not may_do(log, school, author, "write"):
        return Code.NOT_ENTITLED
    seq = seqs.get(row.terms.op) or _seq_of(connection, log, row.terms.op)
    if seq is None:
        return Code.NOT_FOUND
    _store(connection, row.terms, seq)
    return None


def _seq_of(connection: Connection, log: VaultLog, op: bytes) -> int | None:
    """The seq of an op that was appended before."""
    number = select(vaults.c.number).where(vaults.c.school == log.school, vaults.c.vault == log.vault).scalar_subquery()
    here = (entries.c.school == log.school) & (entries.c.number == number) & (entries.c.op_id == op)
    return connection.execute(select(entries.c.seq).where(here)).scalar_one_or_none()


def _store(connection: Connection, terms: Terms, seq: int) -> None:
    """Put the row in the place of an older one. What was said already is not said again for being stated again."""
    school, vault, reminder = terms.place
    here = (table.c.school == school) & (table.c.vault == vault) & (table.c.id == reminder)
    before = connection.execute(
        select(table.c.seq, table.c.windows, table.c.due_at).where(here).with_for_update()
    ).one_or_none()
    if before is not None and before.seq > seq:
        return
    windows = pack(terms.windows)
    due_at = terms.windows[0].start if terms.windows else None
    if before is not None and before.windows == windows:
        due_at = before.due_at
    values = {
        "seq": seq, "kind": terms.kind.push.wire, "recipients": b"".join(terms.to), "windows": windows, "due_at": due_at,
    }  # fmt: skip
    insert = insert_or(connection, table).values(school=school, vault=vault, id=reminder, **values)
    connection.execute(insert.on_conflict_do_update(index_elements=["school", "vault", "id"], set_=values))
