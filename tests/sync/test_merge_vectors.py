"""The cases that both languages are held to: any order of the entries leads to the same state."""

import itertools
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sync.merge import State, apply, canonical, parse_state
from sync.op import parse_body

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "merge.json").read_text(encoding="utf-8")
)["cases"]


def merged(entries: list[Any]) -> State:
    state = State()
    for device, counter, body in entries:
        apply(state, device, counter, None if body is None else parse_body(json.dumps(body).encode()))
    return state


def orders(entries: list[Any], run_seed: int) -> list[list[Any]]:
    if len(entries) <= 5:
        return [list(order) for order in itertools.permutations(entries)]
    random = Random(run_seed)
    return [random.sample(entries, len(entries)) for _ in range(100)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_any_order_of_the_entries_leads_to_the_state(case: dict[str, Any], run_seed: int) -> None:
    for order in orders(case["entries"], run_seed):
        assert canonical(merged(order)).decode() == case["state"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_versions_stand_in_the_order_of_showing(case: dict[str, Any]) -> None:
    state = merged(case["entries"])
    found = {path: [json.loads(json.dumps(standing.value)) for standing in state.standing(path)]
             for paths in state.leaves.values() for path in paths}  # fmt: skip
    assert found == case["versions"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_state_survives_being_written_and_read(case: dict[str, Any]) -> None:
    read = parse_state(case["state"].encode())
    assert read == parse_state(canonical(merged(case["entries"])))
    assert canonical(read).decode() == case["state"]


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 30
