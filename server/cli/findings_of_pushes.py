"""What `beside doctor` looks at of reminders and alarms: the key, the worker, and whether push services can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import requests
from sqlalchemy import select

from server.cli.findings import Finding
from server.clock import system_clock
from server.db.engine import Database
from server.db.tables import alarm_clocks, push_subscriptions, schools
from server.push import vapid
from server.push.outbound import Outbound
from server.settings import Settings, SettingsError
from server.visits.alarm_clock import STOPPED_AFTER

CONNECT_SECONDS: Final = 5
ANSWER_SECONDS: Final = 5


def push_key(settings: Settings) -> Iterator[Finding]:
    """There is a key to sign pushes with, and somebody for a push service to write to."""
    try:
        vapid.public_key(settings.push_private_key())
    except SettingsError as error:
        yield Finding("wrong", "push", f"no reminder and no alarm can be sent: {error}")
        return
    if vapid.contact(settings) == vapid.NOBODY:
        text = "some push services refuse whoever names nobody to write to: set BESIDE_ORIGIN or BESIDE_PUSH_CONTACT"
        yield Finding("note", "push", text)
    else:
        yield Finding("ok", "push", f"is signed, and names {vapid.contact(settings)}")


def worker(database: Database, *, is_full: bool = False) -> Iterator[Finding]:
    """Somebody looks what is due. On a disk that `is_full` one that does cannot say so."""
    with database.reading() as connection:
        here = schools.c.school == alarm_clocks.c.school
        seen = connection.execute(select(alarm_clocks.c.seen_at).select_from(schools.outerjoin(alarm_clocks, here)))
        longest_ago = min((at or 0 for at in seen.scalars()), default=None)
    if longest_ago is None:
        return
    idle = system_clock() - longest_ago
    if idle < STOPPED_AFTER:
        yield Finding("ok", "worker", "looks after reminders and alarms")
        return
    since = f"has looked for {timedelta(seconds=idle // 1000)}" if longest_ago else "has ever looked"
    remedy = "start `beside serve`, or `beside worker` where BESIDE_PUSH_WORKER is no"
    if is_full:
        remedy = "one that runs cannot say so on a full disk: make room, and ask again after a minute"
    yield Finding("wrong", "worker", f"none {since}: no visit can be armed; {remedy}")


def push_services(settings: Settings, database: Database) -> Iterator[Finding]:
    """The push services of the browsers that take pushes can be reached from here, and nothing else is pushed to."""
    if settings.push_loopback and settings.origin is not None:
        text = (
            "BESIDE_PUSH_LOOPBACK is for tests: unset it, or whoever signs in can make this machine ask itself things"
        )
        yield Finding("wrong", "services", text)
    with database.reading() as connection:
        endpoints = connection.execute(select(push_subscriptions.c.endpoint).distinct()).scalars().all()
    roots = sorted({"/".join(endpoint.split("/", 3)[:3]) for endpoint in endpoints})
    unreached = [root.split("//")[1] for root in roots if not _reaches(settings, root)]
    if unreached:
        text = f"{', '.join(unreached)} cannot be reached: let this machine out to them by HTTPS (port 443)"
        yield Finding("wrong", "services", text)
    elif roots:
        yield Finding("ok", "services", f"{', '.join(root.split('//')[1] for root in roots)} can be reached")
    else:
        yield Finding("ok", "services", "no device takes pushes yet")


def _reaches(settings: Settings, root: str) -> bool:
    """Whether anything is answered there: what, is nothing to us."""
    try:
        with Outbound(loopback=settings.push_loopback) as session:
            session.get(root + "/", timeout=(CONNECT_SECONDS, ANSWER_SECONDS))
    except requests.RequestException:
        return False
    return True
