"""What people write in a schedule, and what their tablets go through. A move says whether it came to anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sync.records import delete_changes, order_at, restore_changes, set_changes, view
from sync.roster import LINE_MANAGER
from tests.oracle.devices import Device

if TYPE_CHECKING:
    from tests.oracle.schedule import World

HOUR: Final = 3_600_000
YEAR: Final = 365 * 24 * HOUR
TEXTS: Final = ("note", "happened", "next_step")
SCALARS: Final = ("on_task", "level")
RECORDS: Final = 4
"""Of each case people mostly write in the same few records."""

Move = Callable[["World", Device], bool]


# Writing --------------------------------------------------------------------------------------------------


def _place(world: World, device: Device, *, fresh: float) -> tuple[bytes, str] | None:
    """A vault that the device may write to, and a record there, a new one with the chance `fresh`."""
    vaults = device.writable()
    if not vaults:
        return None
    vault = world.chance.choice(vaults)
    known = sorted(device.replica.state(vault).leaves)[:RECORDS]
    if not known or world.chance.random() < fresh:
        return vault, world.new_id()
    return vault, world.chance.choice(known)


def edits(world: World, device: Device) -> bool:
    """Some fields of a record are filled in."""
    place = _place(world, device, fresh=0.15)
    if place is None:
        return False
    vault, record = place
    fields = world.chance.sample((*TEXTS, *SCALARS), world.chance.randint(1, 3))
    values = {name: world.new_value() for name in fields}
    return device.save(vault, set_changes(device.replica.state(vault), record, {"_form": "session", **values}))


def adds_row(world: World, device: Device) -> bool:
    """A target is written, or one that is there is changed."""
    place = _place(world, device, fresh=0.1)
    if place is None:
        return False
    vault, record = place
    state = device.replica.state(vault)
    shown = view(state, record)
    rows = shown.rows.get("targets", ()) if shown else ()
    if rows and world.chance.random() < 0.5:
        values = {f"targets/{world.chance.choice(rows).id}/text": world.new_value()}
    else:
        row = f"targets/{world.new_id()}"
        values = {f"{row}/text": world.new_value(), f"{row}/_order": order_at(rows, world.chance.randint(0, len(rows)))}
    return device.save(vault, set_changes(state, record, values))


def ticks(world: World, device: Device) -> bool:
    """An observation: a handful of ticks in one op, and perhaps an old one struck."""
    place = _place(world, device, fresh=0.3)
    if place is None:
        return False
    vault, record = place
    state, now = device.replica.state(vault), device.tablet.clock()
    values: dict[str, tuple[str | int | None, ...]] = {
        f"ticks/{world.new_id()}": ("on_task", index, now + index, index, None) for index in range(3)
    }
    shown = view(state, record)
    marks = sorted((shown.marks.get("ticks", {}) if shown else {}).items())
    if marks:
        mark, leaf = world.chance.choice(marks)
        if isinstance(leaf.value, tuple):
            values[f"ticks/{mark}"] = (*leaf.value[:4], world.next_number())
    return device.save(vault, set_changes(state, record, values))


def deletes(world: World, device: Device) -> bool:
    """A record is deleted, or a row of it."""
    place = _place(world, device, fresh=0.0)
    shown = None if place is None else view(device.replica.state(place[0]), place[1])
    if place is None or shown is None:
        return False
    vault, record = place
    rows = [f"targets/{row.id}" for row in shown.rows.get("targets", ())]
    row = world.chance.choice(rows) if rows and world.chance.random() < 0.5 else None
    return device.save(vault, delete_changes(device.replica.state(vault), record, row))


def brings_back(world: World, device: Device) -> bool:
    """A deleted record is brought back."""
    for vault in device.writable():
        state = device.replica.state(vault)
        for record in sorted(state.leaves):
            shown = view(state, record)
            if shown is not None and shown.deletion is not None:
                return device.save(vault, restore_changes(state, record))
    return False


def undoes(world: World, device: Device) -> bool:
    """A former value of a field is written again."""
    place = _place(world, device, fresh=0.0)
    if place is None:
        return False
    vault, record = place
    name = world.chance.choice(TEXTS)
    mine = [one.saw for one in device.ledger.saved if one.path == f"{record}/{name}" and one.device == device.name]
    former = sorted(frozenset[str]().union(*mine))
    if not former:
        return False
    value = world.value_of(world.chance.choice(former))
    return device.save(vault, set_changes(device.replica.state(vault), record, {name: value}))


def settles(world: World, device: Device) -> bool:
    """Of two versions that stand side by side one is chosen, or both are put together."""
    for vault in device.writable():
        state = device.replica.state(vault)
        for record in sorted(state.leaves):
            for path in sorted(state.leaves[record]):
                name, standing = path.removeprefix(f"{record}/"), state.standing(path)
                if len(standing) > 1 and name in TEXTS:
                    chosen = world.chance.choice([*(found.value for found in standing), world.new_value()])
                    return device.save(vault, set_changes(state, record, {name: chosen}))
    return False


def begins_vault(world: World, device: Device) -> bool:
    """A new case, a diary or something private, without a network."""
    kind = world.chance.choice(("case", "case", "case", "diary", "private"))
    roles = device.replica.school.roles(device.member)
    if kind != "private" and not roles & {"mentor", LINE_MANAGER}:
        return False
    vault = device.replica.create_vault(kind)
    values = {"_form": "session", "note": world.new_value()}
    return device.save(vault, set_changes(device.replica.state(vault), world.new_id(), values))


# Exchanging and the tablet --------------------------------------------------------------------------------


def exchanges(world: World, device: Device) -> bool:
    """It meets the server."""
    device.meets()
    return True


def goes_offline(world: World, device: Device) -> bool:
    """Out of the school's network, for a while."""
    device.tablet.line.plan.online = False
    return True


def comes_online(world: World, device: Device) -> bool:
    """Back in the network."""
    device.tablet.line.plan.online = True
    device.meets()
    return True


def is_reopened(world: World, device: Device) -> bool:
    """Closed, or killed, and opened again."""
    device.reopens()
    return True


def clock_goes_wrong(world: World, device: Device) -> bool:
    """The tablet's clock is a year off, or steps back."""
    device.tablet.error = world.chance.choice((-YEAR, YEAR, -HOUR, 0, device.tablet.error - 90_000))
    return True


def time_passes(world: World, device: Device) -> bool:
    """Some hours, or days."""
    world.ground.pass_time(world.chance.choice((1, 5, 30)) * HOUR)
    return True


Weighted = tuple[tuple[Move, int], ...]

WRITING: Final[Weighted] = (
    (edits, 9), (adds_row, 4), (ticks, 3), (deletes, 2), (brings_back, 1), (undoes, 2), (settles, 3), (begins_vault, 2),
)  # fmt: skip
LIVING: Final[Weighted] = (
    (exchanges, 14), (goes_offline, 2), (comes_online, 3), (is_reopened, 2), (time_passes, 2), (clock_goes_wrong, 1),
)  # fmt: skip
