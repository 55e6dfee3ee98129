"""The table of authority and the stories that both languages are held to, step by step."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.authority import ACTS, may
from schemas.codes import Code
from sync import school as school_log
from sync.encoding import unb64u
from sync.entry import Entry, parse
from sync.roster import School
from sync.school_entry import parse as parse_school
from sync.vault import VaultLog, append, judge, judge_batch, restore, set_aside
from tests.vectors.stories_of_school import roster
from tests.vectors.telling import summary

Json = Any
VECTORS: Json = json.loads((Path(__file__).parents[1] / "vectors" / "authority.json").read_text(encoding="utf-8"))


def wire(code: Code | None) -> str | None:
    return None if code is None else code.wire


@pytest.mark.parametrize("row", VECTORS["table"], ids=lambda row: "-".join(row[:3]))
def test_a_role_may_with_a_standing_what_the_table_says(row: Json) -> None:
    kind, standing, role, allowed = row
    assert [act for act in ACTS if may(kind, standing, {role}, act)] == allowed


@pytest.mark.parametrize("story", VECTORS["school"], ids=lambda story: story["name"])
def test_a_story_of_a_school(story: Json) -> None:
    school = School(unb64u(story["school"]), None if story["pinned"] is None else unb64u(story["pinned"]))
    for text, now, code in story["entries"]:
        entry = parse_school(unb64u(text))
        assert wire(school_log.judge(school, entry, now=now)) == code
        if code is None:
            school_log.append(school, entry)
    assert roster(school) == story["ends"]


class Told:
    """A server and a reader who go through a story."""

    def __init__(self, story: Json) -> None:
        self.school = School(unb64u(VECTORS["id"]))
        for text in VECTORS["people"]:
            self.hear(text)
        self.entries = [parse(unb64u(text)) for text in story["entries"]]
        self.server = VaultLog(self.school.id, unb64u(story["vault"]))
        self.reader = VaultLog(self.school.id, unb64u(story["vault"]))

    def hear(self, text: str) -> None:
        entry = parse_school(unb64u(text))
        assert school_log.judge(self.school, entry) is None
        school_log.append(self.school, entry)

    def push(self, step: Json) -> list[str | None]:
        entries = [self.entries[place] for place in step["entries"]]
        before = self.server.stored()
        verdict = judge_batch(self.server, self.school, entries, now=step["now"], restoring=step["restoring"])
        assert self.server.stored() == before
        if verdict.taken:
            # As a server keeps it between two requests.
            self.server = restore(verdict.vault.stored())
        return [wire(code) for code in verdict.codes]

    def read(self, entry: Entry) -> str | None:
        code = judge(self.reader, self.school, entry, at_server=False)
        append(self.reader, entry) if code is None else set_aside(self.reader, entry, code)
        return wire(code)


@pytest.mark.parametrize("story", VECTORS["vaults"], ids=lambda story: story["name"])
def test_a_story_of_a_vault(story: Json) -> None:
    told = Told(story)
    for number, step in enumerate(story["steps"]):
        match step["do"]:
            case "school":
                told.hear(step["entry"])
            case "push":
                assert told.push(step) == step["codes"], number
            case "read":
                assert [told.read(told.entries[place]) for place in step["entries"]] == step["codes"], number
            case "judge":
                found = judge(told.reader, told.school, told.entries[step["entry"]], at_server=False)
                assert wire(found) == step["code"], number
    assert summary(told.server, told.school) == story["server"]
    assert summary(told.reader, told.school) == story["reader"]


@pytest.mark.parametrize("story", VECTORS["vaults"], ids=lambda story: story["name"])
def test_signatures_may_be_checked_beforehand(story: Json) -> None:
    """Then everything else is judged as before."""
    told = Told(story)
    for step in story["steps"]:
        if step["do"] == "school":
            told.hear(step["entry"])
        elif step["do"] == "push":
            entries = [told.entries[place] for place in step["entries"]]
            verdict = judge_batch(told.server, told.school, entries, now=step["now"], restoring=step["restoring"],
                                  signatures_checked=True)  # fmt: skip
            codes = [wire(code) for code in verdict.codes]
            if "bad_signature" not in step["codes"]:
                assert codes == step["codes"]
            if not any(step["codes"]):
                told.server = verdict.vault
