"""Reminder rows travel with their ops: judged by their own signature, the later op's counts, and none keeps an entry out."""

from pathlib import Path

import pytest

from server.context import Server
from server.db.backup import back_up, restore
from sync.encoding import b64u, new_id
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.database_rows import rows
from tests.server.reminding import DAY_AFTER, TOMORROW, Reminded, push_with, pushed
from tests.server.vaults import TestVault


@pytest.fixture
def vault(school: TestSchool, anna: Tablet) -> TestVault:
    """A case of Anna's on the server."""
    vault = TestVault(school)
    vault.begin(anna)
    return vault


@pytest.fixture
def review(vault: TestVault) -> Reminded:
    """A review in it."""
    return Reminded(vault)


def kept(server: Server) -> list[tuple[int, int | None]]:
    """Seq and due time of every reminder."""
    return [(row[3], row[7]) for row in rows(server.database)["reminders"]]


def test_a_reminder_is_kept_with_the_op_that_it_came_with(server: Server, anna: Tablet, review: Reminded) -> None:
    result = review.save(anna)
    assert (result["seqs"], result["reminders"]) == ([3], [None])
    assert kept(server) == [(3, TOMORROW.start)]


def test_a_batch_without_reminders_is_answered_as_ever(anna: Tablet, vault: TestVault) -> None:
    assert "reminders" not in push_with(anna, vault, vault.taken(vault.op(anna)))


def test_of_two_rows_the_one_with_the_later_op_counts(server: Server, anna: Tablet, review: Reminded) -> None:
    review.save(anna, windows=(TOMORROW,))
    review.save(anna, windows=(DAY_AFTER,))
    assert kept(server) == [(4, DAY_AFTER.start)]


def test_a_row_that_comes_late_does_not_undo_a_later_one(server: Server, anna: Tablet, review: Reminded) -> None:
    first, second = review.vault.op(anna), review.vault.op(anna)
    sent = review.vault.taken(first, second)
    older = review.row(anna, first.header.op_id, windows=(TOMORROW,))
    newer = review.row(anna, second.header.op_id, windows=(DAY_AFTER,))
    assert push_with(anna, review.vault, sent, newer)["reminders"] == [None]
    assert push_with(anna, review.vault, sent, older)["reminders"] == [None], "a request that is repeated is a success"
    assert kept(server) == [(4, DAY_AFTER.start)]


def test_a_reminder_is_taken_back_by_a_later_op(server: Server, anna: Tablet, review: Reminded) -> None:
    review.save(anna)
    review.save(anna, windows=())
    assert kept(server) == [(4, None)]


def test_two_devices_state_the_same_row(server: Server, school: TestSchool, anna: Tablet, review: Reminded) -> None:
    second = school.second_tablet(anna.person, anna)
    review.save(anna)
    review.save(second)
    assert kept(server) == [(4, TOMORROW.start)]


def test_a_row_may_come_behind_its_op(server: Server, anna: Tablet, review: Reminded) -> None:
    op = review.vault.op(anna)
    push_with(anna, review.vault, review.vault.taken(op))
    result = push_with(anna, review.vault, [], review.row(anna, op.header.op_id))
    assert (result["seqs"], result["reminders"]) == ([], [None])
    assert kept(server) == [(3, TOMORROW.start)]


def test_a_batch_of_nothing_is_refused(anna: Tablet, vault: TestVault) -> None:
    response = pushed(anna, vault, [])
    assert (response.status_code, response.json["error"]["code"]) == (422, "invalid")


def test_rows_for_a_vault_that_is_not_there_are_refused(school: TestSchool, anna: Tablet) -> None:
    elsewhere = TestVault(school)
    result = push_with(anna, elsewhere, [], Reminded(elsewhere).row(anna, new_id()))
    assert result["error"]["code"] == "wrong_vault"


def test_the_right_to_remind_comes_from_the_signature_and_not_from_the_session(
    server: Server, school: TestSchool, anna: Tablet, review: Reminded
) -> None:
    colleague = school.join(Person("colleague"), "colleague")
    op = review.vault.op(anna)
    row = review.row(anna, op.header.op_id)
    assert push_with(colleague, review.vault, review.vault.taken(op), row)["reminders"] == [None]
    assert kept(server) == [(3, TOMORROW.start)]


def test_a_row_of_who_takes_part_no_more_tells_them_nothing_of_the_log(
    school: TestSchool, anna: Tablet, review: Reminded
) -> None:
    """The attack: whoever once knew the id of a case, and was let out of it, sends a row again and again and is told by each
    answer how much was written there meanwhile."""
    outsider = school.join(Person("outsider"), "mentor")
    op = review.vault.op(anna)
    push_with(anna, review.vault, review.vault.taken(op))
    told = push_with(outsider, review.vault, [], review.row(outsider, op.header.op_id))
    assert told["reminders"] == ["not_entitled"]
    assert (told["log"], told["head"]) == (b64u(bytes(16)), [0, b64u(bytes(32))])
    carried = push_with(outsider, review.vault, [], review.row(anna, op.header.op_id))
    assert carried["head"][0] == 3, "who carries what somebody may state is told where it lies"


def test_a_row_that_cannot_be_taken_keeps_no_entry_out(
    server: Server, school: TestSchool, anna: Tablet, review: Reminded
) -> None:
    vault, stranger = review.vault, school.tablet(Person("stranger"))
    outsider = school.join(Person("outsider"), "mentor")
    lost = school.second_tablet(anna.person, anna)
    school.revoke(lost)
    op = vault.op(anna)
    good = review.row(anna, op.header.op_id)
    bad = {
        "malformed": good[:-1],
        "bad_signature": good[:-1] + bytes([good[-1] ^ 1]),
        "wrong_school": review.row(anna, op.header.op_id, school=new_id()),
        "wrong_vault": review.row(anna, op.header.op_id, vault=new_id()),
        "unknown_device": review.row(stranger, op.header.op_id),
        "revoked_device": review.row(lost, op.header.op_id),
        "not_entitled": review.row(outsider, op.header.op_id),
        "not_found": review.row(anna, new_id()),
        "unknown_kind": good[:5] + b"\x09" + good[6:],
    }
    result = push_with(anna, vault, vault.taken(op), *bad.values())
    assert result["seqs"] == [3]
    assert result["reminders"] == list(bad)
    assert kept(server) == []


def test_a_refused_batch_keeps_no_row(server: Server, anna: Tablet, review: Reminded) -> None:
    op = review.vault.op(anna, counter=99)
    result = push_with(anna, review.vault, review.vault.taken(op), review.row(anna, op.header.op_id))
    assert result["error"]["code"] == "counter_gap"
    assert kept(server) == []


def test_what_is_kept_of_a_reminder_is_ids_times_and_a_kind(server: Server, anna: Tablet, review: Reminded) -> None:
    review.save(anna)
    ((school, vault, reminder, seq, kind, recipients, windows, due_at),) = rows(server.database)["reminders"]
    assert (school, vault, reminder) == (review.vault.school.id, review.vault.id, review.id)
    assert (seq, kind, recipients, due_at) == (3, "review_due", anna.person.id, TOMORROW.start)
    assert windows == b"".join(edge.to_bytes(8, "big") for edge in (*TOMORROW, *DAY_AFTER))


def test_rows_are_stated_anew_to_a_server_that_was_set_back(
    server: Server, anna: Tablet, review: Reminded, tmp_path: Path
) -> None:
    review.save(anna, windows=(TOMORROW,))
    back_up(server.database, tmp_path / "backup")
    op = review.vault.op(anna)
    lost = review.vault.taken(op)
    push_with(anna, review.vault, lost, review.row(anna, op.header.op_id, windows=(DAY_AFTER,)))
    restore(server.database, tmp_path / "backup", server.clock)
    assert kept(server) == [(3, TOMORROW.start)]
    with server.database.writing() as connection:
        connection.exec_driver_sql("UPDATE schools SET restoring = FALSE")
    assert anna.signed_in().status_code == 200
    stated = review.row(anna, op.header.op_id, windows=(DAY_AFTER,))
    assert push_with(anna, review.vault, lost, stated, restore=True)["reminders"] == [None]
    assert kept(server) == [(4, DAY_AFTER.start)]
