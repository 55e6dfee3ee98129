"""The demonstration school on a real server: written by devices, read by those who may, and by nobody else."""

from __future__ import annotations

import json

import pytest

from demo.cast import COLLEAGUES, PASSWORD, PUPILS, STAFF
from demo.door import open_door, passes
from demo.saves import TEAM, Place, case, diary
from demo.story import story
from demo.tell import tell
from schemas.catalogue import CATALOGUE_VERSION
from sync.client.api import ServerRefused
from sync.client.enrol import Arrival, sign_in_new_device
from sync.client.exchange import exchange
from sync.client.opening import open_replica
from sync.client.replica import Replica
from sync.client.store import Store
from sync.records import Record, view
from tests.demo.conftest import Demonstration
from tests.demo.moments import MONDAY
from tests.demo.test_the_story_is_sound import merged


def leaves(record: Record) -> dict[str, object]:
    """What a person sees of a record, by path."""
    found: dict[str, object] = {name: field.value for name, field in record.fields.items()}
    for name, marks in record.marks.items():
        found |= {f"{name}/{mark}": field.value for mark, field in marks.items()}
    for name, rows in record.rows.items():
        found |= {f"{name}/{row.id}/{column}": field.value for row in rows for column, field in row.fields.items()}
    return found


def reads(demonstration: Demonstration, reader: str, place: Place) -> dict[str, dict[str, object]]:
    """Every record of a place, as it stands on the device of `reader`."""
    state = demonstration.told.devices[reader].state(demonstration.told.places[place])
    records = {record: view(state, record) for record in state.leaves}
    return {record: leaves(found) for record, found in records.items() if found is not None}


def can_open(demonstration: Demonstration, reader: str) -> set[Place]:
    told = demonstration.told
    return {place for place, vault in told.places.items() if vault in told.devices[reader].vaults}


def test_what_the_mentor_and_the_line_manager_read_is_what_the_story_says(demonstration: Demonstration) -> None:
    expected = merged(story(MONDAY, demonstration.told.ids))
    for pupil in PUPILS:
        place = case(pupil.key)
        wanted = {
            record: {path: tuple(leaf) if isinstance(leaf, list) else leaf for path, leaf in told.items()}
            for (where, record), told in expected.items()
            if where == place
        }
        for reader in (pupil.mentor, "ward"):
            assert reads(demonstration, reader, place) == wanted


def test_everybody_opens_what_they_are_trusted_with_and_nothing_else(demonstration: Demonstration) -> None:
    own = {mentor: {case(pupil.key) for pupil in PUPILS if pupil.mentor == mentor} for mentor in ("sam", "tamsin")}
    assert can_open(demonstration, "sam") == {TEAM, diary("sam"), *own["sam"]}
    assert can_open(demonstration, "tamsin") == {TEAM, diary("tamsin"), *own["tamsin"]}
    assert can_open(demonstration, "ward") == set(demonstration.told.places)
    assert can_open(demonstration, "quill") == can_open(demonstration, "jo") == {TEAM}


def test_both_versions_of_the_sentence_stand(demonstration: Demonstration) -> None:
    told = demonstration.told
    for reader in ("sam", "ward"):
        state = told.devices[reader].state(told.places[case("kai")])
        views = [view(state, record) for record in state.leaves]
        doubled = [
            [standing.value for standing in field.versions]
            for found in views
            if found is not None
            for field in found.fields.values()
            if len(field.versions) > 1
        ]
        assert doubled == [["Hold until the review on Thursday", "Card for science too, ask Mr Lee"]]


def test_nothing_is_set_aside_unsent_or_forked(demonstration: Demonstration) -> None:
    for device in demonstration.told.devices.values():
        assert device.store.aside() == []
        assert device.store.outbox_vaults() == []
        assert device.store.forks() == []


def test_every_record_carries_the_moment_of_the_story(demonstration: Demonstration) -> None:
    saves = story(MONDAY, demonstration.told.ids)
    moments = {(save.place, save.record, path): save.at for save in saves for path in save.values}
    for place in (case("kai"), case("ned"), diary("tamsin")):
        state = demonstration.told.devices["ward"].state(demonstration.told.places[place])
        for record, paths in state.leaves.items():
            for path in paths:
                shown = state.standing(path)[-1]
                assert shown.time == moments[place, record, path.split("/", 1)[1]]


def test_the_server_holds_no_name_and_no_sentence_in_clear(demonstration: Demonstration) -> None:
    kept = b"".join(path.read_bytes() for path in sorted(demonstration.folder.rglob("*")) if path.is_file())
    assert len(kept) > 1_000_000
    words = [pupil.name.split(" ")[-1] for pupil in PUPILS] + ["breakfast club", "Larkspur", "Merriweather", PASSWORD]
    assert [word for word in words if word.encode() in kept] == []


def test_the_school_log_says_who_manages_whom(demonstration: Demonstration) -> None:
    told = demonstration.told
    for colleague in STAFF:
        member = told.devices[colleague.key].identity.member
        assert set(told.first.school.roles(member)) == set(colleague.roles)


def new_device(demonstration: Demonstration, handle: str, code: str) -> Replica:
    transport, identity = demonstration.transport(), demonstration.told.first.identity
    arrival = Arrival(transport, Store(":memory:"), handle, PASSWORD, lambda: MONDAY, CATALOGUE_VERSION)
    let_in = sign_in_new_device(arrival, identity.school, identity.genesis, code)
    return open_replica(arrival.store, let_in, transport, clock=arrival.clock, catalogue=CATALOGUE_VERSION)


def test_a_visitor_comes_in_by_handle_password_and_code_and_reads_the_cases(demonstration: Demonstration) -> None:
    (let_in,) = [one for one in passes(demonstration.told.first) if one.colleague.key == "sam"]
    tablet = new_device(demonstration, let_in.colleague.handle, let_in.code)
    exchange(tablet)
    sams = {case(pupil.key) for pupil in PUPILS if pupil.mentor == "sam"}
    assert {demonstration.told.places[place] for place in sams} <= set(tablet.vaults)


def test_the_door_opens_again_on_a_later_day(demonstration: Demonstration) -> None:
    store = Store(demonstration.door)
    head = open_door(store, demonstration.transport(), lambda: MONDAY)
    made = {one.colleague.key: one.code for one in passes(head)}
    assert set(made) == set(COLLEAGUES)
    assert exchange(new_device(demonstration, "jo", made["jo"])).same
    store.close()


def test_a_device_that_did_not_tell_the_story_makes_no_codes(demonstration: Demonstration) -> None:
    with pytest.raises(KeyError):
        passes(demonstration.told.devices["sam"])


def test_the_code_that_prepared_the_server_tells_one_school_only(demonstration: Demonstration) -> None:
    with pytest.raises(ServerRefused):
        tell(demonstration.transport, "a code that was used", MONDAY)


def test_what_is_remembered_at_the_door_is_ids_alone(demonstration: Demonstration) -> None:
    remembered = demonstration.told.first.store.get("demonstration")
    assert remembered is not None
    assert json.loads(remembered) == dict(demonstration.told.ids.people)
