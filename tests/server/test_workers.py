"""Workers as processes: many beside each other send nothing twice, and one that is killed loses nothing."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from schemas.push import Push
from server.app import create_app
from server.clock import MINUTE, SECOND, system_clock
from server.context import Server, make_server
from server.db.engine import Database
from server.push import deliveries, vapid
from server.push.sender import Sender
from server.push.subscriptions import reached
from server.push.worker import Worker
from server.settings import Settings
from sync.encoding import b64u
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.forked import ForkedServer, ForkedWorker
from tests.server.over_http import HttpClient
from tests.server.push_service import PushService
from tests.server.watching import Watched

DEVICES = 10
VISITS = 4


@pytest.fixture
def environment(database_url: str, tmp_path: Path) -> dict[str, str]:
    """The variables of a server and its workers."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BESIDE_")}
    variables = {
        "BESIDE_DATA": str(tmp_path), "BESIDE_DATABASE": database_url, "BESIDE_SECRET": secrets.token_urlsafe(48),
        "BESIDE_PUSH_KEY": vapid.new_key(), "BESIDE_PUSH_LOOPBACK": "yes", "BESIDE_BACKUPS_KEPT": "0",
    }  # fmt: skip
    return own | variables


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    """The same for what runs here."""
    return Settings(
        data=Path(environment["BESIDE_DATA"]),
        database=environment["BESIDE_DATABASE"],
        secret=environment["BESIDE_SECRET"],
        push_key=environment["BESIDE_PUSH_KEY"],
        push_loopback=True,
    )


@pytest.fixture
def app(database: Database, settings: Settings) -> Iterator[Flask]:
    """The application by the machine's own clock, which the processes go by."""
    app = create_app(settings)
    yield app
    app.extensions["beside"].database.close()


@dataclass
class Staff:
    """Colleagues' devices, each with a browser that takes pushes, and what alarms to them go through."""

    server: Server
    school: TestSchool
    service: PushService
    environment: dict[str, str]
    folder: Path

    def __post_init__(self) -> None:
        people = [Person(f"colleague {number}") for number in range(DEVICES)]
        for person in people:
            self.service.subscribe(self.school.join(person, "colleague"))
        self.members = [person.id for person in people]

    def worker(self, name: str) -> ForkedWorker:
        """A worker, to be started."""
        return ForkedWorker(self.environment, self.folder / f"{name}.log")

    def alarm(self) -> None:
        """Let an alarm of a visit go to every device, as the ladder would."""
        with self.server.database.writing() as connection:
            log = self.server.schools.read(connection, self.school.id).school
            to = reached(connection, log, self.members)
            assert len(to) == DEVICES
            about, now = os.urandom(16), self.server.clock()
            deliveries.queue(connection, self.school.id, to, Push.VISIT_OVERDUE, about=about, now=now)

    def times_sent(self) -> Counter[tuple[str, str]]:
        """How often each alarm was taken for each browser."""
        return Counter((pushed.endpoint, pushed.headers["topic"]) for pushed in self.service.taken)


@pytest.fixture
def staff(
    server: Server, school: TestSchool, push_service: PushService, environment: dict[str, str], tmp_path: Path
) -> Staff:
    """A school's colleagues."""
    return Staff(server, school, push_service, environment, tmp_path)


def test_two_processes_beside_each_other_send_each_push_once(staff: Staff) -> None:
    service = staff.service
    for _ in range(VISITS // 2):
        staff.alarm()
    with staff.worker("first") as first, staff.worker("second") as second:
        service.wait_until(lambda: len(service.taken) > 0)
        for _ in range(VISITS // 2):
            staff.alarm()
        service.wait_until(lambda: len(staff.times_sent()) == VISITS * DEVICES)
        assert (first.stop(), second.stop()) == (0, 0)
    assert (first.log.read_text(), second.log.read_text()) == ("", ""), "neither stumbled over the other"
    assert set(staff.times_sent().values()) == {1}


def test_what_a_worker_had_claimed_when_it_was_killed_is_sent_by_another(staff: Staff, settings: Settings) -> None:
    staff.alarm()
    service, killed = staff.service, threading.Event()

    def hold() -> None:
        killed.wait(timeout=90)
        raise ConnectionResetError

    service.before = hold
    with staff.worker("first") as first:
        service.wait_until(lambda: service.requests > 0)
        first.kill()
    killed.set()
    service.before = lambda: None
    assert service.taken == []
    with staff.server.database.reading() as connection:
        due = deliveries.any_due(connection, staff.school.id, staff.server.clock())
    assert not due, "the dead one still has its claim"
    later = make_server(settings, clock=lambda: system_clock() + 3 * MINUTE)
    try:
        Worker(later, Sender(settings)).send()
    finally:
        later.database.close()
    assert len(staff.times_sent()) == DEVICES
    # What the dead one had already put on the wire may be read by the service once it listens again (ADR 0012).
    assert set(staff.times_sent().values()) <= {1, 2}


def test_an_armed_visit_survives_the_kill_of_server_and_worker(
    school: TestSchool, push_service: PushService, environment: dict[str, str], tmp_path: Path
) -> None:
    visitor, office = school.join(Person("anna"), "mentor"), school.join(Person("jo"), "colleague")
    browser = push_service.subscribe(visitor)
    server = ForkedServer(tmp_path)
    server.environment |= environment
    with server as running:
        client = HttpClient(running.port)
        anna = Tablet(visitor.person, client, visitor.base, visitor.key)
        assert anna.signed_in().status_code == 200
        visit = Watched(school, anna, [[office]])
        while visit.arm_response(system_clock() + 5 * SECOND).status_code == 503:
            time.sleep(0.1)  # until the worker has looked for the first time
        assert visit.seen(anna) is not None
        running.kill()
        running.start()
        client.port = running.port
        push_service.wait_until(lambda: push_service.kinds(browser)[:1] == ["visit_due_back"])
        assert anna.json("POST", f"/visits/{b64u(visit.id)}/check-in").status_code == 200


def test_a_server_whose_worker_runs_elsewhere_arms_nothing_until_it_does(
    school: TestSchool, environment: dict[str, str], tmp_path: Path
) -> None:
    visitor, office = school.join(Person("anna"), "mentor"), school.join(Person("jo"), "colleague")
    visit = Watched(school, visitor, [[office]])
    assert visit.arm_response(system_clock() + MINUTE).status_code == 503
    with ForkedWorker(environment, tmp_path / "worker.log"):
        until = time.monotonic() + 90
        while visit.arm_response(system_clock() + MINUTE).status_code == 503 and time.monotonic() < until:
            time.sleep(0.2)
    assert visit.seen(visitor) is not None
