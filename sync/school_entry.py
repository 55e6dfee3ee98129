"""An entry of the school's log: header, clear body, signature (`docs/protocol.md` §5).

    entry = sign(school, seq, prev, body, key)
    parse(encode(entry)) == entry
    verify(entry, public)  ->  True

Made and signed as a vault's entries are (`sync.entry`), with one difference: there is one chain for all, and an entry
names its place in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from struct import Struct
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schemas.codes import Code
from schemas.limits import MAX_CLEAR_ENTRY_BYTES, MAX_LEAF_INTEGER, SUITE
from sync import entry as vault_entry
from sync.encoding import HASH_SIZE, ID_SIZE, SIGNATURE_SIZE, Malformed
from sync.keys import key_id

MAGIC: Final = b"BSDS"
TAG: Final = b"beside/school/1"
LOG_TAG: Final = b"beside/school-log/1"
_FIXED: Final = Struct(">4sB16sQ32s16sI")
HEADER_SIZE: Final = _FIXED.size
"""81 bytes."""


@dataclass(frozen=True, slots=True)
class SchoolEntry:
    """A whole entry. `seq` counts from 1, `prev` is the log's hash before it, `signer` the id of the signing key;
    `signed` is tag, header and body hash, `hash` SHA-256 of that. Made by `parse` and `sign`.
    """

    school: bytes
    seq: int
    prev: bytes
    signer: bytes
    body: bytes
    signature: bytes
    signed: bytes
    hash: bytes


def hash_0(school: bytes) -> bytes:
    """The hash of a school's empty log."""
    return sha256(LOG_TAG + school).digest()


def sign(school: bytes, seq: int, prev: bytes, body: bytes, key: Ed25519PrivateKey) -> SchoolEntry:
    """Sign a body for the place `seq` behind `prev`. Raises `Malformed` for what a reader would refuse."""
    if len(school) != ID_SIZE or len(prev) != HASH_SIZE:
        raise Malformed("`school` must be of 16 bytes and `prev` of 32")
    signer = key_id(key.public_key().public_bytes_raw())
    header = _FIXED.pack(MAGIC, SUITE, school, seq, prev, signer, len(body))
    return parse(header + body + key.sign(_signed(header, body)))


def _signed(header: bytes, body: bytes) -> bytes:
    return TAG + header + sha256(body).digest()


def encode(entry: SchoolEntry) -> bytes:
    """The entry's bytes: header ‖ body ‖ signature."""
    return entry.signed[len(TAG) : -HASH_SIZE] + entry.body + entry.signature


def parse(data: bytes) -> SchoolEntry:
    """Read an entry; every length is checked, the signature and what the body says are not.

    Raises `Malformed`: with `Code.UNKNOWN_KIND` for a newer suite, with `Code.TOO_LARGE` beyond 256 KiB.
    """
    if len(data) < HEADER_SIZE + SIGNATURE_SIZE:
        raise Malformed("a school entry is cut short")
    magic, suite, school, seq, prev, signer, body_size = _FIXED.unpack_from(data)
    if magic != MAGIC:
        raise Malformed("a school entry begins with BSDS")
    if suite != SUITE:
        raise Malformed("a school entry of this suite is not taken", Code.UNKNOWN_KIND)
    if not 1 <= seq <= MAX_LEAF_INTEGER:
        raise Malformed("`seq` must be from 1 to 2^53 - 1")
    if len(data) != HEADER_SIZE + body_size + SIGNATURE_SIZE:
        raise Malformed("a school entry's length is not what its header says")
    if len(data) > MAX_CLEAR_ENTRY_BYTES:
        raise Malformed("a school entry is larger than it may be", Code.TOO_LARGE)
    body = data[HEADER_SIZE:-SIGNATURE_SIZE]
    signed = _signed(data[:HEADER_SIZE], body)
    hashed = sha256(signed).digest()
    return SchoolEntry(school, seq, prev, signer, body, data[-SIGNATURE_SIZE:], signed, hashed)


def verify(entry: SchoolEntry, public: bytes) -> bool:
    """Whether the entry is signed by the Ed25519 key `public`."""
    return vault_entry.verify(entry.signature, entry.signed, public)
