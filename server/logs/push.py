"""Appending to vaults' logs: batches, one a vault, each one transaction, answered only after its commit.

What costs most, reading and verifying, is done before anything is locked, in two threads. Then, late: the school's head is
shared, the vault's head is locked, op ids are looked for, the rest is judged (`sync.vault`), inserted, and the head moved.

An op id that is there with the same signed bytes is a success and keeps its seq: a request may be repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from schemas.codes import Code
from schemas.limits import MAX_BATCH_BYTES
from server.clock import DAY
from server.context import Server
from server.db.tables import entries
from server.errors import as_refused, error_body
from server.logs.held import check_held
from server.logs.rows import Row, insert_entries
from server.logs.vaults import Locked, advance_vault, begin_vault
from server.refusal import Refused
from server.reminders.keeping import keep_reminders, read_reminders
from sync.encoding import Malformed
from sync.entry import Entry, parse, verify_many
from sync.log import next_hash
from sync.reminder import Reminder
from sync.roster import School
from sync.vault import VaultLog, judge_batch, signer_key

GIVEN_BACK_FOR: Final = 90 * DAY
"""How long after a restore what a server lost is judged as given back: a tablet may lie in a cupboard for a holiday."""

NO_LOG: Final = bytes(16)
NO_HASH: Final = bytes(32)
"""With place 0, what stands for a log of which nothing is said."""

SAYS_MORE: Final = frozenset({Code.WRONG_SCHOOL, Code.WRONG_VAULT, Code.UNKNOWN_DEVICE})
"""Refusals that say more than that the signature is not right."""


_BY_OP: Final = select(entries.c.seq, entries.c.entry).where(
    entries.c.school == bindparam("school"), entries.c.number == bindparam("number"), entries.c.op_id == bindparam("op")
)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What is sent for one vault: entries, and reminder rows that go with ops of the vault."""

    vault: bytes
    entries: Sequence[bytes]
    reminders: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries for one vault, read and verified. `faults` are the places of those not signed by whom they name. `reminders` are
    rows, or why they are none."""

    vault: bytes
    data: Sequence[bytes]
    entries: Sequence[Entry]
    faults: Mapping[int, Code]
    reminders: Sequence[Reminder | Code] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A batch that was taken: the log behind it, the seq of each entry, and of each reminder row None, or why it was left out."""

    log: VaultLog
    seqs: Sequence[int]
    left_out: Sequence[Code | None]

    def answer(self) -> dict[str, Any]:
        """As a device is told. Where nothing was taken, of the log nothing is said: rows can be sent by whoever knows the vault's
        id, and how much is written there is for those alone who take part."""
        is_taken = bool(self.seqs) or None in self.left_out
        told = {
            "vault": self.log.vault,
            "log": self.log.log_id if is_taken else NO_LOG,
            "head": (self.log.seq, self.log.log_hash) if is_taken else (0, NO_HASH),
            "seqs": self.seqs,
        }
        return {**told, "reminders": [code and code.wire for code in self.left_out]} if self.left_out else told


def push(server: Server, known: School, batches: Iterable[Pushed], *, restore: bool) -> list[dict[str, Any]]:
    """One result a batch: head and seqs, or its error. `known` is the school as of lately: by it the entries are verified, and
    judged by the school as it is when they are appended. Raises Refused where the server itself could take none of them, or
    takes none for the moment."""
    results: list[dict[str, Any]] = []
    faults: list[Refused | None] = []
    for pushed in batches:
        try:
            results.append(push_batch(server, known, pushed, restore=restore).answer())
            faults.append(None)
        except (Refused, Malformed, DBAPIError) as error:
            refused = as_refused(error)
            if refused.code is Code.RATE_LIMITED:
                raise refused from None  # of the whole request: it is sent again as it is
            results.append({"vault": pushed.vault, "error": error_body(refused)})
            faults.append(refused)
    of_server = [fault for fault in faults if fault is not None and fault.code.meaning.status >= 500]
    if of_server and len(of_server) == len(results):
        raise of_server[0]
    return results


def push_batch(server: Server, known: School, pushed: Pushed, *, restore: bool) -> Taken:
    """Append one batch, all or none. What is wrong with a reminder row keeps no entry out.

    Raises Refused, naming every bad entry; DBAPIError where the database fails. Either way nothing of the batch is kept.
    """
    batch = read_batch(known, pushed)
    try:
        taken = _transact(server, known.id, batch, restore=restore, suspicious=False)
    except IntegrityError:
        taken = _transact(server, known.id, batch, restore=restore, suspicious=True)
    server.vaults.keep(taken.log)
    return taken


def _transact(server: Server, school: bytes, batch: Batch, *, restore: bool, suspicious: bool) -> Taken:
    """One transaction. Raises IntegrityError for an op id that stands in the log under another counter, unless `suspicious`:
    then it is looked for, and named."""
    with server.database.writing() as connection:
        now = server.schools.read(connection, school, lock="share")
        check_held(connection, school, batch.entries, server.clock())
        locked = server.vaults.lock(connection, school, batch.vault)
        if locked.number is None and not batch.entries:
            raise Refused(Code.WRONG_VAULT)
        there = _stored(connection, locked, batch, suspicious=suspicious)
        given_back = restore and now.restored_at is not None and server.clock() - now.restored_at < GIVEN_BACK_FOR
        found = _sort(there, batch)
        log = _judge(server, now.school, locked.log, batch, found, given_back=given_back) if found.fresh else locked.log
        if found.codes:
            bad = sorted(found.codes.items(), key=lambda each: each[0])
            raise Refused(bad[0][1], entries=bad)
        if found.fresh:
            number = _move_head(connection, locked, log, server.clock())
            insert_entries(connection, locked.log, number, _rows(locked.log, batch, found.fresh))
        found.seqs.update((place, locked.log.seq + index) for index, place in enumerate(found.fresh, 1))
        found.seqs.update((place, found.seqs[first]) for place, first in found.repeats.items())
        seqs = [found.seqs[place] for place in range(len(batch.entries))]
        known = {entry.header.op_id: seq for entry, seq in zip(batch.entries, seqs, strict=True)}
        left_out = keep_reminders(connection, now.school, log, batch.reminders, known)
    return Taken(log, seqs, left_out)


def read_batch(school: School, pushed: Pushed) -> Batch:
    """Parse and verify. Raises Refused(TOO_LARGE), or naming every entry that cannot be read."""
    data = pushed.entries
    if sum(map(len, data)) > MAX_BATCH_BYTES:
        raise Refused(Code.TOO_LARGE)
    found: list[Entry] = []
    unread: list[tuple[int, Code]] = []
    for place, part in enumerate(data):
        try:
            found.append(parse(part))
        except Malformed as error:
            unread.append((place, error.code))
    if unread:
        raise Refused(unread[0][1], entries=unread)
    keys = [signer_key(school, entry) for entry in found]
    faults = {place: Code.UNKNOWN_DEVICE for place, key in enumerate(keys) if key is None}
    signed = [(place, key) for place, key in enumerate(keys) if key is not None]
    forged = verify_many([found[place] for place, _ in signed], [key for _, key in signed])
    faults.update((signed[index][0], Code.BAD_SIGNATURE) for index in forged)
    return Batch(pushed.vault, data, found, faults, read_reminders(school, pushed.vault, pushed.reminders))


@dataclass(slots=True)
class _Sorted:
    """A batch's places: those that stand in the log (with their seq), those that repeat an earlier place of the batch, those
    that are fresh; and what is wrong with any."""

    seqs: dict[int, int]
    repeats: dict[int, int]
    fresh: list[int]
    codes: dict[int, Code]


def _sort(there: Mapping[bytes, tuple[int, bytes]], batch: Batch) -> _Sorted:
    """What was taken before is a success, whatever holds now."""
    found = _Sorted({}, {}, [], {})
    first: dict[bytes, int] = {}
    for place, entry in enumerate(batch.entries):
        op_id = entry.header.op_id
        if op_id in there:
            seq, signed = there[op_id]
            found.seqs[place] = seq
        elif op_id in first:
            found.repeats[place] = first[op_id]
            signed = batch.entries[first[op_id]].signed
        else:
            first[op_id] = place
            found.fresh.append(place)
            continue
        if signed != entry.signed:
            found.codes[place] = Code.OP_ID_REUSED
    return found


def _stored(
    connection: Connection, locked: Locked, batch: Batch, *, suspicious: bool
) -> dict[bytes, tuple[int, bytes]]:
    """Op id → seq and signed bytes, of the batch's entries that stand in the vault's log.

    Only those are looked for that can stand there, by their device's counter; all of them if `suspicious`. One at a time: where
    PostgreSQL has no statistics yet, it answers a list by reading the whole vault.
    """
    found = {}
    for header in (entry.header for entry in batch.entries):
        if locked.number is not None and (suspicious or header.counter <= locked.log.link(header.device).counter):
            asked = {"school": locked.log.school, "number": locked.number, "op": header.op_id}
            row = connection.execute(_BY_OP, asked).one_or_none()
            if row is not None:
                found[header.op_id] = (row.seq, parse(row.entry).signed)
    return found


def _judge(
    server: Server, school: School, log: VaultLog, batch: Batch, found: _Sorted, *, given_back: bool
) -> VaultLog:
    """The log behind the fresh entries; what is wrong with any of them goes to `found.codes`."""
    fresh = [batch.entries[place] for place in found.fresh]
    verdict = judge_batch(log, school, fresh, now=server.clock(), restoring=given_back, signatures_checked=True)
    found.codes.update(
        (place, code) for place, code in zip(found.fresh, verdict.codes, strict=True) if code is not None
    )
    # Also a device that became known after the batch was verified: its entries were not, and come again.
    faults = ((place, batch.faults[place]) for place in found.fresh if place in batch.faults)
    found.codes.update((place, code) for place, code in faults if found.codes.get(place) not in SAYS_MORE)
    return verdict.vault


def _move_head(connection: Connection, locked: Locked, log: VaultLog, now: int) -> int:
    """Let the vault's row say what `log` says; the vault's number. Raises Refused(BUSY) where somebody began it meanwhile."""
    if locked.number is not None:
        advance_vault(connection, locked.log, log)
        return locked.number
    try:
        return begin_vault(connection, log, now)
    except IntegrityError:
        raise Refused(Code.BUSY) from None


def _rows(before: VaultLog, batch: Batch, fresh: Sequence[int]) -> list[Row]:
    """The fresh entries as rows behind the head."""
    rows: list[Row] = []
    log_hash = before.log_hash
    for place in fresh:
        entry = batch.entries[place]
        log_hash = next_hash(log_hash, entry.hash)
        rows.append(Row(entry.header.op_id, log_hash, batch.data[place]))
    return rows
