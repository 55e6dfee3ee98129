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
KNOWN: Final = {
    20_261_775: "what a leaver had written is hidden by a deletion whose author had not seen it",
    20_261_960: "a line manager's decision about a member is undone",
}
"""Seeds of which it is known that something is lost, and what. Each is played by itself and must fail, until it is mended."""


@pytest.mark.parametrize("part", range(min(PARTS, SCHEDULES)))
def test_nothing_is_lost_in_seeded_schedules(school: tuple[InProcess, Template], run_seed: int, part: int) -> None:
    for number in range(part, SCHEDULES, PARTS):
        seed = (run_seed + number) % 2**32
        if seed not in KNOWN or SCHEDULES == 1:
            play(seed, *school)


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=pytest.mark.xfail(raises=Lost, reason=why)) for seed, why in KNOWN.items()]
)
def test_what_is_lost_is_known(school: tuple[InProcess, Template], seed: int) -> None:
    play(seed, *school)


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
