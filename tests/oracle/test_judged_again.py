"""What was merged is judged again when the school's log says more: the stories that both engines are held to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from sync.client.administration import say, set_roles
from sync.client.replica import Replica
from sync.encoding import b64u, format_instant
from sync.school_act import Act, Remove, Revoke
from tests.oracle.scene import Scene

VECTORS: Any = json.loads((Path(__file__).parents[1] / "vectors" / "judged_again.json").read_text(encoding="utf-8"))


def let_in(head: Replica, act: Act) -> None:
    """Say it to a server that takes it though it names less than that server accepted: one that lies. Readers hold to it."""
    with patch("server.api.log.shut_out_early", return_value=frozenset()):
        say(head, act)


class Told:
    """A story on a school with a server."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.case = scene.shared_case()
        self.record = b64u(scene.chance.randbytes(16))
        self.counted = 0

    def do(self, deed: Mapping[str, Any]) -> None:
        match deed:
            case {"do": "write", "who": who, "note": note}:
                self.scene.writes(who, self.case, note, self.record)
            case {"do": "meet", "who": names}:
                self.scene.meet(*names, rounds=2)
            case {"do": "open anew", "who": who}:
                self.scene.call(who).reopens()
            case {"do": "lost", "who": who}:
                device = self.scene.call(who).replica
                self.counted = device.vaults[self.case].log.chains[device.identity.device.id].counter
            case {"do": "look", "who": who, "notes": notes, "aside": codes}:
                assert sorted(self.scene.notes(who, self.case, self.record)) == notes
                assert [
                    found.code for found in self.scene.call(who).store.aside(self.case) if found.seq is not None
                ] == codes
            case _:
                self.say(deed)

    def say(self, deed: Mapping[str, Any]) -> None:
        """Something in the school's log, by an administrator."""
        head, lost = self.scene.call("head").replica, self.scene.call(deed["who"]).replica.identity
        at, counters = format_instant(head.clock()), {self.case: self.counted}
        match deed["do"]:
            case "lock out":
                let_in(head, Revoke(at, lost.device.id, counters))
            case "remove":
                let_in(head, Remove(at, lost.member, {lost.device.id: counters}))
            case _:
                assert deed["do"] == "roles"
                set_roles(head, lost.member, tuple(deed["roles"]))


@pytest.mark.parametrize("story", VECTORS["stories"], ids=lambda story: story["name"])
def test_a_story_of_what_was_merged(scene: Scene, story: Any) -> None:
    told = Told(scene)
    for deed in story["deeds"]:
        told.do(deed)
