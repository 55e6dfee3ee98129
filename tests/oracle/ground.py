"""The server under a schedule: one in this process, or a real one in processes of its own. Both can be killed and set back."""

from __future__ import annotations

import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, Final
from unittest.mock import patch

from flask import Flask
from sqlalchemy import event, select

from server.accounts import tokens
from server.app import create_app
from server.context import Server
from server.db import migrate
from server.db.backup import back_up, restore
from server.db.engine import Database
from server.db.tables import entries, late, school_entries, schools, vaults
from server.logs.schools import Schools
from server.logs.vaults import Vaults
from server.settings import Settings
from sync import school_entry
from sync.client.transport import JSON, Answer, Transport, Unreachable
from sync.entry import Entry, parse
from sync.school import School, append
from tests.databases import tables
from tests.memory import MEMORY
from tests.oracle.cast import Kept, raise_school
from tests.server.actors import TestClock


class Killed(BaseException):
    """The server's process is gone, in the middle of something."""


class Direct(Transport):
    """Requests to an application in this process."""

    def __init__(self, ground: InProcess) -> None:
        super().__init__("http://localhost")
        self.ground = ground

    def request(self, method: str, path: str, body: bytes = b"", content_type: str = JSON) -> Answer:
        """As `Transport.request`. Who is killed answers nothing."""
        environ = {
            **_ENVIRON, "REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body),
        }  # fmt: skip
        if self._cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        status, kind = "", ""

        def begin(said: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
            nonlocal status, kind
            status = said
            for name, value in headers:
                if name == "Set-Cookie":
                    self._take_cookie(value)
                elif name == "Content-Type":
                    kind = value.partition(";")[0]
            return lambda _data: None

        try:
            # Without all that Flask's own client does to be of use to other tests.
            content = b"".join(self.ground.app.wsgi_app(environ, begin))
        except Killed:
            self.ground.restart()
            raise Unreachable("killed") from None
        return Answer(int(status[:3]), kind, content)


_ENVIRON: Final = {
    "SCRIPT_NAME": "", "QUERY_STRING": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
    "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
}  # fmt: skip
"""What is the same of every request."""


class InProcess:
    """A server in this process, on SQLite, with a clock that goes when it is told to."""

    def __init__(self, folder: Path, clock: TestClock) -> None:
        self.folder, self.clock = folder, clock
        self.file = folder / "beside.sqlite3"
        self.settings = Settings(data=folder, database=f"sqlite:///{self.file}", secret=secrets.token_urlsafe(48))
        self._dies = False
        self._backups = 0
        self._tables = tables()
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
        """A new process: nothing is remembered but what is in the database, and how statements are written down for it, which is
        the same in every process."""
        self.database.close()
        self.app.extensions["beside"] = replace(self.server, schools=Schools(), vaults=Vaults())
        self._dies = False

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
        with patch.object(migrate, "upgrade", self._give_tables):
            back_up(self.database, target)
        return target

    def set_back(self, backup: Path) -> None:
        """Restore a backup, the server stopped."""
        self._dies = False
        with patch.object(migrate, "upgrade", self._give_tables):
            restore(self.database, backup, self.clock)
        self.restart()

    def _give_tables(self, database: Database) -> None:
        """In the place of the migrations, which other tests are about: a new file is a copy of one that they made."""
        file = Path(str(database.url.database))
        if not file.exists() or file.stat().st_size == 0:
            file.write_bytes(self._tables)

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


def was_restored(database: Database, school: bytes) -> bool:
    """Whether the server was ever set back to a backup."""
    with database.reading() as connection:
        query = select(schools.c.restored_at).where(schools.c.school == school)
        return connection.execute(query).scalar_one() is not None


def late_of(database: Database, school: bytes) -> list[Entry]:
    """Everything that was ever handed in late."""
    with database.reading() as connection:
        rows = connection.execute(select(late.c.entry).where(late.c.school == school)).scalars().all()
    return [parse(entry) for entry in rows]


Transports = Callable[[], Transport]
