"""A log file that several processes write, and that is put aside when it is full.

Each process of a server has a handler of its own, and the standard library's rotating one knows of one process: two put the file
aside one behind the other, and the second writes over what the first has just put aside. Here a line is written under a lock on
the file, and who waited for it looks whether the file at that path is still the one that was locked.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

ASIDE: Final = ".1"


class SharedLogFile(logging.Handler):
    """Appends to `filename`; once it holds `most_bytes` it becomes `filename.1`, in the place of the one before."""

    def __init__(self, filename: str, most_bytes: int) -> None:
        super().__init__()
        self._path = Path(filename)
        self._most_bytes = most_bytes
        self._file: TextIO | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line. What keeps it from being written is told as the standard library's handlers tell it."""
        try:
            line = self.format(record)
            with self._locked() as file:
                file.write(f"{line}\n")
                file.flush()
        except Exception:  # noqa: BLE001  (a log that cannot be written ends no request)
            self.handleError(record)

    def close(self) -> None:
        """Let go of the file."""
        self._let_go()
        super().close()

    @contextmanager
    def _locked(self) -> Iterator[TextIO]:
        """The file at the path, with room in it, and no other process at it."""
        while True:
            file = self._opened()
            fcntl.flock(file, fcntl.LOCK_EX)
            if not self._is_at_its_path(file):
                # Another process has put it aside meanwhile. What is closed is unlocked.
                self._let_go()
            elif self._path.stat().st_size >= self._most_bytes:
                self._path.replace(f"{self._path}{ASIDE}")
                self._let_go()
            else:
                break
        try:
            yield file
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)

    def _opened(self) -> TextIO:
        if self._file is None:
            self._file = self._path.open("a", encoding="utf-8")
        return self._file

    def _is_at_its_path(self, file: TextIO) -> bool:
        try:
            return os.path.samestat(self._path.stat(), os.fstat(file.fileno()))
        except FileNotFoundError:
            return False

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
