"""A vault as the recovery sheet reads it: judged and merged as on any device, with the sheet's keys (`docs/protocol.md` §6).

    found = read_vault(school, vault_id, secret, entries)
    view(found.state, record_id)                 # as on a tablet
    found.refused                                # entries that no device believes: not in the state
    found.unread                                 # entries that are believed, and that the sheet cannot open

A server's data may have been tampered with, and whoever answers a court must say what members wrote and nothing else. Hence every
entry is judged here exactly as a reader's device judges it, by the school's log that lies beside it. That log is not pinned: the
sheet names no root key, so that data which somebody made up as a whole, school and members too, would be read as theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from schemas.codes import Code
from sync.client.applying import OPENING, merge_entry
from sync.client.replica import OpenVault
from sync.encoding import b64u
from sync.entry import Entry
from sync.merge import State
from sync.recovery import open_keys
from sync.roster import School
from sync.vault import append, judge, set_aside


@dataclass(slots=True)
class SheetVault:
    """What the sheet reads of a vault."""

    id: bytes
    kind: str = ""
    members: tuple[bytes, ...] = ()
    """Who takes part now."""
    state: State = field(default_factory=State)
    authors: dict[str, bytes] = field(default_factory=dict)
    """The device of a dot, as text → the member whose it is. A ticket's dots have none: a pupil wrote them."""
    refused: list[tuple[Entry, Code]] = field(default_factory=list)
    unread: int = 0


def read_vault(school: School, vault_id: bytes, recovery: X25519PrivateKey, entries: Iterable[Entry]) -> SheetVault:
    """Read a vault from its entries, in the order of its log. What is not believed or not opened is set aside, and counted."""
    vault, found = OpenVault.empty(school.id, vault_id), SheetVault(vault_id)
    accepted = []
    for entry in entries:
        code = judge(vault.log, school, entry, at_server=False)
        if code is None:
            append(vault.log, entry)
            accepted.append(entry)
        else:
            set_aside(vault.log, entry, code)
            found.refused.append((entry, code))
    # Keys only from what is believed: else a server could have a key of its own read under.
    opened = open_keys(recovery, accepted)
    vault.keys, vault.drop_keys, vault.epochs = opened.keys, opened.drop_keys, opened.epochs
    for entry in accepted:
        refused = merge_entry(school, vault, entry)
        if refused in OPENING:
            found.unread += 1
        elif refused is not None:
            found.refused.append((entry, refused))
        device = school.devices.get(entry.header.device)
        if device is not None:
            found.authors[b64u(entry.header.device)] = device.member
    found.kind, found.state = vault.log.kind, vault.state
    found.members = tuple(sorted(vault.log.members))
    return found
