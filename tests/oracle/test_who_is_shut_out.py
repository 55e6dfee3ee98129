"""Who leaves, or loses a tablet, keeps with their colleagues what had arrived; and nobody stays in by writing all the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from schemas.codes import Code
from sync.client import house
from sync.client.administration import lock_out, remove
from sync.client.api import ServerRefused
from sync.client.send import send
from sync.encoding import format_instant
from sync.school import sign_next
from sync.school_act import Revoke
from sync.school_entry import encode
from tests.oracle.scene import Scene
from tests.oracle.sight import Sight

ACTS = {
    "removed": lambda scene: remove(scene.call("head").replica, scene.call("tom").member),
    "locked out": lambda scene: lock_out(scene.call("head").replica, scene.call("tom").replica.identity.device.id),
}


def faster(scene: Scene, sends: Callable[[], object]) -> Callable[..., Any]:
    """The head's line, on which Tom's tablet is always faster: before each request it does something, and sends it."""
    append = scene.call("head").replica.api.append_school

    def slowly(entries: Sequence[bytes], **how: bool) -> None:
        sends()
        scene.call("tom").meets()
        append(entries, **how)

    return slowly


def writing_once(scene: Scene, case: bytes, records: list[str]) -> Callable[[], object]:
    """Tom writes something, before the first request alone."""

    def write() -> None:
        if not records:
            records.append(scene.writes("tom", case, "sent in time"))

    return write


def new_keys(scene: Scene, case: bytes) -> Callable[[], object]:
    """Tom's tablet announces keys of its own making for the case."""

    def announce() -> None:
        replica = scene.call("tom").replica
        with replica.store.transaction():
            house._renew(replica, replica.vaults[case])

    return announce


@pytest.mark.parametrize("act", ACTS)
def test_what_arrived_while_it_was_said_is_kept(scene: Scene, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case, records = scene.shared_case(), list[str]()
    scene.meet("head", "tom", "sam", "ward")
    monkeypatch.setattr(
        scene.call("head").replica.api, "append_school", faster(scene, writing_once(scene, case, records))
    )
    ACTS[act](scene)
    scene.call("tom").meets()
    assert scene.call("tom").out
    scene.meet("sam", "ward", "head", "priya", rounds=2)
    (record,) = records
    assert scene.notes("sam", case, record) == scene.notes("ward", case, record) == {"sent in time"}
    seen = Sight.of(scene)
    assert [*seen.parted(), *seen.left_over(), *seen.lost()] == []


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("what", ["words", "keys"])
def test_a_tablet_that_sends_all_the_time_is_shut_out_all_the_same_and_nothing_of_it_stands_beyond(
    scene: Scene, act: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = scene.shared_case()
    scene.meet("head", "tom", "sam", "ward")
    sends = new_keys(scene, case) if what == "keys" else lambda: scene.writes("tom", case, "and again")
    monkeypatch.setattr(scene.call("head").replica.api, "append_school", faster(scene, sends))
    ACTS[act](scene)
    assert scene.call("tom").meets() is None
    assert scene.call("tom").out
    # Keys that the server knows and no reader takes would keep everybody from sending, for good.
    record = scene.writes("sam", case, "afterwards")
    scene.meet("sam", "ward", rounds=2)
    assert scene.notes("ward", case, record) == {"afterwards"}
    assert all(not scene.call(name).replica.store.aside(case) for name in ("sam", "ward"))


def test_of_who_is_being_shut_out_nothing_is_taken_for_a_minute_by_whomever_it_is_brought(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = scene.shared_case()
    head, tom = scene.call("head").replica, scene.call("tom").replica
    scene.meet("head", "tom", "sam")
    early = Revoke(format_instant(scene.ground.clock.now), tom.identity.device.id, {})
    scene.writes("tom", case, "before")
    scene.meet("tom")
    with pytest.raises(ServerRefused) as refused:
        head.api.append_school([encode(sign_next(head.school, early, head.identity.account.sign))])
    assert refused.value.code is Code.HEAD_MOVED
    scene.writes("tom", case, "meanwhile")
    # On Sam's line: what is sent is judged by who wrote it.
    monkeypatch.setattr(tom.api, "transport", scene.call("sam").replica.api.transport)
    with pytest.raises(ServerRefused) as refused:
        send(tom)
    assert refused.value.code is Code.RATE_LIMITED
    scene.ground.pass_time(60_000)
    assert send(tom).taken == 1
