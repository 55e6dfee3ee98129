"""A real `beside serve` under the schedules, on either database: killed with -9 in the middle of requests, and set back."""

from __future__ import annotations

import random
import secrets
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from server.clock import system_clock
from server.context import Server, make_server
from server.db.backup import back_up, restore
from server.db.engine import Database
from server.db.tables import rates
from server.settings import Settings
from sync.client.transport import JSON, Answer, Transport
from tests.oracle.cast import Kept, raise_school
from tests.oracle.ground import token
from tests.server.running import RunningServer


class Line(Transport):
    """A connection to the server, which is started again once it was killed."""

    def __init__(self, ground: OfProcesses) -> None:
        super().__init__(f"http://localhost:{ground.running.port}")
        self.ground = ground

    def request(self, method: str, path: str, body: bytes = b"", content_type: str = JSON) -> Answer:
        """As `Transport.request`."""
        dying = self.ground.dying()
        try:
            return super().request(method, path, body, content_type)
        finally:
            if dying is not None:
                dying.join()
                self.ground.running.start()


class OfProcesses:
    """The server. `chance` says when within a request it dies."""

    def __init__(self, folder: Path, database_url: str, chance: random.Random) -> None:
        secret = secrets.token_urlsafe(48)
        self.running = RunningServer(folder, BESIDE_SECRET=secret, BESIDE_DATABASE=database_url)
        self.running.beside("init")
        self.running.start()
        self.server: Server = make_server(Settings(data=folder, database=database_url, secret=secret))
        self.clock: Any = system_clock
        self._folder, self._chance = folder, chance
        self._dies = False
        self._backups = 0
        self._lines: list[Line] = []

    @property
    def database(self) -> Database:
        """Its database, from the outside."""
        return self.server.database

    def transport(self) -> Transport:
        """A new connection."""
        self._lines.append(Line(self))
        return self._lines[-1]

    def pass_time(self, ms: int) -> None:
        """A real clock goes by itself."""

    def kill(self) -> None:
        """`kill -9` in the middle of the next request."""
        self._dies = True

    def dying(self) -> threading.Thread | None:
        """The thread that kills the server in a moment, if it is to be killed."""
        if not self._dies:
            return None
        self._dies = False
        dying = threading.Timer(self._chance.uniform(0, 0.02), self.running.kill)
        dying.start()
        return dying

    def back_up(self) -> Path:
        """Make a backup."""
        self._backups += 1
        target = self._folder / f"backup-{self._backups}"
        back_up(self.database, target)
        return target

    def set_back(self, backup: Path) -> None:
        """Restore a backup, the server stopped."""
        self._dies = False
        self.running.kill()
        restore(self.database, backup, self.clock)
        self.running.start()

    def begin(self, seed: int) -> dict[str, Kept]:
        """One more school on this server."""
        self._dies = False
        self._let_go()
        with self.database.writing() as connection:
            connection.execute(delete(rates))
        return raise_school(self.transport, token(self.server), self.clock, random.Random(f"school {seed}").randbytes)

    def close(self) -> None:
        """Let everything go."""
        self._let_go()
        self.running.kill()
        self.database.close()

    def _let_go(self) -> None:
        for line in self._lines:
            line.close()
        self._lines.clear()
