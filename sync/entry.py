"""An entry of a vault's log: fixed header, body, signature (`docs/protocol.md` §1).

    entry = sign_entry(header, body, device_key)
    data = encode(entry)                    # what is stored and sent
    parse(data) == entry
    verify_entry(entry, device_public)  ->  True

Chain and signature cover `entry.signed`, which holds the body's hash and not the body; `entry.hash` is over that and
never over the signature. Parsing and hashing take a few microseconds: a server reads thousands a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import sha256
from struct import Struct
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from schemas.codes import Code
from schemas.limits import MAX_BLOBS, MAX_CLEAR_ENTRY_BYTES, MAX_LEAF_INTEGER, MAX_OP_BYTES, SUITE
from sync.encoding import HASH_SIZE, ID_SIZE, SIGNATURE_SIZE, ZERO_ID, Malformed

MAGIC: Final = b"BSDE"


class Kind(IntEnum):
    """What an entry is. `ERASE` is reserved: no reader takes one today."""

    GENESIS = 1
    OP = 2
    EPOCH = 3
    MEMBERSHIP = 4
    DROP = 5
    ACCEPT = 6
    VOID = 7
    ERASE = 8

    @property
    def tag(self) -> bytes:
        """What the signed bytes begin with, e.g. ``beside/op/1``."""
        return f"beside/{self.name.lower()}/1".encode()


_KINDS: Final = {int(kind): kind for kind in Kind if kind is not Kind.ERASE}
_TAGS: Final = {kind: kind.tag for kind in Kind}
_LARGE: Final = frozenset((Kind.GENESIS, Kind.EPOCH, Kind.MEMBERSHIP))

_FIXED: Final = Struct(">4sBB16s16s16s16sQ32s16sQ32sIB")
HEADER_SIZE: Final = _FIXED.size
"""171 bytes, without blobs."""


@dataclass(frozen=True, slots=True)
class Header:
    """Who wrote what kind of entry where, after what. Ids of 16 bytes, hashes of 32.

    `counter` and `prev` chain the entries of `device` (in a drop: the ticket's id) in this vault; `seen_seq` and
    `seen_hash` are the author's applied cursor; `blobs` the hashes of sealed files that belong to the entry.
    """

    kind: Kind
    school: bytes
    vault: bytes
    epoch: bytes
    device: bytes
    counter: int
    prev: bytes
    op_id: bytes
    seen_seq: int
    seen_hash: bytes
    blobs: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole entry. `signed` is tag, header and body hash; `hash` is SHA-256 of that. Made by `parse` and `sign_entry`."""

    header: Header
    body: bytes
    signature: bytes
    signed: bytes
    hash: bytes

    @property
    def header_bytes(self) -> bytes:
        """The header as it stands in the entry: what the body is sealed to."""
        return self.signed[len(_TAGS[self.header.kind]) : -HASH_SIZE]


def most_bytes(kind: Kind) -> int:
    """The greatest size of a whole entry of this kind, in bytes."""
    return MAX_CLEAR_ENTRY_BYTES if kind in _LARGE else MAX_OP_BYTES


def encode_header(header: Header, body_size: int) -> bytes:
    """The header's bytes for a body of `body_size` bytes. Raises `Malformed` for what a reader would refuse."""
    ids = (header.school, header.vault, header.epoch, header.device, header.op_id)
    if any(len(found) != ID_SIZE for found in ids):
        raise Malformed("an id in a header must be of 16 bytes")
    if any(len(found) != HASH_SIZE for found in (header.prev, header.seen_hash, *header.blobs)):
        raise Malformed("a hash in a header must be of 32 bytes")
    if len(header.blobs) > MAX_BLOBS:
        raise Malformed("an entry names too many blobs")
    _check(header.kind, header.epoch, header.counter, header.seen_seq)
    size = HEADER_SIZE + HASH_SIZE * len(header.blobs) + body_size + SIGNATURE_SIZE
    if size > most_bytes(header.kind):
        raise Malformed("an entry is larger than its kind may be", Code.TOO_LARGE)
    fixed = _FIXED.pack(
        MAGIC, SUITE, header.kind, header.school, header.vault, header.epoch, header.device, header.counter,
        header.prev, header.op_id, header.seen_seq, header.seen_hash, body_size, len(header.blobs),
    )  # fmt: skip
    return b"".join((fixed, *header.blobs))


def _check(kind: Kind, epoch: bytes, counter: int, seen_seq: int) -> None:
    if kind not in _KINDS:
        raise Malformed("an entry of this kind is not taken", Code.UNKNOWN_KIND)
    if (epoch == ZERO_ID) is not (kind is Kind.GENESIS):
        raise Malformed("`epoch` is zero in a genesis and nowhere else")
    if not 1 <= counter <= MAX_LEAF_INTEGER:
        raise Malformed("`counter` must be from 1 to 2^53 - 1")
    if not 0 <= seen_seq <= MAX_LEAF_INTEGER:
        raise Malformed("`seen seq` must be from 0 to 2^53 - 1")


def signed_bytes(kind: Kind, header: bytes, body: bytes) -> bytes:
    """What is signed and hashed: tag ‖ header ‖ SHA-256(body)."""
    return _TAGS[kind] + header + sha256(body).digest()


def entry_hash(signed: bytes) -> bytes:
    """An entry's hash, from its signed bytes."""
    return sha256(signed).digest()


def sign_entry(header: Header, body: bytes, key: Ed25519PrivateKey) -> Entry:
    """Sign header and body (sealed already, where the kind is). Raises `Malformed` for what a reader would refuse."""
    signed = signed_bytes(header.kind, encode_header(header, len(body)), body)
    return Entry(header, bytes(body), key.sign(signed), signed, entry_hash(signed))


def encode(entry: Entry) -> bytes:
    """The entry's bytes: header ‖ body ‖ signature."""
    return entry.header_bytes + entry.body + entry.signature


def parse(data: bytes) -> Entry:
    """Read an entry; every length is checked, the signature is not.

    Raises `Malformed`: with `Code.UNKNOWN_KIND` for a suite or kind of a newer version, with `Code.TOO_LARGE` beyond the
    size that the kind may have.
    """
    if len(data) < HEADER_SIZE + SIGNATURE_SIZE:
        raise Malformed("an entry is cut short")
    (
        magic, suite, kind_number, school, vault, epoch, device, counter, prev, op_id, seen_seq, seen_hash,
        body_size, blob_count,
    ) = _FIXED.unpack_from(data)  # fmt: skip
    if magic != MAGIC:
        raise Malformed("an entry begins with BSDE")
    kind = _KINDS.get(kind_number)
    if suite != SUITE or kind is None:
        raise Malformed("an entry of this suite or kind is not taken", Code.UNKNOWN_KIND)
    _check(kind, epoch, counter, seen_seq)
    if blob_count > MAX_BLOBS:
        raise Malformed("an entry names too many blobs")
    header_size = HEADER_SIZE + HASH_SIZE * blob_count
    if len(data) != header_size + body_size + SIGNATURE_SIZE:
        raise Malformed("an entry's length is not what its header says")
    if len(data) > most_bytes(kind):
        raise Malformed("an entry is larger than its kind may be", Code.TOO_LARGE)
    blobs = _blobs(data, blob_count) if blob_count else ()
    header = Header(kind, school, vault, epoch, device, counter, prev, op_id, seen_seq, seen_hash, blobs)
    body = data[header_size:-SIGNATURE_SIZE]
    signed = _TAGS[kind] + data[:header_size] + sha256(body).digest()
    return Entry(header, body, data[-SIGNATURE_SIZE:], signed, sha256(signed).digest())


def _blobs(data: bytes, count: int) -> tuple[bytes, ...]:
    starts = range(HEADER_SIZE, HEADER_SIZE + HASH_SIZE * count, HASH_SIZE)
    return tuple(data[start : start + HASH_SIZE] for start in starts)


PublicKey = bytes | Ed25519PublicKey
"""An Ed25519 public key: its 32 bytes, or loaded already."""


@lru_cache(maxsize=1024)
def _loaded(key: bytes) -> Ed25519PublicKey:
    """A key made ready for use, which costs a fifth of verifying. Raises `ValueError` for bytes that are no key."""
    return Ed25519PublicKey.from_public_bytes(key)


def verify(signature: bytes, signed: bytes, public: PublicKey) -> bool:
    """Whether `signature` over `signed` is by `public`. A key that is none verifies nothing."""
    try:
        key = _loaded(public) if isinstance(public, bytes) else public
        key.verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def verify_entry(entry: Entry, public: PublicKey) -> bool:
    """Whether the entry is signed by `public`: the device's key, or the ticket's for a drop."""
    return verify(entry.signature, entry.signed, public)


_WORTH_A_THREAD: Final = 16
_PART: Final = 32


def verify_many(entries: Sequence[Entry], keys: Sequence[PublicKey]) -> list[int]:
    """The indices, in order, of the entries that are not signed by the key in the same place of `keys`.

    Two threads share the work, for verifying lets go of the interpreter: some 20,000 entries a second on two cores.
    """
    if len(entries) != len(keys):
        raise ValueError("as many keys as entries are needed")
    # Whoever is ready first takes the next part: a thread that had to wait holds nobody up.
    parts = iter(range(0, len(entries), _PART))
    if len(entries) < _WORTH_A_THREAD:
        return _bad(entries, keys, parts)
    # A thread for one call costs a hundredth of what it saves, and nothing is left over for a fork to inherit.
    with ThreadPoolExecutor(1) as executor:
        second = executor.submit(_bad, entries, keys, parts)
        return sorted(_bad(entries, keys, parts) + second.result())


def _bad(entries: Sequence[Entry], keys: Sequence[PublicKey], parts: Iterator[int]) -> list[int]:
    return [
        index
        for start in parts
        for index in range(start, min(start + _PART, len(entries)))
        if not verify_entry(entries[index], keys[index])
    ]
