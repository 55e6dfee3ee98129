"""A real server that is killed and begun again many times: its processes are forks of one that has imported everything.

    running = ForkedServer(data, …).start(); running.kill(); running.start(); running.close()

Each server is `beside serve` itself, a process of its own in a session of its own with the process that serves below it, and
`kill` is `kill -9` of both. A fork inherits what Python has imported and nothing else: no settings, no application, no
connection; those each makes for itself, from the database alone. What it is spared is the second of a processor that imports
take, and that is all that would be the same in every server.

The worker that sends is left out: it is a thread, and what a thread holds while its process forks would be held for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import IO, NoReturn, Self, cast
from unittest.mock import patch

from server.cli import serving
from server.settings import read_settings
from tests.server.running import RunningServer

REPOSITORY = Path(__file__).parent.parent.parent
IMPORTED = (
    "server.app",
    "granian.wsgi",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "sqlalchemy.dialects.postgresql.psycopg",
)
"""What a server imports beside what is imported above, when it begins."""


class ForkedServer(RunningServer):
    """`RunningServer`, of which each start after the first is a matter of a tenth of a second."""

    _forks: subprocess.Popen[bytes] | None = None
    _pid: int | None = None

    def _ask(self, question: str) -> int:
        if self._forks is None:
            environment = {**self.environment, "BESIDE_PUSH_WORKER": "no"}
            with self.log.open("ab") as log:
                self._forks = subprocess.Popen(
                    [sys.executable, "-m", "tests.server.forked"],
                    env=environment, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                )  # fmt: skip
        asked, answered = cast("IO[bytes]", self._forks.stdin), cast("IO[bytes]", self._forks.stdout)
        asked.write(question.encode() + b"\n")
        asked.flush()
        return int(answered.readline())

    def start(self) -> Self:
        """Start it, and wait until it answers."""
        self._pid = self._ask("start")
        return self.answering()

    def runs(self) -> bool:
        """Whether it was not ended, by itself or by anybody."""
        return self._pid is not None and self._ask(f"runs {self._pid}") == 1

    def kill(self) -> None:
        """`kill -9`, the processes that it started too."""
        assert self._pid is not None
        os.killpg(self._pid, signal.SIGKILL)
        self._ask(f"ends {self._pid}")
        self._pid = None

    def close(self) -> None:
        """No more servers."""
        if self._pid is not None:
            self.kill()
        if self._forks is not None:
            self._forks.communicate()


def _serve() -> NoReturn:
    """Be a server, in a process just forked."""
    os.setsid()
    os.dup2(2, 1)
    multiprocessing.set_start_method("fork", force=True)
    try:
        # `serve` asks for fresh processes below it, for the sake of threads that there are none of here.
        with patch.object(multiprocessing, "set_start_method"):
            serving.start(read_settings(), tls=False)
    finally:
        os._exit(1)


def _fork_as_asked() -> None:
    """Answer lines: "start" with the process that was forked, "runs" and its number with 1 or 0, "ends" when it has ended."""
    for name in IMPORTED:
        import_module(name)
    ended: set[int] = set()
    for line in sys.stdin:
        asked, *about = line.split()
        if asked == "start":
            print(os.fork() or _serve(), flush=True)
            continue
        pid = int(about[0])
        if pid not in ended and os.waitpid(pid, os.WNOHANG if asked == "runs" else 0)[0] == pid:
            ended.add(pid)
        print(int(pid not in ended), flush=True)


if __name__ == "__main__":
    _fork_as_asked()
