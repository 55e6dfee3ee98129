"""An entry of the school's directory: one record a member, under the member's own id."""

from __future__ import annotations

from typing import Final

from schemas.field import person, phone, text
from schemas.form import Form, Section

PERSON: Final = Form(
    name="person",
    version=1,
    label="Colleague",
    description="A name, a title and a phone for each person who works with Beside.",
    lives_in=("team",),
    casework=False,
    sections=(
        Section(
            "person",
            "Colleague",
            (
                text("name", "Name", help="As colleagues and pupils say it: Ms Ward.", required=True, sensitive=True),
                text("initials", "Initials", help="Signs entries in a list.", most=5),
                text("job_title", "Job title"),
                phone("phone", "Phone"),
                person("member", "Account"),
            ),
        ),
    ),
)
