"""A server that lies in what it answers to real devices: each lie is named on the device by a code, and costs nobody a word.

The lies are written into its database, behind the code that judges; heads and hashes are made to fit, so that only what people
signed tells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from schemas.codes import Code
from server.db.tables import entries, vaults
from sync.client import exchange
from sync.client.exchange import MOST_ROUNDS
from sync.encoding import new_id
from sync.entry import Entry, Kind, encode, sign_entry
from sync.keys import new_device
from sync.log import hash_0, next_hash
from tests.oracle.ground import logs_of
from tests.oracle.scene import Scene

Lie = Callable[[list[Entry]], list[Entry]]


def tell(scene: Scene, vault: bytes, lie: Lie) -> None:
    """Let the server have another log of a vault than it was given."""
    database, school = scene.ground.database, scene.call("sam").replica.school.id
    found = lie(logs_of(database, school)[vault])
    log_hash, rows = hash_0(school, vault), []
    with database.writing() as connection:
        here = (vaults.c.school == school) & (vaults.c.vault == vault)
        number = connection.execute(select(vaults.c.number).where(here)).scalar_one()
        connection.execute(delete(entries).where(entries.c.school == school, entries.c.number == number))
        for seq, entry in enumerate(found, 1):
            log_hash = next_hash(log_hash, entry.hash)
            rows.append(
                {
                    "school": school, "number": number, "seq": seq, "op_id": new_id(), "log_hash": log_hash,
                    "entry": encode(entry),
                }
            )  # fmt: skip
        connection.execute(insert(entries), rows)
        connection.execute(update(vaults).where(here).values(head_seq=len(found), head_hash=log_hash))
    scene.ground.restart()


@pytest.fixture
def case(scene: Scene) -> bytes:
    """Priya's case; Priya wrote two notes that Tom has not fetched."""
    shared = scene.shared_case()
    scene.meet("tom")
    scene.writes("priya", shared, "one")
    scene.writes("priya", shared, "two")
    scene.meet("priya")
    return shared


def codes(scene: Scene, name: str) -> set[str]:
    """Why somebody's device set entries of the log aside."""
    return {found.code for found in scene.call(name).store.aside() if not found.mine}


def forged(entry: Entry) -> Entry:
    """What the server would have an author say: it has no key to sign it with."""
    return sign_entry(entry.header, entry.body[:-1] + bytes([entry.body[-1] ^ 1]), new_device().private)


def test_a_forged_entry_is_named_and_not_merged(scene: Scene, case: bytes) -> None:
    before = scene.call("tom").replica.state(case).copy()
    tell(scene, case, lambda log: [*log[:-2], forged(log[-2]), forged(log[-1])])
    scene.meet("tom")
    assert codes(scene, "tom") == {Code.BAD_SIGNATURE.wire}
    assert scene.call("tom").replica.state(case).leaves == before.leaves


def test_an_entry_moved_from_another_case_is_named(scene: Scene, case: bytes) -> None:
    own = scene.call("sam").replica.create_vault("case")
    scene.writes("sam", own, "elsewhere")
    scene.meet("sam")
    moved = logs_of(scene.ground.database, scene.call("sam").replica.school.id)[own][-1]
    tell(scene, case, lambda log: [*log, moved])
    scene.meet("tom")
    assert codes(scene, "tom") == {Code.WRONG_VAULT.wire}


def test_an_entry_withheld_shows_at_the_next_of_its_author(scene: Scene, case: bytes) -> None:
    tell(scene, case, lambda log: [*log[:-2], log[-1]])
    scene.meet("tom")
    assert codes(scene, "tom") == {Code.COUNTER_GAP.wire}


def test_an_entry_replayed_is_named(scene: Scene, case: bytes) -> None:
    tell(scene, case, lambda log: [*log, log[-1]])
    scene.meet("tom")
    assert codes(scene, "tom") == {Code.CHAIN_BROKEN.wire}
    assert not scene.forks("tom")


def test_entries_in_another_order_than_their_author_saw_are_a_fork(scene: Scene, case: bytes) -> None:
    scene.meet("sam")
    scene.writes("sam", case, "three, behind one and two")
    scene.meet("sam")
    tell(scene, case, lambda log: [*log[:-3], log[-1], log[-3], log[-2]])
    scene.meet("tom")
    device = scene.call("sam").replica.identity.device.id
    assert device in {author for _, _, author in scene.forks("tom")}


def test_a_key_that_the_server_made_is_not_taken(scene: Scene, case: bytes) -> None:
    """An epoch that no member signed: no device seals under it, or the server could read on."""
    keys = dict(scene.call("tom").replica.vaults[case].keys)

    def substituted(log: list[Entry]) -> list[Entry]:
        epoch = next(entry for entry in log if entry.header.kind is Kind.EPOCH)
        return [*log, sign_entry(epoch.header, epoch.body, new_device().private)]

    tell(scene, case, substituted)
    scene.meet("tom")
    assert codes(scene, "tom") == {Code.BAD_SIGNATURE.wire}
    assert scene.call("tom").replica.vaults[case].keys == keys


def test_two_members_who_are_shown_different_logs_see_a_fork(scene: Scene, case: bytes) -> None:
    true = logs_of(scene.ground.database, scene.call("sam").replica.school.id)[case]
    tell(scene, case, lambda log: [*log[:-1], forged(log[-1])])
    scene.meet("tom")
    tell(scene, case, lambda _log: true)
    scene.meet("sam")
    device = scene.call("tom").replica.identity.device.id
    assert (case, len(true), device) in scene.forks("sam")


def test_no_forged_entry_takes_unsent_work_away(scene: Scene, case: bytes) -> None:
    """An entry under the author's own name, counter and op id, which they never signed, is no receipt."""
    scene.meet("sam")
    record = scene.writes("sam", case, "not sent yet")
    ((_, unsent),) = scene.call("sam").unsent()
    tell(scene, case, lambda log: [*log, forged(unsent)])
    scene.call("sam").meets()
    kept = {entry.header.op_id for _, entry in scene.call("sam").unsent()}
    kept |= {entry.header.op_id for entry in scene.call("sam").set_aside()}
    assert unsent.header.op_id in kept
    assert scene.notes("sam", case, record) == {"not sent yet"}


def test_a_server_that_goes_back_twice_further_each_time_takes_nobodys_words_away(
    scene: Scene, case: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.meet("tom")
    whole, before = logs_of(scene.ground.database, scene.call("sam").replica.school.id)[case], words(scene, case)
    monkeypatch.setattr(exchange, "give_back", lambda _replica: 0)
    # What it is left with after either.
    shorter: list[Lie] = [lambda _log: whole[:-1], lambda _log: whole[:-2]]
    for lie in shorter:
        tell(scene, case, lie)
        scene.meet("tom")
        scene.call("tom").reopens()
        assert words(scene, case) == before


def test_a_page_that_does_not_follow_is_not_taken_and_keeps_nobody_from_the_other_cases(
    scene: Scene, case: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = scene.call("priya").replica.create_vault("case")
    scene.meet("priya", "ward")
    scene.call("ward").lets_in(other, scene.call("tom").member)
    scene.meet("ward")
    tom = scene.call("tom")
    before, true = words(scene, case), tom.replica.api.pull

    def skipping(*asked: Any) -> Any:
        school, pages = true(*asked)
        return school, [replace(page, first=page.first + 1) if page.vault == case else page for page in pages]

    monkeypatch.setattr(tom.replica.api, "pull", skipping)
    done = tom.meets()
    assert done is not None
    assert (done.held, done.same) == (Code.INTERNAL, False)
    assert done.rounds < MOST_ROUNDS
    assert other in tom.replica.vaults
    assert words(scene, case) == before
    assert scene.forks("tom") == []

    monkeypatch.setattr(tom.replica.api, "pull", true)
    scene.meet("tom")
    assert words(scene, case) == scene.call("priya").replica.state(case).leaves


def words(scene: Scene, case: bytes) -> object:
    """What Tom's device has of the case."""
    return scene.call("tom").replica.state(case).leaves


def test_a_checkpoint_that_came_before_the_log_had_grown_to_its_place_is_compared_then(
    scene: Scene, case: bytes
) -> None:
    """Sam is shown less than Tom was, and writes on in that."""
    scene.meet("tom")
    tell(scene, case, lambda log: log[:-1])
    scene.meet("sam")
    assert scene.forks("sam") == []
    scene.writes("sam", case, "in another history")
    scene.meet("sam")
    assert scene.call("tom").replica.identity.device.id in {author for _, _, author in scene.forks("sam")}
