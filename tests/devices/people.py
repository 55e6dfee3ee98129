"""A school of real devices for the tests: a server in this process, and members whose devices are `sync.client` replicas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import Flask
from flask.testing import FlaskClient

from schemas.catalogue import CATALOGUE_VERSION as VERSION
from server.accounts import tokens
from server.context import Server
from sync.client.administration import invite
from sync.client.enrol import Arrival, Sheets, Stretched, join, set_up, stretch
from sync.client.exchange import exchange
from sync.client.opening import open_replica
from sync.client.replica import Replica
from sync.client.store import Store
from sync.client.transport import Answer, Transport
from sync.encoding import b64u, digest, new_id
from sync.keys import SALT_SIZE, Argon2Params
from sync.records import set_changes, view

PASSWORD = "a password for the tests"


class InProcess(Transport):
    """Requests to a Flask application in this process: the same bytes, no socket."""

    def __init__(self, app: Flask) -> None:
        super().__init__("http://localhost")
        self.client: FlaskClient = app.test_client()
        self.asked: list[str] = []

    def request(self, method: str, path: str, body: bytes = b"", content_type: str = "application/json") -> Answer:
        """As `Transport.request`; cookies are the test client's."""
        self.asked.append(path)
        answer = self.client.open(path, method=method, data=body, content_type=content_type)
        return Answer(answer.status_code, str(answer.mimetype), answer.data)


@cache
def stretched(handle: str, password: str, params: Argon2Params) -> Stretched:
    """A password as it is stretched by who has this name, whose salt is always the same here: worked out once in a process."""
    return stretch(password, digest(handle.encode())[:SALT_SIZE], params)


@dataclass
class Person:
    """A member with one device."""

    name: str
    replica: Replica
    sheets: Sheets | None = None

    @property
    def member(self) -> bytes:
        """The member's id."""
        return self.replica.identity.member

    def write(self, vault: bytes, record: str, **values: object) -> None:
        """Save fields of a record."""
        self.replica.save(vault, set_changes(self.replica.state(vault), record, values))  # type: ignore[arg-type]  # any leaf

    def reads(self, vault: bytes, record: str, field_name: str) -> list[object]:
        """Every version of a field, the one shown last; empty where nothing stands."""
        found = view(self.replica.state(vault), record) if vault in self.replica.vaults else None
        if found is None or field_name not in found.fields:
            return []
        return [standing.value for standing in found.fields[field_name].versions]

    def meets_the_server(self) -> None:
        """Exchange until nothing is new."""
        exchange(self.replica)


@dataclass
class DeviceSchool:
    """The school: `head` is its first administrator, and has the team vault."""

    transport: Callable[[], Transport]
    clock: Callable[[], int]
    token: str
    people: dict[str, Person] = field(default_factory=dict)

    def found(self) -> Person:
        """Set the school up."""
        store, transport = Store(":memory:"), self.transport()
        identity, sheets = set_up(self._arrival(transport, store, "head"), self.token)
        head = Person("head", open_replica(store, identity, transport, clock=self.clock, catalogue=VERSION), sheets)
        head.replica.create_vault("team")
        head.meets_the_server()
        self.people["head"] = head
        return head

    def joins(self, name: str, *roles: str, manager: Person | None = None) -> Person:
        """Somebody is invited and joins."""
        head = self.people["head"]
        invitation = invite(head.replica, roles, manager=manager.member if manager else None)
        store, transport = Store(":memory:"), self.transport()
        identity = join(self._arrival(transport, store, name), invitation)
        replica = open_replica(store, identity, transport, clock=self.clock, catalogue=VERSION)
        person = self.people[name] = Person(name, replica)
        person.meets_the_server()
        return person

    def everybody_meets(self, rounds: int = 3) -> None:
        """Everybody exchanges, often enough that what one hands over reaches all."""
        for _ in range(rounds):
            for person in self.people.values():
                person.meets_the_server()

    def _arrival(self, transport: Transport, store: Store, name: str) -> Arrival:
        def stretched_before(password: str, _salt: bytes, params: Argon2Params) -> Stretched:
            return stretched(name, password, params)

        return Arrival(transport, store, name, PASSWORD, self.clock, VERSION, stretch=stretched_before)


def lies_to_the_sheet(replica: Replica, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on this device seals what it begins for a recovery key of its own."""
    own = X25519PrivateKey.generate().public_key().public_bytes_raw()
    monkeypatch.setattr(replica, "school", replace(replica.school, recovery=own))


def new_record() -> str:
    """The id of a record."""
    return b64u(new_id())


def set_up_token(server: Server) -> str:
    """What `beside init` prints."""
    with server.database.writing() as connection:
        return tokens.make_token(connection, server.secret, server.clock())


__all__ = ["PASSWORD", "VERSION", "DeviceSchool", "InProcess", "Person", "new_record", "set_up_token"]
