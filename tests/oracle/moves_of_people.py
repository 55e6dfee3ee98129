"""Who takes part, who leaves, what is refused, and what is set back to an older state, in a schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sync.client.administration import lock_out, remove, set_manager, set_roles
from sync.client.late import set_late_aside, take_late, waiting_for_me
from sync.encoding import Refused
from sync.roster import ADMINISTRATOR, LINE_MANAGER, School
from sync.vault import may_do
from tests.oracle.devices import Device
from tests.oracle.moves import Weighted

if TYPE_CHECKING:
    from tests.oracle.schedule import World


def _with(school: School, role: str) -> list[bytes]:
    return sorted(member for member in school.members if role in school.roles(member))


def _vaults(device: Device, act: str) -> list[bytes]:
    """Where this person may do `act`, for all that the device knows."""
    replica = device.replica
    return sorted(
        vault.id
        for vault in replica.vaults.values()
        if vault.epoch is not None and may_do(vault.ahead, replica.school, device.member, act)
    )


# Taking part ----------------------------------------------------------------------------------------------


def shares(world: World, device: Device) -> bool:
    """A line manager lets another mentor into a case."""
    return _lets_in(world, device, _vaults(device, "share"))


def oversteps(world: World, device: Device) -> bool:
    """A mentor tries to let somebody in: the server refuses, and what was written behind it must go on."""
    allowed = _vaults(device, "share")
    return _lets_in(world, device, [vault for vault in device.writable() if vault not in allowed])


def _lets_in(world: World, device: Device, vaults: list[bytes]) -> bool:
    if not vaults:
        return False
    vault = world.chance.choice(vaults)
    inside = device.replica.vaults[vault].ahead.members
    outside = [member for member in _with(device.replica.school, "mentor") if member not in inside]
    if outside:
        device.lets_in(vault, world.chance.choice(outside))
    return bool(outside)


def withdraws(world: World, device: Device) -> bool:
    """A line manager lets a mentor into a case no longer."""
    vaults = [vault for vault in _vaults(device, "remove") if len(device.replica.vaults[vault].ahead.members) > 1]
    if not vaults:
        return False
    vault = world.chance.choice(vaults)
    member = world.chance.choice(sorted(device.replica.vaults[vault].ahead.members))
    try:
        device.lets_out(vault, member)
    except Refused:
        return False
    return True


def writes_nonsense(world: World, device: Device) -> bool:
    """An op that no server takes: its seal is not padded. It holds nothing that anybody saved."""
    vaults = device.writable()
    if not vaults:
        return False
    device.writes_nonsense(world.chance.choice(vaults))
    return True


# The school -----------------------------------------------------------------------------------------------


def _administers(device: Device) -> bool:
    return ADMINISTRATOR in device.replica.school.roles(device.member)


def changes_manager(world: World, device: Device) -> bool:
    """An administrator says who manages whom."""
    school = device.replica.school
    if not _administers(device):
        return False
    manager, mentor = world.chance.choice(_with(school, LINE_MANAGER)), world.chance.choice(_with(school, "mentor"))
    on = mentor not in school.manages.get(manager, set())
    return device.says(lambda replica: set_manager(replica, manager, mentor, on=on))


def changes_role(world: World, device: Device) -> bool:
    """A mentor is one no more, perhaps with work that was not sent; or is one again."""
    school = device.replica.school
    if not _administers(device):
        return False
    colleagues = [member for member in _with(school, "colleague") if "mentor" not in school.roles(member)]
    mentors = _with(school, "mentor")
    member = world.chance.choice(colleagues or mentors)
    roles = ("mentor",) if colleagues else ("colleague",)
    return device.says(lambda replica: set_roles(replica, member, roles))


def removes_member(world: World, device: Device) -> bool:
    """Somebody leaves the school, perhaps with work on their tablet that was not sent."""
    if not _administers(device) or not world.may_lose_a_person():
        return False
    leaver = world.chance.choice(_with(device.replica.school, "mentor"))
    return device.says(lambda replica: remove(replica, leaver))


def locks_out(world: World, device: Device) -> bool:
    """A tablet was lost."""
    if not _administers(device) or not world.may_lose_a_person():
        return False
    school = device.replica.school
    in_use = {one.replica.identity.device.id for one in world.devices if one.member != device.member}
    lost = world.chance.choice(sorted(found for found in in_use if found in school.devices))
    return device.says(lambda replica: lock_out(replica, lost))


def takes_late(world: World, device: Device) -> bool:
    """What was handed in late is taken, or decided against."""
    decided = 0

    def decide(_replica: object) -> None:
        nonlocal decided
        for late in waiting_for_me(device.replica):
            try:
                if world.chance.random() < 0.8:
                    take_late(device.replica, late)
                else:
                    set_late_aside(device.replica, late, "not_needed")
                decided += 1
            except Refused:
                continue

    if device.tablet.signed_in == device.name:
        device.says(decide)
    return decided > 0


# Setting back ---------------------------------------------------------------------------------------------


def is_copied(world: World, device: Device) -> bool:
    """The tablet is backed up as a whole."""
    device.is_copied()
    return True


def is_set_back(world: World, device: Device) -> bool:
    """The tablet is set back to its backup."""
    if not device.copies or world.server_set_backs:
        return False
    device.is_set_back(device.copies[-1])
    return True


def server_backed_up(world: World, device: Device) -> bool:
    """The server is backed up."""
    world.backups.append(world.ground.back_up())
    return True


def server_set_back(world: World, device: Device) -> bool:
    """The server is set back to its backup."""
    # What only one tablet had, and the server: set back both, it is lost, and nobody promises otherwise.
    if not world.backups or world.server_set_backs > 1 or any(one.was_set_back for one in world.devices):
        return False
    world.ground.set_back(world.chance.choice(world.backups))
    world.server_set_backs += 1
    return True


SPECIAL: Final[dict[str, Weighted]] = {
    "sharing": ((shares, 5), (withdraws, 4), (takes_late, 3)),
    "overstepping": ((oversteps, 4),),
    "nonsense": ((writes_nonsense, 4),),
    "managing": ((changes_manager, 5), (shares, 2)),
    "roles": ((changes_role, 4), (takes_late, 3)),
    "leaving": ((removes_member, 3), (takes_late, 4)),
    "losing": ((locks_out, 3), (takes_late, 4)),
    "tablet set back": ((is_copied, 4), (is_set_back, 3)),
    "server set back": ((server_backed_up, 4), (server_set_back, 3)),
}
"""What a schedule may hold beyond writing, exchanging and being offline: moves and their weights."""

NEED_HEAD: Final = frozenset(("managing", "roles", "leaving", "losing", "server set back"))
"""What takes an administrator."""
