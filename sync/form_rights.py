"""Which forms a save touches, and whether its author's roles may write them (`docs/protocol.md` §4).

    may_write_forms("team", {"colleague"}, state, changes)   ->  False where one of them is about the school's settings

What the server cannot read it cannot refuse, so every client does. A record is of every form that stands for it in the merged
state, and of every one that the save itself would give it: a form is not taken from a record by who may not write it, nor
given to one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.authority import FORM_WRITERS
from sync.merge import State
from sync.op import Change, record_of
from sync.records import FORM

SHARED = "team"
"""The kind of vault in which forms have writers of their own: everybody may write there, though not everything."""


def may_write_forms(kind: str, roles: Iterable[str], state: State, changes: Sequence[Change]) -> bool:
    """Whether somebody with `roles` may make these changes in a vault of `kind` that stands at `state`."""
    if kind != SHARED:
        return True
    held = set(roles)
    forms = {value for change in changes for value in _forms(state, change)}
    return all(held.intersection(FORM_WRITERS[form]) for form in forms if form in FORM_WRITERS)


def _forms(state: State, change: Change) -> list[str]:
    path = f"{record_of(change.path)}/{FORM}"
    found = [standing.value for standing in state.leaves.get(record_of(path), {}).get(path, ())]
    if change.path == path:
        found.append(change.value)
    return [value for value in found if isinstance(value, str)]
