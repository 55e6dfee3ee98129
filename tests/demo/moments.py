"""Moments at which the story is told."""

from __future__ import annotations

import datetime as dt
import random


def moment(text: str) -> int:
    """Milliseconds since 1970 UTC of an ISO time in UTC."""
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC).timestamp() * 1000)


MONDAY = moment("2026-11-23T10:30")
ODD_MOMENTS = [
    moment("2026-11-28T11:00"),  # a Saturday
    moment("2026-08-10T12:00"),  # the summer holidays
    moment("2026-09-08T08:00"),  # the second school day of a year
    moment("2027-01-01T00:10"),  # just after midnight, in the winter holidays
    moment("2027-02-01T07:00"),  # before school
    moment("2027-03-28T01:30"),  # the clocks have just changed
    moment("2028-02-29T23:59"),  # a leap day, late
]


def any_moments(seed: int, count: int) -> list[int]:
    """Moments anywhere in ten years."""
    chance = random.Random(seed)
    return [chance.randint(moment("2026-01-01T00:00"), moment("2035-12-31T23:59")) for _ in range(count)]
