"""The whole catalogue of forms as JSON: what the client renders, validates, prints and merges by.

``python -m schemas.catalogue`` prints it. The same forms always give the same bytes; `hash` is the SHA-256 (hex) of the
catalogue without its hash, in `canonical` form, and tells two catalogues apart. A member that has its usual value
(false, null, "", an empty list) is left out. The shape is described in `docs/records.md`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
from functools import cache
from typing import Any, Final

from schemas.faults import MESSAGES
from schemas.field import MOST, Field, FieldType, Option
from schemas.form import CASEWORK, PROVENANCE, RESERVED, ROW_RESERVED, Form, Section, Sheet, paths
from schemas.forms import FORMS, form_named

CATALOGUE_VERSION: Final = 1
"""Stated in every op and exchange. Raised when a release adds a form or a version of one."""

_FLAGS: Final = ("help", "required", "sensitive", "past", "not_before", "not_same", "day", "of", "options_from")
_CONDITIONS: Final = ("when", "unless")
_NUMBERS: Final = ("least", "most", "few")

Json = dict[str, Any]


def catalogue() -> Json:
    """The catalogue with its hash."""
    body = _body()
    return {"hash": hashlib.sha256(canonical(body)).hexdigest(), **body}


def canonical(value: object) -> bytes:
    """JSON in UTF-8 without spaces, keys sorted."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _body() -> Json:
    return {
        "version": CATALOGUE_VERSION,
        "most": {kind.value: bound for kind, bound in MOST.items()},
        "messages": {code.value: message for code, message in MESSAGES.items()},
        "common": {
            "casework": [_section(section) for section in CASEWORK],
            "provenance": [_field(field) for field in PROVENANCE],
            "reserved": [_field(field) for field in RESERVED],
            "row": [_field(field) for field in ROW_RESERVED],
        },
        "forms": [_form(form) for form in FORMS],
    }


def _form(form: Form) -> Json:
    out: Json = {
        "name": form.name,
        "version": form.version,
        "label": form.label,
        "description": form.description,
        "lives_in": list(form.lives_in),
        "sections": [_section(section) for section in form.sections],
    }
    if form.dated_by:
        out["dated_by"] = form.dated_by
    if form.single:
        out["single"] = single_record(form.name)
    if form.casework:
        out["casework"] = True
    if form.sheets:
        out["sheets"] = [_sheet(sheet) for sheet in form.sheets]
    if form.copies:
        out["copies"] = [{"name": one.name, "label": one.label, "without": list(one.without)} for one in form.copies]
    return out


def _section(section: Section) -> Json:
    out: Json = {"name": section.name, "label": section.label}
    if section.help:
        out["help"] = section.help
    return {**out, "fields": [_field(field) for field in section.fields]}


def _sheet(sheet: Sheet) -> Json:
    return {"name": sheet.name, "heading": sheet.heading, "cells": [list(cell) for cell in sheet.cells]}


def _field(field: Field) -> Json:
    out: Json = {"name": field.name, "type": field.type.value, "label": field.label}
    out |= {flag: getattr(field, flag) for flag in _FLAGS if getattr(field, flag)}
    out |= {bound: getattr(field, bound) for bound in _NUMBERS if getattr(field, bound) is not None}
    if field.default is not None:
        out["default"] = field.default
    out |= {name: [when.field, list(when.values)] for name in _CONDITIONS if (when := getattr(field, name))}
    # What stands in another form already is not said twice.
    if field.options and not field.options_from:
        out["options"] = [_option(option) for option in field.options]
    if field.items:
        out["items"] = [_option(option) for option in field.items]
    if field.columns:
        out["columns"] = [_field(column) for column in field.columns]
    return out


def _option(option: Option) -> list[Any]:
    """[value, label, help?, tags?]; what is empty at the end is left out."""
    out: list[Any] = [option.value, option.label, option.help, list(option.tags)]
    while not out[-1]:
        out.pop()
    return out


def single_record(name: str) -> str:
    """The id of the one record of a `single` form in its vault: 16 bytes of SHA-256, as ids are written.

    Fixed, so that two devices that make it at the same time without a network make the same record.
    """
    digest = hashlib.sha256(f"beside/record/1{name}".encode()).digest()[:16]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def is_narrative(name: object, version: object, path: str) -> bool:
    """Whether both of two concurrent edits of this path are kept and shown until somebody chooses.

    True where the form or the field is not known: keeping both loses nothing.
    """
    form = form_named(name, version)
    head, *rest = path.split("/")
    pattern = "/".join([head, "*", *rest[1:]]) if rest else head
    kind = _types(form).get(pattern) if form else None
    return kind is None or kind is FieldType.NARRATIVE


@cache
def _types(form: Form) -> dict[str, FieldType]:
    return {pattern: field.type for pattern, field in paths(form)}


def main() -> None:
    """Print the catalogue, one form of JSON for eyes and for programs."""
    try:
        json.dump(catalogue(), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read it has seen enough. Python would complain once more when it closes what nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
