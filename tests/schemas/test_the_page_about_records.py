"""`docs/records.md` says what is: its table of forms, its table of types, and the files it names."""

import re
from pathlib import Path

from schemas.field import MOST, FieldType
from schemas.form import Form
from schemas.forms import FORMS
from schemas.typescript import sources

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs" / "records.md").read_text(encoding="utf-8")


def table(first_column: str) -> list[list[str]]:
    """The rows of the table whose first column has that heading."""
    _before, _heading, after = PAGE.partition(f"| {first_column} |")
    lines = after.split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def row(form: Form) -> list[str]:
    """How the page must describe a form."""
    lives = ", ".join(form.lives_in) + (" (one)" if form.single else "")
    return [f"`{form.name}`", str(form.version), form.label, lives, form.description]


def test_the_table_of_forms_is_true() -> None:
    assert [[cell.strip("| ") for cell in line] for line in table("form")] == [row(form) for form in FORMS]


def test_the_table_of_types_is_whole() -> None:
    assert [line[0] for line in table("type")] == [f"`{kind.value}`" for kind in FieldType]


def test_the_bounds_it_states_are_those_in_force() -> None:
    assert f"one line, {MOST[FieldType.TEXT]} characters" in PAGE
    assert f"any text up to {MOST[FieldType.NARRATIVE]:,} characters" in PAGE


def test_every_file_it_names_is_there() -> None:
    named = re.findall(r"(?:schemas|tests|pwa|docs)/[\w./]+\w", PAGE)
    generated = REPOSITORY / "pwa" / "src" / "generated"
    missing = [name for name in named if not (REPOSITORY / name).exists() and REPOSITORY / name != generated]
    assert missing == []
    assert [name for name in re.findall(r"`(\w+\.ts)`", PAGE) if name not in sources()] == []
