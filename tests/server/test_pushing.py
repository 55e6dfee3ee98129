"""Entries are appended whole batches at a time, in one order, and a request may be repeated."""

from schemas.codes import Code
from sync.encoding import b64u, unb64u
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.vaults import TestVault


def codes(result: dict[str, object]) -> list[tuple[int, str]]:
    """Place and code of each bad entry of a refused batch."""
    error = result["error"]
    assert isinstance(error, dict)
    return [(entry["index"], entry["code"]) for entry in error["entries"]]


def test_a_new_vault_is_created_by_its_first_push(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    entries = [vault.genesis(anna, "case"), vault.new_epoch(anna, anna.person), *vault.ops(anna, 3)]
    (result,) = anna.push((vault.id, vault.taken(*entries)))
    assert result["seqs"] == [1, 2, 3, 4, 5]
    assert result["head"] == [5, b64u(vault.log_hash)]
    assert len(unb64u(result["log"])) == 16


def test_what_was_pushed_is_pulled_byte_for_byte_in_the_order_of_the_log(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    sent = vault.taken(vault.genesis(anna, "case"), vault.new_epoch(anna, anna.person), *vault.ops(anna, 3))
    anna.push((vault.id, sent))
    first, parts = anna.pull([b64u(vault.id), None, 0, b64u(TestVault(school, vault.id).log_hash)])
    assert parts == sent
    assert first["vaults"][0]["head"] == [5, b64u(vault.log_hash)]
    assert (first["vaults"][0]["from"], first["vaults"][0]["count"], first["vaults"][0]["more"]) == (1, 5, False)


def test_a_replayed_entry_is_a_success_and_keeps_its_seq_when_its_signed_bytes_are_the_same(
    school: TestSchool, anna: Tablet
) -> None:
    vault = TestVault(school)
    vault.begin(anna)
    ops = vault.taken(*vault.ops(anna, 2))
    (once,) = anna.push((vault.id, ops))
    (again,) = anna.push((vault.id, ops))
    assert once["seqs"] == again["seqs"] == [3, 4]
    assert once["head"] == again["head"]


def test_an_op_id_with_other_bytes_is_refused(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    vault.begin(anna)
    first = vault.op(anna)
    anna.push((vault.id, vault.taken(first)))
    (result,) = anna.push((vault.id, vault.taken(vault.op(anna, op_id=first.header.op_id))))
    assert codes(result) == [(0, Code.OP_ID_REUSED.wire)]
