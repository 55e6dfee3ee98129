"""The vectors that the client is held to are the ones that their scripts write."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.vectors import make_samples, make_verdicts

VECTORS = Path(__file__).parents[1] / "vectors"


@pytest.mark.parametrize(("name", "content"), [("samples", make_samples.content), ("verdicts", make_verdicts.content)])
def test_a_file_of_vectors_is_what_its_script_writes(name: str, content: Any) -> None:
    kept = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    assert kept == content(), f"{name}.json is stale: run python -m tests.vectors.make_{name}"
