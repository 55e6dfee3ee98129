"""`GET /api/health` and `GET /api/server`: does it answer, and what is it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from schemas.limits import OLDEST_PROTOCOL_READ, PROTOCOL_VERSION
from server.accounts import tokens
from server.api.resource import Resource, Who, on_server, open_to, running
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
        """Protocol, name and colour; the school, where there is exactly one; whether a set-up code waits to be used."""
        server = running()
        with server.database.reading() as connection:
            school, waits = tokens.only_school(connection), tokens.waits(connection)
        return {
            "time": server.clock(),
            "protocol": PROTOCOL_VERSION,
            "oldest_protocol": OLDEST_PROTOCOL_READ,
            "name": server.settings.name,
            "colour": server.settings.colour,
            "school": school,
            "set_up": waits,
        }
