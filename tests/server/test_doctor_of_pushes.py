"""`beside doctor` says whether reminders and alarms can be sent, and what to do where they cannot."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from server.cli.doctor import database_and_clock
from server.cli.findings import Finding
from server.cli.findings_of_pushes import push_key, push_services, worker
from server.clock import HOUR, system_clock
from server.context import Server
from server.push import vapid
from server.settings import Settings
from server.visits.alarm_clock import beat
from tests.server.actors import Tablet, TestSchool
from tests.server.push_service import PushService


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here."""
    return sqlite_url


def of_key(settings: Settings) -> Finding:
    (found,) = push_key(settings)
    return found


def test_a_server_that_can_sign_and_names_somebody_is_well(tmp_path: Path) -> None:
    found = of_key(Settings(data=tmp_path, push_key=vapid.new_key(), origin="https://beside.example.org:8443"))
    assert (found.state, found.text) == ("ok", "is signed, and names https://beside.example.org")


def test_whoever_names_nobody_to_a_push_service_is_told_so(tmp_path: Path) -> None:
    found = of_key(Settings(data=tmp_path, push_key=vapid.new_key()))
    assert (found.state, "BESIDE_PUSH_CONTACT" in found.text) == ("note", True)


def test_a_key_that_is_missing_or_is_none_is_named_with_the_remedy(tmp_path: Path) -> None:
    missing, wrong = of_key(Settings(data=tmp_path)), of_key(Settings(data=tmp_path, push_key="A" * 43))
    assert (missing.state, "run `beside migrate`" in missing.text) == ("wrong", True)
    assert (wrong.state, "run `beside migrate`" in wrong.text) == ("wrong", True)


def test_a_worker_that_looks_is_well_and_one_that_stopped_is_not(server: Server, school: TestSchool) -> None:
    def says(at: int) -> Finding:
        with server.database.writing() as connection:
            beat(connection, [school.id], at)
        (found,) = worker(server.database)
        return found

    assert says(system_clock()).state == "ok"
    stopped = says(system_clock() - 3 * HOUR)
    assert (stopped.state, stopped.text[:23]) == ("wrong", "none has looked for 3:0")


def test_on_a_full_disk_nobody_is_told_to_start_a_server_that_may_well_be_running(
    server: Server, school: TestSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def says() -> tuple[str, str]:
        return next((one.state, one.text) for one in database_and_clock(server.settings) if one.about == "worker")

    with server.database.writing() as connection:
        beat(connection, [school.id], system_clock() - HOUR)
    assert "start `beside serve`" in says()[1]
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=0))
    state, text = says()
    assert (state, "make room" in text, "start" in text) == ("wrong", True, False)


def test_without_a_school_nobody_need_look(app: Flask, server: Server) -> None:
    assert list(worker(server.database)) == []


def test_push_services_are_tried_by_the_names_that_browsers_gave(
    server: Server, anna: Tablet, push_service: PushService
) -> None:
    (none,) = push_services(server.settings, server.database)
    assert (none.state, none.text) == ("ok", "no device takes pushes yet")
    browser = push_service.subscribe(anna)
    (found,) = push_services(server.settings, server.database)
    host = push_service.origin.removeprefix("http://")
    assert (found.state, found.text) == ("ok", f"{host} can be reached")
    push_service.go_away()
    (gone,) = push_services(server.settings, server.database)
    assert (gone.state, gone.text.split(" ")[0]) == ("wrong", host)
    assert browser.endpoint.rsplit("/", 1)[1] not in gone.text
