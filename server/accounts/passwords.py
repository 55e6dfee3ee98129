"""A change of password: the account's secret stays, sealed anew; every session of the member ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from schemas.codes import Code
from server.accounts import accounts, signing_in
from server.accounts.callers import Caller
from server.accounts.rates import Limit
from server.accounts.signing_in import SignedIn
from server.context import Server
from server.db.tables import sessions
from server.refusal import Refused


def change(server: Server, caller: Caller, stated: Mapping[str, Any]) -> SignedIn:
    """Keep the account as stated, for who shows the old password's secret. Raises Refused: SIGN_IN_REFUSED, HANDLE_TAKEN."""
    school = caller.school.id
    server.rates.check(school, Limit.PASSWORD, caller.member)
    with server.database.reading() as connection:
        account = accounts.by_member(connection, school, caller.member)
    if account is None or not account.opens(stated["old"]):
        server.rates.count(school, Limit.PASSWORD, caller.member)
        raise Refused(Code.SIGN_IN_REFUSED, field="old")
    with server.database.writing() as connection:
        accounts.keep(connection, school, caller.member, stated["account"], server.clock())
        connection.execute(delete(sessions).where(sessions.c.school == school, sessions.c.member == caller.member))
        return signing_in.begin(connection, server, caller.school, caller.member, caller.device)
