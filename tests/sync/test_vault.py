"""Who may read a vault, who waits for its key, and how a log is kept between two requests."""

import pytest

from schemas.codes import Code
from sync.encoding import Malformed
from sync.entry import Entry
from sync.vault import (
    VaultLog,
    append,
    due_renewal,
    entitled,
    judge_batch,
    may_do,
    recovery_wrap,
    restore,
    waiting,
    wraps_for,
)
from tests.vectors.cast import NOW, Pen, Person
from tests.vectors.primitives import fixed
from tests.vectors.telling import People


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def case(people: People) -> Pen:
    """A case of Ben's with its first epoch, for him alone."""
    pen = Pen(people, "case of Sam")
    pen.take(pen.genesis("case", people.ben))
    pen.take(pen.epoch(people.ben, people.ben))
    return pen


def ids(*persons: Person) -> list[bytes]:
    return sorted(person.id for person in persons)


def test_a_case_may_be_read_by_its_members_and_by_who_manages_one(people: People, case: Pen) -> None:
    assert entitled(case.log, people.school) == ids(people.ben, people.lou)


def test_who_is_entitled_without_a_wrap_waits(people: People, case: Pen) -> None:
    assert waiting(case.log, people.school) == ids(people.lou)
    case.take(case.hand_over(people.ben, people.lou))
    assert waiting(case.log, people.school) == []
    assert not due_renewal(case.log, people.school)


def test_who_manages_without_the_role_reads_nothing(people: People, case: Pen) -> None:
    people.set_roles(people.lou, "mentor")
    assert entitled(case.log, people.school) == ids(people.ben)


def test_a_leavers_case_stays_with_their_line_manager(people: People, case: Pen) -> None:
    case.take(case.hand_over(people.ben, people.lou))
    people.remove(people.ben, {})
    assert entitled(case.log, people.school) == ids(people.lou)
    assert may_do(case.log, people.school, people.lou.id, "share")
    assert due_renewal(case.log, people.school)


def test_a_removal_makes_a_new_epoch_due(people: People, case: Pen) -> None:
    case.take(case.add(people.lou, people.cat))
    case.take(case.remove(people.lou, people.cat))
    assert due_renewal(case.log, people.school)
    case.take(case.epoch(people.lou, people.lou, people.ben))
    assert not due_renewal(case.log, people.school)


def test_a_key_that_was_replaced_makes_a_new_epoch_due(people: People, case: Pen) -> None:
    again = people.admit(people.ben.renewed(), "mentor", name="renewal")
    assert waiting(case.log, people.school) == ids(again, people.lou)
    assert due_renewal(case.log, people.school)


def test_everybody_may_read_the_team_and_nobody_what_is_private(people: People) -> None:
    team, own = Pen(people, "team"), Pen(people, "Oli's own")
    team.take(team.genesis("team", people.ann))
    own.take(own.genesis("private", people.oli))
    everybody = ids(people.ann, people.lou, people.ben, people.cat, people.max, people.oli)
    assert entitled(team.log, people.school) == everybody
    people.manage(people.lou, people.oli)
    assert entitled(own.log, people.school) == ids(people.oli)


def test_the_wraps_of_an_entry_are_found_by_their_key(people: People, case: Pen) -> None:
    first = case.log.epoch
    assert first is not None
    renewed = case.epoch(people.ben, people.ben, people.lou)
    recovery = recovery_wrap(renewed)
    assert recovery is not None
    assert recovery[0] == renewed.header.epoch
    for person in (people.ben, people.lou):
        assert [epoch for epoch, _ in wraps_for(renewed, person.seal_id)] == [renewed.header.epoch]
    assert wraps_for(renewed, people.cat.seal_id) == []
    case.settle(renewed)
    handed, added = case.hand_over(people.ben, people.lou), case.add(people.lou, people.cat)
    assert [epoch for epoch, _ in wraps_for(handed, people.lou.seal_id)] == [first.id]
    assert [epoch for epoch, _ in wraps_for(added, people.cat.seal_id)] == [first.id]
    assert wraps_for(case.op(people.ben), people.ben.seal_id) == []
    assert recovery_wrap(added) is None


def test_a_log_kept_and_taken_up_again_is_the_same(people: People, case: Pen) -> None:
    for entry in (case.op(people.ben), case.drop(case.ticket(people.ben)), case.add(people.lou, people.cat),
                  case.remove(people.lou, people.cat), case.epoch(people.ben, people.ben)):  # fmt: skip
        case.take(entry)
        case.log.log_id = fixed("log id")
        case.log.begin_batch()
        assert restore(case.log.stored()) == case.log


def test_a_row_of_another_format_is_refused() -> None:
    with pytest.raises(Malformed):
        restore(b"[2]")


def test_what_is_kept_does_not_grow_with_the_entries(people: People, case: Pen) -> None:
    case.take(case.op(people.ben))
    before = len(case.log.stored())
    case.take(*[case.op(people.ben) for _ in range(200)])
    assert len(case.log.stored()) <= before + 8


def test_a_batch_leaves_the_log_as_it_was_and_gives_the_one_behind_it(people: People, case: Pen) -> None:
    entries = [case.op(people.ben) for _ in range(40)]
    before = case.log.stored()
    verdict = judge_batch(case.log, people.school, entries, now=NOW)
    assert verdict.taken
    assert case.log.stored() == before
    expected = case.log.copy()
    for entry in entries:
        append(expected, entry)
    assert verdict.vault.stored() == expected.stored()


def test_an_empty_batch_is_taken(people: People, case: Pen) -> None:
    assert judge_batch(case.log, people.school, [], now=NOW).taken


def test_a_forged_entry_in_a_long_batch_is_the_one_that_is_named(people: People, case: Pen) -> None:
    entries: list[Entry] = [case.op(people.ben) for _ in range(50)]
    forged = entries[31]
    entries[31] = Entry(forged.header, forged.body, bytes(64), forged.signed, forged.hash)
    codes = judge_batch(case.log, people.school, entries, now=NOW).codes
    assert {place: code for place, code in enumerate(codes) if code} == {31: Code.BAD_SIGNATURE}


def test_two_logs_of_one_vault_begin_alike() -> None:
    assert VaultLog(fixed("school"), fixed("vault")) == VaultLog(fixed("school"), fixed("vault"))
