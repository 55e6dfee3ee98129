"""What a form is: fields in sections, declared once, from which everything else is made.

A record is a flat map from paths to leaves: ``{"date": "2026-11-24", "targets/<row>/target": "Put my hand up"}``.
A path is one of

- ``field``: a plain field; a grid is plain fields too, ``<item>_<column>`` for every item and column,
- ``rows/<row>/field``: a row of its own, which two people can add to at once,
- ``ticks/<id>``: one tick, one leaf.

Every narrative field brings two more, ``<name>_source`` and ``<name>_told_by`` (`PROVENANCE`); every form for
casework brings the paper and safeguarding fields of `CASEWORK`; every record may carry `RESERVED`.

>>> plain = Form(name="note", version=1, label="Note", description="A note.", lives_in=("case",), sections=(
...     Section("note", "Note", (text("title", "Title", required=True),)),))
>>> [field.name for field in plain.fields()][:2]
['title', 'from_paper']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from schemas.field import (
    Field,
    FieldType,
    Option,
    When,
    boolean,
    choice,
    date,
    instant,
    integer,
    person,
    text,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form with a heading of its own."""

    name: str
    label: str
    fields: tuple[Field, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper that a form is printed as: its heading, and the printed words of each path in their order.

    A path of rows is ``rows/field``; a path ending in ``*`` stands for all items of a grid or of ticks. ``pupil.name``
    takes a field of the pupil's case. Paths that share a cell are joined: ``address+phone``.
    """

    name: str
    heading: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A printed copy that is cut for somebody: who gets it, and the paths that it leaves out, rows as ``rows/field``.

    By whom something was told, and how it is known otherwise, is on no such copy.
    """

    name: str
    label: str
    without: tuple[str, ...]


PROVENANCE: Final = (
    choice(
        "_source",
        "How do you know?",
        (
            Option("saw", "I saw or heard it"),
            Option("told", "told by …"),
            Option("view", "my view"),
        ),
    ),
    text("_told_by", "Told by", when=When("_source", ("told",)), sensitive=True),
)
"""Beside every narrative field; the names here are endings."""

CASEWORK: Final = (
    Section(
        "paper",
        "Entered from paper",
        (
            boolean("from_paper", "This was first written on paper"),
            date(
                "paper_date",
                "Date on the paper",
                required=True,
                past=True,
                when=When("from_paper", (True,)),
            ),
            text(
                "written_by",
                "Written by",
                help="Who wrote the paper.",
                required=True,
                when=When("from_paper", (True,)),
                sensitive=True,
            ),
        ),
    ),
    Section(
        "at_risk",
        "A child may be at risk",
        (
            text("lead_told", "Told", help="The safeguarding lead, or who stood in.", sensitive=True),
            instant("lead_told_at", "Told at"),
        ),
        help="Only whom you told and when. What the child said goes to the safeguarding lead, not here.",
    ),
)
"""Sections that every form for casework has at its end."""

RESERVED: Final = (
    text("_form", "Form"),
    integer("_version", "Version of the form", least=1),
    Field(name="_deleted", type=FieldType.DELETION, label="Deleted"),
    instant("_withdrawn_at", "Withdrawn at"),
    person("_withdrawn_by", "Withdrawn by"),
    text("_withdrawn_why", "Why it was withdrawn"),
    instant("_came_at", "Brought from another case at"),
)
"""Fields that any record may have. `_withdrawn_*` stands on a record that was about somebody else, `_came_at` on its
copy in the right case; neither names the other child."""

ROW_RESERVED: Final = (
    text("_order", "Place among the rows"),
    Field(name="_deleted", type=FieldType.DELETION, label="Deleted"),
)
"""Fields that any row may have. `_order` is a fractional index: rows are sorted by it, then by their id."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form in one version. A record keeps the version it was made with and stays readable for ever.

    - `lives_in`: kinds of vault that hold its records.
    - `dated_by`: the field that says when it happened; the timeline is sorted by it.
    - `single`: there is one such record in a vault, under the id `schemas.catalogue.single_record`.
    - `copies`: for whom its sheets are printed cut; without any, only whole.
    - `casework`: it brings the sections of `CASEWORK`; settings and directory entries do not.
    """

    name: str
    version: int
    label: str
    description: str
    lives_in: tuple[str, ...]
    sections: tuple[Section, ...]
    sheets: tuple[Sheet, ...] = ()
    copies: tuple[Copy, ...] = ()
    dated_by: str = ""
    single: bool = False
    casework: bool = True

    def all_sections(self) -> tuple[Section, ...]:
        """The form's own sections, then those of casework."""
        return self.sections + (CASEWORK if self.casework else ())

    def fields(self) -> tuple[Field, ...]:
        """Every top-level field in order: sections with provenance, then `RESERVED`. Grids stand unexpanded."""
        return self._fields

    def leaves(self) -> tuple[Field, ...]:
        """The same with every grid spread out."""
        return self._leaves

    # Worked out once: whoever judges a record or begins one asks for them each time.
    @cached_property
    def _fields(self) -> tuple[Field, ...]:
        asked = (field for section in self.all_sections() for field in section.fields)
        return (*with_provenance(asked), *RESERVED)

    @cached_property
    def _leaves(self) -> tuple[Field, ...]:
        return tuple(leaf_fields(self._fields))

    def field(self, name: str) -> Field:
        """The top-level field of that name; KeyError if there is none."""
        for field in self.fields():
            if field.name == name:
                return field
        raise KeyError(f"form {self.name} has no field {name}")


def with_provenance(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields, each narrative followed by its `PROVENANCE`."""
    for field in fields:
        yield field
        if field.type is FieldType.NARRATIVE:
            for mark in PROVENANCE:
                when = mark.when and When(field.name + mark.when.field, mark.when.values)
                yield replace(mark, name=field.name + mark.name, when=when)


def row_fields(field: Field) -> tuple[Field, ...]:
    """The fields of one row of `field`: its columns with provenance, then `ROW_RESERVED`."""
    return (*with_provenance(field.columns), *ROW_RESERVED)


def grid_fields(field: Field) -> Iterator[Field]:
    """The plain fields that a grid stands for: each column for each item, labelled "item: column"."""
    for item in field.items:
        for column in field.columns:
            yield replace(column, name=f"{item.value}_{column.name}", label=f"{item.label}: {column.label}")


def leaf_fields(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields with every grid spread out."""
    for field in fields:
        if field.type is FieldType.GRID:
            yield from grid_fields(field)
        else:
            yield field


def paths(form: Form) -> Iterator[tuple[str, Field]]:
    """Every path the form declares with the field that stands there, ``*`` for the id of a row or a tick."""
    for field in form.leaves():
        if field.type is FieldType.ROWS:
            for column in row_fields(field):
                yield f"{field.name}/*/{column.name}", column
        elif field.type is FieldType.TICKS:
            yield f"{field.name}/*", field
        else:
            yield field.name, field
