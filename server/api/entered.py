"""What set-up, joining, signing in and a new password have in common: they begin a session."""

from __future__ import annotations

from typing import Any

from flask import request

from server.accounts.signing_in import SignedIn
from server.api.cookies import give_cookie
from server.api.resource import running


def entered(begun: SignedIn) -> dict[str, Any]:
    """The answer SESSION, with the cookie on it."""
    give_cookie(begun.token)
    return {
        "time": running().clock(),
        "session": begun.session.session,
        "member": begun.session.member,
        "device": begun.session.device,
        "pending": begun.pending,
        "bundle": begun.bundle,
    }


def address() -> bytes:
    """Where the request comes from, for counting tries. It is never stored or logged."""
    return (request.remote_addr or "").encode()
