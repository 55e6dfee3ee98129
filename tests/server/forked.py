"""A real server or worker that is quickly begun, and again after each kill: its processes are forks (`tests.server.forks`).

    with ForkedServer(data, …) as server: …
    running = ForkedServer(data, …).start(); running.kill(); running.start(); running.close()
    with ForkedWorker(environment, log) as worker: …

Each server is `beside serve` itself (or another `command`), a process of its own in a session of its own with the process that
serves below it, and `kill` is `kill -9` of both.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.server.forks import forks
from tests.server.running import RunningServer


class ForkedServer(RunningServer):
    """`RunningServer`, of which each start is a matter of a tenth of a second."""

    _pid: int | None = None

    def beside(self, *arguments: str) -> str:
        """What a command of this server's says."""
        with tempfile.NamedTemporaryFile() as said:
            status = forks().ended(forks().start(arguments, self.environment, Path(said.name)))
            text = said.read().decode()
        assert status == 0, text
        return text

    def start(self) -> Self:
        """Start it, and wait until it answers."""
        self._pid = forks().start(self.command[1:], self.environment, self.log)
        return self.answering()

    def runs(self) -> bool:
        """Whether it was not ended, by itself or by anybody."""
        return self._pid is not None and forks().runs(self._pid)

    def kill(self) -> None:
        """`kill -9`, the processes that it started too."""
        assert self._pid is not None
        os.killpg(self._pid, signal.SIGKILL)
        forks().ended(self._pid)
        self._pid = None

    def close(self) -> None:
        """No more servers."""
        if self.runs():
            self.kill()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class ForkedWorker:
    """`beside worker` with the variables of a server, until the block ends. `kill` is `kill -9`."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.environment = environment
        self.log = log
        self._pid = 0

    def __enter__(self) -> Self:
        self._pid = forks().start(["worker"], self.environment, self.log)
        return self

    def kill(self) -> None:
        """Without a chance to finish anything."""
        os.kill(self._pid, signal.SIGKILL)
        forks().ended(self._pid)

    def stop(self) -> int:
        """Let it finish what it is about; its exit status."""
        os.kill(self._pid, signal.SIGTERM)
        return forks().ended(self._pid)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if forks().runs(self._pid):
            self.kill()
