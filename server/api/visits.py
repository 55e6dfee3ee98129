"""`GET visits`, `PUT visits/<visit>`, and what is done about one: `extend`, `check-in`, `escalate`, `acknowledge`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from schemas.codes import Code
from server.accounts.rates import Limit
from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.refusal import Refused
from server.seam import gives, takes
from server.shapes import alarms as shapes
from server.visits import acting, arming, ladder, showing


@in_school.route("/visits")
class Visits(Resource):
    """The visits that concern somebody."""

    @open_to(Who.MEMBER)
    @gives(shapes.Visits)
    def get(self, caller: Caller) -> dict[str, Any]:
        """One's own, those that one watches, and those that one was alarmed of; each with the safety note for the caller."""
        server = running()
        now = server.clock()
        with server.database.reading() as connection:
            return {"time": now, "visits": showing.visits_of(connection, caller.school, caller.member, now)}


@in_school.route("/visits/<id:visit>")
class Visit(Resource):
    """One visit."""

    @open_to(Who.MEMBER)
    @takes(shapes.Plan)
    @gives(shapes.Watched)
    def put(self, caller: Caller, visit: bytes, body: dict[str, Any]) -> dict[str, Any]:
        """Arm it: the caller is the visitor. What is answered is stored."""
        server = running()
        server.rates.count(caller.school.id, Limit.VISIT, caller.member)
        plan = arming.read_plan(caller, visit, body, server.clock())
        return _done(caller, visit, lambda connection, now: arming.arm(connection, caller, visit, plan, now))


@in_school.route("/visits/<id:visit>/extend")
class Extend(Resource):
    """More time."""

    @open_to(Who.MEMBER)
    @takes(shapes.Until)
    @gives(shapes.Watched)
    def post(self, caller: Caller, visit: bytes, body: dict[str, Any]) -> dict[str, Any]:
        """Give the visitor until then; an alarm that was raised is over."""
        return _done(
            caller, visit, lambda connection, now: acting.extend(connection, caller, visit, body["until"], now)
        )


@in_school.route("/visits/<id:visit>/check-in")
class CheckIn(Resource):
    """Back again."""

    @open_to(Who.MEMBER)
    @gives(shapes.Watched)
    def post(self, caller: Caller, visit: bytes) -> dict[str, Any]:
        """The visitor is back: said by the visitor, or by whom the visit concerns after a phone call."""
        return _done(caller, visit, lambda connection, now: acting.check_in(connection, caller, visit, now))


@in_school.route("/visits/<id:visit>/escalate")
class Escalate(Resource):
    """The next rung at once."""

    @open_to(Who.MEMBER)
    @takes(shapes.UpTo)
    @gives(shapes.Watched)
    def post(self, caller: Caller, visit: bytes, body: dict[str, Any]) -> dict[str, Any]:
        """Tell everybody up to that rung now. Not for the visitor."""
        return _done(
            caller, visit, lambda connection, now: acting.escalate(connection, caller, visit, body["rung"], now)
        )


@in_school.route("/visits/<id:visit>/acknowledge")
class Acknowledge(Resource):
    """ "I have it"."""

    @open_to(Who.MEMBER)
    @gives(shapes.Watched)
    def post(self, caller: Caller, visit: bytes) -> dict[str, Any]:
        """Take the alarm on: the first who does has it, as the answer says. Not for the visitor."""
        return _done(caller, visit, lambda connection, now: acting.acknowledge(connection, caller, visit, now))


def _done(caller: Caller, visit: bytes, act: Callable[[Connection, int], object]) -> dict[str, Any]:
    """The visit as it is stored once something was done about it."""
    server = running()
    now = server.clock()
    with server.database.writing() as connection:
        act(connection, now)
    with server.database.reading() as connection:
        found = ladder.read(connection, caller.school.id, visit)
        described = found and showing.shown(connection, caller.school, found, caller.member, None)
    if described is None:
        raise Refused(Code.NOT_FOUND)
    return {"time": now, "visit": described}
