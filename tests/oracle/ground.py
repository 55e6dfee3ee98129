"""The server under a schedule: one in this process, or a real one in processes of its own. Both can be killed and set back."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, Final

from flask import Flask
from sqlalchemy import event, select

from server.accounts import tokens
from server.app import create_app
from server.context import Server, make_server
from server.db import migrate
from server.db.backup import back_up, restore
from server.db.engine import Database
from server.db.tables import entries, late, school_entries, vaults
from server.settings import Settings
from sync import school_entry
from sync.client.transport import JSON, Answer, Transport, Unreachable
from sync.entry import Entry, parse
from sync.school import School, append
from tests.oracle.cast import Kept, raise_school
from tests.server.actors import TestClock

MEMORY: Final = Path("/dev/shm")
"""Where a disk costs nothing, on machines that have it."""


class Killed(BaseException):
    """The server's process is gone, in the middle of something."""


class Direct(Transport):
    """Requests to an application in this process."""

    def __init__(self, ground: InProcess) -> None:
        super().__init__("http://localhost")
        self.ground = ground
        self.client = ground.app.test_client(use_cookies=False)

    def request(self, method: str, path: str, body: bytes = b"", content_type: str = JSON) -> Answer:
        """As `Transport.request`. Who is killed answers nothing."""
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookie} if cookie else {}
        try:
            answer = self.client.open(path, method=method, data=body, content_type=content_type, headers=headers)
        except Killed:
            self.ground.restart()
            raise Unreachable("killed") from None
        for found in answer.headers.getlist("Set-Cookie"):
            self._take_cookie(found)
        return Answer(answer.status_code, str(answer.mimetype), answer.data)


class InProcess:
    """A server in this process, on SQLite, with a clock that goes when it is told to."""

    def __init__(self, folder: Path, clock: TestClock) -> None:
        self.folder, self.clock = folder, clock
        self.file = folder / "beside.sqlite3"
        self.settings = Settings(data=folder, database=f"sqlite:///{self.file}", secret=secrets.token_urlsafe(48))
        self._dies = False
        self._backups = 0
        self.app: Flask = create_app(self.settings, clock=clock)
        self._watch()

    @property
    def server(self) -> Server:
        """What the application holds now."""
        server: Server = self.app.extensions["beside"]
        return server

    @property
    def database(self) -> Database:
        """Its database."""
        return self.server.database

    def transport(self) -> Transport:
        """A new connection."""
        return Direct(self)

    def pass_time(self, ms: int) -> None:
        """Time goes by."""
        self.clock.now += ms

    def begin(self, content: bytes) -> None:
        """Start with this database."""
        self.server.database.close()
        for found in self.folder.glob("*"):
            found.unlink()
        self.file.write_bytes(content)
        self.restart()

    def restart(self) -> None:
        """A new process: nothing is remembered but what is in the database."""
        self.server.database.close()
        self.app.extensions["beside"] = make_server(self.settings, clock=self.clock)
        self._dies = False
        self._watch()

    def kill(self) -> None:
        """`kill -9` before the next commit."""
        self._dies = True

    def _watch(self) -> None:
        @event.listens_for(self.database.writers, "commit")
        def die(_connection: object) -> None:
            if self._dies:
                raise Killed

    def back_up(self) -> Path:
        """Make a backup: a command of its own, which no kill of the server's stops."""
        self._dies = False
        self._backups += 1
        target = self.folder / f"backup-{self._backups}"
        back_up(self.database, target)
        return target

    def set_back(self, backup: Path) -> None:
        """Restore a backup, the server stopped."""
        self._dies = False
        restore(self.database, backup, self.clock)
        self.restart()

    def close(self) -> None:
        """Let everything go."""
        self.server.database.close()


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="beside-oracle-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


# A school to begin with -----------------------------------------------------------------------------------


class Template:
    """A school as every schedule in this process begins: the database's bytes, and the devices at rest."""

    def __init__(self, ground: InProcess, seed: int) -> None:
        migrate.upgrade(ground.database)
        self.kept: dict[str, Kept] = raise_school(
            ground.transport, token(ground.server), ground.clock, Random(seed).randbytes
        )
        with ground.database.writing() as connection:
            connection.exec_driver_sql("SELECT 1")
        ground.database.close()
        self.database = _one_file(ground.file)
        self.now = ground.clock.now


def _one_file(file: Path) -> bytes:
    import sqlite3

    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return file.read_bytes()


def token(server: Server) -> str:
    """What `beside init` prints."""
    with server.database.writing() as connection:
        return tokens.make_token(connection, server.secret, server.clock())


# Looking into the database --------------------------------------------------------------------------------


def logs_of(database: Database, school: bytes) -> dict[bytes, list[Entry]]:
    """Every vault's log."""
    query = select(vaults.c.vault, entries.c.entry).join(
        entries, (entries.c.school == vaults.c.school) & (entries.c.number == vaults.c.number)
    )
    found: dict[bytes, list[Entry]] = {}
    with database.reading() as connection:
        rows: Any = connection.execute(query.where(vaults.c.school == school).order_by(vaults.c.vault, entries.c.seq))
        for vault, entry in rows:
            found.setdefault(vault, []).append(parse(entry))
    return found


def school_of(database: Database, school: bytes) -> School:
    """The school as its log says."""
    with database.reading() as connection:
        query = select(school_entries.c.entry).where(school_entries.c.school == school).order_by(school_entries.c.seq)
        rows = connection.execute(query).scalars().all()
    found = School(school)
    for entry in rows:
        append(found, school_entry.parse(entry))
    return found


def late_of(database: Database, school: bytes) -> list[Entry]:
    """Everything that was ever handed in late."""
    with database.reading() as connection:
        rows = connection.execute(select(late.c.entry).where(late.c.school == school)).scalars().all()
    return [parse(entry) for entry in rows]


Transports = Callable[[], Transport]
