"""The vectors of `tests/vectors/formats.json`, ready for a test to go through."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.encoding import Refused
from sync.entry import Header, Kind

Case = Any
FORMATS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "formats.json").read_text(encoding="utf-8")
)


def each(group: str) -> pytest.MarkDecorator:
    """One test a case of the group, named for it."""
    cases = FORMATS[group]
    names = [case.get("name") if isinstance(case, dict) else None for case in cases]
    return pytest.mark.parametrize("case", cases, ids=[name or str(place) for place, name in enumerate(names)])


def raw(case: Case, *names: str) -> list[bytes]:
    """The bytes of some members."""
    return [bytes.fromhex(case[name]) for name in names]


def unrolled(case: Case) -> bytes:
    """An entry whose long run of zeros is given by its length."""
    return bytes.fromhex(case["before"]) + bytes(case["zeros"]) + bytes.fromhex(case["after"])


def signer(case: Case) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(case["seed"]))


def x25519(spelled: str) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bytes.fromhex(spelled))


def header_of(case: Case) -> Header:
    """The header of a case's `header`."""
    found = case["header"]
    school, vault, epoch, device, prev, op_id, seen_hash = raw(
        found, "school", "vault", "epoch", "device", "prev", "op_id", "seen_hash"
    )
    blobs = tuple(map(bytes.fromhex, found["blobs"]))
    kind = Kind[found["kind"].upper()]
    return Header(
        kind, school, vault, epoch, device, found["counter"], prev, op_id, found["seen_seq"], seen_hash, blobs
    )


def refusal(act: Callable[[], object]) -> str:
    """The code with which `act` refuses, as it travels."""
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code.wire
