"""Vectors of entries, bodies, log hashes and the header of the school log (§1, §2 and §5 of `docs/protocol.md`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.vectors.people_of_formats import (
    DEVICE,
    DEVICE_PUBLIC,
    DEVICE_SEED,
    EPOCH,
    EPOCH_KEY,
    MEMBER,
    OTHER_DEVICE,
    OTHER_EPOCH,
    OTHER_SCHOOL,
    OTHER_VAULT,
    SCHOOL,
    SECRET,
    VAULT,
    key_id,
)
from tests.vectors.primitives import ed25519, fixed, gcm, hkdf, number, padded, sha, sign

Json = Any

KINDS = {"genesis": 1, "op": 2, "epoch": 3, "membership": 4, "drop": 5, "accept": 6, "void": 7}
NONCE = fixed("nonce", 12)
CONTENT = (
    '{"at":"2026-11-23T09:15:02.123+00:00","drift":120,"catalogue":1,'
    '"changes":[["ABEiM0RVZneImaq7zN3u_w/note","Zoë sagt „nein“ 👍",[]]]}'
).encode()


@dataclass(frozen=True)
class Head:
    """A header's parts, in order; every one can be spoiled."""

    kind: int = 2
    school: bytes = SCHOOL
    vault: bytes = VAULT
    epoch: bytes = EPOCH
    device: bytes = DEVICE
    counter: int = 3
    prev: bytes = fixed("previous hash", 32)
    op_id: bytes = fixed("op id")
    seen_seq: int = 41
    seen_hash: bytes = fixed("seen hash", 32)
    blobs: tuple[bytes, ...] = ()
    magic: bytes = b"BSDE"
    suite: int = 1

    def packed(self, body_size: int) -> bytes:
        return b"".join((
            self.magic, number(self.suite, 1), number(self.kind, 1), self.school, self.vault, self.epoch, self.device,
            number(self.counter, 8), self.prev, self.op_id, number(self.seen_seq, 8), self.seen_hash,
            number(body_size, 4), number(len(self.blobs), 1), *self.blobs,
        ))  # fmt: skip

    def members(self) -> Json:
        name = next(name for name, value in KINDS.items() if value == self.kind)
        return {
            "kind": name, "school": self.school.hex(), "vault": self.vault.hex(), "epoch": self.epoch.hex(),
            "device": self.device.hex(), "counter": self.counter, "prev": self.prev.hex(), "op_id": self.op_id.hex(),
            "seen_seq": self.seen_seq, "seen_hash": self.seen_hash.hex(), "blobs": [blob.hex() for blob in self.blobs],
        }  # fmt: skip


def tag(kind: int) -> str:
    return f"beside/{next(name for name, value in KINDS.items() if value == kind)}/1"


def entry_bytes(head: Head, body: bytes, seed: bytes = DEVICE_SEED) -> bytes:
    header = head.packed(len(body))
    return header + body + sign(seed, tag(head.kind), header, sha(body))


def entry_hash(head: Head, body: bytes) -> bytes:
    return sha(tag(head.kind).encode(), head.packed(len(body)), sha(body))


def sealed_body(
    head: Head, content: bytes, key: bytes = EPOCH_KEY, nonce: bytes = NONCE, plain: bytes | None = None
) -> bytes:
    plaintext = padded(content) if plain is None else plain
    aad = head.packed(12 + len(plaintext) + 16)
    return nonce + gcm(hkdf(key, b"beside/body/1" + head.device), nonce, plaintext, aad)


def heads() -> Iterator[tuple[str, Head, bytes]]:
    yield "an op", Head(), sealed_body(Head(), CONTENT)
    first = Head(kind=1, epoch=bytes(16), counter=1, prev=bytes(32), seen_seq=0,
                 seen_hash=sha(b"beside/log/1", SCHOOL, VAULT))  # fmt: skip
    yield "a genesis", first, b'{"kind":"case","members":[],"at":"2026-11-23T09:15:02.123+00:00"}'
    yield "an epoch", Head(kind=3), b'{"number":1}'
    yield "a membership", Head(kind=4, op_id=fixed("op id 4")), b'{"do":"remove","member":"AAAAAAAAAAAAAAAAAAAAAA"}'
    yield "an accept", Head(kind=6), b'{"drop":"AAAAAAAAAAAAAAAAAAAAAA"}'
    yield "a void", Head(kind=7), b'{"op":"AAAAAAAAAAAAAAAAAAAAAA","code":"not_allowed"}'
    yield "an empty body", Head(kind=7), b""
    yield "greatest numbers", Head(counter=2**53 - 1, seen_seq=2**53 - 1), b"body"
    one = Head(blobs=(fixed("blob", 32),))
    yield "one blob", one, sealed_body(one, b"{}")
    many = Head(blobs=tuple(fixed(f"blob {n}", 32) for n in range(16)))
    yield "sixteen blobs", many, sealed_body(many, b"{}")
    yield "a body as large as may be", Head(), bytes(65536 - 171 - 64)


def entries() -> Iterator[Json]:
    for name, head, body in heads():
        data = entry_bytes(head, body)
        yield {"name": name, "header": head.members(), **spelled(data), "body_size": len(body),
               "signed": (tag(head.kind).encode() + head.packed(len(body)) + sha(body)).hex(),
               "hash": entry_hash(head, body).hex(), "seed": DEVICE_SEED.hex(), "public": DEVICE_PUBLIC.hex()}  # fmt: skip


def spelled(data: bytes) -> Json:
    """Bytes for a reader; a long run of zeros is given by its length: `before`, `zeros`, `after`."""
    start = data.find(bytes(4096))
    if start < 0:
        return {"before": data.hex(), "zeros": 0, "after": ""}
    end = start + len(data[start:]) - len(data[start:].lstrip(b"\0"))
    return {"before": data[:start].hex(), "zeros": end - start, "after": data[end:].hex()}


def entries_bad() -> Iterator[Json]:
    """Entries that a reader refuses before it looks at a signature."""
    body = b"body of an entry"
    good = entry_bytes(Head(), body)

    def case(name: str, data: bytes, code: str = "malformed") -> Json:
        return {"name": name, **spelled(data), "code": code}

    def spoiled(name: str, head: Head, code: str = "malformed", size: int | None = None) -> Json:
        return case(name, head.packed(len(body) if size is None else size) + body + bytes(64), code)

    yield case("nothing", b"")
    yield case("a header cut short", good[:170])
    yield case("no signature", good[:-64])
    yield case("a byte too few", good[:-1])
    yield case("a byte too many", good + b"\0")
    yield spoiled("another magic", Head(magic=b"BSDS"))
    yield spoiled("suite 0", Head(suite=0), "unknown_kind")
    yield spoiled("suite 2", Head(suite=2), "unknown_kind")
    for kind in (0, 8, 9, 255):
        yield spoiled(f"kind {kind}", Head(kind=kind), "unknown_kind")
    yield spoiled("counter 0", Head(counter=0))
    yield spoiled("a counter beyond 2^53 - 1", Head(counter=2**53))
    yield spoiled("a seen seq beyond 2^53 - 1", Head(seen_seq=2**64 - 1))
    yield spoiled("an op without an epoch", Head(epoch=bytes(16)))
    yield spoiled("a genesis with an epoch", Head(kind=1))
    yield spoiled("a body size too small", Head(), size=len(body) - 1)
    yield spoiled("a body size too great", Head(), size=len(body) + 1)
    yield spoiled("the greatest body size", Head(), size=2**32 - 1)
    yield spoiled("seventeen blobs", Head(blobs=(bytes(32),) * 17))
    yield case("a blob that is not there", Head(blobs=(bytes(32),)).packed(len(body))[:-32] + body + bytes(64))
    for kind, most in ((2, 65536), (5, 65536), (6, 65536), (7, 65536), (1, 262144), (3, 262144), (4, 262144)):
        head = Head(kind=kind, epoch=bytes(16) if kind == 1 else EPOCH)
        size = most - 171 - 64 + 1
        yield case(
            f"kind {kind}, one byte too large", head.packed(size) + bytes(size) + fixed("signature", 64), "too_large"
        )


def signatures_bad() -> Iterator[Json]:
    """Entries that are well formed, and not signed by the device `public`."""
    good = entry_bytes(Head(), b"body")
    for name, position in (("kind", 5), ("school", 6), ("vault", 22), ("epoch", 38), ("device", 54), ("counter", 77),
                           ("prev", 80), ("op id", 111), ("seen seq", 133), ("seen hash", 140), ("body", 171),
                           ("signature", -1)):  # fmt: skip
        changed = bytearray(good)
        changed[position] ^= 5 if name == "kind" else 1
        yield {"name": f"a changed {name}", "hex": changed.hex(), "public": DEVICE_PUBLIC.hex()}
    yield {"name": "another device's key", "hex": good.hex(), "public": ed25519(fixed("another seed", 32)).hex()}
    header = Head().packed(4)
    for other in ("beside/void/1", "beside/school/1", "beside/checkpoint/1", ""):
        data = header + b"body" + sign(DEVICE_SEED, other, header, sha(b"body"))
        yield {"name": f"signed as {other or 'nothing'}", "hex": data.hex(), "public": DEVICE_PUBLIC.hex()}


def bodies() -> Iterator[Json]:
    for name, content in (("an op", CONTENT), ("empty", b""), ("252 bytes fill the least size", b"x" * 252),
                          ("253 bytes do not", b"x" * 253),
                          ("a kilobyte", b"y" * 1024)):  # fmt: skip
        head = Head()
        body = sealed_body(head, content)
        yield {"name": name, "header": head.members(), "epoch_key": EPOCH_KEY.hex(), "nonce": NONCE.hex(),
               "content": content.hex(), "body": body.hex(), "entry": entry_bytes(head, body).hex()}  # fmt: skip


def bodies_bad() -> Iterator[Json]:
    """Well signed entries whose body does not open under `epoch_key`."""
    head = Head()
    body = sealed_body(head, CONTENT)

    def case(name: str, moved: Head, found: bytes, code: str = "bad_seal", key: bytes = EPOCH_KEY) -> Json:
        return {"name": name, "entry": entry_bytes(moved, found).hex(), "epoch_key": key.hex(), "code": code}

    moves: Json = {
        "school": OTHER_SCHOOL, "vault": OTHER_VAULT, "epoch": OTHER_EPOCH, "device": OTHER_DEVICE,
        "op_id": fixed("another op id"), "prev": fixed("another", 32),
    }  # fmt: skip
    for name, other in moves.items():
        yield case(f"moved to another {name}", replace(head, **{name: other}), body)
    yield case("moved to another counter", replace(head, counter=4), body)
    yield case("moved to another seen seq", replace(head, seen_seq=40), body)
    yield case("given a blob", replace(head, blobs=(bytes(32),)), body)
    yield case("another epoch's key", head, body, key=fixed("another epoch key", 32))
    yield case("a changed nonce", head, bytes([body[0] ^ 1]) + body[1:])
    yield case("a changed tag", head, body[:-1] + bytes([body[-1] ^ 1]))
    yield case("less than nonce and tag", head, body[:27], "malformed")
    yield case("nothing", head, b"", "malformed")
    yield case("not padded", head, sealed_body(head, b"", plain=b"\0\0\0\2{}"), "malformed")
    yield case("padding that is not zero", head, sealed_body(head, b"", plain=padded(b"{}")[:-1] + b"x"), "malformed")


def logs() -> Iterator[Json]:
    log_hash = sha(b"beside/log/1", SCHOOL, VAULT)
    hashes = [entry_hash(head, body) for _, head, body in heads()]
    start, steps = log_hash, []
    for found in hashes:
        log_hash = sha(log_hash, found)
        steps.append(log_hash.hex())
    yield {
        "school": SCHOOL.hex(),
        "vault": VAULT.hex(),
        "hash_0": start.hex(),
        "entries": [found.hex() for found in hashes],
        "hashes": steps,
    }


def school_entries() -> Iterator[Json]:
    """The school log's first entries as bytes: their bodies are judged elsewhere."""
    root, account = fixed("root seed", 32), hkdf(SECRET, b"beside/account-sign/1")
    log_hash = sha(b"beside/school-log/1", SCHOOL)
    for seq, (seed, body) in enumerate(((root, b'{"do":"genesis"}'), (account, b'{"do":"device"}'), (account, b"")), 1):
        signer = key_id(ed25519(seed))
        header = b"BSDS" + number(1, 1) + SCHOOL + number(seq, 8) + log_hash + signer + number(len(body), 4)
        found = sha(b"beside/school/1", header, sha(body))
        prev, log_hash = log_hash, sha(log_hash, found)
        yield {
            "school": SCHOOL.hex(), "seq": seq, "prev": prev.hex(), "signer": signer.hex(), "body": body.hex(),
            "data": (header + body + sign(seed, "beside/school/1", header, sha(body))).hex(), "header_size": len(header),
            "hash": found.hex(), "log_hash": log_hash.hex(), "seed": seed.hex(), "public": ed25519(seed).hex(),
        }  # fmt: skip


def join_proof() -> Iterator[Json]:
    """What a new member signs with the account key (§5), with and without an invitation."""
    seed = hkdf(SECRET, b"beside/account-sign/1")
    seal = fixed("a seal key", 32)
    for invite in (fixed("invite"), bytes(16)):
        signed = b"beside/join/1" + SCHOOL + invite + MEMBER + ed25519(seed) + seal
        yield {"signed": signed.hex(), "signature": sign(seed, "", signed).hex(), "public": ed25519(seed).hex()}
