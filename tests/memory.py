"""A run's files lie in memory, where there is plenty: tests kill processes and never a machine, so nothing need be on a disk.

    folder = files_in_memory()         # what `tempfile` gives from now on lies there, in every process that is begun; or None
    clear(folder)

A thousand databases are made and dropped in a run, and a browser keeps what its processes share in files: on a disk's file
system that takes more of the processor than everything that PostgreSQL does. `TMPDIR=<folder> make test` has them there.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO, Final

MEMORY: Final = Path("/dev/shm")
"""Where a disk costs nothing, on machines that have it."""
PLENTY: Final = 4 * 10**9
"""Bytes that must be free there: three times what a run has needed."""
PREFIX: Final = "beside-tests-"

_held: list[IO[str]] = []


def files_in_memory() -> Path | None:
    """Let temporary files lie in memory. None where there is little of it, or where somebody has said where they are to lie."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < PLENTY:
        return None
    _remove_what_killed_runs_left()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=MEMORY))
    # The tests' PostgreSQL may be another user's, and has its files below.
    folder.chmod(0o755)
    _held.append(_lock(folder).open("w"))
    fcntl.flock(_held[-1], fcntl.LOCK_EX)
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None
    return folder


def clear(folder: Path) -> None:
    """Nothing of the run is left there."""
    os.environ.pop("TMPDIR")
    tempfile.tempdir = None
    shutil.rmtree(folder, ignore_errors=True)
    _lock(folder).unlink(missing_ok=True)


def _lock(folder: Path) -> Path:
    return folder.with_suffix(".lock")


def _remove_what_killed_runs_left() -> None:
    """Memory is not given back by itself. A run that goes on holds its lock."""
    for path in MEMORY.glob(f"{PREFIX}*.lock"):
        with path.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(path.with_suffix(""), ignore_errors=True)
            path.unlink(missing_ok=True)
