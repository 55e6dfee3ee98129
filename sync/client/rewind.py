"""A server set back to an older state is given back what it lost (`docs/protocol.md` §10, `docs/client.md`).

Every device keeps everyone's signed bytes. The school's log comes first, from an administrator's device while the server is
`restoring`; then each vault's entries, in the order in which they stood.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.codes import Code, code_named
from schemas.limits import MAX_BATCH_BYTES, MAX_BATCH_ENTRIES
from sync.client.api import ServerRefused
from sync.client.replica import Replica
from sync.client.store import Aside


def give_back_school(replica: Replica) -> None:
    """Give the school's log back and say that it is whole. Only an administrator's device is heard while restoring."""
    replica.api.append_school(replica.store.school_entries())
    replica.api.json("POST", "/restored")


def give_back(replica: Replica) -> int:
    """Offer what was cut off from vaults' logs. Returns how many entries the server has again.

    What it refuses stays in `aside` with the reason: it is merged here, and offered again at the next rewind or start.
    """
    cut = [found for found in replica.store.aside() if found.code == Code.REWOUND.wire]
    given = 0
    for vault in sorted({found.vault for found in cut}):
        for part in _parts([found for found in cut if found.vault == vault]):
            given += _offer(replica, vault, part)
    return given


def _parts(found: Sequence[Aside]) -> list[list[Aside]]:
    parts: list[list[Aside]] = [[]]
    room = MAX_BATCH_BYTES
    for one in found:
        if len(parts[-1]) >= MAX_BATCH_ENTRIES or len(one.entry) > room:
            parts.append([])
            room = MAX_BATCH_BYTES
        parts[-1].append(one)
        room -= len(one.entry)
    return parts


def _offer(replica: Replica, vault: bytes, part: Sequence[Aside]) -> int:
    (result,) = replica.api.push([(vault, [found.entry for found in part])], restore=True)
    error = result.get("error")
    if error is None:
        with replica.store.transaction():
            for found in part:
                replica.store.take_back(found.id)
        return len(part)
    bad = {int(entry["index"]) for entry in error.get("entries") or []}
    code = code_named(str(error.get("code")))
    good = [found for place, found in enumerate(part) if place not in bad]
    if not bad or code in (Code.BUSY, Code.STORAGE_FULL, Code.INTERNAL, Code.RESTORING):
        raise ServerRefused(503, code, error)
    with replica.store.transaction():
        for place in sorted(bad):
            found, reason = part[place], error["entries"]
            wire = next(str(entry["code"]) for entry in reason if int(entry["index"]) == place)
            replica.store.take_back(found.id)
            replica.store.set_aside(vault, None, wire, found.entry, mine=False)
    return _offer(replica, vault, good) if good else 0
