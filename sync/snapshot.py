"""Snapshots: a vault's merged state, sealed, so that a new device shows something at once (`docs/protocol.md` §9).

    snapshot = make_snapshot(place, cursor, 1, canonical, epoch_key, device)
    parse_snapshot(snapshot.data) == snapshot
    verify_snapshot(snapshot, device.public)  ->  True
    open_snapshot(snapshot, epoch_key)  ->  canonical

A snapshot is a convenience, never a source: the reader pulls the log behind it and compares; the log wins.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from struct import Struct
from typing import Final

from schemas.codes import Code
from schemas.limits import MAX_LEAF_INTEGER, SUITE
from sync.encoding import HASH_SIZE, ID_SIZE, SIGNATURE_SIZE, Malformed, Random, digest
from sync.entry import PublicKey, verify
from sync.epoch import Place
from sync.keys import DeviceKey
from sync.log import Cursor
from sync.seal import OVERHEAD, pad, seal, sealed_size, unpad, unseal

MAGIC: Final = b"BSDN"
TAG: Final = b"beside/snapshot/1"
_FIXED: Final = Struct(">4sB16s16s16s16s16sQ32sII")
HEADER_SIZE: Final = _FIXED.size
"""133 bytes."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of the vault of `place` at `cursor`, merged by `device` knowing the forms of version `catalogue`, sealed
    under the key of the epoch of `place`. `data` are the bytes as signed.
    """

    place: Place
    device: bytes
    cursor: Cursor
    catalogue: int
    data: bytes

    @property
    def body(self) -> bytes:
        """The sealed state."""
        return self.data[HEADER_SIZE:-SIGNATURE_SIZE]


def make_snapshot(
    place: Place,
    cursor: Cursor,
    catalogue: int,
    canonical: bytes,
    epoch_key: bytes,
    *,
    device: DeviceKey,
    random: Random = os.urandom,
) -> Snapshot:
    """Seal and sign a canonical state. Raises `Malformed` for what a reader would refuse."""
    ids = (*place, device.id, cursor.log_id)
    if any(len(found) != ID_SIZE for found in ids) or len(cursor.log_hash) != HASH_SIZE:
        raise Malformed("an id in a snapshot must be of 16 bytes, its hash of 32")
    if not (0 <= cursor.seq <= MAX_LEAF_INTEGER and 1 <= catalogue < 2**32):
        raise Malformed("`seq` or `catalogue` is out of bounds")
    header = _FIXED.pack(
        MAGIC, SUITE, *place, device.id, cursor.log_id, cursor.seq, cursor.log_hash, catalogue,
        sealed_size(len(canonical)),
    )  # fmt: skip
    body = seal(epoch_key, TAG, header, pad(canonical), random)
    signature = device.private.sign(TAG + header + digest(body))
    return Snapshot(place, device.id, cursor, catalogue, header + body + signature)


def parse_snapshot(data: bytes) -> Snapshot:
    """Read a snapshot; neither signature nor seal is checked.

    Raises `Malformed`, with `Code.UNKNOWN_KIND` for a suite of a newer version.
    """
    if len(data) < HEADER_SIZE + OVERHEAD + SIGNATURE_SIZE:
        raise Malformed("a snapshot is cut short")
    (
        magic, suite, school, vault, epoch, device, log_id, seq, log_hash, catalogue, body_size,
    ) = _FIXED.unpack_from(data)  # fmt: skip
    if magic != MAGIC:
        raise Malformed("a snapshot begins with BSDN")
    if suite != SUITE:
        raise Malformed("a snapshot of this suite is not taken", Code.UNKNOWN_KIND)
    if len(data) != HEADER_SIZE + body_size + SIGNATURE_SIZE:
        raise Malformed("a snapshot's length is not what its header says")
    if seq > MAX_LEAF_INTEGER or catalogue < 1:
        raise Malformed("`seq` or `catalogue` is out of bounds")
    return Snapshot(Place(school, vault, epoch), device, Cursor(log_id, seq, log_hash), catalogue, data)


def verify_snapshot(snapshot: Snapshot, public: PublicKey) -> bool:
    """Whether the snapshot is signed by `public`, the key of its device."""
    signed = TAG + snapshot.data[:HEADER_SIZE] + digest(snapshot.body)
    return verify(snapshot.data[-SIGNATURE_SIZE:], signed, public)


def open_snapshot(snapshot: Snapshot, epoch_key: bytes) -> bytes:
    """The canonical state. Raises `BadSeal`, or `Malformed` for false padding under a true seal."""
    return unpad(unseal(epoch_key, TAG, snapshot.data[:HEADER_SIZE], snapshot.body))
