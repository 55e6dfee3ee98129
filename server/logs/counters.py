"""How far a member's devices have come in the vaults, for a revocation to name (`docs/protocol.md` §5).

An administrator reads no case and so cannot know it. The server can say too little but not too much unseen: every reader
holds the entries against what the revocation names, and shows what it sets aside.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from server.db.tables import vaults
from sync.encoding import b64u
from sync.roster import School
from sync.vault import restore


def counters_of(connection: Connection, school: School, member: bytes) -> dict[str, dict[str, int]]:
    """Device → vault → last accepted counter, of every device that the member ever had; ids in base64url."""
    devices = [device.id for device in school.devices_of(member)]
    found: dict[str, dict[str, int]] = {b64u(device): {} for device in devices}
    states = select(vaults.c.vault, vaults.c.state).where(vaults.c.school == school.id)
    for vault, state in connection.execute(states):
        log = restore(state)
        for device in devices:
            counter = log.link(device).counter
            if counter:
                found[b64u(device)][b64u(vault)] = counter
    return found
