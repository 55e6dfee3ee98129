"""A vault's log: whether an entry is taken, and what it changes (`docs/protocol.md` §1, §4, §7, §11).

    vault = VaultLog(school_id, vault_id)
    code = judge(vault, school, entry, at_server=False)      # None: it is taken
    append(vault, entry) if code is None else set_aside(vault, entry, code)

The one place where an entry is accepted or refused. The server asks by batch (`judge_batch`) and by what holds now; a reader
entry by entry, by what ever held, and never by a clock. What a server gives back after a rewind is judged as by a reader.

Of an op everything but its content is judged here. That an op id was used before is for the store to find, first of all.
What a reader set aside is judged again by reading the log anew from its genesis, so that it is judged at its place; entries
whose signature was good need not be verified again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from schemas.codes import Code
from sync.drop import Drop, parse_drop
from sync.encoding import SIGNATURE_SIZE, Malformed, digest
from sync.entry import Entry, Kind, verify_entry, verify_many
from sync.epoch import Wrap, parse_epoch
from sync.log import next_hash
from sync.roster import Device, School
from sync.seal import HPKE_OVERHEAD, padded_size
from sync.ticket import verify_ticket
from sync.vault_body import Add, HandOver, Withdrawal, parse_genesis, parse_membership
from sync.vault_log import Epoch, Link, Use, VaultLog, restore
from sync.vault_rights import due_renewal, entitled, may_do, waiting
from sync.vault_rules import Judged, judge_kind, refuse_act, refuse_epoch

__all__ = [
    "VaultLog",
    "Verdict",
    "append",
    "due_renewal",
    "entitled",
    "judge",
    "judge_batch",
    "may_do",
    "recovery_wrap",
    "restore",
    "set_aside",
    "signer_key",
    "waiting",
    "wraps_for",
]


def judge(
    vault: VaultLog,
    school: School,
    entry: Entry,
    *,
    at_server: bool,
    restoring: bool = False,
    now: int | None = None,
    signature_checked: bool = False,
) -> Code | None:
    """Why the entry cannot be the next one of the vault's log, or None.

    `restoring`: the server takes back what it lost; then, as for a reader, what ever held counts. `now` (milliseconds since
    1970 UTC) is the server's clock: tickets expire by it, and without it not. With `signature_checked` the caller has verified
    the entry under `signer_key`.
    """
    header = entry.header
    if header.school != vault.school:
        return Code.WRONG_SCHOOL
    if header.vault != vault.vault or (not vault.kind and header.kind is not Kind.GENESIS):
        return Code.WRONG_VAULT
    way = _Way(at_server, restoring or not at_server, now, signature_checked)
    try:
        code = (_judge_drop if header.kind is Kind.DROP else _judge_own)(vault, school, entry, way)
    except Malformed as refused:
        code = refused.code
    # Of a newer version a reader hopes; the server has none to hope for.
    return Code.MALFORMED if at_server and code is Code.UNKNOWN_KIND else code


class _Way(NamedTuple):
    """How to judge. `ever`: by what ever held in the school, not by what holds now."""

    at_server: bool
    ever: bool
    now: int | None
    signature_checked: bool


def _judge_own(vault: VaultLog, school: School, entry: Entry, way: _Way) -> Code | None:
    """An entry that a device signed."""
    device = school.devices.get(entry.header.device)
    if device is None:
        return Code.UNKNOWN_DEVICE
    if not way.signature_checked and not verify_entry(entry, device.key):
        return Code.BAD_SIGNATURE
    return (
        _refuse_device(device, entry, way)
        or _refuse_chain(vault, entry, way)
        or judge_kind(Judged(vault, school, entry, device.member, way.ever))
    )


def _refuse_device(device: Device, entry: Entry, way: _Way) -> Code | None:
    """What is beyond a revocation counts for no reader; so a server takes it back as little, lest keys and members stand in its
    log that everybody else steps over."""
    if not way.ever:
        return None if device.live else Code.REVOKED_DEVICE
    return Code.BEYOND_REVOCATION if device.is_beyond(entry.header.vault, entry.header.counter) else None


def _refuse_chain(vault: VaultLog, entry: Entry, way: _Way) -> Code | None:
    """A counter that was used is for the server a device set back to an older state, for a reader an entry shown twice."""
    header, last = entry.header, vault.link(entry.header.device)
    if header.counter <= last.counter:
        return Code.SET_BACK if way.at_server else Code.CHAIN_BROKEN
    if header.counter > last.counter + 1:
        return Code.COUNTER_GAP
    return None if header.prev == last.hash else Code.CHAIN_BROKEN


# Drops ----------------------------------------------------------------------------------------------------


def _judge_drop(vault: VaultLog, school: School, entry: Entry, way: _Way) -> Code | None:
    """An entry that a ticket's key signed: as good as the ticket, and that as good as the device that signed it."""
    drop = parse_drop(entry)
    terms = drop.ticket.terms
    device = school.devices.get(terms.device)
    if device is None:
        return Code.UNKNOWN_DEVICE
    entry_signed = way.signature_checked or verify_entry(entry, terms.ephemeral)
    if not entry_signed or not verify_ticket(drop.ticket, device.key):
        return Code.BAD_SIGNATURE
    if not way.ever and not device.live:
        return Code.REVOKED_DEVICE
    judged = Judged(vault, school, entry, device.member, way.ever)
    return (
        _refuse_chain(vault, entry, way)
        or refuse_act(judged, "ticket")
        # The pupil's page cannot seal anew: what was sealed to an older epoch is taken.
        or refuse_epoch(judged, any_known=True)
        or _refuse_use(vault, school, entry, drop)
        or (Code.TICKET_EXPIRED if way.now is not None and way.now > terms.not_after else None)
    )


def _refuse_use(vault: VaultLog, school: School, entry: Entry, drop: Drop) -> Code | None:
    terms = drop.ticket.terms
    size = len(drop.sealed) - HPKE_OVERHEAD
    if padded_size(size) != size:
        raise Malformed("a drop is not padded as it should be")
    used = vault.tickets.get(terms.id, Use(digest(drop.ticket.data), 0, 0))
    if used.ticket != digest(drop.ticket.data) or terms.id in school.devices:
        return Code.OP_ID_REUSED
    spent = used.drops >= terms.most_drops or used.size + entry_size(entry) > terms.most_bytes
    return Code.TICKET_SPENT if spent else None


def entry_size(entry: Entry) -> int:
    """The size of a whole entry in bytes: what a ticket's `most bytes` counts."""
    return len(entry.header_bytes) + len(entry.body) + SIGNATURE_SIZE


# What an entry changes ------------------------------------------------------------------------------------


def append(vault: VaultLog, entry: Entry) -> VaultLog:
    """Take an entry that was judged, or that this log held before; in place."""
    _advance(vault, entry)
    vault.chains[entry.header.device] = Link(entry.header.counter, entry.hash)
    take = _TAKES.get(entry.header.kind)
    if take is not None:
        take(vault, entry)
    return vault


def _advance(vault: VaultLog, entry: Entry) -> None:
    vault.seq += 1
    vault.log_hash = next_hash(vault.log_hash, entry.hash)


def _take_genesis(vault: VaultLog, entry: Entry) -> None:
    body = parse_genesis(entry.body)
    vault.kind, vault.members = body.kind, set(body.members)


def _take_epoch(vault: VaultLog, entry: Entry) -> None:
    body, current = parse_epoch(entry.body), vault.epoch
    vault.epochs.append(Epoch(entry.header.epoch, body.number, body.public))
    if current is None or body.number > current.number:
        vault.wraps = {}
        for wrap in body.wraps:
            vault.wraps.setdefault(wrap.member, set()).add(wrap.key)
        vault.renewal_owed = False


def _take_membership(vault: VaultLog, entry: Entry) -> None:
    match parse_membership(entry.body):
        case Add(member, wrap):
            vault.members.add(member)
            _take_wrap(vault, entry.header.epoch, wrap)
        case HandOver(epoch, wrap):
            _take_wrap(vault, epoch, wrap)
        case Withdrawal(member):
            vault.members.discard(member)
            vault.renewal_owed = True


def _take_wrap(vault: VaultLog, epoch: bytes, wrap: Wrap | None) -> None:
    current = vault.epoch
    if wrap is not None and current is not None and epoch == current.id:
        vault.wraps.setdefault(wrap.member, set()).add(wrap.key)


def _take_drop(vault: VaultLog, entry: Entry) -> None:
    ticket = parse_drop(entry).ticket
    used = vault.tickets.get(ticket.terms.id, Use(digest(ticket.data), 0, 0))
    vault.tickets[ticket.terms.id] = Use(used.ticket, used.drops + 1, used.size + entry_size(entry))


_TAKES: Final = {
    Kind.GENESIS: _take_genesis,
    Kind.EPOCH: _take_epoch,
    Kind.MEMBERSHIP: _take_membership,
    Kind.DROP: _take_drop,
}
"""What an entry changes beside the head and its author's chain, by its kind: asked once an entry, where comparing with each of
four members of an enumeration costs as much as all the rest."""

_UNPROVED: Final = frozenset((Code.BAD_SIGNATURE, Code.UNKNOWN_DEVICE, Code.WRONG_SCHOOL, Code.WRONG_VAULT))


def set_aside(vault: VaultLog, entry: Entry, code: Code) -> VaultLog:
    """Step over an entry that stands in the log but was refused with `code`; in place.

    Its device's chain goes on, or all behind it would be refused too; unless it is not proved to be that device's.
    """
    _advance(vault, entry)
    if code not in _UNPROVED:
        _follow(vault, entry)
    return vault


def _follow(vault: VaultLog, entry: Entry) -> None:
    header, last = entry.header, vault.link(entry.header.device)
    if (header.counter, header.prev) == (last.counter + 1, last.hash):
        vault.chains[header.device] = Link(header.counter, entry.hash)


# Batches --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """A code or None for each entry of a batch; `vault` is the log behind it, of use only if every entry is `taken`."""

    codes: tuple[Code | None, ...]
    vault: VaultLog

    @property
    def taken(self) -> bool:
        """Whether the whole batch is."""
        return not any(self.codes)


def judge_batch(
    vault: VaultLog,
    school: School,
    entries: Sequence[Entry],
    *,
    now: int,
    restoring: bool = False,
    signatures_checked: bool = False,
) -> Verdict:
    """The server's judgement of a batch; `vault` itself is left as it is.

    Every bad entry is named, not only the first: what follows one is judged as if it had been good. `restoring` judges what a
    client gives back after a rewind: by what ever held, without clocks. Signatures are verified together, in two threads.
    """
    judged = vault.copy()
    judged.begin_batch()
    forged = set() if signatures_checked else _forged(school, entries)
    codes: list[Code | None] = []
    last_removal = len(entries) - 1
    for place, entry in enumerate(entries):
        code = judge(
            judged,
            school,
            entry,
            at_server=True,
            restoring=restoring,
            now=None if restoring else now,
            signature_checked=place not in forged,
        )
        codes.append(code)
        if code is None:
            owed = judged.renewal_owed
            append(judged, entry)
            last_removal = place if judged.renewal_owed and not owed else last_removal
        else:
            _follow(judged, entry)
    if codes and judged.renewal_owed and not restoring and not any(codes):
        codes[last_removal] = Code.NOT_ALLOWED
    return Verdict(tuple(codes), judged)


def _forged(school: School, entries: Sequence[Entry]) -> set[int]:
    """The places of the entries that are not signed by whom they name; of those who name nobody known, `judge` says more."""
    keyed = [(place, key) for place, entry in enumerate(entries) if (key := signer_key(school, entry)) is not None]
    found = verify_many([entries[place] for place, _ in keyed], [key for _, key in keyed])
    return {keyed[index][0] for index in found}


def signer_key(school: School, entry: Entry) -> bytes | None:
    """The Ed25519 key that the entry must be signed by: its device's, or its ticket's. None where there is none."""
    if entry.header.kind is Kind.DROP:
        try:
            return parse_drop(entry).ticket.terms.ephemeral
        except Malformed:
            return None
    device = school.devices.get(entry.header.device)
    return None if device is None else device.key


# Wraps ----------------------------------------------------------------------------------------------------


def wraps_for(entry: Entry, key: bytes) -> list[tuple[bytes, bytes]]:
    """(epoch id, wrap) of every epoch key that the entry hands to the X25519 key with the id `key`."""
    if entry.header.kind is Kind.EPOCH:
        epoch, wraps = entry.header.epoch, parse_epoch(entry.body).wraps
        return [(epoch, wrap.wrap) for wrap in wraps if wrap.key == key]
    if entry.header.kind is not Kind.MEMBERSHIP:
        return []
    match parse_membership(entry.body):
        case Add(_, Wrap(_, handed, wrapped)) if handed == key:
            return [(entry.header.epoch, wrapped)]
        case HandOver(epoch, Wrap(_, handed, wrapped)) if handed == key:
            return [(epoch, wrapped)]
    return []


def recovery_wrap(entry: Entry) -> tuple[bytes, bytes] | None:
    """(epoch id, wrap) for the school's recovery key, of an entry that begins an epoch."""
    if entry.header.kind is not Kind.EPOCH:
        return None
    return entry.header.epoch, parse_epoch(entry.body).recovery
