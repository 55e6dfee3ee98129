"""Whatever is written is read again; whatever was changed or cut is refused, and never by an accident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.checkpoint import parse_checkpoint, sign_checkpoint, verify_checkpoint
from sync.drop import open_drop, parse_drop, verify_drop
from sync.encoding import BadSeal, Malformed, Refused, b64u, format_instant, parse_instant, unb64u
from sync.entry import Entry, Header, Kind, PublicKey, encode, parse, sign_entry, verify_entry, verify_many
from sync.epoch import Place, parse_epoch, unwrap
from sync.frames import encode_frames, parse_frames
from sync.keys import DeviceKey, parse_params, sheet_secret, sheet_words
from sync.log import Cursor
from sync.seal import open_body, pad, padded_size, seal, seal_body, unpad, unseal
from sync.snapshot import make_snapshot, open_snapshot, parse_snapshot, verify_snapshot
from sync.ticket import Purpose, Terms, parse_ticket, sign_ticket, verify_ticket
from tests.sync.formats import FORMATS, x25519

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
DEVICE = DeviceKey(b"a device's own id"[:16], KEY)
EPOCH_KEY = bytes(range(32, 64))

ids = st.binary(min_size=16, max_size=16)
some_ids = ids.filter(any)
hashes = st.binary(min_size=32, max_size=32)
counts = st.integers(0, 2**53 - 1)
kinds = st.sampled_from([kind for kind in Kind if kind is not Kind.ERASE])
cursors = st.builds(Cursor, ids, counts, hashes)


@st.composite
def headers(draw: st.DrawFn, kind: Kind | None = None) -> Header:
    chosen = draw(kinds) if kind is None else kind
    return Header(
        chosen,
        draw(ids),
        draw(ids),
        bytes(16) if chosen is Kind.GENESIS else draw(some_ids),
        draw(ids),
        draw(st.integers(1, 2**53 - 1)),
        draw(hashes),
        draw(ids),
        draw(counts),
        draw(hashes),
        tuple(draw(st.lists(hashes, max_size=16))),
    )


entries = st.builds(sign_entry, headers(), st.binary(max_size=600), st.just(KEY))
checkpoints = st.builds(sign_checkpoint, ids, ids, cursors, st.just(DEVICE))
tickets = st.builds(
    sign_ticket,
    st.builds(
        Terms,
        st.sampled_from(Purpose),
        *[ids] * 4,
        hashes,
        st.integers(0, 2**32 - 1),
        st.integers(0, 2**32 - 1),
        counts,
        ids,
        st.from_regex(r"[a-z_][a-z0-9_]{0,40}", fullmatch=True),
        st.integers(1, 2**53 - 1),
    ),
    st.just(KEY),
)
snapshots = st.builds(
    make_snapshot,
    st.builds(Place, ids, ids, ids),
    cursors,
    st.integers(1, 2**32 - 1),
    st.binary(max_size=600),
    st.just(EPOCH_KEY),
    device=st.just(DEVICE),
)


def flipped(data: bytes, draw: st.DataObject) -> bytes:
    """The same bytes with one bit turned."""
    changed = bytearray(data)
    changed[draw.draw(st.integers(0, len(data) - 1))] ^= 1 << draw.draw(st.integers(0, 7))
    return bytes(changed)


@given(entries)
def test_an_entry_is_read_as_it_was_written(entry: Entry) -> None:
    assert parse(encode(entry)) == entry
    assert verify_entry(entry, PUBLIC)


@given(entries, st.data())
def test_an_entry_with_any_bit_turned_is_malformed_or_does_not_verify(entry: Entry, draw: st.DataObject) -> None:
    try:
        changed = parse(flipped(encode(entry), draw))
    except Malformed:
        return
    assert not verify_entry(changed, PUBLIC)


@given(st.lists(entries, max_size=40), st.data())
def test_many_are_verified_as_one_by_one(found: list[Entry], draw: st.DataObject) -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    candidates: list[PublicKey] = [PUBLIC, other, PUBLIC.public_bytes_raw()]
    keys = [draw.draw(st.sampled_from(candidates)) for _ in found]
    one_by_one = [place for place, entry in enumerate(found) if not verify_entry(entry, keys[place])]
    assert verify_many(found, keys) == one_by_one


@given(headers(Kind.OP), st.binary(max_size=2000))
def test_a_body_opens_as_it_was_sealed(header: Header, content: bytes) -> None:
    assert open_body(EPOCH_KEY, sign_entry(header, seal_body(EPOCH_KEY, header, content), KEY)) == content


@given(headers(Kind.OP), st.binary(max_size=300), st.data())
def test_a_body_with_any_bit_turned_does_not_open(header: Header, content: bytes, draw: st.DataObject) -> None:
    changed = sign_entry(header, flipped(seal_body(EPOCH_KEY, header, content), draw), KEY)
    with pytest.raises(BadSeal):
        open_body(EPOCH_KEY, changed)


@given(headers(Kind.OP), headers(Kind.OP))
def test_a_body_under_any_other_header_does_not_open(header: Header, other: Header) -> None:
    moved = sign_entry(other, seal_body(EPOCH_KEY, header, b"content"), KEY)
    if other == header:
        assert open_body(EPOCH_KEY, moved) == b"content"
    else:
        with pytest.raises(BadSeal):
            open_body(EPOCH_KEY, moved)


Document = Any
WITH_SIGNATURE: list[tuple[st.SearchStrategy[Any], Callable[[bytes], Document], Callable[[Document, Any], bool]]] = [
    (checkpoints, parse_checkpoint, verify_checkpoint),
    (tickets, parse_ticket, verify_ticket),
    (snapshots, parse_snapshot, verify_snapshot),
]
with_signature = pytest.mark.parametrize(
    ("made", "read", "verify"), WITH_SIGNATURE, ids=["checkpoint", "ticket", "snapshot"]
)


@with_signature
@given(draw=st.data())
def test_a_document_is_read_as_it_was_written(made: Any, read: Any, verify: Any, draw: st.DataObject) -> None:
    document = draw.draw(made)
    assert read(document.data) == document
    assert verify(document, PUBLIC)


@with_signature
@given(draw=st.data())
def test_a_document_with_any_bit_turned_is_malformed_or_does_not_verify(
    made: Any, read: Any, verify: Any, draw: st.DataObject
) -> None:
    data = flipped(draw.draw(made).data, draw)
    try:
        document = read(data)
    except Malformed:
        return
    assert not verify(document, PUBLIC)


@given(snapshots, st.data())
def test_a_snapshot_with_any_bit_turned_before_its_signature_does_not_open(found: Any, draw: st.DataObject) -> None:
    data = flipped(found.data[:-64], draw) + found.data[-64:]
    with pytest.raises(Refused):
        open_snapshot(parse_snapshot(data), EPOCH_KEY)


WHOLE: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "entry": (parse, bytes.fromhex(FORMATS["bodies"][0]["entry"])),
    "drop": (lambda data: parse_drop(parse(data)), bytes.fromhex(FORMATS["drops"][0]["entry"])),
    "ticket": (parse_ticket, bytes.fromhex(FORMATS["tickets"][0]["data"])),
    "checkpoint": (parse_checkpoint, bytes.fromhex(FORMATS["checkpoints"][1]["data"])),
    "snapshot": (parse_snapshot, bytes.fromhex(FORMATS["snapshots"][0]["data"])),
    "epoch": (parse_epoch, bytes.fromhex(FORMATS["epochs"][1]["body"])),
    "padding": (unpad, pad(b"content")),
}


@pytest.mark.parametrize("name", WHOLE)
def test_whatever_is_cut_anywhere_is_malformed(name: str) -> None:
    read, data = WHOLE[name]
    read(data)
    for end in range(len(data)):
        with pytest.raises(Malformed):
            read(data[:end])


@pytest.mark.parametrize("name", WHOLE)
@given(data=st.binary(max_size=800), draw=st.data())
def test_no_bytes_whatever_make_a_reader_fail_otherwise_than_by_refusing(
    name: str, data: bytes, draw: st.DataObject
) -> None:
    read, whole = WHOLE[name]
    start = draw.draw(st.integers(0, len(whole)))
    messages = []
    for tried in (data, whole[:start] + data, whole[:start] + data + whole[start:], flipped(whole, draw)):
        try:
            read(tried)
        except Refused as refused:
            messages.append(str(refused))
    assert all(messages)


@given(st.data())
def test_a_drop_with_any_bit_turned_is_malformed_or_neither_verifies_nor_opens(draw: st.DataObject) -> None:
    case = FORMATS["drops"][0]
    whole = bytes.fromhex(case["entry"])
    try:
        entry = parse(flipped(whole[:-64], draw) + whole[-64:])
        drop = parse_drop(entry)
    except Malformed:
        return
    assert not verify_drop(entry, drop)
    carried = drop.ticket.data in whole
    if carried:
        with pytest.raises(BadSeal):
            open_drop(x25519(case["drop_private"]), entry, drop)
    else:
        assert not verify_ticket(drop.ticket, bytes.fromhex(case["ticket_public"]))


@given(st.data())
def test_a_wrap_with_any_bit_turned_does_not_open(draw: st.DataObject) -> None:
    case = FORMATS["wraps"][0]
    place = Place(*(bytes.fromhex(case[name]) for name in ("school", "vault", "epoch")))
    with pytest.raises(BadSeal):
        unwrap(place, x25519(case["private"]), flipped(bytes.fromhex(case["wrap"]), draw))


@given(hashes, st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=300), st.data())
def test_a_labelled_seal_opens_only_untouched(
    key: bytes, info: bytes, aad: bytes, content: bytes, draw: st.DataObject
) -> None:
    sealed = seal(key, info, aad, content)
    assert unseal(key, info, aad, sealed) == content
    with pytest.raises(BadSeal):
        unseal(key, info, aad, flipped(sealed, draw))


@given(st.binary(max_size=5000))
def test_padding_is_taken_away_again_and_adds_at_most_an_eighth(content: bytes) -> None:
    padded = pad(content)
    assert unpad(padded) == content
    assert len(padded) == padded_size(len(content) + 4) >= 256
    assert len(padded) <= max(256, (len(content) + 4) * 1.125)


@given(st.integers(2, 2**24))
def test_padding_what_is_padded_adds_nothing(length: int) -> None:
    assert padded_size(padded_size(length)) == padded_size(length) >= length


@given(st.text(max_size=50))
def test_a_text_spells_bytes_in_one_way_or_not_at_all(text: str) -> None:
    try:
        data = unb64u(text)
    except Malformed:
        return
    assert b64u(data) == text


@given(st.binary(max_size=100))
def test_bytes_are_read_as_they_were_spelled(data: bytes) -> None:
    assert unb64u(b64u(data), len(data)) == data


@given(st.integers(-62135510400000, 253402214399999), st.integers(-1439, 1439))
def test_an_instant_is_read_as_it_was_written(milliseconds: int, offset: int) -> None:
    assert parse_instant(format_instant(milliseconds, offset)) == milliseconds


@given(st.text(max_size=40))
def test_no_text_whatever_makes_a_reader_of_instants_or_sheets_fail(text: str) -> None:
    for read in (parse_instant, sheet_secret, parse_params):
        with pytest.raises(Malformed):
            read(text)


@given(hashes)
def test_a_sheet_is_read_as_it_was_printed(secret: bytes) -> None:
    assert sheet_secret(" ".join(sheet_words(secret))) == secret


@given(st.dictionaries(st.text("abc"), st.integers()), st.lists(st.binary(max_size=50), max_size=8))
def test_frames_are_read_as_they_were_written(head: dict[str, int], parts: list[bytes]) -> None:
    data = encode_frames(head, parts)
    assert parse_frames(data) == (head, parts)


@given(st.lists(st.binary(max_size=20), max_size=4))
def test_frames_cut_anywhere_are_malformed_or_fewer(parts: list[bytes]) -> None:
    data = encode_frames({"count": len(parts)}, parts)
    for end in range(len(data)):
        try:
            head, found = parse_frames(data[:end])
        except Malformed:
            continue
        assert len(found) < head["count"]
        assert found == parts[: len(found)]
