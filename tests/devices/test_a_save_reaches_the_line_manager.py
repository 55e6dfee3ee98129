"""The thin thread: what a mentor saves without a network is on the line manager's device after both exchanged."""

from __future__ import annotations

from sync.checkpoint import parse_checkpoint
from sync.client.exchange import exchange
from sync.client.replica import opened_body
from sync.entry import parse
from tests.devices.people import DeviceSchool, InProcess, Person, new_record
from tests.server.conftest import database_url

__all__ = ["database_url"]
"""On SQLite and on PostgreSQL."""


def test_a_record_saved_offline_is_read_by_the_line_manager(sam: Person, ward: Person) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    sam.write(case, record, _form="session", happened="Came in late, settled well.")
    assert sam.reads(case, record, "happened") == ["Came in late, settled well."]
    sam.meets_the_server()
    ward.meets_the_server()
    assert ward.reads(case, record, "happened") == ["Came in late, settled well."]


def test_two_sentences_written_at_once_are_both_kept(sam: Person, ward: Person) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    sam.write(case, record, _form="session", next_step="Ask.")
    sam.meets_the_server()
    ward.meets_the_server()
    sam.write(case, record, next_step="Card for science too.")
    ward.write(case, record, next_step="Hold until Thursday.")
    for person in (sam, ward, sam):
        person.meets_the_server()
    assert set(sam.reads(case, record, "next_step")) == {"Card for science too.", "Hold until Thursday."}
    assert sam.reads(case, record, "next_step") == ward.reads(case, record, "next_step")


def test_the_administrator_reads_no_case_by_that_role(devices: DeviceSchool, sam: Person) -> None:
    case = sam.replica.create_vault("case")
    sam.meets_the_server()
    head = devices.people["head"]
    head.meets_the_server()
    assert case not in head.replica.vaults


def test_everybody_reads_the_team_vault_once_somebody_handed_over_its_key(devices: DeviceSchool, sam: Person) -> None:
    head = devices.people["head"]
    (team,) = [vault for vault, opened in head.replica.vaults.items() if opened.log.kind == "team"]
    record = new_record()
    head.write(team, record, _form="person", name="Sam Ortiz")
    devices.everybody_meets()
    assert sam.reads(team, record, "name") == ["Sam Ortiz"]


def test_when_nothing_is_new_an_exchange_is_one_request(sam: Person, ward: Person) -> None:
    for person in (sam, ward, sam, ward):
        person.meets_the_server()
    transport = sam.replica.api.transport
    assert isinstance(transport, InProcess)
    before = len(transport.asked)
    assert exchange(sam.replica).same
    assert [path.rsplit("/", 1)[1] for path in transport.asked[before:]] == ["exchange"]


def test_a_checkpoint_says_that_the_line_manager_has_it(sam: Person, ward: Person) -> None:
    case, record = sam.replica.create_vault("case"), new_record()
    sam.write(case, record, _form="session")
    for person in (sam, ward, sam):
        person.meets_the_server()
    row = sam.replica.store.vault(case)
    assert row is not None
    received = [parse_checkpoint(data) for data in sam.replica.store.checkpoints()]
    assert [(one.device, one.cursor.seq) for one in received if one.vault == case] == [
        (ward.replica.identity.device.id, row.fetched_seq)
    ]


def test_the_drift_of_the_clock_is_measured_and_stands_in_the_op(sam: Person) -> None:
    assert sam.replica.drift is not None
    case, record = sam.replica.create_vault("case"), new_record()
    sam.write(case, record, _form="session")
    entry = parse(sam.replica.store.outbox(case)[-1][1])
    assert opened_body(sam.replica.vaults[case], entry).drift == sam.replica.drift
