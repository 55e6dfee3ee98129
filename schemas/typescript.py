"""The catalogue and the protocol's constants as TypeScript source: text in, text out, nothing is written here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from types import ModuleType
from typing import Final

from schemas import authority, codes, limits
from schemas.catalogue import canonical, catalogue
from schemas.faults import FaultCode
from schemas.field import Field, FieldType
from schemas.form import Form, row_fields
from schemas.forms import FORMS, newest
from schemas.push import Push

HEAD: Final = "// Written by `make generate` from schemas/; change it there.\n"

_PLAIN: Final[dict[FieldType, str]] = {
    FieldType.TEXTS: "readonly string[]",
    FieldType.PEOPLE: "readonly string[]",
    FieldType.RECORDS: "readonly string[]",
    FieldType.INTEGER: "number",
    FieldType.BOOLEAN: "boolean",
    FieldType.DELETION: "readonly Scalar[]",
}
"""TypeScript types of leaves; what is not here and has no options is a string."""


def sources() -> dict[str, str]:
    """Every generated file by its name."""
    makers: dict[str, Callable[[], str]] = {
        "catalogue.ts": _catalogue,
        "version.ts": _version,
        "forms.ts": _forms,
        "codes.ts": _codes,
        "limits.ts": lambda: _constants(limits),
        "authority.ts": lambda: _constants(authority),
        "push.ts": _push,
    }
    return {name: HEAD + make() for name, make in makers.items()}


def _catalogue() -> str:
    """The catalogue as text: parsed once at start, and no literal of this size for the type checker to infer."""
    return f"export const CATALOGUE_JSON =\n  {quoted(canonical(catalogue()).decode())}\n"


def _version() -> str:
    """Apart from the catalogue, so that what only compares versions does not carry the forms."""
    whole = catalogue()
    return (
        f"export const CATALOGUE_VERSION = {whole['version']}\nexport const CATALOGUE_HASH = {quoted(whole['hash'])}\n"
    )


def _forms() -> str:
    """An interface for each form's newest version: what a record of it reads as, rows as lists."""
    latest = [form for form in FORMS if newest(form.name) is form]
    parts = [
        "export type Scalar = string | number | boolean | null\n",
        f"export type FieldType =\n{_union(FieldType)}\n",
        f"export type FaultCode =\n{_union(FaultCode)}\n",
    ]
    parts += [_interface(form) for form in latest]
    members = "".join(f"  readonly {form.name}: {_name(form.name)}Record\n" for form in latest)
    parts.append(f"export interface Records {{\n{members}}}\n\nexport type FormName = keyof Records\n")
    return "\n".join(parts)


def _union(names: type[StrEnum]) -> str:
    return "\n".join(f"  | {quoted(name)}" for name in names)


def _interface(form: Form) -> str:
    name = _name(form.name)
    rows = [field for field in form.fields() if field.type is FieldType.ROWS]
    parts = [
        f"export interface {name}{_name(field.name)}Row {{\n  readonly id: string\n{_members(row_fields(field))}}}\n"
        for field in rows
    ]
    lists = "".join(f"  readonly {field.name}: readonly {name}{_name(field.name)}Row[]\n" for field in rows)
    leaves = _members(field for field in form.leaves() if field.type is not FieldType.ROWS)
    parts.append(f"/** {form.description} */\nexport interface {name}Record {{\n{leaves}{lists}}}\n")
    return "\n".join(parts)


def _members(fields: Iterable[Field]) -> str:
    return "".join(f"  readonly {field.name}{_member(field)}\n" for field in fields)


def _member(field: Field) -> str:
    if field.type is FieldType.TICKS:
        return ": Readonly<Record<string, readonly Scalar[]>>"
    return f"?: {_type(field)} | null"


def _type(field: Field) -> str:
    union = " | ".join(quoted(option.value) for option in field.options)
    if field.type is FieldType.CHOICE:
        return union
    if field.type is FieldType.CHOICES:
        return f"readonly ({union})[]"
    if field.type is FieldType.ANSWER:
        return f"number | {union}"
    return _PLAIN.get(field.type, "string")


def _codes() -> str:
    """The error codes: status, message, remedy, and 1 where the same thing may be tried again as it stands."""
    lines = "".join(
        f"  {code.wire}: [{code.meaning.status}, {quoted(code.meaning.message)}, {quoted(code.meaning.remedy)}"
        f"{', 1' if code.meaning.again else ''}],\n"
        for code in codes.Code
    )
    return (
        "export type Meaning = readonly [status: number, message: string, remedy: string, again?: 1]\n\n"
        f"export const CODES = {{\n{lines}}} as const satisfies Record<string, Meaning>\n\n"
        "export type ErrorCode = keyof typeof CODES\n"
    )


def _push() -> str:
    """What each kind of push says: title, body, the address that it opens, and 1 where it stays until it is touched."""
    lines = "".join(
        f"  {kind.wire}: [{', '.join(map(quoted, (kind.text.title, kind.text.body, kind.text.path)))}"
        f"{', 1' if kind.text.urgent else ''}],\n"
        for kind in Push
    )
    return (
        "export type PushText = readonly [title: string, body: string, path: string, urgent?: 1]\n\n"
        f"export const PUSH = {{\n{lines}}} as const satisfies Record<string, PushText>\n\n"
        "export type PushKind = keyof typeof PUSH\n"
    )


def _constants(module: ModuleType) -> str:
    """Every public constant of a module, one export each, so that a bundle carries only those it uses."""
    return "".join(
        f"export const {name} = {json.dumps(value, ensure_ascii=False)} as const\n" for name, value in _public(module)
    )


def _public(module: ModuleType) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in vars(module).items() if name.isupper() and name[0] != "_")


def _name(snake: str) -> str:
    return "".join(part.capitalize() for part in snake.split("_"))


def quoted(words: str) -> str:
    """A TypeScript string in single quotes."""
    escaped = words.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    return f"'{escaped}'"
