"""What can be done about a watched visit: more time, back again, the next rung at once, "I have it".

Each may be asked for again without harm. The visitor cannot acknowledge their own alarm, nor escalate it.
"""

from __future__ import annotations

from sqlalchemy import Connection, update

from schemas.codes import Code
from server.accounts.callers import Caller
from server.db.tables import safety_notes as notes
from server.refusal import Refused
from server.visits.alarms import stop, tell
from server.visits.arming import check_until, fresh
from server.visits.ladder import VISITOR, WATCHER, Act, Visit, act_values, change, concerned


def extend(connection: Connection, caller: Caller, visit: bytes, until: int, now: int) -> None:
    """Give the visitor until then; what was raised is over, and the ladder begins anew. An earlier moment changes nothing."""
    found, _ = _open(connection, caller, visit, now)
    check_until(until, now)
    if until <= found.until:
        return
    stop(connection, caller.school, found, caller.member, now)
    here = (notes.c.school == found.school) & (notes.c.visit == found.visit)
    connection.execute(update(notes).where(here).values(told_at=None))
    change(connection, found, fresh(until))


def check_in(connection: Connection, caller: Caller, visit: bytes, now: int) -> None:
    """The visitor is back."""
    found, _ = concerned(connection, caller.school.id, visit, caller.member, now)
    if found.checked_in is not None:
        return
    stop(connection, caller.school, found, caller.member, now)
    change(connection, found, {"next_at": None, **act_values("checked_in", Act(caller.member, now))})


def escalate(connection: Connection, caller: Caller, visit: bytes, rung: int, now: int) -> None:
    """Tell everybody up to this rung now, whoever had acknowledged. Raises Refused: FORBIDDEN for the visitor, INVALID for a
    rung that is not there or is told first anyway."""
    found, own = _open(connection, caller, visit, now)
    if own == VISITOR:
        raise Refused(Code.FORBIDDEN)
    if not WATCHER < rung <= max(found.rungs, WATCHER + 1):
        raise Refused(Code.INVALID, field="rung")
    told = min(rung, found.rungs) + 1
    if found.told >= told and found.acknowledged is None:
        return
    change(
        connection,
        found,
        {**act_values("escalated", Act(caller.member, now)), **act_values("acknowledged", None)},
    )
    tell(connection, caller.school, found, max(found.told, told), next_at=now + found.step, now=now)


def acknowledge(connection: Connection, caller: Caller, visit: bytes, now: int) -> None:
    """Take the alarm on. The first has it; for the others, and while there is none, nothing changes. Raises
    Refused(FORBIDDEN) for the visitor."""
    found, own = _open(connection, caller, visit, now)
    if own == VISITOR:
        raise Refused(Code.FORBIDDEN)
    if found.acknowledged is not None or not found.is_alarming(now):
        return
    stop(connection, caller.school, found, caller.member, now)
    change(connection, found, {"next_at": None, **act_values("acknowledged", Act(caller.member, now))})


def _open(connection: Connection, caller: Caller, visit: bytes, now: int) -> tuple[Visit, int]:
    found, rung = concerned(connection, caller.school.id, visit, caller.member, now)
    if found.checked_in is not None:
        raise Refused(Code.VISIT_OVER)
    return found, rung
