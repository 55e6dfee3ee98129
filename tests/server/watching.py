"""Visits that are watched over, as their people's tablets see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from server.clock import HOUR, MINUTE
from sync.encoding import b64u, format_instant, new_id, parse_instant, unb64u
from sync.safety_note import open_note, parse_note, seal_note
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.answers import Answer
from tests.server.worlds import World

STEP = 10 * MINUTE
SHEET = "Out with Fern Quillfeather, 3 Elm Row, on foot, until {name} hears from me"


@dataclass
class Watched:
    """A visit of the visitor's, and its ladder: rung for rung, first who watches."""

    school: TestSchool
    visitor: Tablet
    ladder: Sequence[Sequence[Tablet]]
    id: bytes = field(default_factory=new_id)

    def note(self, to: Person, *, visit: bytes | None = None, by: Tablet | None = None) -> bytes:
        """The safety note for somebody, as the visitor's tablet seals it."""
        content = SHEET.format(name=to.handle).encode()
        return seal_note(self.school.id, visit or self.id, to.keys.seal_public, content, (by or self.visitor).key).data

    def plan(self, back_at: int) -> dict[str, Any]:
        """What arms it."""
        rungs = [
            [{"member": b64u(told.person.id), "note": b64u(self.note(told.person))} for told in rung]
            for rung in self.ladder
        ]
        return {"until": format_instant(back_at), "step_minutes": 10, "ladder": rungs}

    def arm_response(self, back_at: int, **changed: Any) -> Answer:
        """The answer to arming it until `back_at`, ms; `changed` members of the plan replace the right ones."""
        return self.visitor.json("PUT", f"/visits/{b64u(self.id)}", {**self.plan(back_at), **changed})

    def arm(self, back_at: int | None = None, **changed: Any) -> dict[str, Any]:
        """Arm it, for an hour unless told otherwise; the visit as it was answered."""
        back_at = self.school.server.clock() + HOUR if back_at is None else back_at
        return answered(self.arm_response(back_at, **changed))

    def do(self, tablet: Tablet, what: str, body: dict[str, Any] | None = None) -> Answer:
        """The answer to doing something about it."""
        return tablet.json("POST", f"/visits/{b64u(self.id)}/{what}", body)

    def extend(self, tablet: Tablet, until: int) -> Answer:
        """The answer to giving more time."""
        return self.do(tablet, "extend", {"until": format_instant(until)})

    def escalate(self, tablet: Tablet, rung: int) -> Answer:
        """The answer to telling everybody up to a rung."""
        return self.do(tablet, "escalate", {"rung": rung})

    def seen(self, tablet: Tablet) -> dict[str, Any] | None:
        """The visit among those that concern somebody; None if it does not."""
        response = tablet.json("GET", "/visits")
        assert response.status_code == 200, response.data
        found = [visit for visit in response.json["visits"] if visit["visit"] == b64u(self.id)]
        return found[0] if found else None

    def sheet(self, tablet: Tablet) -> str | None:
        """The safety sheet as somebody can read it with their key; None if none is given to them."""
        visit = self.seen(tablet)
        if visit is None or visit["note"] is None:
            return None
        return open_note(parse_note(unb64u(visit["note"])), tablet.person.keys.seal).decode()


@dataclass
class Cast:
    """A visitor, who watches over them, their line manager, and two who are told last."""

    world: World
    visitor: Tablet
    office: Tablet
    manager: Tablet
    lead: Tablet
    deputy: Tablet

    @classmethod
    def of(cls, world: World) -> Cast:
        """Everybody, each with a browser that takes pushes."""
        school = world.school
        tablets = [
            school.join(Person("anna"), "mentor"), school.join(Person("jo"), "colleague"),
            school.join(Person("ward"), "line_manager"), school.join(Person("lead"), "colleague"),
            school.join(Person("deputy"), "colleague"),
        ]  # fmt: skip
        return cls(world, *tablets)

    def visit(self) -> Watched:
        """A visit with three rungs: the office watches, then the manager, then the lead and the deputy."""
        return Watched(self.world.school, self.visitor, [[self.office], [self.manager], [self.lead, self.deputy]])


def answered(response: Answer) -> dict[str, Any]:
    """The visit that an answer shows."""
    assert response.status_code == 200, response.data
    visit: dict[str, Any] = response.json["visit"]
    return visit


def instant(text: str) -> int:
    """An instant of an answer, ms."""
    return parse_instant(text)


def member(tablet: Tablet) -> str:
    """Whose tablet it is, as answers say it."""
    return b64u(tablet.person.id)
