"""`beside recovery check`: the sheet is tried on everything, keeps nothing, and finds the device that lied to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.context import Server
from server.db import backup
from sync.client.house import share, withdraw
from sync.keys import sheet_words
from tests.devices.people import DeviceSchool, Person, lies_to_the_sheet, new_record


def check(words: list[str], *arguments: str) -> Result:
    """`beside recovery check`, with these words typed."""
    return CliRunner().invoke(main, ["recovery", "check", *arguments], input=" ".join(words) + "\n")


def sheets(devices: DeviceSchool) -> tuple[list[str], list[str]]:
    """The words of the recovery sheet and of the root sheet."""
    found = devices.people["head"].sheets
    assert found is not None
    return found.recovery, found.root


@pytest.mark.usefixtures("environment")
def test_the_sheet_reads_everything_that_anybody_wrote(devices: DeviceSchool, sam: Person, ward: Person) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    sam.write(case, record, happened="Settled.")
    other = devices.joins("priya", "mentor")
    devices.everybody_meets()
    share(ward.replica, case, other.member)
    devices.everybody_meets()
    withdraw(ward.replica, case, other.member)
    devices.everybody_meets()
    sam.write(case, record, happened="After.")
    devices.everybody_meets()
    said = check(sheets(devices)[0])
    assert said.exit_code == 0, said.output
    assert "It opens all 3 keys, and reads all 2 entries" in said.output
    assert "Settled" not in said.output
    assert " ".join(sheets(devices)[0][:3]) not in said.output


@pytest.mark.usefixtures("environment")
def test_a_device_that_hands_the_sheet_a_false_key_is_found_and_named(
    devices: DeviceSchool, sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    lies_to_the_sheet(sam.replica, monkeypatch)
    case = sam.replica.create_vault("case")
    sam.write(case, new_record(), happened="Nobody at the school is to read this.")
    sam.meets_the_server()
    assert [found.code for found in sam.replica.store.aside()] == []  # neither server nor clients can see it
    said = check(sheets(devices)[0])
    assert said.exit_code == 1
    assert "1 of 2 keys do not open, made by devices of: sam." in said.output
    assert "cannot read 1" in said.output


@pytest.mark.usefixtures("environment")
def test_a_later_true_key_reads_back_past_a_false_one(
    devices: DeviceSchool, sam: Person, ward: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as lying:
        lies_to_the_sheet(sam.replica, lying)
        case = sam.replica.create_vault("case")
        sam.write(case, new_record(), happened="Before.")
        sam.meets_the_server()
    other = devices.joins("priya", "mentor")
    devices.everybody_meets()
    share(ward.replica, case, other.member)
    devices.everybody_meets()
    withdraw(ward.replica, case, other.member)
    devices.everybody_meets()
    said = check(sheets(devices)[0])
    assert "made by devices of: sam." in said.output
    assert "it reads 1 entries, and cannot read 0" in said.output


@pytest.mark.usefixtures("environment")
def test_the_sheet_is_tried_on_a_backup_where_there_is_no_server(
    devices: DeviceSchool, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    devices.everybody_meets()
    backup.back_up(server.database, tmp_path / "copy")
    before = (tmp_path / "copy").read_bytes()
    monkeypatch.setenv("BESIDE_DATABASE", f"sqlite:///{tmp_path / 'no-such-thing'}")
    said = check(sheets(devices)[0], str(tmp_path / "copy"))
    assert said.exit_code == 0, said.output
    assert (tmp_path / "copy").read_bytes() == before
    (tmp_path / "letter").write_text("Dear colleagues")
    assert "is no backup of Beside" in check(sheets(devices)[0], str(tmp_path / "letter")).output


@pytest.mark.usefixtures("environment")
def test_what_is_wrong_with_the_words_is_said_without_quoting_them(devices: DeviceSchool) -> None:
    recovery, root = sheets(devices)
    smudged = [*recovery[:6], "smudge", *recovery[7:]]
    for words, told in (
        (recovery[:23], "a sheet has 24 words"),
        (smudged, "word 7 is not of the list"),
        ([recovery[1], recovery[0], *recovery[2:]], "the words do not belong together"),
        (root, "this is the root sheet"),
        (sheet_words(bytes(range(32))), "of another school"),
    ):
        said = check(words)
        assert said.exit_code == 1
        assert told in said.output
        assert "smudge" not in said.output
        assert " ".join(words[12:15]) not in said.output
