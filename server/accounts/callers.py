"""Who is asking: a session, its member and device as the school's log has them at this moment.

A removed member and a revoked device are answered `revoked_device` whatever they ask; what they had not sent they hand in at
`late`, by signature.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from schemas.codes import Code
from server.accounts import sessions
from server.accounts.sessions import SEEN_EVERY, Session
from server.context import Server
from server.logs.schools import SchoolNow
from server.refusal import Refused
from sync.roster import ADMINISTRATOR, School

log = logging.getLogger("beside.sessions")


@dataclass(frozen=True, slots=True)
class Caller:
    """A member on a device. `pending`: the device was let in by a code and is not in the school's log yet."""

    now: SchoolNow
    session: Session
    pending: bool

    @property
    def school(self) -> School:
        """The school as of this request."""
        return self.now.school

    @property
    def member(self) -> bytes:
        """The member's id."""
        return self.session.member

    @property
    def device(self) -> bytes:
        """The device's id."""
        return self.session.device

    @property
    def administrator(self) -> bool:
        """Whether the member is an administrator, and on a device that is let in."""
        return not self.pending and ADMINISTRATOR in self.school.roles(self.member)

    def must(self, *, pending: bool = False, administrator: bool = False) -> None:
        """Raise Refused unless the caller may: on a device let in (unless `pending` is enough), as an administrator."""
        if self.pending and not pending:
            raise Refused(Code.DEVICE_PENDING)
        if administrator and not self.administrator:
            raise Refused(Code.FORBIDDEN)

    def must_not_restore(self) -> None:
        """Raise Refused(RESTORING) while the server is being restored: so an administrator's device hears that it has to give the
        school's log back, and nothing new is judged by a log that lacks its end."""
        if self.now.restoring:
            raise Refused(Code.RESTORING)


def known_school(server: Server, school: bytes, *, restoring: bool) -> SchoolNow:
    """The school as it stands. Raises Refused: NOT_FOUND, or RESTORING unless that is no hindrance."""
    with server.database.reading() as connection:
        now = server.schools.read(connection, school)
    if now.restoring and not restoring:
        raise Refused(Code.RESTORING)
    return now


def identify(server: Server, school: bytes, token: str | None, *, restoring: bool) -> Caller:
    """Whose session the cookie's token is. Raises Refused: NO_SESSION, REVOKED_DEVICE, or RESTORING for whom that hinders."""
    if not token:
        raise Refused(Code.NO_SESSION)
    at = server.clock()
    with server.database.reading() as connection:
        session = sessions.find(connection, school, token)
        if session is None or server.lifetime.over(session, at):
            raise Refused(Code.NO_SESSION)
        now = server.schools.read(connection, school)
    caller = Caller(now, session, pending=_pending(now.school, session))
    if now.restoring and not restoring and not caller.administrator:
        raise Refused(Code.RESTORING)
    if at - session.seen_at > SEEN_EVERY:
        _touch(server, session, at)
    return caller


def _pending(school: School, session: Session) -> bool:
    if not school.is_present(session.member):
        raise Refused(Code.REVOKED_DEVICE)
    device = school.devices.get(session.device)
    if device is None:
        return True
    if device.member != session.member or not device.live:
        raise Refused(Code.REVOKED_DEVICE)
    return False


def _touch(server: Server, session: Session, at: int) -> None:
    try:
        with server.database.writing() as connection:
            sessions.touch(connection, session, at)
    except DBAPIError as error:
        # A full disk must not keep anybody from reading.
        log.warning("a session's last use was not written down: %s", type(error.orig).__name__)
