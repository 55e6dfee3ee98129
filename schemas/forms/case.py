"""The case: the pupil, their people, what the work is about and where it stands."""

from __future__ import annotations

from typing import Final

from schemas.field import Option, When, boolean, choice, choices, date, narrative, people, phone, record, rows, text
from schemas.form import Form, Section, Sheet

STAGES: Final = (
    Option("referral", "Referral"),
    Option("agreement", "Agreement"),
    Option("finding_out", "Finding out"),
    Option("plan", "Plan"),
    Option("review", "Review"),
    Option("ending", "Ending"),
    Option("follow_up", "Follow-up"),
    Option("closed", "Closed"),
)

# The key areas of a mentoring policy [004].
FOCUS_AREAS: Final = (
    Option("attendance", "attendance"),
    Option("study", "study/organisational skills"),
    Option("behaviour", "behaviour"),
    Option("emotional_health", "emotional/health"),
    Option("motivation", "motivation"),
    Option("disaffection", "disaffection"),
    Option("self_esteem", "self-esteem"),
)

# How often the work is needed [000].
LEVELS: Final = (
    Option("significant", "daily or frequently each week"),
    Option("medium", "weekly"),
    Option("infrequent", "monthly or drop-in"),
)

LENGTHS: Final = (Option("short", "short"), Option("medium", "medium"), Option("long", "long"))

PUPIL: Final = Section(
    "pupil",
    "The pupil",
    (
        text("name", "Name", required=True, sensitive=True),
        text("preferred_name", "Preferred name", help="What they like to be called.", sensitive=True),
        date("date_of_birth", "Date of birth", past=True, sensitive=True),
        text("class_form", "Class or form", help="As it is now. Each record keeps the class it was made in."),
        text("year", "Year"),
        text("home_language", "Home language"),
        boolean("practice", "A practice pupil", help="Not a child: to try things out. Left out of every count."),
    ),
)

HOME: Final = Section(
    "home",
    "Home",
    (
        boolean("two_homes", "Lives in two homes"),
        rows(
            "carers",
            "Parents and carers",
            text("name", "Name", required=True, sensitive=True),
            text("relationship", "Relationship to child"),
            text("address", "Address", sensitive=True),
            phone("home_phone", "Home telephone"),
            phone("work_phone", "Work telephone"),
            boolean("do_not_contact", "Do not contact"),
            narrative("do_not_contact_why", "Why not", when=When("do_not_contact", (True,))),
        ),
        rows(
            "siblings",
            "Brothers and sisters",
            text("name", "Name", required=True, sensitive=True),
            text("school_class", "School and class"),
            record("case", "Their case", of="case"),
        ),
    ),
)

SUPPORT: Final = Section(
    "support",
    "The support",
    (
        people("mentors", "Mentors", default="me"),
        choices("focus_areas", "Focus areas", FOCUS_AREAS),
        text("focus_other", "Something else"),
        choice("level", "Level of need", LEVELS, help="How often you expect to see each other."),
        choice("length", "Expected length", LENGTHS),
        choice("stage", "Where the case stands", STAGES, required=True, default="referral"),
        date("opened_on", "Opened on", past=True, default="today"),
        rows(
            "plans",
            "Other plans",
            choice(
                "kind",
                "Plan",
                (
                    Option("iep", "Individual education plan (IEP)"),
                    Option("psp", "Pastoral support plan (PSP)"),
                    Option("looked_after", "Looked-after child"),
                    Option("tys", "Targeted youth support (TYS)"),
                    Option("other", "Another plan"),
                ),
                required=True,
            ),
            text("name", "What it is called"),
            text("holder", "Who holds it", sensitive=True),
            date("date", "Date"),
        ),
    ),
)

CASE: Final = Form(
    name="case",
    version=1,
    label="Case",
    description="The pupil, the people around them, what you work on together and where it stands.",
    lives_in=("case",),
    dated_by="opened_on",
    single=True,
    sections=(PUPIL, HOME, SUPPORT),
    sheets=(
        Sheet(
            "case",
            "The pupil and the support",
            (
                ("name", ""),
                ("preferred_name", ""),
                ("date_of_birth", ""),
                ("class_form", ""),
                ("year", ""),
                ("home_language", ""),
                ("carers/name", "Parent or carer"),
                ("carers/relationship", ""),
                ("carers/address", ""),
                ("carers/home_phone+carers/work_phone", "Telephone, home and work"),
                ("carers/do_not_contact", ""),
                ("siblings/name", "Brother or sister"),
                ("siblings/school_class", ""),
                ("mentors", ""),
                ("opened_on", ""),
                ("focus_areas+focus_other", "Focus areas"),
                ("level", ""),
                ("length", ""),
                ("plans/kind+plans/name", "Other plan"),
                ("plans/holder", ""),
                ("plans/date", ""),
            ),
        ),
    ),
)
