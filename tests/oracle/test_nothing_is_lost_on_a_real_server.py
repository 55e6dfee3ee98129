"""The same schedules against a real server process that is killed with -9, on both databases.

`BESIDE_SEED` and `BESIDE_SCHEDULES` choose which schedules, and how many on each.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Final

import pytest

from tests.oracle.ground import folder_in_memory
from tests.oracle.ground_of_processes import OfProcesses
from tests.oracle.schedule import Lost, World
from tests.oracle.verifying import remembered
from tests.server.conftest import KINDS

SCHEDULES: Final = int(os.environ.get("BESIDE_SCHEDULES", "50"))
PARTS: Final = 2
THIS: Final = "tests/oracle/test_nothing_is_lost_on_a_real_server.py"


@pytest.fixture(params=KINDS)
def ground(request: pytest.FixtureRequest, run_seed: int) -> Iterator[OfProcesses]:
    """A server on a database of each kind. Processes are killed here, never a machine: nothing need be on a disk."""
    with folder_in_memory() as folder, remembered():
        sqlite = f"sqlite:///{folder / 'beside.sqlite3'}"
        url = sqlite if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
        ground = OfProcesses(folder, url, random.Random(run_seed))
        yield ground
        ground.close()


@pytest.mark.parametrize("part", range(min(PARTS, SCHEDULES)))
def test_nothing_is_lost_on_a_server_that_is_killed(ground: OfProcesses, run_seed: int, part: int) -> None:
    for number in range(part, SCHEDULES, PARTS):
        seed = (run_seed + number) % 2**32
        ground.begin()
        try:
            World(seed, ground, ground.kept).run()
        except Exception as error:
            raise Lost(f"{error}\nrun it again: BESIDE_SEED={seed} BESIDE_SCHEDULES=1 pytest {THIS}") from error
