"""The classroom observation [001]: a tick in the column whenever the behaviour is seen, in six five-minute rows.

The ten behaviours are three kinds, and the report treats them so: an *event* has a rate, a *state* has a duration that
a tick does not tell (so the school chooses and prints its rule), and what needs an *opportunity* is only ever a share.
"""

from __future__ import annotations

from typing import Final

from schemas.field import (
    Field,
    Option,
    When,
    choice,
    date,
    grid,
    instant,
    integer,
    narrative,
    person,
    rows,
    text,
    ticks,
)
from schemas.form import Form, Section, Sheet

# Column headings as printed [001], in the printed order. Tags: side of the pad, kind of measure.
BEHAVIOURS: Final = (
    Option("raises_hand", "Raises hand to speak", tags=("helps", "event")),
    Option("stays_in_chair", "Stays in chair", tags=("helps", "state")),
    Option("on_task", "On task", tags=("helps", "state")),
    Option("ignores", "Ignores inappropriate behaviour", tags=("helps", "opportunity")),
    Option("shouts_out", "Shouts out", tags=("concern", "event")),
    Option("distracted", "Distracted", tags=("concern", "state")),
    Option("out_of_seat", "Out of seat", tags=("concern", "state")),
    Option("negative", "Interacts negatively with others", tags=("concern", "event")),
    Option("initiates", "Initiates inappropriate behaviour", tags=("concern", "event")),
    Option("joins_in", "Joins in inappropriate behaviour", tags=("concern", "event")),
    Option("other", "Other", tags=("other", "event")),
)

TICK_RULES: Final = (
    Option("starts", "Tick when it starts"),
    Option("each_minute", "Tick when it starts, and again for each minute it goes on"),
    Option("interval_end", "Tick once if it is so at the end of the interval"),
    Option("own", "Our own rule"),
)


def interval_fields() -> tuple[Field, ...]:
    """Interval, number of intervals and the rule for states; shared with the school's settings."""
    return (
        integer("interval_seconds", "Length of an interval, in seconds", default=300, least=30, most=1800),
        integer("interval_count", "Number of intervals", default=6, least=1, most=36),
        choice(
            "tick_rule",
            "When a state is ticked",
            TICK_RULES,
            default="starts",
            help="For stays in chair, on task, distracted and out of seat. Printed with every observation.",
        ),
        text("tick_rule_words", "Our rule", required=True, when=When("tick_rule", ("own",))),
    )


ABOUT: Final = Section(
    "about",
    "The lesson",
    (
        date("date", "Date", required=True, past=True, default="today"),
        text("class_form", "Year and class"),
        choice(
            "setting",
            "What was observed",
            (
                Option("lesson", "Lesson"),
                Option("break", "Break"),
                Option("lunch", "Lunch"),
                Option("other", "Other"),
            ),
            default="lesson",
        ),
        text("subject", "Subject", help="And what the class was doing."),
        text("teacher", "Teacher", sensitive=True),
        text("room", "Room"),
        person("observer", "Observer", default="me"),
        choice(
            "asked_for_by",
            "Asked for by",
            (
                Option("mentor", "mentor"),
                Option("staff", "teaching staff"),
                Option("pupil", "pupil"),
            ),
        ),
        choice(
            "purpose",
            "Purpose",
            (
                Option("assessment", "assessment"),
                Option("feedback", "feedback"),
                Option("ending", "part of ending"),
            ),
        ),
    ),
)

WATCHING: Final = Section(
    "watching",
    "What was seen",
    (
        instant("started", "Started", day="date"),
        instant("ended", "Ended", not_before="started"),
        ticks("ticks", "Ticks", BEHAVIOURS, note="A tick whenever you see the behaviour."),
        text("other_is", "What “Other” stands for", sensitive=True),
        rows(
            "gaps",
            "Minutes not watched",
            choice(
                "kind",
                "What happened",
                (
                    Option("paused", "I paused"),
                    Option("away", "I did not keep watching"),
                    Option("not_visible", "The pupil could not be seen"),
                ),
                required=True,
            ),
            integer("from_ms", "From", least=0, required=True),
            integer("until_ms", "Until", least=0, not_before="from_ms"),
            text("reason", "Reason"),
            note="In milliseconds since the start. They leave the time that the rates are worked out from.",
        ),
        rows(
            "clock_steps",
            "Changes of the tablet's clock",
            integer("at_ms", "At", least=0, required=True),
            integer("by_ms", "By how much", required=True),
            note="Noticed by the tablet; the intervals do not move.",
        ),
        grid(
            "untouched",
            "Behaviours without a tick",
            BEHAVIOURS,
            choice(
                "looked",
                "Without a tick because",
                (
                    Option("saw_none", "saw none"),
                    Option("did_not_look", "did not look"),
                ),
            ),
            note="Blank is not the same as none.",
        ),
    ),
)

AFTERWARDS: Final = Section(
    "afterwards",
    "Afterwards",
    (
        choice(
            "typical",
            "Was this lesson typical?",
            (Option("yes", "yes"), Option("no", "no"), Option("dont_know", "I don’t know")),
        ),
        narrative("notes", "Notes", help="What the ticks do not tell."),
        text("stopped_why", "Why it stopped early"),
    ),
)

OBSERVATION: Final = Form(
    name="observation",
    version=1,
    label="Observation",
    description="A lesson or a break watched in five-minute intervals, one tick for each time a behaviour is seen.",
    lives_in=("case",),
    dated_by="date",
    sections=(
        ABOUT,
        Section("rule", "How it is counted", interval_fields()),
        WATCHING,
        AFTERWARDS,
    ),
    sheets=(
        Sheet(
            "classroom_observation",
            "Classroom Observation",
            (
                ("ticks/*", "Time"),
                ("pupil.name", "Pupil"),
                ("class_form", "yr/class"),
                ("date", "Date"),
                ("subject", "Lesson"),
            ),
        ),
    ),
)
