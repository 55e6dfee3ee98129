"""Entries, their bodies and their log are those of the vectors."""

import dataclasses

import pytest

from sync.encoding import Malformed
from sync.entry import (
    HEADER_SIZE,
    Kind,
    encode,
    encode_header,
    entry_hash,
    most_bytes,
    parse,
    sign_entry,
    signed_bytes,
    verify,
    verify_entry,
    verify_many,
)
from sync.log import hash_0, next_hash
from sync.seal import open_body, seal_body, sealed_size
from tests.sync.formats import FORMATS, Case, each, header_of, raw, refusal, signer, unrolled


@each("entries")
def test_an_entry_is_read(case: Case) -> None:
    data = unrolled(case)
    entry = parse(data)
    assert entry.header == header_of(case)
    assert len(entry.body) == case["body_size"]
    assert [entry.signed, entry.hash] == raw(case, "signed", "hash")
    assert verify_entry(entry, bytes.fromhex(case["public"]))
    assert encode(entry) == data


@each("entries")
def test_an_entry_is_written(case: Case) -> None:
    data = unrolled(case)
    header = header_of(case)
    body = parse(data).body
    entry = sign_entry(header, body, signer(case))
    assert encode(entry) == data
    assert entry == parse(data)
    assert data.startswith(encode_header(header, len(body)))
    assert signed_bytes(header.kind, entry.header_bytes, body) == entry.signed
    assert entry_hash(entry.signed) == entry.hash


def test_a_header_is_of_171_bytes() -> None:
    assert HEADER_SIZE == 171
    assert len(encode_header(header_of(FORMATS["entries"][0]), 0)) == 171


@each("entries_bad")
def test_a_malformed_entry_is_refused(case: Case) -> None:
    assert refusal(lambda: parse(unrolled(case))) == case["code"]


@each("signatures_bad")
def test_an_entry_that_was_changed_or_signed_otherwise_does_not_verify(case: Case) -> None:
    assert not verify_entry(parse(bytes.fromhex(case["hex"])), bytes.fromhex(case["public"]))


def test_a_key_that_is_none_verifies_nothing() -> None:
    entry = parse(unrolled(FORMATS["entries"][0]))
    for key in (b"", bytes(31), bytes(32), b"\xff" * 32):
        assert not verify(entry.signature, entry.signed, key)


def test_many_entries_are_verified_and_the_bad_ones_named() -> None:
    good = FORMATS["entries"][1]
    entry, public = parse(unrolled(good)), bytes.fromhex(good["public"])
    changed = dataclasses.replace(entry, signature=bytes(64))
    for size, bad in ((0, []), (1, [0]), (15, [3, 14]), (16, [0, 15]), (101, [7, 50, 51, 100]), (500, [])):
        entries = [changed if place in bad else entry for place in range(size)]
        assert verify_many(entries, [public] * size) == bad


def test_as_many_keys_as_entries_are_needed() -> None:
    with pytest.raises(ValueError, match="as many keys"):
        verify_many([parse(unrolled(FORMATS["entries"][1]))], [])


@each("bodies")
def test_a_body_is_sealed_to_its_header(case: Case) -> None:
    epoch_key, nonce, content, body = raw(case, "epoch_key", "nonce", "content", "body")
    header = header_of(case)
    assert seal_body(epoch_key, header, content, lambda _: nonce) == body
    assert len(body) == sealed_size(len(content))
    entry = parse(bytes.fromhex(case["entry"]))
    assert entry.body == body
    assert open_body(epoch_key, entry) == content


@each("bodies_bad")
def test_a_body_opens_nowhere_else(case: Case) -> None:
    entry = parse(bytes.fromhex(case["entry"]))
    assert refusal(lambda: open_body(bytes.fromhex(case["epoch_key"]), entry)) == case["code"]


@each("logs")
def test_a_log_hash_runs_over_the_entries(case: Case) -> None:
    school, vault, start = raw(case, "school", "vault", "hash_0")
    log_hash = hash_0(school, vault)
    assert log_hash == start
    for found, expected in zip(case["entries"], case["hashes"], strict=True):
        log_hash = next_hash(log_hash, bytes.fromhex(found))
        assert log_hash.hex() == expected


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.ERASE])
def test_an_entry_may_be_as_large_as_its_kind_allows_and_no_larger(kind: Kind) -> None:
    case = FORMATS["entries"][0]
    epoch = bytes(16) if kind is Kind.GENESIS else b"e" * 16
    header = dataclasses.replace(header_of(case), kind=kind, epoch=epoch)
    room = most_bytes(kind) - HEADER_SIZE - 64
    assert len(encode(sign_entry(header, bytes(room), signer(case)))) == most_bytes(kind)
    assert refusal(lambda: sign_entry(header, bytes(room + 1), signer(case))) == "too_large"


def test_what_a_reader_would_refuse_is_not_written() -> None:
    case = FORMATS["entries"][0]
    header = header_of(case)
    for wrong in (
        {"school": b"short"}, {"op_id": bytes(17)}, {"prev": bytes(16)}, {"seen_hash": b""}, {"counter": 0},
        {"counter": 2**53}, {"seen_seq": -1}, {"blobs": (bytes(31),)}, {"blobs": (bytes(32),) * 17}, {"epoch": bytes(16)},
        {"kind": Kind.ERASE}, {"kind": Kind.GENESIS},
    ):  # fmt: skip
        with pytest.raises(Malformed):
            sign_entry(dataclasses.replace(header, **wrong), b"", signer(case))


def test_an_op_that_holds_too_much_is_not_sealed() -> None:
    header = header_of(FORMATS["entries"][0])
    assert refusal(lambda: seal_body(bytes(32), header, bytes(64 * 1024))) == "too_large"
