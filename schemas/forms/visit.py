"""The off-site visit record [001]: a home, an agency, a school; its risk note goes to the line manager.

Siblings: one visit, a record in each case, all with one `visit_id`.
"""

from __future__ import annotations

from typing import Final

from schemas.field import (
    Field,
    Option,
    When,
    boolean,
    choice,
    date,
    instant,
    narrative,
    person,
    phone,
    record,
    rows,
    text,
    texts,
)
from schemas.form import Form, Section, Sheet

RISK_LEVELS: Final = (
    Option("none", "No concern"),
    Option("low", "Some concern"),
    Option("medium", "Concern: my line manager should know this week"),
    Option("high", "Serious concern: my line manager should know today"),
)

_CONCERNED: Final = When("risk_level", ("low", "medium", "high"))


def actions() -> Field:
    """Rows of what was agreed: what, who, by when, done; shared by the forms that end in promises."""
    return rows(
        "actions",
        "Agreed actions",
        narrative("what", "What", required=True),
        person("owner", "Who"),
        text("owner_name", "Who, if not staff", help="Mum, Kai, the school nurse.", sensitive=True),
        date("due", "By when"),
        date("done_on", "Done on", past=True),
    )


ABOUT: Final = Section(
    "about",
    "The visit",
    (
        date("date", "Date", required=True, past=True, default="today"),
        instant("at", "Time", day="date", default="now"),
        record("visit_id", "Visit", help="The same in the case of each brother or sister.", of="visit_safety"),
        text("class_form", "Class or form"),
        choice(
            "kind",
            "What kind of place",
            (
                Option("home", "a home"),
                Option("agency", "an agency"),
                Option("school", "a school"),
                Option("other", "somewhere else"),
            ),
            default="home",
        ),
        text("visit_to", "Visit to", required=True, sensitive=True),
        person("made_by", "Visit made by", required=True, default="me"),
        text("made_with", "And who else", sensitive=True),
        text("address", "Address of the place", sensitive=True),
        phone("phone", "Telephone there"),
    ),
)

WHAT_HAPPENED: Final = Section(
    "what_happened",
    "What happened",
    (
        texts("present", "Present at home", help="Everybody who was there.", sensitive=True),
        narrative("reason", "Reason for the visit"),
        narrative("other_agencies", "Other agencies involved"),
        narrative(
            "discussion",
            "What was said",
            help="Facts first. Mark what you saw, what you were told, what you think.",
            required=True,
        ),
        actions(),
    ),
)

RISK: Final = Section(
    "risk",
    "Risk note",
    (
        choice("risk_level", "Is anything of concern?", RISK_LEVELS, required=True),
        narrative(
            "risk_issues",
            "Issues of concern",
            help="What you saw or heard, with dates.",
            required=True,
            when=_CONCERNED,
        ),
        person("risk_to", "For", help="Your line manager, who answers here.", when=_CONCERNED),
        date("risk_paper_on", "Handed over on paper on", past=True, when=_CONCERNED),
        date("risk_review", "Look at it again on", not_before="date", when=_CONCERNED),
        boolean("risk_next_visitor", "The next visitor needs to know", when=_CONCERNED),
        rows(
            "risk_seen",
            "Seen by the line manager",
            person("who", "Who", required=True, default="me"),
            instant("at", "When", required=True, default="now"),
            narrative("reply", "Reply"),
        ),
    ),
    help="Your line manager sees this when the tablet is next online.",
)

VISIT: Final = Form(
    name="visit",
    version=1,
    label="Home visit",
    description="A visit to a home, an agency or another school: who was there, what was said, what was agreed.",
    lives_in=("case",),
    dated_by="date",
    sections=(ABOUT, WHAT_HAPPENED, RISK),
    sheets=(
        Sheet(
            "off_site_visit_record",
            "Off Site Visit Record",
            (
                ("date", "Date"),
                ("at", "Time"),
                ("pupil.name", "Pupil"),
                ("class_form", "Class/form"),
                ("visit_to", "Visit to"),
                ("made_by", "Visit made by"),
                ("address+phone", "Address/tel of place being visited"),
                ("other_agencies", "1. Other agencies involved"),
                ("reason", "2. Reason for visit"),
                ("present", "3. Present at Home"),
                ("discussion", "4. Discussion – Details"),
                ("actions", "5. Agreed Actions"),
                ("risk_issues", "6. Risk assessment: Issues of Concern"),
            ),
        ),
    ),
)
