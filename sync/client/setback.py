"""A device set back to an older state (a restored tablet, a copied profile) goes on under a new id (`docs/client.md`).

Its counters were used already by entries that it does not remember. Two entries with one dot would part the replicas for ever,
so its unsent tail is written anew under a new device, which the member's account certifies.
"""

from __future__ import annotations

from dataclasses import replace

from sync.client.administration import say
from sync.client.identity import keep_device
from sync.client.receive import reread
from sync.client.replica import OpenVault, Replica
from sync.encoding import ZERO_HASH, b64u, format_instant
from sync.entry import Entry, Header, Kind, encode, parse, sign_entry
from sync.keys import DeviceKey, new_device
from sync.op import Dot, encode_body, parse_body
from sync.school_act import AddDevice
from sync.seal import open_body, seal_body


def is_set_back(replica: Replica) -> bool:
    """Whether the log holds entries of this device that it does not remember, or others than it remembers."""
    own, store = replica.identity.device.id, replica.store
    for row in store.vaults():
        if row.applied_seq == row.fetched_seq:
            continue
        reached, _ = store.chain(row.vault)
        unsent = {counter: parse(data).signed for counter, data in store.outbox(row.vault)}
        for _, data, _ in store.entries_after(row.vault, row.applied_seq):
            entry = parse(data)
            if entry.header.device != own:
                continue
            counter = entry.header.counter
            if counter > reached or unsent.get(counter, entry.signed) != entry.signed:
                return True
    return False


def take_new_device(replica: Replica) -> None:
    """Certify a new device id, write the unsent tails anew under it, and build the merged state anew."""
    device = _certify(replica)
    tails = {vault: replica.store.outbox(vault) for vault in replica.store.outbox_vaults()}
    identity = replace(replica.identity, device=device)
    with replica.store.transaction():
        replica.store.begin_chains_anew()
        keep_device(replica.store, identity, replica.random)
        for vault, tail in tails.items():
            _write_anew(replica, replica.vaults[vault], [parse(data) for _, data in tail], device)
    replica.identity = identity
    replica.checkpointed.clear()
    for row in replica.store.vaults():
        replica.vaults[row.vault] = reread(replica, row)


def _certify(replica: Replica) -> DeviceKey:
    device = new_device(replica.random)
    say(replica, AddDevice(format_instant(replica.clock()), replica.identity.member, device.id, device.public))
    return device


def _write_anew(replica: Replica, vault: OpenVault, tail: list[Entry], device: DeviceKey) -> None:
    """The tail as the first entries of `device`. What an op of the tail replaces of the tail is named by its new dots."""
    counters = {entry.header.counter: place for place, entry in enumerate(tail, 1)}
    old, new, prev = b64u(replica.identity.device.id), b64u(device.id), ZERO_HASH

    def moved(dot: Dot) -> Dot:
        return Dot(new, counters[dot.counter], dot[2]) if dot.device == old and dot.counter in counters else dot

    for place, entry in enumerate(tail, 1):
        before = entry.header
        header = Header(
            before.kind, before.school, before.vault, before.epoch, device.id, place, prev, before.op_id,
            before.seen_seq, before.seen_hash, before.blobs,
        )  # fmt: skip
        body = entry.body
        if before.kind is Kind.OP:
            said = parse_body(open_body(vault.keys[before.epoch], entry))
            changes = tuple(change._replace(over=tuple(map(moved, change.over))) for change in said.changes)
            content = encode_body(replace(said, changes=changes))
            body = seal_body(vault.keys[before.epoch], header, content, replica.random)
        made = sign_entry(header, body, device.private)
        prev = made.hash
        replica.store.queue(vault.id, place, encode(made))
        replica.store.put_chain(vault.id, place, prev)
