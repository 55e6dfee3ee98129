"""`POST push`."""

from __future__ import annotations

from typing import Any

from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.api.versions import check_push
from server.logs import push as pushing
from server.logs.frames import by_batch
from server.seam import gives, takes_frames
from server.shapes import logs as shapes


@in_school.route("/push")
class Push(Resource):
    """Entries of vaults' logs."""

    @open_to(Who.MEMBER)
    @takes_frames(shapes.Push)
    @gives(shapes.Pushed)
    def post(self, caller: Caller, body: dict[str, Any], parts: list[bytes]) -> dict[str, Any]:
        """Append batches, each all or none; one that is refused stops no other. The session only carries them: each entry's
        own signature says whether it may stand."""
        check_push(body["protocol"])
        if not body["restore"]:
            caller.must_not_restore()
        batches = [
            pushing.Pushed(batch["vault"], entries, batch["reminders"])
            for batch, entries in by_batch(body["batches"], parts)
        ]
        return {"results": pushing.push(running(), caller.school, batches, restore=body["restore"])}
