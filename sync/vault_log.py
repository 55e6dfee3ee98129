"""What a vault's log amounts to, without what is sealed: members, epochs, wraps, chains (`docs/protocol.md` §1 and §4).

    vault = VaultLog(school, vault_id)
    vault = restore(vault.stored())          # as the server keeps it in a row, and a client beside its cursor

It grows with the members, devices and epochs of a vault, not with its entries. Filled by `sync.vault.append`; ids of 16
bytes, hashes of 32. The wraps themselves are not here but only who has one: `sync.vault.wraps_for` reads them from entries.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sync.encoding import ZERO_HASH, Malformed, b64u, unb64u
from sync.log import hash_0


class Epoch(NamedTuple):
    """An epoch that was announced: its id, number, and the X25519 key that drops are sealed to."""

    id: bytes
    number: int
    public: bytes


class Link(NamedTuple):
    """How far a device's chain (in a drop: a ticket's) has come: its last counter, and the hash of that entry."""

    counter: int
    hash: bytes


class Use(NamedTuple):
    """What was dropped with a ticket: the hash of the ticket's bytes, how many drops, how many bytes of entries."""

    ticket: bytes
    drops: int
    size: int


NO_LINK: Final = Link(0, ZERO_HASH)
_FORMAT: Final = 1


@dataclass(slots=True)
class VaultLog:
    """A vault's log up to `seq`, where its hash is `log_hash`; `log_id` is the server's, None before it has one.

    `kind` is empty and `members` too until the genesis. `epochs` stand in the log's order; `wraps` says for whom (member →
    ids of their keys) there is a wrap of the epoch in force. `renewal_owed` from a removal until the epoch that has to follow.
    `batch_seq` and `batch_hash` are the head before the batch being judged.
    """

    school: bytes
    vault: bytes
    log_id: bytes | None = None
    seq: int = 0
    log_hash: bytes = b""
    kind: str = ""
    members: set[bytes] = field(default_factory=set)
    epochs: list[Epoch] = field(default_factory=list)
    wraps: dict[bytes, set[bytes]] = field(default_factory=dict)
    chains: dict[bytes, Link] = field(default_factory=dict)
    tickets: dict[bytes, Use] = field(default_factory=dict)
    renewal_owed: bool = False
    batch_seq: int = 0
    batch_hash: bytes = b""

    def __post_init__(self) -> None:
        if self.seq == 0:
            self.log_hash = hash_0(self.school, self.vault)
        self.begin_batch()

    def begin_batch(self) -> None:
        """From here a batch is judged: membership and epochs in it must have been made for this head."""
        self.batch_seq, self.batch_hash = self.seq, self.log_hash

    @property
    def epoch(self) -> Epoch | None:
        """The epoch in force: the greatest number, and of a fork the one that came first."""
        return max(self.epochs, key=lambda epoch: epoch.number, default=None)

    @property
    def forked(self) -> bool:
        """Whether two epochs share the number in force, as after a rewind: a new one on top settles it."""
        current = self.epoch
        return current is not None and sum(epoch.number == current.number for epoch in self.epochs) > 1

    def epoch_of(self, epoch: bytes) -> Epoch | None:
        """The epoch with this id, if it was announced."""
        return next((found for found in reversed(self.epochs) if found.id == epoch), None)

    def link(self, device: bytes) -> Link:
        """The end of a device's or ticket's chain; counter 0 and a zero hash before its first entry."""
        return self.chains.get(device, NO_LINK)

    def copy(self) -> VaultLog:
        """One of its own with the same content, and the same head before the batch."""
        made = VaultLog(
            self.school,
            self.vault,
            self.log_id,
            self.seq,
            self.log_hash,
            self.kind,
            set(self.members),
            list(self.epochs),
            {member: set(keys) for member, keys in self.wraps.items()},
            dict(self.chains),
            dict(self.tickets),
            self.renewal_owed,
        )
        made.batch_seq, made.batch_hash = self.batch_seq, self.batch_hash
        return made

    def stored(self) -> bytes:
        """The row to keep it by. `restore` reads it; no other reader is promised anything."""
        row = [
            _FORMAT,
            b64u(self.school),
            b64u(self.vault),
            None if self.log_id is None else b64u(self.log_id),
            self.seq,
            b64u(self.log_hash),
            self.kind,
            [b64u(member) for member in self.members],
            [[b64u(epoch.id), epoch.number, b64u(epoch.public)] for epoch in self.epochs],
            {b64u(member): [b64u(key) for key in keys] for member, keys in self.wraps.items()},
            {b64u(device): [link.counter, b64u(link.hash)] for device, link in self.chains.items()},
            {b64u(ticket): [b64u(use.ticket), use.drops, use.size] for ticket, use in self.tickets.items()},
            self.renewal_owed,
        ]
        return json.dumps(row, separators=(",", ":")).encode()


def restore(row: bytes) -> VaultLog:
    """What `stored` wrote; the head before the batch is where it stood. Raises `Malformed` for a row of another format."""
    found: Any = json.loads(row)
    if not isinstance(found, list) or found[:1] != [_FORMAT]:
        raise Malformed("a stored vault of another format")
    _, school, vault, log_id, seq, log_hash, kind, members, epochs, wraps, chains, tickets, owed = found
    return VaultLog(
        unb64u(school),
        unb64u(vault),
        None if log_id is None else unb64u(log_id),
        seq,
        unb64u(log_hash),
        kind,
        {unb64u(member) for member in members},
        [Epoch(unb64u(epoch), number, unb64u(public)) for epoch, number, public in epochs],
        {unb64u(member): {unb64u(key) for key in keys} for member, keys in wraps.items()},
        {unb64u(device): Link(counter, unb64u(last)) for device, (counter, last) in chains.items()},
        {unb64u(ticket): Use(unb64u(digest), drops, size) for ticket, (digest, drops, size) in tickets.items()},
        owed,
    )
