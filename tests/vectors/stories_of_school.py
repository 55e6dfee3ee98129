"""What is said in a school's log, and what is answered: the stories of `authority.json` (`school`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from schemas.codes import Code
from sync.encoding import b64u, parse_instant
from sync.roster import School
from sync.school_act import Act, AddDevice, Manages, Remove, Revoke, SetRoles, Withdraw, prove
from sync.school_entry import SchoolEntry, encode, hash_0, sign
from tests.vectors.cast import AT, EXPIRES, ROOT, Campus, Person, invitation_key
from tests.vectors.primitives import fixed

Json = Any


class Told(Campus):
    """A school log of which every entry is told, with the answer that it must get."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Json] = []
        self.pinned: bytes | None = None

    def take(self, entry: SchoolEntry) -> SchoolEntry:
        self.steps.append([b64u(encode(entry)), None, None])
        return super().take(entry)

    def refused(self, code: Code, entry: SchoolEntry, now: int | None = None) -> None:
        """The entry is refused, `now` being the server's clock."""
        self.steps.append([b64u(encode(entry)), now, code.wire])

    def refuses(self, code: Code, act: Act, key: Ed25519PrivateKey | Person) -> None:
        """What is said is refused."""
        self.refused(code, self.sign(act, key))


Story = Callable[[Told], None]


def staff(told: Told) -> tuple[Person, Person, Person]:
    """An administrator, a line manager and her mentor."""
    ann = told.found()
    lou = told.enrol("Lou", "line_manager")
    return ann, lou, told.enrol("Ben", "mentor", manager=lou)


def a_school_is_founded(told: Told) -> None:
    told.found()


def a_school_is_founded_once_and_by_its_root(told: Told) -> None:
    ann = Person("Ann")
    told.refuses(Code.BAD_SIGNATURE, told.genesis(ann), ann)
    told.refuses(Code.BAD_SIGNATURE, told.invite(ann), ann)
    told.found()
    told.refuses(Code.NOT_ALLOWED, told.genesis(Person("Eve")), ROOT)


def another_genesis_than_the_one_pinned(told: Told) -> None:
    told.pinned = fixed("genesis of another school", 32)
    told.refuses(Code.FORK, told.genesis(Person("Ann")), ROOT)


def entries_in_another_place(told: Told) -> None:
    ann = told.found()
    act = told.invite(Person("Ben"), "mentor")
    elsewhere = Campus("other school")
    elsewhere.found()
    told.refused(Code.WRONG_SCHOOL, elsewhere.sign(act, ann))
    key, head = ann.account.sign, told.school
    body = told.sign(act, ann).body
    told.refused(Code.HEAD_MOVED, sign(head.id, head.seq + 2, head.log_hash, body, key))
    told.refused(Code.HEAD_MOVED, sign(head.id, head.seq, head.log_hash, body, key))
    told.refused(Code.HEAD_MOVED, sign(head.id, head.seq + 1, hash_0(head.id), body, key))
    told.refused(Code.HEAD_MOVED, told.entries[-1])
    told.say(act, ann)
    told.refused(Code.HEAD_MOVED, told.entries[-1])


def entries_that_are_forged(told: Told) -> None:
    ann, _, ben = staff(told)
    good = told.sign(SetRoles(AT, ben.id, ("colleague",)), ann)
    data = encode(good)
    told.steps.append([b64u(data[:-1] + bytes([data[-1] ^ 1])), None, Code.BAD_SIGNATURE.wire])
    told.refuses(Code.BAD_SIGNATURE, SetRoles(AT, ben.id, ("administrator",)), Person("Eve"))
    told.take(good)


def what_cannot_be_read(told: Told) -> None:
    ann = told.found()
    ben = Person("Ben")
    good: dict[str, Json] = {"do": "invite", "at": AT, "invite": b64u(fixed("i")), "member": b64u(ben.id), "roles": ["mentor"],
                             "key": b64u(ben.account.sign_public), "manager": None, "expires": EXPIRES}  # fmt: skip
    for wrong in ({"do": 1}, {"at": "today"}, {"invite": b64u(bytes(16))}, {"member": b64u(ben.id[:-1])}, {"roles": "mentor"},
                  {"roles": ["Mentor"]}, {"roles": ["mentor", "mentor"]}, {"key": b64u(bytes(32))}, {"key": None},
                  {"manager": ""}, {"expires": None}, {"expires": "2026-11-30T09:15:02Z"}):  # fmt: skip
        told.refused(Code.MALFORMED, told.sign_raw(ann, {**good, **wrong}))
    told.refused(Code.UNKNOWN_KIND, told.sign_raw(ann, {**good, "do": "close"}))
    counters = {"do": "revoke", "at": AT, "device": b64u(ann.device.id)}
    odd: list[Json] = [[], {"vault": 1}, {b64u(fixed("vault")): -1}, {b64u(fixed("vault")): True}, None]
    for bad in odd:
        told.refused(Code.MALFORMED, told.sign_raw(ann, {**counters, "counters": bad}))
    told.take(told.sign_raw(ann, {**good, "later": {"unknown": [1.5]}}))


def devices(told: Told) -> None:
    ann, _, ben = staff(told)
    other = ben.new_device("phone")
    told.refuses(Code.NOT_ALLOWED, ben.certify(other), ann)
    told.refuses(Code.NOT_ALLOWED, ben.certify(other), ROOT)
    told.refuses(Code.NOT_ALLOWED, AddDevice(AT, ben.id, ben.device.id, other.public), ben)
    told.refuses(Code.NOT_ALLOWED, AddDevice(AT, ben.id, other.id, ann.device.public), ben)
    told.refuses(Code.NOT_ALLOWED, AddDevice(AT, ben.id, other.id, ben.account.sign_public), ben)
    told.say(ben.certify(other), ben)


def invitations_are_an_administrators(told: Told) -> None:
    ann, lou, ben = staff(told)
    eve = Person("Eve")
    for hand in (lou, ben, ROOT, invitation_key(ben)):
        told.refuses(Code.NOT_ALLOWED, told.invite(eve, "administrator"), hand)
    told.refuses(Code.NOT_ALLOWED, told.invite(ben, "mentor"), ann)
    told.refuses(Code.NOT_ALLOWED, told.invite(eve, "mentor", manager=Person("Nobody")), ann)
    known = ben.account.sign_public
    act = told.invite(eve, "mentor")
    told.refuses(Code.NOT_ALLOWED, replace(act, key=known), ann)
    told.say(act, ann)


def an_invitation_is_good_once(told: Told) -> None:
    told.found()
    ben = told.enrol("Ben", "mentor")
    told.refuses(Code.INVITATION_SPENT, told.join(ben.renewed()), invitation_key(ben))


def an_invitation_is_withdrawn(told: Told) -> None:
    ann, lou, _ = staff(told)
    eve = Person("Eve")
    act = told.invite(eve, "mentor")
    told.refuses(Code.INVITATION_SPENT, Withdraw(AT, act.invite), ann)
    told.say(act, ann)
    told.refuses(Code.NOT_ALLOWED, Withdraw(AT, act.invite), lou)
    told.say(Withdraw(AT, act.invite), ann)
    told.refuses(Code.INVITATION_SPENT, told.join(eve), invitation_key(eve))
    told.refuses(Code.INVITATION_SPENT, Withdraw(AT, act.invite), ann)


def an_invitation_expires_by_the_servers_clock_only(told: Told) -> None:
    ann = told.found()
    eve = Person("Eve")
    told.say(told.invite(eve, "mentor"), ann)
    joined = told.sign(told.join(eve), invitation_key(eve))
    told.refused(Code.INVITATION_SPENT, joined, now=parse_instant(EXPIRES) + 1)
    told.take(joined)


def an_invitation_lets_in_nobody_else(told: Told) -> None:
    ann, _, ben = staff(told)
    eve, dan = Person("Eve"), Person("Dan")
    told.say(told.invite(eve, "mentor"), ann)
    told.say(told.invite(dan, "colleague"), ann)
    for hand in (dan, ann, ben, ROOT, invitation_key(dan), invitation_key(ben)):
        told.refuses(Code.BAD_SIGNATURE if hand is dan else Code.NOT_ALLOWED, told.join(eve), hand)
    act, key = told.join(eve), invitation_key(eve)
    told.refuses(Code.BAD_SIGNATURE, replace(act, member=dan.id), key)
    told.refuses(Code.BAD_SIGNATURE, replace(act, seal=dan.account.seal_public), key)
    told.refuses(Code.BAD_SIGNATURE, replace(act, sign=dan.account.sign_public), key)
    sign, seal = eve.account.sign, eve.account.seal_public
    told.refuses(Code.BAD_SIGNATURE, replace(act, proof=prove(sign, told.school.id, None, eve.id, seal)), key)
    as_dan = prove(sign, told.school.id, act.invite, dan.id, seal)
    told.refuses(Code.NOT_ALLOWED, replace(act, member=dan.id, proof=as_dan), key)
    bens = ben.account.seal_public
    to_ben = prove(sign, told.school.id, act.invite, eve.id, bens)
    told.refuses(Code.NOT_ALLOWED, replace(act, seal=bens, proof=to_ben), key)
    told.say(act, key)


def nobody_promotes_themselves(told: Told) -> None:
    ann, lou, ben = staff(told)
    for hand in (ben, lou, ROOT, ben.device.private):
        wanted = SetRoles(AT, ben.id, ("administrator",))
        told.refuses(Code.BAD_SIGNATURE if hand is ben.device.private else Code.NOT_ALLOWED, wanted, hand)
    told.refuses(Code.NOT_ALLOWED, Manages(AT, ben.id, lou.id, True), ben)
    told.refuses(Code.NOT_ALLOWED, told.appoint(ben.renewed()), ann)
    told.refuses(Code.NOT_ALLOWED, SetRoles(AT, Person("Nobody").id, ("mentor",)), ann)
    told.say(SetRoles(AT, ben.id, ("administrator", "mentor")), ann)
    told.say(SetRoles(AT, lou.id, ()), ben)


def an_administrator_is_always_left(told: Told) -> None:
    ann, _, ben = staff(told)
    told.refuses(Code.NOT_ALLOWED, SetRoles(AT, ann.id, ("mentor",)), ann)
    told.refuses(Code.NOT_ALLOWED, Remove(AT, ann.id, {}), ann)
    told.say(SetRoles(AT, ann.id, ("administrator", "line_manager")), ann)
    told.say(SetRoles(AT, ben.id, ("administrator",)), ann)
    told.say(SetRoles(AT, ann.id, ("colleague",)), ben)
    told.refuses(Code.NOT_ALLOWED, SetRoles(AT, ben.id, ()), ben)
    told.refuses(Code.NOT_ALLOWED, told.invite(Person("Eve")), ann)


def who_manages_whom(told: Told) -> None:
    ann, lou, ben = staff(told)
    max_ = told.enrol("Max", "line_manager")
    for hand in (lou, ben, ROOT):
        told.refuses(Code.NOT_ALLOWED, Manages(AT, max_.id, ben.id, True), hand)
    told.refuses(Code.NOT_ALLOWED, Manages(AT, max_.id, Person("Nobody").id, True), ann)
    told.refuses(Code.NOT_ALLOWED, Manages(AT, Person("Nobody").id, ben.id, True), ann)
    told.say(Manages(AT, lou.id, ben.id, False), ann)
    told.say(Manages(AT, max_.id, ben.id, True), ann)
    told.remove(ben, {})
    told.say(Manages(AT, lou.id, ben.id, True), ann)
    told.remove(max_, {})
    told.refuses(Code.NOT_ALLOWED, Manages(AT, max_.id, lou.id, True), ann)
    told.say(Manages(AT, max_.id, ben.id, False), ann)


def a_device_is_revoked(told: Told) -> None:
    ann, lou, ben = staff(told)
    phone, lost = ben.new_device("phone"), ben.new_device("lost")
    told.say(ben.certify(phone), ben)
    told.say(ben.certify(lost), ben)
    told.refuses(Code.NOT_ALLOWED, Revoke(AT, phone.id, {}), lou)
    told.refuses(Code.UNKNOWN_DEVICE, Revoke(AT, fixed("unknown"), {}), ann)
    told.say(Revoke(AT, phone.id, {fixed("vault a"): 7, fixed("vault b"): 0}), ben)
    told.say(Revoke(AT, lost.id, {}), ann)
    told.refuses(Code.REVOKED_DEVICE, Revoke(AT, phone.id, {fixed("vault a"): 99}), ben)
    told.refuses(Code.NOT_ALLOWED, ben.certify(phone), ben)


def a_member_is_removed(told: Told) -> None:
    ann, lou, ben = staff(told)
    told.refuses(Code.NOT_ALLOWED, Remove(AT, ben.id, {}), lou)
    told.refuses(Code.NOT_ALLOWED, Remove(AT, ben.id, {}), ben)
    told.refuses(Code.NOT_ALLOWED, Remove(AT, Person("Nobody").id, {}), ann)
    told.refuses(Code.NOT_ALLOWED, Remove(AT, ben.id, {lou.device.id: {}}), ann)
    told.say(told.invite(ben, "mentor", name="renewal"), ann)
    told.say(Remove(AT, ben.id, {ben.device.id: {fixed("vault a"): 3}}), ann)
    told.refuses(Code.NOT_ALLOWED, ben.certify(ben.new_device("phone")), ben)
    told.refuses(Code.INVITATION_SPENT, told.join(ben.renewed(), "renewal"), invitation_key(ben, "renewal"))
    told.refuses(Code.NOT_ALLOWED, told.invite(ben, "mentor", name="return"), ann)
    told.refuses(Code.NOT_ALLOWED, Remove(AT, ben.id, {}), ann)
    told.refuses(Code.NOT_ALLOWED, SetRoles(AT, ben.id, ("mentor",)), ann)
    told.refuses(Code.NOT_ALLOWED, told.appoint(ben.renewed()), ROOT)


def a_removed_administrator_signs_on(told: Told) -> None:
    ann = told.found()
    bea = told.enrol("Bea", "administrator")
    told.remove(bea, {})
    told.refuses(Code.NOT_ALLOWED, told.invite(Person("Eve"), "administrator"), bea)
    told.refuses(Code.NOT_ALLOWED, SetRoles(AT, ann.id, ()), bea)


def an_administrator_who_leaves_has_invited_nobody(told: Told) -> None:
    """Whoever leaves, or is no administrator any more, holds the keys of what they published: for somebody new, or to renew
    somebody's account."""
    ann, lou, _ = staff(told)
    bea, cat = told.enrol("Bea", "administrator"), told.enrol("Cat", "administrator")
    eve, dan = Person("Eve"), Person("Dan")
    told.say(told.invite(eve, "administrator"), bea)
    told.say(told.invite(lou, "line_manager", name="renewal"), bea)
    told.say(told.invite(dan, "mentor"), cat)
    told.say(SetRoles(AT, cat.id, ("administrator", "mentor")), ann)
    told.remove(bea, {})
    told.refuses(Code.INVITATION_SPENT, told.join(eve), invitation_key(eve))
    told.refuses(Code.INVITATION_SPENT, told.join(lou.renewed(), "renewal"), invitation_key(lou, "renewal"))
    told.say(SetRoles(AT, cat.id, ("mentor",)), ann)
    told.refuses(Code.INVITATION_SPENT, told.join(dan), invitation_key(dan))
    told.say(SetRoles(AT, cat.id, ("administrator",)), ann)
    told.refuses(Code.INVITATION_SPENT, told.join(dan), invitation_key(dan))


def an_account_is_renewed(told: Told) -> None:
    ann, lou, ben = staff(told)
    told.say(told.invite(ben, "administrator", manager=ann, name="first"), ann)
    told.say(told.invite(ben, "colleague", name="second"), ann)
    again = ben.renewed()
    act, old = told.join(again, "first"), ben.account.seal_public
    proof = prove(again.account.sign, told.school.id, act.invite, ben.id, old)
    told.refuses(Code.NOT_ALLOWED, replace(act, seal=old, proof=proof), invitation_key(ben, "first"))
    told.say(told.join(again, "first"), invitation_key(ben, "first"))
    third = Person("Ben")
    third.account = Person("Ben, a third time").account
    told.refuses(Code.INVITATION_SPENT, told.join(third, "second"), invitation_key(ben, "second"))
    told.refuses(Code.NOT_ALLOWED, ben.certify(ben.new_device("phone")), ben)
    told.say(again.certify(), again)
    told.refuses(Code.NOT_ALLOWED, SetRoles(AT, lou.id, ()), again)
    told.say(Revoke(AT, ben.device.id, {fixed("vault a"): 12}), again)


def the_root_sheet_appoints_and_nothing_else(told: Told) -> None:
    ann, lou, ben = staff(told)
    for act in (told.invite(Person("Eve")), SetRoles(AT, ben.id, ()), Manages(AT, lou.id, ben.id, False),
                Remove(AT, ben.id, {}), Revoke(AT, ben.device.id, {})):  # fmt: skip
        told.refuses(Code.NOT_ALLOWED, act, ROOT)
    told.refuses(Code.NOT_ALLOWED, told.appoint(lou), ROOT)
    new, again = Person("Pat"), lou.renewed()
    told.refuses(Code.NOT_ALLOWED, told.appoint(new), ann)
    appointment = told.appoint(again)
    told.refuses(Code.BAD_SIGNATURE, replace(appointment, member=new.id), ROOT)
    told.say(appointment, ROOT)
    told.say(told.appoint(new), ROOT)
    told.say(new.certify(), new)
    told.refuses(Code.NOT_ALLOWED, lou.certify(lou.new_device("phone")), lou)
    told.say(SetRoles(AT, ann.id, ()), again)


STORIES: list[Story] = [
    a_school_is_founded, a_school_is_founded_once_and_by_its_root, another_genesis_than_the_one_pinned,
    entries_in_another_place, entries_that_are_forged, what_cannot_be_read, devices, invitations_are_an_administrators,
    an_invitation_is_good_once, an_invitation_is_withdrawn, an_invitation_expires_by_the_servers_clock_only,
    an_invitation_lets_in_nobody_else, nobody_promotes_themselves, an_administrator_is_always_left, who_manages_whom,
    a_device_is_revoked, a_member_is_removed, a_removed_administrator_signs_on,
    an_administrator_who_leaves_has_invited_nobody, an_account_is_renewed,
    the_root_sheet_appoints_and_nothing_else,
]  # fmt: skip


def told(story: Story) -> Json:
    """The story as it stands in the file."""
    log = Told()
    story(log)
    return {
        "name": story.__name__.replace("_", " "),
        "school": b64u(log.school.id),
        "pinned": None if log.pinned is None else b64u(log.pinned),
        "entries": log.steps,
        "ends": roster(log.school),
    }


def roster(school: School) -> Json:
    """What a school log amounts to, as far as both languages must agree."""
    return {
        "seq": school.seq,
        "hash": b64u(school.log_hash),
        "members": {
            b64u(member.id): {
                "roles": sorted(member.roles),
                "ever": sorted(member.ever_roles),
                "present": member.present,
                "key": b64u(member.seal_id),
            }
            for member in sorted(school.members.values(), key=lambda member: member.id)
        },
        "devices": {
            b64u(device.id): {
                "member": b64u(device.member),
                "live": device.live,
                "counters": None if device.counters is None else spelled_counters(device.counters),
            }
            for device in sorted(school.devices.values(), key=lambda device: device.id)
        },
        "manages": spelled_pairs(school.manages),
        "ever_managed": spelled_pairs(school.ever_managed),
        "open": sorted(b64u(found.id) for found in school.invitations.values() if found.open),
        "administrators": [b64u(member) for member in school.administrators()],
    }


def spelled_counters(counters: Any) -> Json:
    return {b64u(vault): counter for vault, counter in sorted(counters.items())}


def spelled_pairs(manages: dict[bytes, set[bytes]]) -> Json:
    """[manager, mentor] by manager and mentor, as bytes."""
    return [[b64u(manager), b64u(mentor)] for manager in sorted(manages) for mentor in sorted(manages[manager])]
