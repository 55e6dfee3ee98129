"""Keeping house: keys for those who wait, a new epoch where somebody no longer takes part (`docs/client.md`, step 6).

Any present device may do it at the end of its exchange. Losing the race to another device is no error: the entry was for a head
that has moved, and is taken back; the next exchange sees whether anything is left to do. What a person last wished about a
member is queued again for the head as it is then.
"""

from __future__ import annotations

from schemas.codes import Code
from sync.client.applying import believed
from sync.client.replica import OpenVault, Replica
from sync.client.rewind import being_given_back
from sync.client.store import Aside
from sync.encoding import KEY_SIZE, Refused, new_id
from sync.entry import Entry, Kind, parse
from sync.epoch import Place, Previous, Recipient, Wrap, make_epoch, wrap
from sync.roster import Member
from sync.vault import due_renewal, entitled, may_do, waiting
from sync.vault_body import Add, HandOver, Withdrawal, encode_membership, parse_membership


def keep_house(replica: Replica) -> int:
    """Queue what is due in every vault that is fully applied and sent. Returns how many entries were queued."""
    queued, waits = 0, being_given_back(replica)
    for vault in list(replica.vaults.values()):
        if vault.id in waits or not _is_idle(replica, vault):
            continue
        _forget_cut(replica, vault)
        wanted = _still_wanted(replica, vault)
        if not wanted:
            wanted = _renew(replica, vault) if _owes(replica, vault) else _hand_over(replica, vault)
        queued += wanted
    return queued


def _is_idle(replica: Replica, vault: OpenVault) -> bool:
    row = replica.store.vault(vault.id)
    done = row is not None and row.log_id is not None and row.applied_seq == row.fetched_seq
    listed = vault.id in replica.listed
    return done and listed and vault.epoch is not None and not replica.store.outbox(vault.id)


def _still_wanted(replica: Replica, vault: OpenVault) -> int:
    """Queue again what a person wished about members and somebody else was faster than, if it is still to be done.

    What is done already, by whomever, is forgotten. What may not be done any more stays aside with that as the reason.
    """
    queued = 0
    for body, found in _wishes(replica, vault).values():
        if (body.member in vault.ahead.members) is isinstance(body, Add):
            with replica.store.transaction():
                _forget_wishes(replica, vault, body.member)
        elif found.code == Code.HEAD_MOVED.wire:
            made = _again(replica, vault, body)
            queued += made
            if made == 0:
                with replica.store.transaction():
                    replica.store.recode(found.id, Code.NOT_ALLOWED.wire)
    return queued


def _forget_cut(replica: Replica, vault: OpenVault) -> None:
    """Forget what a rewind cut off and the server did not take back, where it is no news to anybody: of members what is so, by
    whomever; of keys those under which nothing waits here."""
    rows = [(row, parse(row.entry)) for row in replica.store.aside(vault.id)]
    sealed = {entry.header.epoch for _, entry in rows if entry.header.kind is Kind.OP}
    merged = {entry.hash for entry in believed(replica, vault.log, [entry for row, entry in rows if row.cut])}
    with replica.store.transaction():
        for row, entry in rows:
            refused = row.cut and row.code != Code.REWOUND.wire and entry.hash not in merged
            if refused and _is_no_news(vault, entry, sealed):
                replica.store.take_back(row.id)


def _is_no_news(vault: OpenVault, entry: Entry, sealed: set[bytes]) -> bool:
    if entry.header.kind is Kind.EPOCH:
        return entry.header.epoch not in sealed
    if entry.header.kind is not Kind.MEMBERSHIP:
        return False
    body = parse_membership(entry.body)
    return isinstance(body, HandOver) or (body.member in vault.ahead.members) is isinstance(body, Add)


def _wishes(replica: Replica, vault: OpenVault) -> dict[bytes, tuple[Add | Withdrawal, Aside]]:
    """Member → what was last decided about them here and came to nothing."""
    found: dict[bytes, tuple[Add | Withdrawal, Aside]] = {}
    for row in replica.store.aside(vault.id):
        entry = parse(row.entry)
        if row.mine and entry.header.kind is Kind.MEMBERSHIP:
            match parse_membership(entry.body):
                case Add() | Withdrawal() as body:
                    found[body.member] = body, row
    return found


def _forget_wishes(replica: Replica, vault: OpenVault, member: bytes) -> None:
    """Forget what came to nothing about a member, in a transaction: it is done, or was decided anew."""
    for row in replica.store.aside(vault.id):
        entry = parse(row.entry)
        if row.mine and entry.header.kind is Kind.MEMBERSHIP:
            match parse_membership(entry.body):
                case Add(about) | Withdrawal(about) if about == member:
                    replica.store.take_back(row.id)


def _again(replica: Replica, vault: OpenVault, body: Add | Withdrawal) -> int:
    """Queue it for the head as it is. Returns how many entries that took: none where it may not be done any more."""
    match body:
        case Add(member) if replica.school.is_present(member) and _may(replica, vault, "share"):
            share(replica, vault.id, member)
            return 1
        case Withdrawal(member) if _may_withdraw(replica, vault, member):
            withdraw(replica, vault.id, member)
            return 2
    return 0


def _owes(replica: Replica, vault: OpenVault) -> bool:
    return due_renewal(vault.log, replica.school) and _may(replica, vault, "renew")


def _may(replica: Replica, vault: OpenVault, act: str) -> bool:
    return may_do(vault.log, replica.school, replica.identity.member, act)


def _hand_over(replica: Replica, vault: OpenVault) -> int:
    """A wrap for everybody entitled who has none. Each is made for the head as it is, so all of them are one batch."""
    if not _may(replica, vault, "wrap"):
        return 0
    waits = waiting(vault.log, replica.school)
    for member in waits:
        epoch = vault.epoch or b""
        body = HandOver(epoch, _wrap(replica, vault, replica.school.members[member]))
        replica.queue(vault, Kind.MEMBERSHIP, epoch, encode_membership(body))
    return len(waits)


def _wrap(replica: Replica, vault: OpenVault, member: Member) -> Wrap:
    epoch = vault.epoch or b""
    place = Place(replica.identity.school, vault.id, epoch)
    return Wrap(member.id, member.seal_id, wrap(place, member.seal, vault.keys[epoch]))


def _renew(replica: Replica, vault: OpenVault) -> int:
    """A new epoch on top, with wraps for everybody entitled now and nobody else."""
    current = vault.ahead.epoch
    if current is None:
        return 0
    place, key = Place(replica.identity.school, vault.id, new_id(replica.random)), replica.random(KEY_SIZE)
    recipients = [
        Recipient(member, replica.school.members[member].seal) for member in entitled(vault.ahead, replica.school)
    ]
    previous = Previous(current.id, vault.keys[current.id])
    body = make_epoch(
        place, current.number + 1, key, recipients, replica.school.recovery, previous=previous, random=replica.random
    )
    replica.queue(vault, Kind.EPOCH, place.epoch, body)
    vault.keys[place.epoch] = key
    return 1


def share(replica: Replica, vault: bytes, member: bytes) -> None:
    """Let a member take part in a vault, with the key at once. Queued, for the head as it is, unless it is so already."""
    opened = replica.vaults[vault]
    with replica.store.transaction():
        _forget_wishes(replica, opened, member)
        if member not in opened.ahead.members:
            body = Add(member, _wrap(replica, opened, replica.school.members[member]))
            replica.queue(opened, Kind.MEMBERSHIP, opened.epoch or b"", encode_membership(body))


def withdraw(replica: Replica, vault: bytes, member: bytes) -> None:
    """Let a member take part no longer, unless it is so already: the removal and the epoch without them are one batch.

    Raises `Refused` where this member could not make that epoch: who takes part only as the line manager of who goes.
    """
    opened = replica.vaults[vault]
    if not _may_withdraw(replica, opened, member):
        raise Refused("who goes last with this member cannot withdraw them", Code.NOT_ALLOWED)
    with replica.store.transaction():
        _forget_wishes(replica, opened, member)
        if member in opened.ahead.members:
            body = encode_membership(Withdrawal(member))
            replica.queue(opened, Kind.MEMBERSHIP, opened.epoch or b"", body)
            _renew(replica, opened)


def _may_withdraw(replica: Replica, vault: OpenVault, member: bytes) -> bool:
    after = vault.ahead.copy()
    after.members.discard(member)
    own = replica.identity.member
    return _may(replica, vault, "remove") and bool(after.members) and may_do(after, replica.school, own, "renew")
