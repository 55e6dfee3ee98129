"""Arming a visit: the visitor says until when, who is told one after the other, and leaves a safety note for each of them.

What is answered is what was stored: only then may a tablet say "Armed".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete

from schemas.codes import Code
from server.accounts.callers import Caller
from server.clock import DAY, MINUTE
from server.db.tables import safety_notes as notes
from server.db.tables import visits as table
from server.db.upsert import insert_or
from server.refusal import Refused
from server.visits import ladder
from server.visits.alarm_clock import is_running
from server.visits.alarms import stop
from sync.encoding import Malformed
from sync.safety_note import SafetyNote, parse_note, verify_note

LONGEST: Final = DAY
"""How far ahead a visitor may be due back."""


@dataclass(frozen=True, slots=True)
class Plan:
    """When the visitor is due back, ms; how long lies between one rung and the next, ms; and the notes, rung by rung."""

    until: int
    step: int
    rungs: Sequence[Sequence[SafetyNote]]
    members: Sequence[Sequence[bytes]]


def read_plan(caller: Caller, visit: bytes, stated: Mapping[str, Any], now: int) -> Plan:
    """The plan, with every note for whom it says, of this visit, and signed by the visitor's device. Raises Refused, naming the
    field."""
    check_until(stated["until"], now)
    members = [[told["member"] for told in rung] for rung in stated["ladder"]]
    everybody = [member for rung in members for member in rung]
    if len(members[0]) != 1 or len(set(everybody)) != len(everybody) or caller.member in everybody:
        raise Refused(Code.INVALID, field="ladder")
    rungs = [[_note(caller, visit, told) for told in rung] for rung in stated["ladder"]]
    return Plan(stated["until"], stated["step_minutes"] * MINUTE, rungs, members)


def check_until(until: int, now: int) -> None:
    """Raise Refused(INVALID) for a moment that has passed, or lies more than a day ahead."""
    if not now < until <= now + LONGEST:
        raise Refused(Code.INVALID, field="until")


def _note(caller: Caller, visit: bytes, told: Mapping[str, Any]) -> SafetyNote:
    member = caller.school.members.get(told["member"])
    if member is None or not member.present:
        raise Refused(Code.INVALID, field="ladder.member")
    try:
        note = parse_note(told["note"])
    except Malformed as error:
        raise Refused(error.code, field="ladder.note") from None
    if (note.school, note.visit, note.recipient, note.device) != (
        caller.school.id, visit, member.seal_id, caller.device
    ):  # fmt: skip
        raise Refused(Code.INVALID, field="ladder.note")
    if not verify_note(note, caller.school.devices[caller.device].key):
        raise Refused(Code.BAD_SIGNATURE, field="ladder.note")
    return note


def arm(connection: Connection, caller: Caller, visit: bytes, plan: Plan, now: int) -> ladder.Visit:
    """Store the plan in the place of any former one of this visit; the visit as stored.

    Raises Refused: NO_ALARM_CLOCK where nothing would raise the alarm, VISIT_OVER once the visitor was back, NOT_FOUND for
    somebody else's visit.
    """
    if not is_running(connection, caller.school.id, now):
        raise Refused(Code.NO_ALARM_CLOCK)
    before = ladder.read(connection, caller.school.id, visit, lock=True)
    if before is not None:
        if before.visitor != caller.member:
            raise Refused(Code.NOT_FOUND)
        if before.checked_in is not None:
            raise Refused(Code.VISIT_OVER)
        stop(connection, caller.school, before, caller.member, now)
    _store(connection, caller, visit, plan, now)
    stored = ladder.read(connection, caller.school.id, visit)
    if stored is None or stored.visitor != caller.member:
        raise Refused(Code.NOT_FOUND)
    return stored


def _store(connection: Connection, caller: Caller, visit: bytes, plan: Plan, now: int) -> None:
    school = caller.school.id
    values = {
        "visitor": caller.member, "armed_at": now, "until": plan.until, "step": plan.step, "rungs": len(plan.rungs),
        **fresh(plan.until),
    }  # fmt: skip
    insert = insert_or(connection, table).values(school=school, visit=visit, **values)
    own = table.c.visitor == caller.member  # somebody else's may have come in between
    connection.execute(insert.on_conflict_do_update(index_elements=["school", "visit"], set_=values, where=own))
    connection.execute(delete(notes).where(notes.c.school == school, notes.c.visit == visit))
    rows = [
        {"school": school, "visit": visit, "member": member, "rung": rung, "told_at": None, "note": note.data}
        for rung, (members, found) in enumerate(zip(plan.members, plan.rungs, strict=True), ladder.WATCHER)
        for member, note in zip(members, found, strict=True)
    ]
    connection.execute(notes.insert(), rows)


def fresh(until: int) -> dict[str, Any]:
    """The columns of a visit of which nobody was told yet."""
    acts = {**ladder.act_values("escalated", None), **ladder.act_values("acknowledged", None)}
    return {"until": until, "told": 0, "next_at": until, **acts, **ladder.act_values("checked_in", None)}
