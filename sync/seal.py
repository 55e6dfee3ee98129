"""Sealing: padding, the body of an op, and the labelled seal of keys and snapshots (`docs/protocol.md` §2 and §4).

    body = seal_body(epoch_key, header, content)
    open_body(epoch_key, sign_entry(header, body, device_key))  ->  content

A nonce is random, never a counter: a device set back to an older state would count the same twice.
"""

from __future__ import annotations

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from schemas.limits import MIN_PADDED_BYTES
from sync.encoding import KEY_SIZE, BadSeal, Malformed, Random
from sync.entry import Entry, Header, encode_header

NONCE_SIZE: Final = 12
TAG_SIZE: Final = 16
OVERHEAD: Final = NONCE_SIZE + TAG_SIZE
"""How much longer a sealed thing is than what is in it, in bytes."""
ENC_SIZE: Final = 32
HPKE_OVERHEAD: Final = ENC_SIZE + TAG_SIZE
"""How much longer something sealed to a public key is than what is in it, in bytes."""
BODY_LABEL: Final = b"beside/body/1"

_LENGTH_SIZE: Final = 4
_HPKE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def hkdf(key: bytes, info: bytes) -> bytes:
    """32 bytes derived from `key` for the use that `info` names: HKDF-SHA-256 without salt."""
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=None, info=info).derive(key)


def padded_size(length: int) -> int:
    """The size that `length` bytes (2 or more) are padded to: Padmé, and 256 at least.

    Padmé lets at most 12 % be added and shows of a length only its magnitude
    (Nikitin et al., Reducing Metadata Leakage from Encrypted Files and Communication with PURBs, 2019).
    """
    if length <= MIN_PADDED_BYTES:
        return MIN_PADDED_BYTES
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def pad(content: bytes) -> bytes:
    """u32 length ‖ content ‖ zeros up to the padded size."""
    plain = len(content).to_bytes(_LENGTH_SIZE, "big") + content
    return plain.ljust(padded_size(len(plain)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The content. Raises `Malformed` where padding is not exactly what `pad` adds."""
    end = _LENGTH_SIZE + int.from_bytes(padded[:_LENGTH_SIZE], "big")
    if end > len(padded) or len(padded) != padded_size(end) or padded.count(0, end) != len(padded) - end:
        raise Malformed("a sealed plaintext is not padded as it should be")
    return padded[_LENGTH_SIZE:end]


def sealed_size(content_size: int) -> int:
    """The size of a sealed body that holds `content_size` bytes."""
    return OVERHEAD + padded_size(_LENGTH_SIZE + content_size)


def seal_body(epoch_key: bytes, header: Header, content: bytes, random: Random = os.urandom) -> bytes:
    """Seal the JSON of an op to its header. Raises `Malformed` with `Code.TOO_LARGE` for more than an op may hold."""
    aad = encode_header(header, sealed_size(len(content)))
    return _seal(hkdf(epoch_key, BODY_LABEL + header.device), aad, pad(content), random)


def open_body(epoch_key: bytes, entry: Entry) -> bytes:
    """The JSON of an op. Raises `BadSeal`, or `Malformed` for false padding under a true seal."""
    key = hkdf(epoch_key, BODY_LABEL + entry.header.device)
    return unpad(_unseal(key, entry.header_bytes, entry.body))


def seal(key: bytes, info: bytes, aad: bytes, content: bytes, random: Random = os.urandom) -> bytes:
    """Seal `content` for the use `info`, bound to `aad`: nonce ‖ AES-256-GCM under HKDF(key, info)."""
    return _seal(hkdf(key, info), aad, content, random)


def unseal(key: bytes, info: bytes, aad: bytes, sealed: bytes) -> bytes:
    """What `seal` sealed. Raises `BadSeal` for another key, use or `aad`, and for changed bytes."""
    return _unseal(hkdf(key, info), aad, sealed)


def seal_to(public: bytes, info: bytes, content: bytes) -> bytes:
    """Seal `content` to an X25519 public key for the use `info`: HPKE base mode, enc 32 ‖ ct. Random by nature.

    Raises `Malformed` for a key that is none, or that shares its secret with everybody.
    """
    try:
        return _HPKE.encrypt(content, X25519PublicKey.from_public_bytes(public), info)
    except ValueError:
        raise Malformed("a public key is not one that can be sealed to") from None


def open_with(private: X25519PrivateKey, info: bytes, sealed: bytes) -> bytes:
    """What `seal_to` sealed. Raises `BadSeal` for another key or use, and for changed bytes."""
    try:
        return _HPKE.decrypt(sealed, private, info)
    except (InvalidTag, ValueError):
        raise BadSeal("a seal does not open") from None


def _seal(key: bytes, aad: bytes, content: bytes, random: Random) -> bytes:
    nonce = random(NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, content, aad)


def _unseal(key: bytes, aad: bytes, sealed: bytes) -> bytes:
    if len(sealed) < OVERHEAD:
        raise Malformed("a sealed thing is cut short")
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], aad)
    except InvalidTag:
        raise BadSeal("a seal does not open") from None
