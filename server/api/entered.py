"""What set-up, joining, signing in and a new password have in common: they begin a session."""

from __future__ import annotations

from ipaddress import IPv6Address
from typing import Any, Final

from flask import request

from server.accounts.signing_in import SignedIn
from server.api.cookies import give_cookie
from server.api.resource import running

NETWORK_BYTES: Final = 8
"""Of an IPv6 address: what a provider gives to one customer, at least."""


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
    """Where the request comes from, for counting tries. It is never stored or logged. Of IPv6 the network: whoever has one
    address has all of a network's, and would be somebody else at each try."""
    text = request.remote_addr or ""
    try:
        found = IPv6Address(text)
    except ValueError:
        return text.encode()
    inner = found.ipv4_mapped
    return found.packed[:NETWORK_BYTES] if inner is None else str(inner).encode()
