"""Databases with this version's tables, without the migrations being run for each test: those are tests of their own.

    file.write_bytes(tables())                       # SQLite: a copy of one that was migrated
    with Shelf(maintenance) as shelf:                # PostgreSQL: one database, emptied after each test
        with shelf.lent() as url: …

A database whose tables a test has changed is not lent again.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import psycopg

from server.db import migrate
from server.db.engine import Database
from server.db.tables import metadata

_EMPTIED: Final = "; ".join(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)).encode()
_TABLES: Final = b"SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_REVISION: Final = b"SELECT version_num FROM alembic_version"
_OTHERS_ENDED: Final = b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@cache
def tables() -> bytes:
    """An SQLite file with this version's tables and nothing in them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tables.sqlite3"
        database = Database(f"sqlite:///{file}", journal="DELETE")
        migrate.upgrade(database)
        database.close()
        return file.read_bytes()


def address(maintenance: str, name: str) -> str:
    """The SQLAlchemy address of another database of the server with this maintenance database."""
    return maintenance.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")


@contextmanager
def empty(maintenance: str) -> Iterator[str]:
    """The SQLAlchemy address of an empty PostgreSQL database, dropped afterwards."""
    name = f"beside_{secrets.token_hex(6)}"
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield address(maintenance, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


class Shelf:
    """One PostgreSQL database with this version's tables, lent to one test after the other."""

    def __init__(self, maintenance: str) -> None:
        """`maintenance` is the libpq address of the server's own database."""
        self._maintenance = maintenance
        self._held = ExitStack()
        self._url: str | None = None

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of a database whose tables hold nothing."""
        url = self._url or self._begun()
        self._url = None
        yield url
        if self._is_emptied(url):
            self._url = url

    def _begun(self) -> str:
        url = self._held.enter_context(empty(self._maintenance))
        database = Database(url)
        migrate.upgrade(database)
        database.close()
        return url

    def _is_emptied(self, url: str) -> bool:
        """Whether its tables are still those of this version, and hold nothing any more."""
        with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True) as connection:
            connection.execute(_OTHERS_ENDED)
            found = {name for (name,) in connection.execute(_TABLES).fetchall()}
            if found != {*metadata.tables, "alembic_version"}:
                return False
            connection.execute(_EMPTIED)
            return connection.execute(_REVISION).fetchone() == (migrate.newest(),)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()
