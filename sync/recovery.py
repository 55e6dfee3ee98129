"""Whether the recovery sheet reads what the school keeps (`docs/protocol.md` §6).

    found = check_vault(recovery, entries)
    found.false                     # the epochs whose wrap for the sheet is not what was sealed with
    found.unread                    # entries that the sheet cannot read
    open_keys(recovery, entries).keys                        # what it opens them with

Every epoch has a wrap for the recovery key: server and clients refuse one without. Whether it holds the key that the epoch was
really sealed with, only the sheet can tell; a member's device that lies there is found here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.drop import open_drop, parse_drop
from sync.encoding import BadSeal, Malformed
from sync.entry import Entry, Kind
from sync.epoch import EpochBody, Place, open_drop_key, open_previous, parse_epoch, unwrap
from sync.seal import open_body

SEALED: Final = frozenset({Kind.OP, Kind.DROP})
"""The kinds of entries that somebody wrote something in; the others are in clear."""


@dataclass(slots=True)
class Checked:
    """What the sheet came to in one vault, or in all of them together."""

    epochs: int = 0
    read: int = 0
    unread: int = 0
    false: list[Entry] = field(default_factory=list)
    """The epochs whose wrap for the sheet is false."""

    def add(self, other: Checked) -> None:
        """Count another vault's in."""
        self.epochs += other.epochs
        self.read += other.read
        self.unread += other.unread
        self.false += other.false


@dataclass(slots=True)
class SheetKeys:
    """What the sheet opened of a vault: by epoch id its key, and the key that opens what pupils dropped under it."""

    keys: dict[bytes, bytes] = field(default_factory=dict, repr=False)
    drop_keys: dict[bytes, X25519PrivateKey] = field(default_factory=dict, repr=False)
    epochs: dict[bytes, EpochBody] = field(default_factory=dict)
    """Every epoch that was begun, opened or not."""
    false: list[Entry] = field(default_factory=list)
    """The epochs whose wrap for the sheet is false. They may be open all the same, by a later one."""


def open_keys(recovery: X25519PrivateKey, entries: Iterable[Entry]) -> SheetKeys:
    """Open every epoch of a vault that the sheet opens, given its entries in any order."""
    begun = {entry.header.epoch: entry for entry in entries if entry.header.kind is Kind.EPOCH}
    bodies = {epoch: (_place(entry), parse_epoch(entry.body)) for epoch, entry in begun.items()}
    found = SheetKeys(epochs={epoch: body for epoch, (_, body) in bodies.items()})
    for epoch, (place, body) in bodies.items():
        key = _key_of(recovery, place, body)
        if key is None:
            found.false.append(begun[epoch])
        else:
            found.keys[epoch] = key
    # One true wrap reads back to the start, past a false one.
    for epoch in sorted(found.keys, key=lambda epoch: -bodies[epoch][1].number):
        _walk_back(bodies, found.keys, epoch)
    for epoch, key in found.keys.items():
        if epoch in bodies:
            place, body = bodies[epoch]
            # A later epoch may hand down a key that is none: then it opens nothing, and is said where it was to.
            with suppress(BadSeal):
                found.drop_keys[epoch] = open_drop_key(place, body, key)
    return found


def check_vault(recovery: X25519PrivateKey, entries: Iterable[Entry]) -> Checked:
    """Try the sheet on a vault's entries, in any order. An entry that nobody could ever open counts as unread too."""
    listed = list(entries)
    opened = open_keys(recovery, listed)
    found = Checked(epochs=len(opened.epochs), false=opened.false)
    for entry in listed:
        if entry.header.kind in SEALED:
            is_read = _opens(opened, entry)
            found.read += is_read
            found.unread += not is_read
    return found


def _place(entry: Entry) -> Place:
    return Place(entry.header.school, entry.header.vault, entry.header.epoch)


def _key_of(recovery: X25519PrivateKey, place: Place, body: EpochBody) -> bytes | None:
    """The epoch's key, if the sheet's wrap holds the one that the rest of the epoch was made with."""
    try:
        key = unwrap(place, recovery, body.recovery)
        open_drop_key(place, body, key)
    except BadSeal:
        return None
    return key


def _walk_back(bodies: dict[bytes, tuple[Place, EpochBody]], keys: dict[bytes, bytes], epoch: bytes) -> None:
    while epoch in bodies:
        place, body = bodies[epoch]
        try:
            previous = open_previous(place, body, keys[epoch])
        except BadSeal:
            return
        if previous is None:
            return
        keys.setdefault(previous.epoch, previous.key)
        epoch = previous.epoch


def _opens(opened: SheetKeys, entry: Entry) -> bool:
    epoch = entry.header.epoch
    try:
        if entry.header.kind is Kind.OP:
            open_body(opened.keys[epoch], entry)
        else:
            open_drop(opened.drop_keys[epoch], entry, parse_drop(entry))
    except (KeyError, BadSeal, Malformed):
        return False
    return True
