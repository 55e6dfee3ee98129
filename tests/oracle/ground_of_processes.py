"""A real `beside serve` under the schedules, on either database: killed with -9 in the middle of requests, and set back."""

from __future__ import annotations

import http.client
import random
import secrets
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, select

from server.clock import system_clock
from server.context import Server, make_server
from server.db.backup import back_up, restore
from server.db.engine import Database
from server.db.tables import metadata
from server.settings import Settings
from sync.client.transport import JSON, Answer, Transport
from tests.oracle.cast import Kept, raise_school
from tests.oracle.ground import token
from tests.server.forked import ForkedServer


class Line(Transport):
    """A connection to the server, which is started again once it was killed."""

    def __init__(self, ground: OfProcesses) -> None:
        super().__init__(f"http://localhost:{ground.running.port}")
        self.ground = ground

    def request(self, method: str, path: str, body: bytes = b"", content_type: str = JSON) -> Answer:
        """As `Transport.request`."""
        dies = self.ground.dies
        try:
            return super().request(method, path, body, content_type)
        finally:
            if dies:
                self.ground.die()
                self.ground.running.start()

    def _once(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = self._connected()
        if self.ground.dies:
            answer = connection.getresponse

            def answer_of_who_dies() -> http.client.HTTPResponse:
                # The request is on its way, and its answer not read yet.
                self.ground.die()
                return answer()

            connection.getresponse = answer_of_who_dies  # type: ignore[method-assign]  # of this one alone
        return super()._once(method, path, body, headers)


class OfProcesses:
    """The server. `chance` says when within a request it dies."""

    def __init__(self, folder: Path, database_url: str, chance: random.Random) -> None:
        secret = secrets.token_urlsafe(48)
        # Nothing is sent in a schedule, and the worker would look for it in the database all the time.
        self.running = ForkedServer(folder, BESIDE_SECRET=secret, BESIDE_DATABASE=database_url, BESIDE_PUSH_WORKER="no")
        self.running.beside("init")
        self.running.start()
        self.server: Server = make_server(Settings(data=folder, database=database_url, secret=secret))
        self.clock: Any = system_clock
        self._folder, self._chance = folder, chance
        self.dies = False
        self._backups = 0
        self._lines: list[Line] = []
        self.kept: dict[str, Kept] = raise_school(
            self.transport, token(self.server), self.clock, random.Random(1).randbytes
        )
        self._rows = _every_row(self.database)

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
        self.dies = True

    def die(self) -> None:
        """Kill the server in a moment, about as long as it needs for most requests, if it is to be killed."""
        if self.dies:
            self.dies = False
            time.sleep(self._chance.uniform(0, 0.004))
            self.running.kill()

    def back_up(self) -> Path:
        """Make a backup."""
        self._backups += 1
        target = self._folder / f"backup-{self._backups}"
        back_up(self.database, target)
        return target

    def set_back(self, backup: Path) -> None:
        """Restore a backup, the server stopped."""
        self.dies = False
        self.running.kill()
        restore(self.database, backup, self.clock)
        self.running.start()

    def begin(self) -> None:
        """The school as it was when all of `kept` were at rest."""
        self.dies = False
        self._let_go()
        with self.database.writing() as connection:
            for table, rows in self._rows.items():
                connection.execute(delete(table))
                if rows:
                    connection.execute(table.insert(), rows)

    def close(self) -> None:
        """Let everything go."""
        self._let_go()
        self.running.close()
        self.database.close()

    def _let_go(self) -> None:
        for line in self._lines:
            line.close()
        self._lines.clear()


def _every_row(database: Database) -> dict[Table, list[dict[str, Any]]]:
    with database.reading(one_state=True) as connection:
        return {
            table: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
        }
