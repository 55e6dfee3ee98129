"""What a push may say: a kind, and for each kind a fixed text, declared once. It names nobody.

    push_payload(Push.REVIEW_DUE)    → b'{"kind": "review_due"}                          '

The server sends the kind alone; the service worker shows the words that it has for it (`make generate`). An address is a
fixed word too: what is due is for the page to say, once it is unlocked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import Final

PAYLOAD_BYTES: Final = 48
"""Every payload has this size, so that a push service cannot tell the kinds apart by their length."""


@dataclass(frozen=True, slots=True)
class PushText:
    """Title and body as on the lock screen, the address that a touch opens, and whether it stays until touched."""

    title: str
    body: str
    path: str
    urgent: bool = False


class Push(Enum):
    """The kinds. The name in lower case travels: ``Push.REVIEW_DUE.wire == "review_due"``."""

    REVIEW_DUE = PushText("A review is due", "Open Beside to see which.", "/")
    APPOINTMENTS_TODAY = PushText("Appointments today", "Open Beside to see your day.", "/")
    VISIT_OVERDUE = PushText("A visit is overdue", "A colleague has not checked in. Open Beside now.", "/", True)
    VISIT_DUE_BACK = PushText("You are due back", "Check in, or take more time. Open Beside now.", "/", True)
    ALARM_ANSWERED = PushText("An alarm was answered", "Open Beside to see how.", "/")
    ALARM_TEST = PushText("Test alarm", "Touch here to say that it arrived.", "/alarm-test", True)
    ARRIVED = PushText("Something new", "Open Beside to see it.", "/inbox")

    @property
    def wire(self) -> str:
        """The kind as it travels: the name in lower case."""
        return self.name.lower()

    @property
    def text(self) -> PushText:
        """What is shown for it."""
        return self.value


def push_payload(kind: Push) -> bytes:
    """What is sealed to a subscription: JSON, padded with spaces to `PAYLOAD_BYTES`."""
    return json.dumps({"kind": kind.wire}).encode().ljust(PAYLOAD_BYTES)
