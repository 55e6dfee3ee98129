"""The leaves a new record begins with. The client has the same in `pwa/src/casework/defaults.ts`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.field import COMPOUND, Field, FieldType, Leaf
from schemas.form import Form, row_fields


@dataclass(frozen=True, slots=True)
class Author:
    """Who begins a record, and when: member id, ISO date and instant where they are."""

    me: str
    today: str
    now: str


def new_record(form: Form, author: Author) -> dict[str, Leaf]:
    """The leaves of a new record of `form`: its name and version, and every default."""
    return {"_form": form.name, "_version": form.version, **_defaults(form.leaves(), author)}


def new_row(form: Form, rows: str, author: Author) -> dict[str, Leaf]:
    """The leaves of a new row of ``rows``, by column; KeyError if the form has no such rows."""
    return _defaults(row_fields(form.field(rows)), author)


def _defaults(fields: Iterable[Field], author: Author) -> dict[str, Leaf]:
    leaves: dict[str, Leaf] = {}
    for field in fields:
        if field.type not in COMPOUND and field.default is not None:
            leaves[field.name] = _resolve(field, author, leaves)
    return leaves


def _resolve(field: Field, author: Author, leaves: dict[str, Leaf]) -> Leaf:
    """The value of a default; ``today``, ``now`` and ``me`` are words only where no such value could be meant."""
    default = field.default
    if field.type is FieldType.PERSON:
        return author.me
    if field.type is FieldType.PEOPLE:
        return [author.me]
    if field.type is FieldType.INSTANT:
        return author.now
    if field.type is FieldType.DATE:
        base, _, days = str(default).partition("+")
        day = dt.date.fromisoformat(author.today if base == "today" else str(leaves[base]))
        return (day + dt.timedelta(days=int(days or 0))).isoformat()
    return list(default) if isinstance(default, list | tuple) else default
