"""The oracle's own account of what people saved and decided, and what they saw when they did. It knows nothing of dots.

A value is kept if it stands, alone or beside others; or if somebody saved over it who had it before them, and that save is in
the log; or if it lies in the late box or in `aside` with its reason. A decision on who takes part is kept if it is so in the end;
or if the log has it, by whomever, and its author had not seen it there; or if it lies in `aside`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sync.merge import State
from sync.op import Change, record_of
from sync.records import DELETED, view


def said(value: object) -> str:
    """A value as text that can be compared."""
    return json.dumps(value)


@dataclass(frozen=True)
class Saved:
    """One value that a person saved, and what stood there before them."""

    device: str
    vault: bytes
    op: bytes
    path: str
    value: str
    saw: frozenset[str]


@dataclass(frozen=True)
class Deleted:
    """A deletion: everything that its author had before them under `prefix`."""

    device: str
    vault: bytes
    op: bytes
    prefix: str
    saw: frozenset[tuple[str, str]]


class Act(NamedTuple):
    """Who is let into a vault, or out of it."""

    vault: bytes
    member: bytes
    lets_in: bool


@dataclass(frozen=True)
class Decided:
    """A decision that a person made about a vault, and the op ids of all such entries that their device had then; and whether it
    was so in the log, as far as they had it."""

    device: str
    op: bytes
    act: Act
    known: frozenset[bytes]
    was_so: bool = False


@dataclass
class Kept:
    """Where the values may be in the end: op ids in the logs, and elsewhere, set aside where somebody can read them. Of
    decisions: those in the logs, by op id, whose device made them, and those set aside; and who takes part in each vault."""

    logged: Mapping[bytes, frozenset[bytes]]
    elsewhere: frozenset[bytes] | set[bytes]
    states: Mapping[bytes, State]
    acts: Mapping[bytes, Act] = field(default_factory=dict)
    acts_by: Mapping[bytes, str] = field(default_factory=dict)
    acts_aside: frozenset[Act] | set[Act] = frozenset()
    members: Mapping[bytes, set[bytes]] = field(default_factory=dict)


@dataclass
class Ledger:
    """Everything that was saved in a schedule. `gone`: ops that went with the storage of a tablet that was set back."""

    saved: list[Saved] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    gone: set[bytes] = field(default_factory=set)

    def note(self, device: str, vault: bytes, op: bytes, changes: Iterable[Change], before: State) -> None:
        """Somebody saved changes, with `before` before them."""
        for change in changes:
            if change.path.endswith(f"/{DELETED}"):
                if change.value is not None:
                    self._note_deleted(device, vault, op, change.path.removesuffix(DELETED), before)
                continue
            saw = frozenset(said(standing.value) for standing in before.standing(change.path))
            self.saved.append(Saved(device, vault, op, change.path, said(change.value), saw))

    def _note_deleted(self, device: str, vault: bytes, op: bytes, prefix: str, before: State) -> None:
        leaves = before.leaves.get(record_of(prefix), {})
        saw = frozenset(
            (path, said(standing.value))
            for path, leaf in leaves.items()
            if path.startswith(prefix)
            for standing in leaf
        )
        self.deleted.append(Deleted(device, vault, op, prefix, saw))

    def decide(
        self, device: str, act: Act, made: Iterable[bytes], known: frozenset[bytes], *, was_so: bool = False
    ) -> None:
        """Somebody decided who takes part, by the entry `made`, if there had to be one, in place of what they decided before."""
        about = (act.vault, act.member)
        before = [one for one in self.decided if (one.device, one.act[:2]) != (device, about)]
        self.decided = [*before, *(Decided(device, op, act, known, was_so) for op in made)]

    def went_with_storage(self, device: str, ops: set[bytes], decisions: set[Act]) -> None:
        """A tablet was set back that alone held these. A decision is queued anew under other op ids than its first."""
        self.gone |= ops | {one.op for one in self.decided if one.device == device and one.act in decisions}

    def lost(self, kept: Kept) -> list[Saved]:
        """The values that are nowhere."""
        logged = [one for one in self.saved if one.op in kept.logged.get(one.vault, ())]
        covered = {(one.vault, one.path, seen) for one in logged for seen in one.saw if seen != one.value}
        return [one for one in self.saved if not self._is_kept(one, kept, covered)]

    def _is_kept(self, one: Saved, kept: Kept, covered: set[tuple[bytes, str, str]]) -> bool:
        if one.op not in kept.logged.get(one.vault, ()):
            return one.op in kept.elsewhere or one.op in self.gone
        state = kept.states.get(one.vault)
        if state is None:
            return True  # in the log, and nobody of this schedule may read it any more
        standing = {said(found.value) for found in state.standing(one.path)}
        return one.value in standing or (one.vault, one.path, one.value) in covered

    def undone(self, kept: Kept) -> list[Decided]:
        """The decisions that are nowhere."""
        return [one for one in self.decided if not self._is_made(one, kept)]

    def _is_made(self, one: Decided, kept: Kept) -> bool:
        if one.op in self.gone or one.act in kept.acts_aside:
            return True
        if (one.act.member in kept.members.get(one.act.vault, ())) is one.act.lets_in:
            return True
        since = {op: act for op, act in kept.acts.items() if op not in one.known}
        if one.act in since.values():
            return True
        otherwise = one.act._replace(lets_in=not one.act.lets_in)
        return one.was_so and any(act == otherwise and kept.acts_by[op] != one.device for op, act in since.items())

    def hidden(self, kept: Kept) -> list[tuple[bytes, str, str]]:
        """What stands in a record that shows as deleted, though nobody who deleted it had seen it."""
        found = []
        for vault, state in kept.states.items():
            seen = {
                pair
                for one in self.deleted
                # By its op: what was written in a case that never arrived may have been taken into another.
                if one.op in kept.logged.get(vault, ())
                for pair in one.saw
            }
            for path, standing in _in_deleted_records(state):
                # A value saved again by the deleter themselves was seen by them.
                if (path, standing) not in seen:
                    found.append((vault, path, standing))
        return found


def _in_deleted_records(state: State) -> Iterable[tuple[str, str]]:
    for record, leaves in state.leaves.items():
        shown = view(state, record)
        if shown is None or not shown.gone:
            continue
        for path, leaf in leaves.items():
            if not path.endswith(f"/{DELETED}"):
                yield from ((path, said(standing.value)) for standing in leaf)
