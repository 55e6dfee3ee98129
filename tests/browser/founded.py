"""The demonstration's school, founded once in a run: two terms told through real devices. Every module is served a copy of it.

with larkspur(folder, founded) as school: …         # `beside run` finds a school in its folder, and lets people in
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser.larkspur import DATA, larkspur
from tests.once import once


def found(folder: Path) -> None:
    """Let `beside run` make the school in `folder`, and stop it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with larkspur(folder) as school:
        school.invitations()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a school that nobody serves: to be copied, and never to be changed."""
    return once(tmp_path_factory, "founded", found) / DATA
