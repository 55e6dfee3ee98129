"""`POST password`."""

from __future__ import annotations

from typing import Any

from server.accounts import passwords
from server.api.entered import entered
from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.seam import gives, takes
from server.shapes import people as shapes


@in_school.route("/password")
class Password(Resource):
    """The member's password, of which the server sees only what is derived from it."""

    @open_to(Who.MEMBER)
    @takes(shapes.Password)
    @gives(shapes.Session)
    def post(self, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
        """Change it, end every session of the member, and begin a new one for this device."""
        return entered(passwords.change(running(), caller, body))
