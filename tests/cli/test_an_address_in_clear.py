"""A server that others reach without https:// says at its start that no tablet opens it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.forked import ForkedServer

SAID = "On this machine alone: tablets open it over https:// only. `beside doctor` says what to do"


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, False),
        ({"BESIDE_HOST": "0.0.0.0"}, True),
        ({"BESIDE_HOST": "0.0.0.0", "BESIDE_ORIGIN": "https://beside.example.org"}, False),
    ],
)
def test_a_server_that_others_reach_in_clear_says_so_at_its_start(
    tmp_path: Path, variables: dict[str, str], said: bool
) -> None:
    server = ForkedServer(tmp_path)
    server.environment |= {"PYTHONUNBUFFERED": "1", **variables}
    server.beside("init")
    with server:
        assert (SAID in server.log.read_text()) is said
