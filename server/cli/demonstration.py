"""`beside demo`, and what `beside run` prints of it: a school to try everything with, told through real devices.

The first administrator's device is kept beside the data, so that it can let others in: the password alone lets no device in,
and a code is good for ten minutes. Nothing here is for a real school; the password is printed for all to see.
"""

from __future__ import annotations

import shlex
import ssl
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click
import segno

from demo.cast import PASSWORD, SCHOOL_NAME, STAFF
from demo.door import Pass, open_door, passes
from demo.out import send_out
from demo.tell import tell
from server.cli.asked import address, settings_or_end
from server.settings import Settings
from sync.client.api import ServerRefused
from sync.client.enrol import LetIn
from sync.client.replica import Replica
from sync.client.store import Store
from sync.client.transport import Transport, Unreachable

FOLDER: Final = "demonstration"
START_SECONDS: Final = 60
FIRST: Final = STAFF[0].key
FOR_A_TABLET: Final = "sam"
"""Whose code is drawn to be scanned: a mentor's, for that is what a tablet is for."""


@click.command(short_help="Print fresh codes for the demonstration school.")
def demo() -> None:
    """Print fresh codes for the demonstration school of a running server."""
    settings = settings_or_end()
    if not is_demonstration(settings):
        raise click.ClickException(
            "there is no demonstration school here: start one in an empty folder with `beside run`"
        )
    try:
        _print_door(settings, _open(settings))
    except Unreachable:
        raise click.ClickException("the server does not answer: start it with `beside run`") from None
    except (ServerRefused, KeyError) as error:
        raise click.ClickException(_shut(settings, error)) from None


def is_demonstration(settings: Settings) -> bool:
    """Whether the school here is the demonstration school."""
    return _file(settings).exists()


def welcome(settings: Settings, token: str | None) -> None:
    """Once the server answers: tell the story if `token` is given, then print who can come in, and how."""
    _wait(settings)
    try:
        _print_door(settings, _open(settings) if token is None else _tell(settings, token))
    except (ServerRefused, Unreachable, KeyError) as error:
        if token is None and not isinstance(error, Unreachable):
            click.echo(_shut(settings, error), err=True)
            return
        click.echo(
            f"The demonstration school could not be made: {error}. Remove {settings.data} and try again.", err=True
        )


def _shut(settings: Settings, error: ServerRefused | KeyError) -> str:
    """Why nobody can be let in. Who tries things may have locked every device out, or stopped the server while it was made."""
    if isinstance(error, KeyError):
        return (
            f"the demonstration school here was never finished: remove {settings.data}, and `beside run` makes it anew"
        )
    return (
        f"the server at port {settings.port} lets the demonstration's first administrator in no more ({error}): it serves "
        "another school, or that device was locked out. `beside run` with a new folder in BESIDE_DATA makes a new one"
    )


def _tell(settings: Settings, token: str) -> Replica:
    click.echo("Making the demonstration school …")
    _file(settings).parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    def stores(key: str) -> Store:
        return Store(_file(settings) if key == FIRST else ":memory:")

    told = tell(lambda: _transport(settings), token, _now(), stores=stores)
    send_out(told, _now())
    return told.first


def _open(settings: Settings) -> Replica:
    return open_door(Store(_file(settings)), _transport(settings), _now)


def _file(settings: Settings) -> Path:
    return settings.data / FOLDER / f"{FIRST}.sqlite3"


def _transport(settings: Settings) -> Transport:
    """To our own server on this machine, whose certificate need not be in anybody's name."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared
    if settings.tls_files is None:
        return Transport(f"http://{host}:{settings.port}")
    tls = ssl.create_default_context(cafile=str(settings.tls_files[0]))
    # The server's own certificate is what is trusted here, and not whoever signed it.
    tls.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    tls.check_hostname = False
    return Transport(f"https://{host}:{settings.port}", tls=tls)


def _wait(settings: Settings) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            if _transport(settings).request("GET", "/api/health").status == 200:
                return
        except Unreachable:
            time.sleep(0.1)


def _print_door(settings: Settings, head: Replica) -> None:
    found = passes(head)
    links = {one.colleague.key: _link(settings, head, one) for one in found}
    click.echo("\n".join(_lines(found, links)))
    click.echo(f"\nFor a tablet, {FOR_A_TABLET}'s code to scan:")
    if settings.origin is None:
        click.echo("(This address opens on this machine alone. For a real tablet: docs/running.md, part 2.)")
    segno.make(links[FOR_A_TABLET], error="m").terminal(compact=True)


def _lines(found: Sequence[Pass], links: dict[str, str]) -> list[str]:
    width = max(len(one.colleague.name) for one in found)
    return [
        "",
        f"{SCHOOL_NAME}: a school that never was. Everybody's password is  {PASSWORD}",
        "Open one of these in a browser profile of its own; each works once, within ten minutes.",
        f"For fresh ones, while this runs: {_command()} demo",
        "",
        *(
            f"  {one.colleague.name:<{width}}  {', '.join(one.colleague.roles):<28}  {links[one.colleague.key]}"
            for one in found
        ),
    ]  # fmt: skip


def _link(settings: Settings, head: Replica, one: Pass) -> str:
    let_in = LetIn(head.school.id, head.identity.genesis, one.colleague.handle, one.code)
    return f"{address(settings)}/let-in#{let_in.text()}"


def _command() -> str:
    """How this very command is called: in a checkout it is not on the path."""
    return shlex.quote(sys.argv[0]) if "/" in sys.argv[0] else "beside"


def _now() -> int:
    return time.time_ns() // 1_000_000
