"""`beside recovery read`: the sheet answers a parent, a court or an inspector when nobody else can."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from server.cli import main
from server.context import Server
from server.db import backup
from server.db.tables import entries
from sync.client.house import share, withdraw
from sync.entry import Kind, encode, parse
from sync.records import delete_changes
from tests.devices.people import DeviceSchool, Person, lies_to_the_sheet, new_record


def read(
    devices: DeviceSchool, folder: Path, *arguments: str, whose: str = "", words: list[str] | None = None
) -> Result:
    """`beside recovery read`, with the sheet's words (or others) and a name typed."""
    sheets = devices.people["head"].sheets
    assert sheets is not None
    typed = " ".join(words or sheets.recovery) + "\n" + whose + "\n"
    return CliRunner().invoke(main, ["recovery", "read", str(folder), *arguments], input=typed)


def opens_a_case(person: Person, pupil: str) -> bytes:
    """A case with its pupil's name."""
    case = person.replica.create_vault("case")
    person.write(case, new_record(), _form="case", name=pupil)
    return case


@pytest.mark.usefixtures("environment")
def test_a_case_is_written_out_as_its_readers_see_it(
    devices: DeviceSchool, sam: Person, ward: Person, tmp_path: Path
) -> None:
    case, note = opens_a_case(sam, "Pip Quince"), new_record()
    sam.write(
        case, note, _form="session", date="2026-11-20", kind="pair", minutes=25, happened="Used the card <twice>."
    )
    devices.everybody_meets()
    other = devices.joins("priya", "mentor")
    devices.everybody_meets()
    share(ward.replica, case, other.member)
    devices.everybody_meets()
    withdraw(ward.replica, case, other.member)
    devices.everybody_meets()
    sam.write(case, note, next_step="Card for science too.")
    ward.write(case, note, next_step="Wait for the review.")
    devices.everybody_meets()
    said = read(devices, tmp_path / "out")
    assert said.exit_code == 0, said.output
    assert "Pip" not in said.output
    page = (tmp_path / "out" / "case-001.html").read_text(encoding="utf-8")
    for told in (
        "<h1>Pip Quince</h1>",
        "Session note, 20 November 2026",
        "Used the card &lt;twice&gt;.",
        "<dd>pair</dd>",
        "<dd>25</dd>",
        "1 of 2 versions: ",
        "Card for science too.",
        "Wait for the review.",
        "last written by",
    ):
        assert told in page, told
    kept = json.loads((tmp_path / "out" / "case-001.json").read_text(encoding="utf-8"))
    assert sorted(kept["records"][1]["leaves"]["next_step"]) == ["Card for science too.", "Wait for the review."]


@pytest.mark.usefixtures("environment")
def test_one_pupils_record_is_found_by_a_part_of_the_name_and_no_other_is_written(
    devices: DeviceSchool, sam: Person, tmp_path: Path
) -> None:
    opens_a_case(sam, "Pip Quince")
    opens_a_case(sam, "Tansy Larkin")
    devices.everybody_meets()
    assert read(devices, tmp_path / "one", whose="quin").exit_code == 0
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "one").iterdir())
    assert "Pip Quince" in written
    assert "Tansy" not in written
    said = read(devices, tmp_path / "none", whose="Nobody Such")
    assert said.exit_code == 1
    assert "no case has such a name. Nothing was written." in said.output
    assert not (tmp_path / "none").exists()


@pytest.mark.usefixtures("environment")
def test_what_was_deleted_or_was_about_somebody_else_is_counted_and_not_shown(
    devices: DeviceSchool, sam: Person, tmp_path: Path
) -> None:
    case, wrong, gone = opens_a_case(sam, "Pip Quince"), new_record(), new_record()
    sam.write(case, wrong, _form="session", date="2026-11-20", happened="Of Tansy Larkin.")
    sam.write(case, wrong, _withdrawn_at="2026-11-21T09:00:00.000+00:00")
    sam.write(case, gone, _form="session", date="2026-11-20", happened="Typed by mistake.")
    sam.replica.save(case, delete_changes(sam.replica.state(case), gone))
    devices.everybody_meets()
    assert read(devices, tmp_path / "out").exit_code == 0
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert "2 records were deleted, or taken out as about somebody else, and are not shown" in written
    assert "Tansy" not in written
    assert "by mistake" not in written


@pytest.mark.usefixtures("environment")
def test_only_whoever_ran_it_can_look_into_the_folder_and_a_folder_that_is_there_is_left_alone(
    devices: DeviceSchool, sam: Person, tmp_path: Path
) -> None:
    opens_a_case(sam, "Pip Quince")
    devices.everybody_meets()
    assert read(devices, tmp_path / "out").exit_code == 0
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()} == {0o600}
    assert not any("pip" in path.name.casefold() for path in (tmp_path / "out").iterdir())
    again = read(devices, tmp_path / "out")
    assert again.exit_code == 1
    assert "is there already" in again.output


@pytest.mark.usefixtures("environment")
def test_what_somebody_put_into_the_database_is_not_read_out_as_the_schools_word(
    devices: DeviceSchool, sam: Person, server: Server, tmp_path: Path
) -> None:
    case, note = opens_a_case(sam, "Pip Quince"), new_record()
    sam.write(case, note, _form="session", date="2026-11-20", happened="As it was.")
    devices.everybody_meets()
    with server.database.writing() as connection:
        rows = [(row.seq, row.number, parse(row.entry)) for row in connection.execute(select(entries))]
        seq, number, entry = max(
            (row for row in rows if row[2].header.kind is Kind.OP and row[2].header.vault == case),
            key=lambda row: row[0],
        )
        # One bit of what was sealed is another: it opens no more, and nobody signed it so.
        forged = encode(entry)[:-1] + bytes([encode(entry)[-1] ^ 1])
        here = (entries.c.seq == seq) & (entries.c.number == number)
        connection.execute(update(entries).where(here).values(entry=forged))
    backup.back_up(server.database, tmp_path / "copy")
    said = read(devices, tmp_path / "out", str(tmp_path / "copy"))
    assert said.exit_code == 0, said.output
    written = (tmp_path / "out" / "case-001.html").read_text(encoding="utf-8")
    assert "1 are not by anybody who was allowed to make them" in written
    assert "As it was." not in written


@pytest.mark.usefixtures("environment")
def test_whoever_mistypes_a_word_tries_again_with_the_same_folder(
    devices: DeviceSchool, sam: Person, tmp_path: Path
) -> None:
    opens_a_case(sam, "Pip Quince")
    devices.everybody_meets()
    assert read(devices, tmp_path / "out", words=["smudge"] * 24).exit_code == 1
    assert not (tmp_path / "out").exists()
    assert read(devices, tmp_path / "out").exit_code == 0


@pytest.mark.usefixtures("environment")
def test_a_row_that_was_taken_away_is_in_neither_file(devices: DeviceSchool, sam: Person, tmp_path: Path) -> None:
    case, record, row = sam.replica.create_vault("case"), new_record(), new_record()
    sam.write(case, record, _form="case", name="Pip Quince", **{f"carers/{row}/name": "Not their aunt"})
    sam.replica.save(case, delete_changes(sam.replica.state(case), record, f"carers/{row}"))
    devices.everybody_meets()
    assert read(devices, tmp_path / "out").exit_code == 0
    assert "Not their aunt" not in "".join(path.read_text("utf-8") for path in (tmp_path / "out").iterdir())


@pytest.mark.usefixtures("environment")
def test_a_case_whose_name_cannot_be_opened_is_not_passed_over_in_silence(
    devices: DeviceSchool, sam: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens_a_case(sam, "Tansy Larkin")
    lies_to_the_sheet(sam.replica, monkeypatch)
    opens_a_case(sam, "Pip Quince")
    devices.everybody_meets()
    said = read(devices, tmp_path / "out", whose="pip")
    assert said.exit_code == 1
    assert "1 cases have no name that the sheet opens" in said.output
