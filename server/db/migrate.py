"""Bring a database to this version's tables, or to an older version's.

SQLite's changes of tables are transactional here, as PostgreSQL's are: a migration that fails leaves what was there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from server.db.engine import Database
from server.db.tables import metadata

MIGRATIONS: Final = Path(__file__).parent / "migrations"


class NewerError(Exception):
    """The database was brought to the tables of a newer Beside than this; the message says what to do."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The revision that this version of Beside works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def current(database: Database) -> str | None:
    """The database's revision; None for one that holds nothing of ours."""
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_newer(found: str | None) -> bool:
    """Whether a revision is of a newer Beside: revisions are numbered, in four digits."""
    return found is not None and found > newest()


def remedy(found: str | None) -> str:
    """What to do about a database that is at `found` and not at `newest()`."""
    if found is None:
        return "run `beside init`"
    if is_newer(found):
        return (
            "it is of a newer Beside: install that again, or restore a backup of this version's into an empty database"
        )
    return "run `beside backup`, then `beside migrate`"


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database up to `revision`. Raises NewerError for one that only a newer Beside understands."""
    found = current(database)
    if is_newer(found):
        raise NewerError(f"the database is at {found}, not {newest()}: {remedy(found)}")
    with database.writing() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Bring the database back to `revision`; "base" removes every table."""
    with database.writing() as connection:
        command.downgrade(_config(connection), revision)


def differences(database: Database) -> list[object]:
    """What the database's tables lack of, or have beyond, this version's. Empty when they agree."""
    with database.reading() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))
