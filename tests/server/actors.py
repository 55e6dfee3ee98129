"""A school's people and their tablets, as far as a server can tell them apart: real keys, entries and requests.

Passwords are left out: the server sees only 32 bytes that are derived from one, so those are drawn at random here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from schemas.limits import PROTOCOL_VERSION
from server.accounts import tokens
from server.context import Server
from sync.encoding import ZERO_ID, b64u, format_instant, new_id, unb64u
from sync.frames import FRAMES_TYPE, encode_frames, parse_frames
from sync.keys import AccountKeys, Argon2Params, DeviceKey, account_keys, new_device
from sync.log import next_hash
from sync.school import School, append, sign_next
from sync.school_act import Act, AddDevice, Appoint, Genesis, Invite, Join, Remove, Revoke, SetRoles, prove
from sync.school_entry import SchoolEntry, encode
from tests.server.answers import Answer

START = 1_790_000_000_000
"""When the tests' clock begins: 21 September 2026."""


@dataclass
class TestClock:
    """A clock that goes only when it is told to."""

    now: int = START
    __test__ = False

    def __call__(self) -> int:
        return self.now


@dataclass
class Person:
    """A member, and what their password comes to."""

    handle: str
    id: bytes = field(default_factory=new_id)
    keys: AccountKeys = field(default_factory=lambda: account_keys(os.urandom(32)))
    authentication: bytes = field(default_factory=lambda: os.urandom(32))
    salt: bytes = field(default_factory=lambda: os.urandom(16))
    bundle: bytes = field(default_factory=lambda: os.urandom(60))

    def account(self) -> dict[str, Any]:
        """The shape ACCOUNT."""
        return {
            "handle": self.handle,
            "salt": b64u(self.salt),
            "params": Argon2Params().members(),
            "authentication": b64u(self.authentication),
            "bundle": b64u(self.bundle),
        }


@dataclass
class Tablet:
    """A device of a person: its key, and a browser with its cookie (Flask's test client, or one of `over_http`)."""

    person: Person
    client: Any
    base: str
    key: DeviceKey = field(default_factory=new_device)

    def json(self, method: str, path: str, body: Any = None) -> Answer:
        """A JSON request under the school's path."""
        data = None if body is None else json.dumps(body)
        answer: Answer = self.client.open(self.base + path, method=method, data=data, content_type="application/json")
        return answer

    def frames(self, path: str, head: dict[str, Any], parts: list[bytes]) -> Answer:
        """A request of frames under the school's path."""
        data = encode_frames(head, parts)
        answer: Answer = self.client.post(self.base + path, data=data, content_type=FRAMES_TYPE)
        return answer

    def push(self, *batches: tuple[bytes, list[bytes]], restore: bool = False) -> list[dict[str, Any]]:
        """The results of a push that was answered."""
        response = self.push_response(*batches, restore=restore)
        assert response.status_code == 200, response.data
        results: list[dict[str, Any]] = response.json["results"]
        return results

    def push_response(self, *batches: tuple[bytes, list[bytes]], restore: bool = False) -> Answer:
        """The answer to a push."""
        head = {
            "protocol": PROTOCOL_VERSION,
            "catalogue": 1,
            "restore": restore,
            "batches": [{"vault": b64u(vault), "count": len(entries)} for vault, entries in batches],
        }
        return self.frames("/push", head, [entry for _, entries in batches for entry in entries])

    def pull(self, *cursors: list[Any], school: int | None = None) -> tuple[dict[str, Any], list[bytes]]:
        """The first frame of a pull's answer, and the entries."""
        response = self.json("POST", "/pull", {"vaults": list(cursors), "school": school})
        assert response.status_code == 200, response.data
        return parse_frames(response.data)

    def exchange(self, digest: bytes, checkpoints: tuple[bytes, ...] = ()) -> Answer:
        """The answer to an exchange."""
        body = {"protocol": PROTOCOL_VERSION, "catalogue": 1, "digest": b64u(digest)}
        return self.json("POST", "/exchange", {**body, "checkpoints": [b64u(each) for each in checkpoints]})

    def log(self, *entries: SchoolEntry, **said: bool) -> Answer:
        """The answer to an append to the school's log, or with `restore` to what is given back of it."""
        return self.frames("/log", {"count": len(entries), **said}, [encode(entry) for entry in entries])

    def challenge(self) -> bytes:
        """A fresh challenge."""
        started = self.json("POST", "/sign-in/start", {"handle": self.person.handle})
        assert started.status_code == 200, started.data
        return unb64u(started.json["challenge"])

    def signed_in(self, challenge: bytes | None = None, **changed: Any) -> Answer:
        """The answer to signing in; `changed` members of the body replace the right ones."""
        challenge = challenge or self.challenge()
        school = unb64u(self.base.rsplit("/", 1)[1])
        signature = self.key.private.sign(b"beside/session/1" + school + self.key.id + challenge)
        body = {
            "handle": self.person.handle,
            "authentication": b64u(self.person.authentication),
            "challenge": b64u(challenge),
            "device": b64u(self.key.id),
            "signature": b64u(signature),
        }
        return self.json("POST", "/sign-in", {**body, **changed})


@dataclass
class TestSchool:
    """A school on a server under test: its log as every device knows it, and its administrator's tablet."""

    __test__ = False

    server: Server
    new_client: Callable[[], Any]
    root: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    recovery: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)
    id: bytes = field(default_factory=new_id)

    head: Person = field(default_factory=lambda: Person("head"))
    administrator: Tablet = field(init=False)

    def __post_init__(self) -> None:
        self.log = School(self.id)

    @classmethod
    def begun(cls, server: Server, new_client: Callable[[], Any]) -> TestSchool:
        """A school that is set up."""
        school = cls(server, new_client)
        school.administrator = school.set_up()
        return school

    @property
    def base(self) -> str:
        """The path that the school's requests stand under."""
        return f"/api/schools/{b64u(self.id)}"

    @property
    def at(self) -> str:
        """The time, for entries."""
        return format_instant(self.server.clock())

    def tablet(self, person: Person) -> Tablet:
        """A new tablet that nobody has let in."""
        return Tablet(person, self.new_client(), self.base)

    def set_up_body(self, token: str, tablet: Tablet) -> tuple[dict[str, Any], list[SchoolEntry]]:
        """What a set-up sends, and its entries."""
        keys, recovery = self.head.keys, self.recovery.public_key().public_bytes_raw()
        root = self.root.public_key().public_bytes_raw()
        log = School(self.id)
        act = Genesis(self.at, root, recovery, self.head.id, keys.sign_public, keys.seal_public)
        genesis = sign_next(log, act, self.root)
        append(log, genesis)
        device = sign_next(log, AddDevice(self.at, self.head.id, tablet.key.id, tablet.key.public), keys.sign)
        entries = [genesis, device]
        sent = [b64u(encode(entry)) for entry in entries]
        return {"token": token, "school": b64u(self.id), "entries": sent, "account": self.head.account()}, entries

    def set_up(self) -> Tablet:
        """Begin the school; the head's tablet, signed in."""
        with self.server.database.writing() as connection:
            token = tokens.make_token(connection, self.server.secret, self.server.clock())
        tablet = self.tablet(self.head)
        body, entries = self.set_up_body(token, tablet)
        response = tablet.client.post("/api/set-up", json=body)
        assert response.status_code == 200, response.data
        for entry in entries:
            append(self.log, entry)
        return tablet

    def sign(self, act: Act, key: Ed25519PrivateKey) -> SchoolEntry:
        """An entry on the head of the school's log."""
        return sign_next(self.log, act, key)

    def append(self, act: Act, key: Ed25519PrivateKey | None = None, by: Tablet | None = None) -> None:
        """Append an act to the school's log, by the administrator unless told otherwise."""
        entry = self.sign(act, key or self.head.keys.sign)
        response = (by or self.administrator).log(entry)
        assert response.status_code == 200, response.data
        append(self.log, entry)

    def invite(
        self, person: Person, *roles: str, manager: Person | None = None, days: int = 14
    ) -> tuple[bytes, Ed25519PrivateKey]:
        """Publish an invitation; its id and key."""
        invite, key = new_id(), Ed25519PrivateKey.generate()
        expires = format_instant(self.server.clock() + days * 86_400_000)
        public = key.public_key().public_bytes_raw()
        self.append(Invite(self.at, invite, public, person.id, roles, manager.id if manager else None, expires))
        return invite, key

    def join_entries(
        self, person: Person, tablet: Tablet, invite: bytes | None, key: Ed25519PrivateKey
    ) -> list[SchoolEntry]:
        """The two entries of a join by invitation, or of an appointment by root (no invitation)."""
        keys = person.keys
        proof = prove(keys.sign, self.id, invite, person.id, keys.seal_public)
        log = School(self.id, seq=self.log.seq, log_hash=self.log.log_hash)
        if invite is None:
            act: Act = Appoint(self.at, person.id, keys.sign_public, keys.seal_public, proof)
        else:
            act = Join(self.at, invite, person.id, keys.sign_public, keys.seal_public, proof)
        first = sign_next(log, act, key)
        log.seq, log.log_hash = first.seq, next_hash(log.log_hash, first.hash)
        second = sign_next(log, AddDevice(self.at, person.id, tablet.key.id, tablet.key.public), keys.sign)
        return [first, second]

    def join(self, person: Person, *roles: str, manager: Person | None = None, tablet: Tablet | None = None) -> Tablet:
        """Invite somebody and let them join; their tablet, signed in."""
        invite, key = self.invite(person, *roles, manager=manager)
        tablet = tablet or self.tablet(person)
        entries = self.join_entries(person, tablet, invite, key)
        response = tablet.json(
            "POST", "/join", {"entries": [b64u(encode(entry)) for entry in entries], "account": person.account()}
        )
        assert response.status_code == 200, response.data
        for entry in entries:
            append(self.log, entry)
        return tablet

    def join_start(self, tablet: Tablet, invite: bytes | None, key: Ed25519PrivateKey) -> Answer:
        """The answer to asking for the school log by an invitation's or the root key."""
        signature = key.sign(b"beside/join-start/1" + self.id + (invite or ZERO_ID))
        body = {"invite": invite and b64u(invite), "signature": b64u(signature)}
        return tablet.json("POST", "/join/start", body)

    def second_tablet(self, person: Person, first: Tablet) -> Tablet:
        """Another tablet of a member, let in by a code from the first."""
        code = first.json("POST", "/code", {"member": b64u(person.id)}).json["code"]
        tablet = self.tablet(person)
        response = tablet.signed_in(key=b64u(tablet.key.public), code=code)
        assert response.status_code == 200, response.data
        assert response.json["pending"] is True
        self.append(AddDevice(self.at, person.id, tablet.key.id, tablet.key.public), person.keys.sign, tablet)
        return tablet

    def remove(self, person: Person) -> None:
        """A member leaves."""
        self.append(Remove(self.at, person.id, self.accepted(person)))

    def accepted(self, person: Person) -> dict[bytes, dict[bytes, int]]:
        """Device → vault → counter: what an administrator is told was accepted of a member."""
        devices = self.administrator.json("GET", f"/members/{b64u(person.id)}/counters").json["devices"]
        return {
            unb64u(device): {unb64u(vault): counter for vault, counter in counters.items()}
            for device, counters in devices.items()
        }

    def revoke(self, tablet: Tablet) -> None:
        """A device is locked out."""
        self.append(Revoke(self.at, tablet.key.id, self.accepted(tablet.person)[tablet.key.id]))

    def give_roles(self, person: Person, *roles: str) -> None:
        """A member's roles from now on."""
        self.append(SetRoles(self.at, person.id, roles))
