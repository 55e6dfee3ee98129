"""Writes tests/vectors/merge.json: entries, and the state that any order of them must lead to.

    python -m tests.vectors.make_merge [--check]

The expected state is not taken from `sync.merge`: it is worked out below from the definition (what no applied change
has named stands), over the whole set at once.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.vectors.vector_file import write_or_check

Json = Any
Entry = list[Json]


def made_id(name: str) -> str:
    """An id that is the same in every run."""
    return urlsafe_b64encode(hashlib.sha256(name.encode()).digest()[:16]).rstrip(b"=").decode()


A, B, C, TICKET = map(made_id, ("tablet a", "tablet b", "tablet c", "ticket"))
R, S = map(made_id, ("record r", "record s"))
ROW, ROW2 = map(made_id, ("row 1", "row 2"))
NOTE, DONE, PLACE = f"{R}/note", f"{R}/done", f"{R}/place"


def change(path: str, value: Json, *over: list[Json]) -> Json:
    return [path, value, list(over)]


def op(device: str, counter: int, *changes: Json, at: str = "2026-11-23T09:00:00.000+00:00", **more: Json) -> Entry:
    """An entry that is an op; `more` may set drift, catalogue and members unknown today."""
    return [device, counter, {"at": at, "drift": None, "catalogue": 1, "changes": list(changes), **more}]


def other(device: str, counter: int) -> Entry:
    """An entry of another kind: void, membership, epoch."""
    return [device, counter, None]


def at(clock: str) -> str:
    return f"2026-11-23T{clock}:00.000+00:00"


# The oracle ----------------------------------------------------------------------------------------------


def milliseconds(body: Json) -> int:
    moment = datetime.fromisoformat(body["at"])
    return round(moment.timestamp() * 1000) + (body["drift"] or 0)


def namings(entries: list[Entry]) -> Iterator[tuple[str, tuple[Json, ...]]]:
    """Each (path, dot) that a change names, its own op's later changes left out: they did not exist for it."""
    for device, counter, body in entries:
        for index, (path, _, over) in enumerate(body["changes"] if body else ()):
            for dot in map(tuple, over):
                if dot[:2] != (device, counter) or dot[2] < index:
                    yield path, dot


def reached(applied: set[tuple[str, int]], device: str) -> int:
    counter = 0
    while (device, counter + 1) in applied:
        counter += 1
    return counter


def expected_state(given: list[Entry]) -> Json:
    entries = list({(entry[0], entry[1]): entry for entry in reversed(given)}.values())
    applied = {(device, counter) for device, counter, _ in entries}
    named = set(namings(entries))
    leaves: dict[str, list[Json]] = {}
    for device, counter, body in entries:
        for index, (path, value, _) in enumerate(body["changes"] if body else ()):
            if (path, (device, counter, index)) not in named:
                leaves.setdefault(path, []).append([device, counter, index, value, milliseconds(body)])
    awaited: dict[str, list[Json]] = {}
    for path, dot in named:
        if dot[:2] not in applied:
            awaited.setdefault(path, []).append(list(dot))
    vector = {device: reached(applied, device) for device, _ in applied}
    ahead = {device: sorted(c for d, c in applied if d == device and c > vector[device]) for device in vector}
    return {
        "ahead": {device: counters for device, counters in ahead.items() if counters},
        "awaited": {path: sorted(dots) for path, dots in awaited.items()},
        "leaves": {path: sorted(leaf, key=lambda found: found[:3]) for path, leaf in leaves.items()},
        "vector": {device: counter for device, counter in vector.items() if counter},
    }


def case(name: str, *entries: Entry) -> Json:
    state = expected_state(list(entries))
    versions = {
        path: [found[3] for found in sorted(leaf, key=lambda found: (found[4], found[:3]))]
        for path, leaf in state["leaves"].items()
    }
    text = json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {"name": name, "entries": list(entries), "versions": versions, "state": text}


# The cases -----------------------------------------------------------------------------------------------


def plain() -> Iterator[Json]:
    yield case("nothing was written")
    yield case("one value", op(A, 1, change(NOTE, "Came in late.")))
    yield case("every kind of value", op(A, 1, *(
        change(f"{R}/value_{number}", value)
        for number, value in enumerate(
            [None, True, False, 0, -7, 2**53 - 1, -(2**53) + 1, "", "Zoë said „no“ 👍", 'a "b" \\ \n \t \x01 \x7f \u2028',
             [], [1, "two", None, True]])
    )))  # fmt: skip
    yield case("an entry of another kind takes its counter and no more", op(A, 1, change(NOTE, "one")), other(A, 2))
    yield case("a save that changes nothing takes its counter", op(A, 1))
    yield case("a row of a list", op(A, 1, change(f"{R}/targets/{ROW}/text", "Starts a task within two minutes"),
                                     change(f"{R}/targets/{ROW}/_order", "V")))  # fmt: skip
    yield case("two records apart", op(A, 1, change(NOTE, "one"), change(f"{S}/note", "two")))
    yield case("members that are unknown today change nothing",
               op(A, 1, change(NOTE, "one"), later={"nested": [1.5, {"deep": None}]}))  # fmt: skip
    yield case("a drop stands under its ticket", op(TICKET, 1, change(f"{R}/item_1", 7)))


def replacing() -> Iterator[Json]:
    yield case("a later value of the same hand replaces", op(A, 1, change(NOTE, "one")),
               op(A, 2, change(NOTE, "two", [A, 1, 0])))  # fmt: skip
    yield case("another hand replaces what it has seen", op(A, 1, change(NOTE, "one")),
               op(B, 1, change(NOTE, "two", [A, 1, 0])))  # fmt: skip
    yield case("writing without naming leaves both", op(A, 1, change(NOTE, "one")), op(A, 2, change(NOTE, "two")))
    yield case("undo is a change that writes the former value", op(A, 1, change(DONE, "no")),
               op(A, 2, change(DONE, "yes", [A, 1, 0])), op(A, 3, change(DONE, "no", [A, 2, 0])))  # fmt: skip
    yield case("empty is a value, not an absence", op(A, 1, change(NOTE, "one")),
               op(A, 2, change(NOTE, None, [A, 1, 0])))  # fmt: skip
    yield case("a dot named on another path replaces nothing", op(A, 1, change(NOTE, "one")),
               op(B, 1, change(PLACE, "hall", [A, 1, 0])))  # fmt: skip
    yield case("a dot whose index does not exist replaces nothing", op(A, 1, change(NOTE, "one")),
               op(B, 1, change(NOTE, "two", [A, 1, 5])))  # fmt: skip
    yield case("one path twice in an op: both stand", op(A, 1, change(NOTE, "one"), change(NOTE, "two")))
    yield case("one path twice in an op: the second names the first",
               op(A, 1, change(NOTE, "one"), change(NOTE, "two", [A, 1, 0])))  # fmt: skip
    yield case("a change names itself or what follows in its op: ignored",
               op(A, 1, change(NOTE, "one", [A, 1, 0], [A, 1, 1]), change(NOTE, "two")))  # fmt: skip
    yield case("a dot named twice", op(A, 1, change(NOTE, "one")), op(B, 1, change(NOTE, "two", [A, 1, 0], [A, 1, 0])))


def concurrent() -> Iterator[Json]:
    first = op(A, 1, change(NOTE, "first"))
    left, right = op(A, 2, change(NOTE, "left", [A, 1, 0])), op(B, 1, change(NOTE, "right", [A, 1, 0]))
    yield case("two hands at once: a narrative keeps both", first, left, right)
    yield case("two hands at once, then one chooses", first, left, right,
               op(B, 2, change(NOTE, "left and right", [A, 2, 0], [B, 1, 0])))  # fmt: skip
    yield case("two hands at once, one of the versions is edited further", first, left, right,
               op(B, 2, change(NOTE, "right, longer", [B, 1, 0])))  # fmt: skip
    yield case("two choose at once: both choices stand", first, left, right,
               op(A, 3, change(NOTE, "A's choice", [A, 2, 0], [B, 1, 0])),
               op(B, 2, change(NOTE, "B's choice", [A, 2, 0], [B, 1, 0])))  # fmt: skip
    yield case("three hands at once", op(A, 1, change(NOTE, "a")), op(B, 1, change(NOTE, "b")),
               op(C, 1, change(NOTE, "c")))  # fmt: skip
    yield case("the same value by two hands stands twice", op(A, 1, change(NOTE, "same")),
               op(B, 1, change(NOTE, "same")))  # fmt: skip
    yield case("a chain across three hands", op(A, 1, change(NOTE, "a")), op(B, 1, change(NOTE, "b", [A, 1, 0])),
               op(C, 1, change(NOTE, "c", [B, 1, 0])))  # fmt: skip
    yield case("each names the other, which honest hands cannot", op(A, 1, change(NOTE, "a", [B, 1, 0])),
               op(B, 1, change(NOTE, "b", [A, 1, 0])))  # fmt: skip


def shown() -> Iterator[Json]:
    yield case("the later time is shown", op(A, 1, change(DONE, "early"), at=at("09:00")),
               op(B, 1, change(DONE, "late"), at=at("10:00")))  # fmt: skip
    yield case("the clock is corrected by the drift",
               op(A, 1, change(DONE, "clock an hour fast"), at=at("10:30"), drift=-3_600_000),
               op(B, 1, change(DONE, "right clock"), at=at("10:00"), drift=0))  # fmt: skip
    yield case("zones are instants", op(A, 1, change(DONE, "ten in Vienna"), at="2026-11-23T10:00:00.000+01:00"),
               op(B, 1, change(DONE, "half past nine in London"), at=at("09:30")))  # fmt: skip
    yield case("equal times: the greater device", op(A, 1, change(DONE, "a")), op(B, 1, change(DONE, "b")),
               op(C, 1, change(DONE, "c")))  # fmt: skip
    yield case("equal times and device: the greater counter, as a number",
               *(op(A, counter, change(DONE, counter)) for counter in (9, 10, 2)))  # fmt: skip
    yield case("equal times, device and counter: the greater index",
               op(A, 1, *(change(DONE, number) for number in range(11))))  # fmt: skip
    yield case("a clock a year ahead is shown first and harms nothing else",
               op(A, 1, change(DONE, "from the future"), at="2027-11-23T09:00:00.000+00:00"),
               op(B, 1, change(DONE, "now", [A, 1, 0]), at=at("09:05")))  # fmt: skip
    yield case("a time before 1970", op(A, 1, change(DONE, "old"), at="1969-12-31T23:59:59.999+00:00"),
               op(B, 1, change(DONE, "older"), at="1969-12-31T23:59:59.998+00:00"))  # fmt: skip


def awaited() -> Iterator[Json]:
    yield case("the replacement came first", op(B, 1, change(NOTE, "two", [A, 1, 0])))
    yield case("the replacement came first, then the replaced", op(B, 1, change(NOTE, "two", [A, 1, 0])),
               op(A, 1, change(NOTE, "one")))  # fmt: skip
    yield case("awaited, and the op comes without that change", op(B, 1, change(NOTE, "two", [A, 1, 3])),
               op(A, 1, change(NOTE, "one")))  # fmt: skip
    yield case("awaited on one path, and the op changes another", op(B, 1, change(PLACE, "hall", [A, 1, 0])),
               op(A, 1, change(NOTE, "one")))  # fmt: skip
    yield case("awaited, and the counter was taken by a void", op(B, 1, change(NOTE, "two", [A, 1, 0])), other(A, 1))
    yield case("a replaced change still replaces", op(C, 1, change(NOTE, "three", [B, 1, 0])),
               op(A, 1, change(NOTE, "one")), op(B, 1, change(NOTE, "two", [A, 1, 0])))  # fmt: skip
    yield case("two await the same", op(B, 1, change(NOTE, "b", [A, 2, 1])), op(C, 1, change(NOTE, "c", [A, 2, 1])))
    yield case("several awaited of several ops", op(B, 1, change(NOTE, "b", [A, 2, 1], [A, 10, 0], [A, 9, 0], [C, 4, 2]),
                                                    change(PLACE, "hall", [A, 2, 0])))  # fmt: skip
    yield case("a path whose every value is replaced by what replaces itself elsewhere",
               op(A, 1, change(NOTE, "a", [B, 1, 0]), change(PLACE, "p")), op(B, 1, change(NOTE, "b", [A, 1, 0])))  # fmt: skip


def counters() -> Iterator[Json]:
    yield case("a gap: ahead of the vector", op(A, 2, change(NOTE, "two")), op(A, 4, change(PLACE, "hall")))
    yield case("the gap is filled", op(A, 2, change(NOTE, "two", [A, 1, 0])), op(A, 4), other(A, 3),
               op(A, 1, change(NOTE, "one")))  # fmt: skip
    yield case("part of the gap is filled", op(A, 5), op(A, 2), op(A, 3), op(A, 1))
    yield case("the same entry twice", op(A, 1, change(NOTE, "one")), op(A, 1, change(NOTE, "one")))
    yield case("the same entry twice, ahead of the vector", op(A, 3, change(NOTE, "x")), op(A, 3, change(NOTE, "x")))
    yield case("a replaced entry comes again", op(A, 1, change(NOTE, "one")), op(A, 2, change(NOTE, "two", [A, 1, 0])),
               op(A, 1, change(NOTE, "one")))  # fmt: skip


def deleting() -> Iterator[Json]:
    kept = op(A, 1, change(NOTE, "one"), change(PLACE, "hall"))
    deleted = op(B, 1, change(f"{R}/_deleted", [True, A, 1]))
    yield case("deleted", kept, deleted)
    yield case("deleted, while another changed it", kept, deleted, op(A, 2, change(NOTE, "two", [A, 1, 0])))
    yield case("deleted twice at once", kept, deleted, op(C, 1, change(f"{R}/_deleted", [True, A, 1])))
    yield case("deleted and brought back", kept, deleted, op(A, 2, change(f"{R}/_deleted", None, [B, 1, 0])))


def content() -> dict[str, Json]:
    """What the file says."""
    groups = (plain, replacing, concurrent, shown, awaited, counters, deleting)
    cases = [found for group in groups for found in group()]
    about = (
        "Entries are [device, counter, body of the op or null]. Applied in any order they lead to `state`, the "
        "canonical JSON as text; `versions` lists each path's standing values, the one to show last."
    )
    return {"about": about, "cases": cases}


if __name__ == "__main__":
    raise SystemExit(write_or_check(__file__, "merge.json", content()))
