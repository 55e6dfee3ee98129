"""Signing in: the password's secret and the device's signature over a challenge; and, for a device not let in yet, a code.

The second factor is the device. Wrong tries are counted for the device where it is one of the school's (so that nobody's guessing
elsewhere locks a tablet out), else for the sign-in name; and for the address, which keeps out none of the school's devices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from schemas.codes import Code
from server.accounts import accounts, codes, sessions
from server.accounts.accounts import Account
from server.accounts.challenges import check_challenge, make_challenge, spend_challenge
from server.accounts.handles import handle_key
from server.accounts.rates import Limit
from server.accounts.sessions import Session
from server.clock import DAY
from server.context import Server
from server.db.tables import pending_devices
from server.db.upsert import insert_or
from server.refusal import Refused
from sync.encoding import Malformed
from sync.entry import verify
from sync.keys import check_sign_key
from sync.roster import ADMINISTRATOR, Device, School

TAG: Final = b"beside/session/1"
PENDING_FOR: Final = DAY
"""How long a device that was let in by a code may come again without one, before its entry stands in the school's log."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has begun, its cookie's token, and what the member's password opens."""

    session: Session
    token: str
    pending: bool
    bundle: bytes


def start(server: Server, school: bytes, handle: str, address: bytes) -> dict[str, Any]:
    """What a device needs to answer with."""
    server.rates.count(school, Limit.START, address)
    now = server.clock()
    with server.database.reading() as connection:
        salt, params = accounts.derivation(connection, server.secret, school, handle)
    return {"time": now, "salt": salt, "params": params, "challenge": make_challenge(server.secret, school, now)}


def sign_in(server: Server, school: bytes, asked: Mapping[str, Any], address: bytes) -> SignedIn:
    """Begin a session. Raises Refused: REVOKED_DEVICE, SIGN_IN_REFUSED, NEW_DEVICE_CODE_WRONG, RATE_LIMITED."""
    with server.database.reading() as connection:
        state = server.schools.read(connection, school).school
        account = accounts.by_handle(connection, school, asked["handle"])
    check_challenge(server.secret, school, server.clock(), asked["challenge"])
    known = state.devices.get(asked["device"])
    key = asked["key"] if known is None else known.key
    signed = key is not None and _signed(school, asked, key)
    counted = (Limit.DEVICE, asked["device"]) if known is not None and signed else (Limit.HANDLE, _name(asked))
    if counted[0] is not Limit.DEVICE:
        # A school's tablets share an address with its pupils': a device that shows its key has tries of its own.
        server.rates.check(school, Limit.ADDRESS, address)
    server.rates.check(school, *counted)
    if known is not None and signed:
        _turn_away(server, state, known, asked["challenge"])
    if account is None or not account.opens(asked["authentication"]) or not signed:
        server.rates.count(school, Limit.ADDRESS, address)
        server.rates.count(school, *counted)
        raise Refused(Code.SIGN_IN_REFUSED)
    if not state.is_present(account.member):
        raise Refused(Code.REVOKED_DEVICE)
    if known is None:
        _let_in(server, state, account, asked, key)
    elif known.member != account.member:
        raise Refused(Code.SIGN_IN_REFUSED, field="device")
    with server.database.writing() as connection:
        spend_challenge(connection, school, server.clock(), asked["challenge"])
        still = accounts.by_member(connection, school, account.member)
        if still is None or not still.opens(asked["authentication"]):
            raise Refused(Code.SIGN_IN_REFUSED)  # a new password came in between, and ended every session
        return begin(connection, server, state, account.member, asked["device"])


def _turn_away(server: Server, school: School, device: Device, challenge: bytes) -> None:
    """Tell a device that is out of the school so, by its signature alone: its account may go on under another name and password,
    or not at all, and what it still holds it hands in at `late` once it knows. It learns no more than it would otherwise, and
    nothing of the password. Raises Refused: REVOKED_DEVICE, SIGN_IN_REFUSED for a challenge that was answered."""
    if device.live and school.is_present(device.member):
        return
    server.rates.count(school.id, Limit.DEVICE, device.id)
    with server.database.writing() as connection:
        spend_challenge(connection, school.id, server.clock(), challenge)
    raise Refused(Code.REVOKED_DEVICE)


def begin(connection: Connection, server: Server, state: School, member: bytes, device: bytes) -> SignedIn:
    """A new session of a member whose account is kept. The caller has made sure of who it is."""
    account = accounts.by_member(connection, state.id, member)
    if account is None:
        raise Refused(Code.SIGN_IN_REFUSED)
    session, token = sessions.begin(connection, state.id, member, device, server.clock())
    return SignedIn(session, token, device not in state.devices, account.bundle)


def _name(asked: Mapping[str, Any]) -> bytes:
    return handle_key(asked["handle"]).encode()


def _signed(school: bytes, asked: Mapping[str, Any], key: bytes) -> bool:
    try:
        check_sign_key(key)
    except Malformed:
        return False
    signed: bytes = TAG + school + asked["device"] + asked["challenge"]
    return verify(asked["signature"], signed, key)


def _let_in(server: Server, state: School, account: Account, asked: Mapping[str, Any], key: bytes) -> None:
    """Make sure that a device not in the school's log was let in by a code, today's or just now."""
    school, now = state.id, server.clock()

    def may_let_in(device: bytes) -> bool:
        maker = state.devices.get(device)
        return (
            maker is not None
            and maker.live
            and (maker.member == account.member or ADMINISTRATOR in state.roles(maker.member))
        )

    here = (pending_devices.c.school == school) & (pending_devices.c.device == asked["device"])
    with server.database.writing() as connection:
        connection.execute(
            delete(pending_devices).where(
                pending_devices.c.school == school, pending_devices.c.created_at < now - PENDING_FOR
            )
        )
        row = connection.execute(select(pending_devices).where(here)).one_or_none()
        if row is not None and (row.member, row.key) == (account.member, key):
            return
        typed = asked["code"]
        whose = _whose(server, school, account.member)
        right = typed is not None and codes.use_code(connection, whose, typed, now, may_let_in=may_let_in)
        if right:
            values = {"member": account.member, "key": key, "created_at": now}
            insert = insert_or(connection, pending_devices).values(school=school, device=asked["device"], **values)
            connection.execute(insert.on_conflict_do_update(index_elements=["school", "device"], set_=values))
    if not right:
        if typed is not None:
            server.rates.count(school, Limit.HANDLE, _name(asked))
        raise Refused(Code.NEW_DEVICE_CODE_WRONG, field="code")


def _whose(server: Server, school: bytes, member: bytes) -> codes.Whose:
    return codes.Whose(server.secret, school, member)


def make_code(server: Server, school: School, member: bytes, device: bytes) -> dict[str, Any]:
    """A code that lets `member`'s next device in, made on `device`, and the sign-in name that it goes with.

    Raises Refused: NOT_FOUND for no member, RATE_LIMITED."""
    if not school.is_present(member):
        raise Refused(Code.NOT_FOUND, field="member")
    server.rates.count(school.id, Limit.CODE, member)
    with server.database.writing() as connection:
        account = accounts.by_member(connection, school.id, member)
        if account is None:
            raise Refused(Code.NOT_FOUND, field="member")
        code, expires = codes.make_code(connection, _whose(server, school.id, member), device, server.clock())
    return {"code": code, "handle": account.handle, "expires": expires}


def end_what_they_let_in(connection: Connection, before: School, after: School) -> None:
    """A member one of whose devices was locked out since has let in nobody who is not in the school's log yet: on a stolen tablet
    that stood open, whoever has it may have made a code and used it, and come in when nobody looks any more."""
    ended = {device.member for device in before.devices.values() if device.live and not after.devices[device.id].live}
    for member in ended:
        theirs = (pending_devices.c.school == after.id) & (pending_devices.c.member == member)
        found = connection.execute(select(pending_devices.c.device).where(theirs)).scalars().all()
        sessions.end_of_devices(connection, after.id, [device for device in found if device not in after.devices])
        connection.execute(delete(pending_devices).where(theirs))
