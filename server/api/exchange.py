"""`POST exchange`."""

from __future__ import annotations

from typing import Any

from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.api.versions import check_protocol
from server.logs import checkpoints
from server.logs import exchange as exchanges
from server.logs.heads import entitled_heads
from server.seam import gives, takes
from server.shapes import logs as shapes


@in_school.route("/exchange")
class Exchange(Resource):
    """Is there anything new?"""

    @open_to(Who.MEMBER)
    @takes(shapes.Exchange)
    @gives(shapes.Exchanged)
    def post(self, caller: Caller, body: dict[str, Any]) -> dict[str, Any]:
        """Compare digests; where they differ, every head, the other devices' checkpoints and the notices."""
        check_protocol(body["protocol"])
        caller.must_not_restore()
        server = running()
        posted = checkpoints.read_checkpoints(caller.school, body["checkpoints"])
        with server.database.reading(one_state=True) as connection:
            heads = entitled_heads(connection, caller.school, caller.member)
            useful = checkpoints.newer(connection, heads, posted)
            found = exchanges.exchange(
                connection, caller.now, heads, member=caller.member, device=caller.device, digest=body["digest"]
            )
        if useful:
            with server.database.writing() as connection:
                checkpoints.keep(connection, useful)
        return {"time": server.clock(), **found}
