"""Entries are appended whole batches at a time, in one order, and a request may be repeated."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schemas.limits import MAX_BATCH_ENTRIES, PROTOCOL_VERSION
from server.logs.vaults import Vaults
from sync.encoding import b64u, unb64u
from sync.frames import FRAMES_TYPE, encode_frames
from tests.server.actors import Person, Tablet, TestClock, TestSchool
from tests.server.vaults import TestVault


@pytest.fixture
def vault(school: TestSchool, anna: Tablet) -> TestVault:
    """A case of Anna's on the server."""
    vault = TestVault(school)
    vault.begin(anna)
    return vault


def codes(result: dict[str, object]) -> list[tuple[int, str]]:
    """Place and code of each bad entry of a refused batch."""
    error = result["error"]
    assert isinstance(error, dict)
    return [(entry["index"], entry["code"]) for entry in error["entries"]]


def everything(tablet: Tablet, vault: TestVault) -> list[bytes]:
    """The vault's log from its beginning, as pulled."""
    _, parts = tablet.pull([b64u(vault.id), None, 0, b64u(TestVault(vault.school, vault.id).log_hash)])
    return parts


def test_a_new_vault_is_created_by_its_first_push(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    entries = [vault.genesis(anna, "case"), vault.new_epoch(anna, anna.person), *vault.ops(anna, 3)]
    (result,) = anna.push((vault.id, vault.taken(*entries)))
    assert result["seqs"] == [1, 2, 3, 4, 5]
    assert result["head"] == [5, b64u(vault.log_hash)]
    assert len(unb64u(result["log"])) == 16


def test_a_vault_that_nobody_began_takes_nothing(school: TestSchool, anna: Tablet, vault: TestVault) -> None:
    elsewhere = TestVault(school)
    elsewhere.epoch, elsewhere.epoch_key = vault.epoch, vault.epoch_key
    (result,) = anna.push((elsewhere.id, elsewhere.taken(elsewhere.op(anna))))
    assert codes(result) == [(0, "wrong_vault")]


def test_what_was_pushed_is_pulled_byte_for_byte_in_the_order_of_the_log(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    beginning = [vault.genesis(anna, "case"), vault.new_epoch(anna, anna.person)]
    sent = vault.taken(*beginning, *(vault.op(anna, bytes(size)) for size in (2, 60_000, 700, 20_000, 2)))
    anna.push((vault.id, sent))
    assert everything(anna, vault) == sent


def test_a_replayed_entry_is_a_success_and_keeps_its_seq_when_its_signed_bytes_are_the_same(
    anna: Tablet, vault: TestVault
) -> None:
    ops = vault.taken(*vault.ops(anna, 2))
    (once,) = anna.push((vault.id, ops))
    (again,) = anna.push((vault.id, ops))
    assert once["seqs"] == again["seqs"] == [3, 4]
    assert once["head"] == again["head"]


def test_a_batch_may_repeat_some_of_what_was_taken_and_go_on(anna: Tablet, vault: TestVault) -> None:
    first = vault.taken(*vault.ops(anna, 2))
    anna.push((vault.id, first))
    (result,) = anna.push((vault.id, first + vault.taken(vault.op(anna))))
    assert result["seqs"] == [3, 4, 5]


def test_an_entry_sent_twice_in_one_batch_is_taken_once(anna: Tablet, vault: TestVault) -> None:
    (op,) = vault.taken(vault.op(anna))
    (result,) = anna.push((vault.id, [op, op]))
    assert result["seqs"] == [3, 3]
    assert len(everything(anna, vault)) == 3


def test_a_replay_is_a_success_even_after_the_keys_were_changed(anna: Tablet, vault: TestVault) -> None:
    ops = vault.taken(vault.op(anna))
    anna.push((vault.id, ops))
    anna.push((vault.id, vault.taken(vault.new_epoch(anna, anna.person))))
    (again,) = anna.push((vault.id, ops))
    assert again["seqs"] == [3]


def test_an_op_id_with_other_bytes_is_refused(anna: Tablet, vault: TestVault) -> None:
    first = vault.op(anna)
    anna.push((vault.id, vault.taken(first)))
    (result,) = anna.push((vault.id, vault.taken(vault.op(anna, op_id=first.header.op_id))))
    assert codes(result) == [(0, "op_id_reused")]


def test_a_refused_batch_names_every_bad_entry_and_keeps_none(anna: Tablet, vault: TestVault) -> None:
    before = everything(anna, vault)
    stranger = Ed25519PrivateKey.generate()
    good = vault.op(anna)
    forged = vault.sign(vault.op(anna).header, bytes(284), stranger)
    gap = vault.op(anna, counter=99)
    (result,) = anna.push((vault.id, vault.taken(good, forged, gap)))
    assert [place for place, _ in codes(result)] == [1, 2]
    assert codes(result)[0] == (1, "bad_signature")
    assert everything(anna, vault) == before


def test_one_vaults_refusal_stops_no_other(school: TestSchool, anna: Tablet, vault: TestVault) -> None:
    other = TestVault(school)
    other.begin(anna)
    bad, good = vault.op(anna, counter=50), other.op(anna)
    refused, taken = anna.push((vault.id, vault.taken(bad)), (other.id, other.taken(good)))
    assert codes(refused) == [(0, "counter_gap")]
    assert taken["seqs"] == [3]


def test_the_right_to_append_comes_from_the_signature_and_not_from_the_session(
    school: TestSchool, anna: Tablet, vault: TestVault
) -> None:
    colleague = school.join(Person("colleague"), "colleague")
    carried, own = vault.op(anna), vault.op(colleague)
    (taken,) = colleague.push((vault.id, vault.taken(carried)))
    assert taken["seqs"] == [3]
    (refused,) = colleague.push((vault.id, vault.taken(own)))
    assert codes(refused) == [(0, "not_entitled")]


def test_an_entry_of_another_school_or_vault_is_refused(school: TestSchool, anna: Tablet, vault: TestVault) -> None:
    other = TestVault(school)
    other.begin(anna)
    (moved,) = anna.push((vault.id, other.taken(other.op(anna))))
    assert codes(moved) == [(0, "wrong_vault")]
    (foreign,) = anna.push((vault.id, vault.taken(vault.op(anna, school=bytes(15) + b"x"))))
    assert codes(foreign) == [(0, "wrong_school")]


def test_an_unknown_device_is_refused(school: TestSchool, anna: Tablet, vault: TestVault) -> None:
    stranger = school.tablet(anna.person)
    (result,) = anna.push((vault.id, vault.taken(vault.op(stranger))))
    assert codes(result) == [(0, "unknown_device")]


def test_a_revoked_device_is_refused_whoever_carries_it(school: TestSchool, anna: Tablet, vault: TestVault) -> None:
    school.revoke(anna)
    (result,) = school.administrator.push((vault.id, vault.taken(vault.op(anna))))
    assert codes(result) == [(0, "revoked_device")]


def test_a_removed_members_entries_are_refused_whoever_carries_them(
    school: TestSchool, anna: Tablet, vault: TestVault
) -> None:
    school.remove(anna.person)
    (result,) = school.administrator.push((vault.id, vault.taken(vault.op(anna))))
    assert codes(result) == [(0, "revoked_device")]


def test_a_role_that_was_taken_away_counts_at_once(school: TestSchool, anna: Tablet, vault: TestVault) -> None:
    school.give_roles(anna.person, "colleague")
    (result,) = anna.push((vault.id, vault.taken(vault.op(anna))))
    assert codes(result) == [(0, "not_allowed")]


def test_a_chain_must_go_on_where_it_ended(anna: Tablet, vault: TestVault) -> None:
    (gap,) = anna.push((vault.id, [*vault.taken(vault.op(anna, counter=9))]))
    assert codes(gap) == [(0, "counter_gap")]


def test_an_entry_with_another_past_is_refused(anna: Tablet, vault: TestVault) -> None:
    (result,) = anna.push((vault.id, vault.taken(vault.op(anna, prev=bytes(32)))))
    assert codes(result) == [(0, "chain_broken")]


def test_a_device_that_was_set_back_is_told_so(anna: Tablet, vault: TestVault) -> None:
    (result,) = anna.push((vault.id, vault.taken(vault.op(anna, counter=1))))
    assert codes(result) == [(0, "set_back")]


def test_what_was_sealed_under_an_old_epoch_is_refused_as_stale(anna: Tablet, vault: TestVault) -> None:
    old = vault.epoch
    anna.push((vault.id, vault.taken(vault.new_epoch(anna, anna.person))))
    (result,) = anna.push((vault.id, vault.taken(vault.op(anna, epoch=old))))
    assert codes(result) == [(0, "stale_epoch")]


def test_who_changes_the_keys_without_having_seen_the_newest_entry_must_look_again(
    school: TestSchool, anna: Tablet, vault: TestVault
) -> None:
    second = school.second_tablet(anna.person, anna)
    op = vault.op(second)
    late = vault.new_epoch(anna, anna.person)
    anna.push((vault.id, vault.taken(op)))
    (result,) = anna.push((vault.id, vault.taken(late)))
    assert codes(result) == [(0, "head_moved")]


def test_keys_that_the_recovery_sheet_cannot_open_are_refused(anna: Tablet, vault: TestVault) -> None:
    seen, chain = (vault.seq, vault.log_hash), vault.chains[anna.key.id]
    body = json.loads(vault.new_epoch(anna, anna.person).body)
    del body["recovery"]
    vault.chains[anna.key.id] = chain
    entry = vault.epoch_entry(anna, json.dumps(body).encode(), seen)
    (result,) = anna.push((vault.id, vault.taken(entry)))
    assert codes(result) == [(0, "epoch_without_recovery")]


def test_a_removal_without_new_keys_in_the_same_batch_is_refused(school: TestSchool) -> None:
    mary, ben = Person("mary"), Person("ben")
    tablet = school.join(mary, "line_manager")
    school.join(ben, "mentor")
    vault = TestVault(school)
    vault.begin(tablet, readers=())
    tablet.push((vault.id, vault.taken(vault.add(tablet, ben))))
    alone = vault.withdraw(tablet, ben)
    (refused,) = tablet.push((vault.id, vault.taken(alone)))
    assert codes(refused) == [(0, "not_allowed")]


def test_a_ticket_is_spent_after_its_drops(anna: Tablet, vault: TestVault) -> None:
    key = Ed25519PrivateKey.generate()
    ticket = vault.ticket(anna, key, most_drops=1)
    (taken,) = anna.push((vault.id, vault.taken(vault.drop(ticket, key))))
    assert taken["seqs"] == [3]
    (spent,) = anna.push((vault.id, vault.taken(vault.drop(ticket, key))))
    assert codes(spent) == [(0, "ticket_spent")]


def test_a_ticket_expires_by_the_servers_clock(anna: Tablet, vault: TestVault, clock: TestClock) -> None:
    key = Ed25519PrivateKey.generate()
    ticket = vault.ticket(anna, key, not_after=clock.now + 60_000)
    drop = vault.taken(vault.drop(ticket, key))
    clock.now += 60_001
    (expired,) = anna.push((vault.id, drop))
    assert codes(expired) == [(0, "ticket_expired")]


def test_bytes_that_are_no_entry_are_named_and_cost_no_other_batch(anna: Tablet, vault: TestVault) -> None:
    other_batch = vault.taken(vault.op(anna))
    bad, good = anna.push((vault.id, [b"", b"BSDE" + bytes(300)]), (vault.id, other_batch))
    assert codes(bad) == [(0, "malformed"), (1, "malformed")]
    assert good["seqs"] == [3]


def test_a_batch_beyond_a_mebibyte_is_refused_as_too_large(anna: Tablet, vault: TestVault) -> None:
    large = vault.taken(*[vault.op(anna, bytes(60_000)) for _ in range(18)])
    (result,) = anna.push((vault.id, large))
    assert result["error"]["code"] == "too_large"
    (half,) = anna.push((vault.id, large[:9]))
    assert half["seqs"] == list(range(3, 12))


def test_a_batch_of_more_than_five_hundred_entries_is_refused(anna: Tablet, vault: TestVault) -> None:
    response = anna.push_response((vault.id, [b"x"] * (MAX_BATCH_ENTRIES + 1)))
    assert (response.status_code, response.json["error"]["code"]) == (422, "invalid")


def test_a_push_whose_frames_are_not_as_many_as_it_says_is_malformed(anna: Tablet, vault: TestVault) -> None:
    head = {"protocol": PROTOCOL_VERSION, "batches": [{"vault": b64u(vault.id), "count": 2}]}
    response = anna.frames("/push", head, [b"one"])
    assert (response.status_code, response.json["error"]["code"]) == (400, "malformed")


def test_a_push_cut_off_on_its_way_is_malformed_and_keeps_nothing(anna: Tablet, vault: TestVault) -> None:
    before = everything(anna, vault)
    head = {"protocol": PROTOCOL_VERSION, "batches": [{"vault": b64u(vault.id), "count": 1}]}
    whole = encode_frames(head, vault.taken(vault.op(anna)))
    response = anna.client.post(f"{anna.base}/push", data=whole[:-10], content_type=FRAMES_TYPE)
    assert (response.status_code, response.json["error"]["code"]) == (400, "malformed")
    assert everything(anna, vault) == before


def test_a_newer_protocol_is_told_that_the_server_is_too_old(anna: Tablet, vault: TestVault) -> None:
    head = {"protocol": PROTOCOL_VERSION + 1, "batches": [{"vault": b64u(vault.id), "count": 1}]}
    response = anna.frames("/push", head, vault.taken(vault.op(anna)))
    assert (response.status_code, response.json["error"]["code"]) == (400, "server_too_old")


def test_another_process_appends_behind_what_this_one_has_read(anna: Tablet, vault: TestVault) -> None:
    anna.push((vault.id, vault.taken(vault.op(anna))))
    server = vault.school.server
    kept = server.vaults
    object.__setattr__(server, "vaults", Vaults())  # what another process knows: nothing yet
    anna.push((vault.id, vault.taken(vault.op(anna))))
    object.__setattr__(server, "vaults", kept)  # and this one is behind
    (result,) = anna.push((vault.id, vault.taken(vault.op(anna))))
    assert result["seqs"] == [5]
    assert result["head"] == [5, b64u(vault.log_hash)]
