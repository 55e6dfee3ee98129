"""A drop-in [000] [004]: somebody came by. Two taps, and a name only if it is wished."""

from __future__ import annotations

from typing import Final

from schemas.field import Option, When, boolean, choices, date, instant, integer, narrative, text
from schemas.form import Form, Section, Sheet

# No source lists these: they are what mentors are asked about, in the words a pupil would use.
SUBJECTS: Final = (
    Option("talk", "just to talk"),
    Option("friends", "friends"),
    Option("lessons", "lessons and work"),
    Option("trouble", "trouble in school"),
    Option("coming_in", "coming to school"),
    Option("feelings", "feelings"),
    Option("home", "home"),
    Option("bullied", "being bullied"),
    Option("other", "something else"),
)

DROP_IN: Final = Form(
    name="drop_in",
    version=1,
    label="Drop-in",
    description="Somebody came by: when, what about, how long. A name only if they wish.",
    lives_in=("diary", "case"),
    dated_by="date",
    sections=(
        Section(
            "drop_in",
            "Drop-in",
            (
                date("date", "Date", required=True, past=True, default="today"),
                instant("at", "Time", day="date", default="now"),
                choices(
                    "about",
                    "What about",
                    SUBJECTS,
                    required=True,
                    # Asking for a mentor is enough: nobody has to say why.
                    unless=When("self_referral", (True,)),
                    sensitive=True,
                ),
                text("who", "Who", help="Leave it empty if they would rather not be named.", sensitive=True),
                text("class_form", "Class or form"),
                integer("minutes", "How long, in minutes", least=1, most=480),
                boolean("self_referral", "They would like to see a mentor"),
                narrative("note", "Note"),
                narrative("follow_up", "What happens next"),
                date("follow_up_by", "By when", not_before="date"),
                date("followed_up_on", "Done on", past=True),
            ),
        ),
    ),
    sheets=(
        Sheet(
            "drop_in",
            "Drop-in",
            (
                ("date", ""),
                ("at", ""),
                ("who", "Who, if they wish to be named"),
                ("class_form", ""),
                ("about", ""),
                ("minutes", ""),
                ("self_referral", ""),
                ("note", ""),
                ("follow_up", ""),
                ("follow_up_by", ""),
            ),
        ),
    ),
)
