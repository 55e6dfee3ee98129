"""Backups: the rows of a database, of either kind, in one SQLite file; and back.

The file is written by the same migrations as a database of ours, from one state of the database, while the server runs.
It holds no sessions, codes, challenges or counters: a restored server lets nobody in who has not signed in anew. It holds
no secret of the server's and no certificate: keep those apart. Records in it are sealed as everywhere.

A restore gives every log a new id and sets each school `restoring`: its devices then give back what was written since.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, delete, func, select, text, update

from server.clock import Clock
from server.db import migrate
from server.db.engine import Database
from server.db.tables import device_codes, metadata, pending_devices, rates, schools, sessions, spent_challenges, vaults

PASSING: Final = frozenset({sessions, device_codes, pending_devices, rates, spent_challenges})
"""Tables whose rows are of the day."""
KEPT: Final = tuple(table for table in metadata.sorted_tables if table not in PASSING)
ROWS_AT_ONCE: Final = 500


class BackupError(Exception):
    """A backup that could not be made or is not one; the message says what to do."""


def back_up(database: Database, target: Path) -> dict[str, int]:
    """Write a backup to `target`, which must not exist; the rows of each table. Either the whole file is there or none."""
    if target.exists():
        raise BackupError(f"{target} exists: choose another name, so that no backup is overwritten")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        copy = Database(f"sqlite:///{part.absolute()}", journal="DELETE")
        try:
            migrate.upgrade(copy)
            with _one_state(database) as source, copy.writing() as connection:
                counted = {table.name: _copy(source, connection, table) for table in KEPT}
            check_file(copy)
        finally:
            copy.close()
        part.chmod(0o600)
        _sync(part)
        part.rename(target)
        _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return counted


def restore(database: Database, source: Path, clock: Clock) -> dict[str, int]:
    """Replace everything in `database` by what the backup holds, in one transaction; the rows of each table.

    Raises BackupError for a file that is no backup of ours, or of a newer version. The backup itself is not changed.
    """
    if not source.is_file():
        raise BackupError(f"{source} is not there")
    migrate.upgrade(database)
    copy = Database(f"sqlite:///file:{source.absolute()}?mode=ro&uri=true", journal=None)
    try:
        check_file(copy)
        if migrate.current(copy) != migrate.newest():
            raise BackupError(f"{source} is of another version: install that version of Beside, restore, then upgrade")
        with copy.reading() as backup, database.writing() as connection:
            for table in metadata.sorted_tables:
                connection.execute(delete(table))
            counted = {table.name: _copy(backup, connection, table) for table in KEPT}
            _begin_anew(connection, clock())
    finally:
        copy.close()
    return counted


def check_file(copy: Database) -> None:
    """Raise BackupError unless this is a whole SQLite file with our tables in it."""
    try:
        with copy.reading() as connection:
            whole = connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        ours = migrate.current(copy) is not None
    except Exception as error:
        raise BackupError(f"{copy.url.database} is no backup of Beside: {type(error).__name__}") from error
    if not whole or not ours:
        raise BackupError(f"{copy.url.database} is damaged, or no backup of Beside: take another one")


def _begin_anew(connection: Connection, now: int) -> None:
    connection.execute(update(schools).values(restoring=True, restored_at=now))
    for school, vault in connection.execute(select(vaults.c.school, vaults.c.vault)).all():
        here = (vaults.c.school == school) & (vaults.c.vault == vault)
        connection.execute(update(vaults).where(here).values(log_id=os.urandom(16)))


def _one_state(database: Database) -> Any:
    return database.reading(isolation=None if database.is_sqlite else "REPEATABLE READ")


def _copy(source: Connection, target: Connection, table: Any) -> int:
    for rows in _in_parts(source, table):
        target.execute(table.insert(), rows)
    return target.execute(select(func.count()).select_from(table)).scalar_one()


def _in_parts(source: Connection, table: Any) -> Iterator[list[dict[str, Any]]]:
    found = source.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table))
    for part in found.mappings().partitions():
        yield [dict(row) for row in part]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
