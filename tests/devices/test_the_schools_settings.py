"""The school's settings are changed by whom the school lets change them, whatever a changed app sends. Each test is an attack."""

from __future__ import annotations

import pytest

from schemas.codes import Code
from sync.client.administration import set_roles
from sync.client.opening import open_replica
from sync.encoding import Refused, b64u
from tests.devices.people import VERSION, DeviceSchool, Person, new_record

PHONE = "01332 496 000"


@pytest.fixture
def colleague(devices: DeviceSchool) -> Person:
    """Somebody who works in the school and has no say in its settings."""
    return devices.joins("lee", "colleague")


@pytest.fixture
def team(devices: DeviceSchool) -> bytes:
    """The vault that everybody has."""
    (vault,) = devices.people["head"].replica.vaults
    return vault


@pytest.fixture
def settings(devices: DeviceSchool, team: bytes, ward: Person, colleague: Person) -> str:
    """The record that says whom to phone."""
    record = new_record()
    devices.people["head"].write(team, record, _form="school", safeguarding_phone=PHONE)
    devices.everybody_meets()
    assert colleague.reads(team, record, "safeguarding_phone") == [PHONE]
    return record


def with_a_changed_app(person: Person) -> Person:
    """Their own device takes them for an administrator; nobody else's does."""
    member = person.replica.school.members[person.member]
    member.roles = ("administrator",)
    member.ever_roles.add("administrator")
    return person


def codes(person: Person) -> list[str]:
    return [found.code for found in person.replica.store.aside()]


def test_the_phone_number_of_the_safeguarding_lead_stays_what_it_was(
    devices: DeviceSchool, team: bytes, settings: str, colleague: Person, ward: Person
) -> None:
    with_a_changed_app(colleague).write(team, settings, safeguarding_phone="0800 496 000")
    devices.everybody_meets()
    for person in (devices.people["head"], ward):
        assert person.reads(team, settings, "safeguarding_phone") == [PHONE]
        assert codes(person) == [Code.NOT_ALLOWED.wire]


def test_nor_is_another_record_made_the_school_s_settings(
    devices: DeviceSchool, team: bytes, settings: str, colleague: Person, ward: Person
) -> None:
    record = new_record()
    colleague.write(team, record, safeguarding_phone="0800 496 000")
    with_a_changed_app(colleague).write(team, record, _form="school")
    devices.everybody_meets()
    assert ward.reads(team, record, "_form") == []
    assert codes(ward) == [Code.NOT_ALLOWED.wire]


def test_what_else_the_same_device_writes_is_read(
    devices: DeviceSchool, team: bytes, settings: str, colleague: Person, ward: Person
) -> None:
    record = b64u(colleague.member)
    with_a_changed_app(colleague).write(team, settings, safeguarding_phone="0800 496 000")
    colleague.write(team, record, _form="person", phone="07700 900 000")
    devices.everybody_meets()
    assert ward.reads(team, record, "phone") == ["07700 900 000"]


def test_the_phone_number_of_a_colleague_in_the_directory_stays_what_they_wrote(
    devices: DeviceSchool, team: bytes, colleague: Person, ward: Person
) -> None:
    """It is rung when somebody is not back from a visit."""
    devices.everybody_meets()
    entry = b64u(ward.member)
    ward.write(team, entry, _form="person", phone="07700 900 001")
    devices.everybody_meets()
    with_a_changed_app(colleague).write(team, entry, phone="0800 496 000")
    devices.everybody_meets()
    for person in (devices.people["head"], ward):
        assert person.reads(team, entry, "phone") == ["07700 900 001"]
        assert codes(person) == [Code.NOT_ALLOWED.wire]


def test_it_is_refused_again_when_the_device_is_opened_anew(
    devices: DeviceSchool, team: bytes, settings: str, colleague: Person, ward: Person
) -> None:
    with_a_changed_app(colleague).write(team, settings, safeguarding_phone="0800 496 000")
    devices.everybody_meets()
    before = ward.replica
    again = open_replica(
        before.store, before.identity, before.api.transport, clock=devices.clock, catalogue=VERSION
    )  # fmt: skip
    opened = Person("ward", again)
    assert opened.reads(team, settings, "safeguarding_phone") == [PHONE]
    assert codes(opened) == [Code.NOT_ALLOWED.wire]


def test_who_was_given_the_role_is_believed_also_about_before(
    devices: DeviceSchool, team: bytes, settings: str, colleague: Person, ward: Person
) -> None:
    """Nobody knows how the school's log lay beside the vault's: a reader goes by what ever held."""
    with_a_changed_app(colleague).write(team, settings, safeguarding_phone="01332 496 001")
    devices.everybody_meets()
    set_roles(devices.people["head"].replica, colleague.member, ("administrator",))
    devices.everybody_meets()
    assert ward.reads(team, settings, "safeguarding_phone") == ["01332 496 001"]
    assert codes(ward) == []


def test_an_app_that_was_not_changed_does_not_save_it(team: bytes, settings: str, colleague: Person) -> None:
    with pytest.raises(Refused) as refused:
        colleague.write(team, settings, safeguarding_phone="0800 496 000")
    assert refused.value.code is Code.NOT_ALLOWED
    assert colleague.reads(team, settings, "safeguarding_phone") == [PHONE]
    assert colleague.replica.store.outbox(team) == []
