"""What is there to be seen on the day the demonstration is opened."""

from __future__ import annotations

import datetime as dt

import pytest

from demo.days import Days
from demo.saves import case
from demo.story import invented_ids, story
from schemas.field import Leaf
from tests.demo.moments import MONDAY, ODD_MOMENTS
from tests.demo.test_the_story_is_sound import merged

IDS = invented_ids()


def records(now: int, form: str) -> list[tuple[str, dict[str, Leaf]]]:
    """(whose place, leaves) of every record of a form."""
    found = merged(story(now, IDS)).items()
    return [(place.whose, leaves) for (place, _), leaves in found if leaves["_form"] == form]


def rows(leaves: dict[str, Leaf], name: str) -> list[dict[str, Leaf]]:
    found: dict[str, dict[str, Leaf]] = {}
    for path, leaf in leaves.items():
        head, *rest = path.split("/")
        if head == name:
            found.setdefault(rest[0], {})[rest[1]] = leaf
    return list(found.values())


def test_sams_day_has_a_lesson_to_observe_a_session_and_a_visit() -> None:
    today = [
        (str(one["starts"])[11:16], one["kind"], whose)
        for whose, one in records(MONDAY, "appointment")
        if one["date"] == "2026-11-23" and one["mentor"] == IDS.people["sam"]
    ]
    assert sorted(today) == [("09:15", "observation", "kai"), ("11:00", "session", "amira"), ("14:00", "visit", "mila")]


def test_todays_visit_has_a_sheet_that_is_not_armed_yet() -> None:
    (sheet,) = [one for _, one in records(MONDAY, "visit_safety") if str(one["leaves"]).startswith("2026-11-23")]
    assert sheet["watched_by"] == IDS.people["jo"]
    assert "armed_at" not in sheet
    assert sheet["cases"] == [IDS.cases["mila"], IDS.cases["tobi"]]


@pytest.mark.parametrize("now", [MONDAY, *ODD_MOMENTS])
def test_kais_review_is_on_the_coming_thursday_about_six_weeks_after_his_plan(now: int) -> None:
    today = Days(now).today
    plans = [one for whose, one in records(now, "action_plan") if whose == "kai"]
    newest = max(plans, key=lambda plan: str(plan["start_date"]))
    review = dt.date.fromisoformat(str(newest["review_date"]))
    assert review.weekday() == 3
    assert 1 <= (review - today).days <= 7
    assert (review - dt.date.fromisoformat(str(newest["start_date"]))).days >= 28


def test_an_action_of_sams_is_three_days_overdue() -> None:
    owed = [
        (action["what"], action["due"])
        for _, visit in records(MONDAY, "visit")
        for action in rows(visit, "actions")
        if "done_on" not in action and action.get("owner") == IDS.people["sam"] and str(action["due"]) < "2026-11-23"
    ]
    assert owed == [("Ring Mrs Novak back about breakfast club", "2026-11-20")]


def test_kai_would_like_to_talk_today_and_nobody_has_answered() -> None:
    wishes = [
        (whose, scale["date"], wish["what"])
        for whose, scale in records(MONDAY, "scale_self_esteem")
        for wish in rows(scale, "wishes")
        if "answered_at" not in wish
    ]
    assert wishes == [("kai", "2026-11-23", "talk_today")]


def test_one_risk_note_waits_for_the_line_manager_and_the_others_are_answered() -> None:
    noted = [
        (whose, bool(rows(one, "risk_seen"))) for whose, one in records(MONDAY, "visit") if one["risk_level"] != "none"
    ]
    assert sorted(noted) == [("dashiell", False), ("mila", True), ("mila", True), ("tobi", True)]


def test_a_visit_to_siblings_is_one_visit_in_both_cases() -> None:
    shared = [one["visit_id"] for whose, one in records(MONDAY, "visit") if whose in ("mila", "tobi")]
    assert len(shared) == 3
    assert len(set(shared)) == 2


def test_two_people_finish_the_same_sentence_and_one_of_them_has_no_network() -> None:
    saves = [save for save in story(MONDAY, IDS) if save.place == case("kai") and "next_step" in save.values]
    hers, his = saves[-2:]
    assert hers.record == his.record
    assert (hers.author, hers.unseen, his.author, his.unseen) == ("ward", False, "sam", True)


def test_kais_ticks_are_as_many_as_were_seen_and_one_slip_is_struck() -> None:
    (seen,) = [one for whose, one in records(MONDAY, "observation") if whose == "kai" and one["date"] == "2026-10-06"]
    ticks = [leaf for path, leaf in seen.items() if path.startswith("ticks/") and isinstance(leaf, list)]
    assert len([tick for tick in ticks if tick[0] == "shouts_out" and tick[4] is None]) == 13
    assert len([tick for tick in ticks if tick[4] is not None]) == 1
    assert {tick[1] for tick in ticks} == {1, 2, 3, 4, 5, 6}
