"""`GET /api/health` and `GET /api/server`: does it answer, and what is it."""

from __future__ import annotations

from typing import Any

from flask import request
from sqlalchemy import text

from schemas.limits import OLDEST_PROTOCOL_READ, PROTOCOL_VERSION
from server.accounts import accounts, tokens
from server.accounts.callers import identify
from server.api.resource import Resource, Who, cookie_name, on_server, open_to, running
from server.refusal import Refused
from server.seam import gives
from server.shapes import logs as shapes


@on_server.route("/health")
class Health(Resource):
    """For whoever watches over the server."""

    @open_to(Who.ANYBODY)
    @gives(shapes.Health)
    def get(self) -> dict[str, Any]:
        """Whether the server and its database answer."""
        server = running()
        with server.database.reading() as connection:
            connection.execute(text("SELECT 1"))
        return {"status": "ok", "time": server.clock()}


@on_server.route("/server")
class About(Resource):
    """For a device that is new here."""

    @open_to(Who.ANYBODY)
    @gives(shapes.Server)
    def get(self) -> dict[str, Any]:
        """Protocol, name and colour; the school, where there is exactly one, and whose session this browser has there; whether a
        set-up code waits to be used."""
        server = running()
        with server.database.reading() as connection:
            school, waits = tokens.only_school(connection), tokens.waits(connection)
        return {
            "here": None if school is None else _who_is_here(school),
            "time": server.clock(),
            "protocol": PROTOCOL_VERSION,
            "oldest_protocol": OLDEST_PROTOCOL_READ,
            "name": server.settings.name,
            "colour": server.settings.colour,
            "school": school,
            "set_up": waits,
        }


def _who_is_here(school: bytes) -> str | None:
    """The sign-in name of whoever's session the browser has: one that erased what it kept often leaves the cookie."""
    server = running()
    try:
        caller = identify(server, school, request.cookies.get(cookie_name(server)), restoring=True)
    except Refused:
        return None
    with server.database.reading() as connection:
        account = accounts.by_member(connection, school, caller.member)
    return None if account is None else account.handle
