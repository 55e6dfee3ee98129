"""A database is brought up and back without losing a row, on SQLite and on PostgreSQL."""

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from server.db import migrate
from server.db.engine import PAGE_SIZE, Database
from tests.server.database_rows import fill, rows


def revisions() -> list[str]:
    """Every revision, oldest first."""
    script = ScriptDirectory(str(migrate.MIGRATIONS))
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


def test_an_empty_database_has_no_revision_and_gets_the_newest(empty_database: Database) -> None:
    assert migrate.current(empty_database) is None
    migrate.upgrade(empty_database)
    assert migrate.current(empty_database) == migrate.newest() == revisions()[-1]


def test_the_migrations_make_exactly_the_tables_of_this_version(database: Database) -> None:
    assert migrate.differences(database) == []


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    fill(database)
    before = rows(database)
    migrate.upgrade(database)
    assert rows(database) == before


def test_every_step_back_and_forth_keeps_every_row_that_the_older_version_has_a_place_for(database: Database) -> None:
    fill(database)
    before = rows(database)
    for revision in reversed(revisions()):
        migrate.downgrade(database, revision)
        with database.reading() as connection:
            there = set(inspect(connection).get_table_names())
        migrate.upgrade(database)
        expected = {name: found if name in there else [] for name, found in before.items()}
        assert rows(database) == expected, f"down to {revision} and up again"


def test_going_back_to_the_beginning_leaves_no_table_of_ours(database: Database) -> None:
    fill(database)
    migrate.downgrade(database, "base")
    with database.reading() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}


def test_a_change_of_tables_that_fails_half_way_leaves_what_was_there(database: Database) -> None:
    fill(database)
    before = rows(database)

    def power_cut() -> None:
        with database.writing() as connection:
            connection.execute(text("DROP TABLE entries"))
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        power_cut()
    assert rows(database) == before


def test_sqlite_keeps_a_commit_through_a_power_cut_and_packs_records_tightly(database: Database) -> None:
    if not database.is_sqlite:
        return
    with database.reading() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "page_size")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "page_size": PAGE_SIZE}
