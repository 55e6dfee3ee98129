"""What may be done about a watched visit, and by whom: check in, more time, tell the next, "I have it"."""

from collections.abc import Callable

import pytest

from server.clock import DAY, HOUR, MINUTE
from tests.server.actors import Person, Tablet
from tests.server.answers import Answer, error
from tests.server.database_rows import rows
from tests.server.watching import STEP, Cast, Watched, answered, instant, member
from tests.server.worlds import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here: `test_alarms` does each of these things on both."""
    return sqlite_url


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


def overdue(cast: Cast) -> None:
    """Let an hour pass, so that the visit is overdue and nobody but the visitor was told."""
    cast.world.turn(after=HOUR)


# Check in -------------------------------------------------------------------------------------------------------


def test_the_visitor_is_back_and_nobody_is_told_ever(cast: Cast, visit: Watched) -> None:
    browsers = [cast.world.subscribe(tablet) for tablet in (cast.visitor, cast.office)]
    done = answered(visit.do(cast.visitor, "check-in"))
    assert (done["checked_in"]["by"], done["next"]) == (member(cast.visitor), None)
    assert instant(done["checked_in"]["at"]) == cast.world.clock.now
    for _ in range(10):
        cast.world.turn(after=HOUR)
    assert [cast.world.kinds(browser) for browser in browsers] == [[], []]


def test_who_watches_checks_the_visitor_in_after_a_phone_call(cast: Cast, visit: Watched) -> None:
    assert answered(visit.do(cast.office, "check-in"))["checked_in"]["by"] == member(cast.office)
    own = visit.seen(cast.visitor)
    assert own is not None
    assert own["checked_in"]["by"] == member(cast.office), "and the visitor sees it"


def test_checking_in_twice_is_one_check_in_the_first(cast: Cast, visit: Watched) -> None:
    first = answered(visit.do(cast.visitor, "check-in"))["checked_in"]
    cast.world.clock.now += MINUTE
    assert answered(visit.do(cast.office, "check-in"))["checked_in"] == first


def test_once_the_visitor_is_back_nothing_else_can_be_done(cast: Cast, visit: Watched) -> None:
    visit.do(cast.visitor, "check-in")
    refused = [
        visit.extend(cast.visitor, cast.world.clock.now + HOUR), visit.escalate(cast.office, 2),
        visit.do(cast.office, "acknowledge"),
    ]  # fmt: skip
    assert [(answer.status_code, error(answer)) for answer in refused] == [(409, "visit_over")] * 3


# More time ------------------------------------------------------------------------------------------------------


def test_fifteen_minutes_more_with_one_touch_of_the_visitor(cast: Cast, visit: Watched) -> None:
    later = cast.world.clock.now + HOUR + 15 * MINUTE
    done = answered(visit.extend(cast.visitor, later))
    assert (instant(done["until"]), instant(done["next"])) == (later, later)


def test_who_watches_gives_more_time_too(cast: Cast, visit: Watched) -> None:
    later = cast.world.clock.now + 2 * HOUR
    assert instant(answered(visit.extend(cast.office, later))["until"]) == later


def test_an_earlier_moment_shortens_nothing(cast: Cast, visit: Watched) -> None:
    until = cast.world.clock.now + HOUR
    assert instant(answered(visit.extend(cast.visitor, until - 30 * MINUTE))["until"]) == until
    assert instant(answered(visit.extend(cast.visitor, until))["until"]) == until


@pytest.mark.parametrize("until", [0, DAY + 1])
def test_more_time_ends_within_a_day(cast: Cast, visit: Watched, until: int) -> None:
    response = visit.extend(cast.visitor, cast.world.clock.now + until)
    assert (response.status_code, response.json["error"]["field"]) == (422, "until")


def test_more_time_ends_an_alarm_and_the_ladder_begins_anew(cast: Cast, visit: Watched) -> None:
    visitor, office = cast.world.subscribe(cast.visitor), cast.world.subscribe(cast.office)
    overdue(cast)
    cast.world.turn(after=STEP)
    assert cast.world.kinds(office) == ["visit_overdue"]
    later = cast.world.clock.now + 15 * MINUTE
    done = answered(visit.extend(cast.visitor, later))
    assert (done["told"], instant(done["next"])) == (0, later)
    cast.world.turn()
    assert cast.world.kinds(office) == ["visit_overdue", "alarm_answered"]
    assert all(one["told"] is None for one in done["ladder"])
    cast.world.turn(at=later)
    assert cast.world.kinds(visitor) == ["visit_due_back", "visit_due_back", "visit_due_back"]
    cast.world.turn(after=STEP)
    assert cast.world.kinds(office)[-1] == "visit_overdue"


# Escalate -------------------------------------------------------------------------------------------------------


def test_who_watches_tells_the_next_at_once(cast: Cast, visit: Watched) -> None:
    manager, lead = cast.world.subscribe(cast.manager), cast.world.subscribe(cast.lead)
    done = answered(visit.escalate(cast.office, 2))
    assert (done["escalated"]["by"], done["told"]) == (member(cast.office), 3)
    cast.world.turn()
    assert (cast.world.kinds(manager), cast.world.kinds(lead)) == (["visit_overdue"], [])
    assert visit.sheet(cast.manager) is not None
    cast.world.turn(after=STEP)
    assert cast.world.kinds(lead) == ["visit_overdue"], "and the ladder goes on from there"


def test_everybody_can_be_told_at_once(cast: Cast, visit: Watched) -> None:
    browsers = [cast.world.subscribe(tablet) for tablet in (cast.manager, cast.lead, cast.deputy)]
    visit.escalate(cast.office, 3)
    cast.world.turn()
    assert [cast.world.kinds(browser) for browser in browsers] == [["visit_overdue"]] * 3


def test_to_escalate_twice_is_to_escalate_once(cast: Cast, visit: Watched) -> None:
    manager = cast.world.subscribe(cast.manager)
    first = answered(visit.escalate(cast.office, 2))
    cast.world.turn()
    again = answered(visit.escalate(cast.office, 2))
    cast.world.turn()
    assert (again["next"], again["told"]) == (first["next"], 3)
    assert cast.world.kinds(manager) == ["visit_overdue"]


def test_the_visitor_escalates_nothing(cast: Cast, visit: Watched) -> None:
    response = visit.escalate(cast.visitor, 2)
    assert (response.status_code, error(response)) == (403, "forbidden")


@pytest.mark.parametrize("rung", [0, 1, 4, 9, -1, "2", None])
def test_a_rung_that_is_not_there_or_is_told_first_anyway_is_refused(cast: Cast, visit: Watched, rung: object) -> None:
    response = visit.do(cast.office, "escalate", {"rung": rung})
    assert (response.status_code, response.json["error"]["field"]) == (422, "rung")


def test_what_was_taken_on_can_be_escalated_all_the_same(cast: Cast, visit: Watched) -> None:
    overdue(cast)
    visit.do(cast.office, "acknowledge")
    done = answered(visit.escalate(cast.office, 2))
    assert (done["acknowledged"], done["told"]) == (None, 3)
    assert answered(visit.do(cast.manager, "acknowledge"))["acknowledged"]["by"] == member(cast.manager)


# Acknowledge ----------------------------------------------------------------------------------------------------


def test_the_first_to_acknowledge_has_it(cast: Cast, visit: Watched) -> None:
    overdue(cast)
    cast.world.turn(after=2 * STEP)
    first = answered(visit.do(cast.manager, "acknowledge"))
    assert (first["acknowledged"]["by"], first["next"]) == (member(cast.manager), None)
    second = answered(visit.do(cast.office, "acknowledge"))
    assert second["acknowledged"] == first["acknowledged"], "the second is told who has it"


def test_whoever_was_told_hears_that_somebody_has_it_and_no_more_alarms(cast: Cast, visit: Watched) -> None:
    office, manager, lead = (cast.world.subscribe(one) for one in (cast.office, cast.manager, cast.lead))
    overdue(cast)
    cast.world.turn(after=2 * STEP)
    visit.do(cast.manager, "acknowledge")
    for _ in range(5):
        cast.world.turn(after=STEP)
    assert cast.world.kinds(office) == ["visit_overdue", "alarm_answered"]
    assert cast.world.kinds(manager) == ["visit_overdue"]
    assert cast.world.kinds(lead) == [], "who was not told yet need not know"


def test_an_alarm_that_is_on_its_way_is_not_sent_once_somebody_has_it(cast: Cast, visit: Watched) -> None:
    manager = cast.world.subscribe(cast.manager)
    overdue(cast)
    cast.world.clock.now += 2 * STEP
    cast.world.worker.look()
    visit.do(cast.office, "acknowledge")
    cast.world.turn()
    assert "visit_overdue" not in cast.world.kinds(manager)


def test_the_visitor_cannot_acknowledge(cast: Cast, visit: Watched) -> None:
    overdue(cast)
    response = visit.do(cast.visitor, "acknowledge")
    assert (response.status_code, error(response)) == (403, "forbidden")
    own = visit.seen(cast.visitor)
    assert own is not None
    assert own["acknowledged"] is None


def test_the_visitor_cannot_acknowledge_from_another_tablet_of_theirs(cast: Cast, visit: Watched) -> None:
    second = cast.world.school.second_tablet(cast.visitor.person, cast.visitor)
    overdue(cast)
    assert error(visit.do(second, "acknowledge")) == "forbidden"


def test_while_there_is_no_alarm_there_is_nothing_to_take_on(cast: Cast, visit: Watched) -> None:
    done = answered(visit.do(cast.office, "acknowledge"))
    assert (done["acknowledged"], done["next"] is not None) == (None, True)
    visitor = cast.world.subscribe(cast.visitor)
    overdue(cast)
    assert cast.world.kinds(visitor) == ["visit_due_back"], "and the alarm comes all the same"


def test_who_has_it_can_check_the_visitor_in(cast: Cast, visit: Watched) -> None:
    overdue(cast)
    visit.do(cast.lead, "acknowledge")
    assert answered(visit.do(cast.lead, "check-in"))["checked_in"]["by"] == member(cast.lead)


# Whom it concerns -----------------------------------------------------------------------------------------------

ACTS: dict[str, Callable[[Watched, Tablet, int], Answer]] = {
    "check in": lambda visit, tablet, _: visit.do(tablet, "check-in"),
    "extend": lambda visit, tablet, now: visit.extend(tablet, now + 2 * HOUR),
    "escalate": lambda visit, tablet, _: visit.escalate(tablet, 2),
    "acknowledge": lambda visit, tablet, _: visit.do(tablet, "acknowledge"),
}


@pytest.mark.parametrize("act", ACTS)
def test_whom_a_visit_does_not_concern_can_do_nothing_about_it(cast: Cast, visit: Watched, act: str) -> None:
    ben = cast.world.school.join(Person("ben"), "line_manager", "administrator")
    before = visit.seen(cast.visitor)
    for tablet in (ben, cast.world.school.administrator, cast.manager, cast.lead):
        response = ACTS[act](visit, tablet, cast.world.clock.now)
        assert (response.status_code, error(response)) == (404, "not_found")
    assert visit.seen(cast.visitor) == before
    overdue(cast)
    assert error(ACTS[act](visit, ben, cast.world.clock.now)) == "not_found", "nor when it is overdue"


@pytest.mark.parametrize("act", ACTS)
def test_a_visit_that_is_not_there_is_not_found(cast: Cast, act: str) -> None:
    assert error(ACTS[act](cast.visit(), cast.office, cast.world.clock.now)) == "not_found"


def test_the_others_see_the_sheet_once_the_visit_is_overdue(cast: Cast, visit: Watched) -> None:
    cast.world.turn(after=HOUR - 1)
    assert [visit.sheet(one) for one in (cast.manager, cast.lead)] == [None, None]
    cast.world.turn(after=1)
    assert None not in [visit.sheet(one) for one in (cast.manager, cast.lead, cast.deputy)]


def test_who_was_removed_or_locked_out_sees_no_sheet_and_is_told_nothing(cast: Cast, visit: Watched) -> None:
    manager, deputy = cast.world.subscribe(cast.manager), cast.world.subscribe(cast.deputy)
    cast.world.school.remove(cast.manager.person)
    cast.world.school.revoke(cast.deputy)
    overdue(cast)
    cast.world.turn(after=3 * STEP)
    assert (cast.world.kinds(manager), cast.world.kinds(deputy)) == ([], [])
    for tablet in (cast.manager, cast.deputy):
        assert error(tablet.json("GET", "/visits")) == "revoked_device"


def test_a_day_after_the_visitor_was_back_visit_and_sheets_are_gone(cast: Cast, visit: Watched) -> None:
    other = cast.visit()
    other.arm(cast.world.clock.now + DAY)
    visit.do(cast.visitor, "check-in")
    cast.world.turn(after=DAY - 1)
    assert visit.sheet(cast.office) is not None
    cast.world.turn(after=1)
    assert (visit.seen(cast.visitor), visit.sheet(cast.office)) == (None, None)
    cast.world.turn(after=HOUR)
    kept = rows(cast.world.server.database)
    assert ({row[1] for row in kept["visits"]}, {row[1] for row in kept["safety_notes"]}) == ({other.id}, {other.id})
