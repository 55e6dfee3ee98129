"""How a person comes into the demonstration school on a device of their own: a sign-in name, the password, and a code.

    for one in passes(told.first):                          # when the story has just been told
        one.colleague.handle, one.code, one.expires

    head = open_door(Store(folder / "quill.sqlite3"), transport, clock)        # on a later day
    passes(head)

The password alone lets no device in; the first administrator's device, which told the story, makes the codes. Its store must
have been kept for that. A code is good for ten minutes and one device.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from demo.cast import PASSWORD, STAFF, Colleague
from demo.saves import Ids
from schemas.catalogue import CATALOGUE_VERSION
from sync.client.enrol import Clock, sign_in
from sync.client.identity import lock_of, unlock_with
from sync.client.opening import open_replica
from sync.client.replica import Replica
from sync.client.store import Store
from sync.client.transport import Transport
from sync.keys import authentication_key, root_key, wrapping_key

REMEMBERED: Final = "demonstration"


@dataclass(frozen=True, slots=True)
class Pass:
    """What lets one colleague in: the code, and until when, as the server says it."""

    colleague: Colleague
    code: str
    expires: str


def remember(store: Store, ids: Ids) -> None:
    """Keep beside the device which member is whom."""
    store.put(REMEMBERED, json.dumps(dict(ids.people)).encode())


def open_door(store: Store, transport: Transport, clock: Clock) -> Replica:
    """The device that told the story, unlocked and signed in again.

    Raises `KeyError` for a store that is not of the demonstration, `ServerRefused` and `Unreachable`.
    """
    lock = lock_of(store)
    root = root_key(PASSWORD, lock.salt, lock.params)
    identity = unlock_with(store, wrapping_key(root))
    sign_in(transport, identity, authentication_key(root), CATALOGUE_VERSION)
    return open_replica(store, identity, transport, clock=clock, catalogue=CATALOGUE_VERSION)


def passes(head: Replica) -> list[Pass]:
    """A fresh code for everybody; the one before is void. Raises `KeyError`, `ServerRefused` and `Unreachable`."""
    remembered = head.store.get(REMEMBERED)
    if remembered is None:
        raise KeyError(REMEMBERED)
    members: dict[str, str] = json.loads(remembered)
    made = []
    for colleague in STAFF:
        answer = head.api.json("POST", "/code", {"member": members[colleague.key]})
        made.append(Pass(colleague, str(answer["code"]), str(answer["expires"])))
    return made
