"""Writes tests/vectors/form_writers.json: saves in a vault, each by somebody with roles, and whether they may write so.

    python -m tests.vectors.make_form_writers [--check]

The answers are written by hand. A save that is refused is not applied; the next is judged on top of what was.
"""

from __future__ import annotations

from typing import Any

from tests.vectors.make_merge import ROW, A, B, C, Entry, R, S, change, op
from tests.vectors.vector_file import write_or_check

Json = Any
FORM, PHONE = f"{R}/_form", f"{R}/safeguarding_phone"
ADMINISTRATOR, MANAGER, MENTOR, COLLEAGUE = ["administrator"], ["line_manager"], ["mentor"], ["colleague"]
NUMBER = f"{R}/phone"
ENTERED = op(A, 1, change(FORM, "person"), change(NUMBER, "01332 496 000"))
BEGUN = op(A, 1, change(FORM, "school"), change(PHONE, "01332 496 000"))


def story(
    name: str, *steps: tuple[list[str], Entry, bool] | tuple[list[str], Entry, bool, str], kind: str = "team"
) -> Json:
    """Steps: the roles that the author ever had, the save, whether it is taken, and which member the author is if it matters."""
    return {"name": name, "kind": kind, "steps": [list(step) if len(step) == 4 else [*step, ""] for step in steps]}


def stories() -> list[Json]:
    """Every story."""
    begun = (ADMINISTRATOR, BEGUN, True)
    return [
        story("administrators and line managers write the school's settings", begun,
              (MANAGER, op(B, 1, change(PHONE, "01332 496 001", [A, 1, 1])), True)),
        story("a colleague changes one field, without a word of the form", begun,
              (COLLEAGUE, op(B, 1, change(PHONE, "0800 496 000", [A, 1, 1])), False),
              (MENTOR, op(C, 1, change(PHONE, "0800 496 001", [A, 1, 1])), False)),
        story("a row, a mark, and the record's deletion are the record too", begun,
              (COLLEAGUE, op(B, 1, change(f"{R}/contacts/{ROW}/phone", "0800 496 000")), False),
              (COLLEAGUE, op(B, 2, change(f"{R}/marks/{ROW}", True)), False),
              (COLLEAGUE, op(B, 3, change(f"{R}/_deleted", [True, A, 1])), False)),
        story("nobody makes settings of their own that may not", (COLLEAGUE, BEGUN, False),
              (COLLEAGUE, op(B, 1, change(f"{S}/note", "x"), change(f"{S}/_form", "calendar")), False)),
        story("a form is not taken away first", begun,
              (COLLEAGUE, op(B, 1, change(FORM, "note", [A, 1, 0])), False),
              (COLLEAGUE, op(B, 2, change(FORM, "note")), False),
              (COLLEAGUE, op(B, 3, change(FORM, None, [A, 1, 0])), False)),
        story("nor given to what one wrote before", (COLLEAGUE, op(B, 1, change(PHONE, "x")), True),
              (COLLEAGUE, op(B, 2, change(FORM, "school")), False),
              (COLLEAGUE, op(B, 3, change(PHONE, "y", [B, 1, 0])), True)),
        story("of two forms that stand both count", begun,
              (MANAGER, op(B, 1, change(FORM, "settings_observation")), True),
              (ADMINISTRATOR, op(A, 2, change(PHONE, "x", [A, 1, 1])), False),
              (MANAGER, op(B, 2, change(FORM, "school", [A, 1, 0], [B, 1, 0])), True),
              (ADMINISTRATOR, op(A, 3, change(PHONE, "x", [A, 1, 1])), True)),
        story("one forbidden change among others refuses the save", begun,
              (COLLEAGUE, op(B, 1, change(f"{S}/note", "x"), change(PHONE, "y", [A, 1, 1])), False)),
        story("how observations are set is for line managers alone",
              (ADMINISTRATOR, op(A, 1, change(FORM, "settings_observation")), False),
              (MANAGER, op(B, 1, change(FORM, "settings_observation")), True)),
        story("who has two roles may what either may", (["colleague", "administrator"], BEGUN, True)),
        story("who has no role, or one that is not known, may not", ([], BEGUN, False), (["caretaker"], BEGUN, False)),
        story("an entry of the directory is written by whose id it stands under, and by administrators",
              (COLLEAGUE, ENTERED, True, R),
              (MANAGER, op(B, 1, change(NUMBER, "0800 496 000", [A, 1, 1])), False, S),
              (COLLEAGUE, op(C, 1, change(f"{R}/_deleted", [True, A, 1])), False, S),
              (ADMINISTRATOR, op(B, 1, change(NUMBER, "01332 496 001", [A, 1, 1])), True, S),
              (COLLEAGUE, op(A, 2, change(NUMBER, "01332 496 002", [B, 1, 0])), True, R)),
        story("nobody makes an entry for somebody else, or for nobody",
              (COLLEAGUE, ENTERED, False, S), (MENTOR, ENTERED, False, "")),
        story("one's own id makes no other form one's own", (COLLEAGUE, BEGUN, False, R)),
        story("other forms, and none, are everybody's", (COLLEAGUE, op(A, 1, change(FORM, "note")), True),
              (COLLEAGUE, op(A, 2, change(f"{S}/_form", ["school"])), True),
              (COLLEAGUE, op(A, 3, change(f"{S}/_form", "constructor")), True)),
        story("in a case forms have no writers of their own", (MENTOR, BEGUN, True), kind="case"),
    ]  # fmt: skip


def content() -> dict[str, Json]:
    """What the file says."""
    about = (
        "`stories`: in a vault of `kind`, steps [roles ever held, entry (see merge.json), whether it is taken, author]."
    )
    return {"about": about, "stories": stories()}


if __name__ == "__main__":
    raise SystemExit(write_or_check(__file__, "form_writers.json", content()))
