"""Where routes hang, and who may call them.

    @in_school.route("/exchange")
    class Exchange(Resource):
        @open_to(Who.MEMBER)
        @takes(shapes.Exchange)
        @gives(shapes.Exchanged)
        def post(self, caller: Caller, body: dict[str, Any]) -> dict[str, Any]: …

Every method says `open_to`; a test loops over them all. It comes first, so that nobody's body is read before it is known who
sends it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from flask import current_app, g, request
from flask_restx import Namespace
from werkzeug.routing import BaseConverter, ValidationError

from server.accounts.callers import Caller, identify, known_school
from server.context import Server
from server.seam import STRANGERS
from sync.encoding import ID_SIZE, Malformed, b64u, unb64u

if TYPE_CHECKING:
    from flask.views import MethodView as Resource
else:
    from flask_restx import Resource

__all__ = ["Caller", "Resource", "Who", "in_school", "on_server", "open_to", "running", "who_calls"]

on_server = Namespace("server", path="/", description="Of the server as a whole")
in_school = Namespace("school", path="/schools/<id:school>", description="Of one school")


class Who(Enum):
    """Who may call a method."""

    ANYBODY = "anybody"
    PROVEN = "who brings a proof of another kind: a token, a signature"
    PENDING = "a member, also on a device that is not let in yet"
    MEMBER = "a member on a device that is let in"
    ADMINISTRATOR = "an administrator"


NEEDS_SESSION: Final = frozenset({Who.PENDING, Who.MEMBER, Who.ADMINISTRATOR})


class IdConverter(BaseConverter):
    """16 bytes in base64url in a URL: `<id:school>`."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> bytes:
        try:
            return unb64u(value, ID_SIZE)
        except Malformed:
            raise ValidationError from None

    def to_url(self, value: bytes) -> str:
        return b64u(value)


def running() -> Server:
    """The server that this process runs."""
    server: Server = current_app.extensions["beside"]
    return server


def open_to(who: Who, *, restoring: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let only `who` call the method. It gets `caller` where a session is needed, `school` (the id) where not, and neither
    outside a school. `restoring`: also for others than administrators while the server is being restored.
    """

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def opened(self: Resource, **kwargs: Any) -> Any:
            g.setdefault(STRANGERS, who not in NEEDS_SESSION)
            school = kwargs.pop("school", None)
            if school is None:
                return method(self, **kwargs)
            server = running()
            if who in NEEDS_SESSION:
                token = request.cookies.get(cookie_name(server))
                caller = identify(server, school, token, restoring=restoring)
                caller.must(pending=who is Who.PENDING, administrator=who is Who.ADMINISTRATOR)
                return method(self, caller=caller, **kwargs)
            known_school(server, school, restoring=restoring)
            return method(self, school=school, **kwargs)

        apidoc = dict(getattr(opened, "__apidoc__", {}))
        apidoc["vendor"] = {**apidoc.get("vendor", {}), "x-who": who.value}
        apidoc["security"] = [{"session": []}] if who in NEEDS_SESSION else []
        opened.__apidoc__ = apidoc  # type: ignore[attr-defined]  # what flask-restx reads
        opened.__who__ = who  # type: ignore[attr-defined]  # what the tests of every route read
        return opened

    return decorate


def who_calls(method: Callable[..., Any]) -> Who | None:
    """Who may call a method of a route; None where it does not say."""
    return getattr(method, "__who__", None)


def cookie_name(server: Server) -> str:
    """`__Host-` ties the cookie to this very host, where the browser sees HTTPS."""
    return "__Host-beside" if server.https else "beside"
