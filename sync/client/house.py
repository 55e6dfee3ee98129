"""Keeping house: keys for those who wait, a new epoch where somebody no longer takes part (`docs/client.md`, step 6).

Any present device may do it at the end of its exchange. Losing the race to another device is no error: the entry was for a head
that has moved, a void takes its counter, and the next exchange sees whether anything is left to do.
"""

from __future__ import annotations

from sync.client.replica import OpenVault, Replica
from sync.encoding import KEY_SIZE, new_id
from sync.entry import Kind
from sync.epoch import Place, Previous, Recipient, Wrap, make_epoch, wrap
from sync.roster import Member
from sync.vault import due_renewal, entitled, may_do, waiting
from sync.vault_body import Add, HandOver, Withdrawal, encode_membership


def keep_house(replica: Replica) -> int:
    """Queue what is due in every vault that is fully applied and sent. Returns how many entries were queued."""
    queued = 0
    for vault in replica.vaults.values():
        if _is_idle(replica, vault):
            queued += _renew(replica, vault) if _owes(replica, vault) else _hand_over(replica, vault)
    return queued


def _is_idle(replica: Replica, vault: OpenVault) -> bool:
    row = replica.store.vault(vault.id)
    done = row is not None and row.log_id is not None and row.applied_seq == row.fetched_seq
    return done and vault.epoch is not None and not replica.store.outbox(vault.id)


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
    """Let a member take part in a vault, with the key at once. Queued; for the head as it is."""
    opened = replica.vaults[vault]
    body = Add(member, _wrap(replica, opened, replica.school.members[member]))
    replica.queue(opened, Kind.MEMBERSHIP, opened.epoch or b"", encode_membership(body))


def withdraw(replica: Replica, vault: bytes, member: bytes) -> None:
    """Let a member take part no longer: the removal and the epoch without them are one batch."""
    opened = replica.vaults[vault]
    replica.queue(opened, Kind.MEMBERSHIP, opened.epoch or b"", encode_membership(Withdrawal(member)))
    _renew(replica, opened)
