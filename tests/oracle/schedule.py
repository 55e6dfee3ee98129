"""A seeded schedule: people work on one school for some days, everything goes wrong, everybody reconnects; nothing is lost.

    Schedule(seed, ground, kept).run()            # raises Lost, naming the seed and what is not as it should be

Which people, how bad the line, what happens: all from the seed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any, Final, Protocol

from schemas.codes import Code
from server.db.engine import Database
from sync.client.transport import Transport
from sync.encoding import b64u
from sync.op import Value
from tests.oracle.cast import HEAD, Kept
from tests.oracle.devices import Device, Tablet
from tests.oracle.faults import Faulty, Plan
from tests.oracle.ledger import Ledger
from tests.oracle.moves import LIVING, WRITING, Move
from tests.oracle.moves_of_people import NEED_HEAD, SPECIAL
from tests.oracle.sight import Sight

MOST_PASSES: Final = 12
"""How often everybody meets the server at the end before it must be quiet."""


class Ground(Protocol):
    """The server under a schedule."""

    @property
    def database(self) -> Database: ...
    @property
    def clock(self) -> Any: ...
    def transport(self) -> Transport: ...
    def pass_time(self, ms: int) -> None: ...
    def kill(self) -> None: ...
    def back_up(self) -> Path: ...
    def set_back(self, backup: Path) -> None: ...


class Lost(AssertionError):  # noqa: N818 - named for what it says
    """Something was lost, or the replicas parted."""


class World:
    """What a schedule is played with."""

    def __init__(self, seed: int, ground: Ground, kept: Mapping[str, Kept]) -> None:
        self.seed, self.ground = seed, ground
        self.chance = Random(seed)
        self.ids = Random(f"ids of {seed}")
        self.specials = self._draw_specials()
        self.ledger = Ledger()
        self.backups: list[Path] = []
        self.server_set_backs = 0
        self._number = 0
        self._lost_persons = 0
        self.plans: list[Plan] = []
        self.devices = self._people(kept)

    # Chance ------------------------------------------------------------------------------------------------

    def random(self, count: int) -> bytes:
        """Random bytes of this seed."""
        return self.ids.randbytes(count)

    def new_id(self) -> str:
        """An id for a record, a row or a mark."""
        return b64u(self.random(16))

    def next_number(self) -> int:
        """1, 2, 3, …"""
        self._number += 1
        return self._number

    def new_value(self) -> str:
        """A value that was never written before."""
        return f"value {self.next_number()}"

    def value_of(self, said: str) -> Value:
        """The value that the ledger keeps as text."""
        found = json.loads(said)
        return tuple(found) if isinstance(found, list) else found

    def may_lose_a_person(self) -> bool:
        """Whether one more may be removed, or lose their tablet: once in a schedule."""
        self._lost_persons += 1
        return self._lost_persons == 1

    # Who and what --------------------------------------------------------------------------------------------

    def _draw_specials(self) -> list[str]:
        count = self.chance.choice((0, 1, 1, 2, 2, 3))
        return self.chance.sample(sorted(SPECIAL), count)

    def _people(self, kept: Mapping[str, Kept]) -> list[Device]:
        chosen = ["sam", "ward"]
        if NEED_HEAD.intersection(self.specials):
            chosen.append(HEAD)
        others = [name for name in sorted(kept) if name not in chosen]
        chosen += self.chance.sample(others, self.chance.randint(0, 5 - len(chosen)))
        rate = self.chance.choice((0.0, 0.05, 0.15, 0.3))
        shared = self._tablet(rate) if self.chance.random() < 0.2 else None
        devices = []
        for place, name in enumerate(chosen):
            tablet = shared if shared is not None and place < 2 else self._tablet(rate)
            if tablet is not shared:
                tablet.line.line._cookies.update(kept[name].cookies)
                tablet.signed_in = name
            devices.append(Device.opened(name, kept[name], tablet, self.random, self.ledger))
        return devices

    def _tablet(self, rate: float) -> Tablet:
        plan = Plan(Random(self.chance.random()), self.ground.kill, rate)
        self.plans.append(plan)
        return Tablet(Faulty(self.ground.transport(), plan), self.ground.clock)

    # Playing -------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Play the schedule, let everybody reconnect, and see."""
        moves = [*WRITING, *LIVING, *(found for name in self.specials for found in SPECIAL[name])]
        for _ in range(self.chance.randint(20, 60)):
            (move,) = self.chance.choices([move for move, _ in moves], [weight for _, weight in moves])
            self._play(move)
        self.reconnect()
        self.see()

    def _play(self, move: Move) -> None:
        """The first who can, does it."""
        for device in self.chance.sample(self.devices, len(self.devices)):
            if not device.out and move(self, device):
                return

    def reconnect(self) -> None:
        """No more faults; everybody meets the server until nothing is new for anybody."""
        for plan in self.plans:
            plan.rate, plan.online = 0.0, True
        loud: dict[str, str] = {}
        quiet = 0
        for _ in range(MOST_PASSES):
            self.ground.pass_time(60_000)
            for device in self.devices:
                done = self._last_words(device)
                # Whoever was quiet hears nothing new unless somebody was loud since.
                quiet = quiet + 1 if done is None else 0
                if quiet == len(self.devices):
                    return
                if done is not None:
                    loud[device.name] = f"{device.name}: {done}"
        raise Lost(
            f"seed {self.seed} ({', '.join(self.specials)}): it never became quiet\n  " + "\n  ".join(loud.values())
        )

    def _last_words(self, device: Device) -> str | None:
        """What came of an exchange that was not quiet."""
        if device.out:
            return None
        done = device.meets()
        if device.out or (done is not None and done.same and done.rounds == 1):
            return None
        is_held = done is not None and (done.held, done.rounds) == (Code.CANNOT_OPEN, 1)
        return None if is_held and Sight.of(self).waits_for_nobody(device) else str(done)

    # Seeing --------------------------------------------------------------------------------------------------

    def see(self) -> None:
        """Raise Lost unless everything is as it should be."""
        seen = Sight.of(self)
        faults = [*seen.parted(), *seen.left_over(), *seen.lost()]
        if faults:
            raise Lost(f"seed {self.seed} ({', '.join(self.specials) or 'plain'}):\n  " + "\n  ".join(faults))
