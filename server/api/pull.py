"""`POST pull`."""

from __future__ import annotations

from typing import Any

from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.logs import pull as pulling
from server.seam import gives_frames, takes
from server.shapes import logs as shapes


@in_school.route("/pull")
class Pull(Resource):
    """What follows the cursors."""

    @open_to(Who.PENDING)
    @takes(shapes.Pull)
    @gives_frames(shapes.Pulled)
    def post(self, caller: Caller, body: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """School entries, then entries of each vault, in their order; `more` where another pull is needed. A device not let in
        yet reads the school's log alone: it must know the head to append the entry that lets it in."""
        if body["vaults"]:
            caller.must()
        asked = [pulling.Asked(*cursor) for cursor in body["vaults"]]
        # One state: no entry comes without those of the school's log that its author's standing rests on.
        with running().database.reading(one_state=True) as connection:
            return pulling.pull(connection, caller.school, caller.member, asked, body["school"])
