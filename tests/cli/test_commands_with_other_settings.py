"""Whoever runs a command without the server's settings is told so before anything is made, changed or asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.db import migrate


def beside(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize(
    "arguments", [("migrate",), ("backup",), ("recovery", "check"), ("recovery", "read", "record")]
)
def test_where_there_is_no_school_that_is_said_and_none_is_made(data: Path, arguments: tuple[str, ...]) -> None:
    said = beside(*arguments)
    assert said.exit_code == 1
    assert said.output == (
        f"Error: there is no school in {data}: the settings are not those of the server, or run `beside init`\n"
    )
    assert not data.exists()


def test_an_empty_database_is_not_migrated_but_prepared(data: Path) -> None:
    data.mkdir()
    (data / "beside.sqlite3").touch()
    assert beside("migrate").output == "Error: the database is at nothing: run `beside init`\n"


def test_migrating_what_is_of_this_version_says_that_there_was_nothing_to_do(data: Path) -> None:
    beside("init")
    expected = f"The database is at {migrate.newest()} already, this version's: there was nothing to do.\n"
    assert beside("migrate").output == expected


def test_a_secret_that_is_not_there_is_named_by_its_whole_path(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.mkdir()
    monkeypatch.chdir(data.parent)
    monkeypatch.setenv("BESIDE_DATA", data.name)
    said = beside("serve").output
    assert said.startswith(
        f"Error: {data / 'secrets' / 'server'} is missing: run `beside init`, or, where there is a school"
    )


def test_a_setting_that_was_mistyped_is_told_apart(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BESIDE_PROT", "8480")
    assert (
        "BESIDE_PROT is no setting of Beside: see docs/settings.md; perhaps BESIDE_PORT is meant"
        in beside("doctor").output
    )


def test_the_list_of_commands_says_each_in_a_whole_sentence(data: Path) -> None:
    for arguments in (["--help"], ["recovery", "--help"]):
        listed = beside(*arguments).output.partition("Commands:")[2]
        assert listed
        assert "..." not in listed
