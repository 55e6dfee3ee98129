"""A real server for a measurement: its own folder, its own process, gone at the end."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

BESIDE: Final = Path(sys.executable).parent / "beside"
START_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers: its address, its set-up code, its folder and its process id."""

    origin: str
    token: str
    folder: Path
    process: int

    def rss_mb(self) -> float:
        """Resident memory of its largest process, in MB: that which serves."""
        return max(map(_rss_mb, (self.process, *_children(self.process))))

    def cpu_seconds(self) -> float:
        """Processor time that its processes have used."""
        return sum(map(_cpu_seconds, (self.process, *_children(self.process))))


@contextmanager
def served(database: str | None = None) -> Iterator[Served]:
    """Prepare and serve on a free port of this machine."""
    with TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        environment = {
            **clean_environment(), "BESIDE_DATA": str(folder), "BESIDE_PORT": str(port), "BESIDE_BACKUPS_KEPT": "0",
            **({"BESIDE_DATABASE": database} if database else {}),
        }  # fmt: skip
        printed = subprocess.run([BESIDE, "init"], env=environment, check=True, capture_output=True, text=True).stdout
        token = printed.split("Set-up code: ")[1].split()[0]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([BESIDE, "serve"], env=environment, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/api/health")
            yield Served(f"http://127.0.0.1:{port}", token, folder, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=30)


def clean_environment() -> dict[str, str]:
    """This process's environment without any setting of Beside."""
    return {name: value for name, value in os.environ.items() if not name.startswith("BESIDE_")}


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(url, timeout=2).close()
        except (URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _rss_mb(process: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found.group(1)) / 1000 if found else 0.0


def _cpu_seconds(process: int) -> float:
    """Fields 14 and 15 of `proc(5)`, counted behind the name, which may hold spaces."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(pid) for pid in found]
