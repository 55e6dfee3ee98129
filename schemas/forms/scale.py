"""What both scales have in common [001]: each statement answered twice, 1 (worst) to 10 (best), now and wished for.

10 is the best place to be for every statement, also where its wording is a difficulty: nothing is reversed. Not giving
a number is an answer too, and there are three of them. The paper's red and green circles are shapes and words here.
"""

from __future__ import annotations

from typing import Final

from schemas.field import (
    Extras,
    Field,
    FieldType,
    Option,
    boolean,
    choice,
    choices,
    date,
    grid,
    instant,
    integer,
    narrative,
    people,
    person,
    rows,
    text,
)
from schemas.form import Form, Section, Sheet

LOWEST: Final = 1
HIGHEST: Final = 10

NO_ANSWER: Final = (
    Option("skip", "Skip for now"),
    Option("dont_know", "I don’t know"),
    Option("rather_not", "I’d rather not say"),
)

ANCHORS: Final = (
    Option("1", "the worst it could be"),
    Option("2", "very hard"),
    Option("3", "hard"),
    Option("4", "a bit hard"),
    Option("5", "not quite all right"),
    Option("6", "all right"),
    Option("7", "quite good"),
    Option("8", "good"),
    Option("9", "very good"),
    Option("10", "the best it could be"),
)
"""Words beside the numbers, the same for every statement: "7 of 10, quite good"."""

WISHES: Final = (
    Option("talk_today", "I’d like to talk to someone today"),
    Option("need_mentor", "I need my mentor"),
)

HARD_TO_READ: Final = "10 is still the best place to be: this hardly troubles me."
"""Said to the child at a statement whose wording is a difficulty."""


def answer(name: str, label: str, help: str) -> Field:  # noqa: A002  (the same word as everywhere in a form)
    """A number of the scale or one of `NO_ANSWER`."""
    bounds: Extras = {"least": LOWEST, "most": HIGHEST, "help": help, "sensitive": True}
    return Field(name=name, type=FieldType.ANSWER, label=label, options=NO_ANSWER, items=ANCHORS, **bounds)


ABOUT: Final = Section(
    "about",
    "This time",
    (
        date("date", "Date", required=True, past=True, default="today"),
        people("assessed_by", "Person or people doing the assessment", default="me"),
        text("assessed_with", "And who else", help="A name, if they have no account.", sensitive=True),
        choice(
            "stage",
            "When",
            (
                Option("before", "at the beginning"),
                Option("review", "at a review"),
                Option("after", "at the end"),
            ),
        ),
        choice(
            "how",
            "How it was filled in",
            (
                Option("alone", "by the pupil alone"),
                Option("read_to", "read to the pupil, who pressed"),
                Option("asked", "asked aloud by the mentor"),
            ),
        ),
    ),
)


def answers(statements: tuple[Option, ...]) -> Section:
    """Every statement answered twice, and how long both took in milliseconds."""
    return Section(
        "answers",
        "Where I am",
        (
            grid(
                "statements",
                "Statements",
                statements,
                answer("now", "Where I am now", "Where am I now?"),
                answer("wish", "Where I would like to be", "Where would I like to be?"),
                integer("took_ms", "Time taken", least=0),
            ),
        ),
        help="Think how each one applies to you now. 1 is the worst you could ever be and 10 is the best.",
    )


PRACTICE: Final = Section(
    "practice",
    "Two to try",
    (
        integer("practice_best", "Tap 10 for the best there could be", least=LOWEST, most=HIGHEST),
        integer("practice_worst", "Tap 1 for the worst there could be", least=LOWEST, most=HIGHEST),
        boolean("read_aloud", "Statements were read aloud"),
    ),
)

ASKED_FOR: Final = Section(
    "asked_for",
    "Asked for",
    (
        rows(
            "wishes",
            "What the pupil asked for",
            choice("what", "What", WISHES, required=True, sensitive=True),
            instant("at", "At", required=True),
            person("answered_by", "Seen by"),
            instant("answered_at", "Seen at", not_before="at"),
            narrative("answer", "What was done"),
        ),
    ),
    help="Your mentor sees this today, when they open the tablet. It does not call for help by itself.",
)


def own_words(form: str, statements: tuple[Option, ...]) -> Section:
    """What the pupil adds in words; the statements to talk about are those of `form`."""
    return Section(
        "own_words",
        "In my own words",
        (
            instant("started", "Begun"),
            instant("finished", "Finished", not_before="started"),
            narrative("words", "Anything I want to say about it"),
            choices(
                "talk_about",
                "What I would like to talk about",
                statements,
                options_from=f"{form}@1:statements",
                most=3,
                sensitive=True,
            ),
            narrative("disagrees", "I see it differently", help="What is not right about the picture."),
        ),
    )


def staff(form: str, statements: tuple[Option, ...]) -> Section:
    """What staff say of it: their notes, and that they have looked at low answers about welfare, which come first until then."""
    return Section(
        "staff",
        "For staff",
        (
            narrative("notes", "Notes", help="What was said when you looked at it together."),
            rows(
                "low_seen",
                "Low answers that were looked at",
                person("who", "By", required=True, default="me"),
                instant("at", "At", required=True, default="now"),
                choices(
                    "statements",
                    "Which",
                    statements,
                    options_from=f"{form}@1:statements",
                    required=True,
                    sensitive=True,
                ),
            ),
        ),
    )


def scale(name: str, label: str, description: str, heading: str, statements: tuple[Option, ...]) -> Form:
    """A scale with these statements."""
    return Form(
        name=name,
        version=1,
        label=label,
        description=description,
        lives_in=("case",),
        dated_by="date",
        sections=(
            ABOUT,
            PRACTICE,
            answers(statements),
            ASKED_FOR,
            own_words(name, statements),
            staff(name, statements),
        ),
        sheets=(
            Sheet(
                "assessment",
                heading,
                (
                    ("pupil.name", "Name"),
                    ("assessed_by", "Person/s doing assessment"),
                    ("date", "Date"),
                    ("statements/*", ""),
                ),
            ),
        ),
    )
