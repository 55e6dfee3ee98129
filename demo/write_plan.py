"""A plan: what was agreed, how far each target came, and what was said when it was looked at again."""

from __future__ import annotations

import datetime as dt

from demo.arc import Arc, Plan, Target
from demo.cast import BY_KEY, Pupil
from demo.days import DAY, MINUTE
from demo.saves import Pen, case
from demo.write_case import class_form
from schemas.field import Leaf


def write_plans(pen: Pen, arc: Arc) -> dict[str, str]:
    """Every plan of the pupil; the rows of their targets by key, a later plan's in place of an earlier one's."""
    targets: dict[str, str] = {}
    for number, plan in enumerate(arc.plans):
        record = _agree(pen, BY_KEY[arc.pupil], plan, str(number))
        targets |= {target.key: pen.row(record, "targets", target.key) for target in plan.targets}
        _follow(pen, BY_KEY[arc.pupil], plan, record)
    return targets


def _review_day(pen: Pen, plan: Plan) -> dt.date:
    if plan.review == "next":
        return pen.days.review_day
    if plan.review.startswith("+"):
        return pen.days.today + int(plan.review) * DAY
    return pen.days.date(pen.days.read(plan.review))


def _agree(pen: Pen, pupil: Pupil, plan: Plan, name: str) -> str:
    at = pen.days.read(plan.when)
    day = pen.days.date(at)
    place = case(pupil.key)
    record = pen.begin(
        pupil.mentor,
        at,
        place,
        "action_plan",
        {
            "shape": plan.shape,
            "class_form": class_form(pen, pupil, day),
            "review_date": _review_day(pen, plan).isoformat(),
            "agreed_with": plan.agreed_with,
            "agreed_on": day.isoformat(),
            "strengths": plan.strengths or None,
            "focus": plan.focus or None,
            "goals": plan.goals or None,
        },
        name=name,
    )
    rows = [(target.key, _target(target, _review_day(pen, plan))) for target in plan.targets]
    for minutes, row in enumerate(rows, 1):
        leaves = pen.new_rows(pupil.mentor, at, record, "targets", [row])
        pen.change(pupil.mentor, at + 4 * minutes * MINUTE, place, record, leaves)
    support: dict[str, Leaf] = {"pupil_signed_on": day.isoformat(), "mentor_signed_on": day.isoformat()}
    if plan.strategies:
        support["strategies"] = plan.strategies
    if plan.forwarded:
        support |= {"forwarded": True, "forwarded_on": day.isoformat()}
    services: list[tuple[str, dict[str, Leaf]]] = [
        (what, {"what": what, "by_whom": by_whom, "how_long": how_long}) for what, by_whom, how_long in plan.services
    ]
    support |= pen.new_rows(pupil.mentor, at, record, "services", services)
    pen.change(pupil.mentor, at + 20 * MINUTE, place, record, support)
    return record


def _target(target: Target, by_date: dt.date) -> dict[str, Leaf]:
    return {
        "target": target.target,
        "steps": target.steps,
        "helpers": target.helpers,
        "success": target.success,
        "by_date": by_date.isoformat(),
    }


def _follow(pen: Pen, pupil: Pupil, plan: Plan, record: str) -> None:
    """Progress as it was noted, then the review where there has been one."""
    place = case(pupil.key)
    for target in plan.targets:
        row = pen.row(record, "targets", target.key)
        for number, (when, tenths, words) in enumerate(target.progress):
            at = pen.days.read(when)
            noted: dict[str, Leaf] = {
                "target": row,
                "date": pen.days.date(at).isoformat(),
                "tenths": tenths,
                "note": words,
            }
            key = f"{target.key} {number}"
            pen.change(
                pupil.mentor,
                at,
                place,
                record,
                pen.new_rows(pupil.mentor, at, record, "progress", [(key, noted)]),
            )
    if plan.reviewed is None:
        return
    at = pen.days.read(plan.reviewed.when)
    said: dict[str, Leaf] = {
        "reviewed_on": pen.days.date(at).isoformat(),
        "pupil_comments": plan.reviewed.pupil,
        "pupil_comments_source": "saw",
        "mentor_comments": plan.reviewed.mentor,
        "mentor_comments_source": "view",
    }
    if plan.reviewed.teacher:
        # Ms Ward asks the teachers, on the school day before.
        before = pen.days.at(pen.days.school_day_before(pen.days.date(at)), "15:35")
        asked: dict[str, Leaf] = {
            "teacher_comments": plan.reviewed.teacher,
            "teacher_comments_source": "told",
            "teacher_comments_told_by": "their teacher",
        }
        pen.change("ward", before, place, record, asked)
    for target in plan.targets:
        row = pen.row(record, "targets", target.key)
        said |= {f"targets/{row}/result": target.result, f"targets/{row}/feedback": target.feedback}
    pen.change(pupil.mentor, at, place, record, said)
