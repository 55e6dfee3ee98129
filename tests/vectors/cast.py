"""An invented school and what its people write, the same bytes in every run: for the vectors and tests of who may do what.

    campus = Campus()                                  # a school log that grows by what is said in it
    ann = campus.found()
    ben = campus.enrol("Ben", "mentor")
    pen = Pen(campus, "case of Sam")                   # one vault; writes what an honest device would, or not
    pen.take(pen.genesis("case", ben), pen.epoch(ben, ben), pen.op(ben))

What is sealed is bytes that nobody can open: whoever judges never opens anything.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.encoding import ZERO_ID, json_bytes
from sync.entry import Entry, Header, Kind, sign_entry
from sync.epoch import EpochBody, Wrap, encode_epoch
from sync.keys import AccountKeys, DeviceKey, account_keys, key_id
from sync.school import School, append, judge, sign_next
from sync.school_act import Act, AddDevice, Appoint, Genesis, Invite, Join, Manages, Remove, Revoke, SetRoles, prove
from sync.school_entry import SchoolEntry, sign
from sync.ticket import Purpose, Terms, Ticket, sign_ticket
from sync.vault import VaultLog
from sync.vault import append as append_entry
from sync.vault_body import (
    Add,
    GenesisBody,
    HandOver,
    Membership,
    VoidBody,
    Withdrawal,
    encode_accept,
    encode_genesis,
    encode_membership,
    encode_void,
)
from sync.vault_log import NO_LINK, Link
from tests.vectors.primitives import fixed, x25519

AT = "2026-11-23T09:15:02.123+00:00"
EXPIRES = "2026-11-30T09:15:02.123+00:00"
NOW = 1795425302123
WEEK = 7 * 24 * 60 * 60 * 1000


def ed25519_key(name: str) -> Ed25519PrivateKey:
    """A signing key that is the same in every run."""
    return Ed25519PrivateKey.from_private_bytes(fixed(name, 32))


ROOT, RECOVERY = ed25519_key("root"), x25519(fixed("recovery", 32))


class Person:
    """A member with an account, and the device they write on."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.id = fixed(f"member {name}")
        self.account: AccountKeys = account_keys(fixed(f"secret of {name}", 32))
        self.device = self.new_device("tablet")

    def new_device(self, name: str) -> DeviceKey:
        """Another device of theirs; the school does not know it yet."""
        return DeviceKey(fixed(f"{name} of {self.name}"), ed25519_key(f"key of {name} of {self.name}"))

    def renewed(self) -> Person:
        """The same person with a new account secret and a new device."""
        other = Person(self.name)
        other.account = account_keys(fixed(f"new secret of {self.name}", 32))
        other.device = self.new_device("new tablet")
        return other

    @property
    def seal_id(self) -> bytes:
        """The id of the key that epoch keys are wrapped for."""
        return key_id(self.account.seal_public)

    def certify(self, device: DeviceKey | None = None) -> Act:
        """What they say of a device of theirs."""
        given = device or self.device
        return AddDevice(AT, self.id, given.id, given.public)


class Campus:
    """A school's log. `say` is what an honest client does; `sign` signs anything."""

    def __init__(self, name: str = "school") -> None:
        self.school = School(fixed(name))
        self.entries: list[SchoolEntry] = []
        self.founder = Person("Ann")

    def sign(self, act: Act, key: Ed25519PrivateKey | Person) -> SchoolEntry:
        """The next entry, whoever signs it."""
        return sign_next(self.school, act, key.account.sign if isinstance(key, Person) else key)

    def sign_raw(self, author: Person, members: dict[str, Any]) -> SchoolEntry:
        """The next entry with a body of any members."""
        signer = author.account.sign
        return sign(self.school.id, self.school.seq + 1, self.school.log_hash, json_bytes(members), signer)

    def say(self, act: Act, key: Ed25519PrivateKey | Person) -> SchoolEntry:
        """The next entry, taken."""
        return self.take(self.sign(act, key))

    def take(self, entry: SchoolEntry) -> SchoolEntry:
        """Take what must be good."""
        refused = judge(self.school, entry)
        if refused is not None:
            raise AssertionError(f"{refused.wire} at {entry.seq}")
        append(self.school, entry)
        self.entries.append(entry)
        return entry

    def genesis(self, person: Person) -> Act:
        """What begins the log."""
        keys = person.account
        return Genesis(
            AT, ROOT.public_key().public_bytes_raw(), RECOVERY, person.id, keys.sign_public, keys.seal_public
        )

    def found(self) -> Person:
        """The school with its first administrator."""
        self.say(self.genesis(self.founder), ROOT)
        self.say(self.founder.certify(), self.founder)
        return self.founder

    def invite(self, person: Person, *roles: str, manager: Person | None = None, name: str = "invitation") -> Invite:
        """What an administrator says; its key is `invitation_key` of the same names."""
        public = invitation_key(person, name).public_key().public_bytes_raw()
        by = None if manager is None else manager.id
        return Invite(AT, fixed(f"{name} of {person.name}"), public, person.id, roles, by, EXPIRES)

    def join(self, person: Person, name: str = "invitation") -> Join:
        """What the invited says."""
        invite, keys = fixed(f"{name} of {person.name}"), person.account
        proof = prove(keys.sign, self.school.id, invite, person.id, keys.seal_public)
        return Join(AT, invite, person.id, keys.sign_public, keys.seal_public, proof)

    def appoint(self, person: Person) -> Appoint:
        """What the root sheet says."""
        keys = person.account
        proof = prove(keys.sign, self.school.id, None, person.id, keys.seal_public)
        return Appoint(AT, person.id, keys.sign_public, keys.seal_public, proof)

    def enrol(self, name: str, *roles: str, manager: Person | None = None) -> Person:
        """Somebody invited, joined, and with their device."""
        return self.admit(Person(name), *roles, manager=manager)

    def admit(self, person: Person, *roles: str, manager: Person | None = None, name: str = "invitation") -> Person:
        """The same for who may be there already."""
        self.say(self.invite(person, *roles, manager=manager, name=name), self.founder)
        self.say(self.join(person, name), invitation_key(person, name))
        self.say(person.certify(), person)
        return person

    def manage(self, manager: Person, mentor: Person, *, on: bool = True) -> SchoolEntry:
        """A line manager is given a mentor, or no longer has one."""
        return self.say(Manages(AT, manager.id, mentor.id, on), self.founder)

    def set_roles(self, person: Person, *roles: str) -> SchoolEntry:
        """All their roles from now on."""
        return self.say(SetRoles(AT, person.id, roles), self.founder)

    def revoke(self, device: DeviceKey, counters: dict[bytes, int]) -> SchoolEntry:
        """A device is locked out."""
        return self.say(Revoke(AT, device.id, counters), self.founder)

    def remove(self, person: Person, counters: dict[bytes, int]) -> SchoolEntry:
        """Somebody leaves; `counters` of their one device."""
        return self.say(Remove(AT, person.id, {person.device.id: counters}), self.founder)


def invitation_key(person: Person, name: str = "invitation") -> Ed25519PrivateKey:
    """The private half of an invitation."""
    return ed25519_key(f"{name} key of {person.name}")


class Pen:
    """Writes entries of one vault. `log` is the log as the server has it, and what every author has seen."""

    def __init__(self, campus: Campus, name: str) -> None:
        self.campus = campus
        self.name = name
        self.log = VaultLog(campus.school.id, fixed(f"vault {name}"))
        self.links: dict[bytes, Link] = {}
        self.written = 0
        self.epoch_id = ZERO_ID

    def take(self, *entries: Entry) -> tuple[Entry, ...]:
        """The server takes them."""
        for entry in entries:
            append_entry(self.log, entry)
        return self.settle(*entries)

    def settle(self, *entries: Entry) -> tuple[Entry, ...]:
        """Their devices go on from what the server has."""
        for entry in entries:
            self.links[entry.header.device] = self.log.link(entry.header.device)
        self.epoch_id = ZERO_ID if self.log.epoch is None else self.log.epoch.id
        return entries

    def write(
        self, kind: Kind, author: DeviceKey, body: bytes, *, key: Ed25519PrivateKey | None = None, **header: Any
    ) -> Entry:
        """An entry in its device's chain. Members of the header given by name, and another `key`, make it a false one;
        such a one is not chained on. What follows is written under the epoch of the last one.
        """
        self.written += 1
        last = self.links.get(author.id, NO_LINK)
        made = Header(
            kind, self.log.school, self.log.vault, self.epoch_id, author.id, last.counter + 1, last.hash,
            fixed(f"{self.name}: op {self.written}"), self.log.seq, self.log.log_hash,
        )  # fmt: skip
        entry = sign_entry(replace(made, **header), body, key or author.private)
        if key is None and not header.keys() - {"epoch", "seen_seq", "seen_hash"}:
            self.links[author.id] = Link(entry.header.counter, entry.hash)
            self.epoch_id = entry.header.epoch
        return entry

    def genesis(self, kind: str, author: Person, *others: Person, **header: Any) -> Entry:
        """The vault begins."""
        body = encode_genesis(GenesisBody(kind, tuple(person.id for person in (author, *others)), AT))
        return self.write(Kind.GENESIS, author.device, body, epoch=ZERO_ID, **header)

    def epoch(self, author: Person, *readers: Person, alter: dict[str, Any] | None = None, **more: Any) -> Entry:
        """A new epoch that everybody in `readers` gets a wrap of. `more` may change the body or header, `alter` the JSON."""
        current, said = self.log.epoch, {name: more.pop(name) for name in set(more) & BODY_OF_EPOCH}
        body = EpochBody(
            1 if current is None else current.number + 1,
            fixed(f"{self.name}: public {self.written}", 32),
            fixed(f"{self.name}: private {self.written}", 60),
            None if current is None else fixed(f"{self.name}: previous {self.written}", 60),
            None if current is None else current.id,
            tuple(self.wrap(person) for person in readers),
            self.wrap(author).wrap,
        )
        epoch = more.pop("epoch", fixed(f"{self.name}: epoch {self.written}"))
        data = encode_epoch(replace(body, **said))
        if alter is not None:
            data = json_bytes({**json.loads(data), **alter})
        return self.write(Kind.EPOCH, author.device, data, epoch=epoch, **more)

    def wrap(self, person: Person) -> Wrap:
        """A wrap for the key that they have now."""
        return Wrap(person.id, person.seal_id, fixed(f"{self.name}: wrap {self.written} {person.name}", 80))

    def op(self, author: Person, size: int = 256, **more: Any) -> Entry:
        """Something sealed."""
        return self.write(Kind.OP, author.device, fixed(f"{self.name}: sealed {self.written}", size + 28), **more)

    def add(self, author: Person, person: Person, *, wrapped: bool = True, **more: Any) -> Entry:
        """Somebody takes part."""
        return self.member(author, Add(person.id, self.wrap(person) if wrapped else None), **more)

    def remove(self, author: Person, person: Person, **more: Any) -> Entry:
        """Somebody takes part no longer."""
        return self.member(author, Withdrawal(person.id), **more)

    def hand_over(self, author: Person, person: Person, **more: Any) -> Entry:
        """The key for who waits for it."""
        return self.member(author, HandOver(self.epoch_id, self.wrap(person)), **more)

    def member(self, author: Person, body: Membership, **more: Any) -> Entry:
        """Any membership entry."""
        return self.write(Kind.MEMBERSHIP, author.device, encode_membership(body), **more)

    def void(self, author: Person, of: bytes, **more: Any) -> Entry:
        """A counter is taken."""
        return self.write(Kind.VOID, author.device, encode_void(VoidBody(of, "malformed")), **more)

    def accept(self, author: Person, drop: Entry, **more: Any) -> Entry:
        """A drop is accepted."""
        return self.write(Kind.ACCEPT, author.device, encode_accept(drop.header.op_id), **more)

    def ticket(self, author: Person, name: str = "ticket", **more: Any) -> Ticket:
        """Leave to drop three times."""
        key = more.pop("key", author.device.private)
        terms = Terms(
            Purpose.HAND_OVER, fixed(f"{self.name}: {name}"), self.log.school, self.log.vault, fixed("record"),
            ticket_key(name).public_key().public_bytes_raw(), 3, 4096, NOW + WEEK, author.device.id, "scale", 1,
        )  # fmt: skip
        return sign_ticket(replace(terms, **more), key)

    def drop(self, ticket: Ticket, name: str = "ticket", size: int = 256, **more: Any) -> Entry:
        """Something dropped with a ticket."""
        sealed = fixed(f"{self.name}: dropped {self.written}", size + 48)
        body = len(ticket.data).to_bytes(2, "big") + ticket.data + sealed
        return self.write(Kind.DROP, DeviceKey(ticket.terms.id, ticket_key(name)), body, **more)


BODY_OF_EPOCH = {"number", "public", "private", "previous", "previous_id", "wraps", "recovery"}


def ticket_key(name: str = "ticket") -> Ed25519PrivateKey:
    """The ephemeral key of a ticket."""
    return ed25519_key(f"ephemeral key of {name}")
