"""What a device had not sent when the keys of a case were changed goes up under the new ones, whatever kind of entry it is."""

from __future__ import annotations

import pytest

from schemas.codes import Code
from sync.client import house
from sync.client.administration import remove, set_manager, set_roles
from sync.client.api import Pushed
from sync.client.transport import Unreachable
from sync.entry import Kind
from sync.vault import entitled
from sync.vault_body import VoidBody, encode_accept, encode_void
from tests.oracle.scene import Scene
from tests.oracle.sight import Sight

BODIES = {Kind.VOID: encode_void(VoidBody(bytes(16), Code.MALFORMED.wire)), Kind.ACCEPT: encode_accept(bytes(16))}


@pytest.mark.parametrize("kind", BODIES, ids=[kind.name.lower() for kind in BODIES])
def test_what_says_nothing_sealed_goes_under_the_keys_in_force_with_the_saves_behind_it(
    scene: Scene, kind: Kind
) -> None:
    case = scene.shared_case()
    scene.meet("ward", "sam", "tom")
    replica = scene.call("sam").replica
    replica.queue(replica.vaults[case], kind, replica.vaults[case].epoch or b"", BODIES[kind])
    record = scene.writes("sam", case, "behind it")
    scene.call("ward").lets_out(case, scene.call("tom").member)
    scene.meet("ward", "sam", "priya", rounds=2)
    assert scene.call("sam").unsent() == []
    assert scene.notes("ward", case, record) == {"behind it"}
    seen = Sight.of(scene)
    assert [*seen.parted(), *seen.left_over(), *seen.lost()] == []


def test_a_device_that_was_left_out_of_the_keys_in_force_keeps_its_unsent_work_until_it_has_them(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written anew under keys of its own that lost the race, it could be read by nobody once those are taken back."""
    case = scene.shared_case()
    scene.meet("head", "ward", "sam", "tom")
    sam, ward, head = scene.call("sam"), scene.call("ward"), scene.call("head")
    remove(head.replica, scene.call("tom").member)
    with monkeypatch.context() as patch:
        patch.setattr(sam.replica.api, "push", cut)
        assert sam.meets() is None
    assert {entry.header.kind for _, entry in sam.unsent()} == {Kind.EPOCH}
    record = scene.writes("sam", case, "under keys of their own")
    with monkeypatch.context() as patch:
        patch.setattr(
            house, "entitled", lambda log, school: [one for one in entitled(log, school) if one != sam.member]
        )
        patch.setattr(house, "waiting", lambda _log, _school: [])
        scene.meet("ward")
    scene.meet("sam")
    sam.reopens()
    scene.meet("ward", "sam", "ward")
    assert scene.notes("sam", case, record) == scene.notes("ward", case, record) == {"under keys of their own"}
    assert (sam.unsent(), sam.set_aside(), ward.set_aside()) == ([], [], [])


def test_what_waits_for_a_key_that_nobody_may_hand_over_any_more_waits_on_the_tablet_until_somebody_may(
    scene: Scene,
) -> None:
    head, ward, sam = scene.call("head"), scene.call("ward"), scene.call("sam")
    case = sam.replica.create_vault("case")
    scene.meet("sam", "ward")
    record = scene.writes("ward", case, "under the keys before")
    set_manager(head.replica, ward.member, sam.member, on=False)
    scene.meet("sam")
    set_roles(head.replica, sam.member, ("colleague",))
    set_manager(head.replica, ward.member, sam.member, on=True)
    scene.meet("sam", "ward")
    done = ward.meets()
    assert done is not None
    assert (done.held, len(ward.unsent())) == (Code.CANNOT_OPEN, 1)
    seen = Sight.of(scene)
    assert [*seen.parted(), *seen.left_over(), *seen.lost()] == []
    set_roles(head.replica, sam.member, ("mentor",))
    seen = Sight.of(scene)
    assert [*seen.parted(), *seen.left_over(), *seen.lost()] != []
    scene.meet("sam", "ward", "sam")
    assert scene.notes("sam", case, record) == {"under the keys before"}


def cut(*_batches: object, **_how: object) -> list[Pushed]:
    """A push that does not arrive."""
    raise Unreachable("cut")
