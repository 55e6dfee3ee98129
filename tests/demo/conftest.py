"""The demonstration school, told once for all tests of this folder: a real server in this process, and real devices."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from demo.tell import Told, tell
from server.app import create_app
from server.db import migrate
from server.db.engine import Database
from server.settings import Settings
from sync.client.store import Store
from sync.client.transport import Transport
from tests.demo.moments import MONDAY
from tests.devices.people import InProcess, set_up_token


@dataclass(frozen=True)
class Demonstration:
    """The school as told, where its server keeps it, a way to the server, and where the first device's store lies."""

    told: Told
    folder: Path
    transport: Callable[[], Transport]
    door: Path


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """Told on a Monday in November."""
    folder, door = tmp_path_factory.mktemp("server"), tmp_path_factory.mktemp("door") / "quill.sqlite3"
    app = _served(folder)

    def transport() -> Transport:
        return InProcess(app)

    def store(key: str) -> Store:
        return Store(door if key == "quill" else ":memory:")

    told = tell(transport, set_up_token(app.extensions["beside"]), MONDAY, stores=store)
    yield Demonstration(told, folder, transport, door)
    for device in told.devices.values():
        device.store.close()
    app.extensions["beside"].database.close()


def _served(folder: Path) -> Flask:
    address = f"sqlite:///{folder / 'beside.sqlite3'}"
    database = Database(address)
    migrate.upgrade(database)
    database.close()
    settings = Settings(data=folder, database=address, secret=secrets.token_urlsafe(48))
    return create_app(settings, clock=lambda: MONDAY)
