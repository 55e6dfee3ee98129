"""`beside recovery check`: whether the printed recovery sheet is legible, this school's, and reads everything. `beside recovery
read`: what it reads, written out for whoever may ask for it.

The words are asked for, never given as an argument or by the environment, and kept nowhere. Whoever has them and this
server's data can read every record, so that this is best done on a machine that the school trusts, on a copy of a backup.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, select

from server.cli.asked import database_of, school_or_end, settings_or_end
from server.db.backup import BackupError, open_backup
from server.db.engine import Database
from server.db.tables import accounts, entries, school_entries, schools, vaults
from server.disclosure import WrittenSchool, write
from sync.client.by_sheet import read_vault
from sync.encoding import Malformed
from sync.entry import Entry, parse
from sync.keys import sheet_secret
from sync.recovery import Checked, check_vault
from sync.roster import School
from sync.school import append
from sync.school_entry import parse as parse_school_entry


@click.group()
def recovery() -> None:
    """The school's printed recovery sheet."""


@recovery.command(short_help="Try the sheet on everything that is kept.")
@click.argument("backup", type=click.Path(path_type=Path), required=False)
def check(backup: Path | None) -> None:
    """Ask for the sheet's 24 words, and try them on everything in the database, or in the file BACKUP."""
    with _opened(backup) as database:
        secret = _asked()
        with database.reading(one_state=True) as connection:
            school = _whose(connection, secret)
            found = _checked(connection, school, X25519PrivateKey.from_private_bytes(secret))
            _say(found, _makers(connection, school, found))


@recovery.command(short_help="Write a pupil's record out, in clear.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("backup", type=click.Path(path_type=Path), required=False)
def read(folder: Path, backup: Path | None) -> None:
    """Ask for the sheet's 24 words, and write a pupil's record, or everybody's, in clear into the new FOLDER.

    For a parent, a court or an inspector whom nobody at the school can answer otherwise. It reads the database, or the file
    BACKUP.
    """
    _refuse_what_is_there(folder)
    with _opened(backup) as database:
        secret = _asked()
        wanted: str = click.prompt(
            "Whose record? A part of the name, or nothing for everybody's", default="", show_default=False
        )
        with database.reading(one_state=True) as connection:
            school = _whose(connection, secret)
            written = _read(connection, school, X25519PrivateKey.from_private_bytes(secret))
    found = written.cases(wanted)
    if written.nameless:
        click.echo(
            f"{written.nameless} cases have no name that the sheet opens: `beside recovery check` says whose doing that is."
        )
    if not found:
        raise click.ClickException("no case has such a name. Nothing was written.")
    _make(folder)
    write(folder, written, found, now=datetime.now(UTC))
    records = sum(len(case.reading.records) for case in found)
    click.echo(f"{records} records of {len(found)} cases and diaries, in clear: open {folder / 'index.html'}.")
    click.echo("Read them before you hand them over: a record may name others. Delete the folder afterwards.")


def _refuse_what_is_there(folder: Path) -> None:
    """Said before anybody has typed 24 words. A folder that is there may be somebody's, and is left as it is."""
    if folder.exists():
        raise click.ClickException(f"{folder} is there already: name a folder that is not")


def _make(folder: Path) -> None:
    """A folder for its owner alone, made once there is something to put into it."""
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be made: {error.strerror}") from None


def _read(connection: Connection, school: School, secret: X25519PrivateKey) -> WrittenSchool:
    numbered = select(vaults.c.number, vaults.c.vault).where(vaults.c.school == school.id).order_by(vaults.c.number)
    found = [
        read_vault(school, vault, secret, _entries(connection, school.id, number))
        for number, vault in connection.execute(numbered).all()
    ]
    named = select(accounts.c.member, accounts.c.handle).where(accounts.c.school == school.id)
    return WrittenSchool.of(found, {row.member: row.handle for row in connection.execute(named)})


@contextmanager
def _opened(backup: Path | None) -> Iterator[Database]:
    if backup is None:
        settings = settings_or_end()
        school_or_end(settings)
        with database_of(settings) as database:
            yield database
        return
    try:
        database = open_backup(backup)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    try:
        yield database
    finally:
        database.close()


def _asked() -> bytes:
    """The sheet's 32 bytes. What is wrong with the words is said without quoting any."""
    words: str = click.prompt(
        "The 24 words of the recovery sheet, in their order (they are not shown)", hide_input=True
    )
    try:
        return sheet_secret(words)
    except Malformed as error:
        raise click.ClickException(f"that is no sheet as Beside prints it: {error}. Nothing was kept.") from None


def _whose(connection: Connection, secret: bytes) -> School:
    """The school that the sheet belongs to."""
    public = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    root = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    for (school_id,) in connection.execute(select(schools.c.school)):
        school = School(school_id)
        log = select(school_entries.c.entry).where(school_entries.c.school == school_id).order_by(school_entries.c.seq)
        for (data,) in connection.execute(log):
            append(school, parse_school_entry(data))
        if school.recovery == public:
            return school
        if school.root == root:
            raise click.ClickException(
                "this is the root sheet, which appoints an administrator: type the recovery sheet"
            )
    raise click.ClickException("this sheet is right in itself, but of another school than any on this server")


def _checked(connection: Connection, school: School, secret: X25519PrivateKey) -> Checked:
    found = Checked()
    numbered = select(vaults.c.number).where(vaults.c.school == school.id)
    for (number,) in connection.execute(numbered).all():
        found.add(check_vault(secret, _entries(connection, school.id, number)))
    return found


def _entries(connection: Connection, school: bytes, number: int) -> Iterator[Entry]:
    here = (entries.c.school == school) & (entries.c.number == number)
    for (data,) in connection.execute(select(entries.c.entry).where(here).order_by(entries.c.seq)):
        yield parse(data)


def _makers(connection: Connection, school: School, found: Checked) -> list[str]:
    """The sign-in names of those whose devices made the false keys."""
    devices = {entry.header.device for entry in found.false}
    members = {school.devices[device].member for device in devices if device in school.devices}
    named = select(accounts.c.handle).where(accounts.c.school == school.id, accounts.c.member.in_(members))
    return sorted(handle for (handle,) in connection.execute(named))


def _say(found: Checked, makers: list[str]) -> None:
    click.echo("The sheet is legible, and this school's.")
    if not found.false and not found.unread:
        click.echo(f"It opens all {found.epochs} keys, and reads all {found.read} entries that anybody wrote.")
        return
    if found.false:
        click.echo(f"{len(found.false)} of {found.epochs} keys do not open, made by devices of: {', '.join(makers)}.")
        click.echo("A device there is broken or was tampered with. Change who can read those cases from another one:")
        click.echo("that makes new keys, which open the older records too. Then look again.")
    raise click.ClickException(f"it reads {found.read} entries, and cannot read {found.unread}")
