"""A database of either kind, and a server on it. Every test that stores anything runs on both."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from server import assets
from server.app import create_app
from server.context import Server, server_on
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


@pytest.fixture(scope="session")
def sqlite_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this process's tests have their SQLite database, one after the other."""
    return tmp_path_factory.mktemp("database")


@pytest.fixture
def sqlite_url(sqlite_place: Path) -> str:
    """The address of an SQLite database of which no file is there yet."""
    for left in sqlite_place.iterdir():
        left.unlink()
    return f"sqlite:///{sqlite_place / 'beside.sqlite3'}"


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database, once of each kind: an empty one, unless the test wants it with tables."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
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


@pytest.fixture(scope="session")
def applications() -> Iterator[dict[str, Flask]]:
    """Those that this process's tests have made, by the address of the database."""
    made: dict[str, Flask] = {}
    yield made
    for app in made.values():
        app.extensions["beside"].database.close()


@pytest.fixture
def alone(request: pytest.FixtureRequest) -> bool:
    """Whether the test has an application to itself, because it brings a client or changes something of it."""
    return "client_folder" in request.fixturenames


@pytest.fixture
def app(
    database: Database, tmp_path: Path, clock: TestClock, alone: bool, applications: dict[str, Flask]
) -> Iterator[Flask]:
    """The application on the database, with a fresh secret: a server that has read nothing yet, as after its start. The
    application itself serves a process's tests one after the other: how requests find their way and how statements are
    written down is the same for all, and to work that out takes longer than most tests."""
    settings = Settings(
        data=tmp_path,
        database=database.url.render_as_string(hide_password=False),
        secret=secrets.token_urlsafe(48),
        push_key=vapid.new_key(),
        push_loopback=True,
    )
    app = None if alone else applications.get(settings.database_url)
    if app is None:
        app = create_app(settings, clock=clock)
        if not alone:
            applications[settings.database_url] = app
    else:
        app.extensions["beside"] = server_on(app.extensions["beside"].database, settings, clock)
    yield app
    # PostgreSQL empties the same database for the next test; SQLite's will be another file.
    if alone or database.is_sqlite:
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
