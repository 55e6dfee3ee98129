"""The worker: looks what is due, school by school, and sends it. `beside serve` has one with it; more may run beside.

    worker = Worker(server, Sender(server.settings))
    worker.run(stopped)             # until stopped
    worker.look(); worker.send()    # one round of each, as tests do

Looking raises alarms and needs the database alone. Sending needs push services, which may be slow. So each has a thread: no push
service, however slow, holds up an alarm's clock.
"""

from __future__ import annotations

import hmac
import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby
from typing import Final, TypeVar

from sqlalchemy import select

from schemas.push import Push
from server.clock import DAY, HOUR, MINUTE, SECOND
from server.context import Server
from server.db.tables import schools
from server.push import deliveries, subscriptions
from server.push.deliveries import Delivery, Parcel, settle
from server.push.endpoints import host_of
from server.push.patience import PushServices, pause
from server.push.sender import Manner, Sender
from server.push.windows import first_open
from server.reminders import telling
from server.visits import alarm_clock, alarms
from sync.encoding import b64u

log = logging.getLogger("beside.push")
T = TypeVar("T")

LOOKS_EVERY_SECONDS: Final = 2
TIDIES_EVERY: Final = 10 * MINUTE
DELIVERIES_KEPT_FOR: Final = 30 * DAY
AT_ONCE: Final = 4
ROUNDS: Final = 4
"""Claims for one school before it is another's turn."""
SLOWEST_PUSH: Final = 20 * SECOND
STUCK_AFTER: Final = 5 * MINUTE
"""When sending has not come to another school for so long, we do not say that we look after alarms."""
LASTS: Final = {Push.ALARM_TEST: 10 * MINUTE}
LASTS_USUALLY: Final = HOUR
"""How long what may come at any hour is worth sending: an alarm that stands is raised anew every few minutes."""
OF_VISITS: Final = frozenset({Push.VISIT_DUE_BACK, Push.VISIT_OVERDUE, Push.ALARM_ANSWERED})


class Worker:
    """One worker on a server's database."""

    def __init__(self, server: Server, sender: Sender) -> None:
        self._server = server
        self._sender = sender
        self._id = os.urandom(16)
        self._services = PushServices()
        self._beaten_at = -alarm_clock.BEATS_EVERY
        self._beaten: set[bytes] = set()
        self._tidied_at = -TIDIES_EVERY
        self._looked_at = 0
        self._sending_at = server.clock()

    def run(self, stopped: threading.Event) -> None:
        """Look and send until `stopped`. Whatever goes wrong is logged by its kind, and tried again."""
        looking = threading.Thread(target=_again_and_again, args=(self.look, stopped), daemon=True, name="looking")
        looking.start()
        _again_and_again(self.send, stopped)
        looking.join()

    # Looking ------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Raise the alarms and queue the reminders that are due, and say that somebody looks."""
        now = self._server.clock()
        schools_now = self._schools()
        if now < self._looked_at or self._looked_at == 0:
            for school in schools_now:
                _guarded(self._mind_the_clock, school)
        self._looked_at = now
        looked_at = [school for school in schools_now if _guarded(self._raise_alarms, school)]
        for school in schools_now:
            _guarded(self._tell_reminders, school)
        is_time = abs(now - self._beaten_at) >= alarm_clock.BEATS_EVERY or not self._beaten.issuperset(looked_at)
        if is_time and now - self._sending_at < STUCK_AFTER:
            with self._server.database.writing() as connection:
                alarm_clock.beat(connection, looked_at, now)
            self._beaten_at, self._beaten = now, set(looked_at)
        if abs(now - self._tidied_at) >= TIDIES_EVERY:
            for school in schools_now:
                _guarded(self._tidy, school)
            self._tidied_at = now

    def _mind_the_clock(self, school: bytes) -> None:
        """Let no alarm come later because the machine's clock was set back, while it ran or before it was started."""
        now = self._server.clock()
        with self._server.database.writing() as connection:
            by = alarm_clock.gone_back(connection, school, now, self._looked_at)
            if by:
                alarms.set_back(connection, school, by)
                deliveries.set_back(connection, school, by)
                log.warning("the clock has gone back by %d seconds: alarms come when they would have", by // SECOND)

    def _raise_alarms(self, school: bytes) -> None:
        server, now = self._server, self._server.clock()
        with server.database.reading() as connection:
            if not alarms.any_due(connection, school, now):
                return
        with server.database.writing() as connection:
            alarms.raise_due(connection, server.schools.read(connection, school).school, now)

    def _tell_reminders(self, school: bytes) -> None:
        server, now = self._server, self._server.clock()
        with server.database.reading() as connection:
            found = server.schools.read(connection, school)
            # What a backup remembers may have been taken back since: devices state it again.
            if found.restoring or not telling.any_due(connection, school, now):
                return
        with server.database.writing() as connection:
            telling.tell_due(connection, found.school, now)

    def _tidy(self, school: bytes) -> None:
        now = self._server.clock()
        with self._server.database.writing() as connection:
            alarms.forget_old(connection, school, now)
            deliveries.forget_old(connection, school, now - DELIVERIES_KEPT_FOR)

    def _schools(self) -> Sequence[bytes]:
        with self._server.database.reading() as connection:
            return connection.execute(select(schools.c.school).order_by(schools.c.school)).scalars().all()

    # Sending ------------------------------------------------------------------------------------------------

    def send(self) -> None:
        """Send what is due in every school, alarms first."""
        self._sending_at = self._server.clock()
        for school in self._schools():
            self._sending_at = self._server.clock()
            _guarded(self._send_of, school)

    def _send_of(self, school: bytes) -> None:
        for _ in range(ROUNDS):
            now = self._server.clock()
            with self._server.database.reading() as connection:
                if not deliveries.any_due(connection, school, now):
                    return
            with self._server.database.writing() as connection:
                parcels = deliveries.claim(connection, school, self._id, now)
            with ThreadPoolExecutor(AT_ONCE) as executor:
                list(executor.map(partial(_guarded, partial(self._deliver, school)), parcels))

    def _deliver(self, school: bytes, parcel: Parcel) -> None:
        with self._server.database.reading() as connection:
            found = self._server.schools.read(connection, school).school
        if not subscriptions.is_live(found, parcel.to.device, parcel.to.member):
            self._forget(school, parcel)
            return
        for same in _of_one_text(parcel.deliveries):
            if not self._push(school, parcel, same):
                return

    def _push(self, school: bytes, parcel: Parcel, same: Sequence[Delivery]) -> bool:
        """Send one push for all of these; False where nothing more can go to the device now."""
        kind, now, host = same[0].kind, self._server.clock(), host_of(parcel.to.endpoint)
        ends = {one: self._ends(one, now) for one in same}
        ready = {one: end for one, end in ends.items() if end is not None}
        if not ready or now + SLOWEST_PUSH > same[0].claimed_until:
            return True
        left_alone_until = self._services.left_alone_until(host, alarm=_may_come_at_any_hour(same))
        if left_alone_until > now:
            self._put_off(ready, left_alone_until, 0)
            return True
        keep = (max(ready.values()) - now) // SECOND
        manner = Manner(keep, self._topic(school, same[0]), urgent=kind.text.urgent or kind in OF_VISITS)
        outcome = self._sender.send(parcel.to, kind, manner)
        now = self._server.clock()
        if outcome.state == "gone":
            self._forget(school, parcel)
            return False
        if outcome.state == "taken":
            self._services.well(host)
            with self._server.database.writing() as connection:
                for one in ready:
                    settle(connection, one, sent_at=now)
            return True
        if outcome.state == "busy":
            self._services.busy(host, now, asked=outcome.wait)
        self._put_off(ready, now + outcome.wait, 1)
        return True

    def _ends(self, one: Delivery, now: int) -> int | None:
        """Until when this may be shown, ms; None if not now: then it is put off to its next window, or given up."""
        if not one.windows:
            end = one.made_at + LASTS.get(one.kind, LASTS_USUALLY)
            if now < end:
                return end
            window = None
        else:
            window = first_open(one.windows, now)
            if window is not None and window.start <= now:
                return window.end
        with self._server.database.writing() as connection:
            settle(connection, one, due_at=window and window.start, attempts=one.attempts)
        return None

    def _put_off(self, found: Iterable[Delivery], until: int, attempts: int) -> None:
        now = self._server.clock()
        with self._server.database.writing() as connection:
            for one in found:
                tried = one.attempts + attempts
                wait = pause(tried, alarm=not one.windows) if attempts else 0
                settle(connection, one, due_at=max(until, now + wait), attempts=tried)

    def _forget(self, school: bytes, parcel: Parcel) -> None:
        with self._server.database.writing() as connection:
            subscriptions.forget(connection, school, parcel.to.device, parcel.to.endpoint)

    def _topic(self, school: bytes, one: Delivery) -> str:
        """What an undelivered push takes the place of: of a visit the one before, else the last of its kind. It tells a push
        service nothing."""
        about = one.about if one.kind in OF_VISITS else one.kind.wire.encode()
        return b64u(hmac.digest(self._server.secret, b"beside/topic/1" + school + about, "sha256")[:16])


def _guarded(act: Callable[[T], None], what: T) -> bool:
    """Whether it went well: what goes wrong with one school or one device is no other's harm, and tried again."""
    try:
        act(what)
    except Exception as error:  # noqa: BLE001 - an alarm must not end with somebody else's fault
        log.warning("a turn went wrong: %s", type(getattr(error, "orig", None) or error).__name__)
        return False
    return True


def _of_one_text(found: Sequence[Delivery]) -> Iterator[list[Delivery]]:
    """What one push can say: reminders of a kind are one, whatever they are about; alarms stand for themselves."""
    alarming = [[one] for one in found if not one.windows]
    quiet = sorted((one for one in found if one.windows), key=lambda one: one.kind.wire)
    yield from alarming
    for _, same in groupby(quiet, key=lambda one: one.kind):
        yield list(same)


def _may_come_at_any_hour(same: Sequence[Delivery]) -> bool:
    return not same[0].windows


def _again_and_again(act: Callable[[], None], stopped: threading.Event) -> None:
    """What goes wrong turn after turn is logged once: a disk that is full would be filled by its own log."""
    wrong: str | None = None
    while not stopped.is_set():
        try:
            act()
            if wrong is not None:
                log.info("turns go well again")
            wrong = None
        except Exception as error:  # noqa: BLE001 - nor with a database that is away for a moment
            kind = type(error).__name__
            if kind != wrong:
                log.error("a turn went wrong, and is tried again and again: %s", kind)
            wrong = kind
        stopped.wait(LOOKS_EVERY_SECONDS)
