"""A file or a folder that cannot be used ends a command with one line that names it and says what to do, never with a trace."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main


def beside(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def refusal(number: int, path: Path | None) -> OSError:
    """As the system says it."""
    return OSError(number, os.strerror(number), *([] if path is None else [str(path)]))


def refuse(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    """Whoever looks for the server's secret is told so: tests may run as a user to whom nothing is refused."""

    def server_secret(_settings: object) -> bytes:
        raise error

    monkeypatch.setattr("server.settings.Settings.server_secret", server_secret)


@pytest.mark.parametrize("command", ["init", "migrate", "backup"])
def test_a_data_folder_that_is_a_file_is_said_in_one_line(data: Path, command: str) -> None:
    data.write_text("a file\n")
    said = beside(command)
    assert said.exit_code == 1
    assert said.output.startswith("Error: ")
    assert said.output.count("\n") == 1


def test_a_backup_that_cannot_be_put_where_it_was_asked_for_names_the_place(data: Path, tmp_path: Path) -> None:
    beside("init")
    (tmp_path / "file").touch()
    said = beside("backup", str(tmp_path / "file" / "copy"))
    assert said.exit_code == 1
    assert said.output.startswith(f"Error: {tmp_path / 'file'}")
    assert said.output.endswith("; look at BESIDE_DATA and BESIDE_DATABASE, and at what the command was given\n")


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_command_of_another_user_than_serves_is_told_whose_it_is(
    data: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    refuse(monkeypatch, refusal(errno.EACCES, data / "secrets" / "server"))
    said = beside(command)
    assert said.exit_code == 1
    assert said.output == (
        f"Error: {data / 'secrets' / 'server'}: Permission denied; "
        "run this as the user that serves, or let that user read and write there\n"
    )


def test_doctor_of_another_user_than_serves_finds_just_that(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, refusal(errno.EACCES, data / "secrets" / "server"))
    said = beside("doctor")
    assert said.exit_code == 1
    assert said.output.startswith(f"wrong  settings   {data / 'secrets' / 'server'}: Permission denied; run this as")


def test_doctor_goes_on_after_a_file_that_it_may_not_look_at(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside("init")

    def refused(_settings: object) -> Path:
        raise refusal(errno.EACCES, data / "backups")

    monkeypatch.setattr("server.cli.findings_of_backups.backups_folder", refused)
    said = beside("doctor")
    assert f"wrong  files      {data / 'backups'}: Permission denied; run this as" in said.output
    assert "ok     database" in said.output


def test_a_full_disk_is_said_although_no_file_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, refusal(errno.ENOSPC, None))
    assert beside("serve").output == "Error: No space left on device; make room, and run it again\n"


def test_what_is_no_file_s_fault_keeps_its_trace(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, refusal(errno.ECONNRESET, None))
    assert isinstance(beside("serve").exception, ConnectionResetError)
