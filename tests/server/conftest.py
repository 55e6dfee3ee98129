"""A database of either kind, and a server on it. Every test that stores anything runs on both."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from server import assets
from server.app import create_app
from server.context import Server
from server.db.engine import Database
from server.push import vapid
from server.push.sender import Sender
from server.push.worker import Worker
from server.settings import Settings
from tests.databases import tables
from tests.server.actors import Person, Tablet, TestClock, TestSchool
from tests.server.push_service import PushService
from tests.server.worlds import World

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database, once of each kind: an empty one, unless the test wants it with tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'beside.sqlite3'}"
    elif "database" in request.fixturenames:
        with request.getfixturevalue("postgresql_shelf").lent() as url:
            yield url
    else:
        yield request.getfixturevalue("postgresql_url")


@pytest.fixture
def empty_database(database_url: str) -> Iterator[Database]:
    """A database without tables."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def database(empty_database: Database) -> Database:
    """A database with this version's tables."""
    if empty_database.is_sqlite:
        Path(str(empty_database.url.database)).write_bytes(tables())
    return empty_database


@pytest.fixture
def client_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A client that was built, as small as one can be."""
    folder = tmp_path / "client"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Beside</title>")
    (folder / "pupil.html").write_text("<!doctype html><title>Beside</title><p>pupil</p>")
    (folder / "sw.js").write_text("// the service worker")
    (folder / "assets" / "index-BqK3.js").write_text("// a script\n" * 500)
    (tmp_path / "secret.txt").write_text("not for anybody")
    monkeypatch.setattr(assets, "client_folder", lambda: folder)
    return folder


@pytest.fixture
def clock() -> TestClock:
    """The server's clock."""
    return TestClock()


@pytest.fixture
def app(database: Database, tmp_path: Path, clock: TestClock) -> Iterator[Flask]:
    """The application on the database, with a fresh secret."""
    settings = Settings(
        data=tmp_path,
        database=database.url.render_as_string(hide_password=False),
        secret=secrets.token_urlsafe(48),
        push_key=vapid.new_key(),
        push_loopback=True,
    )
    app = create_app(settings, clock=clock)
    yield app
    app.extensions["beside"].database.close()


@pytest.fixture
def server(app: Flask) -> Server:
    """What the application holds."""
    server: Server = app.extensions["beside"]
    return server


@pytest.fixture
def school(app: Flask, server: Server) -> TestSchool:
    """A school with one administrator, "head", signed in on a tablet."""
    return TestSchool.begun(server, app.test_client)


@pytest.fixture
def anna(school: TestSchool) -> Tablet:
    """A mentor's tablet, signed in."""
    return school.join(Person("anna"), "mentor", manager=None)


@pytest.fixture
def worker(server: Server) -> Worker:
    """A worker on the application's database, by its clock."""
    return Worker(server, Sender(server.settings))


@pytest.fixture
def push_service(server: Server) -> Iterator[PushService]:
    """A push service on this machine that believes nothing."""
    with PushService(vapid.public_key(server.settings.push_private_key())) as service:
        yield service


@pytest.fixture
def world(school: TestSchool, clock: TestClock, worker: Worker, push_service: PushService) -> World:
    """The school with a worker and a push service."""
    return World(school.server, school, clock, worker, push_service)
