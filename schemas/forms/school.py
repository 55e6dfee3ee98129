"""The school itself: its name and colour, and what it chose where the documents leave a choice."""

from __future__ import annotations

from typing import Final

from schemas.field import Field, FieldType, Option, choice, choices, integer, text
from schemas.form import Form, Section
from schemas.forms.action_plan import SHAPES
from schemas.forms.scale_learning import STATEMENTS as LEARNING
from schemas.forms.scale_self_esteem import STATEMENTS as SELF_ESTEEM

NATIONS: Final = (
    Option("england", "England"),
    Option("wales", "Wales"),
    Option("scotland", "Scotland"),
    Option("northern_ireland", "Northern Ireland"),
)
SECTORS: Final = (
    Option("primary", "Primary school"),
    Option("secondary", "Secondary school"),
)


def _steadiness(scale: str, label: str) -> tuple[Field, Field]:
    """Standard deviation and reliability of the mean "now" of a scale; in hundredths, for a record holds whole numbers."""
    return (
        integer(
            f"{scale}_sd",
            f"{label}: standard deviation of the mean, in hundredths of a point",
            help="150 stands for 1.5 points.",
            least=1,
            most=450,
        ),
        integer(
            f"{scale}_reliability",
            f"{label}: reliability from one time to the next, in hundredths",
            help="75 stands for 0.75.",
            least=0,
            most=99,
        ),
    )


SCHOOL: Final = Form(
    name="school",
    version=1,
    label="School",
    description="The school’s name and colour, and what it has chosen.",
    lives_in=("team",),
    single=True,
    casework=False,
    sections=(
        Section(
            "school",
            "School",
            (
                text("name", "Name of the school", required=True),
                text("address", "Address", help="At the head of what is printed."),
                Field(
                    name="colour",
                    type=FieldType.COLOUR,
                    label="Colour",
                    help="Of the bar above Beside on a tablet.",
                    default="#0e5c58",
                ),
                choice(
                    "nation",
                    "Nation",
                    NATIONS,
                    help="Some words differ: who leads on safeguarding, what a pupil is called.",
                ),
                choice("sector", "Kind of school", SECTORS),
            ),
        ),
        Section(
            "choices",
            "What we chose",
            (
                choice("plan_shape", "Plans are printed as", SHAPES, default="pupil"),
                integer("review_weeks", "Weeks to a plan’s review", default=6, least=1, most=26),
                integer("visit_step_minutes", "Minutes between alarms of a visit", default=10, least=1, most=60),
                integer("visit_more_minutes", "Minutes more with one touch", default=15, least=5, most=60),
                choices(
                    "welfare_self_esteem",
                    "Statements about welfare: how I see myself",
                    SELF_ESTEEM,
                    help="A low answer to one of these is shown to the mentor first.",
                    options_from="scale_self_esteem@1:statements",
                    default=("happy_at_home", "happy_with_life"),
                ),
                choices(
                    "welfare_learning",
                    "Statements about welfare: how I learn",
                    LEARNING,
                    options_from="scale_learning@1:statements",
                ),
                integer("low_answer", "An answer is low from here down", default=3, least=1, most=9),
            ),
        ),
        Section(
            "scales",
            "How steady our scales are",
            (*_steadiness("self_esteem", "How I see myself"), *_steadiness("learning", "How I learn")),
            help=(
                "Once some thirty pupils have filled a scale in twice within a fortnight, with nothing done in between, "
                "these two can be worked out. Both together, the page of a scale says how sure a mean is and whether a "
                "change is more than wobble; until then it says that this is not known."
            ),
        ),
    ),
)
