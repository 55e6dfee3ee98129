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
from typing import Any, Final, Self

import psycopg

from server.db import migrate
from server.db.engine import Database
from server.db.tables import metadata

_EMPTIED: Final = "; ".join(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)).encode()
_MADE_OF: Final = b"""
    SELECT 'relation', relname, relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'column', attrelid::regclass::text, attname || atttypid::regtype || attnotnull FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped
    UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'function', proname, '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger', tgname, '' FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'revision', version_num, '' FROM alembic_version
    ORDER BY 1, 2, 3"""
_OTHERS_ENDED: Final = b"""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state IS DISTINCT FROM 'idle'"""
"""Who is in the middle of something. Connections at rest are left to whoever uses them for the next test."""


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


def _connected(url: str) -> psycopg.Connection[Any]:
    return psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True)


Made = list[tuple[Any, ...]]
"""What a database is made of: its tables with their columns, and whatever works on them."""


class Shelf:
    """One PostgreSQL database with this version's tables, lent to one test after the other."""

    def __init__(self, maintenance: str) -> None:
        """`maintenance` is the libpq address of the server's own database."""
        self._maintenance = maintenance
        self._held = ExitStack()
        self._url: str | None = None
        self._connection: psycopg.Connection[Any] | None = None
        self._made_of: Made = []

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The address of a database whose tables hold nothing."""
        url = self._url or self._begun()
        self._url = None
        yield url
        if self._is_emptied():
            self._url = url

    def _begun(self) -> str:
        url = self._held.enter_context(empty(self._maintenance))
        database = Database(url)
        migrate.upgrade(database)
        database.close()
        connection = self._connection = self._held.enter_context(_connected(url))
        self._made_of = connection.execute(_MADE_OF).fetchall()
        return url

    def _is_emptied(self) -> bool:
        """Whether it is made of what it was made of, and its tables hold nothing any more."""
        assert self._connection is not None
        self._connection.execute(_OTHERS_ENDED)
        try:
            if self._connection.execute(_MADE_OF).fetchall() != self._made_of:
                return False
        except psycopg.Error:
            # Without its revision it is none of this version's.
            return False
        self._connection.execute(_EMPTIED)
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()
