"""What was handed in late is taken once, as its author meant it, whoever takes it and however often; also of a case that was
never sent."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.catalogue import CATALOGUE_VERSION
from schemas.codes import Code
from sync.client.administration import remove, set_roles
from sync.client.late import LateEntry, set_late_aside, take_late, waiting_for_me
from sync.client.replica import OpenVault
from sync.encoding import Refused, b64u, format_instant
from sync.entry import parse
from sync.op import OpBody
from sync.records import delete_changes, set_changes, view
from tests.oracle.scene import Scene


def waiting(scene: Scene, name: str) -> list[LateEntry]:
    """What somebody is asked about."""
    return waiting_for_me(scene.call(name).replica)


def takes_all(scene: Scene, name: str) -> None:
    """Somebody takes everything that waits for them."""
    for late in waiting(scene, name):
        take_late(scene.call(name).replica, late)


def leaves(scene: Scene, name: str) -> None:
    """Somebody leaves the school, and their tablet hears of it."""
    remove(scene.call("head").replica, scene.call(name).member)
    assert scene.call(name).meets() is None
    assert scene.call(name).unsent() == []


def new_case(scene: Scene, name: str, before: set[bytes]) -> OpenVault:
    """The one case that somebody has now and had not before."""
    (found,) = (vault for vault in scene.call(name).replica.vaults.values() if vault.id not in before)
    return found


@pytest.fixture
def begun(scene: Scene) -> bytes:
    """A case that Sam began offline, with a note in two wordings, and never sent; then Sam left."""
    scene.meet("head", "ward", "sam")
    case = scene.call("sam").replica.create_vault("case")
    record = scene.writes("sam", case, "the first wording")
    scene.writes("sam", case, "the second wording", record)
    scene.writes("sam", case, "another note")
    leaves(scene, "sam")
    return case


def notes_in(scene: Scene, name: str, case: bytes) -> list[set[str]]:
    """Every version of every record's note in a case."""
    state = scene.call(name).replica.state(case)
    return sorted((scene.notes(name, case, record) for record in state.leaves), key=sorted)


BOTH = [{"another note"}, {"the second wording"}]


def test_a_case_that_was_never_sent_is_taken_into_one_new_case_as_it_stood(scene: Scene, begun: bytes) -> None:
    before = set(scene.call("ward").replica.vaults)
    assert {late.vault for late in waiting(scene, "ward")} == {begun}
    takes_all(scene, "ward")
    case = new_case(scene, "ward", before)
    assert case.ahead.kind == "case"
    assert notes_in(scene, "ward", case.id) == BOTH
    scene.meet("ward", "ward's desk", rounds=2)
    assert notes_in(scene, "ward's desk", case.id) == BOTH
    assert waiting(scene, "ward") == []


def test_a_deletion_that_is_taken_hides_nothing_that_its_author_had_not_seen(scene: Scene) -> None:
    scene.meet("head", "ward", "sam")
    case = scene.shared_case()
    seen, unseen = (scene.writes("sam", case, text) for text in ("known to both", "known to both as well"))
    scene.meet("sam", "ward")
    sam, ward = scene.call("sam"), scene.call("ward")
    scene.writes("sam", case, "his last word on it", seen)
    for record in (seen, unseen):
        assert sam.save(case, delete_changes(sam.replica.state(case), record))
    scene.writes("ward", case, "what Sam never saw", unseen)
    leaves(scene, "sam")
    takes_all(scene, "ward")
    scene.meet("ward", "ward's desk", rounds=2)
    for name in ("ward", "ward's desk"):
        state = scene.call(name).replica.state(case)
        gone, kept = view(state, seen), view(state, unseen)
        assert gone is not None
        assert gone.gone, "what was deleted stays so, with what its author had written before"
        assert kept is not None
        assert kept.deletion is not None
        assert not kept.gone, "deleted by one, changed by another"
        assert scene.notes(name, case, unseen) == {"what Sam never saw"}
    assert ward.unsent() == []


def test_what_was_decided_on_one_device_goes_on_on_another_in_the_same_case(scene: Scene, begun: bytes) -> None:
    before = set(scene.call("ward").replica.vaults)
    first, *_ = waiting(scene, "ward")
    take_late(scene.call("ward").replica, first)
    scene.meet("ward", "ward's desk", rounds=2)
    takes_all(scene, "ward's desk")
    scene.meet("ward's desk", "ward", rounds=2)
    assert notes_in(scene, "ward", new_case(scene, "ward", before).id) == BOTH


def test_what_comes_in_behind_a_line_that_broke_is_taken_into_the_same_case(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys were decided about by nobody, and are there for the rest."""
    scene.meet("head", "ward", "sam")
    case = scene.call("sam").replica.create_vault("case")
    scene.writes("sam", case, "x" * 40_000)
    for number in range(20):
        scene.writes("sam", case, f"{number} ".ljust(40_000, "."))
    sam, before = scene.call("sam"), set(scene.call("ward").replica.vaults)
    remove(scene.call("head").replica, sam.member)
    plan, asked = sam.tablet.line.plan, sam.replica.api.frames

    def breaks(*request: Any) -> Any:
        answer = asked(*request)
        plan.online = False
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(sam.replica.api, "frames", breaks)
        assert sam.meets() is None
    assert sam.unsent()
    takes_all(scene, "ward")
    plan.online = True
    assert sam.meets() is None
    assert sam.unsent() == []
    takes_all(scene, "ward")
    assert len(notes_in(scene, "ward", new_case(scene, "ward", before).id)) == 21


def test_taken_twice_it_stands_once_also_where_two_take_it_at_once(scene: Scene) -> None:
    case = scene.shared_case()
    scene.meet("head", "ward", "ward's desk", "sam", "priya")
    record = scene.writes("priya", case, "one")
    scene.writes("priya", case, "two", record)
    leaves(scene, "priya")
    found = waiting(scene, "ward")
    for name in ("ward", "ward's desk"):
        for late in found:
            take_late(scene.call(name).replica, late)
            take_late(scene.call(name).replica, late)
    scene.meet("ward", "ward's desk", "sam", rounds=3)
    for name in ("ward", "ward's desk", "sam"):
        assert scene.notes(name, case, record) == {"two"}, name
        assert scene.call(name).store.aside() == [], name
        assert scene.call(name).unsent() == [], name


def test_an_author_who_still_reads_the_case_is_told_that_it_was_taken(scene: Scene) -> None:
    case = scene.shared_case()
    scene.meet("head", "ward", "priya", "sam")
    record = scene.writes("priya", case, "not sent yet")
    set_roles(scene.call("head").replica, scene.call("priya").member, ("colleague",))
    scene.meet("priya")
    assert [found.code for found in scene.call("priya").store.aside()] == [Code.NOT_ALLOWED.wire]
    takes_all(scene, "ward")
    scene.meet("ward", "priya")
    assert scene.call("priya").store.aside() == []
    assert scene.notes("priya", case, record) == {"not sent yet"}


def test_an_op_id_alone_is_no_receipt_for_what_was_handed_in(scene: Scene) -> None:
    """A colleague who knows it writes something else under it: the author keeps what they wrote."""
    case = scene.shared_case()
    scene.meet("head", "ward", "priya", "sam")
    scene.writes("priya", case, "not sent yet")
    set_roles(scene.call("head").replica, scene.call("priya").member, ("colleague",))
    scene.meet("priya")
    (aside,) = scene.call("priya").store.aside()
    sam = scene.call("sam").replica
    changes = set_changes(sam.state(case), b64u(bytes(16)), {"_form": "session", "note": "something else"})
    body = OpBody(format_instant(sam.clock()), None, CATALOGUE_VERSION, changes)
    sam.save_body(case, body, parse(aside.entry).header.op_id)
    scene.meet("sam", "priya")
    assert scene.call("priya").store.aside() == [aside]


def test_what_was_left_out_is_never_asked_about_again(scene: Scene, begun: bytes) -> None:
    found = waiting(scene, "ward")
    assert found
    for late in (*found, *found):
        # The second time as where a colleague was quicker.
        set_late_aside(scene.call("ward").replica, late, "overtaken")
    assert waiting(scene, "ward") == []


def test_whoever_has_no_key_of_a_case_that_was_never_sent_cannot_take_it(scene: Scene) -> None:
    scene.meet("head", "ward", "sam", "lee")
    private = scene.call("sam").replica.create_vault("private")
    scene.writes("sam", private, "for nobody else")
    leaves(scene, "sam")
    (late,) = waiting(scene, "ward")
    with pytest.raises(Refused) as refused:
        take_late(scene.call("ward").replica, late)
    assert refused.value.code is Code.CANNOT_OPEN
