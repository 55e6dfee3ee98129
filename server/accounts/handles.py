"""Sign-in names. They need not be people's names, and stand in clear on the server.

>>> handle_key(" Ａnna.w ")
'anna.w'
"""

from __future__ import annotations

import unicodedata
from typing import Final

MOST_CHARACTERS: Final = 64


def handle_key(handle: str) -> str:
    """The handle as it is compared: NFKC, case folded, without spaces around it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", handle).casefold()).strip()


def is_handle(handle: str) -> bool:
    """Whether this can be a sign-in name: 1 to 64 printable characters."""
    key = handle_key(handle)
    return (
        0 < len(key) <= MOST_CHARACTERS
        and len(handle) <= MOST_CHARACTERS
        and handle.isprintable()
        and key.isprintable()
    )
