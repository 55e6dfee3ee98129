"""Whether a whole record is good: each form compiled to a marshmallow schema, and the problems it finds.

The schema loads the record with its rows and ticks gathered under ``targets/`` and ``ticks/``; what it does not know
it keeps, so a record of a newer form survives (`round_trip`). The client judges alike in
`pwa/src/casework/validate.ts`; `tests/vectors/samples.json` holds both to it.

A merged record may break any rule, for two people wrote it; a judge therefore says what is wrong and never drops.

>>> [problem.message for problem in judge({"_form": "person", "_version": 1}, today="2026-11-24")][:1]
['“Name” is empty. Fill it in.']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar, Final, cast

from marshmallow import INCLUDE, Schema, ValidationError, fields, validates_schema

from schemas.checks import fault_in, is_blank, is_instant, is_leaf, is_same, milliseconds
from schemas.faults import Fault, FaultCode, Problem
from schemas.field import Field, FieldType, Leaf, When
from schemas.form import Form, leaf_fields, row_fields
from schemas.forms import form_named, newest

Record = Mapping[str, Leaf]
"""Leaves by path, the path beginning inside the record."""
Nested = dict[str, Any]
"""A record with its rows and ticks gathered: ``{"date": …, "targets/": {"<row>": {"target": …}}}``."""

_UNKNOWN_LEAF: Final = Field(name="", type=FieldType.TEXT, label="A part that is not known here")


class LeafField(fields.Field[Leaf]):
    """A marshmallow field that asks `schemas.checks` about its leaf and keeps the value as it is."""

    def __init__(self, spec: Field) -> None:
        """A field for `spec`; null is always let through, for `required` is judged with the whole record."""
        super().__init__(allow_none=True, data_key=spec.name)
        self.spec = spec

    def _deserialize(self, value: Any, attr: str | None, data: object, **kwargs: Any) -> Leaf:  # noqa: ARG002
        code = fault_in(self.spec, value, cast("RecordSchema", self.root).today)
        if code is not None:
            raise ValidationError([Fault(code, self.spec)])
        return cast("Leaf", value)


class GatheredField(fields.Field[Nested]):
    """Rows or ticks by id, each judged by itself; the faults come back under the same ids."""

    def __init__(self, spec: Field) -> None:
        """A field for the rows or ticks of `spec`, found under its name and a slash, which no leaf can have."""
        super().__init__(data_key=f"{spec.name}/")
        self.spec = spec

    def _deserialize(self, value: Any, attr: str | None, data: object, **kwargs: Any) -> Nested:  # noqa: ARG002
        today = cast("RecordSchema", self.root).today
        errors: dict[str, Any] = {}
        for key, content in value.items():
            if self.spec.type is FieldType.TICKS:
                code = fault_in(self.spec, content, today)
                if code is not None:
                    errors[key] = [Fault(code, self.spec)]
            else:
                found = _row_schema(self.spec)(today=today).validate(content, partial=kwargs.get("partial"))
                if found:
                    errors[key] = found
        if errors:
            raise ValidationError(errors)
        return cast("Nested", value)


class RecordSchema(Schema):
    """What every compiled form is: keeps what it does not know, and judges fields against each other."""

    class Meta:
        """Unknown fields are kept: they were written by a newer version."""

        unknown = INCLUDE

    specs: ClassVar[tuple[Field, ...]] = ()

    def __init__(self, *, today: str, **options: Any) -> None:
        """A schema for a reader whose calendar says `today` (ISO date)."""
        self.today = today
        super().__init__(**options)

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def judge_together(self, good: Nested, original: Nested, **kwargs: Any) -> None:
        """Required fields, fields compared with each other, and leaves nobody declared.

        `good` has the leaves that passed alone: only those are compared, so one slip makes one problem.
        """
        errors: dict[str, list[Fault]] = {}
        draft = bool(kwargs.get("partial")) or original.get("_deleted") is not None
        labels = {spec.name: spec.label for spec in self.specs}
        for spec in self.specs:
            if not draft and is_missing(spec, original):
                errors[spec.name] = [Fault(FaultCode.REQUIRED, spec)]
            elif spec.name in good:
                clash = _clash(spec, good)
                if clash is not None:
                    code, other = clash
                    errors[spec.name] = [Fault(code, spec, labels[other])]
        for key, value in original.items():
            if not key.endswith("/") and key not in labels and not is_leaf(value):
                errors[key] = [Fault(FaultCode.NOT_A_LEAF, _UNKNOWN_LEAF)]
        if errors:
            raise ValidationError(cast("dict[str, Any]", errors))


def is_asked(when: When | None, siblings: Nested) -> bool:
    """Whether a field with this condition is asked, given the leaves beside it."""
    if when is None:
        return True
    value = siblings.get(when.field)
    given = value if isinstance(value, list) else [value]
    return any(is_same(part, wanted) for part in given for wanted in when.values)


def is_missing(spec: Field, siblings: Nested) -> bool:
    """Whether a field that must be filled in, as things stand, is not."""
    return spec.required and is_asked(spec.when, siblings) and is_blank(siblings.get(spec.name))


def _clash(spec: Field, good: Nested) -> tuple[FaultCode, str] | None:
    """The first comparison that fails, as its code and the sibling it was made with."""
    value = good[spec.name]
    for other, code, fails in (
        (spec.not_before, FaultCode.TOO_EARLY, _is_before),
        (spec.not_same, FaultCode.SAME_PERSON, is_same),
        (spec.day, FaultCode.ANOTHER_DAY, _is_another_day),
    ):
        sibling = good.get(other) if other else None
        if value is not None and sibling is not None and fails(value, sibling):
            return code, other
    return None


def _is_before(value: Leaf, other: Leaf) -> bool:
    """Earlier, for two dates, two times of day, two instants or two integers."""
    if is_instant(value) and is_instant(other):
        return milliseconds(str(value)) < milliseconds(str(other))
    return cast("int", value) < cast("int", other)


def _is_another_day(moment: Leaf, day: Leaf) -> bool:
    """The instant's own day, where it was, is not that date."""
    return str(moment)[:10] != day


@lru_cache(maxsize=256)
def _row_schema(spec: Field) -> type[RecordSchema]:
    return _schema(f"{spec.name}_row", row_fields(spec))


@lru_cache(maxsize=256)
def schema_of(form: Form) -> type[RecordSchema]:
    """The marshmallow schema that judges a gathered record of `form`; make it with ``today=``."""
    return _schema(f"{form.name}_{form.version}", tuple(leaf_fields(form.fields())))


def _schema(name: str, specs: tuple[Field, ...]) -> type[RecordSchema]:
    gathered = {FieldType.ROWS, FieldType.TICKS}
    members: dict[str, Any] = {
        spec.name: GatheredField(spec) if spec.type in gathered else LeafField(spec) for spec in specs
    }
    alone = tuple(spec for spec in specs if spec.type not in gathered)
    return cast("type[RecordSchema]", type(name, (RecordSchema,), {**members, "specs": alone}))


def gather(form: Form, record: Record) -> Nested:
    """The record with declared rows and ticks gathered; every other path stays as it is."""
    kinds = {field.name: field.type for field in form.fields()}
    nested: Nested = {}
    for path, leaf in record.items():
        head, _, rest = path.partition("/")
        row, _, column = rest.partition("/")
        if kinds.get(head) is FieldType.TICKS and row and not column:
            nested.setdefault(f"{head}/", {})[row] = leaf
        elif kinds.get(head) is FieldType.ROWS and row and column and "/" not in column:
            nested.setdefault(f"{head}/", {}).setdefault(row, {})[column] = leaf
        else:
            nested[path] = leaf
    return nested


def spread(nested: Nested) -> dict[str, Leaf]:
    """The inverse of `gather`."""
    return {path: cast("Leaf", leaf) for path, leaf in _walk(nested)}


def _walk(nested: Nested, prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, content in nested.items():
        if isinstance(content, dict):
            yield from _walk(content, prefix + key + ("" if key.endswith("/") else "/"))
        else:
            yield prefix + key, content


def round_trip(form: Form, record: Record) -> dict[str, Leaf]:
    """The record through its schema and back: the same, unknown fields included. ValidationError if faulty."""
    return spread(schema_of(form)(today="2199-12-31").load(gather(form, record), partial=True))


def judge(record: Record, *, today: str, draft: bool = False, form: Form | None = None) -> list[Problem]:
    """Every problem of the record, in the order of the form; at most one a path.

    `today` is the reader's date (ISO). A `draft` may lack required fields, as may what is deleted. `form` stands in
    for the one the record names, for a form that a school adapted.
    """
    form = form or form_named(record.get("_form"), record.get("_version"))
    if form is None:
        known = newest(record.get("_form"))
        return [_stranger(FaultCode.UNKNOWN_FORM if known is None else FaultCode.UNKNOWN_VERSION)]
    nested = gather(form, record)
    faults = schema_of(form)(today=today).validate(nested, partial=draft)
    problems = {
        path: Problem(path, fault[0].code, str(fault[0]))
        for path, fault in _walk(cast("Nested", faults))
        if isinstance(fault, list)
    }
    order = {field.name: place for place, field in enumerate(leaf_fields(form.fields()))}
    ordered = sorted(problems.values(), key=lambda one: order.get(one.path.partition("/")[0], len(order)))
    return [*ordered, *_advice(form, nested)]


def _stranger(code: FaultCode) -> Problem:
    return Problem("_form", code, Fault(code, _UNKNOWN_LEAF))


def _advice(form: Form, nested: Nested) -> Iterator[Problem]:
    for field in form.fields():
        if field.few is not None:
            standing = [row for row in nested.get(f"{field.name}/", {}).values() if not row.get("_deleted")]
            if len(standing) > field.few:
                message = Fault(FaultCode.MANY_ROWS, field)
                yield Problem(field.name, FaultCode.MANY_ROWS, message, advice=True)
