"""`POST sign-in/start` and `POST sign-in`."""

from __future__ import annotations

from typing import Any

from server.accounts import signing_in
from server.api.entered import address, entered
from server.api.resource import Resource, Who, in_school, open_to, running
from server.seam import gives, takes
from server.shapes import people as shapes


@in_school.route("/sign-in/start")
class Start(Resource):
    """The first half."""

    @open_to(Who.ANYBODY, restoring=True)
    @takes(shapes.Start)
    @gives(shapes.Started)
    def post(self, school: bytes, body: dict[str, Any]) -> dict[str, Any]:
        """Salt and parameters for a sign-in name, and a challenge. An unknown name is answered alike."""
        return signing_in.start(running(), school, body["handle"], address())


@in_school.route("/sign-in")
class SignIn(Resource):
    """The second half."""

    @open_to(Who.ANYBODY, restoring=True)
    @takes(shapes.SignIn)
    @gives(shapes.Session)
    def post(self, school: bytes, body: dict[str, Any]) -> dict[str, Any]:
        """Begin a session. A device that is not let in yet brings its public key and a code."""
        return entered(signing_in.sign_in(running(), school, body, address()))
