"""The same schedules against a real server process that is killed with -9, on both databases.

`BESIDE_SCHEDULES=50` plays fifty on each.
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Final

from tests.oracle.ground_of_processes import OfProcesses
from tests.oracle.schedule import Lost, World
from tests.server.conftest import database_url

__all__ = ["database_url"]

SCHEDULES: Final = int(os.environ.get("BESIDE_SCHEDULES", "5"))
THIS: Final = "tests/oracle/test_nothing_is_lost_on_a_real_server.py"


def test_nothing_is_lost_on_a_server_that_is_killed(database_url: str, tmp_path: Path, run_seed: int) -> None:
    ground = OfProcesses(tmp_path, database_url, random.Random(run_seed))
    try:
        for number in range(SCHEDULES):
            seed = (run_seed + number) % 2**32
            try:
                World(seed, ground, ground.begin(seed)).run()
            except Exception as error:
                raise Lost(f"{error}\nrun it again: BESIDE_SEED={seed} BESIDE_SCHEDULES=1 pytest {THIS}") from error
    finally:
        ground.close()
