"""Who leaves, or loses a tablet, keeps with their colleagues what had arrived; and nobody stays in by writing all the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sync.client.administration import lock_out, remove
from tests.oracle.scene import Scene
from tests.oracle.sight import Sight

ACTS = {
    "removed": lambda scene: remove(scene.call("head").replica, scene.call("tom").member),
    "locked out": lambda scene: lock_out(scene.call("head").replica, scene.call("tom").replica.identity.device.id),
}


def writing_before(scene: Scene, case: bytes, records: list[str], times: int) -> Callable[..., Any]:
    """The head's line, on which Tom's tablet is faster so many times: he writes something, and sends it."""
    append = scene.call("head").replica.api.append_school

    def slowly(entries: Sequence[bytes], **how: bool) -> None:
        if len(records) < times:
            records.append(scene.writes("tom", case, "sent in time"))
            scene.meet("tom")
        append(entries, **how)

    return slowly


@pytest.mark.parametrize("act", ACTS)
def test_what_arrived_while_it_was_said_is_kept(scene: Scene, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case, records = scene.shared_case(), list[str]()
    scene.meet("head", "tom", "sam", "ward")
    monkeypatch.setattr(scene.call("head").replica.api, "append_school", writing_before(scene, case, records, 1))
    ACTS[act](scene)
    scene.call("tom").meets()
    assert scene.call("tom").out
    scene.meet("sam", "ward", "head", "priya", rounds=2)
    (record,) = records
    assert scene.notes("sam", case, record) == scene.notes("ward", case, record) == {"sent in time"}
    seen = Sight.of(scene)
    assert [*seen.parted(), *seen.left_over(), *seen.lost()] == []


@pytest.mark.parametrize("act", ACTS)
def test_a_tablet_that_writes_all_the_time_is_shut_out_all_the_same(
    scene: Scene, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = scene.shared_case()
    scene.meet("head", "tom", "sam")
    monkeypatch.setattr(scene.call("head").replica.api, "append_school", writing_before(scene, case, [], 1_000))
    ACTS[act](scene)
    assert scene.call("tom").meets() is None
    assert scene.call("tom").out
