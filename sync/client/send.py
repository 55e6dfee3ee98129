"""What is not sent yet goes up: one batch a vault (`docs/client.md`, step 1). An entry keeps its bytes once it is chained.

    sent = send(replica)
    sent.taken, sent.refusals, sent.held

What a refusal asks for is decided when the log has been read on: `sync.client.refusals`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from schemas.codes import Code, code_named
from schemas.limits import MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, MAX_BATCHES
from sync.client.api import Pushed
from sync.client.receive import are_back
from sync.client.replica import Replica
from sync.client.rewind import being_given_back
from sync.entry import Entry, Kind, encode, parse
from sync.log import next_hash

HOLD: Final = frozenset((Code.BUSY, Code.STORAGE_FULL, Code.RATE_LIMITED, Code.INTERNAL, Code.RESTORING))
"""Nothing is wrong with what was sent: it is kept, and sent again later."""

HEADED: Final = frozenset((Kind.GENESIS, Kind.MEMBERSHIP))
CARRIED: Final = frozenset((Kind.MEMBERSHIP, Kind.EPOCH))
"""What may follow what is headed in the same step."""

Refusal = tuple[tuple[Entry, Code | None], ...]
"""The entries of a batch that were refused, each with its code; None for a code of a newer server."""


@dataclass(slots=True)
class Sent:
    """What a push came to: how many entries were taken, which of these are not seen in the log yet, what was refused (both by
    vault), and what holds everything up.
    """

    taken: int = 0
    unseen: dict[bytes, list[Entry]] = field(default_factory=dict)
    refusals: dict[bytes, Refusal] = field(default_factory=dict)
    held: Code | None = None


def send(replica: Replica) -> Sent:
    """Push the outbox, vault by vault, until it is empty or refused. Raises `ServerRefused` and `Unreachable`."""
    sent, tried = Sent(), being_given_back(replica)
    while wanted := [vault for vault in replica.store.outbox_vaults() if vault not in tried]:
        batches = _batches(replica, wanted)
        results = replica.api.push([(vault, [encode(entry) for entry in entries]) for vault, entries in batches])
        for (vault, entries), result in zip(batches, results, strict=True):
            if result.error is not None:
                tried.add(vault)
                _refused(vault, entries, result, sent)
            else:
                sent.taken += len(entries)
                if not _taken(replica, vault, entries, result):
                    tried.add(vault)
                    sent.unseen[vault] = entries
    return sent


def _batches(replica: Replica, vaults: Sequence[bytes]) -> list[tuple[bytes, list[Entry]]]:
    """The next batch of each vault, together no more than one request may hold."""
    batches: list[tuple[bytes, list[Entry]]] = []
    room = MAX_BATCH_BYTES
    for vault in vaults:
        tail = [data for _, data in replica.store.outbox(vault)[: MAX_BATCH_ENTRIES + 1]]
        entries = _fitting(tail, room, alone=not batches)
        if entries:
            batches.append((vault, entries))
            room -= sum(map(len, tail[: len(entries)]))
        if room <= 0 or len(batches) == MAX_BATCHES:
            break
    return batches


def _fitting(tail: Sequence[bytes], room: int, *, alone: bool) -> list[Entry]:
    """As much of a tail as there is room for; where it is `alone` in its request, something."""
    end = size = 0
    while end < min(len(tail), MAX_BATCH_ENTRIES) and (size + len(tail[end]) <= room or (alone and end == 0)):
        size += len(tail[end])
        end += 1
    entries = [parse(data) for data in tail[: end + 1]]
    return entries[: _whole(entries, end) or (end if alone else 0)]


def _whole(entries: Sequence[Entry], end: int) -> int:
    """Where to end so that nothing is torn apart: what somebody is removed by and the keys that follow are one batch, and so are
    a beginning and its first keys.
    """
    while 0 < end < len(entries) and entries[end - 1].header.kind in HEADED and entries[end].header.kind in CARRIED:
        end -= 1
    return end


def _taken(replica: Replica, vault: bytes, entries: Sequence[Entry], result: Pushed) -> bool:
    """Note that the log has them. If nobody else wrote meanwhile they need not be pulled. Returns whether that was so."""
    store, row, head = replica.store, replica.store.vault(vault), result.head
    if row is None or head is None or list(result.seqs) != list(range(row.fetched_seq + 1, head.seq + 1)):
        return False
    log_hash, rows = row.fetched_hash, []
    for seq, entry in enumerate(entries, row.fetched_seq + 1):
        log_hash = next_hash(log_hash, entry.hash)
        rows.append((seq, entry.header.op_id, encode(entry), log_hash))
    if len(rows) != len(result.seqs) or log_hash != head.log_hash:
        return False
    row.log_id, row.fetched_seq, row.fetched_hash = head.log_id, head.seq, log_hash
    with store.transaction():
        store.add_entries(vault, rows)
        store.put_vault(row)
        store.unqueue(vault, [entry.header.counter for entry in entries])
        are_back(replica, vault, entries)
    replica.listed.add(vault)
    return True


def _refused(vault: bytes, entries: Sequence[Entry], result: Pushed, sent: Sent) -> None:
    code = code_named(result.error or "")
    found = tuple((entries[place], code_named(wire)) for place, wire in result.bad)
    if not found or any(each in HOLD for _, each in found):
        sent.held = code or Code.UPGRADE_CLIENT
    else:
        sent.refusals[vault] = found
