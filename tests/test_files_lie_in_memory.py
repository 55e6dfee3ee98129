"""Where a run's files lie, and that none are left in memory: it is not given back by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests import memory
from tests.memory import clear, files_in_memory

BEGINS_AND_SAYS_WHERE = """
import sys
from pathlib import Path
from tests import memory
memory.MEMORY, memory.PLENTY = Path(sys.argv[1]), 0
print(memory.files_in_memory(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def plenty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Memory that nobody has used."""
    monkeypatch.setattr(memory, "MEMORY", tmp_path)
    monkeypatch.setattr(memory, "PLENTY", 0)
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def another_run(plenty: Path) -> tuple[subprocess.Popen[str], Path]:
    """A run in a process of its own, and its folder."""
    environment = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
    command = [sys.executable, "-c", BEGINS_AND_SAYS_WHERE, str(plenty)]
    run = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    return run, Path(run.stdout.readline().strip())


def test_temporary_files_lie_there_until_the_run_has_ended(plenty: Path) -> None:
    folder = files_in_memory()
    assert folder is not None
    assert folder.parent == plenty
    assert Path(tempfile.mkdtemp()).parent == folder
    assert os.environ["TMPDIR"] == str(folder), "so that other processes have theirs there too"
    clear(folder)
    assert not list(plenty.iterdir())


def test_whoever_says_where_they_are_to_lie_has_them_there(plenty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(plenty / "elsewhere"))
    assert files_in_memory() is None


def test_they_lie_on_a_disk_where_there_is_little_memory(plenty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "PLENTY", 10**18)
    assert files_in_memory() is None


def test_what_a_killed_run_left_is_removed_and_what_another_has_is_not(plenty: Path) -> None:
    killed, left = another_run(plenty)
    goes_on, had = another_run(plenty)
    killed.kill()
    killed.communicate()
    folder = files_in_memory()
    assert folder is not None
    clear(folder)
    assert not left.exists()
    assert had.exists()
    goes_on.communicate()
