"""The action plan [001] [003] [000]: one record, three printed shapes; a school chooses which."""

from __future__ import annotations

from typing import Final

from schemas.field import Option, boolean, choice, date, integer, narrative, person, record, rows, text
from schemas.form import Copy, Form, Section, Sheet

SHAPES: Final = (
    Option("pupil", "Pupil action plan"),
    Option("student", "Student action plan"),
    Option("one_page", "One-page plan"),
)

REVIEW_AFTER_DAYS: Final = 42
"""Six weeks: the early end of the six to eight of [001]."""

SMART: Final = "Specific, measurable, achievable, realistic, timed. A result, in the pupil’s own words."

ABOUT: Final = Section(
    "about",
    "The plan",
    (
        choice("shape", "Printed as", SHAPES, default="pupil"),
        text("class_form", "Class or tutor group"),
        person("key_worker", "Key worker", default="me"),
        date("start_date", "Start date", required=True, default="today"),
        date(
            "review_date",
            "Review date",
            required=True,
            default=f"start_date+{REVIEW_AFTER_DAYS}",
            not_before="start_date",
        ),
        text("agreed_with", "Targets agreed with", sensitive=True),
        date("agreed_on", "Agreed on", past=True),
    ),
)

TARGETS: Final = Section(
    "targets",
    "Targets",
    (
        narrative("strengths", "Strengths"),
        narrative("focus", "Focus", help="What the child and the teacher want to develop or improve."),
        narrative("goals", "Goals", help="What the pupil will do: a result, not a process."),
        rows(
            "targets",
            "Targets",
            narrative("target", "Target", help=SMART, required=True),
            narrative("steps", "Steps I need to achieve this"),
            narrative("helpers", "Who will help me"),
            narrative("success", "How I will know that I have achieved it"),
            date("by_date", "By when"),
            text("by_words", "By when, in words", help="For instance: in half a term."),
            narrative("feedback", "Mentor feedback"),
            choice(
                "result",
                "Where it stands",
                (Option("met", "met"), Option("partly", "partly"), Option("not_yet", "not yet")),
            ),
            few=3,
        ),
        rows(
            "progress",
            "Progress",
            record("target", "Target", of="action_plan/targets", required=True),
            date("date", "Date", required=True, past=True, default="today"),
            integer("tenths", "How far, from 0 to 10", least=0, most=10),
            text("note", "In words", help="For instance: 3 lessons in 5.", sensitive=True),
        ),
    ),
)

SUPPORT: Final = Section(
    "support",
    "What helps",
    (
        narrative("strategies", "Strategies used"),
        rows(
            "services",
            "Services provided",
            text("what", "What", required=True),
            text("by_whom", "By whom"),
            text("how_long", "For how long"),
        ),
        narrative("extra", "What is extra or different"),
        narrative("resources", "Resources"),
        text("runs_for", "How long it runs"),
    ),
)

AGREED: Final = Section(
    "agreed",
    "Signed and shared",
    (
        date("pupil_signed_on", "Signed by the pupil on", past=True),
        date("mentor_signed_on", "Signed by the mentor on", past=True),
        date("parent_signed_on", "Signed by a parent or carer on", past=True),
        boolean("forwarded", "Forwarded to parent or carer"),
        date("forwarded_on", "Forwarded on", past=True),
        date("discussed_on", "Discussed with parent or carer on", past=True),
    ),
)

COMMENTS: Final = Section(
    "comments",
    "Review",
    (
        date("reviewed_on", "Reviewed on", past=True),
        narrative("pupil_comments", "Pupil’s comments"),
        narrative("teacher_comments", "Teacher’s comments"),
        narrative("mentor_comments", "Learning mentor’s comments"),
    ),
)

SHEETS: Final = (
    Sheet(
        "pupil",
        "Pupil Action Plan",
        (
            ("pupil.name", "Name of Pupil"),
            ("class_form", "Class/Tutor group"),
            ("start_date", "Start Date"),
            ("review_date", "Review Date"),
            ("targets/target", "Targets"),
            ("targets/steps", "Steps I need to achieve this"),
            ("targets/helpers", "Who will help me"),
            ("targets/success", "How will I know I have achieved my target"),
            ("targets/by_date+targets/by_words", "When will I achieve this by"),
            ("targets/feedback", "Mentor feedback"),
            ("pupil_signed_on", "Pupil Signature"),
            ("mentor_signed_on", "Learning Mentor Signature"),
            ("forwarded", "Pupil action plan forwarded to parent/carer"),
            ("forwarded_on", "Date"),
        ),
    ),
    Sheet(
        "student",
        "Student Action Plan",
        (
            ("pupil.name", "Name of Pupil"),
            ("class_form", "Class/Tutor group"),
            ("start_date", "Start Date"),
            ("review_date", "Review Date"),
            ("key_worker", "Key Worker"),
            ("targets/target", "Goals/Targets"),
            ("targets/steps", "Action to Achieve Target"),
            ("targets/by_date+targets/by_words", "Timescale"),
            ("targets/success", "Monitoring/Evaluation"),
            ("pupil_signed_on", "Student Signature"),
            ("mentor_signed_on", "Learning Mentor Signature"),
            ("forwarded", "Student action plan forwarded to parent/carer"),
            ("forwarded_on", "Date forwarded"),
        ),
    ),
    Sheet(
        "one_page",
        "Pupil Action Plan",
        (
            ("pupil.name", "Pupil Name"),
            ("class_form", "Class/form"),
            ("focus", "Focus (what does the child and teacher want to develop/improve)"),
            ("agreed_with", "Targets agreed with"),
            ("agreed_on", "on"),
            ("targets/target", ""),
            ("pupil_signed_on", "Pupil Signature"),
            ("strategies", "Strategies used"),
            ("reviewed_on", "Review: Date"),
            ("pupil_comments", "Pupils comments"),
            ("teacher_comments", "Teachers comments"),
            ("mentor_comments", "Learning Mentors comments"),
            ("forwarded_on", "Copy sent to parent/carer on"),
            ("discussed_on", "Discussed with parent/carer on"),
        ),
    ),
)

# Each reads what was agreed, and who helps. What the pupil said in the room stays between pupil and mentor; what was said to
# the pupil is not for the staff room; what a teacher said of the pupil is not handed to the pupil; and how the family was
# reached is nobody's but theirs.
_WITH_THE_FAMILY: Final = ("forwarded", "forwarded_on", "discussed_on")
COPIES: Final = (
    Copy("pupil", "the pupil", ("teacher_comments", *_WITH_THE_FAMILY)),
    Copy("parent", "a parent or carer", ("pupil_comments",)),
    Copy(
        "teachers",
        "teachers",
        ("agreed_with", "agreed_on", "targets/feedback", "pupil_comments", "mentor_comments", *_WITH_THE_FAMILY),
    ),
)

ACTION_PLAN: Final = Form(
    name="action_plan",
    version=1,
    label="Plan",
    description="A few targets, the steps to them, who helps, and the day it is looked at again.",
    lives_in=("case",),
    dated_by="start_date",
    sections=(ABOUT, TARGETS, SUPPORT, AGREED, COMMENTS),
    sheets=SHEETS,
    copies=COPIES,
)
