"""When a plan is looked at again: one rule for what the screens show and for what a reminder is made of.

    review_day(plan)              # review_date 2027-01-11, reviewed_on 2026-11-26: "2027-01-11"
    plan_in_force(records)        # of all that lies in a case; None where the work is over

A review sets the day of the next one, so a day that is set is over only once a review was held on it or after it. A plan is in
force until another is begun, or the case is closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sync.records import FORM, Record, is_out, text_of
from sync.school_days import is_day

CLOSED: Final = "closed"


def review_day(plan: Record) -> str | None:
    """The day on which a plan is looked at next; None where there is none."""
    day, reviewed = text_of(plan.fields.get("review_date")), text_of(plan.fields.get("reviewed_on"))
    is_over = is_out(plan) or not is_day(day) or (is_day(reviewed) and day <= reviewed)
    return None if is_over else day


def plan_in_force(records: Iterable[Record]) -> Record | None:
    """The plan of a case that is worked by: the one that was begun last. None without one, and once the case is closed."""
    found = [record for record in records if not is_out(record)]
    is_closed = any(record.form == "case" and text_of(record.fields.get("stage")) == CLOSED for record in found)
    plans = [record for record in found if record.form == "action_plan"]
    return max(plans, key=_begun) if plans and not is_closed else None


def _begun(plan: Record) -> tuple[str, int, str]:
    """By the day that it says, then by when it was made; by its id, so that two devices agree."""
    day = text_of(plan.fields.get("start_date"))
    return (day if is_day(day) else "", plan.fields[FORM].shown.time, plan.id)
