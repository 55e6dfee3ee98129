"""How somebody comes into a school: set-up by the printed token, joining by an invitation's key, appointment by the root sheet.

Each appends to the school's log, keeps the account and begins a session in one transaction. Sent again with the same bytes each
is a success, because an answer may be lost on its way.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete
from sqlalchemy.exc import IntegrityError

from schemas.codes import Code
from server.accounts import accounts, signing_in, tokens
from server.accounts.rates import NO_SCHOOL, Limit
from server.accounts.signing_in import SignedIn
from server.context import Server
from server.db.tables import sessions
from server.logs.schools import append_entries, begin_school, every_entry
from server.refusal import Refused
from sync.encoding import ZERO_ID
from sync.entry import verify
from sync.roster import School
from sync.school_act import Act, AddDevice, Appoint, Genesis, Join, parse_act
from sync.school_entry import parse

START_TAG: Final = b"beside/join-start/1"


def set_up(server: Server, stated: Mapping[str, Any], address: bytes) -> SignedIn:
    """Begin a school. Raises Refused: SET_UP_TOKEN_WRONG, ALREADY_SET_UP, or what is wrong with an entry."""
    school = stated["school"]
    server.rates.count(NO_SCHOOL, Limit.SET_UP, address)
    with server.database.writing() as connection:
        if not tokens.spend_token(connection, server.secret, stated["token"], school):
            raise Refused(Code.SET_UP_TOKEN_WRONG, field="token")
        try:
            with connection.begin_nested():
                begin_school(connection, school, server.clock())
        except IntegrityError:
            _must_be_the_same(server, connection, stated)
        return _enter(server, connection, school, stated, (Genesis,))


def _must_be_the_same(server: Server, connection: Connection, stated: Mapping[str, Any]) -> None:
    """Whether a set-up is the one that was carried out before, sent again."""
    now = server.schools.read(connection, stated["school"])
    if every_entry(connection, now)[:2] != stated["entries"]:
        raise Refused(Code.ALREADY_SET_UP)


def start(
    server: Server, school: bytes, stated: Mapping[str, Any], address: bytes
) -> tuple[dict[str, Any], list[bytes]]:
    """The school log, for who holds an open invitation's key or the root key. Raises Refused: INVITATION_SPENT, BAD_SIGNATURE."""
    server.rates.count(school, Limit.START, address)
    server.rates.check(school, Limit.ADDRESS, address)
    with server.database.reading() as connection:
        now = server.schools.read(connection, school)
        key = _key_of(now.school, stated["invite"], server.clock())
        if not verify(stated["signature"], START_TAG + school + (stated["invite"] or ZERO_ID), key):
            server.rates.count(school, Limit.ADDRESS, address)
            raise Refused(Code.BAD_SIGNATURE, field="signature")
        found = list(every_entry(connection, now))
    return {"school": len(found), "vaults": []}, found


def _key_of(school: School, invite: bytes | None, now: int) -> bytes:
    if invite is None:
        return school.root
    invitation = school.invitations.get(invite)
    if invitation is None or not invitation.open or now > invitation.expires:
        raise Refused(Code.INVITATION_SPENT)
    return invitation.key


def join(server: Server, school: bytes, stated: Mapping[str, Any], address: bytes) -> SignedIn:
    """Become a member, or one anew. Raises Refused: INVITATION_SPENT, HEAD_MOVED, HANDLE_TAKEN, or an entry's fault."""
    server.rates.check(school, Limit.ADDRESS, address)
    server.rates.count(school, Limit.START, address)
    try:
        with server.database.writing() as connection:
            return _enter(server, connection, school, stated, (Join, Appoint))
    except Refused as refused:
        if refused.code in {Code.BAD_SIGNATURE, Code.NOT_ALLOWED, Code.SIGN_IN_REFUSED}:
            server.rates.count(school, Limit.ADDRESS, address)
        raise


def _anything(_school: School, _act: Act) -> None:
    """What kinds of act these are was looked at before."""


def _enter(
    server: Server, connection: Connection, school: bytes, stated: Mapping[str, Any], first: tuple[type[Act], ...]
) -> SignedIn:
    """Append who comes in and their device, keep the account, begin a session."""
    member, device = _who_enters(stated["entries"], first)
    before = server.schools.read(connection, school, lock="update")
    after = append_entries(connection, before, stated["entries"], _anything, now=server.clock())
    if after.seq > before.school.seq:
        # A renewal ends what went before: the devices in the log, and their sessions here.
        connection.execute(delete(sessions).where(sessions.c.school == school, sessions.c.member == member))
        accounts.keep(connection, school, member, stated["account"], server.clock())
    elif not _is_the_same(connection, after, member, stated["account"]):
        raise Refused(Code.SIGN_IN_REFUSED)
    elif not after.devices[device].live:
        raise Refused(Code.REVOKED_DEVICE)
    return signing_in.begin(connection, server, after, member, device)


def _is_the_same(connection: Connection, school: School, member: bytes, stated: Mapping[str, Any]) -> bool:
    """Whether a request that comes a second time is the one that came the first time. Every member can read its entries, and the
    password's secret alone lets nobody in without a device; the bundle was drawn on the device that joined, and nobody has it who
    was not in already."""
    account = accounts.by_member(connection, school.id, member)
    if account is None:
        return False
    sent_the_bundle = hmac.compare_digest(account.bundle, stated["bundle"])
    return account.opens(stated["authentication"]) and sent_the_bundle


def _who_enters(entries: Sequence[bytes], first: tuple[type[Act], ...]) -> tuple[bytes, bytes]:
    """The member and the device that the two entries name. Raises Refused(MALFORMED) unless they are what they should be."""
    acts = [parse_act(parse(data).body) for data in entries]
    match acts:
        case [Genesis() | Join() | Appoint() as enters, AddDevice() as adds] if isinstance(enters, first):
            if adds.member == enters.member:
                return enters.member, adds.device
    raise Refused(Code.MALFORMED, field="entries")
