"""`GET members/<member>/counters`."""

from __future__ import annotations

from typing import Any

from server.accounts import sessions
from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.logs.counters import counters_of
from server.seam import gives
from server.shapes import logs as shapes
from sync.encoding import b64u


@in_school.route("/members/<id:member>/counters")
class Counters(Resource):
    """What has been accepted of a member's devices."""

    @open_to(Who.MEMBER)
    @gives(shapes.Counters)
    def get(self, caller: Caller, member: bytes) -> dict[str, Any]:
        """Up to where the entries of one's own devices stand in each vault, and when each was last connected; for an
        administrator, of anybody's."""
        if member != caller.member:
            caller.must(administrator=True)
        with running().database.reading() as connection:
            seen = sessions.of_member(connection, caller.school.id, member)
            return {
                "devices": counters_of(connection, caller.school, member),
                "seen": {b64u(each.device): each.seen_at for each in seen},
            }
