"""The safety sheet of a visit: apart from the case, in the visitor's diary.

The colleague who watches cannot read the diary: a copy of these words is sealed to them when the visit is armed.
"""

from __future__ import annotations

from typing import Final

from schemas.field import (
    Option,
    When,
    boolean,
    choice,
    instant,
    integer,
    narrative,
    people,
    person,
    phone,
    record,
    records,
    rows,
    text,
)
from schemas.form import Form, Section, Sheet

# A sheet that is typed in afterwards cannot be filled in any further: what is not on the paper stays empty.
ON_PAPER: Final = When("from_paper", (True,))

PLAN: Final = Section(
    "plan",
    "Where and when",
    (
        record("visit_id", "Visit", of="visit_safety"),
        person("visitor", "Who is going", required=True, default="me"),
        choice(
            "going",
            "How",
            (Option("alone", "alone"), Option("pair", "with a colleague")),
            required=True,
        ),
        text("going_with", "With whom", required=True, when=When("going", ("pair",)), sensitive=True),
        records("cases", "Whose family", of="case"),
        text("purpose", "Purpose", help="One line, without what was confided.", sensitive=True),
        text("address", "Where", required=True, sensitive=True),
        phone("phone", "My phone", required=True, unless=ON_PAPER),
        text("car", "Car", help="Make, colour, number plate. Or how you travel.", sensitive=True),
        instant("leaves", "Leaving at", required=True, default="now"),
        instant("back_by", "Back by", required=True, unless=ON_PAPER, not_before="leaves"),
    ),
)

RISKS: Final = Section(
    "risks",
    "Risks",
    (
        narrative(
            "risks",
            "Risks known",
            help="Dogs, people, the way there. Write “none known” if so.",
            required=True,
            unless=ON_PAPER,
        ),
        narrative("measures", "What is done about them"),
        narrative("if_overdue", "What to do if I am not back", required=True, unless=ON_PAPER),
        boolean("interpreter", "An interpreter comes"),
        text("interpreter_name", "Interpreter", when=When("interpreter", (True,)), sensitive=True),
        person(
            "authorised_by",
            "Agreed by",
            help="Somebody other than the visitor.",
            required=True,
            unless=ON_PAPER,
            not_same="visitor",
        ),
    ),
)

WATCH: Final = Section(
    "watch",
    "Who watches",
    (
        person(
            "watched_by",
            "Watched by",
            help="A colleague who stays reachable.",
            required=True,
            unless=ON_PAPER,
            not_same="visitor",
        ),
        people("named", "Then told", help="The safeguarding lead and the head, unless you choose others."),
        integer("step_minutes", "Minutes between one and the next", default=10, least=1, most=60),
        instant("armed_at", "Armed at"),
        rows(
            "extensions",
            "More time",
            person("by", "Given by", required=True),
            instant("at", "At", required=True),
            instant("until", "Until", required=True, not_before="at"),
        ),
        rows(
            "alarms",
            "Alarms",
            person("to", "Told", required=True),
            instant("at", "At", required=True),
            instant("taken_at", "Taken on at", not_before="at"),
            narrative("done", "What was done"),
        ),
        instant("checked_in_at", "Back at"),
        person("checked_in_by", "Checked in by"),
    ),
    help="This is not an emergency service: in danger call 999.",
)

VISIT_SAFETY: Final = Form(
    name="visit_safety",
    version=1,
    label="Safety sheet",
    description="Where a visitor is, how to reach them, until when, and what to do if they are not back.",
    lives_in=("diary",),
    dated_by="leaves",
    sections=(PLAN, RISKS, WATCH),
    sheets=(
        Sheet(
            "safety_sheet",
            "Safety sheet for a visit",
            (
                ("visitor", ""),
                ("going+going_with", "Alone, or with whom"),
                ("purpose", ""),
                ("address", ""),
                ("phone", ""),
                ("car", "Car, or how I travel"),
                ("leaves", ""),
                ("back_by", ""),
                ("risks", ""),
                ("measures", ""),
                ("if_overdue", ""),
                ("interpreter_name", ""),
                ("authorised_by", ""),
                ("watched_by", ""),
                ("named", ""),
            ),
        ),
    ),
)
