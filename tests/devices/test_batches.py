"""What is sent goes up in batches that the server takes, and what belongs together is never torn apart between two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from schemas import limits
from sync.client import send
from sync.client.api import Pushed
from sync.client.house import share, withdraw
from sync.entry import Kind, parse
from tests.devices.people import DeviceSchool, Person, new_record


@pytest.fixture
def shared(devices: DeviceSchool, sam: Person, ward: Person) -> bytes:
    """Sam's case, shared with Priya."""
    priya, case = devices.joins("priya", "mentor"), sam.replica.create_vault("case")
    devices.everybody_meets()
    share(ward.replica, case, priya.member)
    devices.everybody_meets()
    return case


def queued(person: Person, vault: bytes) -> list[Kind]:
    return [parse(data).header.kind for _, data in person.replica.store.outbox(vault)]


@pytest.mark.parametrize("limit", ["MAX_BATCH_ENTRIES", "MAX_BATCH_BYTES"])
def test_a_removal_goes_up_with_the_keys_that_follow_it(
    devices: DeviceSchool, ward: Person, shared: bytes, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    priya = devices.people["priya"]
    for number in range(2):
        ward.write(shared, new_record(), happened=f"before {number}")
    withdraw(ward.replica, shared, priya.member)
    assert queued(ward, shared) == [Kind.OP, Kind.OP, Kind.MEMBERSHIP, Kind.EPOCH]
    sizes = [len(data) for _, data in ward.replica.store.outbox(shared)]
    monkeypatch.setattr(send, limit, 3 if limit == "MAX_BATCH_ENTRIES" else sum(sizes[:3]) + 1)
    ward.meets_the_server()
    assert queued(ward, shared) == []
    assert ward.replica.store.aside() == []
    assert priya.member not in ward.replica.vaults[shared].log.members


def test_a_beginning_goes_up_with_its_first_keys(sam: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send, "MAX_BATCH_ENTRIES", 2)
    case = sam.replica.create_vault("case")
    sam.write(case, new_record(), happened="x")
    assert [len(entries) for _, entries in send._batches(sam.replica, [case])] == [2]


def test_no_more_vaults_go_up_at_once_than_the_server_takes(sam: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    assert vars(send)["MAX_BATCHES"] == limits.MAX_BATCHES
    monkeypatch.setattr(send, "MAX_BATCHES", 2)
    asked, push = list[int](), sam.replica.api.push

    def counted(batches: Sequence[tuple[bytes, Sequence[bytes]]], *, restore: bool = False) -> list[Pushed]:
        asked.append(len(batches))
        return push(batches, restore=restore)

    monkeypatch.setattr(sam.replica.api, "push", counted)
    for _ in range(5):
        sam.replica.create_vault("case")
    sam.meets_the_server()
    assert asked[:3] == [2, 2, 1]
    assert sam.replica.store.outbox_vaults() == []


def test_what_has_no_room_left_in_a_request_waits_for_the_next(sam: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    vaults = [sam.replica.create_vault("case") for _ in range(2)]
    sizes = [sum(len(data) for _, data in sam.replica.store.outbox(vault)) for vault in vaults]
    monkeypatch.setattr(send, "MAX_BATCH_BYTES", max(sizes) + min(len(sam.replica.store.outbox(vaults[0])[0][1]), 400))
    assert [len(entries) for _, entries in send._batches(sam.replica, vaults)] == [2]
    sam.meets_the_server()
    assert sam.replica.store.outbox_vaults() == []
