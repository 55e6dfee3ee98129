"""One database: SQLite in a file, or PostgreSQL; and the two kinds of transaction, `reading` and `writing`.

SQLite: write-ahead log, `synchronous=FULL` (a commit is on the disk when it returns), pages of 16 KiB (a sealed record of
1 KB then costs 1,550 bytes; with 4 KiB pages it costs 2,100), `BEGIN IMMEDIATE` for writes, so that a writer waits at its
start and never fails half-way for having read too early. Within a process writers queue at a lock: SQLite's own waiting
polls, and lets the unlucky starve.

No error of either names a parameter: parameters are what people sent.

PostgreSQL: read committed; whoever must be alone locks the row that says so (`SELECT … FOR UPDATE` on a log's head).
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Final, Literal

from sqlalchemy import URL, Connection, Engine, PoolProxiedConnection, create_engine, event, make_url

from server.db import in_use

PAGE_SIZE: Final = 16384
BUSY_TIMEOUT_SECONDS: Final = 10
WRITER_CACHE_KIB: Final = 16384
READER_CACHE_KIB: Final = 2048

Journal = Literal["WAL", "DELETE"] | None
"""SQLite's way of keeping a transaction whole; None leaves a file as it is."""


class Database:
    """One for a process. On SQLite, many connections that read and one that writes: its cache stays warm, because nobody else
    of the process changes the file behind its back."""

    def __init__(self, url: str, *, pool_size: int = 8, journal: Journal = "WAL", serves: bool = False) -> None:
        """`url` is SQLAlchemy's; `pool_size` is the most connections that are kept open; `journal` is SQLite's; who `serves`
        keeps it from being restored meanwhile. Raises InUseError where it is being restored."""
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._let_go: weakref.finalize[..., Database] | None = None
        if serves and self.is_sqlite:
            self._let_go = weakref.finalize(self, os.close, in_use.share_file(self.url.database or ""))
        if self.is_sqlite:
            self.readers = _sqlite(self.url, journal, writes=False, pool_size=pool_size)
            self.writers = _sqlite(self.url, journal, writes=True, pool_size=1)
        else:
            self.readers = self.writers = _postgresql(self.url, pool_size, serves=serves)
        self._queue = threading.Lock()

    @contextmanager
    def reading(self, *, one_state: bool = False) -> Iterator[Connection]:
        """A transaction that writes nothing. On SQLite it sees one state of the database from its first statement to its last;
        on PostgreSQL each statement sees one, unless `one_state` asks for the same."""
        with self.readers.connect() as connection:
            if one_state and not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole or not at all: committed at the end, rolled back by any exception."""
        with self._queue if self.is_sqlite else nullcontext(), self.writers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def alone(self, *, patience_seconds: float) -> Iterator[None]:
        """While nobody serves from it, nor begins to. Raises InUseError where somebody does, and goes on to for so long."""
        if self.is_sqlite:
            with in_use.file_alone(self.url.database or "", patience_seconds):
                yield
        else:
            with in_use.postgresql_alone(self.writers, patience_seconds):
                yield

    def close(self) -> None:
        """Let every connection go."""
        self.readers.dispose()
        self.writers.dispose()
        if self._let_go is not None:
            self._let_go()


def _sqlite(url: URL, journal: Journal, *, writes: bool, pool_size: int) -> Engine:
    connect = {"timeout": BUSY_TIMEOUT_SECONDS, "cached_statements": 256}
    engine = create_engine(url, connect_args=connect, pool_size=pool_size, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _record: Any) -> None:
        # Transactions are begun as is said below, not by the driver's guess at what a statement does.
        raw.isolation_level = None
        cursor = raw.cursor()
        if journal is not None:
            cursor.execute(f"PRAGMA page_size = {PAGE_SIZE}")  # only a new file takes it
            cursor.execute(f"PRAGMA journal_mode = {journal}")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB if writes else READER_CACHE_KIB}")
        cursor.close()

    def begin(dbapi_connection: PoolProxiedConnection) -> None:
        dbapi_connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    # Not by an event: an engine that has one looks for others at every statement, which costs as much as many a statement.
    engine.dialect.do_begin = begin  # type: ignore[method-assign]  # no setting for it
    return engine


def _postgresql(url: URL, pool_size: int, *, serves: bool) -> Engine:
    engine = create_engine(url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, hide_parameters=True)
    if serves:
        # Each connection, and not one that is kept for it: that one could break unseen.
        event.listen(engine, "connect", lambda raw, _record: in_use.share_connection(engine, raw))
    return engine
