"""The school's own records: its name, its calendar, how it observes, who works here."""

from __future__ import annotations

from typing import Final

from demo.cast import (
    DEPUTY_NAME,
    DEPUTY_PHONE,
    LEAD_NAME,
    LEAD_PHONE,
    SCHOOL_ADDRESS,
    SCHOOL_COLOUR,
    SCHOOL_NAME,
    STAFF,
    Colleague,
)
from demo.days import MINUTE
from demo.saves import TEAM, Pen
from schemas.field import Leaf

FIRST_DAY: Final = "24 mon 08:05"
"""Before any case was opened."""

BELLS: Final = (
    ("Registration", "08:40", "09:00"),
    ("Period 1", "09:00", "10:00"),
    ("Period 2", "10:00", "11:00"),
    ("Break", "11:00", "11:20"),
    ("Period 3", "11:20", "12:20"),
    ("Lunch", "12:20", "13:10"),
    ("Period 4", "13:10", "14:10"),
    ("Period 5", "14:10", "15:10"),
)
WORKING_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday")


def write_school(pen: Pen) -> None:
    """Everything that the team shares, written in the first hour."""
    at = pen.days.read(FIRST_DAY)
    pen.begin("quill", at, TEAM, "school", {
        "name": SCHOOL_NAME, "address": SCHOOL_ADDRESS, "colour": SCHOOL_COLOUR,
    })  # fmt: skip
    _write_calendar(pen, at + 10 * MINUTE)
    pen.begin("ward", at + 30 * MINUTE, TEAM, "settings_observation", {})
    for minutes, colleague in enumerate(STAFF, 35):
        person = _person(pen, colleague)
        pen.begin(colleague.key, at + minutes * MINUTE, TEAM, "person", person, record=pen.person(colleague.key))


def _person(pen: Pen, colleague: Colleague) -> dict[str, Leaf]:
    return {
        "name": colleague.name,
        "initials": colleague.initials,
        "job_title": colleague.job_title,
        "phone": colleague.phone,
        "member": pen.person(colleague.key),
    }


def _write_calendar(pen: Pen, at: int) -> None:
    record = pen.begin(
        "quill",
        at,
        TEAM,
        "calendar",
        {
            "lead_name": LEAD_NAME,
            "lead_phone": LEAD_PHONE,
            "deputy_name": DEPUTY_NAME,
            "deputy_phone": DEPUTY_PHONE,
            **{f"{day}_from": "08:00" for day in WORKING_DAYS},
            **{f"{day}_until": "17:00" for day in WORKING_DAYS},
        },
    )
    terms = [
        (term.name, {"name": term.name, "first": term.first.isoformat(), "last": term.last.isoformat()})
        for term in pen.days.terms
    ]
    closed = [
        (term.name, {"name": "Half-term", "first": term.half_term.isoformat(),
                     "last": term.half_term_ends.isoformat()})
        for term in pen.days.terms
    ]  # fmt: skip
    bells = [(name, {"name": name, "starts": starts, "ends": ends}) for name, starts, ends in BELLS]
    days = pen.new_rows("quill", at, record, "terms", terms)
    days |= pen.new_rows("quill", at, record, "closed", closed)
    pen.change("quill", at + 5 * MINUTE, TEAM, record, days)
    pen.change("quill", at + 9 * MINUTE, TEAM, record, pen.new_rows("quill", at, record, "bells", bells))
