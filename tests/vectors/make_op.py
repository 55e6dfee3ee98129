"""Writes tests/vectors/op.json: texts of an op's body, and whether a reader takes them.

    python -m tests.vectors.make_op [--check]

Written by hand. What one language takes and the other refuses would part replicas for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.vectors.make_merge import NOTE, ROW, A, B, R
from tests.vectors.vector_file import write_or_check

Json = Any
AT = "2026-11-23T09:15:02.123+00:00"
TIME = 1795425302123


def text(*changes: Json, **members: Json) -> str:
    body = {"at": AT, "drift": None, "catalogue": 1, "changes": list(changes), **members}
    return json.dumps({name: value for name, value in body.items() if value != "left out"}, ensure_ascii=False)


def raw(value: str) -> str:
    """A body whose one value is spelled `value`."""
    return text([NOTE, "@", []]).replace('"@"', value)


def more(value: str) -> str:
    """A body with a member that nobody declared, spelled `value`."""
    return f'{text()[:-1]}, "later": {value}}}'


def good() -> Iterator[Json]:
    def case(name: str, body: str, time: int, *changes: Json) -> Json:
        return {"name": name, "hex": body.encode().hex(), "time": time, "changes": list(changes)}

    yield case("nothing changed", text(), TIME)
    yield case("a drift is added", text(drift=-120), TIME - 120)
    yield case("a zone is an instant", text(at="2026-11-23T14:45:02.123+05:30"), TIME)
    yield case("a field", text([NOTE, "yes", []]), TIME, [NOTE, "yes", []])
    yield case("a field of a row, over two dots", text([f"{R}/targets/{ROW}/_order", "V", [[A, 1, 0], [B, 12, 3]]]),
               TIME, [f"{R}/targets/{ROW}/_order", "V", [[A, 1, 0], [B, 12, 3]]])  # fmt: skip
    yield case("a mark of a list", text([f"{R}/ticks/{ROW}", ["on_task", 1, 2, 3, None], []]),
               TIME, [f"{R}/ticks/{ROW}", ["on_task", 1, 2, 3, None], []])  # fmt: skip
    yield case("a flat array", raw('[true, null, -3, "x"]'), TIME, [NOTE, [True, None, -3, "x"], []])
    yield case("the greatest integers", raw("[9007199254740991, -9007199254740991]"), TIME,
               [NOTE, [2**53 - 1, 1 - 2**53], []])  # fmt: skip
    yield case("a number is its value", raw("[1.0, 1e3, -0, -0.0, 9007199254740991.4]"), TIME,
               [NOTE, [1, 1000, 0, 0, 2**53 - 1], []])  # fmt: skip
    yield case("a pair of surrogates spelled out", raw('"\\ud83d\\ude00"'), TIME, [NOTE, "\U0001f600", []])
    yield case("unknown members", text(later={"a": [1.5, {"b": [None]}]}, __proto__=1), TIME)
    yield case("an unknown member as deep as may be", more("[" * 31 + "]" * 31), TIME)
    yield case("a member given twice: the last", text()[:-1] + ', "drift": 7}', TIME + 7)


def bad() -> Iterator[Json]:
    def case(name: str, body: str | bytes) -> Json:
        return {"name": name, "hex": (body.encode() if isinstance(body, str) else body).hex()}

    yield case("nothing", "")
    yield case("not JSON", "{")
    yield case("something behind it", text() + "x")
    yield case("not an object", "[]")
    yield case("null", "null")
    yield case("not UTF-8", raw('"@@"').encode().replace(b"@@", b"\xff\xfe"))
    yield case("a byte order mark", b"\xef\xbb\xbf" + text().encode())
    yield case("UTF-16", text().encode("utf-16"))
    yield case("a control character in text", raw('"a\nb"'))
    yield case("an unknown member that lies too deep", more("[" * 32 + "]" * 32))
    yield case("an unknown member as deep as no parser has to go", more("[" * 2000 + "]" * 2000))
    for name in ("at", "drift", "catalogue", "changes"):
        yield case(f"no {name}", text(**{name: "left out"}))
    for wrong in INSTANTS:
        yield case(f"at is {wrong!r}", text(at=wrong))
    for name, wrong in MEMBERS:
        yield case(f"{name} is {wrong!r}", text(**{name: wrong}))
    for spelled in VALUES:
        yield case(f"the value {spelled}", raw(spelled))
    for path in PATHS:
        yield case(f"the path {path!r}", text([path, "x", []]))
    for change in CHANGES:
        yield case(f"the change {change!r}", text(change))
    for dot in DOTS:
        yield case(f"the dot {dot!r}", text([NOTE, "x", [dot]]))


INSTANTS: list[Json] = [
    "2026-11-23", "2026-11-23T09:15:02+00:00", "2026-11-23T09:15:02.123", "2026-11-23T09:15:02.123Z",
    "2026-11-23 09:15:02.123+00:00", "2026-02-30T09:15:02.123+00:00", "2026-11-23T24:15:02.123+00:00",
    "2026-11-23T09:15:02.123+0000", "2026-11-23T09:15:02.123456+00:00", "", 1795425302123, None,
]  # fmt: skip
MEMBERS: list[tuple[str, Json]] = [
    ("drift", "1"), ("drift", 1.5), ("drift", 2**53), ("drift", 2**53 - 1), ("drift", True),
    ("catalogue", 0), ("catalogue", "1"), ("catalogue", None), ("catalogue", True), ("changes", {}), ("changes", None),
]  # fmt: skip
VALUES = [
    "1.5", "1e400", "NaN", "Infinity", "9007199254740992", "-9007199254740992", "{}", '{"a": 1}', "[[1]]",
    "[{}]", "[1.5]", '"\\ud800"', '"\\udc00x"', '["\\ude00\\ud83d"]', "undefined", "01", "'x'",
]  # fmt: skip
PATHS: list[Json] = [
    "note", f"{R}", f"{R}/", f"{R}/Note", f"{R}/no te", f"{R}/1note", f"{R}/note/", f"/{R}/note",
    f"{R}/targets/row", f"{R}/targets/{ROW}/", f"{R}/targets/{ROW}/text/more", f"{R}/targets/row/text",
    f"{R[:-1]}/note", f"{R}A/note", f"{R[:-1]}B/note", f"{R[:-1]}=/note", f"{R}/note\n", f"{R}/nöte", "../note", "", 1, None,
]  # fmt: skip
CHANGES: list[Json] = [
    [NOTE, "x"], [NOTE, "x", [], 1], {"path": NOTE}, NOTE, [NOTE, "x", None], [NOTE, "x", {}],
]  # fmt: skip
DOTS: list[Json] = [
    [A, 1], [A, 1, 0, 0], [A, 0, 0], [A, 1, -1], [A, "1", 0], [A, 1.5, 0], [A, 1, 2**53], ["a", 1, 0], [A, True, 0],
    {}, None, A,
]  # fmt: skip


def content() -> dict[str, Json]:
    """What the file says."""
    about = (
        "Bodies of ops as bytes in hex. `good` ones are read, with the corrected time and the changes; "
        "`bad` ones are malformed."
    )
    return {"about": about, "good": list(good()), "bad": list(bad())}


if __name__ == "__main__":
    raise SystemExit(write_or_check(__file__, "op.json", content()))
