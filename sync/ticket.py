"""Tickets: a member's leave for somebody without an account to drop something into one record (`docs/protocol.md` §7).

    ticket = sign_ticket(terms, device_private)
    parse_ticket(ticket.data) == ticket
    verify_ticket(ticket, device_public)  ->  True

The ticket names an ephemeral key; whoever holds its private half may drop, as often and as much as the terms say. The
server counts, and judges `not_after` by its own clock; a reader here judges neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schemas.codes import Code
from schemas.limits import MAX_LEAF_INTEGER, SUITE
from sync.encoding import ID_SIZE, KEY_SIZE, SIGNATURE_SIZE, Malformed, json_bytes
from sync.entry import PublicKey, verify
from sync.op import parse_object

MAGIC: Final = b"BSDT"
TAG: Final = b"beside/ticket/1"
_FIXED: Final = Struct(">4sBB16s16s16s16s32sIIQ16sH")
TICKET_SIZE: Final = _FIXED.size + SIGNATURE_SIZE
"""200 bytes, without the body."""
_MOST_U32: Final = 2**32 - 1
_form = re.compile(r"[a-z_][a-z0-9_]*")


class Purpose(IntEnum):
    """How a drop is applied: a hand-over's at once, the others' after a member's accept."""

    HAND_OVER = 1
    LINK = 2
    CONCERN = 3


_PURPOSES: Final = {int(purpose): purpose for purpose in Purpose}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a ticket allows: drops into `record` of `vault`, signed by the Ed25519 key `ephemeral`, at most `most_drops`
    of at most `most_bytes` in all, until `not_after` (milliseconds since 1970 UTC). `device` signs the ticket; `form` and
    `version` say what is to be filled in.
    """

    purpose: Purpose
    id: bytes
    school: bytes
    vault: bytes
    record: bytes
    ephemeral: bytes
    most_drops: int
    most_bytes: int
    not_after: int
    device: bytes
    form: str
    version: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """Terms and the ticket's bytes as signed. Made by `sign_ticket` and `parse_ticket`."""

    terms: Terms
    data: bytes


def sign_ticket(terms: Terms, key: Ed25519PrivateKey) -> Ticket:
    """Sign the terms with the key of `terms.device`. Raises `Malformed` for what a reader would refuse."""
    ids = (terms.id, terms.school, terms.vault, terms.record, terms.device)
    if any(len(found) != ID_SIZE for found in ids) or len(terms.ephemeral) != KEY_SIZE:
        raise Malformed("an id in a ticket must be of 16 bytes, its key of 32")
    if not (0 <= terms.most_drops <= _MOST_U32 and 0 <= terms.most_bytes <= _MOST_U32):
        raise Malformed("`most drops` and `most bytes` must fit into 32 bits")
    if not 0 <= terms.not_after <= MAX_LEAF_INTEGER:
        raise Malformed("`not after` must be from 0 to 2^53 - 1")
    body = json_bytes({"form": terms.form, "version": terms.version})
    _parse_body(body)
    before = body.join((
        _FIXED.pack(
            MAGIC, SUITE, terms.purpose, terms.id, terms.school, terms.vault, terms.record, terms.ephemeral,
            terms.most_drops, terms.most_bytes, terms.not_after, terms.device, len(body),
        ),
        b"",
    ))  # fmt: skip
    return Ticket(terms, before + key.sign(TAG + before))


def parse_ticket(data: bytes) -> Ticket:
    """Read a ticket; the signature is not checked.

    Raises `Malformed`, with `Code.UNKNOWN_KIND` for a suite or purpose of a newer version.
    """
    if len(data) < TICKET_SIZE:
        raise Malformed("a ticket is cut short")
    (
        magic, suite, purpose_number, id_, school, vault, record, ephemeral, most_drops, most_bytes, not_after,
        device, body_size,
    ) = _FIXED.unpack_from(data)  # fmt: skip
    if magic != MAGIC:
        raise Malformed("a ticket begins with BSDT")
    purpose = _PURPOSES.get(purpose_number)
    if suite != SUITE or purpose is None:
        raise Malformed("a ticket of this suite or purpose is not taken", Code.UNKNOWN_KIND)
    if len(data) != TICKET_SIZE + body_size:
        raise Malformed("a ticket's length is not what it says")
    if not_after > MAX_LEAF_INTEGER:
        raise Malformed("`not after` must be from 0 to 2^53 - 1")
    form, version = _parse_body(data[_FIXED.size : -SIGNATURE_SIZE])
    terms = Terms(
        purpose, id_, school, vault, record, ephemeral, most_drops, most_bytes, not_after, device, form, version
    )
    return Ticket(terms, data)


def _parse_body(data: bytes) -> tuple[str, int]:
    found = parse_object(data)
    form, version = found.get("form"), found.get("version")
    if not isinstance(form, str) or _form.fullmatch(form) is None:
        raise Malformed("`form` must be the name of a form")
    if type(version) is not int or not 1 <= version <= MAX_LEAF_INTEGER:
        raise Malformed("`version` must be an integer from 1")
    return form, version


def verify_ticket(ticket: Ticket, public: PublicKey) -> bool:
    """Whether the ticket is signed by `public`, the key of `terms.device`."""
    return verify(ticket.data[-SIGNATURE_SIZE:], TAG + ticket.data[:-SIGNATURE_SIZE], public)
