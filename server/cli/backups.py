"""`beside backup` and `beside restore`, and the nightly backup of a running server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from server.cli.asked import LET_GO_SECONDS, database_of, school_or_end, settings_or_end
from server.cli.prepare import make_secrets
from server.clock import system_clock
from server.db import backup as backups
from server.db import migrate
from server.db.engine import Database
from server.settings import Settings

log = logging.getLogger("beside.backups")

NAME: Final = "beside-%Y-%m-%dT%H-%M-%SZ.backup"
LOOK_EVERY_SECONDS: Final = 600
NIGHTLY: Final = "nightly-%Y-%m-%d.backup"


def backups_folder(settings: Settings) -> Path:
    """Where backups go unless told otherwise."""
    return settings.data / "backups"


@click.command(short_help="Write a backup, while the server runs.")
@click.argument("target", type=click.Path(path_type=Path), required=False)
def backup(target: Path | None) -> None:
    """Write a backup to TARGET (default: a new file in the data folder), while the server runs."""
    settings = settings_or_end()
    school_or_end(settings)
    target = target or backups_folder(settings) / datetime.now(UTC).strftime(NAME)
    with database_of(settings) as database:
        counted = backups.back_up(database, target)
        is_older = migrate.current(database) != migrate.newest()
    click.echo(f"{target}: {_what_it_holds(counted)}.")
    if is_older:
        click.echo(
            "The database is of an older Beside, and the backup of this one: now run `beside migrate`. The way back"
        )
        click.echo("to the older Beside is a backup that was made with that.")
    click.echo("Keep a copy elsewhere, and the secrets folder apart from it.")


@click.command(short_help="Replace everything by what a backup holds.")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(source: Path, *, yes: bool) -> None:
    """Replace everything in the database by what the backup SOURCE holds, such as a file in `backups` of the data folder. Stop
    the server first."""
    settings = settings_or_end()
    try:
        backups.open_backup(source).close()
    except backups.BackupError as error:
        raise click.ClickException(str(error)) from None
    where = "the database of BESIDE_DATABASE" if settings.database is not None else str(settings.data.resolve())
    if settings.database is None and not settings.data.exists():
        # Without the service's settings the command would make a school beside the real one, and say that all is well.
        click.echo(f"There is no school in {where} yet. If there should be, the settings are not those of the server.")
    if settings.sqlite_file is None or settings.sqlite_file.exists():
        with _no_server_on(settings):
            pass  # said before it is asked; what is begun while somebody thinks about the answer is found below
    if not yes:
        click.confirm(f"Everything in {where} is replaced by the backup. Go on?", abort=True)
    make_secrets(settings)  # on a new machine there are none: a backup holds none
    with _no_server_on(settings) as database:
        watched = backups.visits_watched(database)
        counted = backups.restore(database, source, system_clock)
    click.echo(f"Restored into {where}: {_what_it_holds(counted)}.")
    if watched:
        click.echo(
            f"Armed visits that are not watched any more: {watched}. Phone the visitors, or let them be armed again."
        )
    click.echo("Everybody signs in anew. An administrator first: what was written since the backup comes back from")
    click.echo("the devices, and they wait until an administrator's device has opened Beside once.")


@contextmanager
def _no_server_on(settings: Settings) -> Iterator[Database]:
    """The database, from which no server serves meanwhile. Ends the command with one line where one does."""
    with database_of(settings) as database, database.alone(patience_seconds=LET_GO_SECONDS):
        yield database


def make_nightly(settings: Settings, database: Database, now: datetime) -> Path | None:
    """Make today's nightly backup if it is not there, and remove the oldest beyond what is kept; its path if it was made."""
    folder = backups_folder(settings)
    target = folder / now.strftime(NIGHTLY)
    made = None
    if not target.exists():
        backups.back_up(database, target)
        made = target
    for old in sorted(folder.glob("nightly-*.backup"))[: -settings.backups_kept]:
        old.unlink()
    return made


def keep_nightly(settings: Settings, stopped: threading.Event) -> None:
    """Make a backup every night until `stopped`; one that was missed is made up for. One that fails is logged, seen by
    `doctor`, and tried again."""
    while not stopped.wait(LOOK_EVERY_SECONDS):
        now = datetime.now(UTC)
        if now.hour < settings.backup_hour:
            continue
        database = Database(settings.database_url)
        try:
            make_nightly(settings, database, now)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the next night comes
            log.error("the nightly backup failed: %s", type(error).__name__)
        finally:
            database.close()


def _what_it_holds(counted: Mapping[str, int]) -> str:
    one_of = {"schools": "school", "vaults": "vault", "entries": "entry"}
    return ", ".join(f"{counted[many]} {one if counted[many] == 1 else many}" for many, one in one_of.items())
