"""The story's calendar agrees with the real one."""

from __future__ import annotations

import datetime as dt
import random
from zoneinfo import ZoneInfo

import pytest

from demo.days import Days, london_offset, terms_of
from tests.demo.moments import MONDAY, any_moments, moment


def test_londons_clocks_are_where_the_table_of_zones_has_them(run_seed: int) -> None:
    london = ZoneInfo("Europe/London")
    changes = [
        moment(text) for text in ("2026-03-29T00:59", "2026-03-29T01:00", "2026-10-25T00:59", "2026-10-25T01:00")
    ]
    for now in [*changes, *any_moments(run_seed, 200)]:
        offset = dt.datetime.fromtimestamp(now / 1000, london).utcoffset()
        assert offset == dt.timedelta(minutes=london_offset(now)), now


def test_a_clock_time_is_read_back_as_it_was_meant(run_seed: int) -> None:
    chance = random.Random(run_seed)
    days = Days(MONDAY)
    for _ in range(200):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randint(0, 2000))
        clock = f"{chance.randint(7, 18):02}:{chance.randint(0, 59):02}"
        assert days.instant(days.at(day, clock)).startswith(f"{day.isoformat()}T{clock}:00.000+")


def test_the_autumn_of_2026_is_as_schools_have_it() -> None:
    autumn, spring, summer = terms_of(2026)
    assert (autumn.first, autumn.last) == (dt.date(2026, 9, 7), dt.date(2026, 12, 18))
    assert autumn.half_term == dt.date(2026, 10, 26)
    assert (spring.half_term, summer.half_term) == (dt.date(2027, 2, 15), dt.date(2027, 5, 31))


def test_half_term_is_not_counted() -> None:
    days = Days(MONDAY)
    assert days.day(3, "mon") == dt.date(2026, 11, 2)
    assert days.day(4, "mon") == dt.date(2026, 10, 19)
    assert days.date(days.read("5 thu 10:40")) == dt.date(2026, 10, 15)


def test_two_terms_of_weeks_are_there_whatever_the_day(run_seed: int) -> None:
    for now in any_moments(run_seed, 200):
        days = Days(now)
        assert len(days.weeks) >= 24
        assert all(days.is_school_day(week) for week in days.weeks)
        assert days.last_school_day < days.today


def test_this_morning_is_today_and_not_later_than_now(run_seed: int) -> None:
    for now in any_moments(run_seed, 200):
        days = Days(now)
        assert days.this_morning <= now
        assert days.date(days.this_morning) == days.today


def test_what_is_no_time_of_the_story_is_refused() -> None:
    with pytest.raises(ValueError, match="no time of the story"):
        Days(MONDAY).read("soon")
