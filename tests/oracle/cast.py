"""A school with its people and their devices, ready to work: set up and joined as ever, without the price of a password.

    kept = raise_school(transports, token, clock, random)       # name of a device → what it holds at rest
    replica = kept["sam"].opened(transport, clock, random)

A schedule begins with a copy of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from schemas.catalogue import CATALOGUE_VERSION
from sync.client.administration import invite
from sync.client.enrol import Arrival, Clock, Stretched, join, set_up, sign_in_new_device
from sync.client.exchange import exchange
from sync.client.house import share
from sync.client.identity import Lock, unlock_with
from sync.client.opening import open_replica
from sync.client.replica import Replica
from sync.client.store import Store
from sync.client.transport import Transport
from sync.encoding import Random, b64u, digest
from sync.keys import Argon2Params
from sync.records import set_changes


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody of the cast: roles, and the name of who manages them."""

    name: str
    roles: tuple[str, ...]
    manager: str | None = None


HEAD: Final = "head"
CAST: Final = (
    Part("ward", ("line_manager",)),
    Part("lee", ("line_manager",)),
    Part("sam", ("mentor",), "ward"),
    Part("priya", ("mentor",), "ward"),
    Part("tom", ("mentor",), "lee"),
)
SECOND: Final = {"sam's phone": "sam", "ward's desk": "ward"}
"""Second devices: name → whose."""


def stretch(password: str, salt: bytes, params: Argon2Params) -> Stretched:
    """In the place of Argon2id: these accounts guard nothing."""
    said = password.encode()
    return Stretched(Lock(salt, params), digest(b"authentication", salt, said), digest(b"wrapping", salt, said))


@dataclass(frozen=True, slots=True)
class Kept:
    """A device at rest: its store's bytes, what its password comes to, and the cookie of its session."""

    store: bytes
    password: Stretched
    cookies: dict[str, str]

    def opened(self, transport: Transport, clock: Clock, random: Random) -> Replica:
        """A replica of its own on a copy of the store."""
        return opened(copied(self.store), self.password, transport, clock, random)


def opened(store: Store, password: Stretched, transport: Transport, clock: Clock, random: Random) -> Replica:
    """The device unlocked."""
    identity = unlock_with(store, password.wrapping)
    return open_replica(store, identity, transport, clock=clock, catalogue=CATALOGUE_VERSION, random=random)


def at_rest(store: Store) -> bytes:
    """What the store has committed, as bytes: what a closed or killed app would find again."""
    content: bytes = connection_of(store).serialize()
    return content


def copied(content: bytes) -> Store:
    """Another store that holds the same, its tables too: they need not be made first."""
    store = Store.__new__(Store)
    store._db = sqlite3.connect(":memory:", isolation_level=None)
    store._db.deserialize(content)
    return store


def connection_of(store: Store) -> sqlite3.Connection:
    """The store's database."""
    return store._db


@dataclass(slots=True)
class _Stage:
    transports: Callable[[], Transport]
    clock: Clock
    random: Random

    def arrival(self, name: str) -> Arrival:
        store = Store(":memory:")
        return Arrival(
            self.transports(), store, name, "a password", self.clock, CATALOGUE_VERSION, self.random, stretch
        )

    def opened(self, arrival: Arrival) -> Replica:
        password = _password(arrival.store)
        return opened(arrival.store, password, arrival.transport, self.clock, self.random)


def _password(store: Store) -> Stretched:
    from sync.client.identity import lock_of

    lock = lock_of(store)
    return stretch("a password", lock.salt, lock.params)


def _begin_cases(replicas: dict[str, Replica], random: Random) -> None:
    """A case of Sam's, and one of Priya's that Sam and Tom take part in."""
    sams, priyas = replicas["sam"].create_vault("case"), replicas["priya"].create_vault("case")
    for replica, case in ((replicas["sam"], sams), (replicas["priya"], priyas)):
        record = b64u(random(16))
        replica.save(case, set_changes(replica.state(case), record, {"_form": "session", "note": "The first."}))
    _everybody_meets(replicas)
    for name in ("sam", "tom"):
        share(replicas["ward"], priyas, replicas[name].identity.member)
        exchange(replicas["ward"])
    _everybody_meets(replicas)


def _everybody_meets(replicas: dict[str, Replica]) -> None:
    for _ in range(2):
        for replica in replicas.values():
            exchange(replica)


def raise_school(transports: Callable[[], Transport], token: str, clock: Clock, random: Random) -> dict[str, Kept]:
    """Set a school up, let everybody join, give everybody the team's key; all devices at rest, by name."""
    stage = _Stage(transports, clock, random)
    arrivals = {HEAD: stage.arrival(HEAD)}
    set_up(arrivals[HEAD], token)
    replicas = {HEAD: stage.opened(arrivals[HEAD])}
    replicas[HEAD].create_vault("team")
    exchange(replicas[HEAD])
    for part in CAST:
        manager = replicas[part.manager].identity.member if part.manager else None
        arrivals[part.name] = stage.arrival(part.name)
        join(arrivals[part.name], invite(replicas[HEAD], part.roles, manager=manager))
        replicas[part.name] = stage.opened(arrivals[part.name])
    for name, owner in SECOND.items():
        identity = replicas[owner].identity
        arrivals[name] = stage.arrival(owner)
        code = str(replicas[owner].api.json("POST", "/code", {"member": b64u(identity.member)})["code"])
        sign_in_new_device(arrivals[name], identity.school, identity.genesis, code)
        replicas[name] = stage.opened(arrivals[name])
    _begin_cases(replicas, random)
    return {
        name: Kept(at_rest(arrival.store), _password(arrival.store), dict(arrival.transport._cookies))
        for name, arrival in arrivals.items()
    }
