"""The `beside` command: prepare a server, run it, keep it safe, and be told what is wrong with it.

A command's module is imported when it is called for: each process that serves begins here, and need not hold the
demonstration and the migrations in its memory.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import click

from server.cli.file_faults import is_told, told

MODULES: Final = {
    "init": "prepare",
    "serve": "serving",
    "run": "trying",
    "worker": "working",
    "demo": "demonstration",
    "backup": "backups",
    "restore": "backups",
    "migrate": "prepare",
    "certificate": "certificates",
    "recovery": "recovery",
    "doctor": "doctor",
}
"""Command → the module of this package that defines it under the same name."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own
        if cmd_name not in MODULES:
            return None
        command: click.Command = getattr(import_module(f"server.cli.{MODULES[cmd_name]}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if not is_told(error):
                raise
            raise click.ClickException(told(error)) from None


@click.group(cls=_Commands)
@click.version_option(package_name="beside")
def main() -> None:
    """Sealed, offline-first casework for learning mentors in schools.

    Settings are variables of the environment: BESIDE_DATA is the folder where everything lies, BESIDE_PORT the port. All of
    them stand in docs/settings.md, what to do with the commands in docs/running.md. To try it, use `beside run`.
    """
