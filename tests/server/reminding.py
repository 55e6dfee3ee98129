"""Reminder rows as a tablet would sign them, and pushing them with or without the ops that they go with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.limits import PROTOCOL_VERSION
from server.clock import DAY, HOUR
from sync.encoding import b64u, new_id
from sync.reminder import Kind, Place, Terms, sign_reminder
from sync.school_days import Window
from tests.server.actors import START, Tablet
from tests.server.vaults import TestVault

MORNING = START - START % DAY + 32 * HOUR
"""Eight in the morning (UTC) of the day after the tests' clock begins."""
TOMORROW = Window(MORNING, MORNING + 8 * HOUR)
DAY_AFTER = Window(MORNING + DAY, MORNING + DAY + 8 * HOUR)


@dataclass
class Reminded:
    """A record of a vault, and the rows about it."""

    vault: TestVault
    id: bytes = field(default_factory=new_id)
    kind: Kind = Kind.REVIEW_DUE

    def row(
        self, tablet: Tablet, op: bytes, *to: bytes, windows: Sequence[Window] = (TOMORROW, DAY_AFTER), **place: bytes
    ) -> bytes:
        """A row that goes with the op; told to whoever signs it, unless told otherwise."""
        where = Place(**{"school": self.vault.school.id, "vault": self.vault.id, "id": self.id, **place})
        recipients = (to or (tablet.person.id,)) if windows else ()
        return sign_reminder(Terms(self.kind, where, op, recipients, tuple(windows)), tablet.key).data

    def save(self, tablet: Tablet, *to: bytes, windows: Sequence[Window] = (TOMORROW, DAY_AFTER)) -> dict[str, Any]:
        """Push an op with its row; the result."""
        op = self.vault.op(tablet)
        row = self.row(tablet, op.header.op_id, *to, windows=windows)
        return push_with(tablet, self.vault, self.vault.taken(op), row)


def push_with(
    tablet: Tablet, vault: TestVault, entries: list[bytes], *rows: bytes, restore: bool = False
) -> dict[str, Any]:
    """The result of a batch with these rows."""
    response = pushed(tablet, vault, entries, *rows, restore=restore)
    assert response.status_code == 200, response.data
    (result,) = response.json["results"]
    found: dict[str, Any] = result
    return found


def pushed(tablet: Tablet, vault: TestVault, entries: list[bytes], *rows: bytes, restore: bool = False) -> Any:
    """The answer to a batch with these rows."""
    batch = {"vault": b64u(vault.id), "count": len(entries), "reminders": [b64u(row) for row in rows]}
    head = {"protocol": PROTOCOL_VERSION, "catalogue": 1, "restore": restore, "batches": [batch]}
    return tablet.frames("/push", head, entries)
