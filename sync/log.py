"""The running hash of a log, and the cursor of who has read it (`docs/protocol.md` §1).

log_hash = hash_0(school, vault)
log_hash = next_hash(log_hash, entry.hash)      # for every entry, in the log's order
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

LOG_TAG: Final = b"beside/log/1"


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a log was read: its id (16 bytes, new when a server is restored), the last seq, the hash up to it (32)."""

    log_id: bytes
    seq: int
    log_hash: bytes


def hash_0(school: bytes, vault: bytes) -> bytes:
    """The hash of a vault's empty log."""
    return sha256(LOG_TAG + school + vault).digest()


def next_hash(log_hash: bytes, entry_hash: bytes) -> bytes:
    """The log's hash after one more entry."""
    return sha256(log_hash + entry_hash).digest()
