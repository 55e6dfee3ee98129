"""What is written into a vault by whom, and what is answered: half of the stories of `authority.json` (`vaults`)."""

from __future__ import annotations

from schemas.codes import Code
from sync.encoding import ZERO_HASH, b64u, json_bytes
from sync.entry import Kind
from sync.keys import DeviceKey
from tests.vectors.cast import Pen, Person, ed25519_key
from tests.vectors.primitives import fixed
from tests.vectors.telling import Story, Tale


def a_case_is_begun_and_written_in(tale: Tale) -> None:
    ben, lou = tale.people.ben, tale.people.lou
    tale.push(tale.genesis("case", ben), tale.epoch(ben, ben, lou), tale.op(ben))
    tale.push(tale.op(lou, size=1024), tale.op(lou))
    tale.push(tale.void(ben, fixed("an op refused")), tale.op(ben))


def who_may_begin_what(tale: Tale) -> None:
    people = tale.people
    may = {"case": {people.lou, people.ben}, "diary": {people.lou, people.ben}, "team": {people.ann},
           "private": {people.ann, people.lou, people.ben, people.oli}}  # fmt: skip
    for kind, allowed in may.items():
        for person in (people.ann, people.lou, people.ben, people.oli):
            begun = tale.genesis(kind, person)
            code = None if person in allowed else Code.NOT_ALLOWED
            tale.judged(begun, code)
            if code is not None:
                tale.push(begun, codes=code)
            else:
                tale.settle(begun)
    tale.refused(tale.genesis("group", people.lou), Code.MALFORMED, Code.UNKNOWN_KIND)


def a_vault_is_begun_by_its_creator_and_once(tale: Tale) -> None:
    ben, lou, cat = tale.people.ben, tale.people.lou, tale.people.cat
    tale.refused(tale.op(ben, epoch=fixed("epoch")), Code.WRONG_VAULT, Code.WRONG_VAULT)
    body = json_bytes({"kind": "case", "members": [b64u(cat.id)], "at": "2026-11-23T09:15:02.123+00:00"})
    tale.refused(tale.write(Kind.GENESIS, ben.device, body, epoch=bytes(16)), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    tale.refused(tale.genesis("case", ben, seen_seq=1), Code.HEAD_MOVED, None)
    tale.refused(tale.genesis("case", ben, Person("Nobody")), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    tale.begin(ben)
    tale.refused(tale.genesis("case", lou), Code.NOT_ALLOWED, Code.NOT_ALLOWED)


def a_mentor_names_nobody_else_at_the_beginning_a_line_manager_may(tale: Tale) -> None:
    ben, lou, cat = tale.people.ben, tale.people.lou, tale.people.cat
    tale.refused(tale.genesis("case", ben, cat), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    tale.refused(tale.genesis("diary", lou, ben), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    tale.push(tale.genesis("case", lou, ben, cat), tale.epoch(lou, lou, ben, cat))
    tale.push(tale.op(cat))


def nobody_else_writes(tale: Tale) -> None:
    people = tale.people
    tale.begin(people.ben, people.lou)
    for stranger in (people.cat, people.max, people.ann, people.oli):
        tale.refused(tale.op(stranger), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
        tale.refused(tale.epoch(stranger, stranger), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
        tale.refused(tale.void(stranger, fixed("x")), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
        tale.refused(tale.add(stranger, stranger), Code.NOT_ENTITLED, Code.NOT_ENTITLED)


def entries_that_were_moved(tale: Tale) -> None:
    people = tale.people
    tale.begin(people.ben)
    other = Pen(people, "another case")
    other.take(other.genesis("case", people.ben), other.epoch(people.ben, people.ben))
    tale.refused(other.op(people.ben), Code.WRONG_VAULT, Code.WRONG_VAULT)
    tale.refused(tale.op(people.ben, school=fixed("other school")), Code.WRONG_SCHOOL, Code.WRONG_SCHOOL)


def entries_that_were_forged(tale: Tale) -> None:
    ben, cat = tale.people.ben, tale.people.cat
    tale.begin(ben)
    tale.refused(tale.op(ben, key=cat.device.private), Code.BAD_SIGNATURE, Code.BAD_SIGNATURE)
    tale.refused(tale.op(ben, key=ben.account.sign), Code.BAD_SIGNATURE, Code.BAD_SIGNATURE)
    nobody = Person("Nobody")
    tale.refused(tale.op(nobody), Code.UNKNOWN_DEVICE, Code.UNKNOWN_DEVICE)
    uncertified = DeviceKey(fixed("uncertified"), ed25519_key("uncertified"))
    body = fixed("sealed", 284)
    tale.refused(tale.write(Kind.OP, uncertified, body), Code.UNKNOWN_DEVICE, Code.UNKNOWN_DEVICE)
    tale.read(tale.op(ben, key=cat.device.private), codes=Code.BAD_SIGNATURE)
    true = tale.op(ben)
    tale.push(true, read=False)
    tale.read(true)


def entries_out_of_their_chain(tale: Tale) -> None:
    ben = tale.people.ben
    tale.begin(ben)
    first, second = tale.op(ben), tale.op(ben)
    tale.push(second, codes=Code.COUNTER_GAP)
    tale.judged(second, Code.COUNTER_GAP)
    tale.push(first)
    tale.judged(first, Code.CHAIN_BROKEN)
    other = tale.op(ben, counter=first.header.counter, prev=first.header.prev)
    tale.push(other, codes=Code.SET_BACK)
    tale.judged(other, Code.CHAIN_BROKEN)
    tale.refused(tale.op(ben, prev=ZERO_HASH), Code.CHAIN_BROKEN, Code.CHAIN_BROKEN)
    tale.push(second)


def every_bad_entry_of_a_batch_is_named(tale: Tale) -> None:
    ben, cat = tale.people.ben, tale.people.cat
    tale.begin(ben)
    good = tale.op(ben)
    forged = tale.write(Kind.OP, ben.device, fixed("sealed", 284), key=cat.device.private, op_id=fixed("forged"))
    after = tale.op(ben, counter=forged.header.counter + 1, prev=forged.hash)
    torn = tale.write(Kind.OP, ben.device, fixed("sealed", 285), counter=after.header.counter + 1, prev=after.hash)
    strange = tale.op(cat)
    tale.push(
        good, forged, after, torn, strange, codes=[None, Code.BAD_SIGNATURE, None, Code.MALFORMED, Code.NOT_ENTITLED]
    )


def bodies_that_cannot_be_read(tale: Tale) -> None:
    ben, lou = tale.people.ben, tale.people.lou
    tale.begin(ben, lou)
    for kind, body in ((Kind.OP, bytes(283)), (Kind.OP, bytes(20)), (Kind.OP, bytes(28 + 257)), (Kind.VOID, b"{}"),
                       (Kind.VOID, json_bytes({"op": b64u(bytes(16)), "code": "Because"})), (Kind.ACCEPT, b"[]"),
                       (Kind.ACCEPT, json_bytes({"drop": 1})), (Kind.EPOCH, b"{}"), (Kind.DROP, bytes(300)),
                       (Kind.MEMBERSHIP, json_bytes({"do": "add"})),
                       (Kind.MEMBERSHIP, json_bytes({"do": "add", "member": b64u(lou.id), "wrap": "x"}))):  # fmt: skip
        entry = tale.write(kind, lou.device, body)
        tale.refused(entry, Code.MALFORMED, Code.MALFORMED)
    newer = json_bytes({"do": "mute", "member": b64u(ben.id)})
    tale.refused(tale.write(Kind.MEMBERSHIP, lou.device, newer), Code.MALFORMED, Code.UNKNOWN_KIND)


def a_reader_steps_over_what_was_refused(tale: Tale) -> None:
    """The chain behind an entry that is set aside goes on."""
    ben, cat = tale.people.ben, tale.people.cat
    tale.begin(ben)
    tale.read(tale.op(cat), tale.op(cat), codes=Code.NOT_ENTITLED)
    torn = tale.write(Kind.OP, ben.device, bytes(283))
    tale.read(torn, tale.op(ben), codes=[Code.MALFORMED, None])


def a_member_of_the_school_leaves(tale: Tale) -> None:
    people = tale.people
    ben, lou = people.ben, people.lou
    tale.begin(ben, lou)
    accepted, later = tale.op(ben), tale.op(ben)
    tale.push(accepted, read=False)
    people.remove(ben, {tale.log.vault: accepted.header.counter})
    tale.push(later, codes=Code.REVOKED_DEVICE)
    tale.read(accepted)
    tale.judged(later, Code.BEYOND_REVOCATION)
    tale.read(later, codes=Code.BEYOND_REVOCATION)
    # Who managed the leaver reads on, and hands over.
    tale.push(tale.add(lou, people.cat))
    tale.push(tale.epoch(lou, lou, people.cat), tale.op(lou))


def a_device_is_revoked_and_another_writes_on(tale: Tale) -> None:
    people, ben = tale.people, tale.people.ben
    tale.begin(ben)
    phone = ben.new_device("phone")
    people.say(ben.certify(phone), ben)
    tale.push(tale.write(Kind.OP, phone, fixed("sealed", 284)))
    people.revoke(phone, {tale.log.vault: 1})
    tale.refused(tale.write(Kind.OP, phone, fixed("sealed", 284)), Code.REVOKED_DEVICE, Code.BEYOND_REVOCATION)
    tale.push(tale.op(ben))
    people.revoke(ben.device, {})
    tale.refused(tale.op(ben), Code.REVOKED_DEVICE, Code.BEYOND_REVOCATION)


def a_role_is_taken(tale: Tale) -> None:
    """The server goes by what holds now, a reader by what ever held: nobody knows how the two logs lay to each other."""
    people, ben, lou = tale.people, tale.people.ben, tale.people.lou
    tale.begin(ben, lou)
    people.set_roles(ben, "colleague")
    tale.refused(tale.op(ben), Code.NOT_ALLOWED, None)
    people.set_roles(lou, "mentor")
    tale.refused(tale.op(lou), Code.NOT_ENTITLED, None)
    people.set_roles(ben, "mentor")
    tale.push(tale.op(ben))


def a_line_manager_changes(tale: Tale) -> None:
    people, ben, lou, max_ = tale.people, tale.people.ben, tale.people.lou, tale.people.max
    tale.begin(ben, lou)
    people.manage(lou, ben, on=False)
    people.manage(max_, ben)
    tale.refused(tale.op(lou), Code.NOT_ENTITLED, None)
    tale.refused(tale.hand_over(ben, lou), Code.NOT_ENTITLED, None)
    tale.push(tale.epoch(ben, ben, max_))
    tale.push(tale.op(max_))


def everybody_takes_part_in_the_team(tale: Tale) -> None:
    people = tale.people
    tale.begin(people.ann, people.lou, people.ben, people.oli, kind="team")
    tale.push(tale.op(people.oli), tale.op(people.cat), tale.hand_over(people.oli, people.cat))
    tale.refused(tale.add(people.ann, people.max), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    people.remove(people.oli, {tale.log.vault: tale.log.link(people.oli.device.id).counter})
    tale.refused(tale.op(people.oli), Code.REVOKED_DEVICE, Code.BEYOND_REVOCATION)
    tale.refused(tale.epoch(people.cat, people.cat, people.oli), Code.NOT_ENTITLED, None)
    tale.push(tale.epoch(people.cat, people.cat, people.ann, people.lou, people.ben))


def a_diary_is_read_by_its_mentor_and_who_manages_them(tale: Tale) -> None:
    people = tale.people
    tale.begin(people.ben, people.lou, kind="diary")
    tale.push(tale.op(people.lou))
    tale.refused(tale.add(people.lou, people.cat), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    tale.refused(tale.hand_over(people.ben, people.cat), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
    tale.refused(tale.op(people.cat), Code.NOT_ENTITLED, Code.NOT_ENTITLED)


def what_is_private_stays_so(tale: Tale) -> None:
    people = tale.people
    tale.begin(people.oli, kind="private")
    tale.push(tale.op(people.oli), tale.epoch(people.oli, people.oli))
    tale.refused(tale.add(people.oli, people.ann), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    tale.refused(tale.epoch(people.oli, people.oli, people.ann), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
    people.manage(people.lou, people.oli)
    tale.refused(tale.op(people.lou), Code.NOT_ENTITLED, Code.NOT_ENTITLED)


STORIES: list[Story] = [
    a_case_is_begun_and_written_in, who_may_begin_what, a_vault_is_begun_by_its_creator_and_once,
    a_mentor_names_nobody_else_at_the_beginning_a_line_manager_may, nobody_else_writes, entries_that_were_moved,
    entries_that_were_forged, entries_out_of_their_chain, every_bad_entry_of_a_batch_is_named, bodies_that_cannot_be_read,
    a_reader_steps_over_what_was_refused, a_member_of_the_school_leaves, a_device_is_revoked_and_another_writes_on,
    a_role_is_taken, a_line_manager_changes, everybody_takes_part_in_the_team,
    a_diary_is_read_by_its_mentor_and_who_manages_them, what_is_private_stays_so,
]  # fmt: skip
