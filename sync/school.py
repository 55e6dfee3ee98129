"""The school's log: whether an entry is taken, and what it changes (`docs/protocol.md` §5).

    school = School(school_id, pinned=genesis_hash)
    for entry in entries:
        code = judge(school, entry)          # None: it is taken
        if code is None:
            append(school, entry)

The server judges before it appends and every client before it believes; neither trusts the other. The log is one chain:
where an entry is refused, nothing behind it can be taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schemas.codes import Code
from sync.encoding import Malformed, parse_instant
from sync.keys import key_id
from sync.log import next_hash
from sync.roster import ADMINISTRATOR, Device, Holder, Invitation, Member, School
from sync.school_act import (
    Act,
    AddDevice,
    Appoint,
    Genesis,
    Invite,
    Join,
    Manages,
    Remove,
    Revoke,
    SetRoles,
    Withdraw,
    encode_act,
    is_proved,
    parse_act,
)
from sync.school_entry import SchoolEntry, sign, verify

__all__ = ["School", "append", "judge", "sign_next"]


def sign_next(school: School, act: Act, key: Ed25519PrivateKey) -> SchoolEntry:
    """The entry that says `act` behind the log as `school` knows it. Whether it will be taken is for `judge`."""
    return sign(school.id, school.seq + 1, school.log_hash, encode_act(act), key)


def judge(school: School, entry: SchoolEntry, *, now: int | None = None) -> Code | None:
    """Why the entry cannot be the next one of the log, or None.

    `now` (milliseconds since 1970 UTC) is the server's clock when it appends: an invitation that has expired is refused.
    Whoever reads what was appended, or gives back what a server lost, judges no time. `Code.HEAD_MOVED` means for a writer
    that somebody was faster; for a reader, that the server shows another log than it did.
    """
    if entry.school != school.id:
        return Code.WRONG_SCHOOL
    if entry.seq != school.seq + 1 or entry.prev != school.log_hash:
        return Code.HEAD_MOVED
    try:
        act = parse_act(entry.body)
    except Malformed as refused:
        return refused.code
    holder = _holder(school, entry, act)
    if holder is None or not verify(entry, holder.public):
        return Code.BAD_SIGNATURE
    return _judge_act(school, entry, holder, act, now)


def _judge_act(school: School, entry: SchoolEntry, holder: Holder, act: Act, now: int | None) -> Code | None:
    if isinstance(act, Genesis) is not (entry.seq == 1):
        return Code.NOT_ALLOWED
    if isinstance(act, Genesis):
        return _judge_genesis(school, entry, act)
    if isinstance(act, Join):
        return _judge_join(school, holder, act, now)
    return _RULES[type(act)](school, holder, act)


def _holder(school: School, entry: SchoolEntry, act: Act) -> Holder | None:
    if isinstance(act, Genesis):
        return Holder("root", b"", act.root) if key_id(act.root) == entry.signer else None
    return school.holders.get(entry.signer)


def _is_member(school: School, holder: Holder, member: bytes) -> bool:
    """Whether the key is the one in force of a member who is present."""
    found = school.members.get(member)
    return holder.kind == "account" and found is not None and found.present and found.sign == holder.public


def _is_administrator(school: School, holder: Holder) -> bool:
    return _is_member(school, holder, holder.owner) and ADMINISTRATOR in school.roles(holder.owner)


def _are_new(school: School, *, sign_key: bytes, seal_key: bytes | None = None) -> bool:
    """Whether neither key was ever anybody's: else one signature, or one wrap, would be two people's."""
    taken = key_id(sign_key) in school.holders or any(device.key == sign_key for device in school.devices.values())
    return not taken and (seal_key is None or key_id(seal_key) not in school.seals)


def _code(allowed: bool) -> Code | None:
    return None if allowed else Code.NOT_ALLOWED


# Rules ----------------------------------------------------------------------------------------------------


def _judge_genesis(school: School, entry: SchoolEntry, act: Genesis) -> Code | None:
    if school.pinned is not None and entry.hash != school.pinned:
        return Code.FORK
    return _code(act.root != act.sign and act.recovery != act.seal)


def _judge_device(school: School, holder: Holder, act: AddDevice) -> Code | None:
    fresh = act.device not in school.devices and _are_new(school, sign_key=act.key)
    return _code(_is_member(school, holder, act.member) and fresh)


def _judge_invite(school: School, holder: Holder, act: Invite) -> Code | None:
    invited = school.members.get(act.member)
    possible = (
        act.invite not in school.invitations
        and _are_new(school, sign_key=act.key)
        and (invited is None or invited.present)
        and (act.manager is None or school.is_present(act.manager))
    )
    return _code(_is_administrator(school, holder) and possible)


def _judge_withdraw(school: School, holder: Holder, act: Withdraw) -> Code | None:
    if not _is_administrator(school, holder):
        return Code.NOT_ALLOWED
    invitation = school.invitations.get(act.invite)
    return None if invitation is not None and invitation.open else Code.INVITATION_SPENT


def _judge_join(school: School, holder: Holder, act: Join, now: int | None) -> Code | None:
    invitation = school.invitations.get(act.invite)
    if holder.kind != "invitation" or holder.owner != act.invite or invitation is None:
        return Code.NOT_ALLOWED
    if not invitation.open or (now is not None and now > invitation.expires):
        return Code.INVITATION_SPENT
    if not is_proved(school.id, act):
        return Code.BAD_SIGNATURE
    return _code(act.member == invitation.member and _are_new(school, sign_key=act.sign, seal_key=act.seal))


def _judge_roles(school: School, holder: Holder, act: SetRoles) -> Code | None:
    keeps = ADMINISTRATOR in act.roles or school.administrators() != [act.member]
    return _code(_is_administrator(school, holder) and school.is_present(act.member) and keeps)


def _judge_manages(school: School, holder: Holder, act: Manages) -> Code | None:
    known = act.manager in school.members and act.mentor in school.members
    possible = known and (school.is_present(act.manager) or not act.on)
    return _code(_is_administrator(school, holder) and possible)


def _judge_revoke(school: School, holder: Holder, act: Revoke) -> Code | None:
    device = school.devices.get(act.device)
    if device is None:
        return Code.UNKNOWN_DEVICE
    if not (_is_administrator(school, holder) or _is_member(school, holder, device.member)):
        return Code.NOT_ALLOWED
    return None if device.counters is None else Code.REVOKED_DEVICE


def _judge_remove(school: School, holder: Holder, act: Remove) -> Code | None:
    theirs = {device.id for device in school.devices_of(act.member)}
    possible = school.is_present(act.member) and theirs.issuperset(act.counters)
    return _code(_is_administrator(school, holder) and possible and school.administrators() != [act.member])


def _judge_appoint(school: School, holder: Holder, act: Appoint) -> Code | None:
    appointed = school.members.get(act.member)
    if holder.kind != "root" or (appointed is not None and not appointed.present):
        return Code.NOT_ALLOWED
    if not is_proved(school.id, act):
        return Code.BAD_SIGNATURE
    return _code(_are_new(school, sign_key=act.sign, seal_key=act.seal))


_RULES: Final[dict[type[Act], Callable[[School, Holder, Any], Code | None]]] = {
    AddDevice: _judge_device,
    Invite: _judge_invite,
    Withdraw: _judge_withdraw,
    SetRoles: _judge_roles,
    Manages: _judge_manages,
    Revoke: _judge_revoke,
    Remove: _judge_remove,
    Appoint: _judge_appoint,
}


# What an entry changes ------------------------------------------------------------------------------------


def append(school: School, entry: SchoolEntry) -> School:
    """Take an entry that was judged, or that this device took before; in place."""
    _change(school, entry, parse_act(entry.body))
    school.seq, school.log_hash = entry.seq, next_hash(school.log_hash, entry.hash)
    return school


def _change(school: School, entry: SchoolEntry, act: Act) -> None:
    match act:
        case Genesis():
            _begin(school, entry, act)
        case AddDevice():
            school.devices[act.device] = Device(act.device, act.member, act.key, entry.seq)
        case Invite():
            _invite(school, act, school.holders[entry.signer].owner)
        case Withdraw():
            school.invitations[act.invite].open = False
        case Join():
            _join(school, act, entry.seq)
        case SetRoles():
            _give_roles(school.members[act.member], act.roles)
            _end_what_they_invited(school, act.member)
        case Manages():
            _set_manager(school, act.manager, act.mentor, on=act.on)
        case Revoke():
            school.devices[act.device].counters = act.counters
            _end(school.devices[act.device], entry.seq)
        case Remove():
            _remove(school, act, entry.seq)
        case Appoint():
            _set_account(school, act, entry.seq)
            member = school.members[act.member]
            _give_roles(member, tuple(sorted({*member.roles, ADMINISTRATOR})))


def _begin(school: School, entry: SchoolEntry, act: Genesis) -> None:
    school.genesis, school.root, school.recovery = entry.hash, act.root, act.recovery
    school.holders[key_id(act.root)] = Holder("root", b"", act.root)
    school.seals.add(key_id(act.recovery))
    _set_account(school, act, entry.seq)
    _give_roles(school.members[act.member], (ADMINISTRATOR,))


def _set_account(school: School, act: Genesis | Join | Appoint, seq: int) -> None:
    """New keys for a member. An account that was there before is renewed: its devices end, and its open invitations."""
    member = school.members.get(act.member)
    if member is None:
        member = school.members[act.member] = Member(act.member, act.sign, act.seal, (), seq)
    member.sign, member.seal = act.sign, act.seal
    member.ever_seals.add(member.seal_id)
    school.seals.add(member.seal_id)
    school.holders[key_id(act.sign)] = Holder("account", act.member, act.sign)
    for device in school.devices_of(act.member):
        _end(device, seq)
    _close_invitations(school, act.member)


def _end(device: Device, seq: int) -> None:
    if device.ended is None:
        device.ended = seq


def _close_invitations(school: School, member: bytes) -> None:
    for invitation in school.invitations.values():
        if invitation.member == member:
            invitation.open = False


def _end_what_they_invited(school: School, member: bytes) -> None:
    """Who is no administrator any more lets nobody in: whoever left may hold the keys of invitations still, for themselves."""
    if ADMINISTRATOR in school.roles(member):
        return
    for invitation in school.invitations.values():
        if invitation.by == member:
            invitation.open = False


def _invite(school: School, act: Invite, by: bytes) -> None:
    school.invitations[act.invite] = Invitation(
        act.invite, act.key, act.member, act.roles, act.manager, parse_instant(act.expires), by
    )
    school.holders[key_id(act.key)] = Holder("invitation", act.invite, act.key)


def _join(school: School, act: Join, seq: int) -> None:
    """Roles and manager of the invitation are those of who is new; a renewal leaves both as they stand."""
    is_new = act.member not in school.members
    _set_account(school, act, seq)
    invitation = school.invitations[act.invite]
    if is_new:
        _give_roles(school.members[act.member], invitation.roles)
    if is_new and invitation.manager is not None and school.is_present(invitation.manager):
        _set_manager(school, invitation.manager, act.member, on=True)


def _give_roles(member: Member, roles: tuple[str, ...]) -> None:
    member.roles = roles
    member.ever_roles.update(roles)


def _set_manager(school: School, manager: bytes, mentor: bytes, *, on: bool) -> None:
    if on:
        school.manages.setdefault(manager, set()).add(mentor)
        school.ever_managed.setdefault(manager, set()).add(mentor)
    else:
        school.manages.get(manager, set()).discard(mentor)


def _remove(school: School, act: Remove, seq: int) -> None:
    """Who managed the leaver still does: somebody must be able to read and hand over what they leave behind."""
    school.members[act.member].removed = seq
    for device in school.devices_of(act.member):
        if device.counters is None and (device.live or device.id in act.counters):
            device.counters = act.counters.get(device.id, {})
        _end(device, seq)
    _close_invitations(school, act.member)
    _end_what_they_invited(school, act.member)
