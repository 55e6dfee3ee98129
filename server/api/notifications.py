"""`GET`, `PUT` and `DELETE notifications`."""

from __future__ import annotations

from typing import Any

from server.api.resource import Caller, Resource, Who, in_school, open_to, running
from server.push import subscriptions, vapid
from server.seam import gives, gives_nothing, takes
from server.settings import SettingsError
from server.shapes import alarms as shapes


@in_school.route("/notifications")
class Notifications(Resource):
    """Where this device takes pushes."""

    @open_to(Who.MEMBER)
    @gives(shapes.Notifications)
    def get(self, caller: Caller) -> dict[str, Any]:
        """The key to subscribe with, and whether this device has."""
        server = running()
        try:
            key = vapid.public_key(server.settings.push_private_key())
        except SettingsError:
            key = None
        with server.database.reading() as connection:
            found = subscriptions.of_device(connection, caller.school.id, caller.device)
        return {"key": key, "subscribed": found is not None}

    @open_to(Who.MEMBER)
    @takes(shapes.Subscribe)
    @gives_nothing
    def put(self, caller: Caller, body: dict[str, Any]) -> None:
        """Take pushes there from now on."""
        server = running()
        subscriptions.check_subscription(body, loopback=server.settings.push_loopback)
        found = subscriptions.Subscription(caller.device, caller.member, body["endpoint"], body["p256dh"], body["auth"])
        with server.database.writing() as connection:
            subscriptions.keep(connection, caller.school.id, found, server.clock())

    @open_to(Who.MEMBER)
    @gives_nothing
    def delete(self, caller: Caller) -> None:
        """Take no more pushes."""
        with running().database.writing() as connection:
            subscriptions.forget(connection, caller.school.id, caller.device)
