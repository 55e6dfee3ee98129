"""What a field is: the smallest part of a form, and the constructors that forms are written with.

A leaf is what stands at one path of a record: null, a boolean, an integer, a string, or a flat list of these.

>>> text("title", "Title", required=True).type
<FieldType.TEXT: 'text'>
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias, TypedDict, Unpack

Scalar: TypeAlias = str | int | bool | None
Leaf: TypeAlias = Scalar | list[Scalar] | tuple[Scalar, ...]
"""What stands at a path. JSON gives lists; `sync` keeps them as tuples, and both are meant wherever a list is."""


class FieldType(StrEnum):
    """What kind of leaf a field holds; the shapes stand in `schemas.checks` and in `docs/records.md`."""

    TEXT = "text"
    TEXTS = "texts"
    NARRATIVE = "narrative"
    DATE = "date"
    TIME = "time"
    INSTANT = "instant"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    PEOPLE = "people"
    RECORD = "record"
    RECORDS = "records"
    PHONE = "phone"
    COLOUR = "colour"
    ZONE = "zone"
    ANSWER = "answer"
    DELETION = "deletion"
    ROWS = "rows"
    GRID = "grid"
    TICKS = "ticks"


COMPOUND: Final = frozenset({FieldType.ROWS, FieldType.GRID, FieldType.TICKS})
"""Types that stand for more than one leaf."""

MOST: Final[dict[FieldType, int]] = {
    FieldType.TEXT: 200,
    FieldType.TEXTS: 20,
    # 40,000 bytes at worst: with its envelope still one entry of 64 KiB.
    FieldType.NARRATIVE: 10_000,
    FieldType.CHOICES: 100,
    FieldType.PEOPLE: 30,
    FieldType.RECORDS: 30,
}
"""Upper bound where a field names none: characters (code points) of text, entries of a list."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice, one item of a grid, one behaviour of an observation.

    `value` is stored and never changes its meaning; `label` is read; `tags` are for the code that draws it.
    """

    value: str
    label: str
    help: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A field is asked only when the sibling `field` has (or, for a list, contains) one of `values`."""

    field: str
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form.

    - `sensitive`: identifies somebody or tells what was confided. It is covered when the screen is covered.
    - `default`: a value; or for a date ``today``, ``today+42`` or ``<field>+42`` (days), for an instant ``now``, for
      people ``me``. Resolved by `schemas.defaults`.
    - `least`, `most`: bounds of an integer; `most` also bounds characters and entries, see `MOST`.
    - `unless`: what is required is not where that sibling has one of the values.
    - `past`: the date may not lie in the future. `not_before`: not earlier than that sibling. `not_same`: another
      person than that sibling. `day`: the instant falls on the day of that sibling.
    - `of`: the form that a record field points at, or ``<form>/<rows>`` for one of its rows.
    - `options_from`: the options are the items of ``<form>@<version>:<grid or ticks>``; the catalogue does not repeat
      them.
    - `few`: more rows than this earn a piece of advice, never a refusal.
    """

    name: str
    type: FieldType
    label: str
    help: str = ""
    required: bool = False
    sensitive: bool = False
    default: Leaf = None
    options: tuple[Option, ...] = ()
    options_from: str = ""
    least: int | None = None
    most: int | None = None
    past: bool = False
    when: When | None = None
    unless: When | None = None
    not_before: str = ""
    not_same: str = ""
    day: str = ""
    of: str = ""
    items: tuple[Option, ...] = ()
    columns: tuple[Field, ...] = ()
    few: int | None = None

    @property
    def bound(self) -> int | None:
        """The upper bound in force: the field's own, else that of its type."""
        return MOST.get(self.type) if self.most is None else self.most


class Extras(TypedDict, total=False):
    """What the constructors below take beside a name and a label."""

    help: str
    required: bool
    sensitive: bool
    default: Leaf
    least: int
    most: int
    past: bool
    when: When
    unless: When
    not_before: str
    not_same: str
    day: str
    of: str
    options_from: str


def text(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """One line of words."""
    return Field(name=name, type=FieldType.TEXT, label=label, **extras)


def texts(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """A list of short lines, such as who was present."""
    return Field(name=name, type=FieldType.TEXTS, label=label, **extras)


def narrative(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """Free text: when two people write at once both versions are kept. Sensitive unless it says otherwise."""
    extras.setdefault("sensitive", True)
    return Field(name=name, type=FieldType.NARRATIVE, label=label, **extras)


def date(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """A day of the calendar: ``2026-11-24``."""
    return Field(name=name, type=FieldType.DATE, label=label, **extras)


def time(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """A time that comes back every day, such as a bell: ``09:15``, in the zone of the school's calendar."""
    return Field(name=name, type=FieldType.TIME, label=label, **extras)


def instant(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """A moment, with the offset of the place where it was: ``2026-11-24T09:15:00.000+00:00``."""
    return Field(name=name, type=FieldType.INSTANT, label=label, **extras)


def integer(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """A whole number; there are no others in a record."""
    return Field(name=name, type=FieldType.INTEGER, label=label, **extras)


def boolean(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """Yes or no; null is not answered."""
    return Field(name=name, type=FieldType.BOOLEAN, label=label, **extras)


def choice(name: str, label: str, options: Iterable[Option], **extras: Unpack[Extras]) -> Field:
    """One of the options."""
    return Field(name=name, type=FieldType.CHOICE, label=label, options=tuple(options), **extras)


def choices(name: str, label: str, options: Iterable[Option] = (), **extras: Unpack[Extras]) -> Field:
    """Any number of the options."""
    return Field(name=name, type=FieldType.CHOICES, label=label, options=tuple(options), **extras)


def person(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """A member of the school, by member id."""
    return Field(name=name, type=FieldType.PERSON, label=label, **extras)


def people(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """Several members, by member id."""
    return Field(name=name, type=FieldType.PEOPLE, label=label, **extras)


def record(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """An id of something else: a record, a row, a vault."""
    return Field(name=name, type=FieldType.RECORD, label=label, **extras)


def records(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """Several ids of something else."""
    return Field(name=name, type=FieldType.RECORDS, label=label, **extras)


def phone(name: str, label: str, **extras: Unpack[Extras]) -> Field:
    """A telephone number as people write it. Sensitive unless it says otherwise."""
    extras.setdefault("sensitive", True)
    return Field(name=name, type=FieldType.PHONE, label=label, **extras)


def rows(name: str, label: str, *columns: Field, note: str = "", few: int | None = None) -> Field:
    """Rows of their own, each with an id, so that two people can add one at the same time."""
    return Field(name=name, type=FieldType.ROWS, label=label, columns=columns, help=note, few=few)


def grid(name: str, label: str, items: Iterable[Option], *columns: Field, note: str = "") -> Field:
    """The same few columns asked for every item: leaves ``<item>_<column>``. The grid's own name is no path."""
    return Field(name=name, type=FieldType.GRID, label=label, items=tuple(items), columns=columns, help=note)


def ticks(name: str, label: str, items: Iterable[Option], note: str = "") -> Field:
    """Marks as they are made: ``ticks/<id>`` = [item, interval from 1, wall ms, monotonic ms, struck ms or null]."""
    return Field(name=name, type=FieldType.TICKS, label=label, items=tuple(items), help=note)
