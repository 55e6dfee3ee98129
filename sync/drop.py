"""Drops: what somebody with a ticket hands in, sealed to the vault and signed by the ticket's key (`docs/protocol.md` §7).

    body = seal_drop(header, ticket, epoch.public, content)
    entry = sign_entry(header, body, ephemeral_private)
    drop = parse_drop(entry)
    verify_ticket(drop.ticket, device_public) and verify_drop(entry, drop)  ->  True
    open_drop(drop_private, entry, drop)  ->  content

`content` is the JSON of an op. Whether its paths are those of the ticket's record is for who applies it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from schemas.codes import Code
from sync.encoding import Malformed
from sync.entry import Entry, Header, Kind, encode_header, verify_entry
from sync.seal import HPKE_OVERHEAD, open_with, pad, seal_to, unpad
from sync.ticket import Ticket, parse_ticket

DROP_LABEL: Final = b"beside/drop/1"
_LENGTH_SIZE: Final = 2


@dataclass(frozen=True, slots=True)
class Drop:
    """The ticket that a drop carries, and what is sealed to the epoch's public key."""

    ticket: Ticket
    sealed: bytes


def seal_drop(header: Header, ticket: Ticket, public: bytes, content: bytes) -> bytes:
    """The body of a drop: the ticket, and `content` sealed to the epoch's public key and bound to the header.

    Raises `Malformed` for a header that is not the ticket's, and with `Code.TOO_LARGE` for more than a drop may hold.
    """
    _check_belongs(header, ticket)
    carried = len(ticket.data).to_bytes(_LENGTH_SIZE, "big") + ticket.data
    padded = pad(content)
    aad = encode_header(header, len(carried) + HPKE_OVERHEAD + len(padded))
    return carried + seal_to(public, DROP_LABEL + aad, padded)


def parse_drop(entry: Entry) -> Drop:
    """Read the body of a drop; no signature is checked.

    Raises `Malformed`, with `Code.WRONG_SCHOOL` or `Code.WRONG_VAULT` where the ticket is for another place.
    """
    if entry.header.kind is not Kind.DROP:
        raise Malformed("an entry of another kind is no drop")
    end = _LENGTH_SIZE + int.from_bytes(entry.body[:_LENGTH_SIZE], "big")
    if end + HPKE_OVERHEAD > len(entry.body):
        raise Malformed("a drop is cut short")
    ticket = parse_ticket(entry.body[_LENGTH_SIZE:end])
    _check_belongs(entry.header, ticket)
    return Drop(ticket, entry.body[end:])


def _check_belongs(header: Header, ticket: Ticket) -> None:
    if header.school != ticket.terms.school:
        raise Malformed("a drop's ticket is of another school", Code.WRONG_SCHOOL)
    if header.vault != ticket.terms.vault:
        raise Malformed("a drop's ticket is for elsewhere", Code.WRONG_VAULT)
    if header.device != ticket.terms.id:
        raise Malformed("a drop's `device` must be its ticket's id")


def verify_drop(entry: Entry, drop: Drop) -> bool:
    """Whether the drop is signed by the key that its ticket names. The ticket's own signature is another question."""
    return verify_entry(entry, drop.ticket.terms.ephemeral)


def open_drop(private: X25519PrivateKey, entry: Entry, drop: Drop) -> bytes:
    """The content. Raises `BadSeal`, or `Malformed` for false padding under a true seal."""
    return unpad(open_with(private, DROP_LABEL + entry.header_bytes, drop.sealed))
