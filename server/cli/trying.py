"""`beside run`: serve, and where there is no school yet, make one to try everything with."""

from __future__ import annotations

import threading
from typing import Final

import click

from server.accounts import tokens
from server.cli.asked import check_address, database_of, settings_or_end
from server.cli.demonstration import is_demonstration, welcome
from server.cli.prepare import init, prepare
from server.cli.serving import start
from server.db import migrate as migrations
from server.settings import Settings

REQUESTS: Final = "requests.log"


@click.command(short_help="Serve, and try it all with a demonstration school.")
@click.option("--empty", is_flag=True, help="Without the demonstration school: print the code that sets up yours.")
@click.pass_context
def run(context: click.Context, *, empty: bool) -> None:
    """Serve; where there is no school yet, with a demonstration school, and who can come into it."""
    settings = settings_or_end()
    check_address(settings)  # before a school is made, which would ask whoever listens there
    token = None
    if not _has_school(settings):
        if empty:
            context.invoke(init)
        else:
            token = prepare(settings)
    if token is not None or is_demonstration(settings):
        threading.Thread(target=welcome, args=(settings, token), daemon=True, name="demonstration").start()
    start(settings, tls=settings.tls_files is not None, requests=settings.data / REQUESTS)


def _has_school(settings: Settings) -> bool:
    if settings.sqlite_file is not None and not settings.sqlite_file.exists():
        return False
    with database_of(settings) as database, database.reading() as connection:
        return migrations.current(database) is not None and tokens.any_school(connection)
