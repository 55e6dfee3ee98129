"""A yes that ends behind its head is as good as no answer: what was asked is asked again, and nothing else goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.oracle.faults import Plan
from tests.oracle.scene import Scene


class ToNothing(Random):
    """Cuts whatever it is asked to cut before its first byte."""

    def random(self) -> float:
        return 0.0


@dataclass
class Once(Plan):
    """One answer is cut, `after` so many that are not."""

    after: int = 0

    def draw(self) -> str | None:
        self.after -= 1
        return "answer cut" if self.after == -1 else None


def test_no_request_of_a_sign_in_and_an_exchange_takes_it_for_an_answer(scene: Scene) -> None:
    case, sam = scene.shared_case(), scene.call("sam")
    records, place = set[str](), 0
    plan = sam.tablet.line.plan = Once(ToNothing(), scene.ground.kill, after=-1)
    while plan.after < 0:
        records.add(scene.writes("sam", case, "said"))
        sam.tablet.signed_in = None
        plan.after = place
        sam.meets()
        place += 1
    assert place > 4
    assert sam.unsent() == []
    scene.meet("ward")
    assert all(scene.notes("ward", case, record) == {"said"} for record in records)
