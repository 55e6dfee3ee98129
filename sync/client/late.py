"""Handed in late: what a removed member or a revoked device had not sent, and a present member's decision on it.

hand_in(replica, [vault])                 # by the device's signature alone
for found in waiting_for_me(replica):     # on a present member's device
    take_late(replica, found)             # or set_late_aside(replica, found, "not_needed")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from schemas.codes import Code
from sync.client.replica import OpenVault, Replica, opened_body
from sync.encoding import Refused, b64u, unb64u
from sync.entry import Entry, Kind, parse, verify_entry
from sync.op import Change

LATE_TAG: Final = b"beside/late/1"


@dataclass(frozen=True, slots=True)
class LateEntry:
    """An entry handed in: its id at the server, who wrote it, and its bytes parsed."""

    id: bytes
    vault: bytes
    device: bytes
    member: bytes
    entry: Entry


def hand_in(replica: Replica, vaults: Sequence[bytes]) -> int:
    """Hand the unsent tails of `vaults` in. They leave the outbox and stand in `aside`, as waiting for a decision."""
    store, identity = replica.store, replica.identity
    tails = [(vault, store.outbox(vault)) for vault in vaults]
    tails = [(vault, tail) for vault, tail in tails if tail]
    if not tails:
        return 0
    started = replica.api.json("POST", "/sign-in/start", {"handle": identity.handle})
    challenge = unb64u(started["challenge"])
    signature = identity.device.private.sign(LATE_TAG + identity.school + identity.device.id + challenge)
    head = {
        "device": b64u(identity.device.id),
        "challenge": b64u(challenge),
        "signature": b64u(signature),
        "batches": [{"vault": b64u(vault), "count": len(tail)} for vault, tail in tails],
    }
    replica.api.frames("POST", "/late", head, [entry for _, tail in tails for _, entry in tail])
    with store.transaction():
        for vault, tail in tails:
            for _, entry in tail:
                store.set_aside(vault, None, Code.REVOKED_DEVICE.wire, entry, mine=True)
            store.unqueue(vault, tail[-1][0])
    return sum(len(tail) for _, tail in tails)


def waiting_for_me(replica: Replica) -> list[LateEntry]:
    """What was handed in to vaults of this member and is not decided yet."""
    described, parts = replica.api.fetched("/late")
    return [
        LateEntry(unb64u(one["id"]), unb64u(one["vault"]), unb64u(one["device"]), unb64u(one["member"]), parse(data))
        for one, data in zip(described["entries"], parts, strict=True)
    ]


def late_changes(replica: Replica, vault: OpenVault, late: LateEntry) -> tuple[Change, ...]:
    """What a late op would change. Raises `Refused` where it is not by the device it names, or cannot be opened."""
    device = replica.school.devices.get(late.entry.header.device)
    if device is None or not verify_entry(late.entry, device.key):
        raise Refused("a late entry is not signed by its device", Code.BAD_SIGNATURE)
    if late.entry.header.kind is not Kind.OP:
        return ()
    try:
        return opened_body(vault, late.entry).changes
    except KeyError:
        raise Refused("no key opens a late entry", Code.CANNOT_OPEN) from None


def take_late(replica: Replica, late: LateEntry) -> None:
    """Save what it says as one's own op, and tell the server that it was taken."""
    changes = late_changes(replica, replica.vaults[late.vault], late)
    if changes:
        replica.save(late.vault, changes)
    replica.api.json("POST", f"/late/{b64u(late.id)}", {"outcome": "taken"})


def set_late_aside(replica: Replica, late: LateEntry, reason: str) -> None:
    """Decide against it. It stays in the server's keeping."""
    replica.api.json("POST", f"/late/{b64u(late.id)}", {"outcome": "set_aside", "reason": reason})
