"""Epochs: a vault's keys, handed to everyone entitled (`docs/protocol.md` §4).

    place = Place(school, vault, new_id())
    body = make_epoch(place, 1, key, recipients, recovery_public)     # the clear body of an epoch entry
    epoch = parse_epoch(body)
    unwrap(place, account.seal, epoch.wrap_for(key_id(account.seal_public)))  ->  key

An epoch carries the key before it, sealed under its own: one wrap reads back to the first entry.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hmac import compare_digest
from typing import Any, Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from schemas.codes import Code
from schemas.limits import MAX_LEAF_INTEGER
from sync.encoding import ID_SIZE, KEY_SIZE, BadSeal, Malformed, Random, b64u, json_bytes, unb64u
from sync.keys import key_id
from sync.op import READ_LATELY, parse_object
from sync.seal import HPKE_OVERHEAD, OVERHEAD, open_with, seal, seal_to, unseal

WRAP_LABEL: Final = b"beside/wrap/1"
DROP_KEY_LABEL: Final = b"beside/drop-key/1"
PREVIOUS_LABEL: Final = b"beside/previous/1"

WRAP_SIZE: Final = KEY_SIZE + HPKE_OVERHEAD
_SEALED_KEY_SIZE: Final = KEY_SIZE + OVERHEAD


class Place(NamedTuple):
    """Where a key belongs: school, vault and epoch, 16 bytes each."""

    school: bytes
    vault: bytes
    epoch: bytes

    def joined(self) -> bytes:
        """school ‖ vault ‖ epoch."""
        return self.school + self.vault + self.epoch


class Recipient(NamedTuple):
    """Who is handed a key: the member's id and their X25519 public key from the school log."""

    member: bytes
    public: bytes


class Previous(NamedTuple):
    """The epoch before: its id and key."""

    epoch: bytes
    key: bytes


class Wrap(NamedTuple):
    """An epoch key sealed to one member: member and key id of 16 bytes, wrap of 80."""

    member: bytes
    key: bytes
    wrap: bytes


@dataclass(frozen=True, slots=True)
class EpochBody:
    """What an epoch entry says. `public` is the X25519 half that drops are sealed to, `private` the other half sealed;
    `previous` (sealed) and `previous_id` are None in the first epoch and only there.
    """

    number: int
    public: bytes
    private: bytes
    previous: bytes | None
    previous_id: bytes | None
    wraps: tuple[Wrap, ...]
    recovery: bytes

    def wrap_for(self, key: bytes) -> bytes | None:
        """The wrap for the key with this id, or None where there is none."""
        return next((found.wrap for found in self.wraps if found.key == key), None)


def wrap(place: Place, public: bytes, epoch_key: bytes) -> bytes:
    """The epoch key sealed to an X25519 public key. Raises `Malformed` for a key that cannot be sealed to."""
    return seal_to(public, WRAP_LABEL + place.joined() + key_id(public), epoch_key)


def unwrap(place: Place, private: X25519PrivateKey, wrapped: bytes) -> bytes:
    """The epoch key, 32 bytes. Raises `BadSeal` for a wrap of another place or another recipient."""
    own = key_id(private.public_key().public_bytes_raw())
    return _a_key(open_with(private, WRAP_LABEL + place.joined() + own, wrapped))


def make_epoch(
    place: Place,
    number: int,
    epoch_key: bytes,
    recipients: Iterable[Recipient],
    recovery: bytes,
    *,
    previous: Previous | None = None,
    random: Random = os.urandom,
) -> bytes:
    """The body of the entry that puts `epoch_key` in force: a fresh pair for drops, a wrap for each recipient and for the
    school's recovery key. Raises `Malformed` for what a reader would refuse.
    """
    drop_key = random(KEY_SIZE)
    public = X25519PrivateKey.from_private_bytes(drop_key).public_key().public_bytes_raw()
    return encode_epoch(
        EpochBody(
            number,
            public,
            seal(epoch_key, DROP_KEY_LABEL, place.joined(), drop_key, random),
            None if previous is None else _seal_previous(place, epoch_key, previous, random),
            None if previous is None else previous.epoch,
            tuple(Wrap(to.member, key_id(to.public), wrap(place, to.public, epoch_key)) for to in recipients),
            wrap(place, recovery, epoch_key),
        )
    )


def _seal_previous(place: Place, epoch_key: bytes, previous: Previous, random: Random) -> bytes:
    return seal(epoch_key, PREVIOUS_LABEL, place.joined() + previous.epoch, previous.key, random)


def encode_epoch(body: EpochBody) -> bytes:
    """The JSON bytes. Raises `Malformed` for what a reader would refuse."""
    data = json_bytes(
        {
            "number": body.number,
            "public": b64u(body.public),
            "private": b64u(body.private),
            "previous": None if body.previous is None else b64u(body.previous),
            "previous_id": None if body.previous_id is None else b64u(body.previous_id),
            "wraps": [
                {"member": b64u(found.member), "key": b64u(found.key), "wrap": b64u(found.wrap)} for found in body.wraps
            ],
            "recovery": b64u(body.recovery),
        }
    )
    parse_epoch(data)
    return data


@lru_cache(maxsize=READ_LATELY)
def parse_epoch(data: bytes) -> EpochBody:
    """Read an epoch's JSON; members unknown today are passed over.

    Raises `Malformed`, with `Code.EPOCH_WITHOUT_RECOVERY` where the wrap for the recovery key is missing.
    """
    found = parse_object(data)
    number = found.get("number")
    if type(number) is not int or not 1 <= number <= MAX_LEAF_INTEGER:
        raise Malformed("`number` must be an integer from 1")
    first = number == 1
    if (found.get("previous") is None) is not first or (found.get("previous_id") is None) is not first:
        raise Malformed("`previous` and `previous_id` are null in the first epoch and nowhere else")
    if found.get("recovery") is None:
        raise Malformed("`recovery` is missing", Code.EPOCH_WITHOUT_RECOVERY)
    return EpochBody(
        number,
        unb64u(found.get("public"), KEY_SIZE, "public"),
        unb64u(found.get("private"), _SEALED_KEY_SIZE, "private"),
        None if first else unb64u(found["previous"], _SEALED_KEY_SIZE, "previous"),
        None if first else unb64u(found["previous_id"], ID_SIZE, "previous_id"),
        _parse_wraps(found.get("wraps")),
        unb64u(found["recovery"], WRAP_SIZE, "recovery"),
    )


def _parse_wraps(found: object) -> tuple[Wrap, ...]:
    if not isinstance(found, list):
        raise Malformed("`wraps` must be a list")
    wraps = tuple(map(parse_wrap, found))
    if len({one.key for one in wraps}) != len(wraps):
        raise Malformed("`wraps` names a key twice")
    return wraps


def parse_wrap(found: Any) -> Wrap:
    """One wrap of the JSON: ``{"member", "key", "wrap"}``. Raises `Malformed`."""
    if not isinstance(found, dict):
        raise Malformed("a wrap must be an object")
    return Wrap(
        unb64u(found.get("member"), ID_SIZE, "member"),
        unb64u(found.get("key"), ID_SIZE, "key"),
        unb64u(found.get("wrap"), WRAP_SIZE, "wrap"),
    )


def open_previous(place: Place, body: EpochBody, epoch_key: bytes) -> Previous | None:
    """The epoch before with its key, or None of the first. Raises `BadSeal`."""
    if body.previous is None or body.previous_id is None:
        return None
    key = unseal(epoch_key, PREVIOUS_LABEL, place.joined() + body.previous_id, body.previous)
    return Previous(body.previous_id, _a_key(key))


def open_drop_key(place: Place, body: EpochBody, epoch_key: bytes) -> X25519PrivateKey:
    """The private half that opens what was dropped in this epoch. Raises `BadSeal`, also where it is not that of `public`."""
    private = X25519PrivateKey.from_private_bytes(
        _a_key(unseal(epoch_key, DROP_KEY_LABEL, place.joined(), body.private))
    )
    if not compare_digest(private.public_key().public_bytes_raw(), body.public):
        raise BadSeal("an epoch's private key is not that of its public key")
    return private


def _a_key(found: bytes) -> bytes:
    if len(found) != KEY_SIZE:
        raise BadSeal("what was sealed as a key is none")
    return found
