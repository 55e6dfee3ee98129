"""A push goes out once: claimed by one worker, tried again while a push service will not take it, given up when too late."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from server.clock import DAY, HOUR, MINUTE, SECOND
from server.push.deliveries import CLAIMED_FOR
from server.push.patience import FIRST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE_OF_ALARMS, pause
from server.push.sender import LONGEST_WAIT, Sender, retry_after
from server.push.worker import Worker
from sync.encoding import b64u
from tests.server.actors import Person, Tablet
from tests.server.database_rows import rows
from tests.server.push_service import PushService, Says
from tests.server.reminding import TOMORROW, Reminded
from tests.server.vaults import TestVault
from tests.server.worlds import World


@pytest.fixture
def review(world: World, anna: Tablet) -> Reminded:
    """A review in a case of Anna's, with a row that is due tomorrow."""
    vault = TestVault(world.school)
    vault.begin(anna)
    review = Reminded(vault)
    review.save(anna)
    return review


def ask_for_a_test(tablet: Tablet) -> None:
    """Let a test alarm go to the tablet: what may come at any hour."""
    response = tablet.json("POST", f"/members/{b64u(tablet.person.id)}/alarm-test")
    assert response.status_code == 200, response.data


def waiting(world: World) -> list[int | None]:
    """When each delivery is due again."""
    return [row[6] for row in rows(world.server.database)["deliveries"]]


# Claims ---------------------------------------------------------------------------------------------------------


def test_two_workers_send_a_push_once(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    other = Worker(world.server, Sender(world.server.settings))
    world.clock.now = TOMORROW.start
    for worker in (world.worker, other):
        worker.look()
    for worker in (other, world.worker):
        worker.send()
    assert world.service.requests == 1


def test_what_one_worker_has_claimed_no_other_sends_meanwhile(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    other = Worker(world.server, Sender(world.server.settings))
    world.service.before = other.send  # while the push is on its way
    world.turn(at=TOMORROW.start)
    assert world.service.requests == 1


def test_a_claim_whose_worker_died_lapses_and_the_push_goes_out(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    world.clock.now = TOMORROW.start
    world.worker.look()
    claimed = f"claimed_by = {'x' if world.server.database.is_sqlite else 'E'}"
    claimed += "'00'" if world.server.database.is_sqlite else "'\\\\x00'"
    world.run(f"UPDATE deliveries SET {claimed}, claimed_until = {TOMORROW.start + CLAIMED_FOR}")
    world.worker.send()
    assert world.service.requests == 0
    world.turn(after=CLAIMED_FOR)
    assert world.kinds() == ["review_due"]


def test_who_lost_a_claim_does_not_settle_it(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    later = TOMORROW.start + 3 * HOUR

    def somebody_else_takes_over() -> None:
        world.run(f"UPDATE deliveries SET claimed_until = {later}")

    world.service.before = somebody_else_takes_over
    world.turn(at=TOMORROW.start)
    assert waiting(world) == [TOMORROW.start], "what the other makes of it is for the other to say"


# Push services --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 410])
def test_a_push_service_that_has_lost_a_browser_ends_its_subscription(
    world: World, anna: Tablet, review: Reminded, status: int
) -> None:
    second = world.school.second_tablet(anna.person, anna)
    world.subscribe(anna)
    stays = world.subscribe(second)
    world.service.answers.append(Says(status))
    world.turn(at=TOMORROW.start)
    world.turn(after=HOUR)
    kept = rows(world.server.database)
    assert (len(kept["push_subscriptions"]), world.service.requests) == (1, 2)
    told = [tablet for tablet in (anna, second) if tablet.json("GET", "/notifications").json["subscribed"]]
    assert len(told) == 1
    assert len(world.kinds(stays)) <= 1


def test_a_subscription_that_was_made_anew_meanwhile_is_not_forgotten(world: World, anna: Tablet) -> None:
    world.subscribe(anna)
    ask_for_a_test(anna)

    def subscribe_again() -> None:
        world.service.before = lambda: None
        world.subscribe(anna)

    world.service.before = subscribe_again
    world.service.answers.append(Says(410))
    world.worker.send()
    assert anna.json("GET", "/notifications").json["subscribed"] is True


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_push_service_is_left_alone_for_as_long_as_it_asks(
    world: World, anna: Tablet, review: Reminded, status: int
) -> None:
    ben = world.school.join(Person("ben"), "mentor")
    world.subscribe(anna)
    world.subscribe(ben)
    world.service.answers.append(Says(status, {"Retry-After": "600"}))
    world.turn(at=TOMORROW.start)
    ask_for_a_test(ben)
    world.turn(after=10 * MINUTE - SECOND)
    assert world.service.requests == 1, "also with what is urgent, and with pushes to others"
    world.turn(after=SECOND)
    world.turn(after=LONGEST_PAUSE)
    assert "review_due" in world.kinds()


def test_what_is_not_taken_is_tried_again_and_each_time_later(world: World, anna: Tablet, review: Reminded) -> None:
    world.subscribe(anna)
    world.service.always = Says(500)
    world.turn(at=TOMORROW.start)
    tried = [world.clock.now]
    while world.clock.now < TOMORROW.start + HOUR:
        before = world.service.requests
        world.turn(after=FIRST_PAUSE)
        if world.service.requests > before:
            tried.append(world.clock.now)
    pauses = [late - early for early, late in pairwise(tried)]
    assert pauses == sorted(pauses)
    assert pauses[:4] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE, 8 * FIRST_PAUSE]
    assert pauses[-1] <= LONGEST_PAUSE + FIRST_PAUSE


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_push_that_is_refused_keeps_no_other_from_going(world: World, anna: Tablet, status: int) -> None:
    ben = world.school.join(Person("ben"), "mentor")
    world.subscribe(anna)
    others = world.subscribe(ben)
    ask_for_a_test(anna)
    world.service.answers.append(Says(status))
    world.worker.send()
    ask_for_a_test(ben)
    world.turn(after=SECOND)
    assert world.kinds(others) == ["alarm_test"]


def test_a_push_service_that_is_down_for_ten_minutes_costs_nothing(
    world: World, anna: Tablet, review: Reminded
) -> None:
    browser = world.subscribe(anna)
    port = world.service.go_away()
    world.turn(at=TOMORROW.start)
    for _ in range(60):
        world.turn(after=10 * SECOND)
    assert world.kinds() == []
    with PushService(world.service.vapid_public, port=port) as back:
        back.browsers[browser.endpoint] = browser
        for _ in range(90):
            world.turn(after=10 * SECOND)
        assert back.kinds() == ["review_due"]


def test_a_push_service_without_end_is_not_waited_for(world: World, anna: Tablet) -> None:
    world.subscribe(anna)
    ask_for_a_test(anna)
    world.service.always = Says(201, {}, b"x" * 5_000_000)
    world.service.believes = True
    world.worker.send()
    assert waiting(world) == [None]


def test_a_test_alarm_that_could_not_be_sent_for_ten_minutes_is_given_up(world: World, anna: Tablet) -> None:
    world.subscribe(anna)
    world.service.always = Says(503)
    ask_for_a_test(anna)
    for _ in range(11):
        world.turn(after=MINUTE)
    assert waiting(world) == [None]
    world.service.always = None
    world.turn(after=HOUR)
    assert world.kinds() == []


def test_nobody_uses_up_the_test_alarms_that_somebody_else_may_send(world: World, anna: Tablet) -> None:
    ben = world.school.join(Person("ben"), "mentor")
    of_anna = f"/members/{b64u(anna.person.id)}/alarm-test"
    answers = [ben.json("POST", of_anna).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    ask_for_a_test(anna)


def test_one_schools_fault_is_not_anothers(world: World, anna: Tablet) -> None:
    world.subscribe(anna)
    world.run("INSERT INTO schools SELECT " + _made_up(world) + ", 5, head_hash, restoring, NULL, 0 FROM schools")
    ask_for_a_test(anna)
    world.turn(after=SECOND)
    assert world.kinds() == ["alarm_test"]


def _made_up(world: World) -> str:
    return "x'00000000000000000000000000000000'" if world.server.database.is_sqlite else "'\\x00'::bytea"


def test_what_was_sent_a_month_ago_is_forgotten(world: World, anna: Tablet) -> None:
    world.subscribe(anna)
    ask_for_a_test(anna)
    world.turn(after=SECOND)
    assert waiting(world) == [None]
    world.turn(after=31 * DAY)
    assert waiting(world) == []


# Patience -------------------------------------------------------------------------------------------------------


def test_pauses_double_up_to_a_bound_and_an_alarms_are_short() -> None:
    quiet = [pause(attempts, alarm=False) for attempts in range(1, 40)]
    urgent = [pause(attempts, alarm=True) for attempts in range(1, 40)]
    assert (quiet[0], max(quiet), max(urgent)) == (FIRST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE_OF_ALARMS)
    assert quiet == sorted(quiet)
    assert urgent == sorted(urgent)


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        (None, 0), ("120", 120 * SECOND), (" 5 ", 5 * SECOND), ("999999", LONGEST_WAIT), ("soon", 0), ("-3", 0), ("", 0),
        ("Mon, 01 Jan 1990 00:00:00 GMT", 0),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_seconds_and_never_longer_than_an_hour(text: str | None, wait: int) -> None:
    assert retry_after(text) == wait


def test_retry_after_is_read_as_a_date_too() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(minutes=30), usegmt=True)
    assert 0 < retry_after(soon) <= 30 * MINUTE
