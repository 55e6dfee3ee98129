"""What a refusal asks for, decided when the log has been read on and applied (`docs/client.md`, "refusal").

    moved = answer_refusals(replica, sent.refusals, done)

What was refused and has changed meanwhile (the log has it after all, it was written anew) is simply sent again.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from schemas.codes import Code
from sync.client.applying import forget_told
from sync.client.late import hand_in
from sync.client.replica import OpenVault, Replica
from sync.client.rewind import being_given_back
from sync.client.rewrite import HOUSE, rewrap_first_epoch, rewrite
from sync.client.send import Refusal
from sync.entry import Entry, Kind, encode, parse
from sync.epoch import parse_epoch
from sync.vault_body import Withdrawal, parse_membership

HAND_IN: Final = frozenset((Code.NOT_ENTITLED, Code.NOT_ALLOWED, Code.REVOKED_DEVICE))
"""Of a save: its author may no longer write here, nor put a void in its place. The tail is handed in at `late`."""
WAITING: Final = frozenset((Code.UNKNOWN_DEVICE, Code.UPGRADE_CLIENT))
"""Nothing can be done here: the server lacks part of the school's log, or says what only a newer client understands."""
CHAIN: Final = frozenset((Code.COUNTER_GAP, Code.CHAIN_BROKEN, Code.SET_BACK, Code.WRONG_VAULT, Code.REWOUND))
"""The tail is not behind what the log has. A device set back has taken a new id before it comes here."""
TOO_LATE: Final = frozenset((Code.HEAD_MOVED, Code.STALE_EPOCH, Code.CHAIN_BROKEN, Code.NOT_ENTITLED))
"""Of keys and members: made for what is no longer so. It is made anew if it is still wanted."""


def answer_refusals(replica: Replica, refusals: Mapping[bytes, Refusal]) -> tuple[bool, Code | None]:
    """Do what the refusals ask for. Returns whether anything changed, and what holds a vault up if something does."""
    moved, held = False, None
    for vault, refusal in refusals.items():
        changed, code = _answer(replica, vault, refusal)
        moved |= changed
        held = held or (None if changed else code)
    return moved, held


def _answer(replica: Replica, vault: bytes, refusal: Refusal) -> tuple[bool, Code | None]:
    opened = replica.vaults.get(vault)
    tail = [parse(data) for _, data in replica.store.outbox(vault)]
    unsent = {entry.hash for entry in tail}
    bad = [(entry, code or Code.UPGRADE_CLIENT) for entry, code in refusal if entry.hash in unsent]
    if opened is None or not bad:
        return True, None
    if vault in being_given_back(replica):
        return False, Code.REWOUND
    waiting = next((code for _, code in bad if code in WAITING), None)
    if waiting is not None:
        return False, waiting
    shut = next((code for entry, code in bad if _shuts_out(replica, entry, code)), None)
    if shut is not None:
        return hand_in(replica, {vault: shut}) > 0, shut
    row = replica.store.vault(vault)
    sealed = any(entry.header.kind is Kind.OP for entry in tail)
    if row is None or row.applied_seq < row.fetched_seq or (sealed and not _has_key(opened)):
        # What cannot be sealed anew waits for its key. What is in clear needs none, which might never come.
        return False, Code.CANNOT_OPEN
    return _write_anew(replica, opened, bad), bad[0][1]


def _has_key(vault: OpenVault) -> bool:
    epoch = vault.log.epoch
    return epoch is None or epoch.id in vault.keys


def _shuts_out(replica: Replica, entry: Entry, code: Code) -> bool:
    """Whether no void would be taken in its place: by who may not write, or who may not even begin this vault."""
    kind = entry.header.kind
    if kind is Kind.GENESIS or code is Code.REVOKED_DEVICE:
        return True
    if entry.header.vault in replica.left and code in CHAIN:
        return True
    # What is said of a void is said of the next one too, unless it was only its place or its keys.
    if kind is Kind.VOID and code is not Code.STALE_EPOCH and code not in CHAIN:
        return True
    return kind not in HOUSE and code in HAND_IN


def _write_anew(replica: Replica, vault: OpenVault, bad: list[tuple[Entry, Code]]) -> bool:
    out: dict[int, Code] = {}
    for entry, code in bad:
        kind = entry.header.kind
        if kind in HOUSE and code in TOO_LATE:
            if code is Code.NOT_ENTITLED and kind is Kind.EPOCH and parse_epoch(entry.body).number == 1:
                return rewrap_first_epoch(replica, vault)
            if code is not Code.CHAIN_BROKEN or _is_behind(replica, vault):
                out[entry.header.counter] = Code.HEAD_MOVED
        elif code is not Code.STALE_EPOCH and code not in CHAIN:
            out[entry.header.counter] = code
    _take_out_pairs(replica, vault, out)
    moved = rewrite(replica, vault, out)
    if Code.OP_ID_REUSED in out.values():
        # A colleague took the same from what was handed in late, a moment before.
        forget_told(replica, replica.vaults[vault.id])
    return moved


def _take_out_pairs(replica: Replica, vault: OpenVault, out: dict[int, Code]) -> None:
    """A removal and the epoch behind it stand and fall together."""
    tail = [parse(data) for _, data in replica.store.outbox(vault.id)]
    for first, second in pairwise(tail):
        kinds = (first.header.kind, second.header.kind)
        if kinds == (Kind.MEMBERSHIP, Kind.EPOCH) and isinstance(parse_membership(first.body), Withdrawal):
            counters = (first.header.counter, second.header.counter)
            code = out.get(counters[0]) or out.get(counters[1])
            if code is not None:
                out.update(dict.fromkeys(counters, code))


def _is_behind(replica: Replica, vault: OpenVault) -> bool:
    """Whether the unsent tail stands behind what the log has of this device."""
    first = parse(replica.store.outbox(vault.id)[0][1]).header
    link = vault.log.link(first.device)
    return (first.counter, first.prev) == (link.counter + 1, link.hash)


def keep_unseen(replica: Replica, unseen: Mapping[bytes, list[Entry]]) -> None:
    """What the server says it took of vaults that it shows this member no longer cannot be seen in the log: it is kept aside."""
    store = replica.store
    for vault in replica.left.intersection(unseen):
        unsent = {parse(data).hash for _, data in store.outbox(vault)}
        entries = [entry for entry in unseen[vault] if entry.hash in unsent]
        with store.transaction():
            for entry in entries:
                if entry.header.kind is Kind.OP:
                    store.set_aside(vault, None, Code.NOT_ENTITLED.wire, encode(entry), mine=True)
            store.unqueue(vault, [entry.header.counter for entry in entries])
