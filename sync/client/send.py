"""What is not sent yet goes up: one batch a vault, and what a refusal asks for (`docs/client.md`, step 1).

An op keeps its bytes once it is chained. Three things write an unsent tail anew, each in one transaction: a new epoch, a void in
the place of a refused entry, a new device id. Content is never dropped: refused, it stands in `aside` with its code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.codes import Code, code_named
from schemas.limits import MAX_BATCH_BYTES, MAX_BATCH_ENTRIES
from sync.client.api import ServerRefused
from sync.client.receive import reread, with_unsent
from sync.client.replica import OpenVault, Replica
from sync.encoding import new_id, unb64u
from sync.entry import Entry, Header, Kind, encode, parse, sign_entry
from sync.log import next_hash
from sync.seal import open_body, seal_body
from sync.vault_body import VoidBody, encode_void

HOLD = frozenset((Code.BUSY, Code.STORAGE_FULL, Code.RATE_LIMITED, Code.INTERNAL, Code.RESTORING))
"""Nothing is wrong with what was sent: it is kept, and sent again later."""
HAND_IN = frozenset((Code.NOT_ENTITLED, Code.REVOKED_DEVICE))
"""This device may no longer append: the tail is handed in at `late`."""


@dataclass(slots=True)
class Sent:
    """What a push came to: entries taken, vaults whose tail is to be handed in, whether this device was set back."""

    taken: int = 0
    handed_in: list[bytes] = field(default_factory=list)
    set_back: bool = False
    rewound: bool = False
    held: Code | None = None


def send(replica: Replica) -> Sent:
    """Push the outbox, vault by vault, until it is empty or refused. Raises `ServerRefused` and `Unreachable`."""
    sent, tried = Sent(), set(replica.stale)
    while wanted := [vault for vault in replica.store.outbox_vaults() if vault not in tried]:
        batches = _batches(replica, wanted)
        results = replica.api.push([(vault, [encode(entry) for entry in entries]) for vault, entries in batches])
        for (vault, entries), result in zip(batches, results, strict=True):
            if "error" in result and result["error"] is not None:
                tried.add(vault)
                _refused(replica, replica.vaults[vault], entries, result["error"], sent)
            else:
                sent.taken += len(entries)
                if not _taken(replica, vault, entries, result):
                    tried.add(vault)
    return sent


def _batches(replica: Replica, vaults: Sequence[bytes]) -> list[tuple[bytes, list[Entry]]]:
    """The next batch of each vault, together no more than one request may hold."""
    batches: list[tuple[bytes, list[Entry]]] = []
    room = MAX_BATCH_BYTES
    for vault in vaults:
        entries: list[Entry] = []
        for _, data in replica.store.outbox(vault)[:MAX_BATCH_ENTRIES]:
            if len(data) > room and (entries or batches):
                break
            room -= len(data)
            entries.append(parse(data))
        if entries:
            batches.append((vault, entries))
        if room <= 0:
            break
    return batches


def _taken(replica: Replica, vault: bytes, entries: Sequence[Entry], result: dict[str, Any]) -> bool:
    """Note that the log has them. If nobody else wrote meanwhile they need not be pulled. Returns whether that was so."""
    store, row = replica.store, replica.store.vault(vault)
    head_seq, head_hash = int(result["head"][0]), unb64u(result["head"][1])
    if row is None or [int(seq) for seq in result["seqs"]] != list(range(row.fetched_seq + 1, head_seq + 1)):
        return False
    log_hash, rows = row.fetched_hash, []
    for seq, entry in enumerate(entries, row.fetched_seq + 1):
        log_hash = next_hash(log_hash, entry.hash)
        rows.append((seq, entry.header.op_id, encode(entry), log_hash))
    if log_hash != head_hash:
        return False
    row.log_id, row.fetched_seq, row.fetched_hash = unb64u(result["log"]), head_seq, log_hash
    with store.transaction():
        store.add_entries(vault, rows)
        store.put_vault(row)
        store.unqueue(vault, entries[-1].header.counter)
    replica.listed.add(vault)
    return True


# Refusals -------------------------------------------------------------------------------------------------


def _refused(replica: Replica, vault: OpenVault, entries: Sequence[Entry], error: dict[str, Any], sent: Sent) -> None:
    code = code_named(str(error.get("code")))
    bad = {int(found["index"]): code_named(str(found["code"])) for found in error.get("entries") or []}
    codes = set(bad.values()) or {code}
    if code in HOLD or codes & HOLD:
        sent.held = code
    elif Code.SET_BACK in codes or (code is Code.SET_BACK):
        sent.set_back = True
    elif Code.REWOUND in codes or codes <= {Code.COUNTER_GAP, Code.CHAIN_BROKEN, Code.WRONG_VAULT}:
        # Our own chain is whole: the server lacks what came before.
        sent.rewound = True
    elif codes & HAND_IN:
        sent.handed_in.append(vault.id)
    elif Code.STALE_EPOCH in codes:
        replica.stale.add(vault.id)
    else:
        for index, found in sorted(bad.items()):
            void(replica, vault, entries[index], found or Code.MALFORMED)


def void(replica: Replica, vault: OpenVault, refused: Entry, code: Code) -> None:
    """Set a refused entry aside with its code; a void takes its counter, and the tail behind it is chained anew."""
    body = encode_void(VoidBody(refused.header.op_id, code.wire))
    epoch = vault.epoch or refused.header.epoch

    def anew(entry: Entry, header: Header) -> Entry:
        if entry.header.counter != refused.header.counter:
            return _again(replica, vault, entry, header)
        return _signed(replica, _moved(header, Kind.VOID, epoch, new_id(replica.random)), body)

    keep = None if code is Code.HEAD_MOVED else refused
    _rewrite(replica, vault, refused.header.counter, anew, aside=keep, code=code)


def reseal(replica: Replica, vault: OpenVault) -> None:
    """Seal the whole unsent tail under the epoch now in force: same op ids, same counters."""
    replica.stale.discard(vault.id)
    unsent = replica.store.outbox(vault.id)
    if not unsent:
        return

    def anew(entry: Entry, header: Header) -> Entry:
        return _again(replica, vault, entry, header)

    _rewrite(replica, vault, unsent[0][0], anew)


def _rewrite(
    replica: Replica,
    vault: OpenVault,
    start: int,
    anew: Any,
    *,
    aside: Entry | None = None,
    code: Code = Code.MALFORMED,
) -> None:
    store = replica.store
    tail = [parse(data) for counter, data in store.outbox(vault.id) if counter >= start]
    prev = tail[0].header.prev
    written: list[Entry] = []
    for entry in tail:
        made = anew(entry, _moved(entry.header, entry.header.kind, entry.header.epoch, entry.header.op_id, prev))
        written.append(made)
        prev = made.hash
    with store.transaction():
        for entry in written:
            store.queue(vault.id, entry.header.counter, encode(entry))
        store.put_chain(vault.id, written[-1].header.counter, prev)
        if aside is not None:
            store.set_aside(vault.id, None, code.wire, encode(aside), mine=True)
    if aside is not None:
        row = store.vault(vault.id)
        if row is not None:
            replica.vaults[vault.id] = reread(replica, row)
    else:
        vault.ahead = with_unsent(replica, vault)


def _again(replica: Replica, vault: OpenVault, entry: Entry, header: Header) -> Entry:
    """The same entry with another chain before it: an op under the epoch in force, anything else as it says."""
    if entry.header.kind is not Kind.OP:
        return _signed(replica, header, entry.body)
    epoch = vault.epoch or entry.header.epoch
    content = open_body(vault.keys[entry.header.epoch], entry)
    moved = _moved(header, Kind.OP, epoch, entry.header.op_id)
    return _signed(replica, moved, seal_body(vault.keys[epoch], moved, content, replica.random))


def _signed(replica: Replica, header: Header, body: bytes) -> Entry:
    return sign_entry(header, body, replica.identity.device.private)


def _moved(header: Header, kind: Kind, epoch: bytes, op_id: bytes, prev: bytes | None = None) -> Header:
    return Header(
        kind, header.school, header.vault, epoch, header.device, header.counter, prev or header.prev, op_id,
        header.seen_seq, header.seen_hash, header.blobs,
    )  # fmt: skip


__all__ = ["HAND_IN", "HOLD", "Sent", "ServerRefused", "reseal", "send", "void"]
