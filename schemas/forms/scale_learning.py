"""The second scale of [001]: about learning. The paper heads it "Self-Esteem Assessment" too, by a slip."""

from __future__ import annotations

from typing import Final

from schemas.field import Option
from schemas.forms.scale import scale

# As printed [001], ampersands and all.
STATEMENTS: Final = (
    Option("attending", "Attending school regularly"),
    Option("staying", "Staying in school"),
    Option("on_time", "Being on time for school & lessons"),
    Option("prepared", "Coming to school well prepared"),
    Option("friends", "Getting on well with friends"),
    Option("teachers", "Getting on well with your teachers"),
    Option("own", "Working well on my own"),
    Option("groups", "Working well in groups"),
    Option("listening", "Listening well"),
    Option("questions", "Asking questions"),
    Option("discussions", "Taking part in discussions"),
    Option("presenting", "Presenting my work as best as I can"),
    Option("homework", "Doing my homework well"),
)

SCALE_LEARNING: Final = scale(
    name="scale_learning",
    label="How I learn",
    description="Thirteen statements about school a pupil answers twice: where I am now, and where I would like to be.",
    heading="Learning Assessment",
    statements=STATEMENTS,
)
