"""`beside doctor`: what is wrong with this server, and what to do about it.

    ok     settings     every variable is understood
    wrong  backups      the newest is 9 days old: run `beside backup`, and look into the server's log
    note   tls          the certificate ends in 12 days: renew it

It ends with status 1 when anything is wrong. It changes nothing.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

import click
from cryptography import x509
from sqlalchemy import func, make_url, select
from sqlalchemy.exc import DBAPIError

from server import assets
from server.cli.asked import THIS_MACHINE, fault_of_certificate, in_clear
from server.cli.certificates import AUTHORITY_KEY
from server.cli.file_faults import is_told, told
from server.cli.findings import CLOCK_TOLERANCE, Finding
from server.cli.findings_of_backups import backup_age
from server.cli.findings_of_pushes import push_key, push_services, worker
from server.db import migrate
from server.db.engine import Database
from server.db.tables import schools, sessions, vaults
from server.settings import Settings, SettingsError, read_settings
from server.tls.authority import covers

CERTIFICATE_ENDS_SOON: Final = timedelta(days=21)
LITTLE_SPACE_BYTES: Final = 1024**3
NO_SPACE_BYTES: Final = 16 * 1024**2
"""With less than this even a server that runs may not be able to write down that it does."""
NO_DATABASE: Final = re.compile("not a database|malformed")
"""In what SQLite says of a file that is damaged, or another's."""
SEALED_MODES: Final = ("require", "verify-ca", "verify-full")
"""Of libpq's ways to connect, those that never fall back to plain text."""


@click.command()
def doctor() -> None:
    """Say what is wrong with this server, and what to do."""
    findings = list(examine())
    for finding in findings:
        click.echo(f"{finding.state:<6} {finding.about:<10} {finding.text}")
    if any(finding.state == "wrong" for finding in findings):
        raise SystemExit(1)


def examine() -> Iterator[Finding]:
    """Every finding. What cannot be looked at because of another fault is left out."""
    try:
        settings = read_settings()
        settings.server_secret()
    except SettingsError as error:
        yield Finding("wrong", "settings", str(error))
        return
    except OSError as error:
        yield Finding("wrong", "settings", told(error))
        return
    yield Finding("ok", "settings", "every variable is understood")
    checks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
        secret_files, space, built_client, transport, push_key, backup_age, database_and_clock,
    )  # fmt: skip
    for check in checks:
        try:
            yield from check(settings)
        except OSError as error:
            if not is_told(error):
                raise
            yield Finding("wrong", "files", told(error))


def secret_files(settings: Settings) -> Iterator[Finding]:
    """Nobody but the owner may read the secrets; nor the database, in which one could look for weak passwords."""
    secret = [
        settings.secrets_folder, *settings.secrets_folder.glob("*"), settings.own_tls_files[1], settings.authority_folder,
    ]  # fmt: skip
    file = settings.sqlite_file
    if file is not None and file.parent.is_dir() and file.parent.stat().st_mode & 0o011:
        secret.append(file)
    open_to_others = [path.name for path in secret if path.exists() and path.stat().st_mode & 0o077]
    if open_to_others:
        yield Finding("wrong", "secrets", f"others can read {', '.join(open_to_others)}: chmod -R go= what is named")
    else:
        yield Finding("ok", "secrets", "only their owner can read them")


def space(settings: Settings) -> Iterator[Finding]:
    """There is room for more."""
    if not settings.data.is_dir():
        return
    free = shutil.disk_usage(settings.data).free
    state: Literal["ok", "wrong"] = "ok" if free >= LITTLE_SPACE_BYTES else "wrong"
    remedy = "" if state == "ok" else ": make room, or nothing can be saved"
    yield Finding(state, "disk", f"{free // 1024**2} MiB are free{remedy}")


def built_client(_settings: Settings) -> Iterator[Finding]:
    """There is an app to serve."""
    try:
        assets.client_folder()
    except FileNotFoundError as error:
        yield Finding("wrong", "client", str(error))
        return
    yield Finding("ok", "client", "is built")


def transport(settings: Settings) -> Iterator[Finding]:
    """Tablets need HTTPS; the certificate is there, fits its key, and lasts."""
    if settings.tls_files is not None:
        yield certificate(*settings.tls_files, settings.origin)
    if (settings.authority_folder / AUTHORITY_KEY).exists():
        text = f"its key is in {settings.authority_folder}: move it to a stick, kept with the school's two sheets"
        yield Finding("note", "authority", text)
    if in_clear(settings):
        text = (
            "BESIDE_ORIGIN is not set, and others reach this server: a tablet opens Beside over https:// alone. Put a proxy"
            " with a certificate before it, or run `beside serve --tls`, and set BESIDE_ORIGIN to the https:// address"
        )
        yield Finding("wrong", "address", text)
    elif settings.origin is None:
        yield Finding("note", "address", "BESIDE_ORIGIN is not set: links that are printed name this machine only")
    elif not settings.https:
        yield Finding(
            "wrong", "address", "BESIDE_ORIGIN begins with http://: a tablet opens Beside over https:// alone"
        )
    else:
        yield Finding("ok", "address", f"{settings.origin}")


def certificate(chain: Path, key: Path, origin: str | None) -> Finding:
    """Whether the certificate can be served, is in the name that people open, and until when."""
    fault = fault_of_certificate(chain, key)
    if fault is not None:
        return Finding("wrong", "tls", fault)
    found = x509.load_pem_x509_certificate(chain.read_bytes())
    ends = found.not_valid_after_utc
    left = ends - datetime.now(UTC)
    if left < timedelta(0):
        return Finding("wrong", "tls", f"the certificate ended on {ends:%d %B %Y}: renew it")
    host = urlsplit(origin or "").hostname
    if host is not None and not covers(found, host):
        return Finding("wrong", "tls", f"the certificate is not in the name {host}: no tablet will believe it")
    if left < CERTIFICATE_ENDS_SOON:
        return Finding("note", "tls", f"the certificate ends in {left.days} days: renew it")
    return Finding("ok", "tls", f"the certificate ends on {ends:%d %B %Y}")


def database_and_clock(settings: Settings) -> Iterator[Finding]:
    """The database answers and is of this version; the clock is not behind what was written already."""
    missing = _missing(settings)
    if missing is not None:
        yield Finding("wrong", "database", missing)
        return
    database = Database(settings.database_url)
    try:
        found = migrate.current(database)
        if found != migrate.newest():
            yield Finding("wrong", "database", f"it is at {found or 'nothing'}: {migrate.remedy(found)}")
            return
        yield Finding("ok", "database", "answers, and is of this version")
        if may_be_overheard(settings.database_url):
            text = "its address does not insist on TLS: add ?sslmode=verify-full and, for an authority of your own, sslrootcert"
            yield Finding("note", "database", text)
        yield from _rows(database)
        is_full = settings.data.is_dir() and shutil.disk_usage(settings.data).free < NO_SPACE_BYTES
        yield from worker(database, is_full=is_full)
        yield from push_services(settings, database)
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())
        yield Finding("wrong", "database", f"it does not answer ({said}): {_remedy(settings, said)}")
    finally:
        database.close()


def _missing(settings: Settings) -> str | None:
    """Why there is no file to look into, and what to do: who looked would make one."""
    file = settings.sqlite_file
    if file is None:
        return None
    if settings.database is None:
        return None if file.exists() else "there is none: run `beside init`"
    named = f"{file}, which BESIDE_DATABASE names,"
    if not file.parent.is_dir():
        return f"{named} is in a folder that is not there: make the folder, or name another file"
    if file.is_dir():
        return f"{named} is a folder: name a file in it"
    return None if file.exists() else f"{named} is not there: name the file that the server has, or run `beside init`"


def _remedy(settings: Settings, said: str) -> str:
    file = settings.sqlite_file
    if file is None:
        return "look whether it runs, lets this machine in, and is the one that BESIDE_DATABASE names"
    wrong_name = "" if settings.database is None else "name another file in BESIDE_DATABASE, or "
    if NO_DATABASE.search(said):
        remedy = f"stop the server, move {file} away with its -wal and -shm, then `beside restore` the newest backup"
    else:
        remedy = f"run this as the user that serves, and let that user write {file} and its folder"
    return wrong_name + remedy


def may_be_overheard(address: str) -> bool:
    """Whether what goes to and from the database crosses a network that somebody could listen to."""
    url = make_url(address)
    host = url.host or url.query.get("host") or ""
    local = url.get_backend_name() == "sqlite" or not host or host in THIS_MACHINE or str(host).startswith("/")
    return not local and url.query.get("sslmode") not in SEALED_MODES


def _rows(database: Database) -> Iterator[Finding]:
    with database.reading() as connection:
        restoring = connection.execute(
            select(func.count()).select_from(schools).where(schools.c.restoring)
        ).scalar_one()
        written = [
            connection.execute(select(func.max(column))).scalar_one()
            for column in (vaults.c.created_at, sessions.c.seen_at, schools.c.restored_at)
        ]
    if restoring:
        text = "the server was restored: an administrator's device must open Beside once"
        yield Finding("note", "restoring", text)
    newest = datetime.fromtimestamp(max((time for time in written if time is not None), default=0) / 1000, UTC)
    if newest - datetime.now(UTC) > CLOCK_TOLERANCE:
        yield Finding(
            "wrong", "clock", f"it reads {datetime.now(UTC):%d %B %Y %H:%M} UTC, before what was written: set it"
        )
    else:
        yield Finding("ok", "clock", f"it reads {datetime.now(UTC):%d %B %Y %H:%M} UTC")
