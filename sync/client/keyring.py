"""The keys of a vault: taken from entries that are believed, and proved before they are used (`docs/client.md`).

    take_keys(replica, vault, entries)      # entries that were judged and taken, or are own and unsent

A key counts only if it opens what its epoch's own entry sealed: whoever hands over a false one, hands over nothing. Else a
server could hand this device a key that it knows, and read what is sealed under it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sync.client.replica import OpenVault, Replica
from sync.encoding import BadSeal
from sync.entry import Entry, Kind
from sync.epoch import Place, open_drop_key, open_previous, parse_epoch, unwrap
from sync.keys import key_id
from sync.vault import wraps_for


def take_keys(replica: Replica, vault: OpenVault, entries: Iterable[Entry]) -> None:
    """Take every key that `entries` hand to this member, those of earlier epochs too, and the keys that open drops."""
    found = [entry for entry in entries if entry.header.kind in (Kind.EPOCH, Kind.MEMBERSHIP)]
    for entry in found:
        if entry.header.kind is Kind.EPOCH:
            vault.epochs[entry.header.epoch] = parse_epoch(entry.body)
    own = key_id(replica.identity.account.seal_public)
    for entry in found:
        for epoch, wrapped in wraps_for(entry, own):
            if epoch not in vault.keys:
                _unwrap(replica, vault, epoch, wrapped)
    _read_back(replica, vault)


def _unwrap(replica: Replica, vault: OpenVault, epoch: bytes, wrapped: bytes) -> None:
    place = Place(replica.identity.school, vault.id, epoch)
    try:
        key = unwrap(place, replica.identity.account.seal, wrapped)
    except BadSeal:
        return
    _take(replica, vault, epoch, key)


def _take(replica: Replica, vault: OpenVault, epoch: bytes, key: bytes) -> None:
    """Take a key if it is the epoch's."""
    body = vault.epochs.get(epoch)
    if body is None:
        return
    try:
        vault.drop_keys[epoch] = open_drop_key(Place(replica.identity.school, vault.id, epoch), body, key)
    except BadSeal:
        return
    vault.keys[epoch] = key


def _read_back(replica: Replica, vault: OpenVault) -> None:
    """Open the keys of earlier epochs from those of later ones."""
    for epoch, body in sorted(vault.epochs.items(), key=lambda found: found[1].number, reverse=True):
        key = vault.keys.get(epoch)
        if key is None:
            continue
        if epoch not in vault.drop_keys:
            _take(replica, vault, epoch, key)
        if body.previous_id is None or body.previous_id in vault.keys:
            continue
        try:
            previous = open_previous(Place(replica.identity.school, vault.id, epoch), body, key)
        except BadSeal:
            continue
        if previous is not None:
            _take(replica, vault, previous.epoch, previous.key)
