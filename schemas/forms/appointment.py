"""An appointment: with a case it lives there, else in the mentor's diary. Reminders are made from it."""

from __future__ import annotations

from typing import Final

from schemas.field import Option, When, choice, date, instant, integer, narrative, person, record, text
from schemas.form import Form, Section

KINDS: Final = (
    Option("session", "session"),
    Option("observation", "observation"),
    Option("scale", "scale"),
    Option("visit", "home visit"),
    Option("review", "review"),
    Option("meeting", "meeting"),
    Option("phone", "phone call"),
    Option("other", "something else"),
)

STATUSES: Final = (
    Option("planned", "planned"),
    Option("done", "done"),
    Option("missed", "missed"),
    Option("moved", "moved"),
    Option("cancelled", "cancelled"),
)

APPOINTMENT: Final = Form(
    name="appointment",
    version=1,
    label="Appointment",
    description="When, where and with whom; today’s are on the first screen.",
    lives_in=("case", "diary"),
    dated_by="starts",
    sections=(
        Section(
            "appointment",
            "Appointment",
            (
                choice("kind", "What", KINDS, required=True, default="session"),
                date("date", "Date", required=True, default="today"),
                instant("starts", "Begins", required=True, day="date"),
                integer("minutes", "How long, in minutes", default=30, least=5, most=1440),
                text("with_whom", "With whom", help="Beside the pupil.", sensitive=True),
                person("mentor", "Whose appointment", required=True, default="me"),
                text("place", "Where"),
                narrative("note", "Note"),
                choice("status", "Status", STATUSES, required=True, default="planned"),
                record("became", "Became", help="The record that was made of it.", when=When("status", ("done",))),
            ),
        ),
    ),
)
