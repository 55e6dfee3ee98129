"""The oracle: whatever happens to devices, line and server, every value that was saved is afterwards current, in the history, one
side of a shown conflict, or set aside with its reason; and all who may read a case read the same.

`BESIDE_SEED` and `BESIDE_SCHEDULES` choose which schedules, and how many; `make soak` plays 10,000 of drawn seeds.
"""

from __future__ import annotations

import os
from typing import Final

import pytest

from tests.oracle.ground import InProcess, Template
from tests.oracle.playing import command, play
from tests.oracle.schedule import Lost, World

SCHEDULES: Final = int(os.environ.get("BESIDE_SCHEDULES", "1000"))
PARTS: Final = 8


@pytest.mark.parametrize("part", range(min(PARTS, SCHEDULES)))
def test_nothing_is_lost_in_seeded_schedules(school: tuple[InProcess, Template], run_seed: int, part: int) -> None:
    for number in range(part, SCHEDULES, PARTS):
        play((run_seed + number) % 2**32, *school)


def test_a_schedule_that_fails_names_its_seed_and_the_command_that_plays_it_again(
    school: tuple[InProcess, Template], monkeypatch: pytest.MonkeyPatch
) -> None:
    def loses(_world: World) -> None:
        raise Lost("lost: a word")

    monkeypatch.setattr(World, "see", loses)
    with pytest.raises(Lost) as lost:
        play(7, *school)
    assert "lost: a word" in str(lost.value)
    assert command(7) in str(lost.value)
