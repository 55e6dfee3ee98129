"""How a device comes in (`docs/protocol.md` §5, §6, §10): a school is set up, an invitation is taken, a device is let in.

    founded = set_up(arrival, token)                  # sheets to print, then an unlocked identity
    link = invite(replica's school, …)                # the administrator's half
    identity = join(arrival, link)                    # the new member's half
    identity = sign_in_new_device(arrival, code)      # a second device, by a code from one already in

Each keeps the identity sealed in the store only after the server has answered: what was cut off is done again.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from schemas.codes import Code
from sync.client.api import Api, ServerRefused, parse_json, take
from sync.client.identity import Identity, Lock, create
from sync.client.store import Store
from sync.client.transport import JSON, Transport, Unreachable
from sync.encoding import (
    ID_SIZE,
    KEY_SIZE,
    Malformed,
    Random,
    Refused,
    b64u,
    digest,
    format_instant,
    json_bytes,
    new_id,
    unb64u,
)
from sync.frames import parse_frames
from sync.keys import (
    SALT_SIZE,
    Argon2Params,
    account_keys,
    authentication_key,
    new_device,
    open_bundle,
    parse_params,
    root_key,
    seal_bundle,
    sheet_words,
    wrapping_key,
)
from sync.school import School, append, judge, sign_next
from sync.school_act import AddDevice, Genesis, Invite, Join, prove
from sync.school_entry import SchoolEntry, encode, parse

SESSION_TAG: Final = b"beside/session/1"
JOIN_START_TAG: Final = b"beside/join-start/1"
ACCOUNT_TAG: Final = b"beside/account/1"
Clock = Callable[[], int]
"""Milliseconds since 1970 UTC, by this device's clock."""


@dataclass(frozen=True, slots=True)
class Stretched:
    """A password stretched with a salt: what is shown to the server, and what never leaves the device."""

    lock: Lock
    authentication: bytes = field(repr=False)
    wrapping: bytes = field(repr=False)


def stretch(password: str, salt: bytes, params: Argon2Params) -> Stretched:
    """Most of a second of work, by intent."""
    root = root_key(password, salt, params)
    return Stretched(Lock(salt, params), authentication_key(root), wrapping_key(root))


@dataclass(slots=True)
class Arrival:
    """Who is coming in, and what with: transport and empty store, the sign-in name and password they chose. `stretch` is
    replaced only where hundreds arrive in a minute and none has a secret to keep.
    """

    transport: Transport
    store: Store
    handle: str
    password: str
    clock: Clock
    catalogue: int
    random: Random = os.urandom
    stretch: Callable[[str, bytes, Argon2Params], Stretched] = stretch


@dataclass(frozen=True, slots=True)
class Sheets:
    """The two printed sheets, 24 words each. Nothing else keeps what they say."""

    recovery: list[str] = field(repr=False)
    root: list[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What travels in the QR code or the link's fragment: never through the server."""

    school: bytes
    genesis: bytes
    invite: bytes
    seed: bytes = field(repr=False)

    def text(self) -> str:
        """As typed or scanned: base64url, parted by dots."""
        return ".".join(map(b64u, (self.school, self.genesis, self.invite, self.seed)))

    @classmethod
    def parse(cls, text: str) -> Invitation:
        """Read an invitation. Raises `Malformed`."""
        parts = text.strip().split(".")
        if len(parts) != 4:
            raise Malformed("an invitation has four parts")
        sizes = (ID_SIZE, KEY_SIZE, ID_SIZE, KEY_SIZE)
        return cls(*(unb64u(part, size, "invitation") for part, size in zip(parts, sizes, strict=True)))


@dataclass(frozen=True, slots=True)
class LetIn:
    """What lets a member's next device in, shown by one that is in: school and genesis to pin, sign-in name, one-use code."""

    school: bytes
    genesis: bytes
    handle: str
    code: str

    def text(self) -> str:
        """As typed or scanned, or behind the `#` of a link to `/let-in`."""
        parts = (b64u(self.school), b64u(self.genesis), b64u(self.handle.encode()), self.code)
        return ".".join(parts)

    @classmethod
    def parse(cls, text: str) -> LetIn:
        """Read it. Raises `Malformed`."""
        parts = text.strip().split(".")
        if len(parts) != 4 or not parts[3]:
            raise Malformed("what lets a device in has four parts")
        school, genesis = unb64u(parts[0], ID_SIZE, "school"), unb64u(parts[1], KEY_SIZE, "genesis")
        try:
            handle = unb64u(parts[2], name="handle").decode()
        except UnicodeDecodeError:
            raise Malformed("`handle` is not text") from None
        return cls(school, genesis, handle, parts[3])


def _account(handle: str, stretched: Stretched, bundle: bytes) -> dict[str, Any]:
    return {
        "handle": handle,
        "salt": b64u(stretched.lock.salt),
        "params": stretched.lock.params.members(),
        "authentication": b64u(stretched.authentication),
        "bundle": b64u(bundle),
    }


# Setting a school up --------------------------------------------------------------------------------------


def set_up(arrival: Arrival, token: str) -> tuple[Identity, Sheets]:
    """Found a school on the server that printed `token`: its first administrator, their device, the two sheets."""
    random = arrival.random
    school, member, secret, device = new_id(random), new_id(random), random(KEY_SIZE), new_device(random)
    root_seed, recovery_seed = random(KEY_SIZE), random(KEY_SIZE)
    account, root = account_keys(secret), Ed25519PrivateKey.from_private_bytes(root_seed)
    recovery = X25519PrivateKey.from_private_bytes(recovery_seed).public_key().public_bytes_raw()
    log, at = School(school), format_instant(arrival.clock())
    genesis = sign_next(
        log,
        Genesis(at, root.public_key().public_bytes_raw(), recovery, member, account.sign_public, account.seal_public),
        root,
    )
    append(log, genesis)
    certified = sign_next(log, AddDevice(at, member, device.id, device.public), account.sign)
    stretched = arrival.stretch(arrival.password, random(SALT_SIZE), Argon2Params())
    bundle = seal_bundle(stretched.wrapping, school, member, secret, random)
    body = {
        "token": token,
        "school": b64u(school),
        "entries": [b64u(encode(entry)) for entry in (genesis, certified)],
        "account": _account(arrival.handle, stretched, bundle),
    }
    take(arrival.transport.request("POST", "/api/set-up", json_bytes(body), JSON))
    _keep_log(arrival.store, [genesis, certified])
    identity = create(
        arrival.store, school=school, genesis=genesis.hash, member=member, handle=arrival.handle, lock=stretched.lock,
        wrapping=stretched.wrapping, account_secret=secret, device=device, random=random,
    )  # fmt: skip
    return identity, Sheets(sheet_words(recovery_seed), sheet_words(root_seed))


# Inviting and joining -------------------------------------------------------------------------------------


def make_invitation(
    school: School,
    identity: Identity,
    *,
    roles: tuple[str, ...],
    manager: bytes | None,
    now: int,
    days: int = 14,
    member: bytes | None = None,
    random: Random = os.urandom,
) -> tuple[SchoolEntry, Invitation]:
    """The entry that an administrator appends, and what is handed to who is invited. `member` renews an account."""
    seed, invite = random(KEY_SIZE), new_id(random)
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    expires = format_instant(now + days * 86_400_000)
    act = Invite(format_instant(now), invite, public, member or new_id(random), roles, manager, expires)
    return sign_next(school, act, identity.account.sign), Invitation(school.id, identity.genesis, invite, seed)


def join(arrival: Arrival, invitation: Invitation) -> Identity:
    """Take an invitation: certify oneself with its key, and this device. Raises `ServerRefused`, `Refused`, `Unreachable`."""
    api, random = Api(arrival.transport, invitation.school, arrival.catalogue), arrival.random
    key = Ed25519PrivateKey.from_private_bytes(invitation.seed)
    log, entries = _log_for(api, invitation, key)
    invited = log.invitations.get(invitation.invite)
    if invited is None:
        raise Refused("the invitation is not in the school's log", Code.INVITATION_SPENT)
    secret, device, at = random(KEY_SIZE), new_device(random), format_instant(arrival.clock())
    account = account_keys(secret)
    proof = prove(account.sign, log.id, invitation.invite, invited.member, account.seal_public)
    act = Join(at, invitation.invite, invited.member, account.sign_public, account.seal_public, proof)
    joined = sign_next(log, act, key)
    append(log, joined)
    certified = sign_next(log, AddDevice(at, invited.member, device.id, device.public), account.sign)
    stretched = arrival.stretch(arrival.password, random(SALT_SIZE), Argon2Params())
    bundle = seal_bundle(stretched.wrapping, log.id, invited.member, secret, random)
    body = {
        "entries": [b64u(encode(entry)) for entry in (joined, certified)],
        "account": _account(arrival.handle, stretched, bundle),
    }
    api.json("POST", "/join", body)
    _keep_log(arrival.store, [*entries, joined, certified])
    return create(
        arrival.store, school=log.id, genesis=invitation.genesis, member=invited.member, handle=arrival.handle,
        lock=stretched.lock, wrapping=stretched.wrapping, account_secret=secret, device=device, random=random,
    )  # fmt: skip


def _log_for(api: Api, invitation: Invitation, key: Ed25519PrivateKey) -> tuple[School, list[SchoolEntry]]:
    signature = key.sign(JOIN_START_TAG + invitation.school + invitation.invite)
    answer = take(
        api.transport.request(
            "POST",
            f"/api/schools/{b64u(invitation.school)}/join/start",
            json_bytes({"invite": b64u(invitation.invite), "signature": b64u(signature)}),
            JSON,
        )
    )
    _, frames = parse_frames(answer.body)
    return believe(School(invitation.school, pinned=invitation.genesis), frames)


def believe(log: School, frames: list[bytes]) -> tuple[School, list[SchoolEntry]]:
    """Judge and append school entries in order. Raises `Refused` with the code of the first that cannot be true."""
    entries = []
    for data in frames:
        entry = parse(data)
        code = judge(log, entry)
        if code is not None:
            raise Refused("the school's log is not as it was signed", code)
        append(log, entry)
        entries.append(entry)
    return log, entries


def _keep_log(store: Store, entries: list[SchoolEntry]) -> None:
    with store.transaction():
        for entry in entries:
            store.add_school_entry(entry.seq, encode(entry))


# Signing in -----------------------------------------------------------------------------------------------


def sign_in(transport: Transport, identity: Identity, authentication: bytes, catalogue: int) -> dict[str, Any]:
    """A new session for a device that is in. Raises `ServerRefused` and `Unreachable`."""
    api = Api(transport, identity.school, catalogue)
    started = api.json("POST", "/sign-in/start", {"handle": identity.handle})
    challenge = unb64u(started["challenge"])
    signature = identity.device.private.sign(SESSION_TAG + identity.school + identity.device.id + challenge)
    return api.json(
        "POST",
        "/sign-in",
        {
            "handle": identity.handle,
            "authentication": b64u(authentication),
            "challenge": b64u(challenge),
            "device": b64u(identity.device.id),
            "signature": b64u(signature),
        },
    )


def restate_account(transport: Transport, identity: Identity, stretched: Stretched, catalogue: int) -> None:
    """State the account again to a server that was set back to a backup older than the member, or than their password.

    By the account's own key, and only once after a restore. Raises `ServerRefused` (`FORBIDDEN` where nothing is to be restated)
    and `Unreachable`.
    """
    api, school, member = Api(transport, identity.school, catalogue), identity.school, identity.member
    challenge = unb64u(api.json("POST", "/sign-in/start", {"handle": identity.handle})["challenge"])
    bundle = seal_bundle(stretched.wrapping, school, member, identity.account_secret)
    proved = (
        ACCOUNT_TAG, school, member, challenge, digest(identity.handle.encode()), stretched.lock.salt,
        stretched.authentication, digest(bundle),
    )  # fmt: skip
    body = {
        "member": b64u(member),
        "challenge": b64u(challenge),
        "signature": b64u(identity.account.sign.sign(b"".join(proved))),
        "account": _account(identity.handle, stretched, bundle),
    }
    api.json("POST", "/account", body)


def sign_in_new_device(arrival: Arrival, school: bytes, genesis: bytes, code: str) -> Identity:
    """Let this device in with the password and a code from one that is in, and certify it.

    `genesis` is pinned: it comes with the code, from the other device's screen, not from the server.
    """
    api, random = Api(arrival.transport, school, arrival.catalogue), arrival.random
    started = api.json("POST", "/sign-in/start", {"handle": arrival.handle})
    stretched = arrival.stretch(
        arrival.password, unb64u(started["salt"], SALT_SIZE, "salt"), parse_params(started["params"])
    )
    device, challenge = new_device(random), unb64u(started["challenge"])
    signature = device.private.sign(SESSION_TAG + school + device.id + challenge)
    session = api.json(
        "POST",
        "/sign-in",
        {
            "handle": arrival.handle, "authentication": b64u(stretched.authentication), "challenge": b64u(challenge),
            "device": b64u(device.id), "signature": b64u(signature), "key": b64u(device.public), "code": code,
        },
    )  # fmt: skip
    member = unb64u(session["member"], ID_SIZE, "member")
    secret = open_bundle(stretched.wrapping, school, member, unb64u(session["bundle"]))
    frames, _ = api.pull([], 0)
    log, entries = believe(School(school, pinned=genesis), frames)
    certified = sign_next(
        log, AddDevice(format_instant(arrival.clock()), member, device.id, device.public), account_keys(secret).sign
    )
    api.append_school([encode(certified)])
    _keep_log(arrival.store, [*entries, certified])
    return create(
        arrival.store, school=school, genesis=genesis, member=member, handle=arrival.handle, lock=stretched.lock,
        wrapping=stretched.wrapping, account_secret=secret, device=device, random=random,
    )  # fmt: skip


def school_of(transport: Transport) -> bytes | None:
    """The school of a server that has exactly one, else None."""
    found = parse_json(take(transport.request("GET", "/api/server")).body).get("school")
    return None if found is None else unb64u(found, ID_SIZE, "school")


__all__ = [
    "Arrival", "Clock", "Invitation", "LetIn", "ServerRefused", "Sheets", "Stretched", "Unreachable", "believe", "join",
    "make_invitation", "restate_account", "school_of", "set_up", "sign_in", "sign_in_new_device", "stretch",
]  # fmt: skip
