"""The first scale of [001], headed "Self-Esteem Assessment"."""

from __future__ import annotations

from typing import Final

from schemas.field import Option
from schemas.forms.scale import HARD_TO_READ, scale

# As printed [001], ampersands and all.
STATEMENTS: Final = (
    Option("done_my_best", "Knowing when I have done my best"),
    Option("temper", "Controlling my temper"),
    Option("stressed", "Getting stressed out about things", HARD_TO_READ),
    Option("giving_up", "Giving up easily", HARD_TO_READ),
    Option("happy_at_home", "Happy at home", tags=("welfare",)),
    Option("new_people", "Comfortable meeting new people"),
    Option("putting_down", "Putting myself down", HARD_TO_READ),
    Option("positive", "Thinking positively"),
    Option("good_friend", "Being a good friend"),
    Option("compliments", "Accepting compliments & praise"),
    Option("good_qualities", "Recognising my good qualities"),
    Option("happy_with_life", "Feeling happy with my life", tags=("welfare",)),
    Option("others_think", "Worrying about what others think of me", HARD_TO_READ),
)

SCALE_SELF_ESTEEM: Final = scale(
    name="scale_self_esteem",
    label="How I see myself",
    description="Thirteen statements a pupil answers twice: where I am now, and where I would like to be.",
    heading="Self-Esteem Assessment",
    statements=STATEMENTS,
)
