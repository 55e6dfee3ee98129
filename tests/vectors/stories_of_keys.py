"""Epochs, membership, tickets and what comes back after a rewind: the other half of the stories of `authority.json`."""

from __future__ import annotations

from typing import Any

from schemas.codes import Code
from sync.encoding import b64u
from sync.entry import Kind
from sync.epoch import Wrap
from sync.ticket import Purpose
from sync.vault_body import Add, HandOver
from tests.vectors.cast import NOW, WEEK, Person, invitation_key, ticket_key
from tests.vectors.primitives import fixed
from tests.vectors.telling import Story, Tale


def an_epoch_follows_another(tale: Tale) -> None:
    ben, lou = tale.people.ben, tale.people.lou
    tale.begin(ben, lou)
    old = tale.epoch_id
    tale.push(tale.epoch(lou, ben, lou), tale.op(lou))
    tale.refused(tale.op(ben, epoch=old), Code.STALE_EPOCH, None)
    tale.refused(tale.op(ben, epoch=fixed("never announced")), Code.STALE_EPOCH, Code.STALE_EPOCH)
    tale.push(tale.op(ben))


def an_epoch_that_does_not_follow(tale: Tale) -> None:
    ben, lou = tale.people.ben, tale.people.lou
    tale.begin(ben, lou)
    tale.push(tale.epoch(ben, ben))
    odd: list[dict[str, Any]] = [{"number": 4}, {"previous_id": fixed("unknown")}, {"epoch": tale.epoch_id}]
    for wrong in odd:
        tale.refused(tale.epoch(ben, ben, **wrong), Code.CHAIN_BROKEN, Code.CHAIN_BROKEN)
    first: dict[str, Any] = {"number": 1, "previous": None, "previous_id": None}
    tale.refused(tale.epoch(ben, ben, **first), Code.CHAIN_BROKEN, Code.CHAIN_BROKEN)
    for malformed in ({"previous": None}, {"number": 0}, {"public": b64u(bytes(31))}, {"wraps": None}, {"private": ""}):
        tale.refused(tale.epoch(ben, ben, alter=malformed), Code.MALFORMED, Code.MALFORMED)


def an_epoch_without_recovery(tale: Tale) -> None:
    ben = tale.people.ben
    begun = tale.genesis("case", ben)
    tale.push(begun, tale.epoch(ben, ben, alter={"recovery": None}), codes=[None, Code.EPOCH_WITHOUT_RECOVERY])
    tale.begin(ben)
    for missing in (None, ""):
        code = Code.EPOCH_WITHOUT_RECOVERY if missing is None else Code.MALFORMED
        tale.refused(tale.epoch(ben, ben, alter={"recovery": missing}), code, code)


def an_epoch_hands_the_key_to_strangers(tale: Tale) -> None:
    people, ben = tale.people, tale.people.ben
    tale.begin(ben, people.lou)
    for stranger in (people.cat, people.max, people.ann, Person("Nobody")):
        tale.refused(tale.epoch(ben, ben, stranger), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
    cats_key = Wrap(people.lou.id, people.cat.seal_id, bytes(80))
    tale.refused(tale.epoch(ben, ben, wraps=(cats_key,)), Code.NOT_ENTITLED, Code.NOT_ENTITLED)


def two_change_the_keys_at_once(tale: Tale) -> None:
    ben, lou = tale.people.ben, tale.people.lou
    tale.begin(ben, lou)
    mine, theirs = tale.epoch(ben, ben, lou), tale.epoch(lou, ben, lou)
    tale.push(mine)
    tale.push(theirs, codes=Code.HEAD_MOVED)
    tale.refused(tale.add(lou, tale.people.cat, seen_seq=1), Code.HEAD_MOVED, None)
    # What else moved the head counts too: the wraps may have been made for another membership.
    between, late = tale.op(ben), tale.epoch(lou, ben, lou)
    tale.push(between)
    tale.push(late, codes=Code.HEAD_MOVED)


def somebody_is_added(tale: Tale) -> None:
    people, ben, lou, cat = tale.people, tale.people.ben, tale.people.lou, tale.people.cat
    tale.begin(ben, lou)
    tale.refused(tale.add(ben, cat), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    tale.refused(tale.add(lou, Person("Nobody")), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    tale.refused(tale.add(lou, ben), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    false = Wrap(cat.id, people.max.seal_id, bytes(80))
    tale.refused(tale.member(lou, Add(cat.id, false)), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
    tale.push(tale.add(lou, cat, wrapped=False))
    tale.refused(tale.hand_over(ben, people.max), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
    tale.refused(tale.member(ben, HandOver(fixed("another epoch"), tale.wrap(cat))), Code.STALE_EPOCH, Code.STALE_EPOCH)
    tale.push(tale.hand_over(ben, cat))
    tale.refused(tale.hand_over(ben, cat), Code.NOT_ALLOWED, None)
    tale.push(tale.op(cat))


def somebody_is_removed(tale: Tale) -> None:
    ben, lou, cat = tale.people.ben, tale.people.lou, tale.people.cat
    tale.push(tale.genesis("case", lou, ben, cat), tale.epoch(lou, lou, ben, cat), tale.op(cat))
    tale.refused(tale.remove(ben, cat), Code.NOT_ALLOWED, Code.NOT_ALLOWED)
    tale.push(tale.remove(lou, cat), codes=Code.NOT_ALLOWED)
    tale.push(tale.remove(lou, cat), tale.op(lou), tale.epoch(lou, lou, ben), codes=[None, Code.STALE_EPOCH, None])
    tale.push(tale.remove(lou, cat), tale.epoch(lou, lou, ben, cat), codes=[None, Code.NOT_ENTITLED])
    tale.push(tale.remove(lou, tale.people.max), tale.epoch(lou, lou, ben), codes=[Code.NOT_ALLOWED, None])
    tale.push(tale.remove(lou, cat), tale.epoch(lou, lou, ben))
    tale.refused(tale.op(cat), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
    tale.refused(tale.epoch(lou, lou, ben, cat), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
    tale.push(tale.add(lou, cat))
    tale.push(tale.op(cat))


def the_last_member_stays(tale: Tale) -> None:
    ben, lou = tale.people.ben, tale.people.lou
    tale.begin(ben, lou)
    tale.push(tale.remove(lou, ben), tale.epoch(lou, lou), codes=[Code.NOT_ALLOWED, None])
    tale.push(tale.add(lou, lou))
    tale.push(tale.remove(lou, ben), tale.epoch(lou, lou))


def a_reader_is_shown_a_removal_without_its_epoch(tale: Tale) -> None:
    ben, lou, cat = tale.people.ben, tale.people.lou, tale.people.cat
    tale.push(tale.genesis("case", lou, ben, cat), tale.epoch(lou, lou, ben, cat))
    tale.read(tale.remove(lou, cat), tale.op(ben))
    tale.read(tale.op(cat), codes=Code.NOT_ENTITLED)


def an_account_is_renewed(tale: Tale) -> None:
    people, ben, lou = tale.people, tale.people.ben, tale.people.lou
    tale.begin(ben, lou)
    people.say(people.invite(ben, "mentor", name="renewal"), people.ann)
    again = ben.renewed()
    people.say(people.join(again, "renewal"), invitation_key(ben, "renewal"))
    people.say(again.certify(), again)
    tale.refused(tale.op(ben), Code.REVOKED_DEVICE, None)
    tale.refused(tale.epoch(lou, lou, ben), Code.NOT_ENTITLED, None)
    tale.push(tale.hand_over(lou, again))
    tale.push(tale.epoch(again, lou, again), tale.op(again))


# Tickets --------------------------------------------------------------------------------------------------


def drops_are_made_with_a_ticket(tale: Tale) -> None:
    ben, lou = tale.people.ben, tale.people.lou
    tale.begin(ben, lou)
    ticket = tale.ticket(ben)
    tale.push(tale.drop(ticket), tale.drop(ticket, size=512))
    tale.push(tale.drop(ticket))
    tale.refused(tale.drop(ticket), Code.TICKET_SPENT, Code.TICKET_SPENT)
    link = tale.ticket(lou, "link", purpose=Purpose.LINK)
    drop = tale.drop(link, "link")
    tale.push(drop)
    tale.push(tale.accept(ben, drop))


def a_ticket_counts_bytes_and_ends(tale: Tale) -> None:
    ben = tale.people.ben
    tale.begin(ben)
    small = tale.ticket(ben, "small", most_bytes=900)
    tale.push(tale.drop(small, "small"))
    tale.refused(tale.drop(small, "small"), Code.TICKET_SPENT, Code.TICKET_SPENT)
    ticket = tale.ticket(ben)
    last = tale.drop(ticket)
    tale.push(last, codes=Code.TICKET_EXPIRED, now=NOW + WEEK + 1)
    tale.judged(last, None)
    tale.push(tale.drop(ticket), now=NOW + WEEK)


def who_may_give_a_ticket(tale: Tale) -> None:
    people = tale.people
    tale.begin(people.ben, people.lou)
    for number, stranger in enumerate((people.cat, people.max, people.ann, people.oli)):
        ticket = tale.ticket(stranger, f"ticket {number}")
        tale.refused(tale.drop(ticket, f"ticket {number}"), Code.NOT_ENTITLED, Code.NOT_ENTITLED)
    nobodys = tale.ticket(Person("Nobody"), "nobody's")
    tale.refused(tale.drop(nobodys, "nobody's"), Code.UNKNOWN_DEVICE, Code.UNKNOWN_DEVICE)
    ticket = tale.ticket(people.ben)
    people.revoke(people.ben.device, {tale.log.vault: 2})
    tale.refused(tale.drop(ticket), Code.REVOKED_DEVICE, None)


def nobody_gives_a_ticket_to_what_is_their_own(tale: Tale) -> None:
    people = tale.people
    tale.begin(people.ben, people.lou, kind="diary")
    tale.refused(tale.drop(tale.ticket(people.ben)), Code.NOT_ALLOWED, Code.NOT_ALLOWED)


def drops_that_were_forged_or_moved(tale: Tale) -> None:
    ben, cat = tale.people.ben, tale.people.cat
    tale.begin(ben)
    ticket = tale.ticket(ben)
    tale.refused(tale.drop(ticket, key=ticket_key("another")), Code.BAD_SIGNATURE, Code.BAD_SIGNATURE)
    forged = tale.ticket(ben, "forged", key=cat.device.private)
    tale.refused(tale.drop(forged, "forged"), Code.BAD_SIGNATURE, Code.BAD_SIGNATURE)
    tale.refused(tale.drop(ticket, device=fixed("another ticket")), Code.MALFORMED, Code.MALFORMED)
    elsewhere = tale.ticket(ben, "elsewhere", vault=fixed("another vault"))
    tale.refused(tale.drop(elsewhere, "elsewhere"), Code.WRONG_VAULT, Code.WRONG_VAULT)
    tale.push(tale.drop(ticket))
    changed = tale.ticket(ben, most_drops=1000)
    tale.refused(tale.drop(changed), Code.OP_ID_REUSED, Code.OP_ID_REUSED)
    as_device = tale.ticket(ben, "device", id=cat.device.id)
    tale.refused(tale.drop(as_device, "device"), Code.OP_ID_REUSED, Code.OP_ID_REUSED)
    tale.refused(tale.drop(ticket, size=257), Code.MALFORMED, Code.MALFORMED)
    tale.refused(tale.drop(ticket, counter=3), Code.COUNTER_GAP, Code.COUNTER_GAP)
    tale.refused(tale.drop(ticket, prev=bytes(32)), Code.CHAIN_BROKEN, Code.CHAIN_BROKEN)


def a_drop_sealed_to_an_older_epoch_is_taken(tale: Tale) -> None:
    ben, lou = tale.people.ben, tale.people.lou
    tale.begin(ben, lou)
    drop = tale.drop(tale.ticket(ben))
    tale.push(tale.epoch(lou, lou, ben))
    tale.push(drop)
    unknown = tale.drop(tale.ticket(ben, "other"), "other", epoch=fixed("never announced"))
    tale.refused(unknown, Code.STALE_EPOCH, Code.STALE_EPOCH)


# After a rewind -------------------------------------------------------------------------------------------


def a_server_takes_back_what_it_lost(tale: Tale) -> None:
    """What comes back is judged by what ever held: its author may have left, and its epoch is no longer in force."""
    people, ben, lou, cat = tale.people, tale.people.ben, tale.people.lou, tale.people.cat
    tale.push(tale.genesis("case", lou, ben, cat), tale.epoch(lou, lou, ben, cat))
    lost = [tale.op(cat), tale.drop(tale.ticket(cat)), tale.remove(lou, cat), tale.epoch(lou, lou, ben), tale.op(ben)]
    phone = lou.new_device("phone")
    people.say(lou.certify(phone), lou)
    tale.push(tale.write(Kind.OP, phone, fixed("sealed", 284), epoch=tale.log.epochs[0].id))
    people.remove(cat, {tale.log.vault: lost[0].header.counter})
    tale.push(*lost[:1], codes=Code.REVOKED_DEVICE)
    tale.push(*lost, restoring=True, now=NOW + 2 * WEEK)


def what_lies_beyond_a_revocation_is_not_taken_back(tale: Tale) -> None:
    """Whoever was locked out adds nothing by having it given back, be it by who takes part; what others wrote comes back."""
    people, ben, lou, cat = tale.people, tale.people.ben, tale.people.lou, tale.people.cat
    tale.push(tale.genesis("case", lou, ben, cat), tale.epoch(lou, lou, ben, cat))
    within, beyond, made_later, others = tale.op(cat), tale.op(cat), tale.epoch(cat, cat, lou, ben), tale.op(ben)
    people.revoke(cat.device, {tale.log.vault: within.header.counter})
    lost = [within, beyond, made_later, others]
    tale.push(*lost, restoring=True, codes=[None, Code.BEYOND_REVOCATION, Code.BEYOND_REVOCATION, Code.STALE_EPOCH])
    tale.push(within, restoring=True)
    tale.judged(beyond, Code.BEYOND_REVOCATION)


def a_case_begun_beyond_a_revocation_is_not_taken_back(tale: Tale) -> None:
    """Else it would stand at the server and open for nobody: every reader steps over its beginning."""
    people, ben, lou = tale.people, tale.people.ben, tale.people.lou
    begun = [tale.genesis("case", ben, lou), tale.epoch(ben, ben, lou), tale.op(ben), tale.op(lou)]
    people.revoke(ben.device, {})
    codes: list[Code | None] = [Code.BEYOND_REVOCATION, *[Code.WRONG_VAULT] * 3]
    tale.push(*begun, restoring=True, codes=codes)
    tale.read(*begun, codes=codes)


def two_epochs_of_one_number_are_settled_by_a_third(tale: Tale) -> None:
    ben, lou = tale.people.ben, tale.people.lou
    tale.begin(ben, lou)
    mine, theirs = tale.epoch(ben, ben, lou), tale.epoch(lou, ben, lou)
    written = tale.op(lou, epoch=theirs.header.epoch)
    tale.push(mine)
    tale.push(theirs, written, restoring=True)
    tale.push(tale.op(lou, epoch=theirs.header.epoch), codes=Code.STALE_EPOCH)
    tale.push(tale.op(lou, epoch=mine.header.epoch))
    tale.push(tale.epoch(ben, ben, lou, number=3), tale.op(lou, epoch=fixed("x")), codes=[None, Code.STALE_EPOCH])
    tale.push(tale.epoch(ben, ben, lou, number=3, previous_id=theirs.header.epoch))


def what_comes_back_must_still_be_signed_and_chained(tale: Tale) -> None:
    people, ben, cat = tale.people, tale.people.ben, tale.people.cat
    tale.begin(ben, people.lou)
    for entry, code in ((tale.op(ben, key=cat.device.private), Code.BAD_SIGNATURE), (tale.op(cat), Code.NOT_ENTITLED),
                        (tale.op(ben, counter=9), Code.COUNTER_GAP), (tale.op(Person("Nobody")), Code.UNKNOWN_DEVICE),
                        (tale.epoch(ben, ben, cat), Code.NOT_ENTITLED)):  # fmt: skip
        tale.push(entry, codes=code, restoring=True)


STORIES: list[Story] = [
    an_epoch_follows_another, an_epoch_that_does_not_follow, an_epoch_without_recovery, an_epoch_hands_the_key_to_strangers,
    two_change_the_keys_at_once, somebody_is_added, somebody_is_removed, the_last_member_stays,
    a_reader_is_shown_a_removal_without_its_epoch, an_account_is_renewed, drops_are_made_with_a_ticket,
    a_ticket_counts_bytes_and_ends, who_may_give_a_ticket, nobody_gives_a_ticket_to_what_is_their_own,
    drops_that_were_forged_or_moved, a_drop_sealed_to_an_older_epoch_is_taken, a_server_takes_back_what_it_lost,
    what_lies_beyond_a_revocation_is_not_taken_back, a_case_begun_beyond_a_revocation_is_not_taken_back,
    two_epochs_of_one_number_are_settled_by_a_third, what_comes_back_must_still_be_signed_and_chained,
]  # fmt: skip
