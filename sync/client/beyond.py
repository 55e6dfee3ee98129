"""What a restored server does not take back, because its device was locked out meanwhile, is handed in (`docs/adr/0017`).

    hand_in_beyond(replica)

A lock-out names how far the server had come. Where it had just been set back, what that device wrote since the backup lies
beyond, and counts no longer. Colleagues still have it: their devices hand it in at `late`, and a person decides. Of a case whose
beginning lies beyond they hand in all there is, also what others wrote there, for without that the server takes none of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.codes import Code
from sync.client.applying import reread
from sync.client.late import hand_over
from sync.client.replica import Replica
from sync.client.store import Aside
from sync.entry import Kind, parse


def hand_in_beyond(replica: Replica) -> int:
    """Hand in what was cut off and lies beyond a revocation. It stands aside as handed in. Returns how many entries it was."""
    cut = [found for found in replica.store.aside() if found.cut]
    beyond = [found for found in cut if _is_beyond(replica, found)]
    count = 0
    for vault in dict.fromkeys(found.vault for found in beyond):
        if any(found.vault == vault and _kind(found) is Kind.GENESIS for found in beyond):
            count += _hand_in_whole(replica, vault, [found for found in cut if found.vault == vault])
        else:
            # Nobody decides about keys and members.
            count += _hand_in(
                replica, vault, [found for found in beyond if found.vault == vault and _kind(found) is Kind.OP], []
            )
    return count


def _is_beyond(replica: Replica, found: Aside) -> bool:
    """Whether the server says so, and the school's log too: on a server's word alone nothing goes out of the merged state."""
    header = parse(found.entry).header
    device = replica.school.devices.get(header.device)
    is_said = found.code == Code.BEYOND_REVOCATION.wire
    return is_said and device is not None and device.is_beyond(header.vault, header.counter)


def _kind(found: Aside) -> Kind:
    return parse(found.entry).header.kind


def _hand_in_whole(replica: Replica, vault: bytes, rows: Sequence[Aside]) -> int:
    """All there is of a vault, and what of it was not sent. What a pupil's page dropped has no device to answer for it."""
    known = {found.entry for found in rows}
    unsent = [data for _, data in replica.store.outbox(vault) if data not in known]
    return _hand_in(replica, vault, [found for found in rows if _kind(found) is not Kind.DROP], unsent, whole=True)


def _hand_in(
    replica: Replica, vault: bytes, rows: Sequence[Aside], unsent: Sequence[bytes], *, whole: bool = False
) -> int:
    store = replica.store
    entries = [*(parse(found.entry) for found in rows), *map(parse, unsent)]
    if not entries:
        return 0
    hand_over(replica, vault, entries)
    with store.transaction():
        for found in rows:
            store.own(found.id, Code.BEYOND_REVOCATION.wire)
        for data in unsent:
            store.set_aside(vault, None, Code.BEYOND_REVOCATION.wire, data, mine=True)
        if whole:
            store.unqueue(vault, [counter for counter, _ in store.outbox(vault)])
    row = store.vault(vault)
    if row is not None:
        replica.vaults[vault] = reread(replica, row)
    return len(entries)
