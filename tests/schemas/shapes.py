"""Writes tests/schemas/fixtures/shapes.json: the shape of each form's version, so that one never changes unseen.

    python -m tests.schemas.shapes

A shape is what records depend on: paths, types, answers, bounds. Labels and help may be bettered at any time. Once a
version was released its line is never written again: records made with it are in schools.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from schemas.catalogue import canonical
from schemas.field import Field
from schemas.form import Form, paths
from schemas.forms import FORMS

FILE: Final = Path(__file__).parent / "fixtures" / "shapes.json"


def shapes() -> dict[str, str]:
    """A hash of the shape of every form by ``name@version``."""
    return {f"{form.name}@{form.version}": _shape(form) for form in FORMS}


def _shape(form: Form) -> str:
    parts = sorted([path, *_part(field)] for path, field in paths(form))
    return hashlib.sha256(canonical([list(form.lives_in), form.single, parts])).hexdigest()


def _part(field: Field) -> list[object]:
    """What a leaf may hold, and what it means."""
    answers = sorted(option.value for option in (*field.options, *field.items))
    return [field.type.value, field.least, field.bound, field.of, answers]


if __name__ == "__main__":
    FILE.write_text(json.dumps(shapes(), indent=2) + "\n", encoding="utf-8")
