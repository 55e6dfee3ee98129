"""How long to wait before a push is tried again, and which push services are left alone for now.

An alarm is tried again within seconds, whatever became of others; it waits only where its push service asked us to wait.
"""

from __future__ import annotations

from typing import Final

from server.clock import MINUTE, SECOND

FIRST_PAUSE: Final = 30 * SECOND
LONGEST_PAUSE: Final = 15 * MINUTE
FIRST_PAUSE_OF_ALARMS: Final = 5 * SECOND
LONGEST_PAUSE_OF_ALARMS: Final = MINUTE


def pause(attempts: int, *, alarm: bool) -> int:
    """How long to wait after that many attempts in vain, ms: twice as long each time, up to a bound."""
    first, longest = (FIRST_PAUSE_OF_ALARMS, LONGEST_PAUSE_OF_ALARMS) if alarm else (FIRST_PAUSE, LONGEST_PAUSE)
    return min(first << min(max(attempts - 1, 0), 16), longest)


class PushServices:
    """What one worker knows of push services, by the names of their hosts. Each worker finds out for itself."""

    def __init__(self) -> None:
        self._asked: dict[str, int] = {}
        self._down: dict[str, int] = {}

    def busy(self, host: str, now: int, *, asked: int) -> None:
        """A service took nothing. `asked` is for how long it asked us to wait, ms; 0 if it did not."""
        if asked:
            self._asked[host] = now + asked
        self._down[host] = now + max(asked, FIRST_PAUSE)

    def well(self, host: str) -> None:
        """A service took something."""
        self._asked.pop(host, None)
        self._down.pop(host, None)

    def left_alone_until(self, host: str, *, alarm: bool) -> int:
        """Until when nothing is sent there, ms; 0 for a service that is well."""
        return (self._asked if alarm else self._down).get(host, 0)
