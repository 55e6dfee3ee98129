"""`POST /api/set-up`: a school begins."""

from __future__ import annotations

from typing import Any

from server.accounts import joining
from server.api.entered import address, entered
from server.api.resource import Resource, Who, on_server, open_to, running
from server.seam import gives, takes
from server.shapes import people as shapes


@on_server.route("/set-up")
class SetUp(Resource):
    """For whoever holds the code that `beside init` printed."""

    @open_to(Who.PROVEN)
    @takes(shapes.SetUp)
    @gives(shapes.Session)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Begin a school with its genesis and the first administrator's device and account."""
        return entered(joining.set_up(running(), body, address()))
