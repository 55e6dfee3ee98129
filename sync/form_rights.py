"""Which forms a save touches, and whether its author may write them (`docs/protocol.md` §4).

    may_write_forms("team", member, {"colleague"}, state, changes)
        ->  False where one of them is about the school's settings, or in somebody else's entry of the directory

What the server cannot read it cannot refuse, so every client does. A record is of every form that stands for it in the merged
state, and of every one that the save itself would give it: a form is not taken from a record by who may not write it, nor
given to one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.authority import FORM_WRITERS, OWN_FORMS
from sync.merge import State
from sync.op import Change, record_of
from sync.records import FORM

SHARED = "team"
"""The kind of vault in which forms have writers of their own: everybody may write there, though not everything."""


def may_write_forms(kind: str, member: str, roles: Iterable[str], state: State, changes: Sequence[Change]) -> bool:
    """Whether `member` (an id as text, empty for nobody's) with `roles` may make these changes in a vault of `kind` that stands
    at `state`.
    """
    if kind != SHARED:
        return True
    held = set(roles)
    touched = {(form, record_of(change.path)) for change in changes for form in _forms(state, change)}
    return all(_may_write(form, record == member, held) for form, record in touched)


def _may_write(form: str, is_own: bool, roles: set[str]) -> bool:
    if form in OWN_FORMS:
        return is_own or bool(roles.intersection(OWN_FORMS[form]))
    return form not in FORM_WRITERS or bool(roles.intersection(FORM_WRITERS[form]))


def _forms(state: State, change: Change) -> list[str]:
    path = f"{record_of(change.path)}/{FORM}"
    found = [standing.value for standing in state.leaves.get(record_of(path), {}).get(path, ())]
    if change.path == path:
        found.append(change.value)
    return [value for value in found if isinstance(value, str)]
