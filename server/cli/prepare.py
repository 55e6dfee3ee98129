"""`beside init` and `beside migrate`: folders, secrets, tables, and the token that sets up a school."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from server.accounts import tokens
from server.cli.asked import address, database_of, school_or_end, settings_or_end
from server.clock import system_clock
from server.db import migrate as migrations
from server.push import vapid
from server.settings import PUSH_KEY_FILE, SECRET_FILE, Settings


@click.command()
@click.option("--another-school", is_flag=True, help="Prepare for one more school on a server that has one.")
def init(*, another_school: bool) -> None:
    """Prepare a server, and print the code that sets up its school."""
    settings = settings_or_end()
    token = prepare(settings, another_school=another_school)
    click.echo(f"Set-up code: {token}")
    click.echo(f"Open {address(settings)}/set-up#{token}")
    click.echo("It can be used once. `beside init` makes another, and ends this one.")


def prepare(settings: Settings, *, another_school: bool = False) -> str:
    """Make folders, secrets and tables where they are not there; the token that sets up a school."""
    make_secrets(settings)
    with database_of(settings) as database:
        migrations.upgrade(database)
        with database.reading() as connection:
            used = tokens.any_school(connection)
        if used and not another_school:
            raise click.ClickException("a school has been set up already; for one more: beside init --another-school")
        with database.writing() as connection:
            return tokens.make_token(connection, settings.server_secret(), system_clock())


@click.command()
def migrate() -> None:
    """Bring the database to this version. Make a backup first."""
    settings = settings_or_end()
    school_or_end(settings)
    with database_of(settings) as database:
        before = migrations.current(database)
        if before is None:
            raise click.ClickException(f"the database is at nothing: {migrations.remedy(before)}")
        make_push_key(settings)
        migrations.upgrade(database)
    if before == migrations.newest():
        click.echo(f"The database is at {before} already, this version's: there was nothing to do.")
    else:
        click.echo(f"The database was at {before} and is at {migrations.newest()}.")


def make_secrets(settings: Settings) -> None:
    """Make the data folder and the secrets, where they are not there yet, readable by their owner alone."""
    _make_folders(settings)
    path = settings.secrets_folder / SECRET_FILE
    if settings.secret is None and not path.exists():
        write_secret(path, secrets.token_urlsafe(48))
    make_push_key(settings)


def make_push_key(settings: Settings) -> None:
    """Make the key that pushes are signed with, where it is not there yet: an older version made none."""
    path = settings.secrets_folder / PUSH_KEY_FILE
    if settings.push_key is None and not path.exists():
        _make_folders(settings)
        write_secret(path, vapid.new_key())


def _make_folders(settings: Settings) -> None:
    for folder in (settings.data, settings.secrets_folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_secret(path: Path, text: str) -> None:
    """Write a new file of mode 0600; raises FileExistsError rather than change one."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
