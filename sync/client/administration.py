"""What an administrator, or a member for their own devices, says in the school's log.

    invitation = invite(replica, ("mentor",), manager=ward)        # hand it over as a QR code or a link's fragment
    say(replica, Manages(at, ward, sam, True))
    lock_out(replica, device)

Somebody else may append first: the log is read on and the same is signed again behind it. A restored server may lack the end of
the log: it is given that first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from schemas.codes import Code
from sync import school_entry
from sync.client.api import ServerRefused
from sync.client.enrol import Invitation, make_invitation
from sync.client.receive import fetch_school
from sync.client.replica import Replica
from sync.client.rewind import append_school_log
from sync.encoding import ID_SIZE, b64u, format_instant, unb64u
from sync.school import append, sign_next
from sync.school_act import Act, Counters, Manages, Remove, Revoke, SetRoles
from sync.school_entry import SchoolEntry

MOST_TRIES: Final = 8


def say(replica: Replica, act: Act) -> SchoolEntry:
    """Append an act under this member's account key. Raises `ServerRefused` and `Unreachable`."""
    return say_anew(replica, lambda: act)


def say_anew(replica: Replica, act: Callable[[], Act]) -> SchoolEntry:
    """Append an act that is found out once more where something came between. Raises as `say`.

    Nobody stays in by writing all the time: of who is to be shut out the server takes nothing from the first try on.
    """
    for _ in range(MOST_TRIES):
        entry = sign_next(replica.school, act(), replica.identity.account.sign)
        if append_said(replica, entry):
            return entry
    raise ServerRefused(Code.HEAD_MOVED.meaning.status, Code.HEAD_MOVED, {"code": Code.HEAD_MOVED.wire})


def append_said(replica: Replica, entry: SchoolEntry) -> bool:
    """Append a signed entry; False where it was not made for what the server has: the log was read on, or given back its end
    where nothing followed ours, and the entry has to be signed anew."""
    data = school_entry.encode(entry)
    try:
        replica.api.append_school([data])
    except ServerRefused as refused:
        if refused.code is not Code.HEAD_MOVED:
            raise
        before = replica.school.seq
        fetch_school(replica)
        if replica.school.seq == before:
            append_school_log(replica, 0)
        return False
    with replica.store.transaction():
        replica.store.add_school_entry(entry.seq, data)
    append(replica.school, entry)
    return True


def invite(
    replica: Replica,
    roles: tuple[str, ...],
    *,
    manager: bytes | None = None,
    member: bytes | None = None,
    days: int = 14,
) -> Invitation:
    """Publish an invitation; for a `member` who is one already it renews their account (a forgotten password)."""
    for _ in range(MOST_TRIES):
        entry, invitation = make_invitation(
            replica.school, replica.identity, roles=roles, manager=manager, member=member, now=replica.clock(),
            days=days, random=replica.random,
        )  # fmt: skip
        if append_said(replica, entry):
            return invitation
    raise ServerRefused(Code.HEAD_MOVED.meaning.status, Code.HEAD_MOVED, {"code": Code.HEAD_MOVED.wire})


def set_roles(replica: Replica, member: bytes, roles: tuple[str, ...]) -> None:
    """Give a member these roles in place of all they had."""
    say(replica, SetRoles(format_instant(replica.clock()), member, roles))


def set_manager(replica: Replica, manager: bytes, mentor: bytes, *, on: bool) -> None:
    """Say that a line manager manages a mentor, or no longer does."""
    say(replica, Manages(format_instant(replica.clock()), manager, mentor, on))


def lock_out(replica: Replica, device: bytes) -> None:
    """Revoke a device: a lost tablet. What it wrote beyond what the server has accepted is set aside by everybody."""
    member = replica.school.devices[device].member

    def act() -> Revoke:
        return Revoke(format_instant(replica.clock()), device, accepted(replica, member).get(device, {}))

    say_anew(replica, act)


def remove(replica: Replica, member: bytes) -> None:
    """Remove a member from the school, all their devices with them."""

    def act() -> Remove:
        known = {device.id for device in replica.school.devices_of(member)}
        counters = {device: found for device, found in accepted(replica, member).items() if device in known}
        return Remove(format_instant(replica.clock()), member, counters)

    say_anew(replica, act)


def accepted(replica: Replica, member: bytes) -> dict[bytes, Counters]:
    """Per device and vault, the last counter of the member that the server has accepted.

    An administrator reads no case and cannot know it otherwise. A server that names too few is seen: every reader shows
    what is set aside.
    """
    answer = replica.api.json("GET", f"/members/{b64u(member)}/counters")
    return {
        unb64u(device, ID_SIZE, "device"): {
            unb64u(vault, ID_SIZE, "vault"): int(counter) for vault, counter in counters.items()
        }
        for device, counters in answer["devices"].items()
    }
