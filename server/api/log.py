"""`POST log`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from schemas.codes import Code
from server.accounts.signing_in import end_what_they_let_in
from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.logs.counters import shut_out_early
from server.logs.frames import by_batch
from server.logs.held import hold
from server.logs.push import GIVEN_BACK_FOR
from server.logs.schools import Permit, append_entries
from server.refusal import Refused
from server.seam import gives, takes_frames
from server.shapes import logs as shapes
from sync.roster import School
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
        early: set[bytes] = set()
        try:
            with server.database.writing() as connection:
                before = server.schools.read(connection, caller.school.id, lock="update")
                restored = before.restored_at is not None and server.clock() - before.restored_at < GIVEN_BACK_FOR
                # An invitation may have expired since it was taken; only of an administrator is it believed that it was.
                now = None if before.restoring or (restored and caller.administrator) else server.clock()
                given_back = before.restoring or restored
                permit = _permit(connection, caller, early, given_back=given_back, again=body["restore"] and given_back)
                after = append_entries(connection, before, entries, permit, now=now)
                end_what_they_let_in(connection, before.school, after)
        except Refused:
            if early:
                hold(server.database, caller.school.id, early, server.clock())
            raise
        return {"head": (after.seq, after.log_hash)}


def _permit(connection: Connection, caller: Caller, early: set[bytes], *, given_back: bool, again: bool) -> Permit:
    """Which acts come by this way: whoever joins brings an account too, and so comes by `join`, unless they had come already and
    the server has forgotten it.

    Who is shut out may have written since their counters were asked for, or the request was long on its way: then the counters
    are asked for once more, and meanwhile nothing is taken from those devices, which are put into `early`. What is said `again`,
    for the server lost it, is as it was signed.
    """

    def permit(school: School, act: Act) -> Code | None:
        if caller.pending:
            is_own = isinstance(act, AddDevice) and (act.device, act.member) == (caller.device, caller.member)
            return None if is_own else Code.FORBIDDEN
        if isinstance(act, Genesis | Join | Appoint) and not given_back:
            return Code.FORBIDDEN
        if again or not (found := shut_out_early(connection, school, act)):
            return None
        early.update(found)
        return Code.HEAD_MOVED

    return permit
