"""Wraps, epochs, tickets, drops, checkpoints, snapshots and frames are those of the vectors."""

import json
from typing import Any

import pytest

from sync.checkpoint import CHECKPOINT_SIZE, Checkpoint, parse_checkpoint, sign_checkpoint, verify_checkpoint
from sync.drop import open_drop, parse_drop, seal_drop, verify_drop
from sync.encoding import Malformed, Refused
from sync.entry import parse, sign_entry
from sync.epoch import (
    Place,
    Previous,
    Recipient,
    encode_epoch,
    make_epoch,
    open_drop_key,
    open_previous,
    parse_epoch,
    unwrap,
    wrap,
)
from sync.frames import encode_frames, parse_frames
from sync.keys import DeviceKey, key_id
from sync.log import Cursor
from sync.snapshot import make_snapshot, open_snapshot, parse_snapshot, verify_snapshot
from sync.ticket import Purpose, Terms, parse_ticket, sign_ticket, verify_ticket
from tests.sync.formats import FORMATS, Case, each, header_of, raw, refusal, signer, x25519


def place_of(case: Case) -> Place:
    return Place(*raw(case, "school", "vault", "epoch"))


@each("wraps")
def test_a_wrap_opens_for_its_recipient(case: Case) -> None:
    private = x25519(case["private"])
    wrapped, epoch_key, public = raw(case, "wrap", "epoch_key", "public")
    assert unwrap(place_of(case), private, wrapped) == epoch_key
    assert unwrap(place_of(case), private, wrap(place_of(case), public, epoch_key)) == epoch_key
    assert key_id(public).hex() == case["key_id"]


@each("wraps_bad")
def test_a_wrap_opens_nowhere_else(case: Case) -> None:
    wrapped = bytes.fromhex(case["wrap"])
    assert refusal(lambda: unwrap(place_of(case), x25519(case["private"]), wrapped)) == case["code"]


@each("epochs")
def test_an_epoch_is_read_by_everyone_it_is_wrapped_for(case: Case) -> None:
    epoch_key, data, drop_public, drop_private = raw(case, "epoch_key", "body", "drop_public", "drop_private")
    place, body = place_of(case), parse_epoch(data)
    assert (body.number, body.public) == (case["number"], drop_public)
    for reader in case["readers"]:
        wrapped = body.wrap_for(bytes.fromhex(reader["key_id"]))
        assert wrapped is not None
        assert unwrap(place, x25519(reader["private"]), wrapped) == epoch_key
    assert len(body.wraps) == len(case["readers"])
    assert body.wrap_for(bytes(16)) is None
    assert unwrap(place, x25519(case["recovery"]), body.recovery) == epoch_key
    assert open_drop_key(place, body, epoch_key).private_bytes_raw() == drop_private
    previous = open_previous(place, body, epoch_key)
    expected = case["previous_id"] and Previous(*raw(case, "previous_id", "previous_key"))
    assert previous == expected


@each("epochs")
def test_an_epoch_is_written_without_spaces_and_in_order(case: Case) -> None:
    data = bytes.fromhex(case["body"])
    if case["name"] != "with members unknown today":
        assert encode_epoch(parse_epoch(data)) == data


@each("epochs")
def test_an_epoch_is_made_and_read_again(case: Case) -> None:
    epoch_key, recovery, drop_private = raw(case, "epoch_key", "recovery", "drop_private")
    place = place_of(case)
    privates = [x25519(reader["private"]) for reader in case["readers"]]
    recipients = [Recipient(bytes(16), private.public_key().public_bytes_raw()) for private in privates]
    previous = case["previous_id"] and Previous(*raw(case, "previous_id", "previous_key"))
    made = make_epoch(
        place,
        case["number"],
        epoch_key,
        recipients,
        x25519(recovery.hex()).public_key().public_bytes_raw(),
        previous=previous,
        random=lambda size: drop_private if size == 32 else bytes(size),
    )
    body = parse_epoch(made)
    assert open_previous(place, body, epoch_key) == previous
    assert open_drop_key(place, body, epoch_key).private_bytes_raw() == drop_private
    assert unwrap(place, x25519(recovery.hex()), body.recovery) == epoch_key
    for private, found in zip(privates, body.wraps, strict=True):
        assert unwrap(place, private, found.wrap) == epoch_key


@each("epochs_bad")
def test_a_malformed_epoch_is_refused(case: Case) -> None:
    assert refusal(lambda: parse_epoch(bytes.fromhex(case["body"]))) == case["code"]


def terms_of(case: Case) -> Terms:
    id_, school, vault, record, ephemeral, device = raw(case, "id", "school", "vault", "record", "ephemeral", "device")
    purpose = Purpose[case["name"].upper()]
    assert purpose == case["purpose"]
    most_drops, most_bytes, not_after = case["most_drops"], case["most_bytes"], case["not_after"]
    return Terms(
        purpose, id_, school, vault, record, ephemeral, most_drops, most_bytes, not_after, device, case["form"], case["version"]
    )  # fmt: skip


@each("tickets")
def test_a_ticket_is_signed_and_read(case: Case) -> None:
    data, public = raw(case, "data", "public")
    ticket = parse_ticket(data)
    assert ticket.terms == terms_of(case)
    assert verify_ticket(ticket, public)
    assert sign_ticket(terms_of(case), signer(case)) == ticket


@each("tickets_bad")
def test_a_malformed_ticket_is_refused(case: Case) -> None:
    assert refusal(lambda: parse_ticket(bytes.fromhex(case["data"]))) == case["code"]


@each("ticket_signatures_bad")
def test_a_changed_ticket_does_not_verify(case: Case) -> None:
    data, public = raw(case, "data", "public")
    assert not verify_ticket(parse_ticket(data), public)


def test_a_ticket_that_a_reader_would_refuse_is_not_signed() -> None:
    case = FORMATS["tickets"][0]
    terms = terms_of(case)
    wrongs: list[dict[str, Any]] = [
        {"id": b""}, {"record": bytes(15)}, {"ephemeral": bytes(31)}, {"most_drops": -1}, {"most_bytes": 2**32},
        {"not_after": -1}, {"not_after": 2**53}, {"form": "No form"}, {"version": 0},
    ]  # fmt: skip
    for wrong in wrongs:
        members = {name: getattr(terms, name) for name in Terms.__slots__} | wrong
        with pytest.raises(Malformed):
            sign_ticket(Terms(**members), signer(case))


@each("drops")
def test_a_drop_is_opened_by_the_epoch(case: Case) -> None:
    entry = parse(bytes.fromhex(case["entry"]))
    ticket, content, ticket_public = raw(case, "ticket", "content", "ticket_public")
    drop = parse_drop(entry)
    assert entry.header == header_of(case)
    assert drop.ticket.data == ticket
    assert verify_ticket(drop.ticket, ticket_public)
    assert verify_drop(entry, drop)
    assert open_drop(x25519(case["drop_private"]), entry, drop) == content


@each("drops")
def test_a_drop_is_made_and_opened_again(case: Case) -> None:
    ticket, content, drop_public = raw(case, "ticket", "content", "drop_public")
    header = header_of(case)
    body = seal_drop(header, parse_ticket(ticket), drop_public, content)
    entry = sign_entry(header, body, signer(case))
    drop = parse_drop(entry)
    assert verify_drop(entry, drop)
    assert open_drop(x25519(case["drop_private"]), entry, drop) == content


@each("drops_bad")
def test_a_drop_opens_nowhere_else(case: Case) -> None:
    entry = parse(bytes.fromhex(case["entry"]))
    private = x25519(case["drop_private"])
    assert refusal(lambda: open_drop(private, entry, parse_drop(entry))) == case["code"]


def cursor_of(case: Case) -> Cursor:
    log_id, log_hash = raw(case, "log_id", "log_hash")
    return Cursor(log_id, case["seq"], log_hash)


@each("checkpoints")
def test_a_checkpoint_is_signed_and_read(case: Case) -> None:
    school, vault, device, data, public = raw(case, "school", "vault", "device", "data", "public")
    checkpoint = parse_checkpoint(data)
    assert len(data) == CHECKPOINT_SIZE == 173
    assert checkpoint == Checkpoint(school, vault, cursor_of(case), device, data)
    assert verify_checkpoint(checkpoint, public)
    assert sign_checkpoint(school, vault, cursor_of(case), DeviceKey(device, signer(case))) == checkpoint


@each("checkpoints_bad")
def test_a_false_checkpoint_is_refused(case: Case) -> None:
    data, public = raw(case, "data", "public")
    if case["code"] == "bad_signature":
        assert not verify_checkpoint(parse_checkpoint(data), public)
    else:
        assert refusal(lambda: parse_checkpoint(data)) == case["code"]


@each("snapshots")
def test_a_snapshot_is_signed_and_opened(case: Case) -> None:
    data, public, epoch_key, nonce, state, device = raw(case, "data", "public", "epoch_key", "nonce", "state", "device")
    snapshot = parse_snapshot(data)
    assert (snapshot.place, snapshot.device) == (place_of(case), device)
    assert (snapshot.cursor, snapshot.catalogue) == (cursor_of(case), case["catalogue"])
    assert verify_snapshot(snapshot, public)
    assert open_snapshot(snapshot, epoch_key) == state
    made = make_snapshot(
        place_of(case),
        cursor_of(case),
        case["catalogue"],
        state,
        epoch_key,
        device=DeviceKey(device, signer(case)),
        random=lambda _: nonce,
    )
    assert made == snapshot


@each("snapshots_bad")
def test_a_false_snapshot_is_refused(case: Case) -> None:
    data, public, epoch_key = raw(case, "data", "public", "epoch_key")
    if case["code"] == "bad_signature":
        assert not verify_snapshot(parse_snapshot(data), public)
    else:
        assert refusal(lambda: open_snapshot(parse_snapshot(data), epoch_key)) == case["code"]


@each("frames")
def test_frames_are_written_and_read(case: Case) -> None:
    data = bytes.fromhex(case["data"])
    parts = [bytes.fromhex(part) for part in case["parts"]]
    assert encode_frames(case["head"], parts) == data
    assert parse_frames(data) == (case["head"], parts)


@each("frames_bad")
def test_frames_cut_short_are_refused(case: Case) -> None:
    assert refusal(lambda: parse_frames(bytes.fromhex(case["data"]))) == case["code"]


def test_a_refusal_never_repeats_what_it_refuses() -> None:
    for wrong in ({"number": 1, "secret": "canary"}, {"number": "canary"}, {"canary": 1}):
        with pytest.raises(Refused) as refused:
            parse_epoch(json.dumps(wrong).encode())
        assert "canary" not in str(refused.value)
