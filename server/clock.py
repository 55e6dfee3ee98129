"""The server's clock: milliseconds since 1970 UTC. Tests hand in another."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeAlias

Clock: TypeAlias = Callable[[], int]
"""Now, in milliseconds since 1970 UTC."""

SECOND: Final = 1000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR


def system_clock() -> int:
    """The machine's own."""
    return time.time_ns() // 1_000_000
