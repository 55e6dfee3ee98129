"""From merged state to what a reader of the written-out record sees: headings, lines, who wrote them and when.

    reading_of(vault, names, zone).records      # WrittenRecord("Session note", "20 November 2026", …), … the oldest first

A record that was deleted, or taken out because it was about somebody else, is counted and not shown: it may tell of another
child. Two versions that nobody has settled are both shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from schemas.field import Field, FieldType
from schemas.form import Form, leaf_fields, row_fields
from schemas.forms import FORMS
from server.disclosure.words import NAMELESS, day, moment, tallies, words
from sync.client.by_sheet import SheetVault
from sync.encoding import b64u
from sync.merge import Standing
from sync.records import FORM, Record, is_out, text_of, view
from sync.records import Field as Leaf


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was asked, and what stands there: one text, or each of two versions."""

    label: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a form, or a row of a list, with the lines in it that say something."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WrittenRecord:
    """A record as it is read: what it is, of which day, by whom it was written last, and what it says."""

    id: str
    form: str
    title: str
    day: str
    written: str
    parts: tuple[Part, ...]
    leaves: Mapping[str, list[object]]
    """Path → every standing value, for a machine."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The records of a vault, oldest first, and how many were left out because they do not count any more."""

    records: tuple[WrittenRecord, ...]
    out: int


def reading_of(vault: SheetVault, names: Mapping[str, str], zone: tzinfo) -> Reading:
    """What is written in a vault."""
    found = [record for key in sorted(vault.state.leaves) if (record := view(vault.state, key)) is not None]
    standing = sorted((record for record in found if not is_out(record)), key=_begun)
    return Reading(tuple(_written(vault, record, names, zone) for record in standing), len(found) - len(standing))


def form_of(record: Record) -> Form | None:
    """The form of a record, in the newest version that is known."""
    return next((form for form in reversed(FORMS) if form.name == record.form), None)


def _begun(record: Record) -> tuple[str, str]:
    form = form_of(record)
    stated = text_of(record.fields.get(form.dated_by)) if form is not None and form.dated_by else ""
    return stated or _time(record).isoformat(), record.id


def _time(record: Record) -> datetime:
    made = record.fields.get(FORM)
    return datetime.fromtimestamp((made.shown.time if made is not None else 0) / 1000, UTC)


def _written(vault: SheetVault, record: Record, names: Mapping[str, str], zone: tzinfo) -> WrittenRecord:
    form = form_of(record)
    stated = text_of(record.fields.get(form.dated_by)) if form is not None and form.dated_by else ""
    last = max(_standings(record), key=lambda standing: standing.time)
    return WrittenRecord(
        id=record.id,
        form=record.form,
        title=form.label if form is not None else "A record of a form that this version does not know",
        day=day(stated) if stated else moment(_time(record).isoformat(), zone),
        written=f"last written by {_author(vault, last, names)}, "
        + moment(datetime.fromtimestamp(last.time / 1000, UTC).isoformat(), zone),
        parts=tuple(_parts(form, record, names, zone)) if form is not None else (),
        leaves={path: [standing.value for standing in leaf] for path, leaf in _leaves(vault, record)},
    )


def _leaves(vault: SheetVault, record: Record) -> Iterator[tuple[str, list[Standing]]]:
    """Every path that counts: what stood in a row that was deleted is no more for a machine than for a reader."""
    gone = tuple(f"{name}/{row.id}/" for name, rows in record.rows.items() for row in rows if row.gone)
    for path in sorted(vault.state.leaves[record.id]):
        within = path.removeprefix(f"{record.id}/")
        if not within.startswith(gone):
            yield within, vault.state.standing(path)


def _standings(record: Record) -> Iterator[Standing]:
    groups = [record.fields, *record.marks.values(), *(row.fields for rows in record.rows.values() for row in rows)]
    for fields in groups:
        for leaf in fields.values():
            yield from leaf.versions


def _author(vault: SheetVault, standing: Standing, names: Mapping[str, str]) -> str:
    member = vault.authors.get(standing.dot.device)
    return "the pupil" if member is None else names.get(b64u(member), NAMELESS)


def _parts(form: Form, record: Record, names: Mapping[str, str], zone: tzinfo) -> Iterator[Part]:
    by_name = {field.name: field for field in form.leaves()}
    for section in form.all_sections():
        lines: list[Line] = []
        rows: list[Part] = []
        for field in section.fields:
            if field.type is FieldType.ROWS:
                rows += _rows(field, record, names, zone)
            elif field.type is FieldType.TICKS:
                marks = [leaf.value for leaf in record.marks.get(field.name, {}).values()]
                lines += [Line(label, (said,)) for label, said in tallies(field, marks)]
            else:
                lines += _lines(field, by_name, record.fields, names, zone)
        if lines:
            yield Part(section.label, tuple(lines))
        yield from rows


def _lines(
    field: Field, by_name: Mapping[str, Field], leaves: Mapping[str, Leaf], names: Mapping[str, str], zone: tzinfo
) -> Iterator[Line]:
    """The lines of a field: itself, its marks of provenance, or every leaf of a grid."""
    for one in leaf_fields([field]):
        provenance = [by_name[mark] for mark in (f"{one.name}_source", f"{one.name}_told_by") if mark in by_name]
        for leaf in (one, *provenance):
            if leaf.name in leaves:
                said = tuple(words(leaf, found.value, names, zone) for found in leaves[leaf.name].versions)
                if any(said):
                    yield Line(leaf.label, said)


def _rows(field: Field, record: Record, names: Mapping[str, str], zone: tzinfo) -> Iterator[Part]:
    columns = {column.name: column for column in row_fields(field)}
    standing = [row for row in record.rows.get(field.name, ()) if not row.gone]
    for number, row in enumerate(standing, start=1):
        lines = [line for column in field.columns for line in _lines(column, columns, row.fields, names, zone)]
        yield Part(f"{field.label} {number}", tuple(lines))
