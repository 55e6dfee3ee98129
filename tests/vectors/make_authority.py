"""Writes tests/vectors/authority.json: the table of authority, and stories of a school's and a vault's log.

    python -m tests.vectors.make_authority [--check]

Every entry stands with the answer that it must get; the answers are written by hand in `stories_of_*.py`. What the logs
amount to in the end is Python's word.
"""

from __future__ import annotations

from typing import Any

from schemas.authority import ACTS, KINDS, ROLES, may
from sync.encoding import b64u
from tests.vectors import stories_of_keys, stories_of_school, stories_of_vaults, telling
from tests.vectors.vector_file import write_or_check

STANDINGS = ("creator", "member", "manager", "everybody", "nobody")


def table() -> list[Any]:
    """[kind, standing, role, the acts that are allowed], unknown kinds, standings and roles among them."""
    return [
        [kind, standing, role, [act for act in (*ACTS, "erase") if may(kind, standing, {role}, act)]]
        for kind in (*KINDS, "group")
        for standing in STANDINGS
        for role in (*ROLES, "caretaker")
    ]


def content() -> dict[str, Any]:
    """What the file says."""
    people = telling.People()
    about = (
        "`table`: [kind, standing, role, acts allowed]. `school`: [entry, the server's clock or null, code or null]; an "
        "entry without a code is appended. `vaults`: behind the school log `people`, `school` entries are appended, a "
        "`push` is a batch at the server, taken if no entry has a code; a `read` is what a reader is sent, who steps over "
        "what has a code; `judge` is what the reader would say of an entry; all name places in `entries`. `server` and "
        "`reader` are their logs in the end."
    )
    return {
        "about": about,
        "table": table(),
        "school": [stories_of_school.told(story) for story in stories_of_school.STORIES],
        "id": b64u(people.school.id),
        "people": [telling.spelled(entry) for entry in people.entries],
        "vaults": [telling.told(story) for story in stories_of_vaults.STORIES + stories_of_keys.STORIES],
    }


if __name__ == "__main__":
    raise SystemExit(write_or_check(__file__, "authority.json", content()))
