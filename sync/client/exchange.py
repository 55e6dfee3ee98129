"""One exchange of a device with the server (`docs/client.md`): send, ask, fetch, apply, keep house, until nothing is new.

    done = exchange(replica)
    done.sent, done.same, done.held

Each step may fail and is repeated by the next exchange; none has to be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeVar

from schemas.codes import Code
from sync.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from sync.client.api import Heads, ServerRefused
from sync.client.applying import apply_fetched, judge_again
from sync.client.beyond import hand_in_beyond
from sync.client.house import keep_house
from sync.client.late import hand_in_everything
from sync.client.receive import compare_checkpoints, fetch
from sync.client.refusals import answer_refusals, keep_unseen
from sync.client.replica import Replica
from sync.client.rewind import being_given_back, give_back, give_back_school
from sync.client.send import Sent, send
from sync.client.setback import is_set_back, take_new_device
from sync.encoding import parse_instant
from sync.roster import ADMINISTRATOR

MOST_ROUNDS: Final = 12
Made = TypeVar("Made")


@dataclass(slots=True)
class Done:
    """What an exchange came to: entries sent, rounds taken, whether in the end nothing was new, and what holds it up."""

    sent: int = 0
    rounds: int = 0
    same: bool = False
    held: Code | None = None


def exchange(replica: Replica) -> Done:
    """Exchange until nothing is new, or nothing moves on. Raises `ServerRefused`, `Unreachable`, and `Refused` where the school's
    log is false."""
    done = Done()
    moved = True
    while moved and not done.same and done.rounds < MOST_ROUNDS:
        done.rounds += 1
        moved = _round(replica, done)
    return done


def _round(replica: Replica, done: Done) -> bool:
    """One round. Returns whether anything moved."""
    sent = _send(replica)
    done.sent += sent.taken
    answer = _ask(replica)
    moved = sent.taken > 0
    if not answer.same:
        moved |= fetch(replica, answer)
    elif sent.taken:
        compare_checkpoints(replica)
    keep_unseen(replica, sent.unseen)
    if is_set_back(replica):
        take_new_device(replica)
        moved = True
    judge_again(replica)
    moved |= apply_fetched(replica)
    changed, held = answer_refusals(replica, sent.refusals)
    moved |= changed | (give_back(replica) > 0)
    moved |= hand_in_beyond(replica) > 0
    if moved or not replica.housed or not answer.same:
        moved |= keep_house(replica) > 0
        replica.housed = True
    done.held = sent.held or held or _waits(replica)
    unsaid = bool(new_checkpoints(replica))
    done.same = answer.same and not unsaid and not replica.store.outbox_vaults() and done.held is None
    return (moved or unsaid) and sent.held is None


def _waits(replica: Replica) -> Code | None:
    """Why something is left that the next round will not settle."""
    if being_given_back(replica):
        return Code.REWOUND
    return next(iter(replica.unread.values()), None)


def _send(replica: Replica) -> Sent:
    return _or_hand_in(replica, lambda: _while_restoring(replica, lambda: send(replica)))


def _or_hand_in(replica: Replica, work: Callable[[], Made]) -> Made:
    """Do something. A device that is out of the school altogether is answered nowhere but at `late`: there it hands in what it
    had not sent, for that is not lost."""
    try:
        return work()
    except ServerRefused as refused:
        if refused.code is Code.REVOKED_DEVICE:
            hand_in_everything(replica)
        raise


def _while_restoring(replica: Replica, work: Callable[[], Made]) -> Made:
    """Do something; a server that is being restored is given the school's log first, by an administrator's device."""
    try:
        return work()
    except ServerRefused as refused:
        if refused.code is not Code.RESTORING or not _is_administrator(replica):
            raise
    give_back_school(replica)
    return work()


def _is_administrator(replica: Replica) -> bool:
    return ADMINISTRATOR in replica.school.roles(replica.identity.member)


def _ask(replica: Replica) -> Heads:
    checkpoints = new_checkpoints(replica)
    before = replica.clock()
    said = [signed.data for signed in checkpoints]
    # With all that waits to be given back first nothing is sent, and who is out hears of it here.
    answer = _or_hand_in(
        replica, lambda: _while_restoring(replica, lambda: replica.api.exchange(digest(replica), said))
    )
    replica.checkpointed.update((signed.vault, signed.cursor) for signed in checkpoints)
    # Half the way there and half back: a clock is corrected for display only, and never moved.
    replica.drift = parse_instant(answer.time) - (before + replica.clock()) // 2
    return answer


def digest(replica: Replica) -> bytes:
    """The hash over all that this device has fetched, as the server computes it over all that there is."""
    parts = [replica.school.seq.to_bytes(8, "big"), replica.school.log_hash]
    rows = {row.vault: row for row in replica.store.vaults()}
    for vault in sorted(replica.listed):
        row = rows.get(vault)
        if row is not None and row.log_id is not None:
            parts += (vault, row.log_id, row.fetched_seq.to_bytes(8, "big"), row.fetched_hash)
    others = [data for data in replica.store.checkpoints() if _counts(replica, data)]
    for things in (others, list(replica.notices)):
        parts += sorted(sha256(thing).digest() for thing in things)
    return sha256(b"".join(parts)).digest()


def _counts(replica: Replica, data: bytes) -> bool:
    return parse_checkpoint(data).vault in replica.listed


def new_checkpoints(replica: Replica) -> list[Checkpoint]:
    """A checkpoint of every listed vault that this device has applied to another place than it last said."""
    made = []
    for row in replica.store.vaults():
        applied = row.fetched if row.applied_seq == row.fetched_seq > 0 else None
        if applied is not None and row.vault in replica.listed and replica.checkpointed.get(row.vault) != applied:
            made.append(sign_checkpoint(replica.school.id, row.vault, applied, replica.identity.device))
    return made
