"""A device killed at any of its transactions, before or behind the commit, loses nothing that it had said was saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, Final

import pytest

from sync.client.store import Store
from tests.oracle.cast import connection_of
from tests.oracle.ledger import said
from tests.oracle.scene import Scene
from tests.oracle.sight import Sight


class KilledHere(BaseException):
    """The device's process is gone."""


class Doomed:
    """A database's connection whose process dies at its commit number `at`: before it is on the disk, or right behind it."""

    def __init__(self, connection: sqlite3.Connection, at: int, *, behind: bool) -> None:
        self._connection, self._left, self._behind = connection, at, behind

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, statement: str, *values: Any) -> Any:
        """As ever, but for the one commit."""
        if statement == "COMMIT":
            self._left -= 1
            if self._left == 0:
                self._connection.execute("COMMIT" if self._behind else "ROLLBACK")
                raise KilledHere
        return self._connection.execute(statement, *values)

    def spare(self) -> None:
        """It lives on."""
        self._left = 0


def doom(store: Store, at: int, *, behind: bool) -> Doomed:
    """Let the device die at its commit number `at` from now."""
    doomed = Doomed(connection_of(store), at, behind=behind)
    store._db = doomed  # type: ignore[assignment]  # it dies at its place
    return doomed


Deed = Callable[[Scene, bytes], object]

DAYS: Final[dict[str, tuple[Deed, ...]]] = {
    "sam": (
        lambda scene, case: scene.writes("sam", case, "a first note"),
        lambda scene, _case: scene.call("sam").replica.create_vault("case"),
        lambda scene, _case: scene.writes("sam", scene.call("sam").writable()[0], "a second note"),
        lambda scene, _case: scene.meet("sam"),
        lambda scene, case: scene.writes("sam", case, "behind an epoch that is not in force any more"),
        lambda scene, case: scene.call("ward").lets_out(case, scene.call("tom").member),
        lambda scene, _case: scene.meet("ward"),
        lambda scene, _case: scene.meet("sam"),
    ),
    "ward": (
        lambda scene, case: scene.call("ward").lets_out(case, scene.call("tom").member),
        lambda scene, case: scene.writes("ward", case, "sealed under her own epoch"),
        lambda scene, case: scene.writes("sam", case, "somebody was faster"),
        lambda scene, _case: scene.meet("sam", "ward"),
        lambda scene, case: scene.call("ward").lets_in(case, scene.call("tom").member),
        lambda scene, _case: scene.meet("ward"),
    ),
}
"""Who is killed → what they, and others meanwhile, do."""


def lives_through(scene: Scene, name: str, at: int, *, behind: bool) -> bool:
    """Play somebody's day. Returns whether they were killed in it; then they open the app again and go on."""
    case = scene.shared_case()
    for other in ("ward", "tom", "head"):
        scene.call(other)
    scene.writes("priya", case, "from a colleague")
    scene.meet("priya")
    doomed = doom(scene.call(name).store, at, behind=behind)
    killed = False
    for deed in DAYS[name]:
        before = on_the_screen(scene, name)
        try:
            deed(scene, case)
        except KilledHere:
            killed = True
            scene.call(name).reopens()
            # Without a network, too: what an exchange had sent when it was cut off is theirs as before.
            assert before <= on_the_screen(scene, name), at
    doomed.spare()
    return killed


def on_the_screen(scene: Scene, name: str) -> set[tuple[bytes, str, str]]:
    """Every (vault, path, value) that stands on somebody's device. Nobody writes over anything on these days."""
    vaults = scene.call(name).replica.vaults.values()
    return {
        (vault.id, path, said(standing.value))
        for vault in vaults
        for leaves in vault.state.leaves.values()
        for path, leaf in leaves.items()
        for standing in leaf
    }


@pytest.mark.parametrize("behind", [False, True], ids=["before the commit", "behind the commit"])
@pytest.mark.parametrize("name", sorted(DAYS))
def test_a_device_killed_at_any_of_its_writes_loses_nothing(scene: Scene, name: str, behind: bool) -> None:
    at, killed = 0, True
    while killed:
        at += 1
        scene.begin_again()
        killed = lives_through(scene, name, at, behind=behind)
        everybody = list(scene.called)
        scene.meet(*everybody, rounds=3)
        seen = Sight.of(scene)
        faults = [*seen.parted(), *seen.left_over(), *seen.lost()]
        faults += [f"{found.code} at {name}" for found in scene.call(name).store.aside()]
        assert not faults, (at, faults)
    assert at > 8, "the day has that many transactions at least"
