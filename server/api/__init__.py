"""The HTTP API: one thin module a path, each loading, calling and answering; what it means is decided below it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask
from flask_restx import Api
from werkzeug.wrappers import Response as WSGIResponse

from server import seam
from server.api import (
    account,
    alarm_tests,
    code,
    counters,
    exchange,
    health,
    join,
    late,
    log,
    notifications,
    password,
    pull,
    push,
    restored,
    sessions,
    set_up,
    sign_in,
    snapshot,
    visits,
)
from server.api.resource import in_school, on_server
from server.errors import answer_to
from server.shapes.errors import Refusal

__all__ = [
    "account", "alarm_tests", "blueprint", "code", "counters", "exchange", "health", "join", "late", "log", "notifications",
    "password", "pull", "push", "restored", "sessions", "set_up", "sign_in", "snapshot", "visits",
]  # fmt: skip

DESCRIPTION = """What a device of Beside asks of its server. Records are sealed before they come here.

Ids, keys, hashes and signatures are base64url without padding. `docs/protocol.md` says what the entries are."""


class OurApi(Api):  # type: ignore[misc]  # flask-restx has no types
    """flask-restx, answering errors in our shape."""

    def handle_error(self, e: Exception) -> WSGIResponse:
        return answer_to(e)

    @property
    def __schema__(self) -> dict[str, Any]:
        """The OpenAPI document, with what flask-restx has no place for."""
        document: dict[str, Any] = super().__schema__
        for path in document.get("paths", {}).values():
            for operation in path.values():
                if isinstance(operation, dict):
                    _complete(operation)
        return document

    def _register_apidoc(self, app: Flask) -> None:
        """Leave out flask-restx's own page and its files: `server.docs` has one that keeps to the content policy."""


def _complete(operation: dict[str, Any]) -> None:
    """Say which media type an operation takes, and that whatever goes wrong is answered in one shape."""
    if "x-consumes" in operation:
        operation["consumes"] = [operation["x-consumes"]]
    operation["responses"]["default"] = {"description": "Refused", "schema": {"$ref": "#/definitions/Refusal"}}
    operation["produces"] = sorted({seam.JSON, *operation.get("produces", ())})


def blueprint(version: str) -> Blueprint:
    """Every route under `/api`, with the OpenAPI document at `/api/openapi.json`."""
    pages = Blueprint("api", __name__, url_prefix="/api")
    api = OurApi(
        pages,
        doc=False,
        default_swagger_filename="openapi.json",
        title="Beside",
        version=version,
        description=DESCRIPTION,
        authorizations={"session": {"type": "apiKey", "in": "header", "name": "Cookie"}},
    )
    for namespace in (on_server, in_school):
        api.add_namespace(namespace)
    seam.model(Refusal)
    api.models.update(seam.every_model())

    return pages
