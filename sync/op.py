"""What one save changes: the JSON inside a sealed op (`docs/protocol.md` §2).

    {"at": "2026-11-23T09:15:02.123+00:00", "drift": 120, "catalogue": 1,
     "changes": [["<record>/on_task", "yes", [["<device>", 3, 0]]]]}

The bytes are written once and kept; what is read here is never written again in their place. Ids are text (22
characters of base64url): they are compared and sorted as such.

Two readers must never differ in what they take, or replicas would part. Hence: a number is its value, not its spelling
(`1.0` is the integer 1, as in JavaScript); text with half a surrogate pair is refused, for it has no UTF-8; what nobody
declared is refused beyond a depth that every parser reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, NoReturn

from schemas.limits import MAX_LEAF_INTEGER, MAX_NESTED
from sync.encoding import Malformed, parse_instant

Scalar = None | bool | int | str
Value = Scalar | tuple[Scalar, ...]
"""What a leaf holds. An array of the JSON is a tuple here."""

_ID: Final = r"[A-Za-z0-9_-]{21}[AQgw]"
_ID_LENGTH: Final = 22
_FIELD: Final = r"[a-z_][a-z0-9_]*"
_id = re.compile(_ID)
_path = re.compile(f"{_ID}/{_FIELD}(?:/{_ID}(?:/{_FIELD})?)?")
_surrogate = re.compile("[\ud800-\udfff]")


class Dot(NamedTuple):
    """The stamp of a change: the author's device (or ticket), its counter, and the change's place in the op."""

    device: str
    counter: int
    position: int


class Change(NamedTuple):
    """Put `value` at `path`, in place of the dots `over`."""

    path: str
    value: Value
    over: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class OpBody:
    """One save. `at` is the author's clock as written, `drift` server minus author in milliseconds or None if never
    measured, `catalogue` the version of the forms; `unknown` holds what a newer client added.
    """

    at: str
    drift: int | None
    catalogue: int
    changes: tuple[Change, ...]
    unknown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def time(self) -> int:
        """The corrected time, in milliseconds since 1970 UTC. For display and to choose what is shown; never trusted."""
        return parse_instant(self.at) + (self.drift or 0)


def encode_body(body: OpBody) -> bytes:
    """The bytes to seal. Raises `Malformed` for what a reader would refuse."""
    members: dict[str, Any] = {
        "at": body.at,
        "drift": body.drift,
        "catalogue": body.catalogue,
        "changes": [[change.path, change.value, change.over] for change in body.changes],
    }
    members.update((name, value) for name, value in body.unknown.items() if name not in members)
    try:
        text = json.dumps(members, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        data = text.encode("utf-8")
    except (TypeError, ValueError) as error:
        raise Malformed("an op's body holds what JSON cannot say") from error
    parse_body(data)
    return data


def parse_body(data: bytes) -> OpBody:
    """Read an op's JSON. Raises `Malformed`: text, members, paths, values and dots are each checked."""
    members = parse_object(data)
    at, drift, catalogue, changes = (members.pop(name, _MISSING) for name in ("at", "drift", "catalogue", "changes"))
    if not isinstance(at, str):
        raise Malformed("an op's `at` must be an instant")
    if drift is not None:
        drift = _integer(drift, "drift", -MAX_LEAF_INTEGER)
    if not isinstance(changes, list):
        raise Malformed("an op's `changes` must be a list")
    if _is_deeper(members, MAX_NESTED):
        raise Malformed("what an op says more lies too deep")
    body = OpBody(at, drift, _integer(catalogue, "catalogue", 1), tuple(map(_change, changes)), members)
    if abs(body.time) > MAX_LEAF_INTEGER:
        raise Malformed("an op's corrected time is beyond all bounds")
    return body


_MISSING: Final = object()


def parse_object(data: bytes) -> dict[str, Any]:
    """Strict JSON: UTF-8 without a byte order mark, an object, no NaN, whole numbers as `int`. Raises `Malformed`."""
    try:
        found = _STRICT.decode(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON in UTF-8") from error
    if not isinstance(found, dict):
        raise Malformed("not a JSON object")
    return found


def _is_deeper(found: object, most: int) -> bool:
    """Whether arrays and objects lie in each other more than `most` times."""
    if not isinstance(found, list | dict):
        return False
    inner = found.values() if isinstance(found, dict) else found
    return most == 0 or any(_is_deeper(each, most - 1) for each in inner)


def _whole(text: str) -> int | float:
    """A number of any length, as JavaScript reads it: Python refuses to make a whole one of some thousand digits."""
    return int(text) if len(text) <= MOST_WHOLE_DIGITS else float(text)


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number


def _no_constant(text: str) -> NoReturn:
    raise Malformed(f"{text} is not JSON")


READ_LATELY: Final = 128
"""How many clear bodies are remembered as read: an entry is judged and appended by the same bytes, with others before it."""
MOST_WHOLE_DIGITS: Final = 300
"""Well within what Python reads as a whole number and JavaScript as a number at all."""
_STRICT: Final = json.JSONDecoder(parse_int=_whole, parse_float=_number, parse_constant=_no_constant)
"""Made once: to make it takes as long as to read an entry."""


def is_id(text: object) -> bool:
    """Whether `text` is an id as it stands in JSON: 22 characters of base64url that spell 16 bytes."""
    return isinstance(text, str) and _id.fullmatch(text) is not None


def is_path(text: object) -> bool:
    """Whether `text` is `record/field`, `record/list/row/field`, or `record/list/mark`."""
    return isinstance(text, str) and _path.fullmatch(text) is not None


def record_of(path: str) -> str:
    """The id of the record that a path belongs to."""
    return path[:_ID_LENGTH]


def to_value(found: object) -> Value:
    """What a leaf may hold, arrays as tuples. Raises `Malformed` for floats, objects, arrays in arrays and broken text."""
    if isinstance(found, list | tuple):
        return tuple(map(_scalar, found))
    return _scalar(found)


def _scalar(found: object) -> Scalar:
    if found is None or found is True or found is False:
        return found
    if isinstance(found, str):
        if _surrogate.search(found):
            raise Malformed("a leaf holds half a surrogate pair")
        return found
    if type(found) is int and -MAX_LEAF_INTEGER <= found <= MAX_LEAF_INTEGER:
        return found
    raise Malformed("a leaf is null, true, false, an integer, text, or a flat array of these")


def to_dot(found: object) -> Dot:
    """A dot of the JSON. Raises `Malformed`."""
    if not isinstance(found, list | tuple) or len(found) != 3 or not is_id(found[0]):
        raise Malformed("a dot is [device, counter, index]")
    return Dot(found[0], _integer(found[1], "counter", 1), _integer(found[2], "index", 0))


def _change(found: object) -> Change:
    if not isinstance(found, list) or len(found) != 3 or not is_path(found[0]) or not isinstance(found[2], list):
        raise Malformed("a change is [path, value, over]")
    return Change(found[0], to_value(found[1]), tuple(map(to_dot, found[2])))


def _integer(found: object, name: str, least: int) -> int:
    if type(found) is not int or not least <= found <= MAX_LEAF_INTEGER:
        raise Malformed(f"`{name}` must be an integer from {least}")
    return found
