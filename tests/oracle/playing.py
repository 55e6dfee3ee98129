"""One schedule of a seed, and how to play that one again.

play(20261144, ground, template)          # raises Lost, naming the seed and the command
"""

from __future__ import annotations

from tests.oracle.ground import InProcess, Template
from tests.oracle.schedule import Lost, World


def play(seed: int, ground: InProcess, template: Template) -> World:
    """Play the schedule of `seed` on a fresh copy of the school. Whatever goes wrong in it names the seed."""
    ground.clock.now = template.now
    ground.begin(template.database)
    try:
        world = World(seed, ground, template.kept)
        world.run()
    except Exception as error:
        raise Lost(f"{str(error) or type(error).__name__}\nrun it again: {command(seed)}") from error
    return world


def command(seed: int) -> str:
    """What plays this schedule again, and no other."""
    return f"BESIDE_SEED={seed} BESIDE_SCHEDULES=1 .venv/bin/python -m pytest tests/oracle/test_nothing_is_lost.py"
