"""One database: SQLite in a file, or PostgreSQL; and the two kinds of transaction, `reading` and `writing`.

SQLite: write-ahead log, `synchronous=FULL` (a commit is on the disk when it returns), pages of 16 KiB (a sealed record of
1 KB then costs 1,550 bytes; with 4 KiB pages it costs 2,100), `BEGIN IMMEDIATE` for writes, so that a writer waits at its
start and never fails half-way for having read too early. Within a process writers queue at a lock: SQLite's own waiting
polls, and lets the unlucky starve.

No error of either names a parameter: parameters are what people sent.

PostgreSQL: read committed; whoever must be alone locks the row that says so (`SELECT … FOR UPDATE` on a log's head).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

PAGE_SIZE: Final = 16384
BUSY_TIMEOUT_SECONDS: Final = 10
WRITES: Final = "beside_writes"
"""The execution option that makes a transaction one that writes."""

Journal = Literal["WAL", "DELETE"] | None
"""SQLite's way of keeping a transaction whole; None leaves a file as it is."""


class Database:
    """An engine and its writers' queue. One for a process."""

    def __init__(self, url: str, *, pool_size: int = 8, journal: Journal = "WAL") -> None:
        """`url` is SQLAlchemy's; `pool_size` is the most connections that are kept open; `journal` is SQLite's."""
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(url, journal) if self.is_sqlite else _postgresql(url, pool_size)
        self._queue = threading.Lock()

    @contextmanager
    def reading(self, *, isolation: Literal["REPEATABLE READ"] | None = None) -> Iterator[Connection]:
        """A transaction that writes nothing. On SQLite it sees one state of the database, on PostgreSQL each statement sees
        one, unless `isolation` asks for more."""
        options = {"isolation_level": isolation} if isolation else {}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole or not at all: committed at the end, rolled back by any exception."""
        if not self.is_sqlite:
            with self.engine.connect() as connection, connection.begin():
                yield connection
            return
        with self._queue, self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let every connection go."""
        self.engine.dispose()


def _sqlite(url: str, journal: Journal) -> Engine:
    connect = {"timeout": BUSY_TIMEOUT_SECONDS, "cached_statements": 256}
    engine = create_engine(url, connect_args=connect, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _record: Any) -> None:
        # Transactions are begun by `begin` below, not by the driver's guess at what a statement does.
        raw.isolation_level = None
        cursor = raw.cursor()
        if journal is not None:
            cursor.execute(f"PRAGMA page_size = {PAGE_SIZE}")  # only a new file takes it
            cursor.execute(f"PRAGMA journal_mode = {journal}")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA cache_size = -16384")  # KiB
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: str, pool_size: int) -> Engine:
    return create_engine(url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, hide_parameters=True)
