"""Who came by, week by week: two taps each, a name only if they wished, now and then a line."""

from __future__ import annotations

import random
from typing import Final

from demo.cast import BY_KEY, MENTORS, PASSERS_BY
from demo.days import DAY, MINUTE, WEEKDAYS
from demo.saves import Pen, case, diary
from demo.write_case import class_form
from schemas.field import Leaf
from schemas.forms.drop_in import SUBJECTS

WEEKS: Final = 24
MOST_A_WEEK: Final = 3
TIMES: Final = ("08:25", "11:05", "12:40", "12:55", "15:15")

LINES: Final[dict[str, tuple[str, ...]]] = {
    "talk": (
        "Came to say that the test went well.",
        "Sat, ate an apple, went.",
        "Had a joke to try out. It was about a snail.",
        "Wanted to see what the room is like before their friend comes.",
    ),
    "friends": (
        "Two of them want to be three again.",
        "A falling-out over a group photo. They wrote to each other.",
        "Nobody to sit with on the trip. Asked Juno, who said yes.",
    ),
    "lessons": (
        "Wanted help to read a timetable.",
        "Asked how to ask for more time.",
        "Could not see the board. Moved to the front from Monday.",
        "Homework was on the wrong page, all of it.",
    ),
    "trouble": (
        "Was told off and thought it unfair. We worked out what to say, and to whom.",
        "Late three times. The watch is an hour slow.",
    ),
    "coming_in": (
        "Missed the bus and was worried about being marked late.",
        "First day back after two weeks with a broken wrist.",
    ),
    "feelings": (
        "Cross since breakfast. Walked round the field once.",
        "Nervous about the play.",
        "Homesick, three streets from home.",
    ),
    "home": ("New baby. Not much sleep. Glad all the same.", "The cat is back."),
    "bullied": ("Names on the bus. Wrote down what was said; the form tutor knows and rings home today.",),
    "other": (
        "A lost coat. It was in the art room.",
        "Wanted to know how to become a mentor.",
        "Needed a plaster and a glass of water.",
    ),
}
WITH_A_CASE: Final = (
    ("kai", "16 thu 12:45", ("trouble",), "Came by himself, to tell me before anybody else did."),
    ("amira", "4 wed 11:05", ("feelings",), "Stood in the doorway until her ears were cool again."),
    ("mila", "7 mon 08:30", ("coming_in",), "Showed me the time on her phone: eight twenty-four."),
    ("rafferty", "1 fri 12:50", ("home",), "First Friday. One bag has stayed where it was."),
    ("ned", "4 tue 11:05", ("talk",), "Came to correct the spelling on his certificate."),
    ("saffron", "1 wed 12:45", ("talk", "lessons"), "Croaked for me. It was a very good croak."),
)
"""Drop-ins of pupils who have a case, kept there: pupil, when, about, a line."""


def write_drop_ins(pen: Pen) -> None:
    """Two terms of them, for both mentors."""
    for mentor in MENTORS:
        told: set[str] = set()
        for week in range(WEEKS, 0, -1):
            chance = pen.chance("drop-ins", mentor, str(week))
            times = [f"{week} {day} {clock}" for day in WEEKDAYS for clock in TIMES]
            for when in chance.sample(times, chance.randint(1, MOST_A_WEEK)):
                _write(pen, mentor, chance, when, told)
    for pupil, when, about, line in WITH_A_CASE:
        _write_to_case(pen, pupil, pen.days.read(when), about, line)


def _write(pen: Pen, mentor: str, chance: random.Random, when: str, told: set[str]) -> None:
    """One drop-in in the mentor's diary; no line is told twice."""
    at = pen.days.read(when)
    subject = chance.choice([option.value for option in SUBJECTS])
    leaves: dict[str, Leaf] = {
        "date": pen.days.date(at).isoformat(),
        "at": pen.days.instant(at),
        "about": [subject],
        "minutes": chance.choice((5, 5, 10, 10, 15)),
    }
    if chance.random() < 0.4:
        leaves["who"], leaves["class_form"] = chance.choice(PASSERS_BY)
    lines = [line for line in LINES[subject] if line not in told]
    if lines and chance.random() < 0.7:
        leaves["note"] = chance.choice(lines)
        told.add(str(leaves["note"]))
    follow_up = subject == "bullied" or chance.random() < 0.1
    if follow_up:
        leaves |= {
            "follow_up": "See how it is, in the corridor.",
            "follow_up_by": (pen.days.date(at) + 7 * DAY).isoformat(),
        }
    saved = at + 12 * MINUTE
    record = pen.begin(mentor, saved, diary(mentor), "drop_in", leaves, name=when)
    if follow_up and pen.days.date(at) + 7 * DAY < pen.days.today:
        done = at + 7 * 24 * 60 * MINUTE
        pen.change(mentor, done, diary(mentor), record, {"followed_up_on": pen.days.date(done).isoformat()})


def _write_to_case(pen: Pen, pupil: str, at: int, about: tuple[str, ...], line: str) -> None:
    from_pupil = BY_KEY[pupil]
    leaves: dict[str, Leaf] = {
        "date": pen.days.date(at).isoformat(),
        "at": pen.days.instant(at),
        "about": list(about),
        "minutes": 5,
        "who": from_pupil.preferred,
        "class_form": class_form(pen, from_pupil, pen.days.date(at)),
        "note": line,
    }
    pen.begin(from_pupil.mentor, at + 6 * MINUTE, case(pupil), "drop_in", leaves, name=f"{at}")
