"""Somebody who is out while the school is looked at: a visit that is armed on the server, so that the office has one to watch.

    send_out(told, now)         # True once the server says that it is armed

The sheet stands in the visitor's diary; a copy of its words is sealed to each person who would be told (`docs/protocol.md` §12).
"""

from __future__ import annotations

import time
from typing import Final

from demo.cast import COLLEAGUES
from demo.days import HOUR, MINUTE
from demo.saves import diary
from demo.tell import Told
from demo.write_visit import IF_OVERDUE
from schemas.codes import Code
from schemas.field import Leaf
from sync.client.api import ServerRefused
from sync.client.exchange import exchange
from sync.client.replica import Replica
from sync.encoding import b64u, format_instant, json_bytes, new_id
from sync.records import set_changes
from sync.safety_note import seal_note

VISITOR: Final = "tamsin"
LADDER: Final = (("jo",), ("ward",), ("quill",))
STEP_MINUTES: Final = 10
BACK_AFTER: Final = 3 * HOUR
TRIES: Final = 120
WAIT_SECONDS: Final = 0.5
"""A worker that has only just begun says within seconds that it looks after alarms."""


def send_out(told: Told, now: int) -> bool:
    """Fill in a sheet, send it, and arm the visit. False where no worker looks after alarms here.

    Raises `ServerRefused` and `Unreachable`.
    """
    device, visit = told.devices[VISITOR], new_id()
    sheet = _sheet(told, now)
    place = told.places[diary(VISITOR)]
    record = b64u(new_id())
    values = {"_form": "visit_safety", "_version": 1, "visit_id": b64u(visit), **sheet}
    device.save(place, set_changes(device.state(place), record, values))
    exchange(device)
    device.drift = None
    if not _arm(told, device, visit, sheet, now + BACK_AFTER):
        return False
    device.save(place, set_changes(device.state(place), record, {"armed_at": format_instant(now)}))
    exchange(device)
    device.drift = None
    return True


def _sheet(told: Told, now: int) -> dict[str, Leaf]:
    people = told.ids.people
    return {
        "visitor": people[VISITOR],
        "going": "alone",
        "purpose": "To go through the new plan together",
        "address": "Lamplighter’s Cottage",
        "phone": COLLEAGUES[VISITOR].phone,
        "car": "Bicycle, yellow helmet",
        "leaves": format_instant(now - 5 * MINUTE),
        "back_by": format_instant(now + BACK_AFTER),
        "risks": "Unlit lane.",
        "measures": "Back before dark.",
        "if_overdue": IF_OVERDUE,
        "authorised_by": people["ward"],
        "watched_by": people["jo"],
        "named": [people["ward"], people["quill"]],
        "step_minutes": STEP_MINUTES,
    }


def _arm(told: Told, device: Replica, visit: bytes, sheet: dict[str, Leaf], until: int) -> bool:
    def rung_of(key: str) -> dict[str, str]:
        member = told.devices[key].identity.member
        seal = device.school.members[member].seal
        note = seal_note(device.identity.school, visit, seal, json_bytes(sheet), device.identity.device)
        return {"member": b64u(member), "note": b64u(note.data)}

    ladder = [[rung_of(key) for key in rung] for rung in LADDER]
    plan = {"until": format_instant(until), "step_minutes": STEP_MINUTES, "ladder": ladder}
    path = f"/visits/{b64u(visit)}"
    for _ in range(TRIES):
        try:
            device.api.json("PUT", path, plan)
        except ServerRefused as refused:
            if refused.code is not Code.NO_ALARM_CLOCK:
                raise
            time.sleep(WAIT_SECONDS)
        else:
            return True
    return False
