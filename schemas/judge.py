"""Whether a whole record is good: each form compiled to a marshmallow schema, and the problems it finds.

The schema loads the record with its rows and ticks gathered (`gather`); what it does not know it keeps, so a record of
a newer form survives (`round_trip`). The client judges alike in
`pwa/src/casework/validate.ts`; `tests/vectors/samples.json` holds both to it.

A merged record may break any rule, for two people wrote it; a judge therefore says what is wrong and never drops.

>>> [problem.message for problem in judge({"_form": "person", "_version": 1}, today="2026-11-24")][:1]
['“Name” is empty. Fill it in.']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, ClassVar, Final, cast

from marshmallow import INCLUDE, Schema, ValidationError, fields, validates_schema

from schemas.checks import fault_in, is_blank, is_instant, is_leaf, is_list, is_same, milliseconds
from schemas.faults import Fault, FaultCode, Problem
from schemas.field import Field, FieldType, Leaf, When
from schemas.form import Form, row_fields
from schemas.forms import form_named, newest

Record = Mapping[str, Leaf]
"""Leaves by path, the path beginning inside the record."""
Nested = dict[str, Any]
"""A record gathered: ``{"_leaves": {"date": …}, "targets": {"<row>": {"target": …}}, "ticks": {"<id>": […]}}``."""

LEAVES: Final = "_leaves"
"""Where the leaves that stand alone are gathered; no rows can have this name."""

GATHERED: Final = frozenset({FieldType.ROWS, FieldType.TICKS})

_UNKNOWN_LEAF: Final = Field(name="", type=FieldType.TEXT, label="A part that is not known here")


class LeafField(fields.Field[Leaf]):
    """A marshmallow field that asks `schemas.checks` about its leaf and keeps the value as it is."""

    def __init__(self, spec: Field) -> None:
        """A field for `spec`; null is always let through, for `required` is judged with the whole record."""
        super().__init__(allow_none=True)
        self.spec = spec

    def _deserialize(self, value: Any, attr: str | None, data: object, **kwargs: Any) -> Leaf:  # noqa: ARG002 - marshmallow's own
        code = fault_in(self.spec, value, cast("DatedSchema", self.root).today)
        if code is not None:
            raise ValidationError([Fault(code, self.spec)])
        return cast("Leaf", value)


class PartField(fields.Field[Nested]):
    """A gathered part of a record, judged by a schema of its own: the leaves that stand alone, rows, or ticks."""

    def __init__(self, specs: tuple[Field, ...], rows: Field | None = None) -> None:
        """Leaves of `specs`; with `rows`, one set of them for every id. Ticks are rows of no fields."""
        super().__init__()
        self.schema = _schema(specs)
        self.rows = rows

    def _deserialize(self, value: Any, attr: str | None, data: object, **kwargs: Any) -> Nested:  # noqa: ARG002 - marshmallow's own
        today = cast("DatedSchema", self.root).today
        judged = _dated(self.schema, today)
        partial = bool(kwargs.get("partial"))
        if self.rows is None:
            errors: dict[str, Any] = judged.validate(value, partial=partial)
        elif self.rows.type is FieldType.TICKS:
            found = {key: fault_in(self.rows, tick, today) for key, tick in value.items()}
            errors = {key: [Fault(code, self.rows)] for key, code in found.items() if code}
        else:
            parts = {key: judged.validate(row, partial=partial or is_deleted(row)) for key, row in value.items()}
            errors = {key: found for key, found in parts.items() if found}
        if errors:
            raise ValidationError(errors)
        return cast("Nested", value)


class DatedSchema(Schema):
    """A schema that knows the reader's date and keeps what it does not know: a newer version wrote that."""

    class Meta:
        """Unknown fields are kept."""

        unknown = INCLUDE

    def __init__(self, *, today: str, **options: Any) -> None:
        """A schema for a reader whose calendar says `today` (ISO date)."""
        self.today = today
        super().__init__(**options)


class LeavesSchema(DatedSchema):
    """Leaves that stand side by side: judged alone by their `LeafField`, and here against each other."""

    specs: ClassVar[tuple[Field, ...]] = ()

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def judge_together(self, good: Nested, original: Nested, **kwargs: Any) -> None:
        """Required fields, fields compared with each other, and leaves nobody declared.

        `good` has the leaves that passed alone: only those are compared, so one slip makes one problem.
        """
        errors: dict[str, list[Fault]] = {}
        labels = {spec.name: spec.label for spec in self.specs}
        for spec in self.specs:
            if not kwargs.get("partial") and is_missing(spec, original):
                errors[spec.name] = [Fault(FaultCode.REQUIRED, spec)]
            elif spec.name in good:
                clash = _clash(spec, good)
                if clash is not None:
                    code, other = clash
                    errors[spec.name] = [Fault(code, spec, labels[other])]
        for key, value in original.items():
            if key not in labels and not is_leaf(value):
                errors[key] = [Fault(FaultCode.NOT_A_LEAF, _UNKNOWN_LEAF)]
        if errors:
            raise ValidationError(cast("dict[str, Any]", errors))


def is_asked(when: When | None, siblings: Nested) -> bool:
    """Whether a field with this condition is asked, given the leaves beside it."""
    if when is None:
        return True
    value = siblings.get(when.field)
    given = value if is_list(value) else [value]
    return any(is_same(part, wanted) for part in given for wanted in when.values)


def is_deleted(leaves: Mapping[str, Any]) -> bool:
    """Whether a record or a row is deleted, as far as its own mark says."""
    return leaves.get("_deleted") is not None


def is_missing(spec: Field, siblings: Nested) -> bool:
    """Whether a field that must be filled in, as things stand, is not."""
    is_spared = spec.unless is not None and is_asked(spec.unless, siblings)
    return spec.required and not is_spared and is_asked(spec.when, siblings) and is_blank(siblings.get(spec.name))


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


@cache
def schema_of(form: Form) -> type[DatedSchema]:
    """The marshmallow schema that judges a gathered record of `form`; make it with ``today=``."""
    specs = form.leaves()
    members: dict[str, Any] = {LEAVES: PartField(tuple(spec for spec in specs if spec.type not in GATHERED))}
    members |= {spec.name: PartField(row_fields(spec), spec) for spec in specs if spec.type in GATHERED}
    return type(f"{form.name}_{form.version}", (DatedSchema,), members)


@lru_cache(maxsize=512)
def _dated(schema: type[DatedSchema], today: str) -> DatedSchema:
    """The schema made once for a day: marshmallow copies every field to make one, and loads without a trace."""
    return schema(today=today)


def _schema(specs: tuple[Field, ...]) -> type[LeavesSchema]:
    members: dict[str, Any] = {spec.name: LeafField(spec) for spec in specs}
    return type("leaves", (LeavesSchema,), {**members, "specs": specs})


def gather(form: Form, record: Record) -> Nested:
    """The record with declared rows and ticks gathered; every other leaf stands alone under its whole path."""
    kinds = {field.name: field.type for field in form.fields()}
    nested: Nested = {LEAVES: {}}
    for path, leaf in record.items():
        match kinds.get(path.partition("/")[0]), path.split("/"):
            case FieldType.TICKS, [ticks, key] if key:
                nested.setdefault(ticks, {})[key] = leaf
            case FieldType.ROWS, [rows, row, column] if row and column:
                nested.setdefault(rows, {}).setdefault(row, {})[column] = leaf
            case _:
                nested[LEAVES][path] = leaf
    return nested


def spread(nested: Nested) -> dict[str, Any]:
    """The inverse of `gather`, for leaves and for what was found wrong with them."""
    flat: dict[str, Any] = {}
    for name, part in nested.items():
        for key, content in part.items():
            if name == LEAVES:
                flat[key] = content
            elif isinstance(content, dict):
                flat |= {f"{name}/{key}/{column}": leaf for column, leaf in content.items()}
            else:
                flat[f"{name}/{key}"] = content
    return flat


def round_trip(form: Form, record: Record) -> dict[str, Leaf]:
    """The record through its schema and back: the same, unknown fields included. ValidationError if faulty."""
    return spread(_dated(schema_of(form), "2199-12-31").load(gather(form, record), partial=True))


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
    faults = spread(_dated(schema_of(form), today).validate(nested, partial=draft or is_deleted(record)))
    problems = [Problem(path, found[0].code, str(found[0])) for path, found in faults.items()]
    order = {field.name: place for place, field in enumerate(form.leaves())}
    problems.sort(key=lambda one: order.get(one.path.partition("/")[0], len(order)))
    return [*problems, *_advice(form, nested)]


def _stranger(code: FaultCode) -> Problem:
    return Problem("_form", code, Fault(code, _UNKNOWN_LEAF))


def _advice(form: Form, nested: Nested) -> Iterator[Problem]:
    for field in form.fields():
        standing = [row for row in nested.get(field.name, {}).values() if not is_deleted(row)] if field.few else []
        if field.few and len(standing) > field.few:
            yield Problem(field.name, FaultCode.MANY_ROWS, Fault(FaultCode.MANY_ROWS, field), advice=True)
