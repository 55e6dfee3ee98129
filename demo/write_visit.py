"""Visits off the site: the safety sheet in the visitor's diary, the record in each pupil's case, the risk note's answer."""

from __future__ import annotations

from dataclasses import dataclass

from demo.cast import BY_KEY, COLLEAGUES, LEAD_NAME
from demo.days import DAY, MINUTE
from demo.saves import Pen, case, diary
from demo.write_case import class_form
from schemas.field import Leaf

IF_OVERDUE = "Ring my phone twice, then the house, then Ms Ward. Do not send anybody alone."


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action agreed on a visit. `owner` is a key of the staff, else `owner_name`; `due` and `done` are words for moments.

    `due` may also be days before today: "-3". It is kept in the case of `pupil`, else in that of the first of the
    visit: a promise made to a family stands once.
    """

    key: str
    what: str
    owner: str = ""
    owner_name: str = ""
    due: str = ""
    done: str = ""
    pupil: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The risk note, and when the line manager saw it and what she answered; empty if she has not yet."""

    level: str = "none"
    issues: str = ""
    review_days: int = 28
    next_visitor: bool = False
    seen: str = ""
    reply: str = ""
    lead_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit of `minutes`, to the families of `pupils`. `told_by`: the discussion is what this person said, else it was seen.

    `planned` when it is still to come. `more` is minutes that the colleague who watched gave.
    """

    key: str
    visitor: str
    pupils: tuple[str, ...]
    when: str
    minutes: int
    visit_to: str
    purpose: str
    address: str
    phone: str
    risks: str
    measures: str
    reason: str = ""
    present: tuple[str, ...] = ()
    discussion: str = ""
    told_by: str = ""
    agencies: str = ""
    kind: str = "home"
    made_with: str = ""
    car: str = "On foot"
    actions: tuple[Agreed, ...] = ()
    risk: Risk = Risk()
    more: int = 0
    planned: bool = False


def write_visit(pen: Pen, visit: Visit) -> None:
    """The sheet; and unless the visit is still to come, what was written on the doorstep."""
    leaves = pen.days.read(visit.when)
    sheet = _plan(pen, visit, leaves)
    if visit.planned:
        return
    _watch(pen, visit, sheet, leaves)
    for pupil in visit.pupils:
        _record(pen, visit, pupil, leaves)


def _plan(pen: Pen, visit: Visit, leaves: int) -> str:
    """The sheet as it was filled in at the end of the school day before."""
    made = pen.days.at(pen.days.school_day_before(pen.days.date(leaves)), "15:55")
    sheet_id = pen.made_id("visit", visit.key)
    return pen.begin(
        visit.visitor,
        made,
        diary(visit.visitor),
        "visit_safety",
        {
            "visit_id": sheet_id,
            "going": "pair" if visit.made_with else "alone",
            "going_with": visit.made_with or None,
            "cases": [pen.ids.cases[pupil] for pupil in visit.pupils],
            "purpose": visit.purpose,
            "address": visit.address,
            "phone": COLLEAGUES[visit.visitor].phone,
            "car": visit.car,
            "leaves": pen.days.instant(leaves),
            "back_by": pen.days.instant(_back_by(visit, leaves)),
            "risks": visit.risks,
            "measures": visit.measures,
            "if_overdue": IF_OVERDUE,
            "authorised_by": pen.person("ward"),
            "watched_by": pen.person("jo"),
            "named": [pen.person("ward"), pen.person("quill")],
        },
        name=visit.key,
    )


def _back_by(visit: Visit, leaves: int) -> int:
    return leaves + (visit.minutes + 15) * MINUTE


def _watch(pen: Pen, visit: Visit, sheet: str, leaves: int) -> None:
    """Armed on leaving, given more time if it was asked for, checked in on coming back."""
    back_by, back = _back_by(visit, leaves), leaves + (visit.minutes + 5 + visit.more) * MINUTE
    place = diary(visit.visitor)
    armed = leaves + 2 * MINUTE
    pen.change(visit.visitor, armed, place, sheet, {"armed_at": pen.days.instant(armed)})
    if visit.more:
        asked = back_by - 4 * MINUTE
        more = {
            "by": pen.person("jo"),
            "at": pen.days.instant(asked),
            "until": pen.days.instant(back_by + visit.more * MINUTE),
        }
        leaves_of_row = pen.new_rows(visit.visitor, asked, sheet, "extensions", [("more", more)])
        pen.change(visit.visitor, asked, place, sheet, leaves_of_row)
    ended: dict[str, Leaf] = {"checked_in_at": pen.days.instant(back), "checked_in_by": pen.person(visit.visitor)}
    pen.change(visit.visitor, back, place, sheet, ended)


def _record(pen: Pen, visit: Visit, pupil: str, leaves: int) -> None:
    start = leaves + 12 * MINUTE
    day = pen.days.date(start)
    saved = start + (visit.minutes - 15) * MINUTE
    record = pen.begin(
        visit.visitor,
        saved,
        case(pupil),
        "visit",
        {
            "date": day.isoformat(),
            "at": pen.days.instant(start),
            "visit_id": pen.made_id("visit", visit.key),
            "class_form": class_form(pen, BY_KEY[pupil], day),
            "kind": visit.kind,
            "visit_to": visit.visit_to,
            "made_with": visit.made_with or None,
            "address": visit.address,
            "phone": visit.phone,
            "present": list(visit.present),
            "reason": visit.reason,
            "other_agencies": visit.agencies or None,
            "discussion": visit.discussion,
            "discussion_source": "told" if visit.told_by else "saw",
            "discussion_told_by": visit.told_by or None,
            **_risk(pen, visit, saved),
        },
        name=visit.key,
    )
    actions = [action for action in visit.actions if (action.pupil or visit.pupils[0]) == pupil]
    if actions:
        rows = [(action.key, _action(pen, action)) for action in actions]
        agreed = pen.new_rows(visit.visitor, saved, record, "actions", rows)
        pen.change(visit.visitor, saved + 3 * MINUTE, case(pupil), record, agreed)
    for action in actions:
        if action.done:
            done = pen.days.read(action.done)
            path = f"actions/{pen.row(record, 'actions', action.key)}/done_on"
            pen.change(visit.visitor, done, case(pupil), record, {path: pen.days.date(done).isoformat()})
    _answer(pen, visit, pupil, record)


def _risk(pen: Pen, visit: Visit, saved: int) -> dict[str, Leaf]:
    risk = visit.risk
    if risk.level == "none":
        return {"risk_level": "none"}
    leaves: dict[str, Leaf] = {
        "risk_level": risk.level,
        "risk_issues": risk.issues,
        "risk_issues_source": "saw",
        "risk_to": pen.person("ward"),
        "risk_review": (pen.days.date(saved) + risk.review_days * DAY).isoformat(),
        "risk_next_visitor": risk.next_visitor,
    }
    if risk.lead_told:
        leaves |= {"lead_told": LEAD_NAME, "lead_told_at": pen.days.instant(saved + 25 * MINUTE)}
    return leaves


def _action(pen: Pen, action: Agreed) -> dict[str, Leaf]:
    leaves: dict[str, Leaf] = {"what": action.what, "owner_name": action.owner_name or None}
    if action.owner:
        leaves["owner"] = pen.person(action.owner)
    if action.due.startswith("-"):
        leaves["due"] = (pen.days.today + int(action.due) * DAY).isoformat()
    elif action.due:
        leaves["due"] = pen.days.date(pen.days.read(action.due)).isoformat()
    return leaves


def _answer(pen: Pen, visit: Visit, pupil: str, record: str) -> None:
    """The line manager has seen the risk note, and says so in each case."""
    if not visit.risk.seen:
        return
    at = pen.days.read(visit.risk.seen)
    seen = {"reply": visit.risk.reply, "reply_source": "view"}
    leaves = pen.new_rows("ward", at, record, "risk_seen", [("ward", seen)])
    pen.change("ward", at, case(pupil), record, leaves)
