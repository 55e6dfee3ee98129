"""Checkpoints: a device's signed word on how far it has applied a vault's log (`docs/protocol.md` §8).

    checkpoint = sign_checkpoint(school, vault, cursor, device)
    parse_checkpoint(checkpoint.data) == checkpoint
    verify_checkpoint(checkpoint, device.public)  ->  True

Two that name one log and one seq with different hashes show that two devices were told different histories.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import Final

from schemas.codes import Code
from schemas.limits import MAX_LEAF_INTEGER, SUITE
from sync.encoding import HASH_SIZE, ID_SIZE, SIGNATURE_SIZE, Malformed
from sync.entry import PublicKey, verify
from sync.keys import DeviceKey
from sync.log import Cursor

MAGIC: Final = b"BSDC"
TAG: Final = b"beside/checkpoint/1"
_FIXED: Final = Struct(">4sB16s16s16sQ32s16s")
CHECKPOINT_SIZE: Final = _FIXED.size + SIGNATURE_SIZE
"""173 bytes."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`device` had applied the log of `vault` up to `cursor`. `data` are the bytes as signed."""

    school: bytes
    vault: bytes
    cursor: Cursor
    device: bytes
    data: bytes


def sign_checkpoint(school: bytes, vault: bytes, cursor: Cursor, device: DeviceKey) -> Checkpoint:
    """Say that `device` has applied everything up to `cursor`. Raises `Malformed` for what a reader would refuse."""
    ids = (school, vault, cursor.log_id, device.id)
    if any(len(found) != ID_SIZE for found in ids) or len(cursor.log_hash) != HASH_SIZE:
        raise Malformed("an id in a checkpoint must be of 16 bytes, its hash of 32")
    if not 0 <= cursor.seq <= MAX_LEAF_INTEGER:
        raise Malformed("`seq` must be from 0 to 2^53 - 1")
    before = _FIXED.pack(MAGIC, SUITE, school, vault, cursor.log_id, cursor.seq, cursor.log_hash, device.id)
    return Checkpoint(school, vault, cursor, device.id, before + device.private.sign(TAG + before))


def parse_checkpoint(data: bytes) -> Checkpoint:
    """Read a checkpoint; the signature is not checked.

    Raises `Malformed`, with `Code.UNKNOWN_KIND` for a suite of a newer version.
    """
    if len(data) != CHECKPOINT_SIZE:
        raise Malformed(f"a checkpoint is of {CHECKPOINT_SIZE} bytes")
    magic, suite, school, vault, log_id, seq, log_hash, device = _FIXED.unpack_from(data)
    if magic != MAGIC:
        raise Malformed("a checkpoint begins with BSDC")
    if suite != SUITE:
        raise Malformed("a checkpoint of this suite is not taken", Code.UNKNOWN_KIND)
    if seq > MAX_LEAF_INTEGER:
        raise Malformed("`seq` must be from 0 to 2^53 - 1")
    return Checkpoint(school, vault, Cursor(log_id, seq, log_hash), device, data)


def verify_checkpoint(checkpoint: Checkpoint, public: PublicKey) -> bool:
    """Whether the checkpoint is signed by `public`, the key of its device."""
    return verify(checkpoint.data[-SIGNATURE_SIZE:], TAG + checkpoint.data[:-SIGNATURE_SIZE], public)
