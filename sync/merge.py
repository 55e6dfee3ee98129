"""From ops to records: a multi-value register a path, over dots (`docs/protocol.md` §3).

    state = State()
    apply(state, device, 1, OpBody(at, None, 1, (Change(path, "yes"),)))
    state.standing(path)  ->  [Standing(Dot(device, 1, 0), "yes", 1795425302123)]

`apply` changes the state in place, for speed; what it arrives at depends only on the set of applied ops, never on
their order. Nothing here reads a clock, and times decide only which of several standing values is shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sync.encoding import Malformed
from sync.op import Dot, OpBody, Value, is_id, is_path, parse_object, record_of, to_dot, to_value


class Standing(NamedTuple):
    """A value that nothing has replaced: its dot, the value, and its corrected time in milliseconds."""

    dot: Dot
    value: Value
    time: int


@dataclass(slots=True)
class State:
    """What a set of ops amounts to.

    `vector`: device → counter up to which everything is applied. `ahead`: device → counters applied beyond that.
    `leaves`: record → path → standing values, in no order. `awaited`: (device, counter) of an op not yet applied → the
    (path, index) of those of its changes that are replaced already.
    """

    vector: dict[str, int] = field(default_factory=dict)
    ahead: dict[str, set[int]] = field(default_factory=dict)
    leaves: dict[str, dict[str, list[Standing]]] = field(default_factory=dict)
    awaited: dict[tuple[str, int], set[tuple[str, int]]] = field(default_factory=dict)

    def copy(self) -> State:
        """A state of its own with the same content."""
        return State(
            dict(self.vector),
            {device: set(counters) for device, counters in self.ahead.items()},
            {record: {path: list(leaf) for path, leaf in paths.items()} for record, paths in self.leaves.items()},
            {op: set(changes) for op, changes in self.awaited.items()},
        )

    def standing(self, path: str) -> list[Standing]:
        """The standing values of `path`, the one to show last: by time, device, counter, index."""
        return sorted(self.leaves.get(record_of(path), {}).get(path, ()), key=shown_order)

    def has_applied(self, device: str, counter: int) -> bool:
        """Whether the entry `counter` of `device` is in this state."""
        return counter <= self.vector.get(device, 0) or counter in self.ahead.get(device, ())


def shown_order(standing: Standing) -> tuple[int, Dot]:
    """The key by which the greatest standing value is the one shown."""
    return standing.time, standing.dot


def apply(state: State, device: str, counter: int, body: OpBody | None) -> State:
    """Apply the entry `counter` of `device`, None standing for an entry of another kind than op; in place.

    An entry that was applied already changes nothing. Any order of entries leads to the same state.
    """
    if state.has_applied(device, counter):
        return state
    already_replaced = state.awaited.pop((device, counter), set())
    if body is not None and body.changes:
        time = body.time
        for index, change in enumerate(body.changes):
            for dot in change.over:
                _replace(state, change.path, dot, (device, counter))
            if (change.path, index) not in already_replaced:
                paths = state.leaves.setdefault(record_of(change.path), {})
                standing = Standing(Dot(device, counter, index), change.value, time)
                paths.setdefault(change.path, []).append(standing)
    _mark_applied(state, device, counter)
    return state


def _replace(state: State, path: str, dot: Dot, own_op: tuple[str, int]) -> None:
    op = dot[:2]
    if op != own_op and not state.has_applied(*op):
        state.awaited.setdefault(op, set()).add((path, dot.position))
        return
    paths = state.leaves.get(record_of(path), {})
    leaf = paths.get(path, [])
    for place, standing in enumerate(leaf):
        if standing.dot == dot:
            del leaf[place]
            break
    if not leaf and path in paths:
        del paths[path]
        if not paths:
            del state.leaves[record_of(path)]


def _mark_applied(state: State, device: str, counter: int) -> None:
    reached = state.vector.get(device, 0)
    if counter != reached + 1:
        state.ahead.setdefault(device, set()).add(counter)
        return
    ahead = state.ahead.get(device)
    reached = counter
    while ahead and reached + 1 in ahead:
        reached += 1
        ahead.remove(reached)
    if ahead is not None and not ahead:
        del state.ahead[device]
    state.vector[device] = reached


def canonical(state: State) -> bytes:
    """The one spelling of a state: what snapshots seal, and by which replicas are compared."""
    awaited: dict[str, list[Dot]] = {}
    for (device, counter), changes in state.awaited.items():
        for path, index in changes:
            awaited.setdefault(path, []).append(Dot(device, counter, index))
    members = {
        "ahead": {device: sorted(counters) for device, counters in state.ahead.items()},
        "awaited": {path: sorted(dots) for path, dots in awaited.items()},
        "leaves": {
            path: [[*standing.dot, standing.value, standing.time] for standing in sorted(leaf, key=_by_dot)]
            for paths in state.leaves.values()
            for path, leaf in paths.items()
        },
        "vector": state.vector,
    }
    return json.dumps(members, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _by_dot(standing: Standing) -> Dot:
    return standing.dot


def parse_state(data: bytes) -> State:
    """A state from its canonical JSON. Raises `Malformed`."""
    members = parse_object(data)
    state = State()
    for device, counter in _pairs(members, "vector", is_id):
        state.vector[device] = to_dot((device, counter, 0)).counter
    for device, counters in _pairs(members, "ahead", is_id):
        state.ahead[device] = {to_dot((device, counter, 0)).counter for counter in _list(counters)}
    for path, dots in _pairs(members, "awaited", is_path):
        for dot in map(to_dot, _list(dots)):
            state.awaited.setdefault(dot[:2], set()).add((path, dot.position))
    for path, leaf in _pairs(members, "leaves", is_path):
        state.leaves.setdefault(record_of(path), {})[path] = [_standing(found) for found in _list(leaf)]
    return state


def _pairs(members: dict[str, Any], name: str, is_key: Callable[[object], bool]) -> Iterator[tuple[str, Any]]:
    found = members.get(name)
    if not isinstance(found, dict) or not all(map(is_key, found)):
        raise Malformed(f"a state's `{name}` is not as it should be")
    yield from found.items()


def _list(found: object) -> list[Any]:
    if not isinstance(found, list) or not found:
        raise Malformed("an empty or missing list in a state")
    return found


def _standing(found: object) -> Standing:
    if not isinstance(found, list) or len(found) != 5 or type(found[4]) is not int:
        raise Malformed("a standing value is [device, counter, index, value, time]")
    return Standing(to_dot(found[:3]), to_value(found[3]), found[4])
