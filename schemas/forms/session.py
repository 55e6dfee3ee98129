"""A session note [001] [002]: in the room, in thirty seconds: objective, what happened, what next."""

from __future__ import annotations

from typing import Final

from schemas.field import Option, When, choice, date, instant, integer, narrative, records, text
from schemas.form import Form, Section, Sheet

KINDS: Final = (
    Option("one_to_one", "1:1"),
    Option("pair", "pair"),
    Option("group", "group"),
    Option("in_class", "in class"),
    Option("drop_in", "drop-in"),
    Option("phone", "phone"),
    Option("after_school", "after school"),
    Option("residential", "residential"),
)

ATTENDANCE: Final = (
    Option("attended", "attended"),
    Option("missed", "missed"),
    Option("cancelled", "cancelled"),
)

NOTE: Final = Section(
    "note",
    "What happened",
    (
        narrative("objective", "Objective"),
        narrative("happened", "What happened"),
        narrative("next_step", "Next step"),
        narrative("evaluation", "How it went", help="Beside the targets."),
        narrative("own_words", "The pupil’s own words"),
        records("targets", "Targets worked on", of="action_plan/targets"),
        text("reward", "Reward"),
    ),
)

WHEN_AND_WHERE: Final = Section(
    "when",
    "When and where",
    (
        date("date", "Date", required=True, past=True, default="today"),
        instant("at", "Time", day="date", default="now"),
        integer("minutes", "How long, in minutes", least=1, most=1440),
        choice("kind", "Kind", KINDS, required=True, default="one_to_one"),
        choice("attendance", "Attended", ATTENDANCE, required=True, default="attended"),
        narrative("attendance_why", "Why not", when=When("attendance", ("missed", "cancelled"))),
        text("place", "Where"),
        text("missed_lesson", "Lesson missed"),
        instant("left_lesson_at", "Left the lesson at", day="date"),
        instant("back_at", "Back in the lesson at", day="date", not_before="left_lesson_at"),
    ),
)

SESSION: Final = Form(
    name="session",
    version=1,
    label="Session note",
    description="One session: what it was for, what happened, what comes next.",
    lives_in=("case",),
    dated_by="date",
    sections=(NOTE, WHEN_AND_WHERE),
    sheets=(
        Sheet(
            "progress_record",
            "Learning Mentor Progress Record",
            (
                ("pupil.name", "Group/ Pupil"),
                ("date", "Date"),
                ("happened", "Progress/Session Evaluation"),
            ),
        ),
    ),
)
