"""A device set back to an older state (a restored tablet, a copied profile) goes on under a new id (`docs/client.md`).

Its counters were used already by entries that it does not remember. Two entries with one dot would part the replicas for ever,
so its unsent tail is written anew under a new device, which the member's account certifies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from schemas.codes import Code
from sync.client.administration import say
from sync.client.applying import reread
from sync.client.identity import keep_device
from sync.client.replica import OpenVault, Replica, opened_body
from sync.client.store import VaultRow
from sync.encoding import ZERO_HASH, Refused, b64u, format_instant
from sync.entry import Entry, Header, Kind, encode, parse, sign_entry, verify_entry
from sync.keys import DeviceKey, new_device
from sync.op import Change, Dot, OpBody, Scalar, encode_body
from sync.records import DELETED
from sync.school_act import AddDevice
from sync.seal import seal_body


def is_set_back(replica: Replica) -> bool:
    """Whether the log holds entries signed by this device that it does not remember, or others than it remembers.

    Its word is taken only for what is signed: a server cannot drive a device from one id to the next.
    """
    store = replica.store
    return any(row.applied_seq < row.fetched_seq and _is_ahead(replica, row) for row in store.vaults())


def _is_ahead(replica: Replica, row: VaultRow) -> bool:
    own, store = replica.identity.device, replica.store
    reached, _ = store.chain(row.vault)
    unsent = {counter: parse(data).header.op_id for counter, data in store.outbox(row.vault)}
    for _, data, _ in store.entries_after(row.vault, row.applied_seq):
        entry = parse(data)
        header = entry.header
        if header.device != own.id:
            continue
        another = unsent.get(header.counter, header.op_id) != header.op_id
        if (header.counter > reached or another) and verify_entry(entry, own.public):
            return True
    return False


def take_new_device(replica: Replica) -> None:
    """Certify a new device id, write the unsent tails anew under it, and build the merged state anew."""
    device = _certify(replica)
    tails = {vault: _unsent(replica, vault) for vault in replica.store.outbox_vaults()}
    identity = replace(replica.identity, device=device)
    with replica.store.transaction():
        replica.store.begin_chains_anew()
        keep_device(replica.store, identity, replica.random)
        for vault, tail in tails.items():
            opened = replica.vaults[vault]
            _write_anew(replica, opened, _openable(replica, opened, tail), device)
    replica.identity = identity
    replica.checkpointed.clear()
    for row in replica.store.vaults():
        if row.vault in replica.vaults:
            replica.vaults[row.vault] = reread(replica, row)


def _unsent(replica: Replica, vault: bytes) -> list[Entry]:
    """What was never in the log: neither cut off by a rewind, and given back as it is, nor sent after the copy was made."""
    store = replica.store
    cut = {found.entry for found in store.aside(vault) if found.cut}
    tail = [parse(data) for _, data in store.outbox(vault) if data not in cut]
    there = _own_in_log(replica, vault) if tail else set()
    return [entry for entry in tail if entry.header.op_id not in there]


def _own_in_log(replica: Replica, vault: bytes) -> set[bytes]:
    """The op ids of what this device signed and the log has."""
    own, found = replica.identity.device, set()
    for _, data, _ in replica.store.entries_after(vault, 0):
        entry = parse(data)
        if entry.header.device == own.id and verify_entry(entry, own.public):
            found.add(entry.header.op_id)
    return found


def _certify(replica: Replica) -> DeviceKey:
    device = new_device(replica.random)
    say(replica, AddDevice(format_instant(replica.clock()), replica.identity.member, device.id, device.public))
    return device


Said = tuple[Entry, OpBody | None]
"""An entry of a tail, and what it says if it is an op."""


def _openable(replica: Replica, vault: OpenVault, tail: list[Entry]) -> list[Said]:
    """The tail without what cannot be opened to be sealed anew: that is set aside with its code, and stops nothing behind it."""
    found: list[Said] = []
    for entry in tail:
        try:
            found.append((entry, opened_body(vault, entry) if entry.header.kind is Kind.OP else None))
        except (KeyError, Refused) as shut:
            code = shut.code if isinstance(shut, Refused) else Code.CANNOT_OPEN
            replica.store.set_aside(vault.id, None, code.wire, encode(entry), mine=True)
    return found


def _write_anew(replica: Replica, vault: OpenVault, tail: list[Said], device: DeviceKey) -> None:
    """The tail as the first entries of `device`. What an op of the tail says of the tail, it says of its new dots."""
    places = {entry.header.counter: place for place, (entry, _) in enumerate(tail, 1)}
    names = Renamed(b64u(replica.identity.device.id), b64u(device.id), places)
    prev = ZERO_HASH
    for place, (entry, said) in enumerate(tail, 1):
        before = entry.header
        header = Header(
            before.kind, before.school, before.vault, before.epoch, device.id, place, prev, before.op_id,
            before.seen_seq, before.seen_hash, before.blobs,
        )  # fmt: skip
        body = entry.body
        if said is not None:
            content = encode_body(replace(said, changes=tuple(map(names.change, said.changes))))
            body = seal_body(vault.keys[before.epoch], header, content, replica.random)
        made = sign_entry(header, body, device.private)
        prev = made.hash
        replica.store.queue(vault.id, place, encode(made))
        replica.store.put_chain(vault.id, place, prev)


@dataclass(frozen=True, slots=True)
class Renamed:
    """The dots of a tail written anew: those of device `old` with a counter in `places` are now `new` with that place."""

    old: str
    new: str
    places: Mapping[int, int]

    def dot(self, dot: Dot) -> Dot:
        """A dot by its name now."""
        place = self.places.get(dot.counter) if dot.device == self.old else None
        return dot if place is None else Dot(self.new, place, dot.position)

    def change(self, change: Change) -> Change:
        """A change with what it replaces, and what a deletion had seen, by their names now."""
        value = change.value
        if change.path.endswith(f"/{DELETED}") and isinstance(value, tuple) and value[:1] == (True,):
            value = (True, *self._seen(value[1:]))
        return Change(change.path, value, tuple(map(self.dot, change.over)))

    def _seen(self, pairs: tuple[Scalar, ...]) -> Iterator[Scalar]:
        """The greatest counters that a deleter had seen. Of the old name only what came before the tail: what else the log
        has under it, this device has not seen."""
        for device, counter in zip(pairs[::2], pairs[1::2], strict=False):
            if device != self.old or not isinstance(counter, int):
                yield from (device, counter)
                continue
            before = min(counter, min(self.places, default=counter + 1) - 1)
            if before > 0:
                yield from (device, before)
            renamed = [place for old, place in self.places.items() if old <= counter]
            if renamed:
                yield from (self.new, max(renamed))
