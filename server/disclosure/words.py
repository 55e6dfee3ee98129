"""A field's value in words, as a person reads it on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Final

from schemas.field import Field, FieldType
from sync.op import Value

NAMELESS: Final = "somebody who is not in the directory"
_ELSEWHERE: Final = "another record"


def words(field: Field, value: Value, names: Mapping[str, str], zone: tzinfo) -> str:
    """The value of a field in words; empty for none. `names`: member, as ids are written, → name. Times are told in `zone`.

    What does not fit the field is shown as it stands: nothing that somebody wrote is left out because it is strange.
    """
    if value is None or value in ((), ""):
        return ""
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(_word(field, part, names, zone) for part in parts)


def _word(field: Field, part: object, names: Mapping[str, str], zone: tzinfo) -> str:
    match field.type:
        case FieldType.BOOLEAN if isinstance(part, bool):
            return "yes" if part else "no"
        case FieldType.DATE if isinstance(part, str):
            return day(part)
        case FieldType.INSTANT if isinstance(part, str):
            return moment(part, zone)
        case FieldType.PERSON | FieldType.PEOPLE:
            return names.get(str(part), NAMELESS)
        case FieldType.RECORD | FieldType.RECORDS:
            return _ELSEWHERE
    labels = {option.value: option.label for option in field.options}
    return labels.get(str(part), str(part))


def day(iso: str) -> str:
    """ "2026-11-24" as "24 November 2026"; anything else as it stands."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{found.day} {found:%B %Y}"


def moment(iso: str, zone: tzinfo) -> str:
    """An instant as "24 November 2026, 14:10" in `zone`; anything else as it stands."""
    try:
        found = datetime.fromisoformat(iso).astimezone(zone)
    except ValueError:
        return iso
    return f"{day(found.date().isoformat())}, {found:%H:%M}"


def tallies(field: Field, marks: Iterable[Value]) -> list[tuple[str, str]]:
    """Ticks as one line a behaviour: its label, and how often in which interval. What was struck out does not count."""
    counts: dict[str, Counter[int]] = {}
    for mark in marks:
        match mark:
            case (str(item), int(interval), _, _, None):
                counts.setdefault(item, Counter())[interval] += 1
    return [
        (option.label, "; ".join(f"interval {at}: {often}" for at, often in sorted(counts[option.value].items())))
        for option in field.items
        if option.value in counts
    ]
