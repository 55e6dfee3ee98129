"""Handing in late: by the signature of a device that the school once knew, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from schemas.codes import Code
from server.accounts.challenges import check_challenge, spend_challenge
from server.accounts.rates import Limit
from server.context import Server
from server.logs.frames import by_batch
from server.logs.late import Handed, keep_late, read_late, vaults_here
from server.refusal import Refused
from sync.entry import verify

TAG: Final = b"beside/late/1"


def hand_in(server: Server, school: bytes, stated: Mapping[str, Any], parts: Sequence[bytes], address: bytes) -> int:
    """Keep what is handed in; how many entries it was. Raises Refused, naming every bad entry."""
    device, challenge, now = stated["device"], stated["challenge"], server.clock()
    server.rates.check(school, Limit.ADDRESS, address)
    check_challenge(server.secret, school, now, challenge)
    with server.database.reading() as connection:
        found = server.schools.read(connection, school).school
    known = found.devices.get(device)
    if known is None or not verify(stated["signature"], TAG + school + device + challenge, known.key):
        server.rates.count(school, Limit.ADDRESS, address)
        raise Refused(Code.UNKNOWN_DEVICE)
    server.rates.count(school, Limit.LATE, device)
    handed = [Handed(batch["vault"], entries) for batch, entries in by_batch(stated["batches"], parts)]
    with server.database.reading() as connection:
        here = vaults_here(connection, school, handed)
    entries = read_late(found, device, handed, here)
    with server.database.writing() as connection:
        spend_challenge(connection, school, now, challenge)
        keep_late(connection, found, entries, now)
    return len(entries)
