"""The vectors that both languages are held to are the ones that their scripts write."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.vectors import (
    make_authority,
    make_form_writers,
    make_judged_again,
    make_merge,
    make_op,
    make_records,
    make_reminders,
)

VECTORS = Path(__file__).parents[1] / "vectors"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("merge", make_merge.content),
        ("op", make_op.content),
        ("records", make_records.content),
        ("authority", make_authority.content),
        ("reminders", make_reminders.content),
        ("form_writers", make_form_writers.content),
        ("judged_again", make_judged_again.content),
    ],
)
def test_a_file_of_vectors_is_what_its_script_writes(name: str, content: Any) -> None:
    kept = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    assert kept == content(), f"{name}.json is stale: run python -m tests.vectors.make_{name}"
