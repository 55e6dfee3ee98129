"""What follows a cursor is given in order; a cursor that the log does not know is answered `rewound`."""

from typing import Any

from sqlalchemy import event

from schemas.limits import MAX_PULL_BYTES
from sync.encoding import b64u, new_id
from sync.entry import parse
from sync.log import hash_0, next_hash
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.vaults import TestVault


def cursor(vault: TestVault, seq: int = 0, log_hash: bytes | None = None, log_id: bytes | None = None) -> list[object]:
    """A cursor as it stands in a pull."""
    found = hash_0(vault.school.id, vault.id) if log_hash is None else log_hash
    return [b64u(vault.id), log_id and b64u(log_id), seq, b64u(found)]


def folded(vault: TestVault, parts: list[bytes]) -> bytes:
    """The log's hash behind these entries, from its beginning."""
    log_hash = hash_0(vault.school.id, vault.id)
    for part in parts:
        log_hash = next_hash(log_hash, parse(part).hash)
    return log_hash


def test_a_reader_goes_on_where_it_was_from_any_entry(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    vault.begin(anna, ops=5)
    _, everything = anna.pull(cursor(vault))
    for seq in range(8):
        first, parts = anna.pull(cursor(vault, seq, folded(vault, everything[:seq])))
        assert parts == everything[seq:]
        assert (first["vaults"][0]["from"], first["vaults"][0]["more"]) == (seq + 1, False)


def test_the_log_id_does_not_matter_where_the_history_is_known(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    vault.begin(anna)
    first, parts = anna.pull(cursor(vault, vault.seq, vault.log_hash, new_id()))
    assert (first["vaults"][0].get("rewound", False), parts) == (False, [])


def test_a_cursor_ahead_of_the_log_or_of_another_history_is_rewound_with_the_servers_head(
    school: TestSchool, anna: Tablet
) -> None:
    vault = TestVault(school)
    vault.begin(anna)
    for asked in (cursor(vault, 9, bytes(32)), cursor(vault, 1, bytes(32)), cursor(vault, 0, bytes(32))):
        first, parts = anna.pull(asked)
        assert first["vaults"][0]["rewound"] is True
        assert first["vaults"][0]["head"] == [2, b64u(vault.log_hash)]
        assert parts == []


def test_a_vault_that_the_server_lost_is_rewound_and_one_never_sent_is_empty(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    first, _ = anna.pull(cursor(vault, 3, bytes(32)), cursor(vault))
    lost, never = first["vaults"]
    assert (lost["rewound"], lost["head"]) == (True, [0, b64u(hash_0(school.id, vault.id))])
    assert (never["rewound"], never["count"], never["more"]) == (False, 0, False)


def test_a_vault_that_is_not_ones_own_is_refused_and_the_others_are_read(school: TestSchool, anna: Tablet) -> None:
    ben = school.join(Person("ben"), "mentor")
    hers, his = TestVault(school), TestVault(school)
    hers.begin(anna)
    his.begin(ben)
    first, parts = anna.pull(cursor(his), cursor(hers))
    assert first["vaults"][0]["error"]["code"] == "not_entitled"
    assert first["vaults"][1]["count"] == len(parts) == 2


def test_a_long_log_comes_in_pieces_that_fit(school: TestSchool, anna: Tablet) -> None:
    vault, other = TestVault(school), TestVault(school)
    vault.begin(anna)
    other.begin(anna)
    sent = [vault.op(anna, bytes(60_000)) for _ in range(80)]
    for start in range(0, 80, 10):
        anna.push((vault.id, vault.taken(*sent[start : start + 10])))
    got: list[bytes] = []
    while True:
        first, parts = anna.pull(cursor(vault, len(got), folded(vault, got)), cursor(other))
        described = first["vaults"][0]
        assert sum(len(part) + 4 for part in parts) <= MAX_PULL_BYTES
        got += parts[: described["count"]]
        if not described["more"]:
            break
        assert first["vaults"][1]["more"] is True
    assert folded(vault, got) == vault.log_hash
    assert first["vaults"][1]["count"] == 2


def test_the_school_log_comes_first_and_from_where_the_reader_was(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    vault.begin(anna)
    first, parts = anna.pull(cursor(vault), school=2)
    assert first["school"] == school.log.seq - 2
    assert len(parts) == first["school"] + first["vaults"][0]["count"]
    assert anna.pull(school=school.log.seq)[0]["school"] == 0
    assert anna.pull(school=school.log.seq + 5)[0]["school"] == 0


def test_no_entry_comes_without_the_word_of_the_schools_log_that_its_author_stands_on(
    school: TestSchool, anna: Tablet
) -> None:
    vault = TestVault(school)
    vault.begin(anna)
    readers = school.server.database.readers
    came: list[bool] = []

    def meanwhile(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        # Behind the reading of the school's log, and before that of the heads: a new mentor comes, and writes.
        if "FROM school_entries" in statement and not came:
            came.append(True)
            ben = school.join(Person("ben"), "mentor")
            his = TestVault(school)
            his.begin(ben)
            anna.push((vault.id, vault.taken(vault.op(anna))))

    event.listen(readers, "after_cursor_execute", meanwhile)
    try:
        first, _ = anna.pull(cursor(vault), school=0)
    finally:
        event.remove(readers, "after_cursor_execute", meanwhile)
    assert came
    assert first["vaults"][0]["head"][0] == first["vaults"][0]["count"] == 2
    assert anna.pull(cursor(vault), school=0)[0]["vaults"][0]["count"] == 3
