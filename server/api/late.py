"""`POST late`, `GET late` and `POST late/<id>`."""

from __future__ import annotations

from typing import Any

from server.accounts import handing_in
from server.api.entered import address
from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.logs import late
from server.logs.heads import entitled_heads
from server.seam import gives, gives_frames, gives_nothing, takes, takes_frames
from server.shapes import logs as shapes


@in_school.route("/late")
class Late(Resource):
    """What a removed member or a revoked device had not sent."""

    @open_to(Who.PROVEN)
    @takes_frames(shapes.Late)
    @gives(shapes.Taken)
    def post(self, school: bytes, body: dict[str, Any], parts: list[bytes]) -> dict[str, Any]:
        """Hand it in, by the device's signature alone."""
        return {"taken": handing_in.hand_in(running(), school, body, parts, address())}

    @open_to(Who.MEMBER)
    @gives_frames(shapes.LateEntries)
    def get(self, caller: Caller) -> tuple[dict[str, Any], list[bytes]]:
        """What waits for this member's decision, and who handed it in."""
        with running().database.reading() as connection:
            heads = entitled_heads(connection, caller.school, caller.member)
            return late.waiting(connection, caller.school, caller.member, heads)


@in_school.route("/late/<id:entry>")
class One(Resource):
    """One late entry."""

    @open_to(Who.MEMBER)
    @takes(shapes.Settle)
    @gives_nothing
    def post(self, caller: Caller, entry: bytes, body: dict[str, Any]) -> None:
        """Say that it was taken, or set aside and why. It stays in the server's keeping."""
        server = running()
        decided = late.Settlement(entry, caller.member, body["outcome"], body["reason"])
        with server.database.writing() as connection:
            heads = entitled_heads(connection, caller.school, caller.member)
            late.settle(connection, caller.school, heads, decided, server.clock())
