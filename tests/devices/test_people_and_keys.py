"""Members come, share, leave; keys follow. Each test that could be an attack tries the attack."""

from __future__ import annotations

import pytest

from schemas.codes import Code
from server.context import Server
from sync.client.administration import invite, lock_out, remove, set_manager
from sync.client.api import ServerRefused
from sync.client.enrol import Arrival, join, school_of, set_up, sign_in, sign_in_new_device
from sync.client.house import share, withdraw
from sync.client.identity import lock_of, unlock
from sync.client.late import hand_in_everything, take_late, waiting_for_me
from sync.client.opening import open_replica
from sync.client.store import Store
from sync.encoding import BadSeal, b64u
from tests.devices.people import PASSWORD, VERSION, DeviceSchool, Person, new_record, set_up_token


def second_device(devices: DeviceSchool, person: Person, code: str) -> Person:
    """The member's next device, let in by a code."""
    transport, store, identity = devices.transport(), Store(":memory:"), person.replica.identity
    arrival = Arrival(transport, store, identity.handle, PASSWORD, devices.clock, VERSION)
    let_in = sign_in_new_device(arrival, identity.school, identity.genesis, code)
    return Person(person.name, open_replica(store, let_in, transport, clock=devices.clock, catalogue=VERSION))


def code_of(person: Person) -> str:
    """A code for the person's next device, shown on this one."""
    return str(person.replica.api.json("POST", "/code", {"member": b64u(person.member)})["code"])


def test_a_second_device_needs_a_code_from_the_first_and_reads_everything(devices: DeviceSchool, sam: Person) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    sam.write(case, record, happened="Settled.")
    sam.meets_the_server()
    with pytest.raises(ServerRefused) as refused:
        second_device(devices, sam, "00000000")
    assert refused.value.code is Code.NEW_DEVICE_CODE_WRONG
    tablet = second_device(devices, sam, code_of(sam))
    tablet.meets_the_server()
    assert tablet.reads(case, record, "happened") == ["Settled."]


def test_a_case_is_shared_by_the_line_manager_and_read_back_to_its_start(
    devices: DeviceSchool, sam: Person, ward: Person
) -> None:
    other, case, record = devices.joins("priya", "mentor"), sam.replica.create_vault("case"), new_record()
    sam.write(case, record, happened="Before sharing.")
    devices.everybody_meets()
    assert case not in other.replica.vaults
    share(ward.replica, case, other.member)
    devices.everybody_meets()
    assert other.reads(case, record, "happened") == ["Before sharing."]


def test_a_mentor_cannot_share_a_case_past_the_line_manager(devices: DeviceSchool, sam: Person) -> None:
    other, case = devices.joins("priya", "mentor"), sam.replica.create_vault("case")
    sam.meets_the_server()
    share(sam.replica, case, other.member)
    devices.everybody_meets()
    assert case not in other.replica.vaults
    assert [found.code for found in sam.replica.store.aside()] == ["not_allowed"]


def test_who_is_withdrawn_reads_nothing_that_is_written_afterwards(
    devices: DeviceSchool, sam: Person, ward: Person
) -> None:
    other, case, record = devices.joins("priya", "mentor"), sam.replica.create_vault("case"), new_record()
    sam.write(case, record, happened="Before.")
    devices.everybody_meets()
    share(ward.replica, case, other.member)
    devices.everybody_meets()
    withdraw(ward.replica, case, other.member)
    devices.everybody_meets()
    sam.write(case, record, happened="After.")
    devices.everybody_meets()
    assert ward.reads(case, record, "happened") == ["After."]
    assert other.reads(case, record, "happened") == ["Before."]
    epoch = sam.replica.vaults[case].epoch
    assert epoch is not None
    assert epoch not in other.replica.vaults[case].keys


def test_what_a_withdrawn_mentor_had_not_sent_is_handed_in_and_taken_by_who_stayed(
    devices: DeviceSchool, sam: Person, ward: Person
) -> None:
    other, case, record = devices.joins("priya", "mentor"), sam.replica.create_vault("case"), new_record()
    devices.everybody_meets()
    share(ward.replica, case, other.member)
    devices.everybody_meets()
    other.write(case, record, happened="Written on the doorstep.")
    withdraw(ward.replica, case, other.member)
    ward.meets_the_server()
    other.meets_the_server()
    (late,) = waiting_for_me(ward.replica)
    take_late(ward.replica, late)
    ward.meets_the_server()
    sam.meets_the_server()
    assert sam.reads(case, record, "happened") == ["Written on the doorstep."]
    assert waiting_for_me(ward.replica) == []


def test_a_new_line_manager_waits_for_a_present_device_and_then_reads(
    devices: DeviceSchool, sam: Person, ward: Person
) -> None:
    lee, case, record = devices.joins("lee", "line_manager"), sam.replica.create_vault("case"), new_record()
    sam.write(case, record, happened="Settled.")
    sam.meets_the_server()
    set_manager(devices.people["head"].replica, lee.member, sam.member, on=True)
    lee.meets_the_server()
    assert lee.reads(case, record, "happened") == []
    sam.meets_the_server()
    lee.meets_the_server()
    assert lee.reads(case, record, "happened") == ["Settled."]


def test_a_line_manager_no_more_gets_no_key_of_what_follows(devices: DeviceSchool, sam: Person, ward: Person) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    devices.everybody_meets()
    set_manager(devices.people["head"].replica, ward.member, sam.member, on=False)
    devices.everybody_meets()
    sam.write(case, record, happened="Not hers to read.")
    devices.everybody_meets()
    assert ward.reads(case, record, "happened") == []
    assert sam.replica.vaults[case].epoch not in ward.replica.vaults[case].keys


def test_a_lost_tablet_is_locked_out_and_what_it_had_sent_stays(
    devices: DeviceSchool, sam: Person, ward: Person
) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    sam.write(case, record, happened="Sent before it was lost.")
    devices.everybody_meets()
    tablet = second_device(devices, sam, code_of(sam))
    lock_out(devices.people["head"].replica, sam.replica.identity.device.id)
    sam.write(case, record, happened="Written by the finder.")
    with pytest.raises(ServerRefused) as refused:
        sam.meets_the_server()
    assert refused.value.code is Code.REVOKED_DEVICE
    for person in (ward, tablet):
        person.meets_the_server()
        assert person.reads(case, record, "happened") == ["Sent before it was lost."]
    assert [late.device for late in waiting_for_me(ward.replica)] == [sam.replica.identity.device.id]


def test_a_leaver_goes_the_same_day_and_the_line_manager_keeps_the_cases(
    devices: DeviceSchool, sam: Person, ward: Person
) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    sam.write(case, record, happened="Settled.")
    devices.everybody_meets()
    remove(devices.people["head"].replica, sam.member)
    del devices.people["sam"]
    devices.everybody_meets()
    ward.write(case, record, happened="Handed over.")
    ward.meets_the_server()
    with pytest.raises(ServerRefused):
        sam.meets_the_server()
    assert sam.replica.vaults[case].log.seq < ward.replica.vaults[case].log.seq


def test_a_forgotten_password_is_a_renewed_account_and_no_impersonation(
    devices: DeviceSchool, sam: Person, ward: Person
) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    sam.write(case, record, happened="Before it was forgotten.")
    devices.everybody_meets()
    before = sam.replica.identity.account.sign_public
    invitation = invite(devices.people["head"].replica, ("mentor",), member=sam.member)
    store, transport = Store(":memory:"), devices.transport()
    identity = join(Arrival(transport, store, "sam-again", "another password", devices.clock, VERSION), invitation)
    assert identity.member == sam.member
    assert identity.account.sign_public != before
    again = Person("sam", open_replica(store, identity, transport, clock=devices.clock, catalogue=VERSION))
    devices.people["sam"] = again
    devices.everybody_meets()
    assert again.reads(case, record, "happened") == ["Before it was forgotten."]


def test_an_old_tablet_of_who_came_back_under_another_name_hears_so_and_hands_in_what_it_still_holds(
    devices: DeviceSchool, sam: Person, ward: Person
) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    devices.everybody_meets()
    sam.write(case, record, happened="On the tablet at home.")
    invitation = invite(devices.people["head"].replica, ("mentor",), member=sam.member)
    join(
        Arrival(devices.transport(), Store(":memory:"), "sam-again", "another password", devices.clock, VERSION),
        invitation,
    )
    old = sam.replica
    with pytest.raises(ServerRefused) as refused:
        sign_in(devices.transport(), old.identity, bytes(32), VERSION)
    assert refused.value.code is Code.REVOKED_DEVICE
    assert hand_in_everything(old) == 1
    ward.meets_the_server()
    assert [late.device for late in waiting_for_me(ward.replica)] == [old.identity.device.id]
    take_late(ward.replica, waiting_for_me(ward.replica)[0])
    assert ward.reads(case, record, "happened") == ["On the tablet at home."]


def test_who_comes_in_draws_a_salt_of_their_own_and_opens_with_their_password(
    server: Server, devices: DeviceSchool
) -> None:
    invitation = invite(devices.people["head"].replica, ("mentor",))
    arrivals = [
        Arrival(devices.transport(), Store(":memory:"), name, PASSWORD, devices.clock, VERSION)
        for name in ("ann", "bo")
    ]
    founder, _ = set_up(arrivals[0], set_up_token(server))
    joined = join(arrivals[1], invitation)
    salts = {lock_of(arrival.store).salt for arrival in arrivals}
    assert len(salts) == 2
    assert [unlock(arrival.store, PASSWORD).member for arrival in arrivals] == [founder.member, joined.member]


def test_a_device_opens_with_its_password_and_with_no_other(devices: DeviceSchool, sam: Person) -> None:
    assert unlock(sam.replica.store, PASSWORD).member == sam.member
    with pytest.raises(BadSeal):
        unlock(sam.replica.store, "another password")


def test_a_device_goes_on_where_it_was_after_it_was_closed(sam: Person, ward: Person) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    sam.write(case, record, happened="Sent.")
    sam.meets_the_server()
    sam.write(case, record, next_step="Not sent.")
    replica = sam.replica
    sam.replica = open_replica(
        replica.store, unlock(replica.store, PASSWORD), replica.api.transport, clock=replica.clock, catalogue=VERSION
    )
    assert sam.reads(case, record, "happened") == ["Sent."]
    assert sam.reads(case, record, "next_step") == ["Not sent."]
    sam.meets_the_server()
    ward.meets_the_server()
    assert ward.reads(case, record, "next_step") == ["Not sent."]


def test_a_server_says_which_school_it_has(devices: DeviceSchool, sam: Person) -> None:
    assert school_of(devices.transport()) == sam.replica.school.id
