"""Commands of Beside in processes of their own, each a fork of one that has imported everything.

    pid = forks().start(("serve",), environment, log)       # `beside serve`; a session of its own, as `setsid` makes it
    forks().runs(pid); forks().ended(pid)                   # the second waits, and returns the exit status

A fork inherits what Python has imported and nothing else: no settings, no application, no connection; those each makes for
itself, from its environment and the database alone. What it is spared is the one to two seconds of a processor that imports
take, and that is all that would be the same in every process.
"""

from __future__ import annotations

import atexit
import json
import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NoReturn, cast
from unittest.mock import patch

from granian.server.mp import MPServer

from server.cli import MODULES, main

REPOSITORY = Path(__file__).parent.parent.parent
BESIDE = Path(sys.executable).parent / "beside"
IMPORTED = (
    *sorted({f"server.cli.{module}" for module in MODULES.values()}),
    "alembic.command",
    "granian.wsgi",
    "server.push.sender",
    "server.push.worker",
    "server.served",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
)
"""What commands import beside what is imported above, when they begin or later."""
SERVE = ("serve", "run")
"""The commands that fork processes which serve."""


class Forks:
    """The process that forks, as it is seen from a test's."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.server.forks"],
            cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )  # fmt: skip

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> int:
        """Begin `beside` with these arguments; what it prints is added to `log`. Returns its process."""
        return self._ask(start=list(arguments), environment=dict(environment), log=str(log.absolute()))

    def runs(self, pid: int) -> bool:
        """Whether it was not ended, by itself or by anybody."""
        return self._ask(runs=pid) == 1

    def ended(self, pid: int) -> int:
        """Wait until it has ended; its exit status, or the signal that ended it, below zero."""
        return self._ask(ended=pid)

    def close(self) -> None:
        """No more of them. Those that run go on."""
        self._process.communicate()

    def _ask(self, **question: Any) -> int:
        asked, answered = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        asked.write(json.dumps(question).encode() + b"\n")
        asked.flush()
        return int(answered.readline())


@cache
def forks() -> Forks:
    """This process's own."""
    found = Forks()
    atexit.register(found.close)
    return found


# The process that forks ---------------------------------------------------------------------------------------


def _be_beside(arguments: list[str], environment: dict[str, str], log: str) -> NoReturn:
    """Be the command, in a process just forked."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    nothing, printed = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(nothing, 0)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    sys.argv = [str(BESIDE), *arguments]
    status: object = 1
    try:
        if arguments[0] in SERVE:
            _begin_threads_after_the_forks()
        multiprocessing.set_start_method("fork", force=True)
        # `serve` asks for fresh processes below it, for the sake of threads that have not begun yet here.
        with patch.object(multiprocessing, "set_start_method"):
            main(arguments, prog_name="beside")
    except SystemExit as end:
        status = end.code
    except BaseException:  # noqa: BLE001 - said below, and nothing is above that could say it
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else int(status is not None))


def _begin_threads_after_the_forks() -> None:
    """Of a server, which forks the processes that serve: what a thread holds meanwhile would be held for ever in those."""
    begin, fork_all = threading.Thread.start, cast("Any", MPServer._spawn_workers)
    held: list[threading.Thread] = []

    def hold(self: threading.Thread) -> None:
        held.append(self)

    def let_begin() -> None:
        threading.Thread.start = begin  # type: ignore[method-assign]  # as it was

    def fork_all_and_begin(self: MPServer, *given: Any) -> None:
        fork_all(self, *given)
        let_begin()
        for thread in held:
            thread.start()

    threading.Thread.start = hold  # type: ignore[method-assign]  # the library's threads too
    patch.object(MPServer, "_spawn_workers", fork_all_and_begin).start()
    os.register_at_fork(after_in_child=let_begin)


def _fork_as_asked() -> None:
    """Answer questions, a line each."""
    for name in IMPORTED:
        import_module(name)
    statuses: dict[int, int] = {}

    def look(pid: int, options: int) -> None:
        if pid not in statuses:
            found, status = os.waitpid(pid, options)
            if found == pid:
                statuses[pid] = os.waitstatus_to_exitcode(status)

    for line in sys.stdin:
        match json.loads(line):
            case {"start": arguments, "environment": environment, "log": log}:
                answer = os.fork() or _be_beside(arguments, environment, log)
            case {"runs": pid}:
                look(pid, os.WNOHANG)
                answer = int(pid not in statuses)
            case {"ended": pid}:
                look(pid, 0)
                answer = statuses[pid]
        print(answer, flush=True)


if __name__ == "__main__":
    _fork_as_asked()
