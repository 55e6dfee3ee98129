"""A server restored from an older backup is given back what it lost, and nobody is taken for a liar because of it."""

from __future__ import annotations

from sync.client.administration import set_manager
from sync.client.late import take_late, waiting_for_me
from sync.entry import Kind
from tests.oracle.scene import Scene
from tests.oracle.sight import Sight


def test_who_wrote_on_top_of_what_the_server_lost_is_no_liar(scene: Scene) -> None:
    """Ms Ward's device never has to go back: what Priya saw stood at places that others took after the restore."""
    case = scene.shared_case()
    scene.meet("ward", "sam", "priya", "tom", "head")
    backup = scene.ground.back_up()
    lost = scene.writes("priya", case, "sent and lost")
    scene.meet("priya")
    scene.call("priya").tablet.line.plan.online = False
    offline = scene.writes("priya", case, "written on top of it, offline")
    scene.ground.set_back(backup)
    scene.meet("head", "head")
    before = scene.writes("tom", case, "first after the restore")
    scene.meet("tom", "ward")
    scene.call("priya").tablet.line.plan.online = True
    scene.meet("priya", "ward", "tom", "priya", rounds=3)
    for name in ("ward", "tom", "priya"):
        assert scene.forks(name) == [], name
        read = {text for record in (lost, offline, before) for text in scene.notes(name, case, record)}
        assert read == {"sent and lost", "written on top of it, offline", "first after the restore"}, name


def test_a_device_that_reads_a_case_first_after_the_restore_takes_nobody_for_a_liar(scene: Scene) -> None:
    case = scene.call("priya").replica.create_vault("case")
    scene.meet("priya", "ward", "head")
    backup = scene.ground.back_up()
    scene.writes("priya", case, "sent and lost")
    scene.meet("priya")
    scene.writes("priya", case, "written on top of it")
    scene.ground.set_back(backup)
    scene.meet("head", "head")
    scene.writes("ward", case, "first after the restore")
    scene.meet("ward", "priya", rounds=3)
    desk = scene.call("ward's desk")
    assert case not in desk.replica.vaults
    scene.meet("ward's desk", rounds=2)
    assert case in desk.replica.vaults
    assert scene.forks("ward's desk") == []


def test_who_was_let_out_before_they_gave_back_what_they_had_written_hands_that_in(scene: Scene) -> None:
    case, ward, tom = scene.shared_case(), scene.call("ward"), scene.call("tom")
    scene.meet("ward", "sam", "tom", "head")
    backup = scene.ground.back_up()
    record = scene.writes("tom", case, "sent and lost")
    scene.meet("tom")
    scene.ground.set_back(backup)
    scene.meet("head", "ward")
    ward.lets_out(case, tom.member)
    scene.meet("ward", "tom", rounds=2)
    assert Sight.of(scene).lost() == []
    (late,) = waiting_for_me(ward.replica)
    take_late(ward.replica, late)
    scene.meet("ward", "sam")
    assert scene.notes("sam", case, record) == {"sent and lost"}


def test_what_was_decided_by_who_takes_part_no_more_when_a_restored_server_wants_it_back_stands_aside(
    scene: Scene,
) -> None:
    case, ward, lee = scene.shared_case(), scene.call("ward"), scene.call("lee")
    sam, tom = (scene.call(name).member for name in ("sam", "tom"))
    scene.meet("ward", "lee", "head")
    backup = scene.ground.back_up()
    lee.lets_out(case, sam)
    scene.meet("lee")
    scene.ground.set_back(backup)
    scene.meet("head", "ward")
    ward.lets_out(case, tom)
    scene.meet("ward", "lee", rounds=2)
    assert [(found.header.kind, found.header.vault) for found in lee.set_aside()] == [(Kind.MEMBERSHIP, case)]
    assert Sight.of(scene).lost() == []


def test_what_was_decided_once_more_behind_a_restore_leaves_nothing_aside_of_the_first_time(scene: Scene) -> None:
    case, ward, desk, tom = scene.shared_case(), scene.call("ward"), scene.call("ward's desk"), scene.call("tom")
    scene.meet("ward", "ward's desk", "head")
    backup = scene.ground.back_up()
    for device in (desk, ward):
        device.lets_out(case, tom.member)
    scene.meet("ward's desk")
    scene.ground.set_back(backup)
    scene.meet("head", "ward", "ward's desk", rounds=2)
    assert tom.member not in desk.replica.vaults[case].log.members
    assert [device.set_aside() for device in (desk, ward)] == [[], []]


def test_what_an_administrator_says_to_a_server_that_lost_the_end_of_the_schools_log_stands_behind_that_end(
    scene: Scene,
) -> None:
    head, lee, sam, tom = (scene.call(name) for name in ("head", "lee", "sam", "tom"))
    scene.meet("head", "ward")
    backup = scene.ground.back_up()
    set_manager(head.replica, lee.member, sam.member, on=True)
    scene.ground.set_back(backup)
    assert head.signs_in()
    set_manager(head.replica, lee.member, tom.member, on=False)
    scene.meet("head", "ward")
    for name in ("head", "ward"):
        assert scene.call(name).replica.school.manages[lee.member] == {sam.member}, name
        assert scene.forks(name) == [], name
