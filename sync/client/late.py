"""Handed in late: what somebody had not sent when they were shut out, and a present member's decision on it.

    hand_in(replica, {vault: code})           # by the device's signature alone
    for found in waiting_for_me(replica):     # on a present member's device
        take_late(replica, found)             # or set_late_aside(replica, found, "not_needed")

What is taken keeps its op id: taken twice, or sent by its author after all, it is in the log once. And it says whose entry it
was (`late` in the op's JSON), so that what it replaces among others handed in with it is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from schemas.authority import may
from schemas.codes import Code
from schemas.limits import MAX_BATCH_BYTES, MAX_BATCH_ENTRIES
from sync.client.api import ServerRefused
from sync.client.applying import reread
from sync.client.keyring import take_keys
from sync.client.receive import fetch_school
from sync.client.replica import OpenVault, Replica, opened_body
from sync.client.rewrite import is_kept, legible
from sync.client.transport import Unreachable
from sync.encoding import Refused, b64u, unb64u
from sync.entry import Entry, Kind, encode, parse, verify_entry
from sync.op import OpBody
from sync.records import taken_in
from sync.vault import append, may_do
from sync.vault_rights import may_create

LATE_TAG: Final = b"beside/late/1"
LATE: Final = "late"
"""In an op that takes one in: [device, counter] of the entry that was handed in; with its vault behind them where that is
another."""


@dataclass(frozen=True, slots=True)
class LateEntry:
    """An entry handed in: its id at the server, who wrote it, and its bytes parsed."""

    id: bytes
    vault: bytes
    device: bytes
    member: bytes
    entry: Entry


# Handing in -------------------------------------------------------------------------------------------------


def hand_in(replica: Replica, vaults: Mapping[bytes, Code]) -> int:
    """Hand the unsent tails of `vaults` in. They leave the outbox and stand in `aside` with the code that shut them out.

    Of a vault that the server has, only saves: nobody decides about keys. Of one that it never saw, all of it, for without its
    keys nobody could read it. Returns how many entries it was.
    """
    count = 0
    for vault, code in vaults.items():
        tail = [parse(data) for _, data in replica.store.outbox(vault)]
        row = replica.store.vault(vault)
        unseen = row is not None and row.log_id is None
        said = tail if unseen else _saves(replica, vault, tail)
        for part in _parts(said):
            _send(replica, vault, part)
            _leave_outbox(replica, vault, part, code)
        _leave_outbox(replica, vault, [], code)
        count += len(tail)
    return count


def _saves(replica: Replica, vault: bytes, tail: Iterable[Entry]) -> list[Entry]:
    opened = replica.vaults.get(vault)
    saves = [entry for entry in tail if entry.header.kind is Kind.OP]
    return saves if opened is None else [legible(replica, opened, entry) for entry in saves]


def hand_in_everything(replica: Replica) -> int:
    """What a device does that is answered `revoked_device`, also when it signs in: it is heard nowhere else any more."""
    return hand_in(replica, dict.fromkeys(replica.store.outbox_vaults(), Code.REVOKED_DEVICE))


def hand_over(replica: Replica, vault: bytes, entries: list[Entry]) -> None:
    """Hand entries in, whoever wrote them, in as many requests as it takes."""
    for part in _parts(entries):
        _send(replica, vault, part)


def _parts(entries: list[Entry]) -> Iterator[list[Entry]]:
    part: list[Entry] = []
    size = 0
    for entry in entries:
        if part and (len(part) >= MAX_BATCH_ENTRIES or size + len(entry.body) > MAX_BATCH_BYTES // 2):
            yield part
            part, size = [], 0
        part.append(entry)
        size += len(entry.body)
    if part:
        yield part


def _send(replica: Replica, vault: bytes, part: list[Entry]) -> None:
    identity = replica.identity
    started = replica.api.json("POST", "/sign-in/start", {"handle": identity.handle})
    challenge = unb64u(started["challenge"])
    signature = identity.device.private.sign(LATE_TAG + identity.school + identity.device.id + challenge)
    head: dict[str, Any] = {
        "device": b64u(identity.device.id),
        "challenge": b64u(challenge),
        "signature": b64u(signature),
        "batches": [{"vault": b64u(vault), "count": len(part)}],
    }
    try:
        replica.api.frames("POST", "/late", head, [encode(entry) for entry in part])
    except ServerRefused as refused:
        if refused.code is Code.SIGN_IN_REFUSED:
            # The challenge was spent on the way: a request that came twice was taken the first time. Another time says which.
            raise Unreachable("handed in with a challenge that was spent") from refused
        raise


def _leave_outbox(replica: Replica, vault: bytes, part: list[Entry], code: Code) -> None:
    """What was handed in stands aside. With nothing left to hand in, whatever is still in the outbox is of no use; what of it a
    person said of members stands aside too, so that it is seen not to have happened."""
    store = replica.store
    left = [parse(data) for _, data in store.outbox(vault)]
    counters = [entry.header.counter for entry in part or left]
    with store.transaction():
        for entry in part or filter(is_kept, left):
            store.set_aside(vault, None, code.wire, encode(entry), mine=True)
        store.unqueue(vault, counters)
    row = store.vault(vault)
    if row is not None and counters:
        replica.vaults[vault] = reread(replica, row)


# Deciding ---------------------------------------------------------------------------------------------------


def waiting_for_me(replica: Replica) -> list[LateEntry]:
    """What was handed in to vaults of this member and is not decided yet."""
    return [late for late in _late_box(replica) if late.entry.header.kind is Kind.OP]


def _late_box(replica: Replica) -> list[LateEntry]:
    """The same with what comes along: the beginnings and keys of vaults that the server never saw."""
    described, parts = replica.api.fetched("/late")
    return [
        LateEntry(unb64u(one["id"]), unb64u(one["vault"]), unb64u(one["device"]), unb64u(one["member"]), parse(data))
        for one, data in zip(described["entries"], parts, strict=True)
    ]


def late_body(replica: Replica, vault: OpenVault, entry: Entry) -> OpBody | None:
    """What a late entry says; None of one that changes no record.

    Raises `Refused` where it is not by the device it names, is of another vault, or cannot be opened.
    """
    _check(replica, vault.id, entry)
    if entry.header.kind is not Kind.OP:
        return None
    try:
        return opened_body(vault, entry)
    except KeyError:
        raise Refused("no key opens a late entry", Code.CANNOT_OPEN) from None


def _check(replica: Replica, vault: bytes, entry: Entry) -> None:
    device = replica.school.devices.get(entry.header.device)
    if device is None or not verify_entry(entry, device.key):
        raise Refused("a late entry is not signed by its device", Code.BAD_SIGNATURE)
    if entry.header.vault != vault:
        raise Refused("a late entry belongs elsewhere", Code.WRONG_VAULT)


def take_late(replica: Replica, late: LateEntry) -> None:
    """Save what it says as one's own op, unless it is there already, and tell the server that it was taken.

    What was written in a vault that the server never saw goes into a new one, or, of a kind of which one is enough, into this
    member's. Raises `Refused` as `late_body`, also where this device does not know the vault.
    """
    known = replica.vaults.get(late.vault)
    # One whose beginning counts no longer is known by its leavings only.
    unsent = None if known and known.ahead.kind else read_unsent(replica, late)
    body = late_body(replica, unsent.vault if unsent else replica.vaults[late.vault], late.entry)
    if body is not None:
        into = _place_for(replica, unsent) if unsent else replica.vaults[late.vault]
        if not _is_there(replica, into, late.entry):
            save_late(replica, into, late.entry, body)
    _settle(replica, late, {"outcome": "taken"})


def save_late(replica: Replica, vault: OpenVault, entry: Entry, body: OpBody) -> None:
    """Save a late entry's content under this device's own name."""
    places, author = (
        _taken_before(replica, vault, entry.header.vault),
        (b64u(entry.header.device), entry.header.counter),
    )
    state = replica.state(vault.id)
    changes = tuple(taken_in(state, change, author, places) for change in body.changes)
    mark = [*author, *_elsewhere(vault, entry.header.vault)]
    unknown = {**body.unknown, LATE: mark}
    replica.save_body(vault.id, replace(body, changes=changes, unknown=unknown), entry.header.op_id)


def _is_there(replica: Replica, vault: OpenVault, entry: Entry) -> bool:
    unsent = {parse(data).header.op_id for _, data in replica.store.outbox(vault.id)}
    return entry.header.op_id in unsent or replica.store.has_op(vault.id, entry.header.op_id)


def _taken_before(replica: Replica, vault: OpenVault, of: bytes) -> dict[tuple[str, int], tuple[str, int]]:
    """(device, counter) of every entry of the vault `of` that was taken late → that of the op of `vault` which took it in."""
    found, elsewhere = {}, _elsewhere(vault, of)
    kept = [data for _, data, _ in replica.store.entries_after(vault.id, 0)]
    for data in (*kept, *(data for _, data in replica.store.outbox(vault.id))):
        entry = parse(data)
        if entry.header.kind is not Kind.OP or entry.header.epoch not in vault.keys:
            continue
        try:
            match opened_body(vault, entry).unknown.get(LATE):
                case [str(device), int(counter), *where] if where == elsewhere:
                    found[device, counter] = (b64u(entry.header.device), entry.header.counter)
        except Refused:
            continue
    return found


def _elsewhere(vault: OpenVault, of: bytes) -> list[str]:
    """What a mark says more where the entry was handed in for another vault than the one that it is taken into."""
    return [] if of == vault.id else [b64u(of)]


def set_late_aside(replica: Replica, late: LateEntry, reason: str) -> None:
    """Decide against it. It stays in the server's keeping."""
    _settle(replica, late, {"outcome": "set_aside", "reason": reason})


def _settle(replica: Replica, late: LateEntry, said: dict[str, str]) -> None:
    try:
        replica.api.json("POST", f"/late/{b64u(late.id)}", said)
    except ServerRefused as refused:
        # It was decided already: by this device, whose answer was lost, or by a colleague. What is there twice is there once.
        if refused.code is not Code.NOT_FOUND:
            raise


# What was never sent ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unsent:
    """A vault that the server does not have, as it was handed in; `begun` is the op id of its genesis, and `author` who wrote
    that."""

    vault: OpenVault
    begun: bytes
    author: bytes


def read_unsent(replica: Replica, late: LateEntry) -> Unsent:
    """The vault of a late entry that the server never saw, from the beginning and the keys that were handed in with it.

    Raises `Refused`: with CANNOT_OPEN where they were not, or hand this member no key.
    """
    vault = OpenVault.empty(replica.school.id, late.vault)
    box = [one for one in _late_box(replica) if one.vault == late.vault and one.entry.header.kind is not Kind.OP]
    begun = [one for one in box if one.entry.header.kind is Kind.GENESIS]
    # Its author's own beginning is meant; one that others wrote, where there is no other: it says into which case it is taken.
    first = [one for one in begun if one.device == late.device] or begun
    for one in box:
        _check(replica, late.vault, one.entry)
    if len(first) == 1:
        append(vault.log, first[0].entry)
        take_keys(replica, vault, [one.entry for one in box])
    if not vault.keys:
        raise Refused("a late entry is of what this device does not have", Code.CANNOT_OPEN)
    return Unsent(vault, first[0].entry.header.op_id, first[0].member)


def _place_for(replica: Replica, unsent: Unsent) -> OpenVault:
    """Where what was written in a vault that was never sent is taken: into a case of its own, which begins by the same op id, so
    that it is begun once; else where this member keeps what is of the kind. Raises `Refused` where they may begin none.
    """
    kind, own, school = unsent.vault.log.kind, replica.identity.member, replica.school
    for vault in replica.vaults.values():
        if _begins_with(replica, vault.id) == unsent.begun or (kind != "case" and _is_own(replica, vault, kind)):
            return vault
    fetch_school(replica)  # Whoever has left meanwhile is named in nothing new.
    if not may_create(school, own, kind):
        raise Refused("this member may begin nothing of this kind", Code.NOT_ALLOWED)
    works = unsent.author != own and may(kind, "member", school.roles(unsent.author), "write")
    others = (unsent.author,) if works and may(kind, "member", school.roles(own), "share") else ()
    return replica.vaults[replica.create_vault(kind, others=others, op_id=unsent.begun)]


def _is_own(replica: Replica, vault: OpenVault, kind: str) -> bool:
    own = replica.identity.member
    is_theirs = kind == "team" or own in vault.ahead.members
    return is_theirs and vault.ahead.kind == kind and may_do(vault.ahead, replica.school, own, "write")


def _begins_with(replica: Replica, vault: bytes) -> bytes | None:
    """The op id of a vault's first entry."""
    unsent = [data for _, data in replica.store.outbox(vault)][:1]
    kept = [data for _, data, _ in replica.store.entries_after(vault, 0)][:1]
    return next((parse(data).header.op_id for data in (*kept, *unsent)), None)
