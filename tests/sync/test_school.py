"""What a school's log amounts to, beyond what its stories say."""

import pytest

from sync.encoding import Malformed
from sync.school import School, append
from sync.school_act import Act, AddDevice, Invite, Remove, Revoke, SetRoles, encode_act, parse_act
from sync.school_entry import encode, parse, sign
from tests.vectors.cast import AT, EXPIRES, Campus, Person
from tests.vectors.primitives import fixed
from tests.vectors.stories_of_school import roster
from tests.vectors.telling import People


@pytest.fixture
def people() -> People:
    return People()


def test_an_act_is_read_as_it_was_written(people: People) -> None:
    for entry in people.entries:
        act = parse_act(entry.body)
        assert parse_act(encode_act(act)) == act
    counters = {fixed("device"): {fixed("vault b"): 2, fixed("vault a"): 1}}
    assert parse_act(encode_act(Remove(AT, fixed("member"), counters))) == Remove(AT, fixed("member"), counters)


def test_an_entry_is_read_as_it_was_written(people: People) -> None:
    for entry in people.entries:
        assert parse(encode(entry)) == entry


def test_the_log_read_again_amounts_to_the_same(people: People) -> None:
    again = School(people.school.id)
    for entry in people.entries:
        append(again, parse(encode(entry)))
    assert again == people.school
    assert roster(again) == roster(people.school)


@pytest.mark.parametrize("act", [
    SetRoles("today", fixed("member"), ()), SetRoles(AT, fixed("member")[:-1], ()), SetRoles(AT, bytes(16), ()),
    SetRoles(AT, fixed("member"), ("Mentor",)), Revoke(AT, fixed("device"), {fixed("vault"): -1}),
    AddDevice(AT, fixed("member"), fixed("device"), bytes(32)),
    Invite(AT, fixed("invite"), fixed("key", 31), fixed("member"), (), None, EXPIRES),
])  # fmt: skip
def test_nothing_is_said_that_a_reader_would_refuse(act: Act) -> None:
    with pytest.raises(Malformed):
        encode_act(act)


@pytest.mark.parametrize("place", [0, 4, 21, 77])
def test_what_is_no_entry_is_refused(people: People, place: int) -> None:
    """Magic, suite, seq (made too large to count) and the size of the body."""
    good = encode(people.entries[0])
    for data in (good[:place], good[:place] + b"\xff" * 5 + good[place + 5 :], good + b"\0"):
        with pytest.raises(Malformed):
            parse(data)


def test_an_entry_larger_than_any_may_be_is_refused() -> None:
    with pytest.raises(Malformed) as refused:
        sign(fixed("school"), 1, bytes(32), bytes(256 * 1024), Person("Ann").account.sign)
    assert refused.value.code.wire == "too_large"


def test_what_somebody_was_is_remembered_when_they_are_it_no_longer(people: People) -> None:
    school = people.school
    people.set_roles(people.ben, "colleague")
    people.manage(people.lou, people.ben, on=False)
    people.remove(people.ben, {fixed("vault"): 4})
    assert school.roles(people.ben.id) == frozenset()
    assert school.roles(people.ben.id, ever=True) == {"mentor", "colleague"}
    assert people.ben.id not in school.manages[people.lou.id]
    assert people.ben.id in school.ever_managed[people.lou.id]
    assert school.managers(people.cat.id) == [people.lou.id]
    device = school.devices[people.ben.device.id]
    assert not device.live
    assert not device.is_beyond(fixed("vault"), 4)
    assert device.is_beyond(fixed("vault"), 5)
    assert device.is_beyond(fixed("a vault that nobody named"), 1)


def test_a_device_that_a_renewal_ended_has_no_bound_until_it_is_revoked() -> None:
    campus = Campus()
    campus.found()
    ben = campus.enrol("Ben", "mentor")
    campus.admit(ben.renewed(), "mentor", name="renewal")
    old = campus.school.devices[ben.device.id]
    assert not old.live
    assert not old.is_beyond(fixed("vault"), 1_000)
    campus.revoke(ben.device, {fixed("vault"): 7})
    assert old.is_beyond(fixed("vault"), 8)
