"""What a person decides about who takes part in a case happens, or is seen not to have happened."""

from __future__ import annotations

from schemas.codes import Code
from sync.client.administration import remove, set_manager, set_roles
from sync.entry import Kind, parse
from tests.oracle.scene import Scene
from tests.oracle.sight import Sight


def refused(scene: Scene, name: str) -> list[tuple[str, Kind]]:
    """What of somebody's own was set aside, and why."""
    rows = scene.call(name).store.aside()
    return [(found.code, parse(found.entry).header.kind) for found in rows if found.mine]


def test_who_is_let_in_while_somebody_else_writes_is_let_in_behind_that(scene: Scene) -> None:
    case, tom = scene.shared_case(), scene.call("tom").member
    scene.meet("ward", "sam", "priya", "tom")
    scene.call("ward").lets_out(case, tom)
    scene.meet("ward")
    scene.writes("sam", case, "somebody was faster")
    scene.meet("sam")
    scene.call("ward").lets_in(case, tom)
    scene.meet("ward")
    assert tom in scene.call("ward").replica.vaults[case].log.members
    assert refused(scene, "ward") == []


def test_who_left_the_school_meanwhile_is_not_let_in_and_that_stands_aside(scene: Scene) -> None:
    case, tom = scene.shared_case(), scene.call("tom").member
    scene.meet("ward", "sam", "priya", "tom", "head")
    scene.call("ward").lets_out(case, tom)
    scene.meet("ward", "sam")
    scene.call("ward").lets_in(case, tom)
    remove(scene.call("head").replica, tom)
    scene.writes("sam", case, "somebody was faster")
    scene.meet("sam", "ward", rounds=2)
    assert scene.call("ward").unsent() == []
    assert refused(scene, "ward") == [(Code.NOT_ALLOWED.wire, Kind.MEMBERSHIP)]


def test_what_was_decided_and_not_sent_by_who_may_no_more_stands_aside_beside_what_is_handed_in(scene: Scene) -> None:
    case, tom = scene.shared_case(), scene.call("tom").member
    scene.meet("ward", "sam", "priya", "tom", "head")
    scene.call("ward").lets_out(case, tom)
    scene.meet("ward", "tom", "sam")
    scene.call("ward").lets_in(case, tom)
    scene.writes("ward", case, "and a word on it")
    set_roles(scene.call("head").replica, scene.call("ward").member, ("colleague",))
    scene.meet("ward", rounds=2)
    assert scene.call("ward").unsent() == []
    assert {kind for _, kind in refused(scene, "ward")} == {Kind.OP, Kind.MEMBERSHIP}


def test_a_decision_that_came_to_nothing_is_forgotten_once_somebody_else_has_made_it(scene: Scene) -> None:
    case, tom = scene.shared_case(), scene.call("tom").member
    scene.meet("ward", "ward's desk", "sam", "priya", "tom")
    scene.call("ward").lets_out(case, tom)
    scene.meet("ward", "ward's desk")
    for name in ("ward", "ward's desk"):
        scene.call(name).lets_in(case, tom)
    scene.meet("ward", "ward's desk", rounds=2)
    assert refused(scene, "ward's desk") == []
    assert tom in scene.call("ward's desk").replica.vaults[case].log.members


def test_a_decision_that_was_refused_goes_with_the_tablet_that_alone_held_it(scene: Scene) -> None:
    case, lee, sam = scene.shared_case(), scene.call("lee").member, scene.call("sam")
    scene.meet("sam", "lee")
    sam.is_copied()
    sam.lets_in(case, lee)
    sam.is_copied()
    scene.meet("sam")
    assert refused(scene, "sam") == [(Code.NOT_ALLOWED.wire, Kind.MEMBERSHIP)]
    before, after = sam.copies
    sam.is_set_back(after)
    assert scene.ledger.gone == set()
    scene.meet("sam")
    assert refused(scene, "sam") == [(Code.NOT_ALLOWED.wire, Kind.MEMBERSHIP)]
    sam.is_set_back(before)
    scene.meet("sam")
    assert refused(scene, "sam") == []
    assert Sight.of(scene).lost() == []


def test_what_was_decided_while_one_waited_for_keys_that_never_come_is_not_sent_for_ever(scene: Scene) -> None:
    head, ward, tom = scene.call("head"), scene.call("ward"), scene.call("tom").member
    case, sam = scene.call("sam").replica.create_vault("case"), scene.call("sam").member
    scene.meet("sam", "ward", "tom")
    ward.lets_in(case, tom)
    set_manager(head.replica, ward.member, sam, on=False)
    scene.meet("sam")
    set_manager(head.replica, ward.member, sam, on=True)
    scene.meet("ward")
    set_manager(head.replica, ward.member, sam, on=False)
    done = ward.meets()
    assert done is not None
    assert done.held is None
    assert ward.unsent() == []
    assert refused(scene, "ward") == [(Code.HEAD_MOVED.wire, Kind.MEMBERSHIP)]
    set_manager(head.replica, ward.member, sam, on=True)
    scene.meet("sam", "ward", "sam", "ward")
    assert tom in ward.replica.vaults[case].log.members
    assert refused(scene, "ward") == []


def test_what_came_while_one_waited_for_the_keys_of_a_case_and_then_took_part_no_longer_stands_aside_by_right(
    scene: Scene,
) -> None:
    head, ward, sam = scene.call("head"), scene.call("ward"), scene.call("sam")
    case = sam.replica.create_vault("case")
    scene.meet("sam", "ward")
    set_manager(head.replica, ward.member, sam.member, on=False)
    scene.meet("sam")
    record = scene.writes("sam", case, "under the next keys")
    scene.meet("sam")
    set_manager(head.replica, ward.member, sam.member, on=True)
    scene.meet("ward")
    assert list(Sight.of(scene).left_over()) == ["ward set an entry of the log aside: cannot_open"]
    set_manager(head.replica, ward.member, sam.member, on=False)
    scene.meet("ward")
    assert list(Sight.of(scene).left_over()) == []
    set_manager(head.replica, ward.member, sam.member, on=True)
    scene.meet("sam", "ward", rounds=2)
    assert scene.notes("ward", case, record) == {"under the next keys"}
    assert ward.set_aside() == []
