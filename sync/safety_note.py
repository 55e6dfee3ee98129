"""Safety notes: what one person must know to look for a visitor who is not back (`docs/protocol.md` §12).

    note = seal_note(school, visit, member.seal, content, device)
    parse_note(note.data) == note
    verify_note(note, device.public)  ->  True
    open_note(note, account.seal)     ->  content

The server keeps one for each person whom it would tell, hands it over when that person is due it, and deletes all of them
a day after the visitor is back. It reads none.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from schemas.codes import Code
from schemas.limits import SUITE
from sync.encoding import ID_SIZE, SIGNATURE_SIZE, Malformed, digest
from sync.entry import PublicKey, verify
from sync.keys import DeviceKey, key_id
from sync.seal import HPKE_OVERHEAD, open_with, pad, seal_to, unpad

MAGIC: Final = b"BSDW"
TAG: Final = b"beside/safety/1"
MOST_BYTES: Final = 16 * 1024
"""A whole note: a page of text, padded and sealed."""

_FIXED: Final = Struct(">4sB16s16s16s16sI")
HEADER_SIZE: Final = _FIXED.size
"""73 bytes."""


@dataclass(frozen=True, slots=True)
class SafetyNote:
    """A note about `visit`, sealed to the holder of the key with the id `recipient` and signed by `device`. `data` are its
    bytes."""

    school: bytes
    visit: bytes
    recipient: bytes
    device: bytes
    data: bytes

    @property
    def body(self) -> bytes:
        """What is sealed."""
        return self.data[HEADER_SIZE:-SIGNATURE_SIZE]


def _info(school: bytes, visit: bytes, recipient: bytes) -> bytes:
    return TAG + school + visit + recipient


def seal_note(school: bytes, visit: bytes, public: bytes, content: bytes, device: DeviceKey) -> SafetyNote:
    """Seal `content` (the JSON of a safety sheet) to a member's X25519 public key, and sign. Raises `Malformed` for what a
    reader would refuse, with `Code.TOO_LARGE` for more than a note may hold."""
    if any(len(found) != ID_SIZE for found in (school, visit, device.id)):
        raise Malformed("an id in a safety note must be of 16 bytes")
    recipient = key_id(public)
    body = seal_to(public, _info(school, visit, recipient), pad(content))
    header = _FIXED.pack(MAGIC, SUITE, school, visit, recipient, device.id, len(body))
    if len(header) + len(body) + SIGNATURE_SIZE > MOST_BYTES:
        raise Malformed("a safety note is larger than it may be", Code.TOO_LARGE)
    signature = device.private.sign(TAG + header + digest(body))
    return SafetyNote(school, visit, recipient, device.id, header + body + signature)


def parse_note(data: bytes) -> SafetyNote:
    """Read a note; neither signature nor seal is checked.

    Raises `Malformed`, with `Code.UNKNOWN_KIND` for a suite of a newer version, with `Code.TOO_LARGE` beyond `MOST_BYTES`.
    """
    if len(data) < HEADER_SIZE + HPKE_OVERHEAD + SIGNATURE_SIZE:
        raise Malformed("a safety note is cut short")
    magic, suite, school, visit, recipient, device, size = _FIXED.unpack_from(data)
    if magic != MAGIC:
        raise Malformed("a safety note begins with BSDW")
    if suite != SUITE:
        raise Malformed("a safety note of this suite is not taken", Code.UNKNOWN_KIND)
    if len(data) > MOST_BYTES:
        raise Malformed("a safety note is larger than it may be", Code.TOO_LARGE)
    if len(data) != HEADER_SIZE + size + SIGNATURE_SIZE:
        raise Malformed("a safety note's length is not what its header says")
    return SafetyNote(school, visit, recipient, device, data)


def verify_note(note: SafetyNote, public: PublicKey) -> bool:
    """Whether the note is signed by `public`, the key of its device."""
    signed = TAG + note.data[:HEADER_SIZE] + digest(note.body)
    return verify(note.data[-SIGNATURE_SIZE:], signed, public)


def open_note(note: SafetyNote, private: X25519PrivateKey) -> bytes:
    """The content. Raises `BadSeal` for another recipient or visit and for changed bytes, or `Malformed` for false padding."""
    own = key_id(private.public_key().public_bytes_raw())
    return unpad(open_with(private, _info(note.school, note.visit, own), note.body))
