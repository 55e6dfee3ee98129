"""Keys of people and devices, from the password down (`docs/protocol.md` §6).

    root = root_key(password, salt)                      # Argon2id: a second or so
    authentication_key(root)                             # what the server is shown
    wrapping = wrapping_key(root)                        # what opens the bundle
    keys = account_keys(open_bundle(wrapping, school, member, bundle))

Nothing here keeps a key longer than its caller does. Objects that hold one do not show it when printed.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from mnemonic import Mnemonic

from schemas.limits import ARGON2_ITERATIONS, ARGON2_LANES, ARGON2_MEMORY_KIB, MIN_PASSWORD_LENGTH
from sync.encoding import ID_SIZE, KEY_SIZE, Malformed, Random, digest
from sync.seal import hkdf, seal, unseal

AUTHENTICATION_LABEL: Final = b"beside/authentication/1"
WRAPPING_LABEL: Final = b"beside/wrapping/1"
BUNDLE_LABEL: Final = b"beside/bundle/1"
ACCOUNT_SIGN_LABEL: Final = b"beside/account-sign/1"
ACCOUNT_SEAL_LABEL: Final = b"beside/account-seal/1"
REST_LABEL: Final = b"beside/rest/1"
REST_PASSKEY_LABEL: Final = b"beside/rest-passkey/1"

SALT_SIZE: Final = 16
SHEET_WORDS: Final = 24

# What a server may ask of a device at most; beyond, it would be an attack on the device.
_MOST_MEMORY_KIB: Final = 1024 * 1024
_MOST_ITERATIONS: Final = 64
_MOST_LANES: Final = 16


@dataclass(frozen=True, slots=True)
class Argon2Params:
    """The cost of a root key: memory in KiB, passes over it, lanes."""

    memory_kib: int = ARGON2_MEMORY_KIB
    iterations: int = ARGON2_ITERATIONS
    lanes: int = ARGON2_LANES

    def members(self) -> dict[str, int]:
        """As they stand in JSON."""
        return {"memory_kib": self.memory_kib, "iterations": self.iterations, "lanes": self.lanes}


def parse_params(found: object) -> Argon2Params:
    """The parameters of the JSON. Raises `Malformed` also for weaker ones than ours: a server could ask for them to guess."""
    if not isinstance(found, Mapping):
        raise Malformed("`params` must be an object")
    params = Argon2Params(*(_integer(found, name) for name in ("memory_kib", "iterations", "lanes")))
    check_params(params)
    return params


def _integer(found: Mapping[str, Any], name: str) -> int:
    value = found.get(name)
    if type(value) is not int:
        raise Malformed(f"`{name}` must be an integer")
    return value


def check_params(params: Argon2Params) -> None:
    """Raises `Malformed` for parameters weaker than ours, and for such as would only wear a device out."""
    if not ARGON2_MEMORY_KIB <= params.memory_kib <= _MOST_MEMORY_KIB:
        raise Malformed("`memory_kib` is out of bounds")
    if not ARGON2_ITERATIONS <= params.iterations <= _MOST_ITERATIONS:
        raise Malformed("`iterations` is out of bounds")
    if not ARGON2_LANES <= params.lanes <= _MOST_LANES:
        raise Malformed("`lanes` is out of bounds")


def password_bytes(password: str) -> bytes:
    """The password as it is hashed: NFKC, UTF-8. Raises `Malformed` for fewer than twelve characters after NFKC."""
    normal = unicodedata.normalize("NFKC", password)
    if len(normal) < MIN_PASSWORD_LENGTH:
        raise Malformed(f"`password` must have {MIN_PASSWORD_LENGTH} characters at least")
    try:
        return normal.encode("utf-8")
    except UnicodeEncodeError:
        raise Malformed("`password` holds half a surrogate pair") from None


def root_key(password: str, salt: bytes, params: Argon2Params | None = None) -> bytes:
    """The 32 bytes that a password is worth; takes 64 MiB and most of a second by intent. `salt` is of 16 bytes.

    Raises `Malformed` for a short password, another salt, and for parameters weaker than ours.
    """
    cost = params or Argon2Params()
    check_params(cost)
    if len(salt) != SALT_SIZE:
        raise Malformed("`salt` must be of 16 bytes")
    argon2 = Argon2id(
        salt=salt, length=KEY_SIZE, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return argon2.derive(password_bytes(password))


def authentication_key(root: bytes) -> bytes:
    """What is sent to sign in, 32 bytes. The server keeps its hash."""
    return hkdf(root, AUTHENTICATION_LABEL)


def wrapping_key(root: bytes) -> bytes:
    """What the account secret and the rest key are sealed under, 32 bytes. Never leaves the device."""
    return hkdf(root, WRAPPING_LABEL)


def key_id(public: bytes) -> bytes:
    """The first 16 bytes of the hash of a public key."""
    return digest(public)[:ID_SIZE]


@dataclass(frozen=True, slots=True)
class AccountKeys:
    """A member's two pairs: Ed25519 to certify devices and entries of the school log, X25519 to be handed epoch keys."""

    sign: Ed25519PrivateKey = field(repr=False)
    seal: X25519PrivateKey = field(repr=False)
    sign_public: bytes
    seal_public: bytes


def account_keys(secret: bytes) -> AccountKeys:
    """Both pairs from the account secret of 32 bytes."""
    sign = Ed25519PrivateKey.from_private_bytes(hkdf(secret, ACCOUNT_SIGN_LABEL))
    seal_key = X25519PrivateKey.from_private_bytes(hkdf(secret, ACCOUNT_SEAL_LABEL))
    return AccountKeys(sign, seal_key, sign.public_key().public_bytes_raw(), seal_key.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A device: its id, and the Ed25519 key that signs what is written on it."""

    id: bytes
    private: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return self.private.public_key().public_bytes_raw()


def new_device(random: Random = os.urandom) -> DeviceKey:
    """A device with a fresh id and key."""
    return DeviceKey(random(ID_SIZE), Ed25519PrivateKey.from_private_bytes(random(KEY_SIZE)))


def seal_bundle(wrapping: bytes, school: bytes, member: bytes, secret: bytes, random: Random = os.urandom) -> bytes:
    """The account secret as the server keeps it: 60 bytes that only the password opens."""
    return seal(wrapping, BUNDLE_LABEL, school + member, secret, random)


def open_bundle(wrapping: bytes, school: bytes, member: bytes, bundle: bytes) -> bytes:
    """The account secret. Raises `BadSeal` for another password, school or member."""
    return _a_key(unseal(wrapping, BUNDLE_LABEL, school + member, bundle), "bundle")


def seal_rest(key: bytes, place: bytes, rest: bytes, label: bytes = REST_LABEL, random: Random = os.urandom) -> bytes:
    """The rest key as a device keeps it. `place` is school ‖ member ‖ device; `key` the wrapping key, or with
    `REST_PASSKEY_LABEL` what the passkey gives.
    """
    return seal(key, label, place, rest, random)


def open_rest(key: bytes, place: bytes, sealed: bytes, label: bytes = REST_LABEL) -> bytes:
    """The rest key. Raises `BadSeal` for another password, passkey or place."""
    return _a_key(unseal(key, label, place, sealed), "rest key")


def _a_key(found: bytes, name: str) -> bytes:
    if len(found) != KEY_SIZE:
        raise Malformed(f"a {name} must hold 32 bytes")
    return found


# Public keys that others hand in ----------------------------------------------------------------------------

_SMALL_ORDER: Final = frozenset(
    bytes.fromhex(point)
    for point in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)


def check_sign_key(public: bytes) -> None:
    """Raises `Malformed` for what cannot be an Ed25519 public key of one holder: anybody can sign for a point of small order."""
    if len(public) != KEY_SIZE:
        raise Malformed("an Ed25519 key must be of 32 bytes")
    if public[:-1] + bytes([public[-1] & 0x7F]) in _SMALL_ORDER:
        raise Malformed("an Ed25519 key is of small order")


def check_seal_key(public: bytes) -> None:
    """Raises `Malformed` for what cannot be sealed to: such a key in the school log would stop every new epoch."""
    if len(public) != KEY_SIZE:
        raise Malformed("an X25519 key must be of 32 bytes")
    try:
        # Any private key tells: with a point of small order the shared secret is zero, which is refused.
        X25519PrivateKey.from_private_bytes(bytes(KEY_SIZE)).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        raise Malformed("an X25519 key is of small order") from None


# Sheets -----------------------------------------------------------------------------------------------------


@cache
def _words() -> Mnemonic:
    return Mnemonic("english")


def sheet_words(secret: bytes) -> list[str]:
    """The 24 words of a printed sheet (BIP 39, English) for 32 bytes."""
    if len(secret) != KEY_SIZE:
        raise Malformed("a sheet spells 32 bytes")
    return _words().to_mnemonic(secret).split(" ")


def sheet_secret(text: str) -> bytes:
    """The 32 bytes of a sheet, from its words in any case and spacing. Raises `Malformed`, naming the place of a wrong word."""
    words = text.casefold().split()
    if len(words) != SHEET_WORDS:
        raise Malformed(f"a sheet has {SHEET_WORDS} words")
    known = set(_words().wordlist)
    for place, word in enumerate(words, 1):
        if word not in known:
            raise Malformed(f"word {place} is not of the list")
    try:
        return bytes(_words().to_entropy(words))
    except ValueError:
        raise Malformed("the words do not belong together") from None
