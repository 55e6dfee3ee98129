"""What the commands share: the settings as the environment says them, and faults as one line instead of a trace."""

from __future__ import annotations

import errno
import os
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import click
from cryptography import x509
from sqlalchemy.exc import DBAPIError

from server.db import migrate as migrations
from server.db.backup import BackupError
from server.db.engine import Database
from server.db.in_use import InUseError
from server.settings import Settings, SettingsError, read_settings

THIS_MACHINE: Final = ("127.0.0.1", "localhost", "::1")
LET_GO_SECONDS: Final = 5
"""How long a server that was just stopped, or killed, may take to let go of its address and its database."""


def settings_or_end() -> Settings:
    """The settings. A wrong one ends the command with its message."""
    try:
        return read_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def school_or_end(settings: Settings) -> None:
    """End the command with one line where there is no file to look into: who looked would make one, for the next to find."""
    file = settings.sqlite_file
    if file is None or file.exists():
        return
    where = settings.data.resolve() if settings.database is None else f"{file} (BESIDE_DATABASE)"
    raise click.ClickException(
        f"there is no school in {where}: the settings are not those of the server, or run `beside init`"
    )


@contextmanager
def database_of(settings: Settings, *, serves: bool = False) -> Iterator[Database]:
    """The database, let go at the end. What it refuses ends the command with one line. As long as somebody `serves` from it no
    backup is restored."""
    with ExitStack() as opened:
        try:
            database = Database(settings.database_url, serves=serves)
            opened.callback(database.close)
            yield database
        except (SettingsError, BackupError, migrations.NewerError, InUseError) as error:
            raise click.ClickException(str(error)) from None
        except DBAPIError as error:
            said = " ".join(str(error.orig).split())
            raise click.ClickException(f"the database says: {said}; `beside doctor` looks what is wrong") from None


@contextmanager
def ready(settings: Settings) -> Iterator[None]:
    """Serve or send while this lasts. Ends the command with one line unless there is a secret, and a database of this version
    into which no backup is being restored."""
    try:
        settings.server_secret()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    with database_of(settings, serves=True) as database:
        found = migrations.current(database)
        if found != migrations.newest():
            remedy = migrations.remedy(found)
            raise click.ClickException(f"the database is at {found or 'nothing'}, not {migrations.newest()}: {remedy}")
        yield


def check_address(settings: Settings) -> None:
    """End the command with one line unless its address is free, or is in a moment, and may be listened at.

    Servers of this kind share a port with whoever else asks to share it: two with different schools would then answer in turn.
    """
    until = time.monotonic() + LET_GO_SECONDS
    while (error := _hindrance(settings)) is not None:
        if error.errno != errno.EADDRINUSE or time.monotonic() > until:
            raise click.ClickException(_not_free(settings, error))
        time.sleep(0.1)


def _hindrance(settings: Settings) -> OSError | None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as tried:
        # Connections that a server left behind are no hindrance.
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((settings.host, settings.port))
        except OSError as error:
            return error
    return None


def _not_free(settings: Settings, error: OSError) -> str:
    where = f"port {settings.port} of {settings.host}"
    if error.errno == errno.EADDRINUSE:
        return f"something listens at {where} already, perhaps Beside in another window: stop it, or choose another BESIDE_PORT"
    if error.errno == errno.EACCES:
        return f"this user may not listen at {where}: choose a BESIDE_PORT above 1023, or grant it (docs/running.md)"
    return f"{where} cannot be listened at ({error.strerror}): look at BESIDE_HOST and BESIDE_PORT"


def fault_of_certificate(chain: Path, key: Path) -> str | None:
    """Why nothing can be served with the certificate chain and its key, and what to do; None where they are well."""
    for path in (chain, key):
        if not os.access(path, os.R_OK):
            return f"{path} is not there, or this user may not read it: renew it, or let the user that serves read it"
    try:
        # A key with a passphrase would ask for it, of a service that has no terminal.
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(chain, key, password="")
        x509.load_pem_x509_certificate(chain.read_bytes())
    except (OSError, ValueError):
        return f"{chain} and {key} are not a certificate chain and the key to it, in PEM and without a passphrase: renew them"
    return None


def in_clear(settings: Settings) -> bool:
    """Whether others reach this server, and nothing says that they do so over https://, without which no tablet opens Beside."""
    return (
        settings.origin is None and not settings.https and bool(settings.proxies or settings.host not in THIS_MACHINE)
    )


def address(settings: Settings) -> str:
    """Where people open Beside."""
    if settings.origin is not None:
        return settings.origin
    host = "localhost" if settings.host in {"127.0.0.1", "0.0.0.0", "::"} else settings.host  # noqa: S104 - compared
    return f"{'https' if settings.https else 'http'}://{host}:{settings.port}"
