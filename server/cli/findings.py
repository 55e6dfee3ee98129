"""What `beside doctor` says of one thing that it looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

CLOCK_TOLERANCE: Final = timedelta(minutes=5)
"""How far what was written may be ahead of the clock."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what to do if it is not."""

    state: Literal["ok", "note", "wrong"]
    about: str
    text: str
