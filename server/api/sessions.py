"""`GET sessions` and `DELETE sessions/<id>`."""

from __future__ import annotations

from typing import Any

from schemas.codes import Code
from server.accounts import sessions
from server.api.cookies import take_cookie
from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.refusal import Refused
from server.seam import gives, gives_nothing
from server.shapes import people as shapes


@in_school.route("/sessions")
class Sessions(Resource):
    """Where one is signed in."""

    @open_to(Who.MEMBER)
    @gives(shapes.Sessions)
    def get(self, caller: Caller) -> dict[str, Any]:
        """One's own sessions, the last used first."""
        server = running()
        with server.database.reading() as connection:
            found = sessions.of_member(connection, caller.school.id, caller.member)
        ended = {device.id for device in caller.school.devices_of(caller.member) if not device.live}
        now = server.clock()
        return {
            "sessions": [
                {
                    "session": each.session,
                    "device": each.device,
                    "created": each.created_at,
                    "seen": each.seen_at,
                    "current": each.session == caller.session.session,
                }
                for each in found
                if each.device not in ended and not server.lifetime.over(each, now)
            ]
        }


@in_school.route("/sessions/current")
class Current(Resource):
    """The session that asks."""

    @open_to(Who.PENDING, restoring=True)
    @gives_nothing
    def delete(self, caller: Caller) -> None:
        """Sign out. What is on the device stays there, sealed."""
        _end(caller, caller.session.session)
        take_cookie()


@in_school.route("/sessions/<id:session>")
class One(Resource):
    """One of one's own sessions."""

    @open_to(Who.MEMBER, restoring=True)
    @gives_nothing
    def delete(self, caller: Caller, session: bytes) -> None:
        """End it."""
        _end(caller, session)


def _end(caller: Caller, session: bytes) -> None:
    with running().database.writing() as connection:
        ended = sessions.end(connection, caller.school.id, caller.member, session)
    if not ended:
        raise Refused(Code.NOT_FOUND)
