"""What is to be seen when everybody has reconnected: the same state on every device, and every value somewhere in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from schemas.codes import Code
from sync.client.store import Aside
from sync.encoding import b64u
from sync.entry import Entry, encode, parse
from sync.merge import State, canonical
from sync.roster import School
from sync.vault import VaultLog, append, entitled, may_do
from tests.oracle.devices import Device, acts_in
from tests.oracle.ground import late_of, logs_of, school_of, was_restored
from tests.oracle.ledger import Act, Kept

if TYPE_CHECKING:
    from tests.oracle.ledger import Ledger
    from tests.oracle.schedule import Ground


class Played(Protocol):
    """What was played: a schedule, or a scene."""

    @property
    def ground(self) -> Ground: ...
    @property
    def devices(self) -> list[Device]: ...
    @property
    def ledger(self) -> Ledger: ...


@dataclass
class Sight:
    """The world at the end, with the truth of it from the server's database: who takes part in what."""

    world: Played
    school: School
    logs: dict[bytes, VaultLog]
    logged: dict[bytes, frozenset[bytes]]
    acts: dict[bytes, Act]
    acts_by: dict[bytes, str]

    @classmethod
    def of(cls, world: Played) -> Sight:
        """As it is now."""
        database, school = world.ground.database, world.devices[0].replica.school.id
        logs, logged = {}, {}
        acts: dict[bytes, Act] = {}
        acts_by: dict[bytes, str] = {}
        names = {device.replica.identity.device.id: device.name for device in world.devices}
        for vault, found in logs_of(database, school).items():
            log = logs[vault] = VaultLog(school, vault)
            for entry in found:
                append(log, entry)
            logged[vault] = frozenset(entry.header.op_id for entry in found)
            acts.update(acts_in(map(encode, found)))
            acts_by.update({entry.header.op_id: names.get(entry.header.device, "") for entry in found})
        return cls(world, school_of(database, school), logs, logged, acts, acts_by)

    def present(self) -> list[Device]:
        """The devices that are not locked out."""
        return [device for device in self.world.devices if not device.out]

    def readers(self, vault: bytes) -> list[Device]:
        """The present devices of everybody entitled to a vault."""
        readers = entitled(self.logs[vault], self.school)
        return [device for device in self.present() if device.member in readers]

    def parted(self) -> list[str]:
        """Vaults whose readers do not all have the same state, also after being closed and opened again."""
        faults = []
        reopened = {device.name: device.reopened() for device in self.present()}
        for vault in sorted(self.logs):
            readers = self.readers(vault)
            if not any(self._can_read(device, vault) for device in readers):
                continue
            readers = [one for one in readers if not self.waits_in_vain(one, vault)]
            faults += [
                f"{one.name} waits for a key of {_short(vault)}" for one in readers if not self._can_read(one, vault)
            ]
            seen: dict[bytes, str] = {}
            for device in readers:
                for name, replica in ((device.name, device.replica), (f"{device.name} again", reopened[device.name])):
                    if vault in replica.vaults:
                        seen.setdefault(canonical(replica.state(vault)), name)
            if len(seen) > 1:
                faults.append(f"the replicas of {_short(vault)} parted: {' / '.join(seen.values())}")
        return faults

    def waits_in_vain(self, device: Device, vault: bytes) -> bool:
        """Whether a device has no key in force, and nobody present who has it may hand it over: they lost the role. What was
        written there waits on the device until somebody may."""
        readers = [one for one in self.readers(vault) if self._can_read(one, vault)] if vault in self.logs else [device]
        return device not in readers and not any(
            may_do(self.logs[vault], self.school, one.member, "wrap") for one in readers
        )

    def waits_for_nobody(self, device: Device) -> bool:
        """Whether all that a device has not sent waits for such a key."""
        return all(self.waits_in_vain(device, entry.header.vault) for _, entry in device.unsent())

    def _in_vain(self) -> list[tuple[Device, Entry]]:
        return [
            (device, entry)
            for device in self.present()
            for _, entry in device.unsent()
            if self.waits_in_vain(device, entry.header.vault)
        ]

    @staticmethod
    def _can_read(device: Device, vault: bytes) -> bool:
        opened = device.replica.vaults.get(vault)
        return opened is not None and opened.epoch is not None

    def left_over(self) -> Iterable[str]:
        """What should have been sent or taken, and forks where there are none."""
        for device in self.present():
            unsent = [one for one in device.unsent() if not self.waits_in_vain(device, one[1].header.vault)]
            if unsent:
                yield f"{device.name} has not sent {len(unsent)}"
            yield from (f"{device.name} sees a fork at {seq}" for _, seq, _ in device.store.forks())
            for found in device.store.aside():
                if not found.mine and not self._is_by_right(device, found):
                    yield f"{device.name} set an entry of the log aside: {found.code}"

    def _is_by_right(self, device: Device, found: Aside) -> bool:
        """Whether an entry of the log is rightly set aside: written after its device was locked out, or under keys that this
        device was never handed, because its member no longer takes part or nobody may hand them over."""
        if found.code != Code.CANNOT_OPEN.wire:
            return found.code == Code.BEYOND_REVOCATION.wire
        reads = found.vault in self.logs and device in self.readers(found.vault)
        return not reads or self.waits_in_vain(device, found.vault)

    def lost(self) -> list[str]:
        """Values and decisions that are nowhere, or out of sight."""
        kept_aside = [entry for device in self.world.devices for entry in device.set_aside()]
        aside = {act for _, act in acts_in(map(encode, [*kept_aside, *(entry for _, entry in self._in_vain())]))}
        members = {vault: log.members for vault, log in self.logs.items()}
        kept = Kept(self.logged, self._elsewhere(), self._states(), self.acts, self.acts_by, aside, members)
        ledger = self.world.ledger
        faults = [
            f"lost: {one.value} of {one.device} at {one.path[23:]} in {_short(one.vault)}" for one in ledger.lost(kept)
        ]
        faults += [f"undone: a decision of {one.device} in {_short(one.act.vault)}" for one in ledger.undone(kept)]
        return faults + [f"hidden by a deletion: {value} at {path[23:]}" for _, path, value in ledger.hidden(kept)]

    def _elsewhere(self) -> set[bytes]:
        """The op ids of what lies in the late box and a reader can open, or on a device that can: set aside, or unsent for want
        of a key that nobody may hand over."""
        aside = [(device, entry) for device in self.world.devices for entry in device.set_aside()]
        found = {entry.header.op_id for device, entry in [*aside, *self._in_vain()] if device.opens(entry)}
        for entry in late_of(self.world.ground.database, self.school.id):
            if entry.header.vault in self.logs and any(one.opens(entry) for one in self.readers(entry.header.vault)):
                found.add(entry.header.op_id)
        return found | self._gone_with_the_server()

    def _gone_with_the_server(self) -> set[bytes]:
        """What a restore took from the server, and only a tablet that is locked out had. It is asked nothing any more, and nobody
        promises otherwise (`docs/running.md`)."""
        if not was_restored(self.world.ground.database, self.school.id):
            return set()
        present = set().union(*(_kept_on(device) for device in self.present()))
        return {op for device in self.world.devices if device.out for op in _kept_on(device)} - present

    def _states(self) -> dict[bytes, State]:
        states = {}
        for vault in self.logs:
            readers = [device for device in self.readers(vault) if self._can_read(device, vault)]
            if readers:
                states[vault] = readers[0].replica.state(vault)
        return states


def _kept_on(device: Device) -> set[bytes]:
    """The op ids of every log as the device fetched it, and of what it set aside."""
    kept = (data for row in device.store.vaults() for _, data, _ in device.store.entries_after(row.vault, 0))
    return {parse(data).header.op_id for data in kept} | {entry.header.op_id for entry in device.set_aside()}


def _short(vault: bytes) -> str:
    return b64u(vault)[:6]
