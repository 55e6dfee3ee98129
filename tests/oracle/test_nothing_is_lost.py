"""The oracle: whatever happens to devices, line and server, every value that was saved is afterwards current, in the history, one
side of a shown conflict, or set aside with its reason; and all who may read a case read the same.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.oracle.ground import InProcess, Template
from tests.oracle.schedule import World

SCHEDULES: Final = 120
PARTS: Final = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_lost_in_seeded_schedules(school: tuple[InProcess, Template], run_seed: int, part: int) -> None:
    ground, template = school
    for number in range(part, SCHEDULES, PARTS):
        ground.clock.now = template.now
        ground.begin(template.database)
        World((run_seed + number) % 2**32, ground, template.kept).run()
