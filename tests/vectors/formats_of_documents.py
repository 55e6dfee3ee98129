"""Vectors of wraps, epochs, tickets, drops, checkpoints, snapshots and frames (§4 and §7 to §10 of `docs/protocol.md`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.vectors.formats_of_entries import CONTENT, Head, entry_bytes
from tests.vectors.people_of_formats import (
    DEVICE,
    DEVICE_PUBLIC,
    DEVICE_SEED,
    DROP_KEY,
    EPHEMERAL_SEED,
    EPOCH,
    EPOCH_KEY,
    LOG_ID,
    MEMBER,
    OTHER_DEVICE,
    OTHER_EPOCH,
    OTHER_MEMBER,
    OTHER_SCHOOL,
    OTHER_SEAL,
    OTHER_SEAL_KEY_ID,
    OTHER_VAULT,
    PLACE,
    PREVIOUS_KEY,
    RECORD,
    RECOVERY,
    SCHOOL,
    SEAL,
    SEAL_KEY_ID,
    TICKET,
    VAULT,
    key_id,
)
from tests.vectors.primitives import b64, ed25519, fixed, hpke, number, padded, seal, sha, sign, x25519

Json = Any
NONCE = fixed("nonce", 12)


def spaceless(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def flipped(data: bytes, position: int) -> bytes:
    changed = bytearray(data)
    changed[position] ^= 1
    return bytes(changed)


# Wraps and epochs -------------------------------------------------------------------------------------------


def wrap(private: bytes, place: bytes = PLACE, key: bytes = EPOCH_KEY) -> bytes:
    public = x25519(private)
    return hpke(public, b"beside/wrap/1" + place + key_id(public), key, fixed("ephemeral of a wrap", 32))


def wraps() -> Iterator[Json]:
    for private in (SEAL, OTHER_SEAL, RECOVERY):
        yield {"school": SCHOOL.hex(), "vault": VAULT.hex(), "epoch": EPOCH.hex(), "private": private.hex(),
               "public": x25519(private).hex(), "key_id": key_id(x25519(private)).hex(), "wrap": wrap(private).hex(),
               "epoch_key": EPOCH_KEY.hex()}  # fmt: skip


def wraps_bad() -> Iterator[Json]:
    good = next(wraps())
    sealed = wrap(SEAL)
    for name, change in (
        ("of another school", {"school": OTHER_SCHOOL}), ("of another vault", {"vault": OTHER_VAULT}),
        ("of another epoch", {"epoch": OTHER_EPOCH}), ("for another member", {"private": OTHER_SEAL}),
        ("changed in its enc", {"wrap": flipped(sealed, 0)}), ("changed in its key", {"wrap": flipped(sealed, 40)}),
        ("cut short", {"wrap": sealed[:-1]}), ("of half a key", {"wrap": wrap(SEAL, key=EPOCH_KEY[:16])}),
    ):  # fmt: skip
        parts = {part: good[part] for part in ("school", "vault", "epoch", "private", "wrap")}
        yield {"name": name, **parts, **{part: value.hex() for part, value in change.items()}, "code": "bad_seal"}


def epoch_members(number_of: int) -> Json:
    first = number_of == 1
    previous = seal(EPOCH_KEY, "beside/previous/1", PLACE + OTHER_EPOCH, PREVIOUS_KEY, NONCE)
    return {
        "number": number_of,
        "public": b64(x25519(DROP_KEY)),
        "private": b64(seal(EPOCH_KEY, "beside/drop-key/1", PLACE, DROP_KEY, NONCE)),
        "previous": None if first else b64(previous),
        "previous_id": None if first else b64(OTHER_EPOCH),
        "wraps": [{"member": b64(MEMBER), "key": b64(SEAL_KEY_ID), "wrap": b64(wrap(SEAL))},
                  {"member": b64(OTHER_MEMBER), "key": b64(OTHER_SEAL_KEY_ID), "wrap": b64(wrap(OTHER_SEAL))}],
        "recovery": b64(wrap(RECOVERY)),
    }  # fmt: skip


def epochs() -> Iterator[Json]:
    for name, members in (
        ("the first", epoch_members(1)), ("the second", epoch_members(2)),
        ("nobody but recovery", epoch_members(1) | {"wraps": []}),
        ("with members unknown today", epoch_members(7) | {"later": {"more": [1.5]}}),
    ):  # fmt: skip
        later = members["number"] > 1
        yield {
            "name": name, "school": SCHOOL.hex(), "vault": VAULT.hex(), "epoch": EPOCH.hex(), "epoch_key": EPOCH_KEY.hex(),
            "body": spaceless(members).hex(), "number": members["number"], "drop_private": DROP_KEY.hex(),
            "drop_public": x25519(DROP_KEY).hex(), "previous_id": OTHER_EPOCH.hex() if later else None,
            "previous_key": PREVIOUS_KEY.hex() if later else None,
            "readers": [{"key_id": SEAL_KEY_ID.hex(), "private": SEAL.hex()}, {"key_id": OTHER_SEAL_KEY_ID.hex(),
                        "private": OTHER_SEAL.hex()}] if members["wraps"] else [],
            "recovery": RECOVERY.hex(),
        }  # fmt: skip


def epochs_bad() -> Iterator[Json]:
    first, second = epoch_members(1), epoch_members(2)

    def case(name: str, members: Json, code: str = "malformed") -> Json:
        return {"name": name, "body": spaceless(members).hex(), "code": code}

    yield {"name": "not JSON", "body": b"{".hex(), "code": "malformed"}
    yield case("not an object", [])
    for value in (0, -1, "1", None, True, 1.5, 2**53):
        yield case(f"number {value!r}", first | {"number": value})
    yield case("a second without the one before", second | {"previous": None})
    yield case("a second without the id of the one before", second | {"previous_id": None})
    yield case("a first with one before", second | {"number": 1})
    yield case(
        "no recovery", {name: value for name, value in first.items() if name != "recovery"}, "epoch_without_recovery"
    )
    yield case("recovery null", first | {"recovery": None}, "epoch_without_recovery")
    yield case("recovery empty", first | {"recovery": ""})
    yield case("recovery cut short", first | {"recovery": b64(wrap(RECOVERY)[:-1])})
    for name, value in (
        ("public", b64(fixed("x", 31))),
        ("public", None),
        ("private", b64(fixed("x", 32))),
        ("private", 1),
    ):
        yield case(f"{name} {value!r}", first | {name: value})
    yield case("previous too long", second | {"previous": b64(fixed("x", 61))})
    yield case("previous_id too short", second | {"previous_id": b64(fixed("x", 15))})
    good = first["wraps"][0]
    for name, wraps_of in (("no list", {}), ("null", None), ("no object in it", ["x"]), ("a null in it", [None]),
                           ("without a member", [{"key": good["key"], "wrap": good["wrap"]}]),
                           ("a wrap cut short", [good | {"wrap": b64(wrap(SEAL)[:-1])}]),
                           ("a wrap with padding", [good | {"wrap": good["wrap"] + "="}]),
                           ("a key twice", [good, good | {"member": b64(OTHER_MEMBER)}])):  # fmt: skip
        yield case(f"wraps: {name}", first | {"wraps": wraps_of})


# Tickets and drops ------------------------------------------------------------------------------------------


def ticket_before(body: bytes, **change: Any) -> bytes:
    parts = {
        "magic": b"BSDT", "suite": b"\1", "purpose": b"\1", "id": TICKET, "school": SCHOOL, "vault": VAULT, "record": RECORD,
        "ephemeral": ed25519(EPHEMERAL_SEED), "most_drops": number(12, 4), "most_bytes": number(100_000, 4),
        "not_after": number(1795511702123, 8), "device": DEVICE, "size": number(len(body), 2),
    }  # fmt: skip
    return b"".join((parts | change).values()) + body


TICKET_BODY = b'{"form":"self_efficacy","version":2}'


def ticket_bytes(body: bytes = TICKET_BODY, **change: Any) -> bytes:
    before = ticket_before(body, **change)
    return before + sign(DEVICE_SEED, "beside/ticket/1", before)


def tickets() -> Iterator[Json]:
    for purpose, name in enumerate(("hand_over", "link", "concern"), 1):
        yield {
            "purpose": purpose, "name": name, "id": TICKET.hex(), "school": SCHOOL.hex(), "vault": VAULT.hex(),
            "record": RECORD.hex(), "ephemeral": ed25519(EPHEMERAL_SEED).hex(), "most_drops": 12, "most_bytes": 100_000,
            "not_after": 1795511702123, "device": DEVICE.hex(), "form": "self_efficacy", "version": 2,
            "seed": DEVICE_SEED.hex(), "public": DEVICE_PUBLIC.hex(), "data": ticket_bytes(purpose=number(purpose, 1)).hex(),
        }  # fmt: skip


def tickets_bad() -> Iterator[Json]:
    good = ticket_bytes()
    for name, data, code in (
        ("nothing", b"", "malformed"), ("cut short", good[:-1], "malformed"), ("a byte too many", good + b"\0", "malformed"),
        ("no signature", good[:-64], "malformed"), ("another magic", ticket_bytes(magic=b"BSDE"), "malformed"),
        ("another suite", ticket_bytes(suite=b"\2"), "unknown_kind"), ("purpose 0", ticket_bytes(purpose=b"\0"), "unknown_kind"),
        ("purpose 4", ticket_bytes(purpose=b"\4"), "unknown_kind"),
        ("a false size", ticket_bytes(size=number(35, 2)), "malformed"),
        ("a time beyond 2^53 - 1", ticket_bytes(not_after=number(2**53, 8)), "malformed"),
        ("no JSON", ticket_bytes(b"form"), "malformed"), ("no form", ticket_bytes(b'{"version":2}'), "malformed"),
        ("a form that is no name", ticket_bytes(b'{"form":"../x","version":2}'), "malformed"),
        ("version 0", ticket_bytes(b'{"form":"x","version":0}'), "malformed"),
        ("version true", ticket_bytes(b'{"form":"x","version":true}'), "malformed"),
    ):  # fmt: skip
        yield {"name": name, "data": data.hex(), "code": code}


def ticket_signatures_bad() -> Iterator[Json]:
    good = ticket_bytes()
    for name, position in (("purpose", 5), ("id", 6), ("school", 22), ("vault", 38), ("record", 54), ("key", 70),
                           ("most drops", 105), ("not after", 117), ("device", 118), ("form", 146),
                           ("signature", -1)):  # fmt: skip
        changed = bytearray(good)
        changed[position] ^= 3 if name == "purpose" else 1
        yield {"name": f"a changed {name}", "data": changed.hex(), "public": DEVICE_PUBLIC.hex()}
    before = ticket_before(TICKET_BODY)
    yield {"name": "signed as a checkpoint", "data": (before + sign(DEVICE_SEED, "beside/checkpoint/1", before)).hex(),
           "public": DEVICE_PUBLIC.hex()}  # fmt: skip


DROP_HEAD = Head(
    kind=5, device=TICKET, counter=1, prev=bytes(32), seen_seq=0, seen_hash=sha(b"beside/log/1", SCHOOL, VAULT)
)


def drop_body(head: Head, ticket: bytes, content: bytes, sealed_for: Head | None = None) -> bytes:
    carried = number(len(ticket), 2) + ticket
    plain = padded(content)
    info = b"beside/drop/1" + (sealed_for or head).packed(len(carried) + 32 + len(plain) + 16)
    return carried + hpke(x25519(DROP_KEY), info, plain, fixed("ephemeral of a drop", 32))


def drops() -> Iterator[Json]:
    body = drop_body(DROP_HEAD, ticket_bytes(), CONTENT)
    yield {
        "header": DROP_HEAD.members(), "ticket": ticket_bytes().hex(), "content": CONTENT.hex(), "body": body.hex(),
        "entry": entry_bytes(DROP_HEAD, body, EPHEMERAL_SEED).hex(), "seed": EPHEMERAL_SEED.hex(),
        "drop_public": x25519(DROP_KEY).hex(), "drop_private": DROP_KEY.hex(), "ticket_public": DEVICE_PUBLIC.hex(),
    }  # fmt: skip


def drops_bad() -> Iterator[Json]:
    """Drops that do not parse, or do not open with `drop_private`."""
    head, good = DROP_HEAD, drop_body(DROP_HEAD, ticket_bytes(), CONTENT)
    ticket_end = 2 + len(ticket_bytes())

    def case(name: str, found_head: Head, body: bytes, code: str) -> Json:
        entry = entry_bytes(found_head, body, EPHEMERAL_SEED)
        return {"name": name, "entry": entry.hex(), "drop_private": DROP_KEY.hex(), "code": code}

    yield case("no drop but an op", Head(), b"body", "malformed")
    yield case("nothing", head, b"", "malformed")
    yield case("half a ticket", head, good[:100], "malformed")
    yield case("no seal", head, good[:ticket_end], "malformed")
    yield case("a seal cut short", head, good[: ticket_end + 47], "malformed")
    yield case(
        "a ticket of another school", head, drop_body(head, ticket_bytes(school=OTHER_SCHOOL), CONTENT), "wrong_school"
    )
    yield case(
        "a ticket of another vault", head, drop_body(head, ticket_bytes(vault=OTHER_VAULT), CONTENT), "wrong_vault"
    )
    yield case("a ticket with another id", head, drop_body(head, ticket_bytes(id=OTHER_DEVICE), CONTENT), "malformed")
    later = Head(kind=5, device=TICKET, counter=2)
    yield case("moved to another counter", later, drop_body(later, ticket_bytes(), CONTENT, head), "bad_seal")
    elsewhere = replace(DROP_HEAD, epoch=OTHER_EPOCH)
    yield case("moved to another epoch", elsewhere, drop_body(elsewhere, ticket_bytes(), CONTENT, head), "bad_seal")
    yield case("a changed enc", head, flipped(good, ticket_end), "bad_seal")
    yield case("a changed tag", head, flipped(good, -1), "bad_seal")


# Checkpoints, snapshots and frames --------------------------------------------------------------------------


def checkpoint_before(magic: bytes = b"BSDC", suite: int = 1, seq: int = 41) -> bytes:
    return magic + number(suite, 1) + SCHOOL + VAULT + LOG_ID + number(seq, 8) + fixed("log hash", 32) + DEVICE


def checkpoint_bytes(tag: str = "beside/checkpoint/1", **change: Any) -> bytes:
    before = checkpoint_before(**change)
    return before + sign(DEVICE_SEED, tag, before)


def checkpoints() -> Iterator[Json]:
    for seq in (0, 41, 2**53 - 1):
        yield {"school": SCHOOL.hex(), "vault": VAULT.hex(), "log_id": LOG_ID.hex(), "seq": seq,
               "log_hash": fixed("log hash", 32).hex(), "device": DEVICE.hex(), "seed": DEVICE_SEED.hex(),
               "public": DEVICE_PUBLIC.hex(), "data": checkpoint_bytes(seq=seq).hex()}  # fmt: skip


def checkpoints_bad() -> Iterator[Json]:
    good = checkpoint_bytes()
    for name, data, code in (
        ("nothing", b"", "malformed"), ("cut short", good[:-1], "malformed"), ("too long", good + b"\0", "malformed"),
        ("another magic", checkpoint_bytes(magic=b"BSDN"), "malformed"), ("suite 2", checkpoint_bytes(suite=2), "unknown_kind"),
        ("a seq beyond 2^53 - 1", checkpoint_bytes(seq=2**53), "malformed"),
        ("a changed seq", flipped(good, 60), "bad_signature"), ("a changed hash", flipped(good, 61), "bad_signature"),
        ("a changed device", flipped(good, 93), "bad_signature"), ("a changed signature", flipped(good, -1), "bad_signature"),
        ("signed as a ticket", checkpoint_bytes("beside/ticket/1"), "bad_signature"),
    ):  # fmt: skip
        yield {"name": name, "data": data.hex(), "public": DEVICE_PUBLIC.hex(), "code": code}


def snapshot_bytes(state: bytes, tag: str = "beside/snapshot/1", plain: bytes | None = None, **change: Any) -> bytes:
    plaintext = padded(state) if plain is None else plain
    parts = {"magic": b"BSDN", "suite": b"\1", "place": PLACE, "device": DEVICE, "log_id": LOG_ID, "seq": number(41, 8),
             "hash": fixed("log hash", 32), "catalogue": number(3, 4), "size": number(12 + len(plaintext) + 16, 4)}  # fmt: skip
    header = b"".join((parts | change).values())
    body = seal(EPOCH_KEY, "beside/snapshot/1", header, plaintext, NONCE)
    return header + body + sign(DEVICE_SEED, tag, header, sha(body))


STATES = (
    b'{"ahead":{},"awaited":{},"leaves":{},"vector":{}}',
    b'{"ahead":{},"awaited":{},"leaves":{},"vector":{"x":1}}' * 40,
)


def snapshots() -> Iterator[Json]:
    for state in STATES:
        yield {
            "school": SCHOOL.hex(), "vault": VAULT.hex(), "epoch": EPOCH.hex(), "device": DEVICE.hex(), "log_id": LOG_ID.hex(),
            "seq": 41, "log_hash": fixed("log hash", 32).hex(), "catalogue": 3, "epoch_key": EPOCH_KEY.hex(),
            "nonce": NONCE.hex(), "seed": DEVICE_SEED.hex(), "public": DEVICE_PUBLIC.hex(), "state": state.hex(),
            "data": snapshot_bytes(state).hex(),
        }  # fmt: skip


def snapshots_bad() -> Iterator[Json]:
    good = snapshot_bytes(STATES[0])
    for name, data, code in (
        ("nothing", b"", "malformed"), ("cut short", good[:-1], "malformed"), ("too long", good + b"\0", "malformed"),
        ("no body", good[:133] + good[-64:], "malformed"), ("another magic", snapshot_bytes(b"{}", magic=b"BSDC"), "malformed"),
        ("suite 2", snapshot_bytes(b"{}", suite=b"\2"), "unknown_kind"),
        ("a seq beyond 2^53 - 1", snapshot_bytes(b"{}", seq=number(2**53, 8)), "malformed"),
        ("catalogue 0", snapshot_bytes(b"{}", catalogue=number(0, 4)), "malformed"),
        ("a changed device", flipped(good, 53), "bad_signature"), ("a changed catalogue", flipped(good, 128), "bad_signature"),
        ("a changed body", flipped(good, 200), "bad_signature"), ("a changed signature", flipped(good, -1), "bad_signature"),
        ("signed as an op", snapshot_bytes(b"{}", "beside/op/1"), "bad_signature"),
        ("padded otherwise", snapshot_bytes(b"{}", plain=b"\0\0\0\2{}"), "malformed"),
    ):  # fmt: skip
        yield {
            "name": name,
            "data": data.hex(),
            "public": DEVICE_PUBLIC.hex(),
            "epoch_key": EPOCH_KEY.hex(),
            "code": code,
        }


def frame(data: bytes) -> bytes:
    return number(len(data), 4) + data


def frames() -> Iterator[Json]:
    for head, parts in (({"count": 0}, ()), ({"count": 2}, (b"one", fixed("two", 300))), ({"nöte": None}, (b"",))):
        data = frame(spaceless(head)) + b"".join(map(frame, parts))
        yield {"head": head, "parts": [part.hex() for part in parts], "data": data.hex()}


def frames_bad() -> Iterator[Json]:
    good = frame(b'{"count":1}') + frame(b"one")
    for name, data in (
        ("nothing", b""), ("half a length", good[:2]), ("cut in the first", good[:7]), ("cut in the second's length", good[:17]),
        ("cut in the second", good[:-1]), ("a byte too many", good + b"\0"), ("a first that is empty", frame(b"")),
        ("a first that is no JSON", frame(b"{")), ("a first that is no object", frame(b"[]")),
        ("a length of four thousand millions", b"\xff\xff\xff\xff{}"),
    ):  # fmt: skip
        yield {"name": name, "data": data.hex(), "code": "malformed"}
