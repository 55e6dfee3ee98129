"""A vault as its authors know it: entries that follow each other, sealed and signed by real keys."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.drop import seal_drop
from sync.encoding import ZERO_HASH, ZERO_ID, format_instant, new_id
from sync.entry import Entry, Header, Kind, encode, sign_entry
from sync.epoch import Place, Previous, Recipient, make_epoch, parse_epoch
from sync.log import hash_0, next_hash
from sync.seal import seal_body
from sync.ticket import Purpose, Terms, Ticket, sign_ticket
from sync.vault_body import Add, GenesisBody, Membership, Withdrawal, encode_genesis, encode_membership
from tests.server.actors import START, Person, Tablet, TestSchool


@dataclass
class Chain:
    """Where a device's own chain in a vault stands."""

    counter: int = 0
    prev: bytes = ZERO_HASH


@dataclass
class TestVault:
    """A vault being written: its log's head as the authors believe it, the epoch's key, each device's chain."""

    __test__ = False

    school: TestSchool
    id: bytes = field(default_factory=new_id)

    def __post_init__(self) -> None:
        self.seq = 0
        self.log_hash = hash_0(self.school.id, self.id)
        self.epoch = ZERO_ID
        self.number = 0
        self.epoch_key = b""
        self.public = b""
        self.chains: dict[bytes, Chain] = {}

    def header(self, kind: Kind, tablet: Tablet, **changed: object) -> Header:
        """The header of the next entry of `tablet`."""
        chain = self.chains.setdefault(tablet.key.id, Chain())
        header = Header(
            kind=kind,
            school=self.school.id,
            vault=self.id,
            epoch=self.epoch,
            device=tablet.key.id,
            counter=chain.counter + 1,
            prev=chain.prev,
            op_id=new_id(),
            seen_seq=self.seq,
            seen_hash=self.log_hash,
        )
        return replace(header, **changed)  # type: ignore[arg-type]  # any field may be made wrong

    def sign(self, header: Header, body: bytes, key: Ed25519PrivateKey) -> Entry:
        """Sign, and let the device's chain go on."""
        entry = sign_entry(header, body, key)
        self.chains[header.device] = Chain(header.counter, entry.hash)
        return entry

    def taken(self, *entries: Entry) -> list[bytes]:
        """The bytes of entries that the server will take next, in this order; the head goes on."""
        for entry in entries:
            self.seq += 1
            self.log_hash = next_hash(self.log_hash, entry.hash)
        return [encode(entry) for entry in entries]

    # Entries ----------------------------------------------------------------------------------------------

    def genesis(self, tablet: Tablet, kind: str, *others: Person) -> Entry:
        """The first entry."""
        members = (tablet.person.id, *(person.id for person in others))
        body = encode_genesis(GenesisBody(kind, members, format_instant(START)))
        return self.sign(self.header(Kind.GENESIS, tablet, epoch=ZERO_ID), body, tablet.key.private)

    def new_epoch(self, tablet: Tablet, *readers: Person, recovery: bytes | None = None) -> Entry:
        """An epoch for these readers; from here on what is written is sealed under it."""
        seen = (self.seq, self.log_hash) if self.number else (0, hash_0(self.school.id, self.id))
        previous = Previous(self.epoch, self.epoch_key) if self.number else None
        self.epoch, self.epoch_key, self.number = new_id(), os.urandom(32), self.number + 1
        recipients = [Recipient(reader.id, reader.keys.seal_public) for reader in readers]
        body = make_epoch(
            Place(self.school.id, self.id, self.epoch), self.number, self.epoch_key, recipients,
            recovery or self.school.recovery.public_key().public_bytes_raw(), previous=previous,
        )  # fmt: skip
        self.public = parse_epoch(body).public
        return self.epoch_entry(tablet, body, seen)

    def epoch_entry(self, tablet: Tablet, body: bytes, seen: tuple[int, bytes]) -> Entry:
        """An entry that puts the epoch of `body` in force, for the head `seen`."""
        header = self.header(Kind.EPOCH, tablet, seen_seq=seen[0], seen_hash=seen[1])
        return self.sign(header, body, tablet.key.private)

    def op(self, tablet: Tablet, content: bytes = b'{"changes": []}', **changed: object) -> Entry:
        """A sealed record."""
        header = self.header(Kind.OP, tablet, **changed)
        return self.sign(header, seal_body(self.epoch_key, header, content), tablet.key.private)

    def ops(self, tablet: Tablet, count: int) -> list[Entry]:
        """Several."""
        return [self.op(tablet) for _ in range(count)]

    def membership(self, tablet: Tablet, body: Membership) -> Entry:
        """Somebody is added, handed the key, or removed."""
        return self.sign(self.header(Kind.MEMBERSHIP, tablet), encode_membership(body), tablet.key.private)

    def add(self, tablet: Tablet, person: Person) -> Entry:
        """Somebody takes part from now on, without a wrap yet."""
        return self.membership(tablet, Add(person.id, None))

    def withdraw(self, tablet: Tablet, person: Person) -> Entry:
        """Somebody takes part no longer."""
        return self.membership(tablet, Withdrawal(person.id))

    def ticket(
        self, tablet: Tablet, key: Ed25519PrivateKey, *, most_drops: int = 10, not_after: int = START * 2
    ) -> Ticket:
        """Leave to drop something in."""
        terms = Terms(
            Purpose.HAND_OVER, new_id(), self.school.id, self.id, new_id(), key.public_key().public_bytes_raw(),
            most_drops, 100_000, not_after, tablet.key.id, "scale_self_esteem", 1,
        )  # fmt: skip
        return sign_ticket(terms, tablet.key.private)

    def drop(self, ticket: Ticket, key: Ed25519PrivateKey) -> Entry:
        """Something dropped in."""
        chain = self.chains.setdefault(ticket.terms.id, Chain())
        header = Header(
            Kind.DROP, self.school.id, self.id, self.epoch, ticket.terms.id, chain.counter + 1, chain.prev, new_id(),
            self.seq, self.log_hash,
        )  # fmt: skip
        return self.sign(header, seal_drop(header, ticket, self.public, b'{"changes": []}'), key)

    def begin(self, tablet: Tablet, kind: str = "case", *, readers: tuple[Person, ...] = (), ops: int = 0) -> None:
        """Create the vault on the server, with the creator and `readers` holding its key."""
        entries = [self.genesis(tablet, kind), self.new_epoch(tablet, tablet.person, *readers), *self.ops(tablet, ops)]
        (result,) = tablet.push((self.id, self.taken(*entries)))
        assert "error" not in result, result
