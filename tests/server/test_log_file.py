"""The file in which `beside run` keeps a line for each request is written by every process of it, and none loses a line."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

from server.cli.log_file import ASIDE, SharedLogFile

MOST_BYTES = 4_000
LINES = 400
WRITES = """
import logging, sys
from server.cli.log_file import SharedLogFile
handler = SharedLogFile(sys.argv[1], int(sys.argv[2]))
for number in range(int(sys.argv[4])):
    handler.handle(logging.LogRecord("beside", logging.INFO, "", 0, f"{sys.argv[3]} {number}", None, None))
handler.close()
"""


def numbers_of(writer: str, lines: list[str]) -> list[int]:
    """The lines of a writer that are left, by their numbers."""
    return [int(number) for name, number in (line.split(" ") for line in lines) if name == writer]


def test_two_processes_put_it_aside_and_lose_nothing_but_what_is_older_than_both_files(tmp_path: Path) -> None:
    path = tmp_path / "requests.log"
    arguments = [sys.executable, "-c", WRITES, str(path), str(MOST_BYTES)]
    writers = [subprocess.Popen([*arguments, name, str(LINES)]) for name in ("one", "other")]
    assert [writer.wait() for writer in writers] == [0, 0]
    aside = path.with_name(path.name + ASIDE).read_text(encoding="utf-8")
    assert MOST_BYTES <= len(aside) < MOST_BYTES + 20
    left = (aside + path.read_text(encoding="utf-8")).splitlines()
    for name in ("one", "other"):
        found = numbers_of(name, left)
        assert found == sorted(found)
        assert found == list(range(LINES - len(found), LINES))


def test_it_goes_on_where_somebody_took_the_file_away(tmp_path: Path) -> None:
    path = tmp_path / "requests.log"
    handler = SharedLogFile(str(path), MOST_BYTES)
    for word in ("before", "after"):
        path.unlink(missing_ok=True)
        handler.handle(logging.LogRecord("beside", logging.INFO, "", 0, word, None, None))
        assert path.read_text(encoding="utf-8") == f"{word}\n"
    handler.close()
