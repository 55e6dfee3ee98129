"""Whatever the day it is told on, the story holds only records that a device would let a person save."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import pytest

from demo.cast import BY_KEY, COLLEAGUES, PUPILS
from demo.days import MINUTE, Days
from demo.saves import Place, Save
from demo.story import ARCS, SEED, invented_ids, story
from schemas.authority import FORM_WRITERS
from schemas.field import Leaf
from schemas.form import paths
from schemas.forms import newest
from schemas.judge import judge
from tests.demo.moments import MONDAY, ODD_MOMENTS, any_moments

Records = dict[tuple[Place, str], dict[str, Leaf]]


def told(now: int, seed: int = SEED) -> list[Save]:
    return story(now, invented_ids(), seed)


def merged(saves: Iterable[Save]) -> Records:
    records: Records = defaultdict(dict)
    for save in saves:
        records[save.place, save.record].update(save.values)
    return records


def problems(records: Records, today: str, *, draft: bool = False) -> list[tuple[str, str, str]]:
    return [
        (str(record["_form"]), problem.path, problem.message)
        for record in records.values()
        for problem in judge(record, today=today, draft=draft)
    ]


@pytest.mark.parametrize("now", [MONDAY, *ODD_MOMENTS])
def test_every_record_is_good_in_the_end(now: int) -> None:
    assert problems(merged(told(now)), Days(now).today.isoformat()) == []


def test_every_record_is_good_whenever_it_is_told(run_seed: int) -> None:
    for now in any_moments(run_seed, 6):
        assert problems(merged(told(now)), Days(now).today.isoformat()) == [], now


def test_every_record_is_a_good_draft_after_every_save() -> None:
    days = Days(MONDAY)
    records: Records = defaultdict(dict)
    for save in told(MONDAY):
        key = (save.place, save.record)
        records[key].update(save.values)
        assert problems({key: records[key]}, days.date(save.at).isoformat(), draft=True) == []


@pytest.mark.parametrize("now", [MONDAY, *ODD_MOMENTS])
def test_nothing_is_written_after_now_and_all_of_it_in_order(now: int) -> None:
    moments = [save.at for save in told(now)]
    assert moments == sorted(moments)
    assert moments[-1] <= now


def test_a_record_begins_with_its_form_and_keeps_it() -> None:
    forms: dict[tuple[Place, str], str] = {}
    for save in told(MONDAY):
        begun = forms.setdefault((save.place, save.record), str(save.values.get("_form")))
        assert begun == save.form


def test_every_leaf_has_a_place_in_its_form() -> None:
    forms = {save.form for save in told(MONDAY)}
    known = {form: {path for path, _ in paths(newest(form))} for form in forms}  # type: ignore[arg-type]  # any word may be a form
    for save in told(MONDAY):
        for path in save.values:
            head, *rest = path.split("/")
            pattern = "/".join([head, "*", *rest[1:]]) if rest else head
            assert pattern in known[save.form], (save.form, path)


def test_records_lie_where_their_form_lives() -> None:
    for save in told(MONDAY):
        form = newest(save.form)
        assert form is not None
        assert save.place.kind in form.lives_in, save.form


def test_everybody_writes_only_where_they_may() -> None:
    mentors = {pupil.key: pupil.mentor for pupil in PUPILS}
    for save in told(MONDAY):
        if save.place.kind == "case":
            assert save.author in (mentors[save.place.whose], COLLEAGUES[mentors[save.place.whose]].manager)
        elif save.place.kind == "diary":
            assert save.author == save.place.whose
        else:
            assert set(COLLEAGUES[save.author].roles) & set(FORM_WRITERS.get(save.form, COLLEAGUES[save.author].roles))


def test_the_same_moment_and_seed_tell_the_same_story() -> None:
    assert told(MONDAY) == told(MONDAY)
    assert told(MONDAY, 1) != told(MONDAY, 2)


def test_no_two_records_of_a_place_share_an_id_and_no_save_is_empty() -> None:
    saves = told(MONDAY)
    begun = [(save.place, save.record) for save in saves if "_form" in save.values]
    assert len(begun) == len(set(begun))
    assert all(save.values for save in saves)


def test_it_is_two_terms_of_work_with_a_dozen_pupils() -> None:
    saves = told(MONDAY)
    forms = {form: len({r for (_, r), leaves in merged(saves).items() if leaves["_form"] == form}) for form in
             {save.form for save in saves}}  # fmt: skip
    assert 600 <= len(saves) <= 1500
    assert len([pupil for pupil in PUPILS if not pupil.practice]) == 12
    assert MONDAY - saves[0].at > 26 * 7 * 24 * 3_600_000
    assert all(forms[form] >= 5 for form in ("observation", "visit", "visit_safety", "scale_learning", "drop_in"))
    assert {"calendar", "school", "settings_observation", "person", "appointment", "action_plan"} <= set(forms)


def test_no_mentor_is_with_two_pupils_at_once() -> None:
    days = Days(MONDAY)
    spans = sorted(
        (BY_KEY[arc.pupil].mentor, days.read(when), days.read(when) + minutes * MINUTE, arc.pupil)
        for arc in ARCS
        for when, minutes in [
            *((note.when, note.minutes) for note in arc.notes if not note.missed),
            *((watched.when, watched.minutes) for watched in arc.watched),
            *((answered.when, 8) for answered in arc.answered),
            *((plan.when, 20) for plan in arc.plans),
        ]
    )
    for (mentor, _, until, pupil), (other, begins, _, next_pupil) in pairwise(spans):
        assert mentor != other or pupil == next_pupil or until <= begins, (mentor, pupil, next_pupil)
