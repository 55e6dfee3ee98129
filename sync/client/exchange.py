"""One exchange of a device with the server (`docs/client.md`): send, ask, fetch, apply, keep house, until nothing is new.

    done = exchange(replica)
    done.sent, done.same, done.held

Each step may fail and is repeated by the next exchange; none has to be undone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from schemas.codes import Code
from sync.checkpoint import parse_checkpoint, sign_checkpoint
from sync.client.api import Heads, ServerRefused
from sync.client.house import keep_house
from sync.client.late import hand_in
from sync.client.receive import apply_fetched, fetch
from sync.client.replica import Replica
from sync.client.rewind import give_back, give_back_school
from sync.client.send import HAND_IN, Sent, reseal, send
from sync.client.setback import is_set_back, take_new_device
from sync.encoding import parse_instant
from sync.roster import ADMINISTRATOR

MOST_ROUNDS: Final = 12


@dataclass(slots=True)
class Done:
    """What an exchange came to: entries sent, rounds taken, whether in the end nothing was new, and what holds it up."""

    sent: int = 0
    rounds: int = 0
    same: bool = False
    held: Code | None = None
    handed_in: list[bytes] = field(default_factory=list)


def exchange(replica: Replica) -> Done:
    """Exchange until nothing is new. Raises `ServerRefused`, `Unreachable`, and `Refused` where the school's log is false."""
    done = Done()
    while done.rounds < MOST_ROUNDS and not done.same and done.held is None:
        done.rounds += 1
        _round(replica, done)
    return done


def _round(replica: Replica, done: Done) -> None:
    sent = _send(replica, done)
    answer = _ask(replica)
    if not answer.same:
        fetch(replica, answer)
    if is_set_back(replica):
        take_new_device(replica)
    apply_fetched(replica)
    given = give_back(replica)
    for vault in sorted(replica.stale):
        reseal(replica, replica.vaults[vault])
    queued = 0 if answer.same and not sent.taken and not _is_unheard(replica) else keep_house(replica)
    more = bool(queued or given or sent.set_back or sent.rewound or replica.store.outbox_vaults())
    done.same = answer.same and not more and not new_checkpoints(replica)


def _is_unheard(replica: Replica) -> bool:
    """Whether house was never kept since this device was opened."""
    unheard = not replica.housed
    replica.housed = True
    return unheard


def _send(replica: Replica, done: Done) -> Sent:
    try:
        sent = send(replica)
    except ServerRefused as refused:
        if refused.code in HAND_IN:
            # This device is out of the school altogether: nothing more will be answered, but what it wrote is not lost.
            done.handed_in += replica.store.outbox_vaults()
            hand_in(replica, done.handed_in)
            raise
        if refused.code is not Code.RESTORING or not _is_administrator(replica):
            raise
        give_back_school(replica)
        sent = send(replica)
    done.sent += sent.taken
    done.held = sent.held
    if sent.handed_in:
        hand_in(replica, sent.handed_in)
        done.handed_in += sent.handed_in
    if sent.set_back:
        take_new_device(replica)
    return sent


def _is_administrator(replica: Replica) -> bool:
    return ADMINISTRATOR in replica.school.roles(replica.identity.member)


def _ask(replica: Replica) -> Heads:
    checkpoints = new_checkpoints(replica)
    before = replica.clock()
    try:
        answer = replica.api.exchange(digest(replica), [data for _, _, data in checkpoints])
    except ServerRefused as refused:
        if refused.code is not Code.RESTORING or not _is_administrator(replica):
            raise
        give_back_school(replica)
        answer = replica.api.exchange(digest(replica), [data for _, _, data in checkpoints])
    replica.checkpointed.update((vault, seq) for vault, seq, _ in checkpoints)
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


def new_checkpoints(replica: Replica) -> list[tuple[bytes, int, bytes]]:
    """(vault, seq, checkpoint) of every listed vault that this device has applied further than it last said."""
    made = []
    for row in replica.store.vaults():
        moved = row.applied_seq > replica.checkpointed.get(row.vault, 0)
        if row.vault in replica.listed and moved and row.fetched is not None and row.applied_seq == row.fetched_seq:
            signed = sign_checkpoint(replica.school.id, row.vault, row.fetched, replica.identity.device)
            made.append((row.vault, row.applied_seq, signed.data))
    return made
