"""Who takes part in a vault, by its own log and the school's (`docs/protocol.md` §4).

    standings(vault, school, member)  ->  ("member",)
    entitled(vault, school)           ->  everybody who may read it
    waiting(vault, school)            ->  those of them without a wrap of the epoch in force

Membership of a vault is ordered in its log, so it counts as at the place that is read. What the school says (roles, who
manages whom, who is there) is another log, of which nobody knows how it lay beside this one: the server judges by what holds
now, a reader by what *ever* held.
"""

from __future__ import annotations

from functools import cache

from schemas.authority import AUTHORITY, may
from sync.roster import LINE_MANAGER, School
from sync.vault_log import VaultLog


@cache
def _knows(kind: str, standing: str) -> bool:
    """Whether anybody comes to a vault of this kind by `standing`."""
    return any(standing in standings for roles in AUTHORITY.get(kind, {}).values() for standings in roles.values())


def standings(vault: VaultLog, school: School, member: bytes, *, ever: bool = False) -> tuple[str, ...]:
    """How a member comes to the vault: `member`, `manager`, `everybody`; empty for who does not."""
    found = school.members.get(member)
    if found is None or not (ever or found.present):
        return ()
    ways = []
    if member in vault.members:
        ways.append("member")
    if _knows(vault.kind, "everybody"):
        ways.append("everybody")
    if _knows(vault.kind, "manager") and _manages(vault, school, member, ever=ever):
        ways.append("manager")
    return tuple(ways)


def _manages(vault: VaultLog, school: School, manager: bytes, *, ever: bool) -> bool:
    """A line manager of one of the vault's members, also of one who left the school: somebody must be able to hand over."""
    mentors = (school.ever_managed if ever else school.manages).get(manager, set())
    return not vault.members.isdisjoint(mentors) and LINE_MANAGER in school.roles(manager, ever=ever)


def may_do(vault: VaultLog, school: School, member: bytes, act: str, *, ever: bool = False) -> bool:
    """Whether a member may do `act` (see `schemas.authority`) in the vault; not `create`, for that comes before standing."""
    return _suffice(vault.kind, standings(vault, school, member, ever=ever), school.roles(member, ever=ever), act)


@cache
def _suffice(kind: str, ways: tuple[str, ...], roles: frozenset[str], act: str) -> bool:
    """Whether any of these standings is enough for somebody with these roles."""
    return any(may(kind, way, roles, act) for way in ways)


def may_create(school: School, member: bytes, kind: str, *, ever: bool = False) -> bool:
    """Whether a member may begin a vault of this kind."""
    return may(kind, "creator", school.roles(member, ever=ever), "create")


def entitled(vault: VaultLog, school: School) -> list[bytes]:
    """Everybody who may read the vault now, by id."""
    candidates = set(school.members) if _knows(vault.kind, "everybody") else vault.members.union(school.manages)
    return sorted(member for member in candidates if standings(vault, school, member))


def waiting(vault: VaultLog, school: School) -> list[bytes]:
    """Who is entitled and has no wrap of the epoch in force for the key they have now, by id."""
    return [
        member
        for member in entitled(vault, school)
        if school.members[member].seal_id not in vault.wraps.get(member, set())
    ]


def due_renewal(vault: VaultLog, school: School) -> bool:
    """Whether a new epoch has to be made: somebody has a wrap who is not entitled, or for a key that was replaced; a removal
    was not followed by one; or two epochs share the number in force.
    """
    if vault.renewal_owed or vault.forked:
        return True
    return any(
        not standings(vault, school, member) or keys != {school.members[member].seal_id}
        for member, keys in vault.wraps.items()
    )
