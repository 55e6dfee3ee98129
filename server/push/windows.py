"""When something may be said: the windows of a reminder as they are kept, and which of them holds."""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct
from typing import Final

from sync.school_days import Window

_WINDOW: Final = Struct(">QQ")


def pack(windows: Iterable[Window]) -> bytes:
    """Windows as they are kept."""
    return b"".join(_WINDOW.pack(*window) for window in windows)


def unpack(kept: bytes) -> tuple[Window, ...]:
    """What `pack` kept."""
    return tuple(Window(*found) for found in _WINDOW.iter_unpack(kept))


def first_open(windows: Iterable[Window], now: int) -> Window | None:
    """The first window that has not ended: open if it began, else the one to wait for. None when it is too late for all."""
    return next((window for window in windows if now < window.end), None)
