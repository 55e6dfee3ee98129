"""`GET account` and `POST account`."""

from __future__ import annotations

from typing import Any

from schemas.codes import Code
from server.accounts import accounts, restating
from server.api.entered import address
from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.refusal import Refused
from server.seam import gives, takes
from server.shapes import logs
from server.shapes import people as shapes


@in_school.route("/account")
class Account(Resource):
    """What the member's password opens."""

    @open_to(Who.PENDING, restoring=True)
    @gives(shapes.OwnAccount)
    def get(self, caller: Caller) -> dict[str, Any]:
        """One's own account: sign-in name, salt, parameters and the sealed bundle."""
        with running().database.reading() as connection:
            found = accounts.by_member(connection, caller.school.id, caller.member)
        if found is None:
            raise Refused(Code.NOT_FOUND)
        return {
            "member": found.member, "handle": found.handle, "salt": found.salt, "params": found.params,
            "bundle": found.bundle,
        }  # fmt: skip

    @open_to(Who.PROVEN, restoring=True)
    @takes(shapes.Restate)
    @gives(logs.Time)
    def post(self, school: bytes, body: dict[str, Any]) -> dict[str, Any]:
        """State one's account again by the account's key, once after the server was set back to a backup."""
        return restating.restate(running(), school, body, address())
