"""One signature, verified once: devices and server of a schedule are one process here, and each of them verifies every entry.

    with remembered(): …        # `sync.entry.verify` asks the library once for each (key, signature, signed bytes)

It proves the same. Whether a signature is good depends on these three alone, all of them bytes that do not change; what is
remembered is the library's own answer to just these, a refusal too. Each server and device still has to ask: who forgets to, or
asks with another key or other bytes, is answered as ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final
from unittest.mock import patch

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync import entry

MOST: Final = 16_384
"""Some schedules' signatures: a few megabytes."""


@lru_cache(maxsize=MOST)
def _is_good(key: bytes, signature: bytes, signed: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except InvalidSignature:
        return False
    return True


class _Remembering:
    """A public key, in the place of the library's."""

    def __init__(self, key: bytes) -> None:
        self.key = key

    @classmethod
    def from_public_bytes(cls, key: bytes) -> _Remembering:
        """As the library's: raises `ValueError` for bytes that are no key."""
        Ed25519PublicKey.from_public_bytes(key)
        return cls(key)

    def verify(self, signature: bytes, signed: bytes) -> None:
        """As the library's: raises `InvalidSignature`."""
        if not _is_good(self.key, signature, signed):
            raise InvalidSignature


@contextmanager
def remembered() -> Iterator[None]:
    """Within the block."""
    entry._loaded.cache_clear()
    with patch.object(entry, "Ed25519PublicKey", _Remembering):
        yield
    entry._loaded.cache_clear()
