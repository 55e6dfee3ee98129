"""The API's documents for people: Swagger's page at `/api/docs`, under the same content policy as everything else.

flask-restx's own page starts with a script inside the HTML, which the policy forbids; ours is a page and a script of
two files, and takes Swagger's bundle from where flask-restx keeps it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import flask_restx
from flask import Blueprint, Response

from schemas.codes import Code
from server.headers import CONTENT_POLICY
from server.refusal import Refused
from server.site import ASK, find, send

OURS: Final = Path(__file__).parent
SWAGGER: Final = Path(flask_restx.__file__).parent / "static"
POLICY: Final = CONTENT_POLICY.partition("; require-trusted-types-for")[0].replace(
    "img-src 'self'", "img-src 'self' data:"
)
"""Swagger writes markup by itself, and keeps its icons in its style sheet. What it shows is ours alone: it reads no
query, and can try nothing out."""
SWAGGER_FILES: Final = frozenset({"swagger-ui.css", "swagger-ui-bundle.js"})


def blueprint() -> Blueprint:
    """The page and what it loads."""
    pages = Blueprint("docs", __name__)

    @pages.get("/api/docs")
    def page() -> Response:
        response = _send(OURS, "page.html")
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @pages.get("/api/docs/start.js")
    def start() -> Response:
        return _send(OURS, "start.js")

    @pages.get("/api/docs/<name>")
    def swagger(name: str) -> Response:
        if name not in SWAGGER_FILES:
            raise Refused(Code.NOT_FOUND)
        return _send(SWAGGER, name)

    return pages


def _send(folder: Path, name: str) -> Response:
    file = find(folder, name)
    if file is None:
        raise Refused(Code.NOT_FOUND)
    return send(file, ASK)
