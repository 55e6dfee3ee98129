"""What a person sees of a merged state, and what a save has to say (`docs/protocol.md` §3).

    record = view(state, record_id)
    record.form, record.fields["note"].value, record.fields["note"].versions, record.rows["targets"][0].fields
    set_changes(state, record_id, {"note": "Settled well.", f"targets/{row}/text": "Start within two minutes"})

A change names the dots it replaces: those that the person had before them. Who fills in a form for ten minutes while
something arrives passes `seen`, or the save would replace what nobody has read.

The place of a row is its `_order`, a fraction written in digits; `order_between` makes one between any two.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeGuard

from sync.merge import Standing, State
from sync.op import Change, Dot, Scalar, Value, record_of, to_value

FORM: Final = "_form"
DELETED: Final = "_deleted"
WITHDRAWN: Final = "_withdrawn_at"
ORDER: Final = "_order"


@dataclass(frozen=True, slots=True)
class Field:
    """The standing values of one leaf, the one to show last."""

    versions: tuple[Standing, ...]

    @property
    def shown(self) -> Standing:
        """The value to show where only one can be."""
        return self.versions[-1]

    @property
    def value(self) -> Value:
        """The value shown."""
        return self.versions[-1].value

    @property
    def dots(self) -> tuple[Dot, ...]:
        """What a change replaces whose author has seen every version."""
        return tuple(standing.dot for standing in self.versions)


@dataclass(frozen=True, slots=True)
class Deletion:
    """`by`: the dots of the deletions that stand; `changed`: the dots of what was changed or brought back beside them."""

    by: tuple[Dot, ...]
    changed: tuple[Dot, ...]

    @property
    def agreed(self) -> bool:
        """Whether nobody changed what was deleted; else it is shown as "deleted by A, changed by B"."""
        return not self.changed


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list, with its fields and whether it was deleted."""

    id: str
    fields: Mapping[str, Field]
    deletion: Deletion | None

    @property
    def order(self) -> str:
        """The row's place, empty if it was never given one that can be read."""
        found = text_of(self.fields.get(ORDER))
        return found if _order.fullmatch(found) else ""

    @property
    def gone(self) -> bool:
        """Deleted, and nobody changed it meanwhile."""
        return self.deletion is not None and self.deletion.agreed


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its fields, its lists of rows in their order (deleted ones too), its marks (list → mark → leaf, such as
    ticks), and whether it was deleted.
    """

    id: str
    fields: Mapping[str, Field]
    rows: Mapping[str, tuple[Row, ...]]
    marks: Mapping[str, Mapping[str, Field]]
    deletion: Deletion | None

    @property
    def form(self) -> str:
        """The form, empty while it has not arrived."""
        return text_of(self.fields.get(FORM))

    @property
    def gone(self) -> bool:
        """Deleted, and nobody changed it meanwhile."""
        return self.deletion is not None and self.deletion.agreed


def text_of(field: Field | None) -> str:
    """The text that a field shows, empty for anything else."""
    return field.value if field is not None and isinstance(field.value, str) else ""


def is_out(record: Record) -> bool:
    """Whether nothing of a record counts: it was deleted, or taken out because it was about somebody else."""
    return record.gone or text_of(record.fields.get(WITHDRAWN)) != ""


def view(state: State, record: str) -> Record | None:
    """The record as it stands, or None if nothing of it does."""
    paths = state.leaves.get(record)
    if not paths:
        return None
    fields: dict[str, Field] = {}
    rows: dict[str, dict[str, dict[str, Field]]] = {}
    marks: dict[str, dict[str, Field]] = {}
    for path in sorted(paths):
        field = Field(tuple(state.standing(path)))
        match path.split("/")[1:]:
            case [name]:
                fields[name] = field
            case [name, mark]:
                marks.setdefault(name, {})[mark] = field
            case [name, row, column]:
                rows.setdefault(name, {}).setdefault(row, {})[column] = field
    lists = {
        name: tuple(sorted((_row(state, record, name, row, found) for row, found in by_id.items()), key=_place))
        for name, by_id in rows.items()
    }
    return Record(record, fields, lists, marks, _deletion(state, record, f"{record}/"))


def _row(state: State, record: str, name: str, row: str, fields: dict[str, Field]) -> Row:
    return Row(row, fields, _deletion(state, record, f"{record}/{name}/{row}/"))


def _place(row: Row) -> tuple[str, str]:
    return row.order, row.id


# Changes --------------------------------------------------------------------------------------------------


def set_changes(
    state: State,
    record: str,
    values: Mapping[str, Value | Sequence[object]],
    seen: Mapping[str, Iterable[Dot]] | None = None,
) -> tuple[Change, ...]:
    """The changes that put `values` (path within the record → value) there.

    They replace all that stands now or, for a path in `seen`, only those dots. A value that stands alone already, and
    an empty value where nothing stands, make no change. Raises `Malformed` for what a leaf cannot hold.
    """
    changes = []
    for within, given in values.items():
        value, path = to_value(given), f"{record}/{within}"
        standing = state.standing(path)
        if _says(standing, value):
            continue
        dots = (found.dot for found in standing) if seen is None or within not in seen else seen[within]
        changes.append(Change(path, value, tuple(sorted(dots))))
    return tuple(changes)


def _says(standing: list[Standing], value: Value) -> bool:
    if not standing:
        return value is None
    return len(standing) == 1 and json.dumps(standing[0].value) == json.dumps(value)


def delete_changes(state: State, record: str, row: str | None = None) -> tuple[Change, ...]:
    """The change that deletes a record, or its row `row` (given as `list/id`). It says what its author had seen."""
    prefix = f"{record}/" if row is None else f"{record}/{row}/"
    seen: dict[str, int] = {}
    for dot in _dots(state, record, prefix):
        seen[dot.device] = max(seen.get(dot.device, 0), dot.counter)
    path = prefix + DELETED
    return (Change(path, _mark(seen), _standing_dots(state, path)),)


def taken_in(
    state: State, change: Change, author: tuple[str, int], places: Mapping[tuple[str, int], tuple[str, int]]
) -> Change:
    """A change of somebody's entry (device, counter), to be saved by another in their stead.

    `places` are those of the author's entries, among others', that were taken in before: where each stands now. Of a deletion
    it says that it is its author's, so that nothing of the device that it will stand under counts as seen but what was.
    """
    over = tuple(Dot(*places.get((dot.device, dot.counter), dot[:2]), dot.position) for dot in change.over)
    if not change.path.endswith(f"/{DELETED}") or not _is_mark(change.value):
        return change._replace(over=over)
    device, counter = author
    seen = dict(_named(change.value))
    seen[device] = max(seen.get(device, 0), counter)
    now = {place for (by, at), place in places.items() if at <= seen.get(by, 0)}
    prefix = change.path.removesuffix(DELETED)
    unseen = [
        dot for dot in _dots(state, record_of(prefix), prefix)
        if dot.counter > seen.get(dot.device, 0) and dot[:2] not in now
    ]  # fmt: skip
    for by, at in sorted(now):
        # A number says "up to here": what was not seen must not lie before it.
        if not any(dot.device == by and dot.counter < at for dot in unseen):
            seen[by] = max(seen.get(by, 0), at)
    return change._replace(over=over, value=(*_mark(seen), device))


def _mark(seen: Mapping[str, int]) -> tuple[Scalar, ...]:
    return (True, *(part for device in sorted(seen) for part in (device, seen[device])))


def restore_changes(state: State, record: str, row: str | None = None) -> tuple[Change, ...]:
    """The change that brings a deleted record or row back; none if it is not deleted."""
    path = (f"{record}/" if row is None else f"{record}/{row}/") + DELETED
    dots = _standing_dots(state, path)
    return (Change(path, None, dots),) if any(_is_deletion(found) for found in state.standing(path)) else ()


def _standing_dots(state: State, path: str) -> tuple[Dot, ...]:
    return tuple(sorted(found.dot for found in state.standing(path)))


def _dots(state: State, record: str, prefix: str) -> Iterable[Dot]:
    """The dots standing under `prefix`, but for its own mark of deletion."""
    for path, leaf in state.leaves.get(record, {}).items():
        if path.startswith(prefix) and path != prefix + DELETED:
            yield from (standing.dot for standing in leaf)


def _is_mark(value: Value) -> TypeGuard[tuple[Scalar, ...]]:
    return isinstance(value, tuple) and value[:1] == (True,)


def _is_deletion(standing: Standing) -> bool:
    return _is_mark(standing.value)


def _named(mark: tuple[Scalar, ...]) -> Iterable[tuple[str, int]]:
    """The pairs of a mark of deletion: up to where its author had seen what is of each device."""
    for device, counter in zip(mark[1::2], mark[2::2], strict=False):
        if isinstance(device, str) and type(counter) is int:
            yield device, counter


def _is_of_another(mark: tuple[Scalar, ...]) -> bool:
    """Whether it was made by another than the device it stands under: it then ends with that one's name."""
    return len(mark) % 2 == 0 and isinstance(mark[-1], str)


def _deletion(state: State, record: str, prefix: str) -> Deletion | None:
    """Whether the mark of deletion under `prefix` stands, and what stands beside it unseen by any deleter.

    Of their own device a deleter has seen everything up to the deletion.
    """
    marks = state.standing(prefix + DELETED)
    deletions = [(mark.dot, mark.value) for mark in marks if _is_mark(mark.value)]
    if not deletions:
        return None
    seen: dict[str, int] = {}
    for dot, value in deletions:
        own = () if _is_of_another(value) else (dot[:2],)
        for device, counter in (*own, *_named(value)):
            seen[device] = max(seen.get(device, 0), counter)
    together = {dot[:2] for dot, _ in deletions}
    beside = [dot for dot in _dots(state, record, prefix) if dot[:2] not in together]
    changed = [dot for dot in beside if dot.counter > seen.get(dot.device, 0)]
    changed += [mark.dot for mark in marks if not _is_deletion(mark)]
    return Deletion(tuple(sorted(dot for dot, _ in deletions)), tuple(sorted(changed)))


# The order of rows ----------------------------------------------------------------------------------------

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""In the order of their code points, so that fractions compare as text."""

_order = re.compile("[0-9A-Za-z]*[1-9A-Za-z]")


def order_between(before: str, after: str) -> str:
    """A fraction greater than `before` and less than `after`; the empty text stands for the start and the end.

    It never ends in the digit 0, so that there is always room before it. Raises `ValueError` where there is none.
    """
    if not all(_order.fullmatch(fraction) for fraction in (before, after) if fraction):
        raise ValueError("the place of a row is written in digits and letters, and does not end in 0")
    if after and before >= after:
        raise ValueError("there is no place between these two rows")
    if not after:
        return _order_after(before)
    shared = 0
    while _digit(before, shared) == _digit(after, shared):
        shared += 1
    low, high = _digit(before, shared), _digit(after, shared)
    head = after[:shared]
    if high - low > 1:
        return head + _DIGITS[(low + high) // 2]
    if len(after) > shared + 1:
        return head + _DIGITS[high]
    return head + _DIGITS[low] + _order_after(before[shared + 1 :])


def _digit(fraction: str, place: int) -> int:
    return _DIGITS.index(fraction[place]) if place < len(fraction) else 0


def _order_after(fraction: str) -> str:
    """The shortest fraction greater than `fraction`, near it: rows are mostly added at the end."""
    for place, digit in enumerate(fraction):
        value = _DIGITS.index(digit)
        if value + 1 < len(_DIGITS):
            return fraction[:place] + _DIGITS[value + 1]
    return fraction + _DIGITS[len(_DIGITS) // 2]


def order_at(rows: Sequence[Row], place: int) -> str:
    """The `_order` that puts a row before `rows[place]`, or behind all of them.

    Rows that two people put in one place carry the same order; a row cannot go between these, and goes behind them.
    """
    before = rows[place - 1].order if place > 0 else ""
    after = next((row.order for row in rows[place:] if row.order > before), "")
    return order_between(before, after)
