"""What each kind of entry must keep to in a vault's log (`docs/protocol.md` §1, §4, §7), chain and signature apart.

A rule gives the code that refuses, or None. It is asked twice about every entry: by the server that appends, to which only
what holds now counts, and by each reader, to whom what ever held does (`Judged.ever`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from schemas.authority import KINDS
from schemas.codes import Code
from sync.encoding import Malformed
from sync.entry import Entry, Kind
from sync.epoch import EpochBody, Wrap, parse_epoch
from sync.roster import School
from sync.seal import OVERHEAD, padded_size
from sync.vault_body import Add, HandOver, Withdrawal, parse_accept, parse_genesis, parse_membership, parse_void
from sync.vault_log import VaultLog
from sync.vault_rights import may_create, may_do, standings


class Judged(NamedTuple):
    """An entry whose author (a member) is known, at its place in the log. `ever`: by what ever held, not by what does now."""

    vault: VaultLog
    school: School
    entry: Entry
    author: bytes
    ever: bool


def judge_kind(judged: Judged) -> Code | None:
    """Why an entry of its kind cannot stand here, or None. Raises `Malformed` for a body that cannot be read."""
    return _RULES[judged.entry.header.kind](judged)


def refuse_act(judged: Judged, act: str) -> Code | None:
    """`Code.NOT_ENTITLED` for who has no part in the vault, `Code.NOT_ALLOWED` for who may not do `act` there."""
    if may_do(judged.vault, judged.school, judged.author, act, ever=judged.ever):
        return None
    takes_part = standings(judged.vault, judged.school, judged.author, ever=judged.ever)
    return Code.NOT_ALLOWED if takes_part else Code.NOT_ENTITLED


def refuse_epoch(judged: Judged, *, any_known: bool = False) -> Code | None:
    """`Code.STALE_EPOCH` for what was written under an epoch not in force.

    For a reader any announced epoch will do: what has leaked does not come back by being refused, and after a rewind the
    order of entries and epochs may have changed. Once a removal was taken, nothing may be written under the old key.
    """
    epoch, current = judged.entry.header.epoch, judged.vault.epoch
    if judged.ever or any_known:
        return None if judged.vault.epoch_of(epoch) is not None else Code.STALE_EPOCH
    owed = judged.vault.renewal_owed and judged.entry.header.kind is not Kind.MEMBERSHIP
    return None if current is not None and current.id == epoch and not owed else Code.STALE_EPOCH


def refuse_head(judged: Judged) -> Code | None:
    """`Code.HEAD_MOVED` where the author had not seen the head before the batch; a reader cannot tell and need not."""
    header, vault = judged.entry.header, judged.vault
    seen = (header.seen_seq, header.seen_hash)
    return None if judged.ever or seen == (vault.batch_seq, vault.batch_hash) else Code.HEAD_MOVED


# Ops, voids, accepts --------------------------------------------------------------------------------------


def _judge_op(judged: Judged) -> Code | None:
    size = len(judged.entry.body) - OVERHEAD
    if size < 0 or padded_size(size) != size:
        raise Malformed("an op's body is not padded as it should be")
    return refuse_act(judged, "write") or refuse_epoch(judged)


def _judge_void(judged: Judged) -> Code | None:
    parse_void(judged.entry.body)
    return refuse_act(judged, "write") or refuse_epoch(judged)


def _judge_accept(judged: Judged) -> Code | None:
    parse_accept(judged.entry.body)
    return refuse_act(judged, "write") or refuse_epoch(judged)


# The beginning --------------------------------------------------------------------------------------------


def _judge_genesis(judged: Judged) -> Code | None:
    body = parse_genesis(judged.entry.body)
    school, ever = judged.school, judged.ever
    if body.kind not in KINDS:
        return Code.UNKNOWN_KIND
    creator, *others = body.members
    begins = judged.vault.seq == 0 and creator == judged.author
    if not begins or not may_create(school, creator, body.kind, ever=ever):
        return Code.NOT_ALLOWED
    if others and not _may_share_new(judged, body.kind):
        return Code.NOT_ALLOWED
    known = all(member in school.members and (ever or school.is_present(member)) for member in others)
    return refuse_head(judged) if known else Code.NOT_ALLOWED


def _may_share_new(judged: Judged, kind: str) -> bool:
    """Whether the creator may name others: as they could share the vault once it is there."""
    begun = VaultLog(judged.vault.school, judged.vault.vault, kind=kind, members={judged.author})
    return may_do(begun, judged.school, judged.author, "share", ever=judged.ever)


# Epochs ---------------------------------------------------------------------------------------------------


def _judge_epoch(judged: Judged) -> Code | None:
    body = parse_epoch(judged.entry.body)
    return (
        refuse_act(judged, "renew")
        or refuse_head(judged)
        or (None if _follows(judged, body) else Code.CHAIN_BROKEN)
        or _refuse_wraps(judged, body.wraps)
    )


def _follows(judged: Judged, body: EpochBody) -> bool:
    """Whether the epoch is the next one on top. A reader also takes a second one of a number, as a rewind leaves behind."""
    vault = judged.vault
    current = vault.epoch
    if vault.epoch_of(judged.entry.header.epoch) is not None:
        return False
    if current is None or body.previous_id is None:
        return current is None and body.number == 1
    previous = vault.epoch_of(body.previous_id)
    next_number = body.number == current.number + 1
    is_on_top = previous is not None and previous.number == body.number - 1
    return is_on_top and (next_number or (judged.ever and body.number <= current.number))


def _refuse_wraps(judged: Judged, wraps: Iterable[Wrap]) -> Code | None:
    """`Code.NOT_ENTITLED` for a wrap to who may not read, or to a key that is not theirs."""
    return None if all(_is_theirs(judged, wrap) for wrap in wraps) else Code.NOT_ENTITLED


def _is_theirs(judged: Judged, wrap: Wrap) -> bool:
    member = judged.school.members.get(wrap.member)
    if member is None or not standings(judged.vault, judged.school, wrap.member, ever=judged.ever):
        return False
    return wrap.key in member.ever_seals if judged.ever else wrap.key == member.seal_id


# Membership -----------------------------------------------------------------------------------------------


def _judge_membership(judged: Judged) -> Code | None:
    body = parse_membership(judged.entry.body)
    act = {Add: "share", HandOver: "wrap", Withdrawal: "remove"}[type(body)]
    before = refuse_act(judged, act) or refuse_head(judged) or refuse_epoch(judged)
    if before is not None:
        return before
    match body:
        case Add():
            return _judge_add(judged, body)
        case HandOver():
            return _judge_hand_over(judged, body)
        case Withdrawal():
            # A vault that nobody takes part in could be read by the recovery sheet only.
            possible = body.member in judged.vault.members and len(judged.vault.members) > 1
            return None if possible else Code.NOT_ALLOWED


def _judge_add(judged: Judged, body: Add) -> Code | None:
    vault, school = judged.vault, judged.school
    if body.member in vault.members or not (judged.ever or school.is_present(body.member)):
        return Code.NOT_ALLOWED
    member = school.members.get(body.member)
    if member is None:
        return Code.NOT_ALLOWED
    keys = member.ever_seals if judged.ever else {member.seal_id}
    return None if body.wrap is None or body.wrap.key in keys else Code.NOT_ENTITLED


def _judge_hand_over(judged: Judged, body: HandOver) -> Code | None:
    if body.epoch != judged.entry.header.epoch:
        return Code.STALE_EPOCH
    has_one = body.wrap.key in judged.vault.wraps.get(body.wrap.member, set())
    return _refuse_wraps(judged, [body.wrap]) or (Code.NOT_ALLOWED if has_one and not judged.ever else None)


_RULES: Final[dict[Kind, Callable[[Judged], Code | None]]] = {
    Kind.GENESIS: _judge_genesis,
    Kind.OP: _judge_op,
    Kind.EPOCH: _judge_epoch,
    Kind.MEMBERSHIP: _judge_membership,
    Kind.ACCEPT: _judge_accept,
    Kind.VOID: _judge_void,
}
