"""Forms of the team vault that only some roles write."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.authority import FORM_WRITERS, KINDS
from sync.form_rights import SHARED, may_write_forms
from sync.merge import State, apply
from sync.op import parse_body

Json = Any
VECTORS: Json = json.loads((Path(__file__).parents[1] / "vectors" / "form_writers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("story", VECTORS["stories"], ids=lambda story: story["name"])
def test_a_save_is_taken_where_its_authors_roles_write_every_form_in_it(story: Json) -> None:
    state, found = State(), []
    for roles, (device, counter, written), _, member in story["steps"]:
        body = parse_body(json.dumps(written).encode())
        found.append(may_write_forms(story["kind"], member, roles, state, body.changes))
        if found[-1]:
            apply(state, device, counter, body)
    assert found == [taken for _, _, taken, _ in story["steps"]]


def test_the_shared_vault_is_a_kind_that_there_is() -> None:
    assert SHARED in KINDS
    assert FORM_WRITERS
