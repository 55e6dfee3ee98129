"""A school on which a test plays by hand what the schedules draw: named devices, a line each, one server."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from sync.encoding import b64u
from sync.records import set_changes
from tests.oracle.devices import Device, Tablet
from tests.oracle.faults import Faulty, Plan
from tests.oracle.ground import InProcess, Template
from tests.oracle.ledger import Ledger


@dataclass
class Scene:
    """The server, and whoever was called so far, by name (`tests.oracle.cast`)."""

    ground: InProcess
    template: Template
    chance: Random
    ledger: Ledger = field(default_factory=Ledger)
    called: dict[str, Device] = field(default_factory=dict)

    @classmethod
    def begun(cls, ground: InProcess, template: Template, seed: int) -> Scene:
        """The school as it begins."""
        made = cls(ground, template, Random(seed))
        made.begin_again()
        return made

    def begin_again(self) -> None:
        """The school as it begins, and nobody called yet."""
        self.ground.clock.now = self.template.now
        self.ground.begin(self.template.database)
        self.ledger, self.called = Ledger(), {}

    @property
    def devices(self) -> list[Device]:
        """Whoever was called so far."""
        return list(self.called.values())

    def call(self, name: str) -> Device:
        """Somebody's device, signed in, on a line of its own."""
        if name not in self.called:
            kept = self.template.kept[name]
            plan = Plan(self.chance, self.ground.kill)
            tablet = Tablet(Faulty(self.ground.transport(), plan), self.ground.clock, signed_in=name)
            tablet.line.line._cookies.update(kept.cookies)
            self.called[name] = Device.opened(name, kept, tablet, self.chance.randbytes, self.ledger)
        return self.called[name]

    def shared_case(self) -> bytes:
        """The case that Priya began, and that Sam and Tom take part in."""
        sam, priya = self.call("sam").replica, self.call("priya").replica
        (shared,) = {vault for vault in sam.vaults if vault in priya.vaults and sam.vaults[vault].log.kind == "case"}
        return shared

    def writes(self, name: str, vault: bytes, text: str, record: str | None = None) -> str:
        """Somebody writes a note, in a record of their own if none is named. Returns the record."""
        device = self.call(name)
        record = record or b64u(self.chance.randbytes(16))
        values = {"_form": "session", "note": text}
        assert device.save(vault, set_changes(device.replica.state(vault), record, values))
        return record

    def meet(self, *names: str, rounds: int = 1) -> None:
        """These meet the server, one after the other."""
        for _ in range(rounds):
            for name in names:
                done = self.call(name).meets()
                assert done is not None, f"{name} did not reach the server"

    def notes(self, name: str, vault: bytes, record: str) -> set[str]:
        """Every version of a record's note on somebody's device."""
        state = self.call(name).replica.state(vault)
        return {str(found.value) for found in state.standing(f"{record}/note")}

    def forks(self, name: str) -> list[tuple[bytes, int, bytes]]:
        """What somebody's device holds against the server, or another device."""
        return self.call(name).store.forks()
