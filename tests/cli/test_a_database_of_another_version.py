"""A database that an older or a newer Beside left, or that is none yet: each command says what to do and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.db import migrate
from server.db.engine import Database

NEWER = "it is of a newer Beside: install that again, or restore a backup of this version's into an empty database"

OLDER = "The database is of an older Beside, and the backup of this one: now run `beside migrate`."


def beside(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def database(data: Path) -> Iterator[Database]:
    """That of a server that was prepared."""
    beside("init")
    database = Database(f"sqlite:///{data / 'beside.sqlite3'}")
    yield database
    database.close()


@pytest.fixture
def newer(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9998'")


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "init", "backup", "doctor"])
def test_a_database_of_a_newer_version_is_left_alone_and_needs_that_version(newer: None, command: str) -> None:
    said = beside(command)
    assert said.exit_code == 1
    assert NEWER in said.output
    assert "beside migrate" not in said.output


def test_nothing_is_restored_over_a_database_of_a_newer_version(data: Path, tmp_path: Path) -> None:
    beside("init")
    beside("backup", str(tmp_path / "copy"))
    database = Database(f"sqlite:///{data / 'beside.sqlite3'}")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9998'")
    database.close()
    said = beside("restore", str(tmp_path / "copy"), "--yes")
    assert said.exit_code == 1
    assert NEWER in said.output


def test_an_older_database_is_backed_up_before_it_is_migrated_and_that_the_older_cannot_read_it_is_said(
    database: Database, tmp_path: Path
) -> None:
    migrate.downgrade(database, "0001")
    said = beside("backup", str(tmp_path / "copy"))
    assert said.exit_code == 0, said.output
    assert OLDER in said.output
    assert migrate.current(database) == "0001"
    assert beside("migrate").output == f"The database was at 0001 and is at {migrate.newest()}.\n"
    assert beside("restore", str(tmp_path / "copy"), "--yes").exit_code == 0
    assert OLDER not in beside("backup", str(tmp_path / "another")).output


def test_a_backup_with_other_settings_than_the_servers_says_so_and_makes_no_database(data: Path) -> None:
    said = beside("backup")
    assert said.exit_code == 1
    assert f"there is no school in {data}: the settings are not those of the server" in said.output
    assert not data.exists()


def test_a_database_without_tables_is_not_backed_up(data: Path, tmp_path: Path) -> None:
    data.mkdir()
    (data / "beside.sqlite3").touch()
    said = beside("backup", str(tmp_path / "copy"))
    assert said.exit_code == 1
    assert "nothing is backed up: the database is at nothing; run `beside init`" in said.output
