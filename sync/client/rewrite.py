"""An unsent tail written anew, in one transaction: behind what the log has, under the epoch in force, without what was refused.

    rewrite(replica, vault, out={counter: code})

An op keeps its bytes once it is chained; what changes that is a new epoch, a void in the place of a refused entry, and a
chain that is not where this device thought (what it had handed in, or the server lost for good: voids take those counters).
Op ids and counters stay. Content is never dropped: refused, it stands in `aside` with its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from schemas.codes import Code
from sync.client.applying import log_ahead, reread
from sync.client.replica import OpenVault, Replica
from sync.encoding import BadSeal, new_id
from sync.entry import Entry, Header, Kind, encode, parse, sign_entry
from sync.epoch import Place, encode_epoch, parse_epoch, wrap
from sync.epoch import Wrap as EpochWrap
from sync.seal import open_body, seal_body
from sync.vault import append, entitled
from sync.vault_body import HandOver, VoidBody, encode_void, parse_membership
from sync.vault_log import Link, VaultLog

HOUSE = frozenset((Kind.EPOCH, Kind.MEMBERSHIP))
"""Kinds that say nothing about a record: refused, they are made anew or not wanted any more."""


@dataclass(slots=True)
class _Tail:
    """The tail as it is written: for the replica and vault, its end so far at `link`, on top of the vault's log in `ahead`."""

    replica: Replica
    vault: OpenVault
    ahead: VaultLog
    link: Link
    written: list[Entry]

    @property
    def epoch(self) -> bytes:
        """The epoch in force at the end."""
        return self.ahead.epoch.id if self.ahead.epoch is not None else bytes(16)

    def put(self, kind: Kind, epoch: bytes, op_id: bytes, body: bytes, like: Header) -> None:
        """Sign an entry at the end."""
        header = Header(
            kind, like.school, like.vault, epoch, like.device, self.link.counter + 1, self.link.hash, op_id,
            like.seen_seq, like.seen_hash, like.blobs,
        )  # fmt: skip
        self._add(sign_entry(header, body, self.replica.identity.device.private))

    def put_op(self, entry: Entry) -> Code | None:
        """An op under the epoch in force, at its own counter. Its bytes stay if nothing else has changed.

        Returns the code of what does not open, and then nothing is written.
        """
        header = entry.header
        epoch = self.epoch if self.epoch in self.vault.keys else header.epoch
        if (header.prev, header.epoch) == (self.link.hash, epoch):
            self._add(entry)
            return None
        code = why_shut(self.vault, entry)
        if code is None:
            self._add(_resealed(self.replica, self.vault, entry, replace_chain(header, epoch, self.link)))
        return code

    def put_other(self, entry: Entry, body: bytes) -> None:
        """Anything but an op, saying `body`. What is written under an epoch and makes none goes under the one in force."""
        header = entry.header
        epoch = self.epoch if header.kind in (Kind.VOID, Kind.ACCEPT) else header.epoch
        if (header.prev, header.epoch, entry.body) == (self.link.hash, epoch, body):
            self._add(entry)
        else:
            self.put(header.kind, epoch, header.op_id, body, header)

    def put_void(self, op_id: bytes, code: Code, like: Header) -> None:
        """A void, in the place of what is not sent."""
        self.put(Kind.VOID, self.epoch, new_id(self.replica.random), encode_void(VoidBody(op_id, code.wire)), like)

    def _add(self, entry: Entry) -> None:
        self.written.append(entry)
        self.link = Link(entry.header.counter, entry.hash)
        if entry.header.kind is not Kind.OP:
            append(self.ahead, entry)


def replace_chain(header: Header, epoch: bytes, link: Link) -> Header:
    """The header behind another entry and under another epoch."""
    return Header(
        header.kind, header.school, header.vault, epoch, header.device, link.counter + 1, link.hash, header.op_id,
        header.seen_seq, header.seen_hash, header.blobs,
    )  # fmt: skip


def rewrite(
    replica: Replica, vault: OpenVault, out: Mapping[int, Code], bodies: Mapping[int, bytes] | None = None
) -> bool:
    """Write the unsent tail anew, without the entries whose counters are in `out`, and with other clear `bodies` (by counter).

    Returns whether anything changed. What of it cannot be opened to be sealed anew is set aside too.
    """
    store = replica.store
    before = [parse(data) for _, data in store.outbox(vault.id)]
    link = vault.log.link(replica.identity.device.id)
    if not before or before[0].header.counter <= link.counter:
        return False
    tail = _Tail(replica, vault, vault.log.copy(), link, [])
    removed = _write(tail, before, out, bodies or {})
    if [entry.hash for entry in tail.written] == [entry.hash for entry in before]:
        return False
    with store.transaction():
        store.unqueue(vault.id, [entry.header.counter for entry in before])
        for entry in tail.written:
            store.queue(vault.id, entry.header.counter, encode(entry))
        store.put_chain(vault.id, *tail.link)
        for entry, code in removed:
            if is_kept(entry):
                store.set_aside(vault.id, None, code.wire, encode(legible(replica, vault, entry)), mine=True)
    row = store.vault(vault.id)
    if row is not None and removed:
        replica.vaults[vault.id] = reread(replica, row)
    else:
        vault.ahead = log_ahead(replica, vault)
    return True


def why_shut(vault: OpenVault, entry: Entry) -> Code | None:
    """Why an own op cannot be sealed anew; None where it opens."""
    try:
        open_body(vault.keys[entry.header.epoch], entry)
    except KeyError:
        return Code.CANNOT_OPEN
    except BadSeal as refused:
        return refused.code
    return None


def legible(replica: Replica, vault: OpenVault, entry: Entry) -> Entry:
    """A save as others will be able to read it too: one sealed under an own epoch that the log has not, and now may never have,
    is sealed under the newest of the log's that this device has the key of. Its op id and counter stay."""
    header = entry.header
    announced = [epoch for epoch in vault.log.epochs if epoch.id in vault.keys]
    if header.kind is not Kind.OP or not announced or vault.log.epoch_of(header.epoch) is not None:
        return entry
    if header.epoch not in vault.keys:
        return entry
    epoch = max(announced, key=lambda one: one.number)
    try:
        return _resealed(replica, vault, entry, replace_chain(header, epoch.id, Link(header.counter - 1, header.prev)))
    except BadSeal:
        return entry


def _resealed(replica: Replica, vault: OpenVault, entry: Entry, moved: Header) -> Entry:
    """The same content under another header."""
    content = open_body(vault.keys[entry.header.epoch], entry)
    body = seal_body(vault.keys[moved.epoch], moved, content, replica.random)
    return sign_entry(moved, body, replica.identity.device.private)


def is_kept(entry: Entry) -> bool:
    """Whether a person said it: a save, or who is to take part. Keys are handed over and renewed wherever that is due."""
    if entry.header.kind is Kind.MEMBERSHIP:
        return not isinstance(parse_membership(entry.body), HandOver)
    return entry.header.kind in (Kind.OP, Kind.ACCEPT)


def _write(
    tail: _Tail, before: list[Entry], out: Mapping[int, Code], bodies: Mapping[int, bytes]
) -> list[tuple[Entry, Code]]:
    """Write all of `before` but what is in `out`, and return what is not sent, with its code."""
    first = before[0].header
    # Counters that were used by what is not in the log: handed in, or lost for good.
    while tail.link.counter + 1 < first.counter:
        tail.put_void(new_id(tail.replica.random), Code.COUNTER_GAP, first)
    # Nothing stands behind the last: a counter that was never used needs no void.
    last = max((entry.header.counter for entry in before if _is_needed(entry, out)), default=0)
    removed = []
    for entry in before:
        header = entry.header
        code = out.get(header.counter) or (tail.put_op(entry) if header.kind is Kind.OP else None)
        if code is not None:
            removed.append((entry, code))
            if header.counter <= last:
                tail.put_void(header.op_id, code, header)
        elif header.kind is not Kind.OP:
            tail.put_other(entry, bodies.get(header.counter, entry.body))
    return removed


def _is_needed(entry: Entry, out: Mapping[int, Code]) -> bool:
    """Whether the tail cannot end before this entry: it goes on, or was a save, whose counter a void takes."""
    return entry.header.counter not in out or entry.header.kind not in HOUSE


def rewrap_first_epoch(replica: Replica, vault: OpenVault) -> bool:
    """Make the wraps of a vault's unsent first epoch anew: who is entitled has changed since it was begun. The keys stay.

    Returns whether there is such an epoch.
    """
    school, begun = replica.school, vault.log.copy()
    for _, data in replica.store.outbox(vault.id):
        entry = parse(data)
        if entry.header.kind is Kind.EPOCH and parse_epoch(entry.body).number == 1:
            place = Place(replica.identity.school, vault.id, entry.header.epoch)
            key = vault.keys[entry.header.epoch]
            members = [school.members[member] for member in entitled(begun, school)]
            wraps = tuple(EpochWrap(one.id, one.seal_id, wrap(place, one.seal, key)) for one in members)
            body = encode_epoch(replace(parse_epoch(entry.body), wraps=wraps))
            return rewrite(replica, vault, {}, {entry.header.counter: body})
        if entry.header.kind is Kind.GENESIS:
            append(begun, entry)
    return False
