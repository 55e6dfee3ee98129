"""The doctor takes a backup for as old as it says that it is, whatever was copied since, and for a backup only what is one."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.clock import system_clock
from server.db.backup import back_up
from server.db.engine import Database

DAY = 24 * 3600 * 1000


def beside(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def folder(data: Path) -> Path:
    """Where the backups of a prepared server lie."""
    beside("init")
    return data / "backups"


def make(folder: Path, name: str, *, days_old: int) -> Path:
    """A backup made so many days ago, whose file is of this moment."""
    database = Database(f"sqlite:///{folder.parent / 'beside.sqlite3'}")
    back_up(database, folder / name, lambda: system_clock() - days_old * DAY)
    database.close()
    return folder / name


def found() -> list[str]:
    """What the doctor says of backups: state and words of each line."""
    lines = [line.split(None, 2) for line in beside("doctor").output.splitlines()]
    return [f"{state}: {text}" for state, about, text in lines if about == "backups"]


def test_a_backup_is_as_old_as_it_says_also_once_it_was_copied(folder: Path) -> None:
    old = make(folder, "nightly-2026-01-01.backup", days_old=9)
    shutil.copy(old, folder / "copied.backup")
    assert found() == ["wrong: the newest is 9 days old: run `beside backup`, and look into the server's log"]
    beside("backup")
    assert found() == ["ok: the newest is 0 hours old"]


@pytest.mark.parametrize("content", [b"", b"a list of names\n", b"SQLite format 3\0" + bytes(4000)])
def test_what_is_no_backup_is_said_to_be_none_and_counts_for_none(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "mine.backup").write_bytes(content)
    none = f"wrong: {folder / 'mine.backup'} is no backup, or a damaged one: move it away"
    assert found() == [none, "wrong: there is none: run `beside backup`, and keep a copy elsewhere"]
    beside("backup")
    assert found() == [none, "ok: the newest is 0 hours old"]
    assert (folder / "mine.backup").read_bytes() == content


def test_a_copy_of_the_database_itself_is_none_and_nothing_is_written_beside_it(data: Path, folder: Path) -> None:
    folder.mkdir()
    shutil.copy(data / "beside.sqlite3", folder / "copy.backup")
    assert found()[0] == f"wrong: {folder / 'copy.backup'} is no backup, or a damaged one: move it away"
    assert [path.name for path in folder.iterdir()] == ["copy.backup"]


def test_the_half_of_a_backup_is_none(folder: Path) -> None:
    whole = make(folder, "whole.backup", days_old=0)
    (folder / "half.backup").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert found() == [
        f"wrong: {folder / 'half.backup'} is no backup, or a damaged one: move it away",
        "ok: the newest is 0 hours old",
    ]


def change(backup: Path, statement: str) -> None:
    connection = sqlite3.connect(backup)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_backup_that_does_not_say_when_it_was_made_counts_for_no_fresh_one(folder: Path) -> None:
    change(make(folder, "earlier.backup", days_old=0), "ALTER TABLE backup DROP COLUMN made_at")
    assert found() == ["wrong: none says when it was made, which an older Beside did not write: run `beside backup`"]


@pytest.mark.parametrize("instant", ["-1", "9e18", "'noon'", "253402300800000"])
def test_a_time_that_is_none_is_of_a_damaged_backup(folder: Path, instant: str) -> None:
    change(make(folder, "odd.backup", days_old=0), f"UPDATE backup SET made_at = {instant}")
    assert found()[0] == f"wrong: {folder / 'odd.backup'} is no backup, or a damaged one: move it away"


def test_a_backup_of_a_day_to_come_does_not_count_as_fresh(folder: Path) -> None:
    make(folder, "ahead.backup", days_old=-400)
    (said,) = found()
    assert said.startswith(f"wrong: one in {folder} says that it was made on ")
    assert said.endswith(", which is to come: set the clock, or move it away")
