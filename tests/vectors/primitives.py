"""The protocol's building blocks, spelled out from `docs/protocol.md` a second time for the vectors.

Nothing here imports `sync`: what is written here and what is read there are two hands' work. Only AES-GCM, the curves and
Argon2id come from a library. HPKE is RFC 9180, base mode, with an ephemeral key that is fixed: a reader cannot tell.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from base64 import urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def fixed(name: str, size: int = 16) -> bytes:
    """Bytes that look random and are the same in every run."""
    return hashlib.shake_256(f"vector: {name}".encode()).digest(size)


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "big")


def hkdf(key: bytes, info: bytes, size: int = 32, salt: bytes = b"") -> bytes:
    """RFC 5869."""
    return expand(extract(salt, key), info, size)


def extract(salt: bytes, key: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), key, "sha256")


def expand(key: bytes, info: bytes, size: int) -> bytes:
    block, done = b"", b""
    for count in range(1, math.ceil(size / 32) + 1):
        block = hmac.digest(key, block + info + bytes([count]), "sha256")
        done += block
    return done[:size]


def gcm(key: bytes, nonce: bytes, plain: bytes, aad: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, plain, aad)


def seal(key: bytes, info: str, aad: bytes, plain: bytes, nonce: bytes) -> bytes:
    """The labelled seal of §4."""
    return nonce + gcm(hkdf(key, info.encode()), nonce, plain, aad)


def padme(length: int) -> int:
    """Padmé by its definition, and 256 at least."""
    exponent = math.floor(math.log2(length))
    step: int = 2 ** (exponent - math.floor(math.log2(exponent)) - 1)
    return max(256, math.ceil(length / step) * step)


def padded(content: bytes) -> bytes:
    plain = number(len(content), 4) + content
    return plain + bytes(padme(len(plain)) - len(plain))


def ed25519(seed: bytes) -> bytes:
    """The public half of an Ed25519 seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def x25519(private: bytes) -> bytes:
    """The public half of an X25519 private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(seed: bytes, tag: str, *parts: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).sign(tag.encode() + b"".join(parts))


def hpke(public: bytes, info: bytes, plain: bytes, ephemeral: bytes) -> bytes:
    """enc ‖ ct of RFC 9180: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, mode base."""
    enc = x25519(ephemeral)
    private = X25519PrivateKey.from_private_bytes(ephemeral)
    shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    kem = b"KEM\x00\x20"
    secret = _labelled_expand(kem, _labelled_extract(kem, b"", b"eae_prk", shared), b"shared_secret", enc + public, 32)
    suite = b"HPKE\x00\x20\x00\x01\x00\x02"
    context = (
        b"\x00" + _labelled_extract(suite, b"", b"psk_id_hash", b"") + _labelled_extract(suite, b"", b"info_hash", info)
    )
    scheduled = _labelled_extract(suite, secret, b"secret", b"")
    key = _labelled_expand(suite, scheduled, b"key", context, 32)
    nonce = _labelled_expand(suite, scheduled, b"base_nonce", context, 12)
    return enc + gcm(key, nonce, plain, b"")


def _labelled_extract(suite: bytes, salt: bytes, label: bytes, key: bytes) -> bytes:
    return extract(salt, b"HPKE-v1" + suite + label + key)


def _labelled_expand(suite: bytes, key: bytes, label: bytes, info: bytes, size: int) -> bytes:
    return expand(key, number(size, 2) + b"HPKE-v1" + suite + label + info, size)
