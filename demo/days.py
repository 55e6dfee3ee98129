"""The days of an English school, counted back from a moment, in London time.

    days = Days(now)                    # milliseconds since 1970 UTC
    days.read("5 thu 10:40")            # Thursday of the fifth school week before this one
    days.read("last 15:40")             # the last school day before today
    days.instant(moment)                # "2026-11-23T09:15:00.000+00:00"

Holidays are no school weeks, so what is counted in these never falls into one, whenever the story is told. The terms
and the change of the clocks are worked out from their rules: a machine need have no table of time zones.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sync.encoding import format_instant

DAY: Final = dt.timedelta(days=1)
WEEK: Final = dt.timedelta(days=7)
MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri")
THURSDAY: Final = 3

_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Term:
    """A term and its half-term week; both first days are Mondays, both last days Fridays."""

    name: str
    first: dt.date
    last: dt.date
    half_term: dt.date

    @property
    def half_term_ends(self) -> dt.date:
        """The Friday of the half-term week."""
        return self.half_term + 4 * DAY

    def has(self, day: dt.date) -> bool:
        """Whether `day` lies in the term and not in its half-term."""
        return self.first <= day <= self.last and not self.half_term <= day <= self.half_term_ends


def _on_or_before(day: dt.date, weekday: int) -> dt.date:
    return day - (day.weekday() - weekday) % 7 * DAY


def _on_or_after(day: dt.date, weekday: int) -> dt.date:
    return day + (weekday - day.weekday()) % 7 * DAY


def terms_of(year: int) -> tuple[Term, Term, Term]:
    """The terms of the school year that begins in September of `year`."""
    monday, friday = 0, 4
    return (
        Term(
            f"Autumn term {year}",
            _on_or_after(dt.date(year, 9, 1), monday),
            _on_or_before(dt.date(year, 12, 20), friday),
            _on_or_before(dt.date(year, 10, 28), monday),
        ),
        Term(
            f"Spring term {year + 1}",
            _on_or_after(dt.date(year + 1, 1, 4), monday),
            _on_or_before(dt.date(year + 1, 3, 31), friday),
            _on_or_before(dt.date(year + 1, 2, 17), monday),
        ),
        Term(
            f"Summer term {year + 1}",
            _on_or_after(dt.date(year + 1, 4, 13), monday),
            _on_or_before(dt.date(year + 1, 7, 22), friday),
            _on_or_before(dt.date(year + 1, 5, 31), monday),
        ),
    )


def school_year(day: dt.date) -> int:
    """The year in whose September the school year of `day` began."""
    return day.year if day.month >= 9 else day.year - 1


def _clock_change(year: int, month: int) -> dt.datetime:
    """The last Sunday of the month, 01:00 UTC: when clocks change."""
    sunday = _on_or_before(dt.date(year, month, 31), 6)
    return dt.datetime.combine(sunday, dt.time(1), dt.UTC)


def london_offset(moment: int) -> int:
    """By how many minutes London's clocks are ahead of UTC at `moment`."""
    when = _EPOCH + dt.timedelta(milliseconds=moment)
    return 60 if _clock_change(when.year, 3) <= when < _clock_change(when.year, 10) else 0


class Days:
    """A calendar seen from `now`, in milliseconds since 1970 UTC."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.today = self.date(now)

    def date(self, moment: int) -> dt.date:
        """The day in London."""
        return (_EPOCH + dt.timedelta(milliseconds=moment, minutes=london_offset(moment))).date()

    def instant(self, moment: int) -> str:
        """The moment as a record holds it, with London's offset."""
        return format_instant(moment, london_offset(moment))

    def at(self, day: dt.date, clock: str) -> int:
        """The moment when London's clocks show `clock` ("09:15") on `day`."""
        hour, minute = clock.split(":")
        wall = dt.datetime.combine(day, dt.time(int(hour), int(minute)), dt.UTC)
        shown = (wall - _EPOCH) // dt.timedelta(milliseconds=1)
        # No lesson is at one in the morning, so the hour that comes twice or never is of no concern.
        return shown - london_offset(shown) * MINUTE

    def read(self, words: str) -> int:
        """The moment of "5 thu 10:40", "last 15:40", "today 09:15" or "this morning"."""
        match words.split(" "):
            case ["this", "morning"]:
                return self.this_morning
            case ["today", clock]:
                return self.at(self.today, clock)
            case ["last", clock]:
                return self.at(self.last_school_day, clock)
            case [weeks, weekday, clock]:
                return self.at(self.day(int(weeks), weekday), clock)
        raise ValueError(f"{words!r} is no time of the story")

    def day(self, weeks: int, weekday: str) -> dt.date:
        """That day of the school week `weeks` before this one; 1 is the last."""
        return self.weeks[weeks - 1] + WEEKDAYS.index(weekday) * DAY

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms of this school year and of the one before, oldest first."""
        year = school_year(self.today)
        return (*terms_of(year - 1), *terms_of(year))

    @cached_property
    def weeks(self) -> tuple[dt.date, ...]:
        """The Mondays of the school weeks before this week, newest first: a year of them at least."""
        week = _on_or_before(self.today, 0) - WEEK
        found = []
        while week >= self.terms[0].first:
            if self.is_school_day(week):
                found.append(week)
            week -= WEEK
        return tuple(found)

    @cached_property
    def last_school_day(self) -> dt.date:
        """The newest school day before today."""
        return self.school_day_before(self.today)

    @cached_property
    def review_day(self) -> dt.date:
        """The next Thursday after today."""
        return _on_or_after(self.today + DAY, THURSDAY)

    @cached_property
    def this_morning(self) -> int:
        """Twenty to nine; when the story is told earlier, a quarter of an hour ago, but today."""
        early = min(self.at(self.today, "08:40"), self.now - 15 * MINUTE)
        return max(early, self.at(self.today, "00:00"))

    def is_school_day(self, day: dt.date) -> bool:
        """Monday to Friday in a term."""
        return day.weekday() < 5 and any(term.has(day) for term in self.terms)

    def school_day_before(self, day: dt.date) -> dt.date:
        """The newest school day before `day`."""
        day -= DAY
        while not self.is_school_day(day):
            day -= DAY
        return day

    def weekday_after(self, count: int) -> dt.date:
        """The `count`th Monday-to-Friday after today, whether or not it is in a term."""
        day = self.today
        while count > 0:
            day += DAY
            count -= day.weekday() < 5
        return day
