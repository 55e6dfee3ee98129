"""Two terms at Larkspur Hill School, as plain data in the order of time.

    for save in story(now, ids):
        save.author, save.at, save.place, save.record, save.form, save.values

Everything lies in the past of `now` (milliseconds since 1970 UTC) but appointments, reviews and what is due. The same
`now`, ids and seed tell the same story.
"""

from __future__ import annotations

from itertools import chain
from typing import Final

from demo import story_jasper, story_kai, story_novak, story_priya, story_raff
from demo.arc import Arc
from demo.cast import PUPILS, STAFF
from demo.days import Days
from demo.saves import Ids, Pen, Save, made_id
from demo.story_drop_ins import write_drop_ins
from demo.story_school import write_school
from demo.story_visits import VISITS
from demo.story_week import write_two_versions, write_week
from demo.write_case import write_case, write_notes
from demo.write_observation import write_observations
from demo.write_plan import write_plans
from demo.write_scale import write_scales
from demo.write_visit import write_visit

SEED: Final = 2002
"""The year of the guidelines that asked for the paperwork to be streamlined."""

ARCS: Final[tuple[Arc, ...]] = tuple(
    chain(story_kai.ARCS, story_novak.ARCS, story_raff.ARCS, story_jasper.ARCS, story_priya.ARCS)
)
"""What each pupil's two terms are made of."""


def story(now: int, ids: Ids, seed: int = SEED) -> list[Save]:
    """Every save, oldest first; those of one moment in the order in which they were written."""
    pen = Pen(Days(now), ids, seed)
    write_school(pen)
    for arc in ARCS:
        write_case(pen, arc)
        targets = write_plans(pen, arc)
        write_notes(pen, arc, targets)
        write_observations(pen, arc)
        write_scales(pen, arc)
    for visit in VISITS:
        write_visit(pen, visit)
    write_drop_ins(pen)
    write_two_versions(pen, newest_note(pen, "kai"))
    write_week(pen)
    return sorted(pen.saves, key=lambda save: save.at)


def newest_note(pen: Pen, pupil: str) -> str:
    """The record of the newest session note on a pupil."""
    notes = [save for save in pen.saves if save.form == "session" and save.place.whose == pupil]
    return max(notes, key=lambda save: save.at).record


def opened(now: int) -> dict[str, int]:
    """When each pupil's case was opened, oldest first."""
    days = Days(now)
    return dict(sorted(((arc.pupil, days.read(arc.opened)) for arc in ARCS), key=lambda item: item[1]))


def invented_ids(seed: int = SEED) -> Ids:
    """Ids for people and cases where there is no school to ask."""
    people = {one.key: made_id("member", str(seed), one.key) for one in STAFF}
    return Ids(people, {pupil.key: made_id("case", str(seed), pupil.key) for pupil in PUPILS})
