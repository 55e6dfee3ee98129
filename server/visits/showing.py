"""What a visit looks like to whom it concerns: who would be told how, who was, and the safety note that is sealed to them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, or_, select

from schemas.push import Push
from server.clock import MINUTE
from server.db.tables import safety_notes as notes
from server.db.tables import visits as table
from server.push import deliveries
from server.push.subscriptions import reached
from server.push.trying import last_arrived
from server.visits.ladder import KEPT_FOR, VISITOR, Act, Visit, standings, visit_of
from sync.roster import School


def visits_of(connection: Connection, school: School, member: bytes, now: int) -> list[dict[str, Any]]:
    """Every visit that concerns the member now, the one due first first; those that ended until a day after."""
    on_ladder = select(notes.c.visit).where(notes.c.school == school.id, notes.c.member == member)
    rows = connection.execute(
        select(table)
        .where(
            table.c.school == school.id,
            or_(table.c.visitor == member, table.c.visit.in_(on_ladder)),
            or_(table.c.checked_in_at.is_(None), table.c.checked_in_at > now - KEPT_FOR),
        )
        .order_by(table.c.until, table.c.visit)
    ).all()
    found = (shown(connection, school, visit_of(row), member, now) for row in rows)
    return [one for one in found if one is not None]


def shown(
    connection: Connection, school: School, visit: Visit, member: bytes, now: int | None
) -> dict[str, Any] | None:
    """The visit as the member may see it; None where it does not concern them at `now`. Without a moment: as one sees it who has
    just done something about it."""
    ladder = standings(connection, visit)
    own = next((standing for standing in ladder if standing.member == member), None)
    rung = VISITOR if member == visit.visitor else own and own.rung
    if rung is None or (now is not None and not visit.concerns(rung, now)):
        return None
    members = [standing.member for standing in ladder]
    by_push = {member for _, member in reached(connection, school, members)}
    arrived = last_arrived(connection, school, members)
    sent = deliveries.sent(connection, school.id, Push.VISIT_OVERDUE, visit.visit)
    return {
        "visit": visit.visit,
        "visitor": visit.visitor,
        "armed": visit.armed_at,
        "until": visit.until,
        "step_minutes": visit.step // MINUTE,
        "told": visit.told,
        "next": visit.next_at,
        "escalated": _act(visit.escalated),
        "acknowledged": _act(visit.acknowledged),
        "checked_in": _act(visit.checked_in),
        "note": own and own.note,
        "ladder": [
            {
                "member": standing.member,
                "rung": standing.rung,
                "push": standing.member in by_push,
                "arrived": arrived.get(standing.member),
                "told": standing.told_at,
                "sent": sent.get(standing.member) if standing.told_at is not None else None,
            }
            for standing in ladder
        ],
    }


def _act(act: Act | None) -> dict[str, Any] | None:
    return None if act is None else {"by": act.by, "at": act.at}
