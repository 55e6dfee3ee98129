"""The question "is there anything new?", answered in one round trip and, where there is not, in one word.

digest = H(school head ‖ heads of the vaults that I am entitled to, by id
           ‖ H of each checkpoint of other devices, sorted ‖ H of each notice, sorted)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from server.logs import checkpoints
from server.logs.heads import Head
from server.logs.late import notices_of
from server.logs.schools import SchoolNow


def digest_of(
    school_head: tuple[int, bytes], heads: Iterable[Head], others: Iterable[bytes], notices: Iterable[bytes]
) -> bytes:
    """SHA-256 over all that a member can have fetched (`docs/protocol.md` §10)."""
    seq, log_hash = school_head
    parts = [seq.to_bytes(8, "big"), log_hash]
    for head in heads:
        parts += (head.vault, head.log_id, head.seq.to_bytes(8, "big"), head.log_hash)
    for things in (others, notices):
        parts += sorted(sha256(thing).digest() for thing in things)
    return sha256(b"".join(parts)).digest()


def exchange(
    connection: Connection, now: SchoolNow, heads: Sequence[Head], *, member: bytes, device: bytes, digest: bytes
) -> dict[str, Any]:
    """`{"same": True}` where `digest` covers all there is for this member's device, else all there is. `heads` are those of the
    vaults that the member is entitled to."""
    others = checkpoints.of_others(connection, now.school.id, heads, device)
    notices = notices_of(connection, now.school, member, heads)
    if digest == digest_of(now.head, heads, others, notices):
        return {"same": True}
    return {
        "same": False,
        "school": now.head,
        "heads": [(head.vault, head.log_id, head.seq, head.log_hash) for head in heads],
        "checkpoints": others,
        "notices": notices,
        "restored": now.restored_at,
    }
