"""`POST join/start` and `POST join`: by an invitation, or by the root sheet."""

from __future__ import annotations

from typing import Any

from server.accounts import joining
from server.api.entered import address, entered
from server.api.resource import Resource, Who, in_school, open_to, running
from server.seam import gives, gives_frames, takes
from server.shapes import logs
from server.shapes import people as shapes


@in_school.route("/join/start")
class Start(Resource):
    """The first half."""

    @open_to(Who.PROVEN)
    @takes(shapes.JoinStart)
    @gives_frames(logs.Pulled)
    def post(self, school: bytes, body: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """The school log, for the holder of an open invitation's key or of the root key."""
        return joining.start(running(), school, body, address())


@in_school.route("/join")
class Join(Resource):
    """The second half."""

    @open_to(Who.PROVEN)
    @takes(shapes.Join)
    @gives(shapes.Session)
    def post(self, school: bytes, body: dict[str, Any]) -> dict[str, Any]:
        """Append the join (or the root's appointment) and the first device, keep the account, begin a session."""
        return entered(joining.join(running(), school, body, address()))
