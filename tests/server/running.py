"""A real `beside serve` in a process of its own, begun as the `beside` command is, for what only a process shows."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

BESIDE = Path(sys.executable).parent / "beside"
PATIENCE_SECONDS = 120
"""A server that has not answered by then will not."""


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class RunningServer:
    """`beside serve` (or another `command`) with these variables, until the block ends. `kill` is `kill -9` of all its
    processes. `trusted` is how its certificate is checked, where it has one."""

    def __init__(
        self,
        data: Path,
        *,
        command: tuple[str, ...] = ("serve",),
        log_folder: Path | None = None,
        trusted: ssl.SSLContext | None = None,
        port: int | None = None,
        **variables: str,
    ) -> None:
        self.port = port or free_port()
        self.command = [str(BESIDE), *command, *(["--tls"] if trusted else [])]
        self.trusted = trusted
        self.log = (log_folder or data) / "server.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BESIDE_")},
            "BESIDE_DATA": str(data),
            "BESIDE_PORT": str(self.port),
            "BESIDE_BACKUPS_KEPT": "0",
            **variables,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def beside(self, *arguments: str) -> str:
        """What a command of this server's says."""
        command = [str(BESIDE), *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> Self:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        return self.answering()

    def runs(self) -> bool:
        """Whether it was not ended, by itself or by anybody."""
        return self.process is not None and self.process.poll() is None

    def answering(self) -> Self:
        """Wait until it answers."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.runs() and time.monotonic() < until:
            if self.answers():
                return self
            time.sleep(0.05)
        raise AssertionError(f"the server did not start:\n{self.log.read_text()}")

    def answers(self) -> bool:
        """Whether it says that it is well."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=5)
        if self.trusted is not None:
            connection = http.client.HTTPSConnection("localhost", self.port, timeout=5, context=self.trusted)
        try:
            connection.request("GET", "/api/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """`kill -9`, the processes that it started too."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.runs():
            self.kill()
