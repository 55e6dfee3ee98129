"""The judge finds in every sample exactly what is written beside it; the client is held to the same file."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.catalogue import is_narrative
from schemas.defaults import Author, new_record, new_row
from schemas.forms import FORMS, newest
from schemas.judge import judge

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "samples.json").read_text(encoding="utf-8"))
SAMPLES = VECTORS["samples"]


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["name"] for sample in SAMPLES])
def test_a_sample_has_the_problems_written_beside_it(sample: dict[str, Any]) -> None:
    found = judge(sample["record"], today=VECTORS["today"], draft=sample["draft"])
    assert sorted([one.path, one.code.value] for one in found) == sorted(sample["problems"])
    assert sample["says"].items() <= {one.path: one.message for one in found}.items()


def test_every_form_has_a_good_sample() -> None:
    good = {sample["record"]["_form"] for sample in SAMPLES if not sample["problems"]}
    assert good >= {form.name for form in FORMS}


def test_arrays_that_were_read_from_an_op_are_judged_as_lists_are() -> None:
    for sample in SAMPLES:
        frozen = {path: _frozen(leaf) for path, leaf in sample["record"].items()}
        found = judge(frozen, today=VECTORS["today"], draft=sample["draft"])
        assert sorted([one.path, one.code.value] for one in found) == sorted(sample["problems"]), sample["name"]


def test_problems_come_in_the_order_of_the_form() -> None:
    found = judge({"_form": "visit", "_version": 1, "mood": 1.5}, today=VECTORS["today"])  # type: ignore[dict-item]  # what no leaf may be
    assert [one.path for one in found] == ["date", "visit_to", "made_by", "discussion", "risk_level", "mood"]


@pytest.mark.parametrize(
    "case", VECTORS["new"], ids=[f"{case['form']} {case.get('rows', '')}" for case in VECTORS["new"]]
)
def test_a_new_record_begins_with_its_defaults(case: dict[str, Any]) -> None:
    form = newest(case["form"])
    assert form is not None
    author = Author(**VECTORS["author"])
    made = new_row(form, case["rows"], author) if "rows" in case else new_record(form, author)
    assert made == case["leaves"]


@pytest.mark.parametrize(("name", "version", "path", "narrative"), VECTORS["narrative"])
def test_both_of_two_edits_are_kept_where_the_catalogue_says_so(
    name: str, version: int, path: str, narrative: bool
) -> None:
    assert is_narrative(name, version, path) is narrative


def _frozen(leaf: object) -> Any:
    return tuple(_frozen(part) for part in leaf) if isinstance(leaf, list) else leaf
