"""A device from what it kept: unlocked, its logs read again, its records merged (`docs/client.md`).

    identity = unlock(store, password)                                   # sync.client.identity
    replica = open_replica(store, identity, transport, clock=clock, catalogue=1)

Every entry is judged anew at its place, by the school's log as it is known now; signatures that were found good are not verified
again.
"""

from __future__ import annotations

import os

from sync import school_entry
from sync.client.api import Api
from sync.client.applying import apply_fetched, reread
from sync.client.enrol import Clock
from sync.client.identity import Identity
from sync.client.replica import Replica
from sync.client.setback import is_set_back
from sync.client.store import Store
from sync.client.transport import Transport
from sync.encoding import Random
from sync.roster import School
from sync.school import append


def open_replica(
    store: Store,
    identity: Identity,
    transport: Transport,
    *,
    clock: Clock,
    catalogue: int,
    random: Random = os.urandom,
) -> Replica:
    """The device at work. Nothing is asked of the network."""
    school = School(identity.school, pinned=identity.genesis)
    for data in store.school_entries():
        append(school, school_entry.parse(data))
    replica = Replica(store, identity, Api(transport, identity.school, catalogue), clock, catalogue, school, random)
    for row in store.vaults():
        vault = reread(replica, row)
        if vault.keys:
            replica.vaults[row.vault] = vault
    # What an exchange fetched, or sent, before it was cut off. A device that was set back takes a new id first, from the server.
    if not is_set_back(replica):
        apply_fetched(replica)
    return replica
