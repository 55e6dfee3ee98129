"""Merging is free of order, says the same thing twice as once, and loses nothing that anybody saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.encoding import Malformed, b64u, format_instant
from sync.merge import State, apply, canonical, parse_state
from sync.op import Change, Dot, OpBody, encode_body, parse_body
from sync.records import delete_changes, restore_changes, set_changes
from tests.vectors.make_merge import made_id

Written = tuple[str, int, OpBody | None]
DEVICES = [made_id(f"device {number}") for number in range(4)]
RECORDS = [made_id(f"record {number}") for number in range(2)]
PATHS = [f"{record}/{field}" for record in RECORDS for field in ("note", "done")]


def merged(entries: list[Written]) -> State:
    state = State()
    for entry in entries:
        apply(state, *entry)
    return state


# Any entries at all, also such as no honest hand would write ------------------------------------------------

dots = st.builds(Dot, st.sampled_from(DEVICES), st.integers(1, 5), st.integers(0, 2))
changes = st.builds(
    Change,
    st.sampled_from(PATHS),
    st.sampled_from(["a", "b", None, 1, True, ("x", 1)]),
    st.lists(dots, max_size=4).map(tuple),
)
bodies = st.none() | st.builds(
    OpBody,
    st.integers(0, 3).map(format_instant),
    st.sampled_from([None, 0, 2, -2]),
    st.just(1),
    st.lists(changes, max_size=3).map(tuple),
)
logs = st.dictionaries(st.tuples(st.sampled_from(DEVICES), st.integers(1, 5)), bodies, max_size=14).map(
    lambda found: [(device, counter, body) for (device, counter), body in found.items()]
)


@given(logs, st.randoms(use_true_random=False))
def test_every_order_leads_to_one_state(entries: list[Written], random: Random) -> None:
    assert canonical(merged(random.sample(entries, len(entries)))) == canonical(merged(entries))


@given(logs, st.randoms(use_true_random=False))
def test_an_entry_applied_again_changes_nothing(entries: list[Written], random: Random) -> None:
    again = [entry for entry in entries if random.random() < 0.5]
    assert canonical(merged(random.sample(entries, len(entries)) + again)) == canonical(merged(entries))


@given(logs, st.integers(0, 14))
def test_a_state_may_be_put_down_anywhere_and_taken_up_again(entries: list[Written], place: int) -> None:
    halfway = parse_state(canonical(merged(entries[:place])))
    for entry in entries[place:]:
        apply(halfway, *entry)
    assert canonical(halfway) == canonical(merged(entries))


@given(logs)
def test_a_copy_is_a_state_of_its_own(entries: list[Written]) -> None:
    state = merged(entries[:7])
    before = canonical(state)
    copy = state.copy()
    for entry in entries[7:]:
        apply(copy, *entry)
    assert canonical(state) == before
    assert canonical(copy) == canonical(merged(entries))


# The oracle: honest hands, offline for as long as they like -------------------------------------------------


@dataclass
class Replica:
    """A device: its state, its own counter, and all the entries it has."""

    device: str
    state: State = field(default_factory=State)
    has: dict[tuple[str, int], OpBody | None] = field(default_factory=dict)

    def save(self, random: Random, now: int) -> None:
        record = random.choice(RECORDS)
        roll = random.random()
        if roll < 0.1:
            made = delete_changes(self.state, record)
        elif roll < 0.2:
            made = restore_changes(self.state, record)
        else:
            fields = random.sample(["note", "done", "place"], random.randint(1, 3))
            made = set_changes(self.state, record, {name: f"{self.device[:4]} {now} {name}" for name in fields})
        body = OpBody(format_instant(now * 1000), random.choice([None, -5000, 5000]), 1, made)
        self.take(self.device, self.state.vector.get(self.device, 0) + 1, parse_body(encode_body(body)))

    def take(self, device: str, counter: int, body: OpBody | None) -> None:
        self.has.setdefault((device, counter), body)
        apply(self.state, device, counter, body)

    def meet(self, other: "Replica", random: Random) -> None:
        """Take a part of what the other has, in any order, some of it twice."""
        offered = random.sample(sorted(other.has), random.randint(0, len(other.has)))
        for op in offered + offered[:3]:
            self.take(*op, other.has[op])


def schedule(seed: int) -> list[Replica]:
    """Devices that save, meet and part, and in the end have heard all."""
    random = Random(seed)
    replicas = [Replica(device) for device in DEVICES[: random.randint(2, 4)]]
    for now in range(random.randint(5, 60)):
        replica = random.choice(replicas)
        if random.random() < 0.6:
            replica.save(random, now)
        else:
            replica.meet(random.choice(replicas), random)
    for replica in replicas:
        for other in replicas:
            for op in random.sample(sorted(other.has), len(other.has)):
                replica.take(*op, other.has[op])
    return replicas


def saved(replica: Replica) -> Iterator[tuple[Dot, Change]]:
    for (device, counter), body in replica.has.items():
        for index, change in enumerate(body.changes if body else ()):
            yield Dot(device, counter, index), change


@pytest.mark.parametrize("number", range(200))
def test_every_value_saved_stands_or_was_replaced_by_who_had_seen_it(number: int, run_seed: int) -> None:
    replicas = schedule(run_seed * 1000 + number)
    replica = replicas[0]
    replaced = {(change.path, dot) for _, change in saved(replica) for dot in change.over}
    for dot, change in saved(replica):
        standing = [found for found in replica.state.standing(change.path) if found.dot == dot]
        assert bool(standing) is not ((change.path, dot) in replaced)
        assert all(found.value == change.value for found in standing)
    assert not replica.state.awaited
    assert not replica.state.ahead
    assert len({canonical(other.state) for other in replicas}) == 1


# What is no state -------------------------------------------------------------------------------------------

EMPTY = '{"ahead":{},"awaited":{},"leaves":{},"vector":{}}'


@pytest.mark.parametrize("text", [
    "", "[]", "{}", EMPTY.replace('"vector":{}', '"vector":{"x":1}'), EMPTY.replace('"vector":{}', '"vector":[]'),
    EMPTY.replace('"vector":{}', f'"vector":{{"{DEVICES[0]}":0}}'), EMPTY.replace('"ahead":{}', f'"ahead":{{"{DEVICES[0]}":[]}}'),
    EMPTY.replace('"leaves":{}', '"leaves":{"x":[]}'), EMPTY.replace('"leaves":{}', f'"leaves":{{"{PATHS[0]}":[[1]]}}'),
    EMPTY.replace('"leaves":{}', f'"leaves":{{"{PATHS[0]}":[["{DEVICES[0]}",1,0,1.5,0]]}}'),
    EMPTY.replace('"awaited":{}', f'"awaited":{{"{PATHS[0]}":[[]]}}'),
])  # fmt: skip
def test_what_is_no_state_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        parse_state(text.encode())


def test_ids_are_compared_as_text_and_not_as_bytes() -> None:
    low, high = b64u(b"\xff" * 16), b64u(b"\x00" * 16)
    assert low > high
    state = State()
    for device in (low, high):
        apply(state, device, 1, OpBody(format_instant(0), None, 1, (Change(PATHS[0], device),)))
    assert state.standing(PATHS[0])[-1].value == low
