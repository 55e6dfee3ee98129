"""What a tablet holds unsent and cannot open any more is set aside with its reason, and keeps nothing behind it from going up."""

from __future__ import annotations

from schemas.codes import Code
from sync.seal import sealed_size
from tests.oracle.scene import Scene
from tests.oracle.sight import Sight


def _goes_up(scene: Scene, case: bytes, record: str) -> None:
    scene.meet("sam", "ward", "priya", "tom", "sam")
    sam = scene.call("sam")
    assert sam.unsent() == []
    assert [(found.code, found.mine) for found in sam.store.aside()] == [(Code.BAD_SEAL.wire, True)]
    assert scene.notes("ward", case, record) == {"behind it"}
    seen = Sight.of(scene)
    assert [*seen.parted(), *seen.left_over(), *seen.lost()] == []


def test_where_a_tablet_that_was_set_back_goes_on_under_a_new_name(scene: Scene) -> None:
    case, sam = scene.shared_case(), scene.call("sam")
    scene.meet("ward", "sam")
    sam.writes_nonsense(case)
    sam.is_copied()
    scene.writes("sam", case, "sent since")
    scene.meet("sam")
    sam.is_set_back(sam.copies[-1])
    record = scene.writes("sam", case, "behind it")
    _goes_up(scene, case, record)


def test_where_the_keys_were_changed_and_the_tail_is_sealed_anew(scene: Scene) -> None:
    case, sam = scene.shared_case(), scene.call("sam")
    scene.meet("ward", "sam", "tom")
    sam.writes_nonsense(case, sealed_size(100))
    record = scene.writes("sam", case, "behind it")
    scene.call("ward").lets_out(case, scene.call("tom").member)
    scene.meet("ward")
    _goes_up(scene, case, record)
