"""Vectors of text, keys and seals (§2, §4 and §6 of `docs/protocol.md`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from mnemonic import Mnemonic

from tests.vectors.people_of_formats import (
    DEVICE,
    EPOCH_KEY,
    MEMBER,
    OTHER_SCHOOL,
    OTHER_SEAL,
    OTHER_SECRET,
    SCHOOL,
    SEAL,
    SECRET,
    key_id,
)  # fmt: skip
from tests.vectors.primitives import b64, ed25519, fixed, hkdf, hpke, padded, padme, seal, sha, x25519

Json = Any


def base64url() -> Iterator[Json]:
    yield from (
        {"hex": data.hex(), "text": b64(data)}
        for data in (b"", b"\0", b"\xff\xfe", b"abc", fixed("id"), fixed("key", 32))
    )


def base64url_bad() -> list[str]:
    return ["A", "AAAAA", "AB", "AAB", "AA==", "AA=", "+A", "/w", "A A", "AA\n", "AÄ", "__5", "AAAA=", "=", "ＡＡ"]


def instants() -> Iterator[Json]:
    yield {"text": "1970-01-01T00:00:00.000+00:00", "ms": 0, "offset": 0}
    yield {"text": "2026-11-23T09:15:02.123+00:00", "ms": 1795425302123, "offset": 0}
    yield {"text": "2026-11-23T14:45:02.123+05:30", "ms": 1795425302123, "offset": 330}
    yield {"text": "2026-11-22T21:30:02.123-11:45", "ms": 1795425302123, "offset": -705}
    yield {"text": "1969-12-31T23:59:59.999+00:00", "ms": -1, "offset": 0}
    yield {"text": "2024-02-29T12:00:00.000+00:00", "ms": 1709208000000, "offset": 0}
    yield {"text": "0001-01-01T00:00:00.000+00:00", "ms": -62135596800000, "offset": 0}
    yield {"text": "9999-12-31T23:59:59.999+00:00", "ms": 253402300799999, "offset": 0}
    yield {"text": "0001-01-01T00:00:00.000+01:00", "ms": -62135600400000, "offset": None}
    yield {"text": "2026-11-23T09:15:02.123-00:00", "ms": 1795425302123, "offset": None}


def instants_bad() -> list[str]:
    return [
        "", "2026-11-23", "2026-11-23T09:15:02.123Z", "2026-11-23T09:15:02+00:00", "2026-11-23T09:15:02.12+00:00",
        "2026-11-23T09:15:02.1234+00:00", "2026-11-23T09:15:02.123", "2026-11-23T09:15:02.123+0000",
        "2026-11-23T09:15:02.123+24:00", "2026-11-23T09:15:02.123+00:60", "2026-11-23T24:00:00.000+00:00",
        "2026-11-23T09:60:02.123+00:00", "2026-11-23T09:15:60.123+00:00", "2026-02-29T09:15:02.123+00:00",
        "2026-13-01T09:15:02.123+00:00", "2026-00-01T09:15:02.123+00:00", "2026-01-00T09:15:02.123+00:00",
        "1900-02-29T09:15:02.123+00:00", "0000-01-01T00:00:00.000+00:00", "+2026-11-23T09:15:02.123+00:00",
        "2026-11-23t09:15:02.123+00:00", "2026-11-23 09:15:02.123+00:00", "2026-11-23T09:15:02,123+00:00",
        " 2026-11-23T09:15:02.123+00:00", "2026-11-23T09:15:02.123+00:00\n", "２０２６-11-23T09:15:02.123+00:00",
    ]  # fmt: skip


def padded_sizes() -> list[list[int]]:
    lengths = [
        4,
        5,
        255,
        256,
        257,
        264,
        265,
        300,
        511,
        512,
        513,
        1000,
        1024,
        1025,
        4095,
        4096,
        4097,
        9999,
        65535,
        65536,
        100_001,
    ]
    return [[length, padme(length)] for length in lengths]


def padding_bad() -> Iterator[Json]:
    whole = padded(b"content")
    yield {"name": "nothing", "hex": ""}
    yield {"name": "half a length", "hex": "0000"}
    yield {"name": "cut by one", "hex": whole[:-1].hex()}
    yield {"name": "one too long", "hex": (whole + b"\0").hex()}
    yield {"name": "padded twice as far", "hex": (whole + bytes(256)).hex()}
    yield {"name": "a last byte that is not zero", "hex": (whole[:-1] + b"\1").hex()}
    yield {"name": "a length beyond the end", "hex": (b"\0\0\1\0" + whole[4:]).hex()}
    yield {"name": "a length of four thousand millions", "hex": (b"\xff\xff\xff\xff" + whole[4:]).hex()}
    yield {"name": "not padded", "hex": b"\0\0\0\7content".hex()}


def derived() -> Iterator[Json]:
    labels = ("beside/authentication/1", "beside/wrapping/1", "beside/account-sign/1", "beside/account-seal/1",
              "beside/bundle/1", "beside/rest/1", "beside/rest-passkey/1", "beside/drop-key/1", "beside/previous/1",
              "beside/snapshot/1")  # fmt: skip
    yield from (
        {"key": SECRET.hex(), "info": label.encode().hex(), "out": hkdf(SECRET, label.encode()).hex()}
        for label in labels
    )
    info = b"beside/body/1" + DEVICE
    yield {"key": EPOCH_KEY.hex(), "info": info.hex(), "out": hkdf(EPOCH_KEY, info).hex()}


def accounts() -> Iterator[Json]:
    for secret in (SECRET, OTHER_SECRET):
        sign_key = ed25519(hkdf(secret, b"beside/account-sign/1"))
        seal_key = x25519(hkdf(secret, b"beside/account-seal/1"))
        yield {"secret": secret.hex(), "sign_public": sign_key.hex(), "seal_public": seal_key.hex(),
               "sign_key_id": key_id(sign_key).hex(), "seal_key_id": key_id(seal_key).hex()}  # fmt: skip


def roots() -> Iterator[Json]:
    """Spelled passwords, and what NFKC makes of them in bytes."""
    salt = fixed("salt")
    cases = ((65536, 3, 1, "correct horse battery", "correct horse battery"),
             (65536, 3, 1, "Ｃａｆｅ\u0301 ﬁve times", "Café five times"),
             (65540, 4, 1, "Zoë's twelve 👍", "Zoë's twelve 👍"))  # fmt: skip
    for memory, iterations, lanes, password, normal in cases:
        argon2 = Argon2id(salt=salt, length=32, iterations=iterations, lanes=lanes, memory_cost=memory)
        root = argon2.derive(normal.encode())
        authentication = hkdf(root, b"beside/authentication/1")
        yield {"password": password, "salt": salt.hex(),
               "params": {"memory_kib": memory, "iterations": iterations, "lanes": lanes}, "root": root.hex(),
               "authentication": authentication.hex(), "kept_by_server": sha(authentication).hex(),
               "wrapping": hkdf(root, b"beside/wrapping/1").hex()}  # fmt: skip


def passwords_bad() -> list[str]:
    return ["", "eleven char", "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", "👍👍👍👍👍👍👍👍👍👍👍"]


def params_bad() -> list[Json]:
    good: Json = {"memory_kib": 65536, "iterations": 3, "lanes": 1}
    changes: list[Json] = [
        {"memory_kib": 65535}, {"memory_kib": "65536"}, {"memory_kib": True}, {"memory_kib": 2**20 + 1}, {"iterations": 2},
        {"iterations": 3.5}, {"iterations": None}, {"iterations": 65}, {"iterations": -3}, {"lanes": 0}, {"lanes": 17},
    ]  # fmt: skip
    return [None, [], "", {}, {"memory_kib": 65536, "iterations": 3}, *(good | change for change in changes)]


def seals() -> Iterator[Json]:
    """The labelled seal, at each place of an account where it is used."""
    nonce, wrapping = fixed("nonce", 12), fixed("wrapping key", 32)
    for info, aad, content in (
        ("beside/bundle/1", SCHOOL + MEMBER, SECRET),
        ("beside/rest/1", SCHOOL + MEMBER + DEVICE, fixed("rest key", 32)),
        ("beside/rest-passkey/1", SCHOOL + MEMBER + DEVICE, fixed("rest key", 32)),
        ("beside/bundle/1", b"", b""),
    ):
        yield {"key": wrapping.hex(), "info": info.encode().hex(), "aad": aad.hex(), "content": content.hex(),
               "nonce": nonce.hex(), "sealed": seal(wrapping, info, aad, content, nonce).hex()}  # fmt: skip


def seals_bad() -> Iterator[Json]:
    good = next(seals())
    sealed = bytes.fromhex(good["sealed"])
    for name, change, code in (
        ("another key", {"key": fixed("other", 32).hex()}, "bad_seal"),
        ("another use", {"info": b"beside/rest/1".hex()}, "bad_seal"),
        ("another school", {"aad": (OTHER_SCHOOL + MEMBER).hex()}, "bad_seal"),
        ("a changed nonce", {"sealed": (bytes([sealed[0] ^ 1]) + sealed[1:]).hex()}, "bad_seal"),
        ("a changed tag", {"sealed": (sealed[:-1] + bytes([sealed[-1] ^ 1])).hex()}, "bad_seal"),
        ("a byte too few", {"sealed": sealed[:-1].hex()}, "bad_seal"),
        ("less than nonce and tag", {"sealed": sealed[:27].hex()}, "malformed"),
        ("nothing", {"sealed": ""}, "malformed"),
    ):
        yield {"name": name, **{part: good[part] for part in ("key", "info", "aad", "sealed")}, **change, "code": code}


def sealed_to() -> Iterator[Json]:
    """HPKE: to be opened, not compared."""
    for info, content in (
        (b"beside/wrap/1" + fixed("info", 64), EPOCH_KEY),
        (b"", b""),
        (b"beside/drop/1", padded(b"{}")),
    ):
        sealed = hpke(x25519(SEAL), info, content, fixed(f"ephemeral {len(info)}", 32))
        yield {"private": SEAL.hex(), "info": info.hex(), "sealed": sealed.hex(), "content": content.hex()}


def sealed_to_bad() -> Iterator[Json]:
    good = next(sealed_to())
    sealed = bytes.fromhex(good["sealed"])
    for name, change in (
        ("another recipient", {"private": OTHER_SEAL.hex()}),
        ("another use", {"info": b"beside/drop/1".hex()}),
        ("a changed enc", {"sealed": (bytes([sealed[0] ^ 1]) + sealed[1:]).hex()}),
        ("a changed tag", {"sealed": (sealed[:-1] + bytes([sealed[-1] ^ 1])).hex()}),
        ("an enc of small order", {"sealed": (bytes(32) + sealed[32:]).hex()}),
        ("cut short", {"sealed": sealed[:47].hex()}),
        ("nothing", {"sealed": ""}),
    ):
        yield {"name": name, "private": good["private"], "info": good["info"], "sealed": good["sealed"], **change,
               "code": "bad_seal"}  # fmt: skip


P = 2**255 - 19


def weak_keys() -> Iterator[Json]:
    """Public keys that no holder is alone with, or of a wrong length; each must be refused before it is certified."""
    order_8 = ("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
               "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")  # fmt: skip
    for y in (*(value.to_bytes(32, "little") for value in (0, 1, P - 1, P, P + 1)), *map(bytes.fromhex, order_8)):
        yield {"kind": "sign", "key": y.hex()}
        yield {"kind": "sign", "key": (y[:-1] + bytes([y[-1] | 0x80])).hex()}
    montgomery = ("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")  # fmt: skip
    for u in (*(value.to_bytes(32, "little") for value in (0, 1, P - 1, P, P + 1)), *map(bytes.fromhex, montgomery)):
        yield {"kind": "seal", "key": u.hex()}
    for kind in ("sign", "seal"):
        yield from ({"kind": kind, "key": fixed("key", size).hex()} for size in (0, 31, 33))


def sheets() -> Iterator[Json]:
    words = Mnemonic("english")
    for secret in (bytes(32), b"\xff" * 32, fixed("recovery private key", 32)):
        yield {"secret": secret.hex(), "words": words.to_mnemonic(secret)}


def sheets_bad() -> list[str]:
    good = Mnemonic("english").to_mnemonic(fixed("recovery private key", 32)).split()
    return ["", " ".join(good[:-1]), " ".join([*good, good[0]]), " ".join(["besides", *good[1:]]),
            " ".join([good[1], good[0], *good[2:]]), " ".join(["abandon"] * 24)]  # fmt: skip
