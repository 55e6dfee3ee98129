"""`POST restored`."""

from __future__ import annotations

from typing import Any

from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.logs import schools
from server.seam import gives
from server.shapes import logs as shapes


@in_school.route("/restored")
class Restored(Resource):
    """The end of a restore."""

    @open_to(Who.ADMINISTRATOR)
    @gives(shapes.Time)
    def post(self, caller: Caller) -> dict[str, Any]:
        """Say that an administrator's device has given back what it has of the school log; everybody is answered again."""
        server = running()
        with server.database.writing() as connection:
            schools.end_restoring(connection, caller.school.id)
        return {"time": server.clock()}
