"""Writes tests/vectors/records.json: entries, what a person sees of the record, and what a save has to say.

    python -m tests.vectors.make_records [--check]

The answers are those of `sync.records`; what is right is said in `tests/sync/test_records.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sync.merge import Standing, State, apply
from sync.op import Change, Dot, parse_body, to_value
from sync.records import (
    Deletion,
    Field,
    Row,
    delete_changes,
    order_between,
    restore_changes,
    set_changes,
    taken_in,
    view,
)
from tests.vectors.make_merge import DONE, NOTE, PLACE, ROW, ROW2, A, B, C, Entry, R, at, change, made_id, op
from tests.vectors.vector_file import write_or_check

Json = Any
ROW3 = made_id("row 3")
T1, T2, T3 = (f"{R}/targets/{row}" for row in (ROW, ROW2, ROW3))
GONE = f"{R}/_deleted"


def merged(entries: Sequence[Entry]) -> State:
    """The state of the entries."""
    state = State()
    for device, counter, body in entries:
        apply(state, device, counter, None if body is None else parse_body(json.dumps(body).encode()))
    return state


# How a view is spelled ------------------------------------------------------------------------------------


def spelled_field(field: Field) -> Json:
    return [spelled_standing(standing) for standing in field.versions]


def spelled_standing(standing: Standing) -> Json:
    value = list(standing.value) if isinstance(standing.value, tuple) else standing.value
    return [*standing.dot, value, standing.time]


def spelled_deletion(deletion: Deletion | None) -> Json:
    if deletion is None:
        return None
    return {"by": spelled_dots(deletion.by), "changed": spelled_dots(deletion.changed), "agreed": deletion.agreed}


def spelled_dots(dots: Sequence[Dot]) -> Json:
    return [list(dot) for dot in dots]


def spelled_row(row: Row) -> Json:
    fields = {name: spelled_field(field) for name, field in sorted(row.fields.items())}
    return {"id": row.id, "order": row.order, "fields": fields, "deletion": spelled_deletion(row.deletion)}


def spelled_view(entries: Sequence[Entry], record: str) -> Json:
    found = view(merged(entries), record)
    if found is None:
        return None
    return {
        "form": found.form,
        "fields": {name: spelled_field(field) for name, field in sorted(found.fields.items())},
        "rows": {name: [spelled_row(row) for row in rows] for name, rows in sorted(found.rows.items())},
        "marks": {
            name: {mark: spelled_field(field) for mark, field in sorted(by_id.items())}
            for name, by_id in sorted(found.marks.items())
        },
        "deletion": spelled_deletion(found.deletion),
    }


def spelled_changes(changes: Sequence[Change]) -> Json:
    return [
        [made.path, list(made.value) if isinstance(made.value, tuple) else made.value, spelled_dots(made.over)]
        for made in changes
    ]


# Views ----------------------------------------------------------------------------------------------------

BASE = op(A, 1, change(f"{R}/_form", "session"), change(f"{R}/_version", 1), change(NOTE, "Came in late."))
ROWS = op(A, 2, change(f"{T1}/text", "first"), change(f"{T1}/_order", "V"), change(f"{T2}/text", "second"),
          change(f"{T2}/_order", "W"), change(f"{T3}/text", "without a place"))  # fmt: skip
LEFT, RIGHT = op(A, 2, change(NOTE, "left", [A, 1, 2])), op(B, 1, change(NOTE, "right", [A, 1, 2]), at=at("10:00"))
DELETED = op(B, 1, change(GONE, [True, A, 1]))
ROW_DELETED = op(B, 1, change(f"{T1}/_deleted", [True, A, 2]))


def views() -> Iterator[Json]:
    def case(name: str, *entries: Entry, record: str = R) -> Json:
        return {"name": name, "entries": list(entries), "record": record, "view": spelled_view(entries, record)}

    yield case("nothing of it has arrived", record=R)
    yield case("another record", BASE, record=made_id("record s"))
    yield case("a record", BASE)
    yield case("without a form yet", op(A, 1, change(NOTE, "x")))
    yield case("a form that is no text", op(A, 1, change(f"{R}/_form", 7)))
    yield case("two versions of a narrative, the later one last", BASE, LEFT, RIGHT)
    yield case("rows in their order, that without a place first", BASE, ROWS)
    yield case("marks, one struck by another", BASE, op(A, 2, change(f"{R}/ticks/{ROW}", ["on_task", 1, 2, 3, None]),
               change(f"{R}/ticks/{ROW2}", ["other", 1, 2, 4, None])),
               op(B, 1, change(f"{R}/ticks/{ROW}", ["on_task", 1, 2, 3, 9], [A, 2, 0])))  # fmt: skip
    yield case("two rows in one place stand by id", BASE, ROWS, op(B, 1, change(f"{T2}/_order", "V", [A, 2, 3])))
    yield case("a place that cannot be read is none", BASE, ROWS, op(B, 1, change(f"{T2}/_order", "V0", [A, 2, 3])))
    yield case("deleted", BASE, DELETED)
    yield case("deleted by one, changed by another", BASE, DELETED, op(A, 2, change(DONE, "yes")))
    yield case("deleted by one, a row added by another", BASE, DELETED, op(C, 1, change(f"{T1}/text", "new")))
    yield case("deleted by two, who between them saw everything", BASE, op(C, 1, change(PLACE, "hall")),
               op(B, 1, change(GONE, [True, A, 1])), op(A, 2, change(GONE, [True, A, 1, C, 1])))  # fmt: skip
    yield case("deleted by two at once, changed by a third", BASE, DELETED, op(A, 2, change(GONE, [True, A, 1])),
               op(C, 1, change(PLACE, "hall")))  # fmt: skip
    yield case("deleted in the same save that changed it", BASE,
               op(B, 1, change(DONE, "no"), change(GONE, [True, A, 1])))  # fmt: skip
    yield case("the deleter's own earlier changes were seen, named or not", BASE, op(B, 1, change(DONE, "no")),
               op(B, 2, change(GONE, [True, A, 1])))  # fmt: skip
    yield case("deleted by another in the author's stead, who had not seen what it stands under wrote", BASE,
               op(C, 1, change(PLACE, "hall")), op(C, 2, change(GONE, [True, A, 1, B, 3, B])))  # fmt: skip
    yield case("deleted by another in the author's stead, who had seen what it stands under wrote", BASE,
               op(C, 1, change(PLACE, "hall")), op(C, 2, change(GONE, [True, A, 1, B, 3, C, 1, B])))  # fmt: skip
    yield case("deleted by another in the author's stead, in the same save that changed it", BASE,
               op(C, 1, change(PLACE, "hall"), change(GONE, [True, A, 1, B, 3, B])))  # fmt: skip
    yield case("brought back", BASE, DELETED, op(A, 2, change(GONE, None, [B, 1, 0])))
    yield case("brought back by one, deleted again by another", BASE, DELETED,
               op(A, 2, change(GONE, None, [B, 1, 0])), op(C, 1, change(GONE, [True, A, 1, B, 1], [B, 1, 0])))  # fmt: skip
    yield case("a mark of deletion that says nothing", BASE, op(B, 1, change(GONE, True)))
    yield case("a mark of deletion with odd ends", BASE, op(B, 1, change(GONE, [True, A, "1", 3, A])))
    yield case("a row deleted", BASE, ROWS, ROW_DELETED)
    yield case("a row deleted by one, changed by another", BASE, ROWS, ROW_DELETED,
               op(C, 1, change(f"{T1}/text", "longer", [A, 2, 0])))  # fmt: skip
    yield case("a row deleted by one, another row changed", BASE, ROWS, ROW_DELETED,
               op(C, 1, change(f"{T2}/text", "longer", [A, 2, 2])))  # fmt: skip
    yield case("a record deleted while a row was deleted by another", BASE, ROWS,
               op(C, 1, change(GONE, [True, A, 2])), ROW_DELETED)  # fmt: skip


# Changes --------------------------------------------------------------------------------------------------


def changes() -> Iterator[Json]:
    def setting(name: str, entries: list[Entry], values: dict[str, Json], seen: dict[str, Json] | None = None) -> Json:
        dots = None if seen is None else {path: [Dot(*dot) for dot in found] for path, found in seen.items()}
        made = set_changes(merged(entries), R, values, dots)
        return {"name": name, "entries": entries, "record": R, "do": "set", "values": values, "seen": seen,
                "changes": spelled_changes(made)}  # fmt: skip

    def marking(name: str, do: str, entries: list[Entry], row: str | None = None) -> Json:
        mark = delete_changes if do == "delete" else restore_changes
        made = mark(merged(entries), R, row)
        return {"name": name, "entries": entries, "record": R, "do": do, "row": row, "changes": spelled_changes(made)}

    yield setting("a new record", [], {"_form": "session", "note": "x"})
    yield setting("a field that stands", [BASE], {"note": "y"})
    yield setting("the same value makes no change", [BASE], {"note": "Came in late.", "_version": 1})
    yield setting("one and true differ", [BASE], {"_version": True})
    yield setting("an empty value where nothing stands makes no change", [BASE], {"place": None})
    yield setting("an empty value where something stands", [BASE], {"note": None})
    yield setting("both versions are settled by one value", [BASE, LEFT, RIGHT], {"note": "both"})
    yield setting("one of the versions is chosen", [BASE, LEFT, RIGHT], {"note": "left"})
    yield setting("only what was seen is replaced", [BASE, LEFT, RIGHT], {"note": "x"}, {"note": [[A, 2, 0]]})
    yield setting("nothing of it was seen", [BASE], {"note": "x"}, {"note": []})
    yield setting("seen names other paths only", [BASE], {"note": "x"}, {"place": []})
    yield setting("a row", [BASE, ROWS], {f"targets/{ROW}/text": "longer", f"targets/{ROW}/_order": "X"})
    yield setting("an array", [BASE], {"ways": ["a", None, 1]})
    yield marking("delete a record", "delete", [BASE, ROWS, op(B, 3, change(NOTE, "x", [A, 1, 2]))])
    yield marking("delete what is deleted and changed", "delete", [BASE, DELETED, op(A, 2, change(DONE, "yes"))])
    yield marking("delete a row", "delete", [BASE, ROWS], f"targets/{ROW}")
    yield marking("delete what has not arrived", "delete", [])
    yield marking("bring back", "restore", [BASE, DELETED])
    yield marking("bring back what two deleted", "restore", [BASE, DELETED, op(C, 1, change(GONE, [True, A, 1]))])
    yield marking("bring back what is not deleted", "restore", [BASE])
    yield marking("bring back a row", "restore", [BASE, ROWS, ROW_DELETED], f"targets/{ROW}")


def takings() -> Iterator[Json]:
    def taking(name: str, entries: list[Entry], spelled: list[Json], places: list[Json]) -> Json:
        path, value, over = spelled
        given = Change(path, to_value(value), tuple(Dot(*dot) for dot in over))
        made = taken_in(merged(entries), given, (B, 5), {tuple(of): tuple(at) for of, at in places})
        return {"name": name, "entries": entries, "record": R, "do": "take", "change": spelled, "author": [B, 5],
                "places": places, "changes": spelled_changes([made])}  # fmt: skip

    of_author, before, after = (
        op(C, 2, change(DONE, "no")),
        op(C, 1, change(PLACE, "hall")),
        op(C, 3, change(NOTE, "x")),
    )
    yield taking("take in a value", [BASE], [NOTE, "y", [[A, 1, 2], [B, 4, 0]]], [[[B, 4], [C, 2]]])
    yield taking("take in a bringing back", [BASE], [GONE, None, [[B, 4, 0]]], [[[B, 4], [C, 2]]])
    yield taking("take in a deletion", [BASE], [GONE, [True, A, 1], []], [])
    yield taking("take in a deletion that followed what was taken in before", [BASE, of_author],
                 [GONE, [True, A, 1, B, 4], []], [[[B, 4], [C, 2]]])  # fmt: skip
    yield taking("take in a deletion whose author had not seen what was written before that was taken in",
                 [BASE, before, of_author], [GONE, [True, A, 1, B, 4], []], [[[B, 4], [C, 2]]])  # fmt: skip
    yield taking("take in a deletion whose author had not seen what was written after that was taken in",
                 [BASE, of_author, after], [GONE, [True, A, 1, B, 4], []], [[[B, 4], [C, 2]]])  # fmt: skip
    yield taking("take in a deletion where a later entry of its author stands", [BASE, of_author],
                 [GONE, [True, A, 1], []], [[[B, 6], [C, 2]]])  # fmt: skip
    yield taking("take in the deletion of a row", [BASE, ROWS], [f"{T1}/_deleted", [True, A, 2], []], [])


PLACES = ["", "V", "W", "VV", "V1", "V01", "1", "01", "001", "z", "zz", "zzV", "y", "yz", "Vz", "VzV", "a", "A", "9"]
ODD_PLACES = [("V", "V"), ("W", "V"), ("0", "V"), ("V", "V0"), ("V", "Vé"), ("-", ""), ("", "0")]


def orders() -> Iterator[Json]:
    for before in PLACES:
        for after in PLACES:
            if not after or before < after:
                yield [before, after, order_between(before, after)]
    for before, after in ODD_PLACES:
        yield [before, after, None]


def content() -> dict[str, Json]:
    """What the file says."""
    about = (
        "`views`: what is seen of `record` after `entries`; a field is its standing values [device, counter, index, "
        "value, time], the one shown last. `changes`: [path, value, over] of a save; "
        "to `take` is somebody's change, saved in their stead. `orders`: [before, after, the "
        "fraction between, or null where there is none]."
    )
    return {"about": about, "views": list(views()), "changes": [*changes(), *takings()], "orders": list(orders())}


if __name__ == "__main__":
    raise SystemExit(write_or_check(__file__, "records.json", content()))
