"""The story told through real devices: a school is set up, its people join, and each saves on a device of their own.

    told = tell(lambda: Transport("http://localhost:8480"), token, now)

`token` is what `beside init` prints. Five accounts, so five times Argon2; the rest is quick: everybody writes without a
network, and exchanges only when somebody else wrote in the same record before, and at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from demo.cast import BY_KEY, MENTORS, PASSWORD, STAFF, Colleague
from demo.days import HOUR, MINUTE, Days
from demo.door import remember
from demo.saves import TEAM, Ids, Place, Save, case, diary
from demo.story import SEED, opened, story
from demo.story_school import FIRST_DAY
from schemas.catalogue import CATALOGUE_VERSION
from schemas.codes import Code
from sync.client.administration import invite
from sync.client.enrol import Arrival, Sheets, join, set_up
from sync.client.exchange import exchange
from sync.client.identity import Identity
from sync.client.opening import open_replica
from sync.client.replica import Replica
from sync.client.store import Store
from sync.client.transport import Transport
from sync.encoding import b64u
from sync.records import set_changes

DAY_MS: Final = 24 * HOUR
INVITATION_DAYS: Final = 14

Transports = Callable[[], Transport]
"""A new connection to the server for each device, for each has a session of its own."""
Stores = Callable[[str], Store]
"""An empty store for the device of the colleague with this key."""


class Held(RuntimeError):  # noqa: N818 - named for what it says
    """The server asks to be left alone for a while: its code says why."""

    def __init__(self, code: Code) -> None:
        super().__init__(f"the server could not take the demonstration school: {code.wire}")
        self.code = code


@dataclass(slots=True)
class StoryClock:
    """A clock that shows whatever moment the story has come to, in milliseconds since 1970 UTC."""

    moment: int

    def __call__(self) -> int:
        """Now, in the story."""
        return self.moment


@dataclass(slots=True)
class Told:
    """The school as it was told: its people's devices by key, the place of every record, what was printed, how much it was."""

    devices: dict[str, Replica]
    places: dict[Place, bytes]
    ids: Ids
    sheets: Sheets = field(repr=False)
    saves: int
    exchanges: int

    @property
    def first(self) -> Replica:
        """The device that set the school up. It can let others in: `demo.door.passes`."""
        return self.devices[STAFF[0].key]


def in_memory(_key: str) -> Store:
    """A store that is gone when the story has been told."""
    return Store(":memory:")


def tell(transports: Transports, token: str, now: int, *, seed: int = SEED, stores: Stores = in_memory) -> Told:
    """Set the school up and write two terms of work, up to `now`.

    Raises `ServerRefused` (among others for a token that was used), `Unreachable`, and `Held`.
    """
    teller = _Teller(transports, stores, StoryClock(Days(now).read(FIRST_DAY) - HOUR), now)
    sheets = teller.found(token)
    ids = Ids({key: b64u(device.identity.member) for key, device in teller.devices.items()}, teller.open_cases())
    saves = story(now, ids, seed)
    for save in saves:
        teller.write(save)
    teller.clock.moment = now
    teller.everybody_meets()
    remember(teller.devices[STAFF[0].key].store, ids)
    return Told(teller.devices, teller.places, ids, sheets, len(saves), teller.exchanges)


@dataclass(slots=True)
class _Teller:
    transports: Transports
    stores: Stores
    clock: StoryClock
    now: int
    devices: dict[str, Replica] = field(default_factory=dict)
    places: dict[Place, bytes] = field(default_factory=dict)
    last_writers: dict[tuple[Place, str], str] = field(default_factory=dict)
    """Who wrote last, by place and record."""
    exchanges: int = 0

    # Coming in --------------------------------------------------------------------------------------------

    def found(self, token: str) -> Sheets:
        """The school, its people, and the places that are there before any case; the two printed sheets."""
        first, *others = STAFF
        arrival = self._arrival(first)
        identity, sheets = set_up(arrival, token)
        self._open(first, arrival, identity)
        for colleague in others:
            self._join(colleague)
        for device in self.devices.values():
            self._meet(device)
        # Everybody is in the school's log by now, so each place is begun with a key for all who may read it.
        self.places[TEAM] = self.devices[first.key].create_vault("team")
        for mentor in MENTORS:
            self.places[diary(mentor)] = self.devices[mentor].create_vault("diary")
        self.everybody_meets()
        return sheets

    def _join(self, colleague: Colleague) -> None:
        manager = self.devices[colleague.manager].identity.member if colleague.manager else None
        # Invited when the story begins; the server, which lives today, must still take it.
        days = (self.now - self.clock()) // DAY_MS + INVITATION_DAYS
        head = self.devices[STAFF[0].key]
        invitation = invite(head, colleague.roles, manager=manager, days=days)
        arrival = self._arrival(colleague)
        self._open(colleague, arrival, join(arrival, invitation))

    def _arrival(self, colleague: Colleague) -> Arrival:
        return Arrival(
            self.transports(), self.stores(colleague.key), colleague.handle, PASSWORD, self.clock, CATALOGUE_VERSION
        )

    def _open(self, colleague: Colleague, arrival: Arrival, identity: Identity) -> None:
        self.devices[colleague.key] = open_replica(
            arrival.store, identity, arrival.transport, clock=self.clock, catalogue=CATALOGUE_VERSION
        )

    # Writing ----------------------------------------------------------------------------------------------

    def open_cases(self) -> dict[str, str]:
        """Begin every case, each by its mentor on the day it was opened; their ids by pupil."""
        found = {}
        for pupil, moment in opened(self.now).items():
            self.clock.moment = moment - MINUTE
            vault = self.devices[BY_KEY[pupil].mentor].create_vault("case")
            self.places[case(pupil)] = vault
            found[pupil] = b64u(vault)
        return found

    def write(self, save: Save) -> None:
        """One save, on its author's device, after what others wrote in the record has come; unless there was no network."""
        before = self.last_writers.get((save.place, save.record), save.author)
        if before != save.author and not save.unseen:
            self._meet(self.devices[before])
            self._meet(self.devices[save.author])
        self.last_writers[save.place, save.record] = save.author
        self.clock.moment = save.at
        device, vault = self.devices[save.author], self.places[save.place]
        device.save(vault, set_changes(device.state(vault), save.record, save.values))

    def everybody_meets(self) -> None:
        """Twice, so that what the last one sent reaches the first."""
        for _ in range(2):
            for device in self.devices.values():
                self._meet(device)

    def _meet(self, device: Replica) -> None:
        done = exchange(device)
        self.exchanges += 1
        # The story's clock is months behind the server's by intent: its instants are not to be corrected.
        device.drift = None
        if done.held is not None:
            raise Held(done.held)
