"""The demonstration's school, served by `beside run` on a port and a folder that it keeps, so that it can die and come again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.client.enrol import LetIn
from tests.browser.cupboard import stable_port
from tests.server.forked import ForkedServer

WAIT_SECONDS = 240
DATA = "data"
"""Where in its folder the school's data lies."""


class Larkspur(ForkedServer):
    """The server; `kill` and `start` leave its folder and its port as they are."""

    def __init__(self, folder: Path, founded: Path | None, **variables: str) -> None:
        self.data = folder / DATA
        if founded is not None:
            shutil.copytree(founded, self.data)
        super().__init__(self.data, command=("run",), log_folder=folder, port=stable_port("larkspur"))
        self.environment |= {"PYTHONUNBUFFERED": "1", **variables}

    def links(self) -> dict[str, str]:
        """By sign-in name, the address that lets a tablet in."""
        return {name: f"http://localhost:{self.port}/let-in#{words}" for name, words in self.invitations().items()}

    def invitations(self) -> dict[str, str]:
        """By sign-in name, the newest words after `#` that let a device in. Waits until all of them are printed."""
        until = time.monotonic() + WAIT_SECONDS
        while "to scan" not in (printed := self.log.read_text(encoding="utf-8")):
            assert self.answers(), printed
            assert time.monotonic() < until, printed
            time.sleep(0.1)
        return _words(printed)

    def fresh_invitations(self) -> dict[str, str]:
        """The same anew, from a server that runs: each lets in one device."""
        return _words(self.beside("demo"))


def _words(printed: str) -> dict[str, str]:
    words = [line.split("#")[1] for line in printed.splitlines() if "/let-in#" in line]
    return {LetIn.parse(one).handle: one for one in words}


@contextmanager
def larkspur(folder: Path, founded: Path | None = None, **variables: str) -> Iterator[Larkspur]:
    """Serves it in this folder until the block ends, with these settings besides: a copy of the one `founded`, else a new one."""
    with Larkspur(folder, founded, **variables) as server:
        yield server
