"""When a plan is looked at again: one rule for what the screens show and for what a reminder is made of.

    review_day(plan)     # review_date 2027-01-11, reviewed_on 2026-11-26: "2027-01-11"

A review sets the day of the next one, so a day that is set is over only once a review was held on it or after it.
"""

from __future__ import annotations

from sync.records import Record, is_out, text_of
from sync.school_days import is_day


def review_day(plan: Record) -> str | None:
    """The day on which a plan is looked at next; None where there is none."""
    day, reviewed = text_of(plan.fields.get("review_date")), text_of(plan.fields.get("reviewed_on"))
    is_over = is_out(plan) or not is_day(day) or (is_day(reviewed) and day <= reviewed)
    return None if is_over else day
