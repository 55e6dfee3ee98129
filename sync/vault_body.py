"""The clear bodies of a vault's entries, but for epochs (`docs/protocol.md` §1 and §4).

    encode_genesis(GenesisBody("case", (creator,), at))        parse_genesis(data)
    encode_membership(Add(member, wrap))                       parse_membership(data)
    encode_void(VoidBody(op_id, "malformed"))                  parse_void(data)
    encode_accept(drop_op_id)                                  parse_accept(data)

Members of the JSON that are unknown today are passed over. Readers raise `Malformed`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from schemas.codes import Code
from sync.encoding import ID_SIZE, Malformed, b64u, json_bytes, parse_instant, unb64u
from sync.epoch import WRAP_SIZE, Wrap
from sync.op import READ_LATELY, parse_object

_name = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class GenesisBody:
    """A vault begins: its kind, and its members, the creator first."""

    kind: str
    members: tuple[bytes, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Add:
    """Somebody takes part from now on; with the key of the epoch in force, if the author could hand it over."""

    member: bytes
    wrap: Wrap | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """The key of `epoch` for somebody entitled who has none yet."""

    epoch: bytes
    wrap: Wrap


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Somebody takes part no longer; an epoch without them follows in the same batch."""

    member: bytes


Membership = Add | HandOver | Withdrawal


@dataclass(frozen=True, slots=True)
class VoidBody:
    """The counter of an entry that was refused is taken by this one; `code` says why it was."""

    op: bytes
    code: str


def encode_genesis(body: GenesisBody) -> bytes:
    """The JSON bytes. Raises `Malformed` for what a reader would refuse."""
    data = json_bytes({"kind": body.kind, "members": [b64u(member) for member in body.members], "at": body.at})
    parse_genesis(data)
    return data


def parse_genesis(data: bytes) -> GenesisBody:
    """Read the body of a genesis entry."""
    found = parse_object(data)
    members = found.get("members")
    if not isinstance(members, list) or not members:
        raise Malformed("`members` must name one at least")
    ids = tuple(unb64u(member, ID_SIZE, "member") for member in members)
    if len(set(ids)) != len(ids):
        raise Malformed("`members` names one twice")
    parse_instant(found.get("at"))
    return GenesisBody(_a_name(found.get("kind"), "kind"), ids, str(found["at"]))


def encode_membership(body: Membership) -> bytes:
    """The JSON bytes. Raises `Malformed` for what a reader would refuse."""
    members: dict[str, Any]
    match body:
        case Add(member, wrap):
            handed = None if wrap is None else {"key": b64u(wrap.key), "wrap": b64u(wrap.wrap)}
            members = {"do": "add", "member": b64u(member), "wrap": handed}
        case HandOver(epoch, (member, key, wrapped)):
            members = {
                "do": "wrap",
                "member": b64u(member),
                "key": b64u(key),
                "epoch": b64u(epoch),
                "wrap": b64u(wrapped),
            }
        case Withdrawal(member):
            members = {"do": "remove", "member": b64u(member)}
    data = json_bytes(members)
    parse_membership(data)
    return data


@lru_cache(maxsize=READ_LATELY)
def parse_membership(data: bytes) -> Membership:
    """Read the body of a membership entry. `Code.UNKNOWN_KIND` for a `do` of a newer version."""
    found = parse_object(data)
    do = found.get("do")
    if not isinstance(do, str) or do not in _READERS:
        raise Malformed("a membership that does this is not taken", Code.UNKNOWN_KIND)
    return _READERS[do](found, unb64u(found.get("member"), ID_SIZE, "member"))


def _read_add(found: dict[str, Any], member: bytes) -> Add:
    handed = found.get("wrap")
    if handed is not None and not isinstance(handed, dict):
        raise Malformed("`wrap` must be an object or null")
    return Add(member, None if handed is None else _read_wrap(handed, member))


def _read_hand_over(found: dict[str, Any], member: bytes) -> HandOver:
    return HandOver(unb64u(found.get("epoch"), ID_SIZE, "epoch"), _read_wrap(found, member))


def _read_wrap(found: dict[str, Any], member: bytes) -> Wrap:
    key = unb64u(found.get("key"), ID_SIZE, "key")
    return Wrap(member, key, unb64u(found.get("wrap"), WRAP_SIZE, "wrap"))


def _read_withdrawal(_found: dict[str, Any], member: bytes) -> Withdrawal:
    return Withdrawal(member)


_READERS: Final[dict[object, Callable[[dict[str, Any], bytes], Membership]]] = {
    "add": _read_add,
    "wrap": _read_hand_over,
    "remove": _read_withdrawal,
}


def encode_void(body: VoidBody) -> bytes:
    """The JSON bytes. Raises `Malformed` for what a reader would refuse."""
    data = json_bytes({"op": b64u(body.op), "code": body.code})
    parse_void(data)
    return data


def parse_void(data: bytes) -> VoidBody:
    """Read the body of a void."""
    found = parse_object(data)
    return VoidBody(unb64u(found.get("op"), ID_SIZE, "op"), _a_name(found.get("code"), "code"))


def encode_accept(drop: bytes) -> bytes:
    """The JSON bytes for the op id of a drop. Raises `Malformed` for what a reader would refuse."""
    data = json_bytes({"drop": b64u(drop)})
    parse_accept(data)
    return data


def parse_accept(data: bytes) -> bytes:
    """The op id of the drop that is accepted."""
    return unb64u(parse_object(data).get("drop"), ID_SIZE, "drop")


def _a_name(found: object, name: str) -> str:
    if not isinstance(found, str) or _name.fullmatch(found) is None:
        raise Malformed(f"`{name}` must be a name")
    return found
