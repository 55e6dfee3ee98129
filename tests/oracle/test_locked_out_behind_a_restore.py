"""Somebody is locked out of a server that was set back and has not been given back what it lost: the lock-out names too little,
and yet nobody's words are lost, and nobody who is out adds any."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from schemas.codes import Code
from sync.client.administration import lock_out, remove
from sync.client.api import Pushed, ServerRefused
from sync.client.exchange import exchange
from sync.client.house import withdraw
from sync.client.late import hand_over, take_late, waiting_for_me
from sync.client.transport import Unreachable
from sync.entry import parse
from sync.merge import canonical
from tests.oracle.scene import Scene
from tests.oracle.sight import Sight

ACTS: Final[dict[str, Callable[[Scene], None]]] = {
    "removed": lambda scene: remove(scene.call("head").replica, scene.call("sam").member),
    "locked out": lambda scene: lock_out(scene.call("head").replica, scene.call("sam").replica.identity.device.id),
}


def takes_all(scene: Scene, name: str) -> None:
    """Somebody takes everything that waits for them."""
    for late in waiting_for_me(scene.call(name).replica):
        take_late(scene.call(name).replica, late)


def set_back_then(scene: Scene, act: str, backup: Path) -> None:
    """The server is set back, and before any tablet has given back anything Sam, or his tablet, is locked out."""
    scene.ground.set_back(backup)
    scene.meet("head")
    ACTS[act](scene)
    assert scene.call("sam").meets() is None


def unreachable(*_asked: object, **_how: object) -> None:
    """A line on which nothing is sent."""
    raise Unreachable("the network is gone")


def notes_of(scene: Scene, name: str) -> set[str]:
    """Every note that somebody reads, in whatever case."""
    replica = scene.call(name).replica
    states = [replica.state(vault) for vault in replica.vaults]
    found = (state.standing(f"{record}/note") for state in states for record in state.leaves)
    return {str(one.value) for standing in found for one in standing}


@pytest.mark.parametrize("act", ACTS)
def test_a_case_begun_since_the_backup_is_handed_in_whole_and_taken_into_a_new_one(scene: Scene, act: str) -> None:
    scene.meet("head", "ward", "sam", "sam's phone")
    backup = scene.ground.back_up()
    case = scene.call("sam").replica.create_vault("case")
    scene.writes("sam", case, "written on the tablet")
    scene.meet("sam", "ward", "sam's phone")
    scene.writes("ward", case, "Ms Ward's, sent")
    scene.meet("ward")
    scene.writes("ward", case, "Ms Ward's, not sent yet")
    before = set(scene.call("ward").replica.vaults)
    set_back_then(scene, act, backup)
    present = ["ward"] if act == "removed" else ["ward", "sam's phone"]
    scene.meet(*present, "head", rounds=3)
    assert all(scene.call(name).unsent() == [] for name in present)
    done = scene.call(present[-1]).meets()
    assert done is not None
    assert (done.same, done.held) == (True, None)
    assert Sight.of(scene).lost() == []
    assert {late.entry.header.vault for late in waiting_for_me(scene.call("ward").replica)} == {case}
    takes_all(scene, "ward")
    scene.meet(*present, "ward", rounds=2)
    (new,) = set(scene.call("ward").replica.vaults) - before
    words = {"written on the tablet", "Ms Ward's, sent", "Ms Ward's, not sent yet"}
    assert all(words <= notes_of(scene, name) for name in present)
    assert scene.call("ward").replica.vaults[new].ahead.kind == "case"
    assert waiting_for_me(scene.call("ward").replica) == []
    assert list(Sight.of(scene).parted()) == []


def test_what_was_written_in_a_case_that_the_backup_has_waits_for_a_decision_too(scene: Scene) -> None:
    case = scene.shared_case()
    scene.meet("head", "ward", "sam", "priya")
    backup = scene.ground.back_up()
    record = scene.writes("sam", case, "lost with the server")
    scene.meet("sam", "priya")
    answered = scene.writes("priya", case, "Priya's, behind it")
    scene.meet("priya")
    set_back_then(scene, "locked out", backup)
    scene.meet("priya", "ward", rounds=3)
    assert scene.notes("ward", case, answered) == {"Priya's, behind it"}
    assert scene.notes("ward", case, record) == set()
    assert Sight.of(scene).lost() == []
    takes_all(scene, "ward")
    scene.meet("ward", "priya", rounds=2)
    assert scene.notes("priya", case, record) == {"lost with the server"}
    assert waiting_for_me(scene.call("ward").replica) == []
    assert list(Sight.of(scene).parted()) == []


def test_what_others_wrote_under_keys_that_the_locked_out_tablet_made_is_sent_under_those_in_force(
    scene: Scene,
) -> None:
    case = scene.shared_case()
    scene.meet("head", "ward", "sam", "priya", "tom")
    backup = scene.ground.back_up()
    scene.call("ward").lets_out(case, scene.call("tom").member)
    scene.meet("ward", "priya", "sam")
    record = scene.writes("priya", case, "under the new keys")
    scene.meet("priya", "ward")
    scene.ground.set_back(backup)
    scene.meet("head")
    lock_out(scene.call("head").replica, scene.call("ward").replica.identity.device.id)
    assert scene.call("ward").meets() is None
    scene.meet("priya", "sam", "ward's desk", "tom", rounds=3)
    assert scene.notes("sam", case, record) == scene.notes("ward's desk", case, record) == {"under the new keys"}
    assert [*Sight.of(scene).parted(), *Sight.of(scene).left_over(), *Sight.of(scene).lost()] == []


def test_who_is_removed_before_their_tablet_has_given_back_a_case_hands_in_what_it_had_not_sent_there_and_what_it_had(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam = scene.call("sam")
    scene.meet("head", "ward", "sam")
    backup = scene.ground.back_up()
    case = sam.replica.create_vault("case")
    scene.writes("sam", case, "given back")
    scene.meet("sam")
    scene.ground.set_back(backup)
    scene.meet("head")
    with monkeypatch.context() as broken:
        broken.setattr(sam.replica.api, "push", unreachable)
        assert sam.meets() is None
    scene.writes("sam", case, "not sent yet")
    remove(scene.call("head").replica, sam.member)
    with pytest.raises(ServerRefused):
        exchange(sam.replica)
    assert sam.unsent() == []
    scene.meet("ward")
    takes_all(scene, "ward")
    assert {"given back", "not sent yet"} <= notes_of(scene, "ward")


# Who is out and would come in again -------------------------------------------------------------------------


def made_by_who_is_out(scene: Scene, case: bytes) -> list[bytes]:
    """A word, a removal and keys of its own making, signed on Ms Ward's tablet after it was locked out of a server set back."""
    scene.meet("head", "ward", "ward's desk", "sam", "priya")
    scene.ground.set_back(scene.ground.back_up())
    scene.meet("head")
    ward = scene.call("ward").replica
    lock_out(scene.call("head").replica, ward.identity.device.id)
    assert scene.call("ward").meets() is None
    scene.meet("sam", "priya", "ward's desk", rounds=2)
    scene.writes("ward", case, "written after the lock-out")
    withdraw(ward, case, scene.call("tom").member)
    return [data for _, data in ward.store.outbox(case)]


def test_nobody_who_is_out_adds_anything_by_having_it_given_back(scene: Scene) -> None:
    case = scene.shared_case()
    forged = made_by_who_is_out(scene, case)
    names = ("sam", "priya", "ward's desk")
    before = {name: canonical(scene.call(name).replica.state(case)) for name in names}
    (result,) = scene.call("ward's desk").replica.api.push([(case, forged)], restore=True)
    assert [wire for _, wire in result.bad] == [Code.BEYOND_REVOCATION.wire] * 3
    scene.meet(*names, rounds=2)
    assert {name: canonical(scene.call(name).replica.state(case)) for name in names} == before
    record = scene.writes("sam", case, "everybody goes on")
    scene.meet("sam", "priya", rounds=2)
    assert scene.notes("priya", case, record) == {"everybody goes on"}


def test_handed_in_by_a_friend_it_waits_for_a_decision_like_everything_else(scene: Scene) -> None:
    case = scene.shared_case()
    forged = made_by_who_is_out(scene, case)
    hand_over(scene.call("ward's desk").replica, case, [parse(data) for data in forged])
    scene.meet("sam", "priya", rounds=2)
    assert "written after the lock-out" not in notes_of(scene, "sam") | notes_of(scene, "priya")
    (late,) = waiting_for_me(scene.call("sam").replica)
    assert late.member == scene.call("ward").member


def test_on_a_servers_word_alone_nothing_goes_out_of_what_is_merged(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, ward = scene.shared_case(), scene.call("ward")
    scene.meet("head", "sam", "ward")
    backup = scene.ground.back_up()
    record = scene.writes("sam", case, "nobody was locked out")
    scene.meet("sam", "ward")
    scene.ground.set_back(backup)
    scene.meet("head")
    push = ward.replica.api.push

    def lies(batches: Any, *, restore: bool = False) -> list[Pushed]:
        if not restore:
            return push(batches)
        bad = tuple((place, Code.BEYOND_REVOCATION.wire) for place in range(len(batches[0][1])))
        return [Pushed(error=Code.BEYOND_REVOCATION.wire, bad=bad)]

    monkeypatch.setattr(ward.replica.api, "push", lies)
    scene.meet("ward")
    assert scene.notes("ward", case, record) == {"nobody was locked out"}
    assert {(found.code, found.mine) for found in ward.store.aside()} == {(Code.BEYOND_REVOCATION.wire, False)}
