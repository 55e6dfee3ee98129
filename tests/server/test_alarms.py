"""The server's clock raises the alarm rung by rung, whatever becomes of tablets, push services, processes and clocks."""

import pytest

from server.clock import DAY, HOUR, MINUTE, SECOND
from server.push.sender import Sender
from server.push.worker import Worker
from tests.server.database_rows import rows
from tests.server.push_service import Browser, Says
from tests.server.watching import STEP, Cast, Watched, answered, instant, member
from tests.server.worlds import World


@pytest.fixture
def cast(world: World) -> Cast:
    """Everybody, with a worker that has looked."""
    world.turn()
    return Cast.of(world)


@pytest.fixture
def visit(cast: Cast) -> Watched:
    """A visit that is armed for an hour."""
    visit = cast.visit()
    visit.arm(cast.world.clock.now + HOUR)
    return visit


@pytest.fixture
def browsers(cast: Cast) -> dict[str, Browser]:
    """A browser that takes pushes for everybody."""
    tablets = {
        "visitor": cast.visitor, "office": cast.office, "manager": cast.manager, "lead": cast.lead, "deputy": cast.deputy,
    }  # fmt: skip
    return {who: cast.world.subscribe(tablet) for who, tablet in tablets.items()}


def told(cast: Cast, browsers: dict[str, Browser]) -> dict[str, int]:
    """How often an alarm came to each; those to whom none came are left out."""
    counts = {who: len(cast.world.kinds(browser)) for who, browser in browsers.items()}
    return {who: count for who, count in counts.items() if count}


def test_a_visit_from_arming_to_check_in_with_all_that_can_be_done_between(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    world = cast.world
    visit.arm(world.clock.now + HOUR)
    visit.extend(cast.office, world.clock.now + 2 * HOUR)
    world.turn(after=2 * HOUR)
    world.turn(after=STEP)
    assert told(cast, browsers) == {"visitor": 2, "office": 1}
    visit.escalate(cast.office, 3)
    world.turn()
    assert told(cast, browsers) == {"visitor": 3, "office": 2, "manager": 1, "lead": 1, "deputy": 1}
    by = answered(visit.do(cast.lead, "acknowledge"))["acknowledged"]["by"]
    assert (by, answered(visit.do(cast.manager, "acknowledge"))["acknowledged"]["by"]) == (member(cast.lead),) * 2
    world.turn()
    assert world.kinds(browsers["deputy"]) == ["visit_overdue", "alarm_answered"]
    visit.do(cast.lead, "check-in")
    world.turn(after=DAY)
    assert rows(world.server.database)["safety_notes"] == []


def test_the_visitor_is_asked_first_then_rung_after_rung_ten_minutes_apart(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    world = cast.world
    world.turn(after=HOUR - 1)
    assert told(cast, browsers) == {}
    world.turn(after=1)
    assert world.kinds() == ["visit_due_back"]
    world.turn(after=STEP - 1)
    assert told(cast, browsers) == {"visitor": 1}
    world.turn(after=1)
    assert told(cast, browsers) == {"visitor": 2, "office": 1}
    world.turn(after=STEP)
    assert told(cast, browsers) == {"visitor": 3, "office": 2, "manager": 1}
    world.turn(after=STEP)
    assert told(cast, browsers) == {"visitor": 4, "office": 3, "manager": 2, "lead": 1, "deputy": 1}
    assert set(world.kinds(browsers["office"])) == {"visit_overdue"}


def test_the_time_between_rungs_is_the_visitors_to_set(cast: Cast, browsers: dict[str, Browser]) -> None:
    visit = cast.visit()
    visit.arm(cast.world.clock.now + HOUR, step_minutes=2)
    cast.world.turn(after=HOUR)
    cast.world.turn(after=2 * MINUTE)
    assert told(cast, browsers) == {"visitor": 2, "office": 1}


def test_at_its_top_the_ladder_does_not_end(cast: Cast, visit: Watched, browsers: dict[str, Browser]) -> None:
    cast.world.turn(after=HOUR + 3 * STEP)
    everybody = dict.fromkeys(browsers, 1)
    assert told(cast, browsers) == everybody
    for again in range(2, 8):
        cast.world.turn(after=STEP)
        assert told(cast, browsers) == dict.fromkeys(browsers, again)
    visit.do(cast.deputy, "acknowledge")
    cast.world.turn(after=STEP)
    assert cast.world.kinds(browsers["lead"])[-1] == "alarm_answered"


def test_an_alarm_wakes_a_sleeping_device_and_says_no_name(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    cast.world.turn(after=HOUR + STEP)
    for pushed in cast.world.service.taken:
        assert pushed.headers["urgency"] == "high"
        assert set(pushed.payload.decode().strip()) <= set('{"kind": "visit_due_back"}visit_overdue')
        assert visit.id not in pushed.body


def test_what_a_push_service_sees_of_an_alarm_is_as_long_as_of_a_test(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    cast.office.json("POST", f"/members/{member(cast.office)}/alarm-test")
    cast.world.turn()
    cast.world.turn(after=HOUR + STEP)
    assert {pushed.kind for pushed in cast.world.service.taken} == {"alarm_test", "visit_due_back", "visit_overdue"}
    assert len({len(pushed.body) for pushed in cast.world.service.taken}) == 1


def test_an_alarm_knows_no_quiet_hours(cast: Cast, browsers: dict[str, Browser]) -> None:
    night = cast.world.clock.now - cast.world.clock.now % DAY + DAY + 3 * HOUR
    visit = cast.visit()
    cast.world.turn(at=night - HOUR)
    cast.world.turn()
    visit.arm(night)
    cast.world.turn(at=night)
    cast.world.turn(after=STEP)
    assert told(cast, browsers) == {"visitor": 2, "office": 1}


def test_an_alarm_goes_on_where_it_would_have_been_after_no_server_ran(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    cast.world.clock.now += HOUR + STEP + 5 * MINUTE
    Worker(cast.world.server, Sender(cast.world.server.settings)).look()
    cast.world.turn()
    assert told(cast, browsers) == {"visitor": 1, "office": 1}
    seen = visit.seen(cast.office)
    assert seen is not None
    assert instant(seen["next"]) == cast.world.clock.now + 5 * MINUTE, "not ten minutes from the server's start"


def test_two_workers_raise_an_alarm_once(cast: Cast, visit: Watched, browsers: dict[str, Browser]) -> None:
    other = Worker(cast.world.server, Sender(cast.world.server.settings))
    cast.world.clock.now += HOUR + STEP
    for worker in (cast.world.worker, other):
        worker.look()
    for worker in (cast.world.worker, other):
        worker.send()
    assert told(cast, browsers) == {"visitor": 1, "office": 1}


def test_a_push_service_that_is_down_keeps_no_alarm_from_the_next_rung(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    cast.world.service.always = Says(503)
    cast.world.turn(after=HOUR + STEP)
    cast.world.service.always = None
    cast.world.turn(after=STEP)
    assert told(cast, browsers) == {"visitor": 1, "office": 1, "manager": 1}


def test_an_alarm_is_tried_again_within_seconds_until_it_is_taken(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    cast.world.service.always = Says(500)
    cast.world.turn(after=HOUR)
    cast.world.service.always = None
    cast.world.turn(after=5 * SECOND)
    assert told(cast, browsers) == {"visitor": 1}


def test_who_takes_no_pushes_keeps_nobody_else_from_being_told(cast: Cast, visit: Watched) -> None:
    manager = cast.world.subscribe(cast.manager)
    cast.world.turn(after=HOUR + 2 * STEP)
    assert cast.world.kinds(manager) == ["visit_overdue"]
    seen = visit.seen(cast.manager)
    assert seen is not None
    assert [one["push"] for one in seen["ladder"]] == [False, True, False, False], "and that is to be seen: phone"


def test_the_ladder_says_when_each_was_told_and_what_a_push_service_took(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    now = cast.world.clock.now + HOUR + STEP
    cast.world.turn(at=now)
    seen = visit.seen(cast.office)
    assert seen is not None
    office, *others = seen["ladder"]
    assert (instant(office["told"]), instant(office["sent"])) == (now, now)
    assert [(one["told"], one["sent"]) for one in others] == [(None, None)] * 3


def test_one_visit_is_no_alarm_of_another(cast: Cast, visit: Watched, browsers: dict[str, Browser]) -> None:
    other = cast.visit()
    other.arm(cast.world.clock.now + HOUR)
    cast.world.turn(after=HOUR + STEP)
    assert told(cast, browsers) == {"visitor": 2, "office": 2}
    topics = {pushed.headers["topic"] for pushed in cast.world.service.taken if pushed.kind == "visit_overdue"}
    assert len(topics) == 2, "a second alarm does not take the place of the first"
    visit.do(cast.office, "check-in")
    cast.world.turn(after=STEP)
    assert cast.world.kinds(browsers["manager"]) == ["visit_overdue"], "of the other"


# Clocks ---------------------------------------------------------------------------------------------------------


def test_a_clock_that_jumps_ahead_alarms_early_and_never_late(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    cast.world.turn(after=365 * DAY)
    assert set(told(cast, browsers)) == set(browsers)
    assert cast.office.signed_in().status_code == 200
    assert visit.do(cast.office, "check-in").status_code == 200, "and the visit is there to be checked in"


@pytest.mark.parametrize("back", [2 * MINUTE, HOUR, 365 * DAY])
def test_a_clock_that_is_set_back_delays_no_alarm(
    cast: Cast, visit: Watched, browsers: dict[str, Browser], back: int
) -> None:
    for _ in range(2):
        cast.world.turn(after=15 * MINUTE)
        cast.world.turn()
    cast.world.turn(after=-back)
    assert told(cast, browsers) == {}
    cast.world.turn(after=30 * MINUTE - SECOND)
    assert told(cast, browsers) == {}, "nor does it come before its time"
    cast.world.turn(after=SECOND)
    assert told(cast, browsers) == {"visitor": 1}
    cast.world.turn(after=STEP)
    assert told(cast, browsers) == {"visitor": 2, "office": 1}
    seen = visit.seen(cast.manager)
    assert seen is not None, "the visit is overdue by that clock for everybody"


def test_a_clock_that_was_set_back_while_no_server_ran_delays_no_alarm(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    cast.world.clock.now -= 3 * DAY
    cast.world.worker = Worker(cast.world.server, Sender(cast.world.server.settings))
    cast.world.turn()
    cast.world.turn(after=HOUR)
    assert told(cast, browsers) == {"visitor": 1}


def test_of_two_workers_one_puts_right_what_a_clock_did(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    other = Worker(cast.world.server, Sender(cast.world.server.settings))
    other.look()
    cast.world.clock.now -= HOUR
    for _ in range(3):
        cast.world.worker.look()
        other.look()
    cast.world.turn(after=59 * MINUTE)
    assert told(cast, browsers) == {}
    cast.world.turn(after=MINUTE)
    assert told(cast, browsers) == {"visitor": 1}


def test_a_clock_that_is_corrected_by_a_little_moves_nothing(cast: Cast, visit: Watched) -> None:
    before = visit.seen(cast.visitor)
    cast.world.turn(after=-20 * SECOND)
    assert visit.seen(cast.visitor) == before


def test_an_alarm_that_was_on_its_way_when_the_clock_was_set_back_is_sent(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    cast.world.clock.now += HOUR
    cast.world.service.always = Says(503)
    cast.world.turn()
    cast.world.service.always = None
    cast.world.turn(after=-DAY)
    cast.world.turn(after=5 * SECOND)
    assert told(cast, browsers) == {"visitor": 1}


def test_an_alarm_that_a_worker_died_with_before_the_clock_was_set_back_is_sent(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    cast.world.turn(after=HOUR - SECOND)
    cast.world.clock.now += SECOND
    cast.world.worker.look()
    cast.world.run("UPDATE deliveries SET claimed_until = due_at + 120000")
    cast.world.turn(after=-DAY)
    assert told(cast, browsers) == {"visitor": 1}


# Safekeeping ----------------------------------------------------------------------------------------------------


def test_what_is_kept_of_a_visit_is_ids_times_and_sealed_notes(cast: Cast, visit: Watched) -> None:
    (row,) = rows(cast.world.server.database)["visits"]
    assert all(value is None or isinstance(value, int) or len(value) == 16 for value in row)


def test_a_visit_that_somebody_took_on_and_nobody_checked_in_is_forgotten_after_a_week(
    cast: Cast, visit: Watched
) -> None:
    cast.world.turn(after=2 * HOUR)
    answered(visit.do(cast.office, "acknowledge"))
    cast.world.turn(after=6 * DAY)
    assert rows(cast.world.server.database)["safety_notes"]
    cast.world.turn(after=2 * DAY)
    kept = rows(cast.world.server.database)
    assert (kept["visits"], kept["safety_notes"]) == ([], [])


def test_a_visit_that_nobody_took_on_is_never_forgotten_and_goes_on_alarming(
    cast: Cast, visit: Watched, browsers: dict[str, Browser]
) -> None:
    cast.world.turn(after=30 * DAY)
    before = told(cast, browsers)["deputy"]
    cast.world.turn(after=STEP)
    assert told(cast, browsers)["deputy"] == before + 1
