"""A reminder comes when the school works, once, to those whom it names and who may still read what it is about."""

import json

import pytest

from schemas.push import PAYLOAD_BYTES
from server.clock import DAY, HOUR, MINUTE
from sync.reminder import Kind
from sync.school_act import Manages
from sync.school_days import Window
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.database_rows import rows
from tests.server.push_service import Says
from tests.server.reminding import DAY_AFTER, TOMORROW, Reminded
from tests.server.vaults import TestVault
from tests.server.worlds import World


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


def test_a_review_is_announced_on_the_day_and_not_before(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    review.save(anna)
    world.turn(at=TOMORROW.start - 1)
    assert world.kinds() == []
    world.turn(at=TOMORROW.start)
    assert world.kinds() == ["review_due"]


def test_it_is_announced_once(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    review.save(anna)
    for world.clock.now in (TOMORROW.start, TOMORROW.start + HOUR, DAY_AFTER.start, DAY_AFTER.end):
        world.turn()
    assert world.kinds() == ["review_due"]


def test_what_was_announced_is_not_announced_again_for_being_stated_again(
    world: World, anna: Tablet, review: Reminded
) -> None:
    world.subscribe(anna)
    review.save(anna)
    world.turn(at=TOMORROW.start)
    review.save(anna)
    world.turn()
    assert world.kinds() == ["review_due"]


def test_a_review_that_was_moved_is_announced_on_its_new_day(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    review.save(anna, windows=(TOMORROW,))
    world.turn(at=TOMORROW.start)
    review.save(anna, windows=(DAY_AFTER,))
    world.turn()
    assert world.kinds() == ["review_due"]
    world.turn(at=DAY_AFTER.start)
    assert world.kinds() == ["review_due", "review_due"]


def test_a_review_that_was_taken_back_is_not_announced(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    review.save(anna)
    review.save(anna, windows=())
    world.turn(at=TOMORROW.start)
    assert world.service.requests == 0


def test_a_server_that_slept_through_the_window_waits_for_the_next(
    world: World, anna: Tablet, review: Reminded
) -> None:
    world.subscribe(anna)
    review.save(anna)
    world.turn(at=TOMORROW.end + 5 * HOUR)
    assert world.service.requests == 0, "nobody is told at nine in the evening"
    world.turn(at=DAY_AFTER.start)
    assert world.kinds() == ["review_due"]


def test_a_push_that_failed_all_day_is_not_delivered_at_night_but_the_next_morning(
    world: World, anna: Tablet, review: Reminded
) -> None:
    world.subscribe(anna)
    review.save(anna)
    world.clock.now = TOMORROW.start
    world.service.always = Says(503)
    while world.clock.now < TOMORROW.end + 2 * HOUR:
        world.turn()
        world.clock.now += 10 * MINUTE
    in_vain = world.service.requests
    world.service.always = None
    world.turn()
    assert world.service.requests == in_vain, "the service is well again, but it is evening"
    world.turn(at=DAY_AFTER.start)
    assert world.kinds() == ["review_due"]


def test_after_the_last_window_it_is_too_late(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    review.save(anna)
    world.turn(at=DAY_AFTER.end)
    world.clock.now += 30 * DAY
    world.turn()
    assert world.service.requests == 0
    ((*_, due_at),) = rows(world.server.database)["reminders"]
    assert due_at is None


def test_a_push_service_is_not_to_keep_it_longer_than_the_window(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    review.save(anna)
    world.turn(at=TOMORROW.end - HOUR)
    (pushed,) = world.service.taken
    assert (pushed.headers["ttl"], pushed.headers["urgency"]) == ("3600", "normal")


def test_all_appointments_of_a_morning_are_one_push(world: World, anna: Tablet, vault: TestVault) -> None:
    world.subscribe(anna)
    for hours in (1, 3, 2, 5):
        about = Reminded(vault, kind=Kind.APPOINTMENTS_TODAY)
        about.save(anna, windows=(Window(TOMORROW.start, TOMORROW.start + hours * HOUR),))
    world.turn(at=TOMORROW.start)
    (pushed,) = world.service.taken
    assert (pushed.kind, pushed.headers["ttl"]) == ("appointments_today", str(5 * 3600))
    assert [row[6] for row in rows(world.server.database)["deliveries"]] == [None] * 4, "all four are done"


def test_what_is_said_is_a_kind_and_nothing_else(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    review.save(anna)
    world.turn(at=TOMORROW.start)
    (pushed,) = world.service.taken
    assert json.loads(pushed.payload) == {"kind": "review_due"}
    assert len(pushed.payload) == PAYLOAD_BYTES
    for name in (b"anna", b"review"):
        assert name not in pushed.body
        assert name.decode() not in pushed.headers["topic"]


def test_every_device_of_theirs_is_told_and_nobody_elses(world: World, anna: Tablet, review: Reminded) -> None:
    second, ben = world.school.second_tablet(anna.person, anna), world.school.join(Person("ben"), "mentor")
    browsers = [world.subscribe(tablet) for tablet in (anna, second, ben)]
    review.save(anna)
    world.turn(at=TOMORROW.start)
    assert [world.kinds(browser) for browser in browsers] == [["review_due"], ["review_due"], []]


def test_a_line_manager_who_manages_no_longer_is_not_told(world: World, anna: Tablet, review: Reminded) -> None:
    mary = world.school.join(Person("mary"), "line_manager")
    world.school.append(Manages(world.school.at, mary.person.id, anna.person.id, on=True))
    world.subscribe(mary)
    review.save(anna, mary.person.id)
    world.turn(at=TOMORROW.start)
    assert world.kinds() == ["review_due"]
    review.save(anna, mary.person.id, windows=(DAY_AFTER,))
    world.school.append(Manages(world.school.at, mary.person.id, anna.person.id, on=False))
    world.turn(at=DAY_AFTER.start)
    assert world.kinds() == ["review_due"]


def test_who_was_never_entitled_is_not_told_whatever_the_row_says(world: World, anna: Tablet, review: Reminded) -> None:
    ben = world.school.join(Person("ben"), "mentor")
    world.subscribe(ben)
    review.save(anna, ben.person.id)
    world.turn(at=TOMORROW.start)
    assert world.service.requests == 0


def test_a_removed_member_and_a_revoked_device_are_not_told(world: World, anna: Tablet, review: Reminded) -> None:
    lost = world.school.second_tablet(anna.person, anna)
    gone, stays = world.subscribe(lost), world.subscribe(anna)
    review.save(anna)
    world.school.revoke(lost)
    world.clock.now = TOMORROW.start
    world.worker.look()
    world.school.remove(anna.person)
    world.worker.send()
    assert (world.kinds(gone), world.kinds(stays)) == ([], [])


def test_who_has_no_device_that_takes_pushes_costs_nothing(world: World, anna: Tablet, review: Reminded) -> None:
    review.save(anna)
    world.turn(at=TOMORROW.start)
    assert rows(world.server.database)["deliveries"] == []


def test_a_server_that_was_set_back_waits_until_its_rows_were_stated_anew(
    world: World, anna: Tablet, review: Reminded
) -> None:
    world.subscribe(anna)
    review.save(anna)
    world.run("UPDATE schools SET restoring = TRUE")
    world.turn(at=TOMORROW.start)
    assert world.service.requests == 0
    world.run("UPDATE schools SET restoring = FALSE")
    world.turn()
    assert world.kinds() == ["review_due"]
