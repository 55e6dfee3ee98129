"""Which protocols are spoken: an exchange names its own, and one that is too old or too new is told which side to update."""

from __future__ import annotations

from schemas.codes import Code
from schemas.limits import OLDEST_PROTOCOL_READ, PROTOCOL_VERSION
from server.refusal import Refused


def check_protocol(version: int) -> None:
    """Raise Refused for an exchange or pull by another protocol: UPGRADE_CLIENT or SERVER_TOO_OLD."""
    if version < OLDEST_PROTOCOL_READ:
        raise Refused(Code.UPGRADE_CLIENT, oldest=OLDEST_PROTOCOL_READ)
    check_push(version)


def check_push(version: int) -> None:
    """Raise Refused(SERVER_TOO_OLD) for a push by a newer protocol. Older pushes are taken for ever."""
    if version > PROTOCOL_VERSION:
        raise Refused(Code.SERVER_TOO_OLD)
