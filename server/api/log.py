"""`POST log`."""

from __future__ import annotations

from typing import Any

from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.logs.frames import by_batch
from server.logs.push import GIVEN_BACK_FOR
from server.logs.schools import Permit, append_entries
from server.seam import gives, takes_frames
from server.shapes import logs as shapes
from sync.school_act import Act, AddDevice, Appoint, Genesis, Join


@in_school.route("/log")
class Log(Resource):
    """The school's log."""

    @open_to(Who.PENDING)
    @takes_frames(shapes.SchoolEntries)
    @gives(shapes.Head)
    def post(self, caller: Caller, body: dict[str, Any], parts: list[bytes]) -> dict[str, Any]:
        """Append entries on its head, all or none. A device not let in yet may append the entry that lets it in."""
        server = running()
        ((_, entries),) = by_batch([body], parts)
        with server.database.writing() as connection:
            before = server.schools.read(connection, caller.school.id, lock="update")
            restored = before.restored_at is not None and server.clock() - before.restored_at < GIVEN_BACK_FOR
            # An invitation may have expired since it was taken; only of an administrator is it believed that it was.
            now = None if before.restoring or (restored and caller.administrator) else server.clock()
            permit = _permit(caller, given_back=before.restoring or restored)
            after = append_entries(connection, before, entries, permit, now=now)
        return {"head": (after.seq, after.log_hash)}


def _permit(caller: Caller, *, given_back: bool) -> Permit:
    """Which acts come by this way: whoever joins brings an account too, and so comes by `join`, unless they had come already and
    the server has forgotten it."""

    def permit(act: Act) -> bool:
        if caller.pending:
            return isinstance(act, AddDevice) and (act.device, act.member) == (caller.device, caller.member)
        return given_back or not isinstance(act, Genesis | Join | Appoint)

    return permit
