"""The session's cookie: out of scripts' reach, never sent from another site's page, only over HTTPS where there is HTTPS."""

from __future__ import annotations

from flask import Response, after_this_request

from server.api.resource import cookie_name, running


def give_cookie(token: str) -> None:
    """Put the session's token on this request's answer."""
    server = running()

    @after_this_request
    def put(response: Response) -> Response:
        response.set_cookie(
            cookie_name(server),
            token,
            max_age=server.settings.session_days * 24 * 3600,
            path="/",
            secure=server.https,
            httponly=True,
            samesite="Strict",
        )
        return response


def take_cookie() -> None:
    """Have the browser forget the session's token."""
    server = running()

    @after_this_request
    def remove(response: Response) -> Response:
        response.set_cookie(
            cookie_name(server), "", max_age=0, path="/", secure=server.https, httponly=True, samesite="Strict"
        )
        return response
