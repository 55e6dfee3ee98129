"""A server in this process and a school on it, raised once a file; each test begins with a copy of both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.oracle.ground import InProcess, Template, folder_in_memory
from tests.oracle.scene import Scene
from tests.oracle.verifying import remembered
from tests.server.actors import TestClock


@pytest.fixture(scope="module")
def school() -> Iterator[tuple[InProcess, Template]]:
    """A server, and a school to begin each schedule with."""
    with folder_in_memory() as folder, remembered():
        ground = InProcess(folder, TestClock())
        yield ground, Template(ground, 1)
        ground.close()


@pytest.fixture
def scene(school: tuple[InProcess, Template], run_seed: int) -> Scene:
    """The school as it begins, on lines where nothing goes wrong by itself."""
    return Scene.begun(*school, run_seed)
