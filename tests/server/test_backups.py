"""A backup holds all that is kept, is whole or not there, and can be restored into a database of either kind."""

import random
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from server.db import backup, migrate
from server.db.backup import PASSING, BackupError, back_up, restore
from server.db.engine import Database
from tests.server.database_rows import fill, rows

NOW = 1_800_000_000_000


def clock() -> int:
    return NOW


def kept(database: Database) -> dict[str, object]:
    """Every row that a backup holds, but for what a restore sets anew."""
    found = rows(database)
    for table in PASSING:
        del found[table.name]
    (school,) = found.pop("schools")
    (vault,) = found.pop("vaults")
    return {**found, "school": (school[0], school[1], school[2]), "vault": (*vault[:4], *vault[5:])}


@pytest.fixture
def filled(database: Database) -> Database:
    fill(database)
    return database


def test_what_was_backed_up_is_restored_row_for_row(filled: Database, tmp_path: Path) -> None:
    before = kept(filled)
    back_up(filled, tmp_path / "backup")
    migrate.downgrade(filled, "base")
    restore(filled, tmp_path / "backup", clock)
    assert kept(filled) == before


def test_a_backup_of_one_kind_of_database_is_restored_into_the_other(filled: Database, tmp_path: Path) -> None:
    before = kept(filled)
    back_up(filled, tmp_path / "backup")
    other = Database(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    restore(other, tmp_path / "backup", clock)
    assert kept(other) == before
    other.close()


def test_a_backup_of_an_older_database_is_restored_as_what_that_is_brought_up_to(
    filled: Database, tmp_path: Path
) -> None:
    for revision in [step.revision for step in ScriptDirectory(str(migrate.MIGRATIONS)).walk_revisions()]:
        migrate.downgrade(filled, revision)
        back_up(filled, tmp_path / revision)
        assert migrate.current(filled) == revision
        migrate.upgrade(filled)
        other = Database(f"sqlite:///{tmp_path / f'{revision}.sqlite3'}")
        restore(other, tmp_path / revision, clock)
        assert kept(other) == kept(filled), f"at {revision}"
        other.close()


def test_after_a_restore_every_log_has_a_new_id_and_the_school_waits_for_its_devices(
    filled: Database, tmp_path: Path
) -> None:
    (vault_before,) = rows(filled)["vaults"]
    back_up(filled, tmp_path / "backup")
    restore(filled, tmp_path / "backup", clock)
    (school,), (vault,) = rows(filled)["schools"], rows(filled)["vaults"]
    assert school[3:5] == (True, NOW)
    assert vault[4] != vault_before[4]


def test_a_restored_server_lets_nobody_in_who_was_in_before(filled: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup")
    restore(filled, tmp_path / "backup", clock)
    assert all(rows(filled)[table.name] == [] for table in PASSING)


def test_a_restore_replaces_what_was_written_since(filled: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup")
    before = kept(filled)
    with filled.writing() as connection:
        connection.exec_driver_sql("DELETE FROM entries")
    restore(filled, tmp_path / "backup", clock)
    assert kept(filled) == before


def test_no_backup_is_ever_overwritten(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "backup").write_bytes(b"precious")
    with pytest.raises(BackupError, match="choose another name"):
        back_up(filled, tmp_path / "backup")
    assert (tmp_path / "backup").read_bytes() == b"precious"


def test_a_backup_is_readable_by_its_owner_alone(filled: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600


def test_nobody_else_reads_a_backup_while_it_is_written(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, modes, copy_all = tmp_path / "folder", set[int](), backup._copy_all

    def looked_at(source: Connection, target: Connection | None) -> tuple[dict[str, int], bytes]:
        copied = copy_all(source, target)
        modes.update(path.stat().st_mode & 0o777 for path in folder.iterdir())
        return copied

    monkeypatch.setattr(backup, "_copy_all", looked_at)
    back_up(filled, folder / "backup")
    assert modes == {0o600}


def test_a_backup_that_fails_half_way_leaves_nothing_behind(filled: Database, tmp_path: Path) -> None:
    with filled.writing() as connection:
        connection.exec_driver_sql("DROP TABLE vault_members")
    with pytest.raises(Exception, match="vault_members"):
        back_up(filled, tmp_path / "folder" / "backup")
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0" + bytes(4000)])
def test_what_is_no_backup_is_refused_and_nothing_is_lost(filled: Database, tmp_path: Path, content: bytes) -> None:
    before = rows(filled)
    (tmp_path / "backup").write_bytes(content)
    with pytest.raises(BackupError):
        restore(filled, tmp_path / "backup", clock)
    assert rows(filled) == before


def test_a_backup_that_a_bad_disk_changed_is_refused_or_restored_without_a_flaw(
    filled: Database, tmp_path: Path, run_seed: int
) -> None:
    before = kept(filled)
    back_up(filled, tmp_path / "backup")
    whole = (tmp_path / "backup").read_bytes()
    places = [place for place in range(len(whole)) if whole[place]]
    refused = 0
    for place in random.Random(run_seed).sample(places, 60):
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        (tmp_path / "backup").write_bytes(damaged)
        try:
            restore(filled, tmp_path / "backup", clock)
        except BackupError:
            refused += 1
        assert kept(filled) == before
    assert refused > 0
