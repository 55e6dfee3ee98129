"""How this school observes: chosen once, printed with every observation."""

from __future__ import annotations

from typing import Final

from schemas.form import Form, Section
from schemas.forms.observation import interval_fields

SETTINGS_OBSERVATION: Final = Form(
    name="settings_observation",
    version=1,
    label="How we observe",
    description="The length and number of intervals, and when something that lasts is ticked.",
    lives_in=("team",),
    single=True,
    casework=False,
    sections=(Section("rule", "How it is counted", interval_fields()),),
)
