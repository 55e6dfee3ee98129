"""The school's calendar, and whom to tell when a child may be at risk. Reminders keep quiet by it."""

from __future__ import annotations

from typing import Final

from schemas.field import Field, FieldType, Option, date, grid, phone, rows, text, time
from schemas.form import Form, Section

WEEKDAYS: Final = (
    Option("monday", "Monday"),
    Option("tuesday", "Tuesday"),
    Option("wednesday", "Wednesday"),
    Option("thursday", "Thursday"),
    Option("friday", "Friday"),
    Option("saturday", "Saturday"),
    Option("sunday", "Sunday"),
)

CALENDAR: Final = Form(
    name="calendar",
    version=1,
    label="School calendar",
    description="Terms, closed days, bells and working hours; and the safeguarding lead’s name and phone.",
    lives_in=("team",),
    single=True,
    casework=False,
    sections=(
        Section(
            "safeguarding",
            "Safeguarding lead",
            (
                text("lead_name", "Lead’s name", required=True, sensitive=True),
                phone("lead_phone", "Lead’s phone", required=True),
                text("deputy_name", "Deputy’s name", sensitive=True),
                phone("deputy_phone", "Deputy’s phone"),
            ),
            help="Shown behind “A child may be at risk” on every screen where something is written down.",
        ),
        Section(
            "days",
            "Days",
            (
                Field(
                    name="zone",
                    type=FieldType.ZONE,
                    label="Time zone",
                    required=True,
                    default="Europe/London",
                ),
                rows(
                    "terms",
                    "Terms",
                    text("name", "Name"),
                    date("first", "First day", required=True),
                    date("last", "Last day", required=True, not_before="first"),
                ),
                rows(
                    "closed",
                    "Closed days",
                    text("name", "Name"),
                    date("first", "First day", required=True),
                    date("last", "Last day", not_before="first"),
                ),
            ),
        ),
        Section(
            "hours",
            "Hours",
            (
                grid(
                    "working_hours",
                    "Working hours",
                    WEEKDAYS,
                    time("from", "From"),
                    time("until", "Until"),
                    note="No reminder comes outside them. Leave a day empty if nobody works then.",
                ),
                rows(
                    "bells",
                    "Bell times",
                    text("name", "Name", required=True, help="Period 1, break, lunch."),
                    time("starts", "From", required=True),
                    time("ends", "Until", not_before="starts"),
                ),
            ),
        ),
    ),
)
