"""`beside certificate`: an authority of the school's own and a certificate for this server, for tablets on its own network."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import click
import segno

from server.cli.asked import address, settings_or_end
from server.cli.prepare import write_secret
from server.settings import Settings
from server.tls.authority import Certified, NotOursError, check_name, fingerprint, issue, names_of, new_authority

AUTHORITY_CERTIFICATE: Final = "authority.crt"
AUTHORITY_KEY: Final = "authority.key"


@click.command(short_help="Make a certificate for the school's own network.")
@click.argument("names", nargs=-1)
def certificate(names: tuple[str, ...]) -> None:
    """Make a certificate for NAMES (default: that in BESIDE_ORIGIN), and the authority that tablets trust where there is none."""
    settings = settings_or_end()
    try:
        wanted = [check_name(name) for name in names or _own_name(settings)]
        authority, is_new = _authority(settings, wanted)
        issued = issue(authority, wanted, datetime.now(UTC))
    except NotOursError as error:
        raise click.ClickException(str(error)) from None
    _write(settings, issued)
    click.echo("\n".join(_said(settings, authority, issued, is_new=is_new)))
    click.echo(
        "\nA tablet away from the school does not reach this server: it works offline, sends when it is back, and the"
    )
    click.echo("alarm of a home visit cannot be set from a doorstep. A server with a public name can do both.")
    if settings.origin is not None:
        click.echo("\nOn a tablet that trusts the authority, scan this to open Beside:")
        segno.make(address(settings), error="m").terminal(compact=True)


def _own_name(settings: Settings) -> list[str]:
    found = urlsplit(settings.origin or "")
    if found.scheme != "https" or found.hostname is None:
        raise click.ClickException(
            "set BESIDE_ORIGIN to the address that tablets open, such as https://beside.school.example, or give its name"
        )
    return [found.hostname]


def _authority(settings: Settings, names: list[str]) -> tuple[Certified, bool]:
    """The authority, and whether it was made now."""
    folder = settings.authority_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    certificate_file, key_file = folder / AUTHORITY_CERTIFICATE, folder / AUTHORITY_KEY
    if not certificate_file.exists():
        made = new_authority(names, datetime.now(UTC))
        try:
            write_secret(key_file, made.key_pem.decode())
        except FileExistsError:
            raise click.ClickException(
                f"{key_file} is there without its certificate: put that back, or remove the key"
            ) from None
        certificate_file.write_bytes(made.certificate_pem)
        return made, True
    try:
        return Certified.read(certificate_file.read_bytes(), key_file.read_bytes()), False
    except FileNotFoundError:
        raise click.ClickException(
            f"{key_file} is not there: put the authority's key back from where it is kept, and take it away again afterwards"
        ) from None
    except ValueError as error:
        raise click.ClickException(f"the authority in {folder} cannot be used: {error}") from None


def _write(settings: Settings, issued: Certified) -> None:
    chain, key = settings.own_tls_files
    chain.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = key.with_name(key.name + ".new")
    fresh.unlink(missing_ok=True)
    write_secret(fresh, issued.key_pem.decode())
    chain.write_bytes(issued.certificate_pem)
    fresh.replace(key)


def _said(settings: Settings, authority: Certified, issued: Certified, *, is_new: bool) -> list[str]:
    folder: Path = settings.authority_folder
    names = ", ".join(names_of(authority.certificate))
    ends = issued.certificate.not_valid_after_utc
    return [
        f"The certificate lasts until {ends:%d %B %Y}; run this again before. Now: beside serve --tls",
        *(["", "A new authority was made: every tablet has to trust it once."] if is_new else []),
        "",
        f"Tablets trust {os.fspath(folder / AUTHORITY_CERTIFICATE)}, for these names alone: {names}.",
        "Its fingerprint (SHA-256), to be compared on the tablet:",
        f"  {fingerprint(authority.certificate)}",
        "",
        f"Its key, {os.fspath(folder / AUTHORITY_KEY)}, is needed again for the next certificate alone:",
        "move it to a stick, and keep that with the school's two sheets.",
    ]
