"""Snapshots stand beside the log: the newest of the log's history is kept, and no other."""

import pytest

from sync.encoding import b64u, new_id
from sync.epoch import Place
from sync.keys import DeviceKey
from sync.log import Cursor
from sync.snapshot import make_snapshot
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.answers import Answer, error
from tests.server.vaults import TestVault

OCTETS = "application/octet-stream"


@pytest.fixture
def vault(school: TestSchool, anna: Tablet) -> TestVault:
    """A case of Anna's with some records."""
    vault = TestVault(school)
    vault.begin(anna, ops=2)
    return vault


def snapshot(vault: TestVault, key: DeviceKey, *, seq: int | None = None, log_hash: bytes | None = None) -> bytes:
    """A sealed state at a cursor."""
    cursor = Cursor(new_id(), vault.seq if seq is None else seq, log_hash or vault.log_hash)
    place = Place(vault.school.id, vault.id, vault.epoch)
    return make_snapshot(place, cursor, 1, b"{}", vault.epoch_key, device=key).data


def put(tablet: Tablet, vault: TestVault, content: bytes) -> Answer:
    """The answer to putting a snapshot."""
    answer: Answer = tablet.client.put(f"{tablet.base}{path(vault)}", data=content, content_type=OCTETS)
    return answer


def path(vault: TestVault) -> str:
    """Where the vault's snapshot stands."""
    return f"/vaults/{b64u(vault.id)}/snapshot"


def test_the_newest_snapshot_is_given_to_who_may_read(school: TestSchool, anna: Tablet, vault: TestVault) -> None:
    content = snapshot(vault, anna.key)
    assert put(anna, vault, content).status_code == 204
    assert anna.json("GET", path(vault)).data == content


def test_an_older_snapshot_does_not_take_the_place_of_a_newer_one(anna: Tablet, vault: TestVault) -> None:
    old = snapshot(vault, anna.key)
    anna.push((vault.id, vault.taken(vault.op(anna))))
    new = snapshot(vault, anna.key)
    assert put(anna, vault, new).status_code == put(anna, vault, old).status_code == 204
    assert anna.json("GET", path(vault)).data == new


def test_a_vault_without_a_snapshot_says_so(anna: Tablet, vault: TestVault) -> None:
    assert error(anna.json("GET", path(vault))) == "not_found"


def test_a_snapshot_of_a_history_that_is_not_the_logs_is_refused(anna: Tablet, vault: TestVault) -> None:
    assert error(put(anna, vault, snapshot(vault, anna.key, log_hash=bytes(32)))) == "rewound"
    assert error(put(anna, vault, snapshot(vault, anna.key, seq=99))) == "rewound"


def test_a_snapshot_by_another_key_or_device_is_refused(school: TestSchool, anna: Tablet, vault: TestVault) -> None:
    stranger = school.tablet(anna.person).key
    assert error(put(anna, vault, snapshot(vault, stranger))) == "unknown_device"
    assert error(put(anna, vault, snapshot(vault, DeviceKey(anna.key.id, stranger.private)))) == "bad_signature"


def test_a_snapshot_of_another_vault_is_refused(school: TestSchool, anna: Tablet, vault: TestVault) -> None:
    other = TestVault(school)
    other.begin(anna)
    assert error(put(anna, other, snapshot(vault, anna.key))) == "wrong_vault"


def test_who_may_not_read_a_vault_neither_gets_nor_puts_its_snapshot(
    school: TestSchool, anna: Tablet, vault: TestVault
) -> None:
    put(anna, vault, snapshot(vault, anna.key))
    ben = school.join(Person("ben"), "mentor")
    assert error(ben.json("GET", path(vault))) == "not_entitled"
    assert error(put(ben, vault, snapshot(vault, ben.key))) == "not_entitled"


def test_bytes_that_are_no_snapshot_are_refused(anna: Tablet, vault: TestVault) -> None:
    assert error(put(anna, vault, b"")) == "malformed"
    assert error(put(anna, vault, bytes(400))) == "malformed"
    assert error(put(anna, vault, bytes(17 * 1024 * 1024))) == "too_large"
