"""When a school works: its zone, terms, closed days and hours, and the moments at which a reminder may come.

    calendar = calendar_of(view(state, "calendar's id"))
    review_windows(calendar, "2026-12-09")      ->  the working hours of the school day before, then of the day itself
    appointment_windows(calendar, starts_ms)        ->  from that morning until it starts

A device works this out, for it alone can read the calendar; the server is told moments. Days are text as in records
(`2026-12-09`), moments milliseconds since 1970 UTC. A time of day that does not exist when the clocks go forward is read as if
they had not; one that comes twice is the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sync.records import Record, text_of

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DEFAULT_ZONE: Final = "Europe/London"
USUAL_HOURS: Final[Mapping[int, tuple[str, str]]] = MappingProxyType(dict.fromkeys(range(5), ("08:00", "16:00")))
"""Monday to Friday, until a school says otherwise."""
DAYS_BACK: Final = 14
DAYS_ON: Final = 60
"""How far a school day is looked for before and after a date that is none."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_ONE_DAY: Final = timedelta(days=1)
_END_OF_TIME: Final = 253_370_764_800_000
"""The first moment of the year 9999, ms."""


class Window(NamedTuple):
    """From `start` until before `end`, ms."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """`terms` and `closed` are pairs of days, both included; `hours` is weekday (0 is Monday) → from and until. Without any
    term every day is in one."""

    zone: str = DEFAULT_ZONE
    terms: tuple[tuple[str, str], ...] = ()
    closed: tuple[tuple[str, str], ...] = ()
    hours: Mapping[int, tuple[str, str]] = field(default_factory=lambda: USUAL_HOURS)


def calendar_of(record: Record | None) -> Calendar:
    """What the school's calendar says; the usual where it says nothing, or nothing that can be used."""
    if record is None or record.gone:
        return Calendar()
    zone = text_of(record.fields.get("zone"))
    hours = {}
    for weekday, name in enumerate(WEEKDAYS):
        start, end = (text_of(record.fields.get(f"{name}_{column}")) for column in ("from", "until"))
        if _TIME.fullmatch(start) and _TIME.fullmatch(end) and start < end:
            hours[weekday] = (start, end)
    return Calendar(
        zone if is_zone(zone) else DEFAULT_ZONE, _spans(record, "terms"), _spans(record, "closed"), hours or USUAL_HOURS
    )


def _spans(record: Record, name: str) -> tuple[tuple[str, str], ...]:
    spans = []
    for row in record.rows.get(name, ()):
        first, last = text_of(row.fields.get("first")), text_of(row.fields.get("last"))
        if not row.gone and is_day(first) and (last == "" or is_day(last)):
            spans.append((first, last or first))
    return tuple(spans)


def is_day(text: str) -> bool:
    """Whether `text` is a day that exists, such as ``2026-12-09``, in the years 1970 to 9998."""
    try:
        return _DAY.fullmatch(text) is not None and 1970 <= date.fromisoformat(text).year <= 9998
    except ValueError:
        return False


def is_zone(name: str) -> bool:
    """Whether a time zone of this name is known, such as ``Europe/London``."""
    try:
        return name != "" and bool(ZoneInfo(name).key)
    except (ValueError, OSError, KeyError):
        return False


def local_instant(zone: str, day: str, at: str) -> int:
    """The moment when clocks in `zone` read `at` (``08:15``) on `day`."""
    local = datetime.combine(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
    return round(local.astimezone(UTC).timestamp()) * 1000


def local_day(zone: str, instant: int) -> str:
    """The day in `zone` at a moment."""
    return datetime.fromtimestamp(instant // 1000, ZoneInfo(zone)).date().isoformat()


def is_school_day(calendar: Calendar, day: str) -> bool:
    """Whether the school works on `day`."""
    in_term = not calendar.terms or _within(calendar.terms, day)
    return in_term and not _within(calendar.closed, day) and date.fromisoformat(day).weekday() in calendar.hours


def _within(spans: Iterable[tuple[str, str]], day: str) -> bool:
    return any(first <= day <= last for first, last in spans)


def hours_of(calendar: Calendar, day: str) -> Window | None:
    """The working hours of `day`; None where it is no school day."""
    if not is_school_day(calendar, day):
        return None
    start, end = calendar.hours[date.fromisoformat(day).weekday()]
    return Window(local_instant(calendar.zone, day, start), local_instant(calendar.zone, day, end))


def review_windows(calendar: Calendar, day: str) -> tuple[Window, ...]:
    """When to say that a review falls due on `day`: in the working hours of the school day before, or else of the day itself
    or, where that is none, of the next school day. In the holidays nobody is told."""
    found = []
    before = _nearest(calendar, day, -_ONE_DAY, DAYS_BACK)
    if before is not None:
        found.append(before)
    itself = hours_of(calendar, day) or _nearest(calendar, day, _ONE_DAY, DAYS_ON)
    if itself is not None:
        found.append(itself)
    return tuple(found)


def _nearest(calendar: Calendar, day: str, step: timedelta, most: int) -> Window | None:
    at = date.fromisoformat(day)
    for _ in range(most):
        at += step
        found = hours_of(calendar, at.isoformat()) if is_day(at.isoformat()) else None
        if found is not None:
            return found
    return None


def appointment_windows(calendar: Calendar, starts: int) -> tuple[Window, ...]:
    """When to say that there are appointments: from the morning of the day on which this one starts (ms) until it does.
    Nobody is told on a day off, nor of what is before the working day."""
    if not 0 <= starts < _END_OF_TIME:
        return ()
    hours = hours_of(calendar, local_day(calendar.zone, starts))
    if hours is None or starts <= hours.start:
        return ()
    return (Window(hours.start, min(hours.end, starts)),)


def yet_to_come(windows: Iterable[Window], now: int) -> tuple[Window, ...]:
    """The windows that have not begun: whoever writes something down at `now` need not be told of it at once."""
    return tuple(window for window in windows if window.start > now)
