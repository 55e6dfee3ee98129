"""The `beside` command: prepare a server, run it, keep it safe, and be told what is wrong with it."""

from __future__ import annotations

import click

from server.cli.backups import backup, restore
from server.cli.demonstration import demo
from server.cli.doctor import doctor
from server.cli.prepare import init, migrate
from server.cli.serving import run, serve


@click.group()
@click.version_option(package_name="beside")
def main() -> None:
    """Sealed, offline-first casework for learning mentors in schools."""


for command in (init, serve, run, demo, backup, restore, migrate, doctor):
    main.add_command(command)
