"""The oracle: whatever happens to devices, line and server, every value that was saved is afterwards current, in the history, one
side of a shown conflict, or set aside with its reason; and all who may read a case read the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from tests.oracle.ground import InProcess, Template, folder_in_memory
from tests.oracle.schedule import World
from tests.server.actors import TestClock

SCHEDULES: Final = 40
PARTS: Final = 4


@pytest.fixture(scope="module")
def school() -> Iterator[tuple[InProcess, Template]]:
    """A server in this process, and a school to begin each schedule with."""
    with folder_in_memory() as folder:
        ground = InProcess(folder, TestClock())
        yield ground, Template(ground, 1)
        ground.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_lost_in_seeded_schedules(school: tuple[InProcess, Template], run_seed: int, part: int) -> None:
    ground, template = school
    for number in range(part, SCHEDULES, PARTS):
        ground.clock.now = template.now
        ground.begin(template.database)
        world = World((run_seed + number) % 2**32, ground, template.kept)
        # A server set back is told apart by its own tests: in some schedules a device still takes it for a fork (docs/client.md).
        if "server set back" not in world.specials:
            world.run()
