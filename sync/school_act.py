"""What the entries of the school's log say (`docs/protocol.md` §5): one class for each `do`.

    data = encode_act(Invite(at, invite, key, member, ("mentor",), None, expires))
    parse_act(data)  ->  Invite(...)

Ids and keys are bytes here and base64url in the JSON; members of the JSON that are unknown today are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schemas.codes import Code
from schemas.limits import MAX_LEAF_INTEGER
from sync.encoding import ID_SIZE, SIGNATURE_SIZE, ZERO_ID, Malformed, b64u, json_bytes, parse_instant, unb64u
from sync.entry import verify
from sync.keys import check_seal_key, check_sign_key
from sync.op import READ_LATELY, parse_object

JOIN_TAG: Final = b"beside/join/1"

Counters = Mapping[bytes, int]
"""Vault → the last counter of a device that was accepted there."""


@dataclass(frozen=True, slots=True)
class Genesis:
    """The school begins: its two printed keys, and the first administrator's."""

    at: str
    root: bytes
    recovery: bytes
    member: bytes
    sign: bytes
    seal: bytes


@dataclass(frozen=True, slots=True)
class AddDevice:
    """A member certifies a device."""

    at: str
    member: bytes
    device: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class Invite:
    """An administrator publishes a one-use key; for who is a member already it renews their account."""

    at: str
    invite: bytes
    key: bytes
    member: bytes
    roles: tuple[str, ...]
    manager: bytes | None
    expires: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """An administrator takes an invitation back."""

    at: str
    invite: bytes


@dataclass(frozen=True, slots=True)
class Join:
    """Who holds an invitation's key certifies themselves with it."""

    at: str
    invite: bytes
    member: bytes
    sign: bytes
    seal: bytes
    proof: bytes


@dataclass(frozen=True, slots=True)
class SetRoles:
    """An administrator sets all the roles of a member."""

    at: str
    member: bytes
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manages:
    """An administrator says who manages whom, or no longer does."""

    at: str
    manager: bytes
    mentor: bytes
    on: bool


@dataclass(frozen=True, slots=True)
class Revoke:
    """A device is locked out; `counters` say up to where its entries count."""

    at: str
    device: bytes
    counters: Counters


@dataclass(frozen=True, slots=True)
class Remove:
    """A member leaves; `counters` say up to where the entries of each device count."""

    at: str
    member: bytes
    counters: Mapping[bytes, Counters]


@dataclass(frozen=True, slots=True)
class Appoint:
    """The root sheet makes an administrator."""

    at: str
    member: bytes
    sign: bytes
    seal: bytes
    proof: bytes


Act = Genesis | AddDevice | Invite | Withdraw | Join | SetRoles | Manages | Revoke | Remove | Appoint


# Members of the JSON --------------------------------------------------------------------------------------

_role = re.compile(r"[a-z_]{1,40}")


class _Form(NamedTuple):
    """How a member of the JSON is read, and how it is written."""

    read: Callable[[object], Any]
    write: Callable[[Any], Any]


def _read_id(found: object) -> bytes:
    read = unb64u(found, ID_SIZE, "an id")
    if read == ZERO_ID:
        raise Malformed("an id is not all zero")
    return read


def _read_sign_key(found: object) -> bytes:
    key = unb64u(found, name="a key")
    check_sign_key(key)
    return key


def _read_seal_key(found: object) -> bytes:
    key = unb64u(found, name="a key")
    check_seal_key(key)
    return key


def _read_instant(found: object) -> str:
    parse_instant(found)
    return str(found)


def _read_roles(found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(role, str) and _role.fullmatch(role) for role in found):
        raise Malformed("`roles` must be a list of names")
    if len(set(found)) != len(found):
        raise Malformed("`roles` names one twice")
    return tuple(found)


def _read_switch(found: object) -> bool:
    if not isinstance(found, bool):
        raise Malformed("`on` must be true or false")
    return found


def _read_counters(found: object) -> dict[bytes, int]:
    counters = {_read_id(vault): counter for vault, counter in _members(found).items()}
    if not all(type(counter) is int and 0 <= counter <= MAX_LEAF_INTEGER for counter in counters.values()):
        raise Malformed("a counter must be an integer from 0")
    return counters


def _read_devices(found: object) -> dict[bytes, dict[bytes, int]]:
    return {_read_id(device): _read_counters(counters) for device, counters in _members(found).items()}


def _members(found: object) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise Malformed("`counters` must be an object")
    return found


def _write_counters(counters: Counters) -> dict[str, int]:
    return {b64u(vault): counter for vault, counter in sorted(counters.items())}


def _write_devices(devices: Mapping[bytes, Counters]) -> dict[str, dict[str, int]]:
    return {b64u(device): _write_counters(counters) for device, counters in sorted(devices.items())}


_ID: Final = _Form(_read_id, b64u)
_MAYBE_ID: Final = _Form(
    lambda found: None if found is None else _read_id(found), lambda given: None if given is None else b64u(given)
)
_SIGN_KEY: Final = _Form(_read_sign_key, b64u)
_SEAL_KEY: Final = _Form(_read_seal_key, b64u)
_PROOF: Final = _Form(lambda found: unb64u(found, SIGNATURE_SIZE, "proof"), b64u)
_INSTANT: Final = _Form(_read_instant, str)
_ROLES: Final = _Form(_read_roles, list)
_ACCOUNT: Final = {"member": _ID, "sign": _SIGN_KEY, "seal": _SEAL_KEY}

_SHAPES: Final[dict[str, tuple[type[Act], dict[str, _Form]]]] = {
    "genesis": (Genesis, {"root": _SIGN_KEY, "recovery": _SEAL_KEY, **_ACCOUNT}),
    "device": (AddDevice, {"member": _ID, "device": _ID, "key": _SIGN_KEY}),
    "invite": (
        Invite,
        {
            "invite": _ID,
            "key": _SIGN_KEY,
            "member": _ID,
            "roles": _ROLES,
            "manager": _MAYBE_ID,
            "expires": _INSTANT,
        },
    ),
    "withdraw": (Withdraw, {"invite": _ID}),
    "join": (Join, {"invite": _ID, **_ACCOUNT, "proof": _PROOF}),
    "roles": (SetRoles, {"member": _ID, "roles": _ROLES}),
    "manages": (Manages, {"manager": _ID, "mentor": _ID, "on": _Form(_read_switch, bool)}),
    "revoke": (Revoke, {"device": _ID, "counters": _Form(_read_counters, _write_counters)}),
    "remove": (Remove, {"member": _ID, "counters": _Form(_read_devices, _write_devices)}),
    "appoint": (Appoint, {**_ACCOUNT, "proof": _PROOF}),
}
_NAMES: Final = {made: name for name, (made, _) in _SHAPES.items()}


def encode_act(act: Act) -> bytes:
    """The JSON bytes of an entry's body. Raises `Malformed` for what a reader would refuse."""
    name = _NAMES[type(act)]
    members = {member: form.write(getattr(act, member)) for member, form in _SHAPES[name][1].items()}
    data = json_bytes({"do": name, "at": act.at, **members})
    parse_act(data)
    return data


@lru_cache(maxsize=READ_LATELY)
def parse_act(data: bytes) -> Act:
    """Read the body of an entry: asked for when it is judged, when it is permitted and when it is appended.

    Raises `Malformed`, with `Code.UNKNOWN_KIND` for a `do` of a newer version."""
    found = parse_object(data)
    name = found.get("do")
    if not isinstance(name, str):
        raise Malformed("`do` must be a name")
    if name not in _SHAPES:
        raise Malformed("an entry that does this is not taken", Code.UNKNOWN_KIND)
    made, shape = _SHAPES[name]
    return made(
        _read_instant(found.get("at")), **{member: form.read(found.get(member)) for member, form in shape.items()}
    )


# The proof of a new account -------------------------------------------------------------------------------


def prove(key: Ed25519PrivateKey, school: bytes, invite: bytes | None, member: bytes, seal: bytes) -> bytes:
    """The signature of a new account's Ed25519 key over itself and its X25519 half `seal`: what a join or appoint carries."""
    return key.sign(_proved(school, invite, member, key.public_key().public_bytes_raw(), seal))


def is_proved(school: bytes, act: Join | Appoint) -> bool:
    """Whether who joins or is appointed holds the private half of the account key that they name."""
    invite = act.invite if isinstance(act, Join) else None
    return verify(act.proof, _proved(school, invite, act.member, act.sign, act.seal), act.sign)


def _proved(school: bytes, invite: bytes | None, member: bytes, sign: bytes, seal: bytes) -> bytes:
    return JOIN_TAG + school + (invite or ZERO_ID) + member + sign + seal
