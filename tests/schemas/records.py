"""Hypothesis strategies: any good record of a form, and any record at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from hypothesis import strategies as st

from schemas.field import COMPOUND, Field, FieldType, Leaf
from schemas.form import Form, row_fields

Strategy = st.SearchStrategy[Leaf]

TODAY = "2026-11-24"
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
DAYS = {"min_value": dt.date(1900, 1, 1), "max_value": dt.date(2199, 12, 31)}

# No half of a surrogate pair: it has no UTF-8, and no text of a keyboard holds one.
characters = st.characters(exclude_categories=["Cs"])
one_line = st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\u2028\u2029")
identities = st.tuples(st.text(BASE64URL, min_size=21, max_size=21), st.sampled_from("AQgw")).map("".join)
wall_clock = st.integers(0, 2**53 - 1)
field_names = st.from_regex(r"[a-z_][a-z0-9_]{0,9}", fullmatch=True)
scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(characters, max_size=5)
any_leaf = scalars | st.lists(scalars, max_size=4)


def _days(field: Field) -> Strategy:
    last = dt.date.fromisoformat(TODAY) if field.past else DAYS["max_value"]
    return st.dates(DAYS["min_value"], last).map(dt.date.isoformat)


def _instants(_field: Field) -> Strategy:
    def written(day: dt.date, time: dt.time, hours: int, minutes: int) -> str:
        sign = "-" if hours < 0 else "+"
        milliseconds = time.microsecond // 1000
        return f"{day}T{time:%H:%M:%S}.{milliseconds:03d}{sign}{abs(hours):02d}:{minutes:02d}"

    return st.builds(written, st.dates(**DAYS), st.times(), st.integers(-14, 14), st.integers(0, 59))


def _texts(field: Field) -> Strategy:
    lines = st.text(one_line, max_size=20).map(lambda text: f"x{text}")
    return st.lists(lines, unique=True, max_size=min(field.bound or 0, 5)).map(list)


def _choices(field: Field) -> Strategy:
    values = [option.value for option in field.options]
    return st.lists(st.sampled_from(values), unique=True, max_size=field.bound).map(list)


def _integers(field: Field) -> Strategy:
    least = -(2**53) + 1 if field.least is None else field.least
    return st.integers(least, 2**53 - 1 if field.most is None else field.most)


def _answers(field: Field) -> Strategy:
    return st.integers(field.least, field.most) | st.sampled_from([option.value for option in field.options])


def _ticks(field: Field) -> Strategy:
    items = st.sampled_from([item.value for item in field.items])
    return st.tuples(items, st.integers(1, 36), wall_clock, wall_clock, st.none() | wall_clock).map(list)


GOOD: dict[FieldType, Callable[[Field], Strategy]] = {
    FieldType.TEXT: lambda field: st.text(one_line, max_size=min(field.bound or 0, 30) - 1).map(
        lambda text: f"x{text}"
    ),
    FieldType.TEXTS: _texts,
    FieldType.NARRATIVE: lambda _field: st.text(characters, max_size=50).map(lambda text: f"x{text}"),
    FieldType.DATE: _days,
    FieldType.TIME: lambda _field: st.times().map(lambda time: f"{time:%H:%M}"),
    FieldType.INSTANT: _instants,
    FieldType.INTEGER: _integers,
    FieldType.BOOLEAN: lambda _field: st.booleans(),
    FieldType.CHOICE: lambda field: st.sampled_from([option.value for option in field.options]),
    FieldType.CHOICES: _choices,
    FieldType.PERSON: lambda _field: identities,
    FieldType.PEOPLE: lambda _field: st.lists(identities, unique=True, max_size=4).map(list),
    FieldType.RECORD: lambda _field: identities,
    FieldType.RECORDS: lambda _field: st.lists(identities, unique=True, max_size=4).map(list),
    FieldType.PHONE: lambda _field: st.from_regex(
        r"[+(]?[0-9][0-9 ()./-]{1,28}[0-9]( ext\. [0-9]{1,6})?", fullmatch=True
    ),
    FieldType.COLOUR: lambda _field: st.from_regex(r"#[0-9a-f]{6}", fullmatch=True),
    FieldType.ZONE: lambda _field: st.sampled_from(["Europe/London", "UTC", "America/Argentina/Buenos_Aires"]),
    FieldType.ANSWER: _answers,
    FieldType.DELETION: lambda _field: st.none(),
    FieldType.TICKS: _ticks,
}


@st.composite
def siblings(draw: st.DrawFn, fields: Iterable[Field]) -> dict[str, Leaf]:
    """Good leaves for fields that stand side by side: each alone, and against the others."""
    fields = tuple(fields)
    leaves: dict[str, Leaf] = {}
    for field in fields:
        if field.required or draw(st.booleans()):
            leaves[field.name] = draw(GOOD[field.type](field))
            if field.required and leaves[field.name] == []:
                leaves[field.name] = [field.options[0].value]
    for field in fields:
        _settle(field, leaves)
    return leaves


def _settle(field: Field, leaves: dict[str, Leaf]) -> None:
    """Change a leaf that would clash with a sibling to one that does not."""
    value = leaves.get(field.name)
    if value is None:
        return
    day = leaves.get(field.day) if field.day else None
    if day is not None:
        leaves[field.name] = f"{day}{str(value)[10:]}"
    earliest = leaves.get(field.not_before) if field.not_before else None
    if earliest is not None:
        leaves[field.name] = earliest
    if field.not_same and leaves.get(field.not_same) == value:
        leaves[field.name] = f"{str(value)[:-1]}{'Q' if str(value)[-1] == 'A' else 'A'}"


@st.composite
def good_records(draw: st.DrawFn, form: Form) -> dict[str, Leaf]:
    """Any record of the form that keeps every rule, with leaves of a newer version among its own."""
    plain = [field for field in form.leaves() if field.type not in COMPOUND and field.name[0] != "_"]
    record = {"_form": form.name, "_version": form.version, **draw(siblings(plain))}
    for field in form.fields():
        if field.type is FieldType.ROWS:
            for row in draw(st.lists(identities, unique=True, max_size=2)):
                found = draw(siblings(row_fields(field)))
                record |= {f"{field.name}/{row}/{column}": leaf for column, leaf in found.items()}
        elif field.type is FieldType.TICKS:
            record |= draw(st.dictionaries(identities.map(f"{field.name}/{{}}".format), _ticks(field), max_size=5))
    newer = draw(st.dictionaries(field_names.map("new_{}".format), any_leaf, max_size=3))
    return record | newer


paths_of_any_kind = st.lists(st.sampled_from(["date", "ticks", "actions", "what", "", ".", "_leaves"]) | identities | field_names,
                             min_size=1, max_size=4).map("/".join)  # fmt: skip
