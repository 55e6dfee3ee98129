"""`GET` and `POST members/<member>/alarm-test`, and `POST alarm-test/arrived`."""

from __future__ import annotations

from typing import Any

from schemas.codes import Code
from server.accounts.rates import Limit
from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.push import trying
from server.refusal import Refused
from server.seam import gives
from server.shapes import alarms as shapes
from server.shapes import logs


@in_school.route("/members/<id:member>/alarm-test")
class AlarmTest(Resource):
    """Whether somebody can be alarmed, and trying it."""

    @open_to(Who.MEMBER)
    @gives(shapes.Reach)
    def get(self, caller: Caller, member: bytes) -> dict[str, Any]:
        """Whether a push reaches them, and when a test alarm last arrived."""
        return _reach(caller, member)

    @open_to(Who.MEMBER)
    @gives(shapes.Reach)
    def post(self, caller: Caller, member: bytes) -> dict[str, Any]:
        """Send a test alarm to each of their devices."""
        server = running()
        if not caller.school.is_present(member):
            raise Refused(Code.NOT_FOUND)
        # By who sends and who gets it: nobody uses up what somebody else may send to the same person.
        server.rates.count(caller.school.id, Limit.ALARM, caller.member + member)
        with server.database.writing() as connection:
            trying.send_test(connection, caller.school, member, server.clock())
        return _reach(caller, member)


@in_school.route("/alarm-test/arrived")
class Arrived(Resource):
    """The other end of a test alarm."""

    @open_to(Who.MEMBER)
    @gives(logs.Time)
    def post(self, caller: Caller) -> dict[str, Any]:
        """Say that somebody touched it on this device."""
        server = running()
        now = server.clock()
        with server.database.writing() as connection:
            trying.arrived(connection, caller.school.id, caller.device, now)
        return {"time": now}


def _reach(caller: Caller, member: bytes) -> dict[str, Any]:
    server = running()
    if not caller.school.is_present(member):
        raise Refused(Code.NOT_FOUND)
    with server.database.reading() as connection:
        return {"time": server.clock(), **trying.reach_of(connection, caller.school, member)}
