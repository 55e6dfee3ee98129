"""The numbers of the protocol, declared once (`docs/protocol.md`); exported with the catalogue."""

from __future__ import annotations

from typing import Final

PROTOCOL_VERSION: Final = 1
"""Stated in every exchange."""
OLDEST_PROTOCOL_READ: Final = 1
"""The oldest protocol the server speaks in an exchange; pushes of every version ever taken are still taken."""

SUITE: Final = 1
MAX_OP_BYTES: Final = 64 * 1024
"""An op or drop with header and signature."""
MAX_CLEAR_ENTRY_BYTES: Final = 256 * 1024
"""A genesis, epoch or membership entry: a wrap for everybody of a large school fits."""
MAX_BATCH_ENTRIES: Final = 500
MAX_BATCH_BYTES: Final = 1024 * 1024
MAX_BATCHES: Final = 500
"""Of one push: one a vault."""
MAX_PULL_BYTES: Final = 4 * 1024 * 1024
"""One answer to a pull; `more` says that there is more."""
MIN_PADDED_BYTES: Final = 256
MAX_BLOBS: Final = 16

ARGON2_MEMORY_KIB: Final = 64 * 1024
ARGON2_ITERATIONS: Final = 3
ARGON2_LANES: Final = 1
MIN_PASSWORD_LENGTH: Final = 12
"""Characters, after NFKC."""

MAX_LEAF_INTEGER: Final = 2**53 - 1
MAX_NESTED: Final = 32
"""How deep what nobody declared may lie in an op. Every reader's parser has some bound, and each its own."""
MAX_CLOCK_SKEW_SHOWN_MS: Final = 5 * 60 * 1000
"""A device whose clock differs from the server's by more is told so; nothing is refused for it."""
