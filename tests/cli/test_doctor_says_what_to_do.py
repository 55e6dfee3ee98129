"""Of a database that does not answer or is open to all, and of a certificate: the doctor names the cause and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from server.cli import main
from tests.server.test_commands import make_certificate


def beside(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def finding(about: str) -> str:
    """The doctor's line about something, its words."""
    (line,) = [line for line in beside("doctor").output.splitlines() if line.split()[:2] == ["wrong", about]]
    return line.split(None, 2)[2]


def test_a_database_file_that_is_none_is_moved_away_before_a_backup_is_restored(data: Path, tmp_path: Path) -> None:
    beside("init")
    beside("backup", str(tmp_path / "copy"))
    file = data / "beside.sqlite3"
    file.write_bytes(b"what a bad disk left " * 100)
    for more in ("-wal", "-shm"):
        file.with_name(file.name + more).unlink(missing_ok=True)
    said = finding("database")
    assert said.startswith("it does not answer (file is not a database): stop the server, move ")
    assert said.endswith("then `beside restore` the newest backup")
    file.unlink()
    assert beside("restore", str(tmp_path / "copy"), "--yes").exit_code == 0


def test_a_database_that_this_user_may_not_write_belongs_to_another(data: Path) -> None:
    beside("init")
    file = data / "beside.sqlite3"
    file.unlink()
    file.mkdir()
    assert "run this as the user that serves, and let that user write" in finding("database")


def test_a_postgresql_that_does_not_answer_is_looked_for_where_the_setting_says(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside("init")
    monkeypatch.setenv("BESIDE_DATABASE", "postgresql://beside:tellnobody@127.0.0.1:1/beside")
    said = finding("database")
    assert "Connection refused" in said
    assert said.endswith("look whether it runs, lets this machine in, and is the one that BESIDE_DATABASE names")
    assert "tellnobody" not in said


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nowhere/school.sqlite3", "is in a folder that is not there: make the folder, or name another file"),
        ("folder", "is a folder: name a file in it"),
        ("school.sqlite3", "is not there: name the file that the server has, or run `beside init`"),
    ],
)
def test_an_sqlite_file_that_is_not_there_is_named_with_its_setting_and_none_is_made(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, words: str
) -> None:
    beside("init")
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setenv("BESIDE_DATABASE", f"sqlite:///{tmp_path / path}")
    assert finding("database") == f"{tmp_path / path}, which BESIDE_DATABASE names, {words}"
    assert sorted(tmp_path.rglob("*")) == before


def test_an_sqlite_file_that_is_another_s_may_be_the_wrong_one(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside("init")
    (tmp_path / "names.txt").write_text("a list of names\n" * 100)
    monkeypatch.setenv("BESIDE_DATABASE", f"sqlite:///{tmp_path / 'names.txt'}")
    assert finding("database").startswith(
        "it does not answer (file is not a database): name another file in BESIDE_DATABASE, or stop the server, move "
    )


@pytest.mark.parametrize("command", ["init", "serve", "backup", "worker"])
def test_a_folder_for_sqlite_that_is_not_there_ends_a_command_with_one_line(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    beside("init")
    monkeypatch.setenv("BESIDE_DATABASE", f"sqlite:///{tmp_path / 'nowhere' / 'school.sqlite3'}")
    said = beside(command)
    assert (said.exit_code, said.output.count("\n")) == (1, 1)
    assert said.output.startswith("Error: ")
    assert "BESIDE_DATABASE" in said.output or "`beside doctor` looks what is wrong" in said.output


def test_a_database_without_tables_is_prepared_and_not_backed_up(data: Path) -> None:
    beside("init")
    (data / "beside.sqlite3").unlink()
    (data / "beside.sqlite3").touch()
    assert finding("database") == "it is at nothing: run `beside init`"


def test_a_database_that_every_user_of_the_machine_can_read_is_said(data: Path) -> None:
    data.mkdir(mode=0o755)
    data.chmod(0o755)
    beside("init")
    (data / "beside.sqlite3").chmod(0o644)
    assert finding("secrets") == "others can read beside.sqlite3: chmod -R go= what is named"
    data.chmod(0o700)
    assert "ok     secrets" in beside("doctor").output


def lock(key: Path) -> None:
    """Give it a passphrase, which a service cannot be asked for."""
    loaded = load_pem_private_key(key.read_bytes(), None)
    key.write_bytes(loaded.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"passphrase")))


@pytest.mark.parametrize(
    ("spoil", "remedy"),
    [
        (
            Path.unlink,
            "is not there, or this user may not read it: renew it, or let the user that serves read it",
        ),
        (lambda key: key.write_bytes(b"\0"), "in PEM and without a passphrase: renew them"),
        (lock, "in PEM and without a passphrase: renew them"),
    ],
)
def test_a_certificate_that_cannot_be_served_with_is_said_by_the_doctor_and_by_serve(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], object], remedy: str
) -> None:
    beside("init")
    chain, key = make_certificate(tmp_path, days=30)
    spoil(key)
    monkeypatch.setenv("BESIDE_TLS_CERTIFICATE", str(chain))
    monkeypatch.setenv("BESIDE_TLS_KEY", str(key))
    assert finding("tls").endswith(remedy)
    said = beside("serve", "--tls")
    assert said.exit_code == 1
    assert said.output.startswith("Error: ")
    assert said.output.endswith(f"{remedy}\n")
