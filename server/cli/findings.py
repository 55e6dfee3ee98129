"""What `beside doctor` says of one thing that it looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what to do if it is not."""

    state: Literal["ok", "note", "wrong"]
    about: str
    text: str
