"""A full disk is said so (507), nothing is half written, reading goes on, and with room again everything does."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from server.context import Server
from server.db.engine import Database
from sync.encoding import b64u
from tests.server.actors import Person, Tablet, TestClock, TestSchool
from tests.server.answers import error
from tests.server.vaults import TestVault


def fill_sqlite(database: Database) -> Callable[[], None]:
    """Let SQLite's file grow no more, as on a full disk; gives what makes room again."""

    def limit(raw: Any, _record: object) -> None:
        raw.execute("PRAGMA max_page_count = 1")  # no less than there are now

    event.listen(database.writers, "connect", limit)
    database.writers.dispose()

    def make_room() -> None:
        event.remove(database.writers, "connect", limit)
        database.writers.dispose()

    return make_room


def fill_postgresql(database: Database) -> Callable[[], None]:
    """Let PostgreSQL find its disk full at every fiftieth record; gives what makes room again."""
    with database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF mod(NEW.seq, 50) = 0 THEN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END IF; "
            "RETURN NEW; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER full_disk AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION full_disk()"
        )

    def make_room() -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("DROP TRIGGER full_disk ON entries")

    return make_room


@pytest.fixture
def alone() -> bool:
    """A disk that is full is full for this test."""
    return True


@pytest.fixture
def vault(school: TestSchool, anna: Tablet) -> TestVault:
    vault = TestVault(school)
    vault.begin(anna, ops=3)
    return vault


@pytest.fixture
def make_room(server: Server, vault: TestVault) -> Callable[[], None]:
    """A disk that is full from here on."""
    return (fill_sqlite if server.database.is_sqlite else fill_postgresql)(server.database)


def pulled(tablet: Tablet, vault: TestVault) -> list[bytes]:
    """The whole log as it is read."""
    return tablet.pull([b64u(vault.id), None, 0, b64u(TestVault(vault.school, vault.id).log_hash)])[1]


def push_until_full(tablet: Tablet, vault: TestVault, entries: list[bytes], at_once: int) -> int:
    """How many entries were taken before the server said that its disk is full."""
    for start in range(0, len(entries), at_once):
        response = tablet.push_response((vault.id, entries[start : start + at_once]))
        if response.status_code != 200:
            assert (response.status_code, error(response)) == (507, "storage_full")
            assert int(response.headers["Retry-After"]) > 0
            return start
    raise AssertionError("the disk never became full")


def test_a_batch_that_does_not_fit_is_refused_whole_and_the_log_stays_readable(
    anna: Tablet, vault: TestVault, make_room: Callable[[], None]
) -> None:
    before = pulled(anna, vault)
    ops = vault.taken(*vault.ops(anna, 400))
    taken = push_until_full(anna, vault, ops, 40)
    assert pulled(anna, vault) == before + ops[:taken]


def test_with_room_again_the_same_entries_are_taken(
    anna: Tablet, vault: TestVault, make_room: Callable[[], None]
) -> None:
    before = pulled(anna, vault)
    ops = vault.taken(*vault.ops(anna, 400))
    push_until_full(anna, vault, ops, 40)
    make_room()
    for start in range(0, 400, 40):
        (result,) = anna.push((vault.id, ops[start : start + 40]))
        assert "error" not in result
    assert pulled(anna, vault) == before + ops
    assert result["head"] == [vault.seq, b64u(vault.log_hash)]


def test_a_vault_that_does_not_fit_is_not_begun(
    school: TestSchool, anna: Tablet, vault: TestVault, make_room: Callable[[], None]
) -> None:
    new = TestVault(school)
    entries = new.taken(new.genesis(anna, "case"), new.new_epoch(anna, anna.person), *new.ops(anna, 300))
    response = anna.push_response((new.id, entries))
    assert (response.status_code, error(response)) == (507, "storage_full")
    assert b64u(new.id) not in {head[0] for head in anna.exchange(bytes(32)).json["heads"]}
    make_room()
    (result,) = anna.push((new.id, entries))
    assert result["head"] == [302, b64u(new.log_hash)]


def test_reading_goes_on_while_nothing_can_be_written(
    school: TestSchool, anna: Tablet, vault: TestVault, make_room: Callable[[], None], clock: TestClock
) -> None:
    clock.now += 3_600_000  # so long that the session's last use would be written down
    assert anna.exchange(bytes(32)).status_code == 200
    assert len(pulled(anna, vault)) == 5


def invite_without_end(school: TestSchool) -> None:
    """Until it is refused."""
    while True:
        school.invite(Person("somebody"), "mentor")


def test_an_invitation_that_does_not_fit_leaves_the_school_log_as_it_was(
    server: Server, school: TestSchool, anna: Tablet
) -> None:
    if not server.database.is_sqlite:
        return
    make_room = fill_sqlite(server.database)
    before = school.log.seq
    with pytest.raises(AssertionError, match="storage_full"):
        invite_without_end(school)
    assert anna.pull(school=0)[0]["school"] == school.log.seq >= before
    make_room()
    school.invite(Person("later"), "mentor")
