"""What a server, a thief of bytes or a dishonest member may try with entries, keys and signatures, and what comes of it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync import checkpoint, snapshot, ticket
from sync.checkpoint import Checkpoint, sign_checkpoint, verify_checkpoint
from sync.drop import open_drop, parse_drop, seal_drop, verify_drop
from sync.encoding import BadSeal, Malformed, digest, new_id
from sync.entry import Entry, Header, Kind, encode, parse, sign_entry, verify, verify_entry
from sync.epoch import (
    DROP_KEY_LABEL,
    EpochBody,
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
from sync.keys import (
    AccountKeys,
    account_keys,
    check_seal_key,
    check_sign_key,
    new_device,
    open_bundle,
    open_rest,
    parse_params,
    seal_bundle,
    seal_rest,
)
from sync.log import Cursor, hash_0
from sync.seal import open_body, open_with, seal, seal_body, seal_to, unseal
from sync.snapshot import Snapshot, make_snapshot, open_snapshot, verify_snapshot
from sync.ticket import Purpose, Terms, Ticket, sign_ticket, verify_ticket

PLACE = Place(new_id(), new_id(), new_id())
EPOCH_KEY = digest(b"an epoch key")
ALICE, MALLORY = new_device(), new_device()
CURSOR = Cursor(new_id(), 7, bytes(32))


def op_header(**change: Any) -> Header:
    start = Header(
        Kind.OP, *PLACE, ALICE.id, 1, bytes(32), new_id(), 0, hash_0(PLACE.school, PLACE.vault)
    )  # fmt: skip
    return dataclasses.replace(start, **change)


def an_op() -> Entry:
    header = op_header()
    return sign_entry(header, seal_body(EPOCH_KEY, header, b"{}"), ALICE.private)


ELSEWHERE: list[dict[str, Any]] = [
    {"school": new_id()}, {"vault": new_id()}, {"epoch": new_id()}, {"device": MALLORY.id}, {"counter": 2},
    {"prev": bytes([1]) * 32}, {"op_id": new_id()}, {"seen_seq": 9}, {"kind": Kind.VOID}, {"blobs": (bytes(32),)},
]  # fmt: skip
elsewhere = pytest.mark.parametrize("change", ELSEWHERE, ids=[next(iter(change)) for change in ELSEWHERE])


@elsewhere
def test_a_server_cannot_move_an_op(change: dict[str, Any]) -> None:
    honest = an_op()
    moved = sign_entry(dataclasses.replace(honest.header, **change), honest.body, MALLORY.private)
    forged = parse(encode(dataclasses.replace(moved, signature=honest.signature)))
    assert not verify_entry(forged, ALICE.public)


@elsewhere
def test_a_member_cannot_pass_anothers_op_off_elsewhere_by_signing_it_anew(change: dict[str, Any]) -> None:
    honest = an_op()
    moved = sign_entry(dataclasses.replace(honest.header, **change), honest.body, MALLORY.private)
    assert verify_entry(moved, MALLORY.public)
    with pytest.raises(BadSeal):
        open_body(EPOCH_KEY, moved)


def test_a_body_does_not_open_with_the_key_of_another_epoch() -> None:
    with pytest.raises(BadSeal):
        open_body(digest(b"another epoch key"), an_op())


def test_the_chain_holds_when_a_body_is_gone_one_day() -> None:
    op = an_op()
    erased = op.signed  # tag, header and the body's hash: all that is needed
    assert verify(op.signature, erased, ALICE.public)
    assert digest(erased) == op.hash


def test_no_signature_tag_begins_with_another() -> None:
    tags = [
        *(kind.tag for kind in Kind), checkpoint.TAG, snapshot.TAG, ticket.TAG, b"beside/school/1", b"beside/join/1",
        b"beside/session/1", b"beside/join-start/1", b"beside/account/1", b"beside/late/1", b"beside/log/1",
    ]  # fmt: skip
    assert len(set(tags)) == len(tags)
    assert not [(one, other) for one in tags for other in tags if one is not other and other.startswith(one)]


def signed_things() -> dict[str, tuple[bytes, bytes]]:
    """Of each kind of thing that a device signs: the tag, and the bytes behind it."""
    op = an_op()
    found: dict[str, tuple[bytes, bytes]] = {}
    for kind in Kind:
        found[kind.name] = (kind.tag, op.signed.removeprefix(Kind.OP.tag))
    point = sign_checkpoint(PLACE.school, PLACE.vault, CURSOR, ALICE)
    found["checkpoint"] = (checkpoint.TAG, point.data[:-64])
    leave = a_ticket()
    found["ticket"] = (ticket.TAG, leave.data[:-64])
    picture = make_snapshot(PLACE, CURSOR, 1, b"{}", EPOCH_KEY, device=ALICE)
    found["snapshot"] = (snapshot.TAG, picture.data[: snapshot.HEADER_SIZE] + digest(picture.body))
    found["school entry"] = (b"beside/school/1", op.signed.removeprefix(Kind.OP.tag))
    found["session"] = (b"beside/session/1", PLACE.school + ALICE.id + b"challenge")
    return found


def a_ticket(**change: Any) -> Ticket:
    terms = Terms(
        Purpose.HAND_OVER,
        new_id(),
        PLACE.school,
        PLACE.vault,
        new_id(),
        MALLORY.public,
        1,
        1000,
        0,
        ALICE.id,
        "form",
        1,
    )
    return sign_ticket(dataclasses.replace(terms, **change), ALICE.private)


def test_no_signature_serves_as_one_of_another_kind() -> None:
    things = signed_things()
    for name, (tag, rest) in things.items():
        for other, (other_tag, _) in things.items():
            stolen = ALICE.private.sign(other_tag + rest)
            assert verify(stolen, tag + rest, ALICE.public) is (name == other)


def test_a_checkpoint_ticket_or_snapshot_signed_under_another_tag_does_not_verify() -> None:
    point = sign_checkpoint(PLACE.school, PLACE.vault, CURSOR, ALICE)
    leave = a_ticket()
    picture = make_snapshot(PLACE, CURSOR, 1, b"{}", EPOCH_KEY, device=ALICE)
    for tag, rest in signed_things().values():
        stolen = ALICE.private.sign(tag + rest)
        if tag != checkpoint.TAG:
            false_point = dataclasses.replace(point, data=point.data[:-64] + stolen)
            assert isinstance(false_point, Checkpoint)
            assert not verify_checkpoint(false_point, ALICE.public)
        if tag != ticket.TAG:
            assert not verify_ticket(Ticket(leave.terms, leave.data[:-64] + stolen), ALICE.public)
        if tag != snapshot.TAG:
            false_picture = dataclasses.replace(picture, data=picture.data[:-64] + stolen)
            assert isinstance(false_picture, Snapshot)
            assert not verify_snapshot(false_picture, ALICE.public)


def an_account(name: bytes) -> AccountKeys:
    return account_keys(digest(name))


def an_epoch(key: bytes = EPOCH_KEY, **change: Any) -> EpochBody:
    reader = an_account(b"alice")
    recovery = an_account(b"recovery").seal_public
    return parse_epoch(
        make_epoch(PLACE, 2, key, [Recipient(new_id(), reader.seal_public)], recovery, **change)
        if change
        else make_epoch(PLACE, 1, key, [Recipient(new_id(), reader.seal_public)], recovery)
    )


@pytest.mark.parametrize("part", Place._fields)
def test_a_wrap_of_another_school_vault_or_epoch_does_not_open(part: str) -> None:
    reader = an_account(b"alice")
    wrapped = wrap(PLACE, reader.seal_public, EPOCH_KEY)
    with pytest.raises(BadSeal):
        unwrap(PLACE._replace(**{part: new_id()}), reader.seal, wrapped)


def test_a_wrap_opens_for_nobody_else() -> None:
    wrapped = wrap(PLACE, an_account(b"alice").seal_public, EPOCH_KEY)
    with pytest.raises(BadSeal):
        unwrap(PLACE, an_account(b"mallory").seal, wrapped)


def test_a_wrap_is_no_drop_and_no_safety_note() -> None:
    reader = an_account(b"alice")
    wrapped = wrap(PLACE, reader.seal_public, EPOCH_KEY)
    for info in (b"", b"beside/drop/1", b"beside/safety/1" + PLACE.joined()):
        with pytest.raises(BadSeal):
            open_with(reader.seal, info, wrapped)


def test_a_key_sealed_for_one_use_opens_for_no_other() -> None:
    epoch = an_epoch(previous=Previous(new_id(), digest(b"before")))
    assert epoch.previous is not None
    swapped = dataclasses.replace(epoch, private=epoch.previous, previous=epoch.private)
    with pytest.raises(BadSeal):
        open_drop_key(PLACE, swapped, EPOCH_KEY)
    with pytest.raises(BadSeal):
        open_previous(PLACE, swapped, EPOCH_KEY)


def test_the_key_before_is_not_taken_for_that_of_another_epoch() -> None:
    epoch = an_epoch(previous=Previous(new_id(), digest(b"before")))
    with pytest.raises(BadSeal):
        open_previous(PLACE, dataclasses.replace(epoch, previous_id=new_id()), EPOCH_KEY)


def test_a_drop_key_that_is_not_that_of_the_public_half_is_refused() -> None:
    epoch = an_epoch()
    false = seal(EPOCH_KEY, DROP_KEY_LABEL, PLACE.joined(), digest(b"mallory's"))
    with pytest.raises(BadSeal):
        open_drop_key(PLACE, dataclasses.replace(epoch, private=false), EPOCH_KEY)


def test_a_false_recovery_wrap_shows_only_to_the_recovery_key() -> None:
    recovery = an_account(b"recovery")
    false = wrap(PLACE, recovery.seal_public, digest(b"not the epoch key"))
    epoch = parse_epoch(encode_epoch(dataclasses.replace(an_epoch(), recovery=false)))
    assert unwrap(PLACE, recovery.seal, epoch.recovery) != EPOCH_KEY


def test_an_epoch_without_a_recovery_wrap_is_named_as_such() -> None:
    with pytest.raises(Malformed) as refused:
        parse_epoch(encode_epoch(an_epoch()).replace(b'"recovery"', b'"elsewhere"'))
    assert refused.value.code.wire == "epoch_without_recovery"


def test_a_bundle_or_rest_key_of_somebody_else_does_not_open() -> None:
    wrapping, school, member, device = digest(b"wrapping"), new_id(), new_id(), new_id()
    bundle = seal_bundle(wrapping, school, member, digest(b"secret"))
    rest = seal_rest(wrapping, school + member + device, digest(b"rest"))
    for place in ((new_id(), member), (school, new_id())):
        with pytest.raises(BadSeal):
            open_bundle(wrapping, *place, bundle)
    with pytest.raises(BadSeal):
        open_rest(wrapping, school + member + new_id(), rest)
    with pytest.raises(BadSeal):
        open_bundle(digest(b"another password"), school, member, bundle)
    with pytest.raises(BadSeal):
        unseal(wrapping, b"beside/bundle/1", school + member + device, rest)


@pytest.mark.parametrize("weaker", [{"memory_kib": 8}, {"iterations": 1}, {"lanes": 0}])
def test_a_server_that_asks_for_a_cheaper_root_is_refused(weaker: dict[str, int]) -> None:
    with pytest.raises(Malformed):
        parse_params({"memory_kib": 65536, "iterations": 3, "lanes": 1} | weaker)


def test_a_signing_key_of_small_order_would_sign_for_everybody_and_is_refused() -> None:
    identity = b"\1" + bytes(31)
    Ed25519PublicKey.from_public_bytes(identity).verify(identity + bytes(32), b"whatever anybody writes")
    with pytest.raises(Malformed):
        check_sign_key(identity)


def test_a_sealing_key_of_small_order_would_stop_every_new_epoch_and_is_refused() -> None:
    with pytest.raises(Malformed):
        seal_to(bytes(32), b"", b"")
    with pytest.raises(Malformed):
        check_seal_key(bytes(32))


def a_drop(leave: Ticket, key: Ed25519PrivateKey, public: bytes, ticket_id: bytes) -> Entry:
    header = op_header(kind=Kind.DROP, device=ticket_id)
    return sign_entry(header, seal_drop(header, leave, public, b"{}"), key)


def test_a_drop_without_the_tickets_key_does_not_verify() -> None:
    leave, drop_key = a_ticket(), X25519PrivateKey.generate()
    public = drop_key.public_key().public_bytes_raw()
    honest = a_drop(leave, MALLORY.private, public, leave.terms.id)
    assert verify_drop(honest, parse_drop(honest))
    stolen = a_drop(leave, ALICE.private, public, leave.terms.id)
    assert not verify_drop(stolen, parse_drop(stolen))


def test_a_ticket_that_somebody_wrote_for_themselves_does_not_verify() -> None:
    generous = sign_ticket(a_ticket(most_drops=10_000).terms, MALLORY.private)
    assert not verify_ticket(generous, ALICE.public)


def test_a_drop_cannot_be_given_another_ticket() -> None:
    drop_key = X25519PrivateKey.generate()
    leave = a_ticket()
    other = a_ticket(id=leave.terms.id, most_drops=9)
    entry = a_drop(leave, MALLORY.private, drop_key.public_key().public_bytes_raw(), leave.terms.id)
    drop = parse_drop(entry)
    body = entry.body[:2] + other.data + drop.sealed
    swapped = dataclasses.replace(entry, body=body)
    reread = parse(encode(swapped))
    assert not verify_drop(reread, parse_drop(reread))


def test_a_drop_for_one_vault_is_not_written_into_another() -> None:
    leave = a_ticket()
    for change in ({"vault": new_id()}, {"school": new_id()}, {"device": new_id()}):
        header = op_header(**({"kind": Kind.DROP, "device": leave.terms.id} | change))
        with pytest.raises(Malformed):
            seal_drop(header, leave, X25519PrivateKey.generate().public_key().public_bytes_raw(), b"{}")


def test_a_drop_opens_only_with_the_key_of_its_epoch() -> None:
    leave = a_ticket()
    public = X25519PrivateKey.generate().public_key().public_bytes_raw()
    entry = a_drop(leave, MALLORY.private, public, leave.terms.id)
    with pytest.raises(BadSeal):
        open_drop(X25519PrivateKey.generate(), entry, parse_drop(entry))


def test_a_snapshot_of_another_epoch_does_not_open() -> None:
    picture = make_snapshot(PLACE, CURSOR, 1, b"{}", EPOCH_KEY, device=ALICE)
    assert open_snapshot(picture, EPOCH_KEY) == b"{}"
    with pytest.raises(BadSeal):
        open_snapshot(picture, digest(b"another epoch key"))


def test_nothing_is_sealed_twice_into_the_same_bytes() -> None:
    header = op_header()
    assert len({seal_body(EPOCH_KEY, header, b"{}") for _ in range(100)}) == 100
    assert len({wrap(PLACE, an_account(b"alice").seal_public, EPOCH_KEY) for _ in range(20)}) == 20
