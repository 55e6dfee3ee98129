"""`PUT` and `GET vaults/<vault>/snapshot`."""

from __future__ import annotations

from sqlalchemy import Connection

from schemas.codes import Code
from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.logs import snapshots
from server.logs.heads import Head, entitled_heads
from server.refusal import Refused
from server.seam import gives_bytes, gives_nothing, takes_bytes


@in_school.route("/vaults/<id:vault>/snapshot")
class Snapshot(Resource):
    """The newest sealed state of a vault."""

    @open_to(Who.MEMBER)
    @takes_bytes(snapshots.MOST_BYTES)
    @gives_nothing
    def put(self, caller: Caller, vault: bytes, content: bytes) -> None:
        """Keep it, unless a newer one is kept."""
        snapshot = snapshots.read_snapshot(caller.school, vault, content)
        with running().database.writing() as connection:
            snapshots.keep_snapshot(connection, _head(connection, caller, vault), snapshot)

    @open_to(Who.MEMBER)
    @gives_bytes
    def get(self, caller: Caller, vault: bytes) -> bytes:
        """The newest one of the history that the log has now."""
        with running().database.reading() as connection:
            snapshot = snapshots.newest(connection, caller.school.id, _head(connection, caller, vault))
        if snapshot is None:
            raise Refused(Code.NOT_FOUND)
        return snapshot.data


def _head(connection: Connection, caller: Caller, vault: bytes) -> Head:
    for head in entitled_heads(connection, caller.school, caller.member):
        if head.vault == vault:
            return head
    raise Refused(Code.NOT_ENTITLED)
