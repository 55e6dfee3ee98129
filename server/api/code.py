"""`POST code`."""

from __future__ import annotations

from typing import Any

from server.accounts import signing_in
from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.seam import gives, takes
from server.shapes import people as shapes


@in_school.route("/code")
class DeviceCode(Resource):
    """The code that lets a member's next device in."""

    @open_to(Who.MEMBER)
    @takes(shapes.WhoseCode)
    @gives(shapes.DeviceCode)
    def post(self, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
        """Make a code for one's own next device; an administrator, for anybody's."""
        if body["member"] != caller.member:
            caller.must(administrator=True)
        return signing_in.make_code(running(), caller.school, body["member"], caller.device)
