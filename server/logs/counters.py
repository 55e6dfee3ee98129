"""How far a member's devices have come in the vaults, for a revocation to name (`docs/protocol.md` §5).

An administrator reads no case and so cannot know it. The server can say too little but not too much unseen: every reader
holds the entries against what the revocation names, and shows what it sets aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from server.db.tables import vaults
from sync.encoding import b64u
from sync.roster import School
from sync.school_act import Act, Counters, Remove, Revoke
from sync.vault import restore


def counters_of(connection: Connection, school: School, member: bytes) -> dict[str, dict[str, int]]:
    """Device → vault → last accepted counter, of every device that the member ever had; ids in base64url."""
    devices = [device.id for device in school.devices_of(member)]
    found: dict[str, dict[str, int]] = {b64u(device): {} for device in devices}
    for device, vault, counter in _accepted(connection, school, devices):
        found[b64u(device)][b64u(vault)] = counter
    return found


def shut_out_early(connection: Connection, school: School, act: Act) -> frozenset[bytes]:
    """The devices that an act shuts out from something that is accepted: it was written since the act's counters were found out.

    Taken all the same, every reader would set aside what stands in the log by right.
    """
    match act:
        case Revoke(device=device, counters=counters):
            bounds = {device: counters}
        case Remove(member=member, counters=named):
            live: dict[bytes, Counters] = {device.id: {} for device in school.devices_of(member) if device.live}
            bounds = {**live, **named}
        case _:
            return frozenset()
    accepted = _accepted(connection, school, [*bounds])
    early = any(counter > bounds[device].get(vault, 0) for device, vault, counter in accepted)
    return frozenset(bounds) if early else frozenset()


def _accepted(connection: Connection, school: School, devices: Sequence[bytes]) -> Iterator[tuple[bytes, bytes, int]]:
    """(device, vault, last accepted counter) wherever there is one."""
    states = select(vaults.c.vault, vaults.c.state).where(vaults.c.school == school.id)
    for vault, state in connection.execute(states):
        log = restore(state)
        for device in devices:
            counter = log.link(device).counter
            if counter:
                yield device, vault, counter
