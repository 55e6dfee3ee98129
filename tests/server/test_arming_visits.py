"""A visit is armed by what the server answers: it says who would be told and how, and hands the sheet to who watches."""

from typing import Any

import pytest
from flask import Flask

from server.clock import DAY, HOUR, MINUTE
from sync.encoding import b64u, format_instant, new_id
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.answers import error
from tests.server.database_rows import rows
from tests.server.watching import SHEET, Cast, Watched, answered, instant, member
from tests.server.worlds import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here: `test_watching_visits` and `test_alarms` arm theirs on both."""
    return sqlite_url


@pytest.fixture
def cast(world: World) -> Cast:
    """Everybody, with a worker that has looked."""
    world.turn()
    return Cast.of(world)


@pytest.fixture
def visit(cast: Cast) -> Watched:
    return cast.visit()


def test_a_visit_is_armed_by_what_the_server_answers(cast: Cast, visit: Watched) -> None:
    now = cast.world.clock.now
    armed = visit.arm(now + HOUR)
    assert (instant(armed["armed"]), instant(armed["until"]), armed["step_minutes"]) == (now, now + HOUR, 10)
    assert (armed["visitor"], armed["told"], instant(armed["next"])) == (member(cast.visitor), 0, now + HOUR)
    assert (armed["escalated"], armed["acknowledged"], armed["checked_in"]) == (None, None, None)
    assert visit.seen(cast.visitor) == armed, "and that is what is kept"


def test_nothing_is_armed_while_nobody_looks_after_alarms(cast: Cast, visit: Watched) -> None:
    cast.world.clock.now += MINUTE
    response = visit.arm_response(cast.world.clock.now + HOUR)
    assert (response.status_code, error(response)) == (503, "no_alarm_clock")
    assert visit.seen(cast.visitor) is None
    cast.world.turn()
    assert visit.arm()["told"] == 0


def test_a_school_that_was_set_up_a_moment_ago_need_not_wait_for_the_worker(cast: Cast, app: Flask) -> None:
    new = TestSchool.begun(cast.world.server, app.test_client)
    visit = Watched(new, new.join(Person("sam"), "mentor"), [[new.join(Person("jo"), "colleague")]])
    assert error(visit.arm_response(cast.world.clock.now + HOUR)) == "no_alarm_clock"
    cast.world.turn(after=2000)
    visit.arm()


def test_nothing_is_armed_where_alarms_are_found_but_not_sent(cast: Cast, visit: Watched) -> None:
    for _ in range(20):
        cast.world.clock.now += 20_000
        cast.world.worker.look()
    assert error(visit.arm_response(cast.world.clock.now + HOUR)) == "no_alarm_clock"
    cast.world.worker.send()
    cast.world.worker.look()
    visit.arm()


def test_nothing_is_armed_by_a_clock_that_runs_behind_the_workers(cast: Cast, visit: Watched) -> None:
    cast.world.clock.now -= 2 * MINUTE
    assert error(visit.arm_response(cast.world.clock.now + HOUR)) == "no_alarm_clock"


def test_arming_says_who_will_be_told_in_which_order_and_how(cast: Cast, visit: Watched) -> None:
    cast.world.subscribe(cast.office)
    cast.world.subscribe(cast.lead)
    cast.office.json("POST", f"/members/{member(cast.office)}/alarm-test")
    cast.world.turn()
    assert cast.office.json("POST", "/alarm-test/arrived").status_code == 200
    ladder = visit.arm()["ladder"]
    shown = {one["member"]: (one["rung"], one["push"], one["arrived"] is not None) for one in ladder}
    assert [one["rung"] for one in ladder] == [1, 2, 3, 3]
    assert shown == {
        member(cast.office): (1, True, True),
        member(cast.manager): (2, False, False),
        member(cast.lead): (3, True, False),
        member(cast.deputy): (3, False, False),
    }


def test_who_watches_reads_the_safety_sheet_from_arming_on_and_nobody_else(cast: Cast, visit: Watched) -> None:
    visit.arm()
    assert visit.sheet(cast.office) == SHEET.format(name="jo")
    for nobody in (cast.manager, cast.lead, cast.deputy, cast.world.school.administrator):
        assert visit.seen(nobody) is None
    own = visit.seen(cast.visitor)
    assert own is not None
    assert own["note"] is None, "the visitor wrote it"


def test_a_colleague_who_is_no_mentor_may_watch(cast: Cast, visit: Watched) -> None:
    assert cast.world.school.log.members[cast.office.person.id].roles == ("colleague",)
    visit.arm()
    assert answered(visit.do(cast.office, "check-in"))["checked_in"]["by"] == member(cast.office)


def test_the_server_reads_no_word_of_a_sheet(cast: Cast, visit: Watched) -> None:
    visit.arm()
    for row in rows(cast.world.server.database)["safety_notes"]:
        # Words so long that chance does not make one in sealed bytes.
        assert all(word.encode() not in row[-1] for word in ("Fern", "Quillfeather", "Elm Row"))


def test_arming_again_takes_the_place_of_what_was_armed(cast: Cast, visit: Watched) -> None:
    visit.arm()
    visit.ladder = [[cast.manager]]
    armed = visit.arm(cast.world.clock.now + 2 * HOUR, step_minutes=5)
    assert [one["member"] for one in armed["ladder"]] == [member(cast.manager)]
    assert (instant(armed["until"]), armed["step_minutes"]) == (cast.world.clock.now + 2 * HOUR, 5)
    assert visit.seen(cast.office) is None


def test_arming_that_is_sent_twice_is_armed_once(cast: Cast, visit: Watched) -> None:
    until = cast.world.clock.now + HOUR
    assert visit.arm(until) == visit.arm(until)
    assert len(rows(cast.world.server.database)["visits"]) == 1


def test_somebody_elses_visit_is_not_armed_over(cast: Cast, visit: Watched) -> None:
    visit.arm()
    other = Watched(cast.world.school, cast.office, [[cast.manager]], id=visit.id)
    assert error(other.arm_response(cast.world.clock.now + HOUR)) == "not_found"
    assert visit.sheet(cast.office) == SHEET.format(name="jo")


def test_a_visit_that_ended_is_not_armed_again(cast: Cast, visit: Watched) -> None:
    visit.arm()
    visit.do(cast.visitor, "check-in")
    response = visit.arm_response(cast.world.clock.now + HOUR)
    assert (response.status_code, error(response)) == (409, "visit_over")


@pytest.mark.parametrize("until", [0, -1, DAY + 1])
def test_a_moment_that_has_passed_or_lies_more_than_a_day_ahead_is_no_time_to_be_back(
    cast: Cast, visit: Watched, until: int
) -> None:
    response = visit.arm_response(cast.world.clock.now + until)
    assert (response.status_code, response.json["error"]["field"]) == (422, "until")


@pytest.mark.parametrize("until", ["tomorrow", 5, None, "2026-11-24T15:00:00", "9999-99-99T00:00:00.000+00:00"])
def test_what_is_no_instant_is_refused_by_its_field(cast: Cast, visit: Watched, until: Any) -> None:
    response = visit.arm_response(cast.world.clock.now + HOUR, until=until)
    assert (response.status_code, response.json["error"]["field"]) == (422, "until")


@pytest.mark.parametrize("minutes", [0, 61, -5, 2.5, "10", None, True])
def test_steps_are_of_a_minute_to_an_hour(cast: Cast, visit: Watched, minutes: Any) -> None:
    stated = {**visit.plan(cast.world.clock.now + HOUR), "step_minutes": minutes}
    response = cast.visitor.json("PUT", f"/visits/{b64u(visit.id)}", stated)
    assert (response.status_code, response.json["error"]["field"]) == (422, "step_minutes")


def refused_ladder(cast: Cast, visit: Watched, ladder: list[list[Tablet]]) -> str:
    visit.ladder = ladder
    response = visit.arm_response(cast.world.clock.now + HOUR)
    assert (response.status_code, error(response)) == (422, "invalid")
    field: str = response.json["error"]["field"]
    return field


def test_a_ladder_names_one_who_watches_others_once_and_never_the_visitor(cast: Cast, visit: Watched) -> None:
    office, manager, lead = [cast.office], [cast.manager], [cast.lead]
    assert refused_ladder(cast, visit, []) == "ladder"
    assert refused_ladder(cast, visit, [[], manager]).startswith("ladder")
    assert refused_ladder(cast, visit, [office, []]).startswith("ladder")
    assert refused_ladder(cast, visit, [office + lead, manager]) == "ladder"
    assert refused_ladder(cast, visit, [office, manager, office]) == "ladder"
    assert refused_ladder(cast, visit, [[cast.visitor]]) == "ladder"
    assert refused_ladder(cast, visit, [office, [cast.visitor]]) == "ladder"


def test_who_left_the_school_watches_over_nobody(cast: Cast, visit: Watched) -> None:
    cast.world.school.remove(cast.office.person)
    assert refused_ladder(cast, visit, [[cast.office]]) == "ladder.member"


def test_somebody_of_another_school_is_told_nothing(cast: Cast, visit: Watched) -> None:
    stranger = cast.world.school.tablet(Person("stranger"))
    assert refused_ladder(cast, visit, [[cast.office], [stranger]]) == "ladder.member"


def with_note(cast: Cast, visit: Watched, note: bytes) -> tuple[str, str]:
    plan = visit.plan(cast.world.clock.now + HOUR)
    plan["ladder"][0][0]["note"] = b64u(note)
    response = cast.visitor.json("PUT", f"/visits/{b64u(visit.id)}", plan)
    assert response.status_code in {413, 422, 400}, response.data
    assert visit.seen(cast.visitor) is None
    return error(response), response.json["error"]["field"]


def test_a_note_is_the_visitors_for_this_visit_and_for_whom_it_says(cast: Cast, visit: Watched) -> None:
    jo = cast.office.person
    good = visit.note(jo)
    assert with_note(cast, visit, visit.note(cast.manager.person)) == ("invalid", "ladder.note")
    assert with_note(cast, visit, visit.note(jo, visit=new_id())) == ("invalid", "ladder.note")
    assert with_note(cast, visit, visit.note(jo, by=cast.manager)) == ("invalid", "ladder.note")
    assert with_note(cast, visit, good[:-1] + bytes([good[-1] ^ 1])) == ("bad_signature", "ladder.note")
    assert with_note(cast, visit, good[:80] + bytes([good[80] ^ 1]) + good[81:]) == ("bad_signature", "ladder.note")
    assert with_note(cast, visit, good[:-1]) == ("malformed", "ladder.note")
    assert with_note(cast, visit, good[:4] + b"\x09" + good[5:]) == ("malformed", "ladder.note"), "of a newer version"


def test_a_mentor_whose_tablet_has_lost_its_mind_does_not_fill_the_server(cast: Cast, visit: Watched) -> None:
    codes = []
    for _ in range(61):
        visit.id = new_id()
        codes.append(visit.arm_response(cast.world.clock.now + HOUR).status_code)
    assert codes == [200] * 60 + [429]
    own = Watched(cast.world.school, cast.manager, [[cast.office]])
    assert own.arm()["told"] == 0, "and nobody else is kept from arming theirs"


def test_everybody_sees_their_own_visits_and_those_that_they_watch_the_next_due_first(
    cast: Cast, visit: Watched
) -> None:
    visit.arm(cast.world.clock.now + 2 * HOUR)
    sooner = Watched(cast.world.school, cast.manager, [[cast.office]])
    sooner.arm(cast.world.clock.now + HOUR)
    response = cast.office.json("GET", "/visits")
    assert [one["visit"] for one in response.json["visits"]] == [b64u(sooner.id), b64u(visit.id)]
    assert instant(response.json["time"]) == cast.world.clock.now
    assert [one["visit"] for one in cast.visitor.json("GET", "/visits").json["visits"]] == [b64u(visit.id)]


def test_instants_are_answered_in_utc_and_taken_with_any_offset(cast: Cast, visit: Watched) -> None:
    until = cast.world.clock.now + HOUR
    paris = format_instant(until + 2 * HOUR).replace("+00:00", "+02:00")
    armed = answered(visit.arm_response(until, until=paris))
    assert instant(armed["until"]) == until
