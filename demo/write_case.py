"""A pupil's case: the record itself, where it stands, session notes and their appointments."""

from __future__ import annotations

import datetime as dt

from demo.arc import Arc, Note
from demo.cast import BY_KEY, Carer, Pupil
from demo.days import DAY, MINUTE, school_year
from demo.saves import Pen, case
from schemas.field import Leaf

APPOINTMENTS_SINCE_WEEKS = 6
"""Appointments were not kept here before; older sessions have none."""


def class_form(pen: Pen, pupil: Pupil, day: dt.date) -> str:
    """The class that the pupil was in on `day`: classes move up in September."""
    return f"{_year(pen, pupil, day)}{pupil.group}"


def _year(pen: Pen, pupil: Pupil, day: dt.date) -> int:
    return pupil.year - (school_year(pen.days.today) - school_year(day))


def _born(pen: Pen, pupil: Pupil) -> str:
    """Year 7 begins in the September after the eleventh birthday."""
    month, day = pupil.born
    year = school_year(pen.days.today) - pupil.year - (5 if month >= 9 else 4)
    return dt.date(year, month, day).isoformat()


def write_case(pen: Pen, arc: Arc) -> None:
    """The case record, from the day it was opened to where it stands today."""
    pupil = BY_KEY[arc.pupil]
    place, opened = case(pupil.key), pen.days.read(arc.opened)
    day = pen.days.date(opened)
    record = pen.begin(
        pupil.mentor,
        opened,
        place,
        "case",
        {
            "name": pupil.name,
            "preferred_name": pupil.preferred,
            "date_of_birth": _born(pen, pupil),
            "class_form": class_form(pen, pupil, day),
            "year": f"Year {_year(pen, pupil, day)}",
            "home_language": pupil.language,
            "practice": pupil.practice or None,
            "two_homes": pupil.two_homes or None,
        },
    )
    pen.change(pupil.mentor, opened + 4 * MINUTE, place, record, _home(pen, pupil, record, opened))
    support: dict[str, Leaf] = {"focus_areas": list(pupil.focus), "level": pupil.level, "length": pupil.length}
    if pupil.plan:
        kind, name, holder = pupil.plan
        other = {"kind": kind, "name": name, "holder": holder, "date": (day - 30 * DAY).isoformat()}
        support |= pen.new_rows(pupil.mentor, opened, record, "plans", [("other", other)])
    pen.change(pupil.mentor, opened + 9 * MINUTE, place, record, support)
    for stage in arc.stages:
        pen.change(pupil.mentor, pen.days.read(stage.when), place, record, {"stage": stage.stage})
    _move_up(pen, pupil, record, day)


def _home(pen: Pen, pupil: Pupil, record: str, at: int) -> dict[str, Leaf]:
    carers = [(carer.name, _carer(carer)) for carer in pupil.carers]
    leaves = pen.new_rows(pupil.mentor, at, record, "carers", carers)
    siblings = [
        (key, {"name": BY_KEY[key].name, "school_class": f"{BY_KEY[key].year}{BY_KEY[key].group}, here",
               "case": pen.ids.cases[key]})
        for key in pupil.siblings
    ]  # fmt: skip
    return leaves | pen.new_rows(pupil.mentor, at, record, "siblings", siblings)


def _carer(carer: Carer) -> dict[str, Leaf]:
    return {
        "name": carer.name,
        "relationship": carer.relationship,
        "address": carer.address,
        "home_phone": carer.home_phone,
        "work_phone": carer.work_phone,
        "do_not_contact": True if carer.keep_away else None,
        "do_not_contact_why": carer.keep_away,
    }


def _move_up(pen: Pen, pupil: Pupil, record: str, opened: dt.date) -> None:
    """In the first school week of the year the class is put right."""
    year = school_year(pen.days.today)
    first = [week for week in pen.days.weeks if school_year(week) == year]
    if school_year(opened) < year and first:
        at = pen.days.at(first[-1], "08:20")
        new = {"class_form": class_form(pen, pupil, first[-1]), "year": f"Year {pupil.year}"}
        pen.change(pupil.mentor, at, case(pupil.key), record, new)


def write_notes(pen: Pen, arc: Arc, targets: dict[str, str]) -> None:
    """Every session; the newer ones were appointments before. `targets` are rows of plans, by key."""
    pupil = BY_KEY[arc.pupil]
    for number, note in enumerate(arc.notes):
        start = pen.days.read(note.when)
        saved = start + (5 if note.missed else note.minutes + 3) * MINUTE
        leaves = _note(pen, note, start, targets)
        record = pen.begin(pupil.mentor, saved, case(pupil.key), "session", leaves, name=str(number))
        if _had_appointment(pen, arc, note, start):
            appointment = _appoint(pen, pupil, note, start)
            ended: dict[str, Leaf] = {"status": "missed"} if note.missed else {"status": "done", "became": record}
            pen.change(pupil.mentor, saved + MINUTE, case(pupil.key), appointment, ended)


def _note(pen: Pen, note: Note, start: int, targets: dict[str, str]) -> dict[str, Leaf]:
    leaves: dict[str, Leaf] = {
        "date": pen.days.date(start).isoformat(),
        "at": pen.days.instant(start),
        "kind": note.kind,
        "attendance": "missed" if note.missed else "attended",
        "attendance_why": note.missed or None,
        "objective": note.objective,
        "happened": note.happened or None,
        "next_step": note.next_step or None,
        "evaluation": note.how or None,
        "own_words": note.words or None,
        "own_words_source": "saw" if note.words else None,
        "reward": note.reward or None,
        "targets": [targets[key] for key in note.targets] or None,
    }
    if not note.missed:
        leaves |= {"minutes": note.minutes, "place": None if note.kind == "phone" else "Mentors’ room"}
    if note.lesson:
        leaves |= {
            "missed_lesson": note.lesson,
            "left_lesson_at": pen.days.instant(start - 5 * MINUTE),
            "back_at": pen.days.instant(start + (note.minutes + 5) * MINUTE),
        }
    return leaves


def _had_appointment(pen: Pen, arc: Arc, note: Note, start: int) -> bool:
    oldest = pen.days.weeks[APPOINTMENTS_SINCE_WEEKS - 1]
    was_open = pen.days.read(arc.opened) < _made(pen, start)
    return was_open and note.kind == "one_to_one" and pen.days.date(start) >= oldest


def _made(pen: Pen, start: int) -> int:
    """When an appointment for `start` was made: at the end of a school day a week before, or the newest before that."""
    day = pen.days.school_day_before(pen.days.date(start) - 6 * DAY)
    return pen.days.at(day, "15:50")


def _appoint(pen: Pen, pupil: Pupil, note: Note, start: int) -> str:
    return pen.begin(
        pupil.mentor,
        _made(pen, start),
        case(pupil.key),
        "appointment",
        {
            "kind": "session",
            "date": pen.days.date(start).isoformat(),
            "starts": pen.days.instant(start),
            "minutes": note.minutes,
            "place": "Mentors’ room",
        },
        name=note.when,
    )
