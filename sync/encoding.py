"""Bytes, ids and instants as they stand in JSON, and the refusals of a strict reader (`docs/protocol.md`).

b64u(b"\\xff\\xfe")  ->  "__4"
parse_instant("2026-11-23T09:15:02.123+00:00")  ->  1795425302123
"""

from __future__ import annotations

import json
import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any, Final

from schemas.codes import Code

ID_SIZE: Final = 16
KEY_SIZE: Final = 32
HASH_SIZE: Final = 32
SIGNATURE_SIZE: Final = 64
ZERO_ID: Final = bytes(ID_SIZE)
ZERO_HASH: Final = bytes(HASH_SIZE)

Random = Callable[[int], bytes]
"""Where nonces, keys and ids come from: `os.urandom`, or fixed bytes where vectors are made."""


class Refused(ValueError):  # noqa: N818 - named for what it says, as its kinds are
    """Something that is not taken. `code` says why to a program; the message names a field, never content."""

    def __init__(self, message: str, code: Code) -> None:
        super().__init__(message)
        self.code = code


class Malformed(Refused):
    """Bytes or text that are not of the form they should have."""

    def __init__(self, message: str, code: Code = Code.MALFORMED) -> None:
        super().__init__(message, code)


class BadSeal(Refused):
    """A seal that does not open: another key, another place, or changed bytes. Which of these cannot be told."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Code.BAD_SEAL)


def b64u(data: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64u(text: object, size: int | None = None, name: str = "bytes") -> bytes:
    """The bytes that `text` spells, `size` of them if given. One spelling only: no padding, no stray bits.

    Raises `Malformed`, naming the field `name`.
    """
    if not isinstance(text, str):
        raise Malformed(f"`{name}` must be base64url")
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, NotBase64):
        raise Malformed(f"`{name}` must be base64url") from None
    if b64u(data) != text:
        raise Malformed(f"`{name}` must be base64url")
    if size is not None and len(data) != size:
        raise Malformed(f"`{name}` must be of {size} bytes")
    return data


def json_bytes(members: Mapping[str, Any]) -> bytes:
    """A JSON object without spaces, in UTF-8, members in the order given: how every clear body is first written.

    What was written is kept and hashed as bytes; it is never written again from what was read.
    """
    return json.dumps(members, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def new_id(random: Random = os.urandom) -> bytes:
    """A fresh id: 16 random bytes."""
    return random(ID_SIZE)


def digest(*parts: bytes) -> bytes:
    """SHA-256 over the parts joined, 32 bytes: the `H` of the protocol."""
    return sha256(b"".join(parts)).digest()


_instant = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}"
    r"[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]"
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


def parse_instant(text: object) -> int:
    """Milliseconds since 1970 UTC of an instant such as ``2026-11-23T09:15:02.123+00:00``.

    Years 0001 to 9999, no leap second. Raises `Malformed` for every other spelling and for days that do not exist.
    """
    if not isinstance(text, str) or _instant.fullmatch(text) is None:
        raise Malformed("an instant is written as 2026-11-23T09:15:02.123+00:00")
    try:
        return (datetime.fromisoformat(text) - _EPOCH) // _MILLISECOND
    except (ValueError, OverflowError):
        raise Malformed("an instant names a day that does not exist") from None


def format_instant(milliseconds: int, offset: int = 0) -> str:
    """The instant of `milliseconds` since 1970 UTC, as read on a clock `offset` minutes ahead of UTC.

    Raises `Malformed` outside the years 0001 to 9999 and for an offset of a day or more.
    """
    try:
        moment = (_EPOCH + milliseconds * _MILLISECOND).astimezone(timezone(timedelta(minutes=offset)))
    except (ValueError, OverflowError):
        raise Malformed("an instant lies in the years 0001 to 9999") from None
    return moment.isoformat(timespec="milliseconds")
