"""What a person sees of merged records, and what a save says that it replaces."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.encoding import Malformed
from sync.merge import State, apply
from sync.op import Change, Dot, OpBody
from sync.records import (
    Record,
    delete_changes,
    order_at,
    order_between,
    restore_changes,
    set_changes,
    view,
)
from tests.vectors.make_merge import ROW, ROW2, A, B, C, R, made_id

EARLY, LATE = "2026-11-23T09:00:00.000+00:00", "2026-11-23T10:00:00.000+00:00"


class Hand:
    """A device that writes into a state of its own, and can take over what others wrote."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.state = State()
        self.written: list[tuple[str, int, OpBody]] = []

    def save(self, changes: Sequence[Change], at: str = EARLY) -> "Hand":
        body = OpBody(at, None, 1, tuple(changes))
        self.written.append((self.device, self.state.vector.get(self.device, 0) + 1, body))
        apply(self.state, *self.written[-1])
        return self

    def put(self, at: str = EARLY, **values: Any) -> "Hand":
        return self.save(set_changes(self.state, R, values), at)

    def reads(self, *others: "Hand") -> "Hand":
        for other in others:
            for entry in other.written:
                apply(self.state, *entry)
        return self

    def sees(self, *others: "Hand") -> Record:
        record = view(self.reads(*others).state, R)
        assert record is not None
        return record


@pytest.fixture
def ann() -> Hand:
    return Hand(A).put(_form="session", note="Came in late.")


@pytest.fixture
def ben(ann: Hand) -> Hand:
    return Hand(B).reads(ann)


def test_a_record_shows_its_form_and_fields(ann: Hand) -> None:
    record = ann.sees()
    assert (record.id, record.form, record.fields["note"].value) == (R, "session", "Came in late.")
    assert record.deletion is None
    assert not record.gone


def test_there_is_no_view_of_what_has_not_arrived() -> None:
    assert view(State(), R) is None


def test_the_later_of_two_versions_is_shown_and_the_other_offered(ann: Hand, ben: Hand) -> None:
    ben.put(LATE, note="Ben's")
    ann.put(note="Ann's")
    versions = ann.sees(ben).fields["note"].versions
    assert [version.value for version in versions] == ["Ann's", "Ben's"]
    assert ben.sees(ann).fields["note"].value == "Ben's"


def test_choosing_one_version_settles_both(ann: Hand, ben: Hand) -> None:
    ben.put(note="Ben's")
    ann.put(note="Ann's").reads(ben).put(note="Ben's")
    assert [version.value for version in ben.sees(ann).fields["note"].versions] == ["Ben's"]


def test_a_save_replaces_only_what_its_author_had_before_them(ann: Hand, ben: Hand) -> None:
    opened = {"note": [standing.dot for standing in ann.state.standing(f"{R}/note")]}
    ben.put(note="Arrived while Ann was typing")
    ann.reads(ben)
    ann.save(set_changes(ann.state, R, {"note": "Ann's"}, opened))
    values = {version.value for version in ann.sees().fields["note"].versions}
    assert values == {"Arrived while Ann was typing", "Ann's"}


def test_a_save_of_what_stands_already_says_nothing(ann: Hand) -> None:
    assert set_changes(ann.state, R, {"note": "Came in late.", "place": None}) == ()


def test_one_and_true_are_not_the_same(ann: Hand) -> None:
    ann.put(times=1)
    assert [change.value for change in set_changes(ann.state, R, {"times": True})] == [True]


def test_a_save_of_what_no_leaf_can_hold_is_refused(ann: Hand) -> None:
    with pytest.raises(Malformed):
        set_changes(ann.state, R, {"note": [["nested"]]})


def test_what_nobody_changed_meanwhile_is_gone_once_deleted(ann: Hand, ben: Hand) -> None:
    ben.save(delete_changes(ben.state, R))
    record = ann.sees(ben)
    assert record.gone
    assert record.deletion is not None
    assert record.deletion.by == (Dot(B, 1, 0),)


def test_what_was_changed_meanwhile_is_deleted_by_one_and_changed_by_the_other(ann: Hand, ben: Hand) -> None:
    ben.save(delete_changes(ben.state, R))
    ann.put(note="She settled.")
    for record in (ann.sees(ben), ben.sees(ann)):
        assert not record.gone
        assert record.deletion is not None
        assert record.deletion.by == (Dot(B, 1, 0),)
        assert record.deletion.changed == (Dot(A, 2, 0),)
        assert record.fields["note"].value == "She settled."


def test_deleting_again_with_everything_seen_settles_it(ann: Hand, ben: Hand) -> None:
    ben.save(delete_changes(ben.state, R))
    ann.put(note="She settled.").reads(ben)
    ann.save(delete_changes(ann.state, R))
    assert ben.sees(ann).gone


def test_two_who_delete_at_once_agree(ann: Hand, ben: Hand) -> None:
    ben.save(delete_changes(ben.state, R))
    ann.save(delete_changes(ann.state, R))
    record = ann.sees(ben)
    assert record.gone
    assert record.deletion is not None
    assert len(record.deletion.by) == 2


def test_what_is_brought_back_is_there_with_all_it_held(ann: Hand, ben: Hand) -> None:
    ben.save(delete_changes(ben.state, R)).save(restore_changes(ben.state, R))
    record = ann.sees(ben)
    assert record.deletion is None
    assert record.fields["note"].value == "Came in late."


def test_brought_back_by_one_and_deleted_again_by_another_is_shown_as_such(ann: Hand, ben: Hand) -> None:
    ben.save(delete_changes(ben.state, R))
    ann.reads(ben).save(restore_changes(ann.state, R))
    ben.save(delete_changes(ben.state, R))
    record = ann.sees(ben)
    assert record.deletion is not None
    assert not record.deletion.agreed
    assert record.deletion.changed == (Dot(A, 2, 0),)


def test_nothing_is_brought_back_that_is_not_deleted(ann: Hand) -> None:
    assert restore_changes(ann.state, R) == ()


def test_a_row_is_deleted_without_its_neighbours(ann: Hand, ben: Hand) -> None:
    ann.put(**{f"targets/{ROW}/text": "one", f"targets/{ROW2}/text": "two"})
    ben.reads(ann).save(delete_changes(ben.state, R, f"targets/{ROW}"))
    gone = {row.id: row.gone for row in ann.sees(ben).rows["targets"]}
    assert gone == {ROW: True, ROW2: False}
    assert ann.sees().deletion is None
    ann.save(restore_changes(ann.state, R, f"targets/{ROW}"))
    assert not any(row.gone for row in ben.sees(ann).rows["targets"])


def test_a_third_hand_changing_a_row_keeps_the_record_from_going(ann: Hand, ben: Hand) -> None:
    cat = Hand(C).reads(ann).put(**{f"targets/{ROW}/text": "one"})
    ben.save(delete_changes(ben.state, R))
    assert not ann.sees(ben, cat).gone


def test_rows_stand_by_their_place_and_then_by_id(ann: Hand) -> None:
    third = made_id("row 3")
    ann.put(**{f"targets/{row}/_order": place for row, place in ((ROW, "W"), (ROW2, "V"), (third, "V"))})
    assert [row.id for row in ann.sees().rows["targets"]] == [*sorted((ROW2, third)), ROW]


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=120))
def test_a_row_goes_where_it_was_put_however_often_rows_were_moved(places: list[int]) -> None:
    orders: list[str] = []
    for place in places:
        at = min(place, len(orders))
        before, after = orders[at - 1] if at else "", orders[at] if at < len(orders) else ""
        orders.insert(at, order_between(before, after))
    assert orders == sorted(set(orders))
    assert not any(order.endswith("0") for order in orders)


def test_a_place_grows_slowly_where_rows_are_added_at_the_end() -> None:
    order = ""
    for _ in range(300):
        order = order_between(order, "")
    assert len(order) <= 12


@pytest.mark.parametrize(("before", "after"), [("V", "V"), ("W", "V"), ("", "0"), ("V", "V0"), ("V", "é")])
def test_there_is_no_place_between_what_is_not_apart(before: str, after: str) -> None:
    with pytest.raises(ValueError, match="place"):
        order_between(before, after)


def test_a_row_among_equals_goes_behind_them(ann: Hand) -> None:
    third = made_id("row 3")
    ann.put(**{f"targets/{row}/_order": place for row, place in ((ROW, "V"), (ROW2, "V"), (third, "X"))})
    rows = ann.sees().rows["targets"]
    assert order_at(rows, 1) == "W"
    assert order_at(rows, 0) < "V"
    assert order_at(rows, 3) > "X"
