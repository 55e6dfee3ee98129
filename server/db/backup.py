"""Backups: the rows of a database, of either kind, in one SQLite file; and back.

The file is written by the same migrations as a database of ours, from one state of the database, while the server runs.
It holds no sessions, codes, challenges or counters: a restored server lets nobody in who has not signed in anew. It holds
no secret of the server's and no certificate: keep those apart. Records in it are sealed as everywhere.

One more table, `backup`, holds a SHA-256 over every row: what a bad disk made of a backup is not restored. It says too when the
backup was made, for a file's own time is that of its last copy.

A restore gives every log a new id and sets each school `restoring`: its devices then give back what was written since.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, MetaData, Table, delete, func, select, text, update
from sqlalchemy.exc import DatabaseError, DBAPIError, MultipleResultsFound, NoResultFound

from server.clock import Clock, system_clock
from server.db import migrate
from server.db.engine import Database
from server.db.tables import (
    alarm_clocks,
    alarm_tests,
    deliveries,
    device_codes,
    held,
    metadata,
    pending_devices,
    rates,
    safety_notes,
    schools,
    sessions,
    spent_challenges,
    vaults,
    visits,
)

PASSING: Final = frozenset(
    {
        sessions, device_codes, pending_devices, held, rates, spent_challenges,
        visits, safety_notes, alarm_tests, alarm_clocks, deliveries,
    }
)  # fmt: skip
"""Tables whose rows are of the day. A safety note is promised to be gone a day after the visit, and so is in no backup."""
KEPT: Final = tuple(table for table in metadata.sorted_tables if table not in PASSING)
ROWS_AT_ONCE: Final = 500
NO_INSTANT_FROM: Final = 253_402_300_800_000
"""The year 10000: what a bad disk made of an instant."""


class BackupError(Exception):
    """A backup that could not be made or is not one; the message says what to do."""


def back_up(database: Database, target: Path, clock: Clock = system_clock) -> dict[str, int]:
    """Write a backup to `target`, which must not exist; the rows of each table. Either the whole file is there or none. That of a
    database of an older Beside is one of this: it is as if the database had been brought up before."""
    if target.exists():
        raise BackupError(f"{target} exists: choose another name, so that no backup is overwritten")
    found = migrate.current(database)
    if found is None or migrate.is_newer(found):
        # Of a newer one the backup would lack whatever this version knows nothing of.
        raise BackupError(f"nothing is backed up: the database is at {found or 'nothing'}; {migrate.remedy(found)}")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    made, is_ours = {"made_at": clock()}, found == migrate.newest()
    part.touch(mode=0o600)  # from its first byte on: the folder may be anybody's
    try:
        copy = Database(f"sqlite:///{part.absolute()}", journal="DELETE")
        try:
            counted, digest = _copy_whole(database, copy) if is_ours else _copy_older(database, found, copy)
            with copy.writing() as connection:
                connection.execute(_MAKE_TABLE)
                connection.execute(_SAY, made | {"digest": digest})
        finally:
            copy.close()
        _sync(part)
        part.rename(target)
        _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return counted


def _copy_whole(database: Database, copy: Database) -> tuple[dict[str, int], bytes]:
    migrate.upgrade(copy)
    with database.reading(one_state=True) as source, copy.writing() as connection:
        return _copy_all(source, connection)


def _copy_older(database: Database, revision: str, copy: Database) -> tuple[dict[str, int], bytes]:
    """Copy into the tables of that revision, as they were then, and bring up the copy as the database will be."""
    migrate.upgrade(copy, revision)
    passing = {table.name for table in PASSING}
    with database.reading(one_state=True) as source, copy.writing() as connection:
        then = MetaData()
        then.reflect(connection, only=lambda name, _: name not in passing and name != "alembic_version")
        for table in then.sorted_tables:
            for rows in _in_parts(source, table):
                connection.execute(table.insert(), rows)
    migrate.upgrade(copy)
    with copy.reading() as connection:
        return _copy_all(connection, None)


_MAKE_TABLE: Final = text("CREATE TABLE backup (digest BLOB NOT NULL, made_at INTEGER NOT NULL)")
_SAY: Final = text("INSERT INTO backup (digest, made_at) VALUES (:digest, :made_at)")


def restore(database: Database, source: Path, clock: Clock) -> dict[str, int]:
    """Replace everything in `database` by what the backup holds, in one transaction; the rows of each table.

    Raises BackupError for a file that is damaged, no backup of ours, or of another version. The backup itself is not changed.
    """
    _check_file(source)
    migrate.upgrade(database)
    copy = _as_it_lies(source)
    try:
        digest = _digest_of(copy, source)
        with copy.reading() as backup, database.writing() as connection:
            for table in metadata.sorted_tables:
                connection.execute(delete(table))
            try:
                counted, found = _copy_all(backup, connection)
            except (DatabaseError, ValueError) as error:
                raise BackupError(f"{source} is damaged: take another backup") from error
            if found != digest:
                raise BackupError(f"{source} is damaged: take another backup")
            _begin_anew(connection, clock())
    finally:
        copy.close()
    return counted


def open_backup(source: Path) -> Database:
    """A backup to be read as it lies there. Raises BackupError for what is none, or of another version."""
    _check_file(source)
    copy = _as_it_lies(source)
    try:
        _digest_of(copy, source)
    except BackupError:
        copy.close()
        raise
    return copy


def made_at(source: Path) -> int | None:
    """The instant at which a backup says that it was made; None for one of an older Beside, which does not say. Whether the rest
    is whole is not looked at. Raises BackupError for what is no backup, OSError for what may not be read."""
    source.open("rb").close()
    # Of a copy of a server's own database SQLite would make files beside it, if it were not told that nobody changes it.
    copy = _as_it_lies(source, "&immutable=1")
    try:
        with copy.reading() as connection:
            said = connection.execute(text("SELECT * FROM backup")).mappings().one()
    except (DBAPIError, NoResultFound, MultipleResultsFound) as error:
        raise BackupError(f"{source} is no backup of Beside, or a damaged one: {type(error).__name__}") from error
    finally:
        copy.close()
    instant = said.get("made_at")
    if "made_at" in said and not (isinstance(instant, int) and 0 <= instant < NO_INSTANT_FROM):
        raise BackupError(f"{source} is damaged: take another backup")
    return instant


def _check_file(source: Path) -> None:
    if source.is_dir():
        raise BackupError(f"{source} is a folder: name a backup in it")
    if not source.is_file():
        raise BackupError(f"{source} is not there")


def _as_it_lies(source: Path, more: str = "") -> Database:
    return Database(f"sqlite:///file:{source.absolute()}?mode=ro&uri=true{more}", journal=None)


def visits_watched(database: Database) -> int:
    """How many visits are armed: a restore ends that, for no backup holds them. 0 where the database has no tables yet."""
    if migrate.current(database) != migrate.newest():
        return 0
    with database.reading() as connection:
        return connection.execute(
            select(func.count()).select_from(visits).where(visits.c.checked_in_at.is_(None))
        ).scalar_one()


def _digest_of(copy: Database, source: Path) -> bytes:
    try:
        version = migrate.current(copy)
        with copy.reading() as connection:
            digest: bytes = connection.execute(text("SELECT digest FROM backup")).scalar_one()
    except Exception as error:
        raise BackupError(f"{source} is no backup of Beside, or a damaged one: {type(error).__name__}") from error
    if version != migrate.newest():
        raise BackupError(f"{source} is of another version: install that version of Beside, restore, then upgrade")
    return digest


def _begin_anew(connection: Connection, now: int) -> None:
    connection.execute(update(schools).values(restoring=True, restored_at=now))
    for school, vault in connection.execute(select(vaults.c.school, vaults.c.vault)).all():
        here = (vaults.c.school == school) & (vaults.c.vault == vault)
        connection.execute(update(vaults).where(here).values(log_id=os.urandom(16)))


def _copy_all(source: Connection, target: Connection | None) -> tuple[dict[str, int], bytes]:
    """Copy every row that is kept, or only look at it; how many of each table, and the SHA-256 over them all."""
    digest = sha256()
    counted = {}
    for table in KEPT:
        counted[table.name] = 0
        digest.update(table.name.encode())
        for rows in _in_parts(source, table):
            for row in rows:
                digest.update(repr(tuple(row.values())).encode())
            if target is not None:
                target.execute(table.insert(), rows)
            counted[table.name] += len(rows)
    return counted, digest.digest()


def _in_parts(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query = select(table).order_by(*table.primary_key.columns)
    found = source.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
    for part in found.mappings().partitions():
        yield [dict(row) for row in part]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
