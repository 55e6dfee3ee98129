"""A school of real devices on a real database. SQLite here: the storage suite and the thin thread run on both kinds."""

from __future__ import annotations

import os

import pytest
from flask import Flask

from server.context import Server
from tests.devices.people import DeviceSchool, InProcess, Person, set_up_token
from tests.server.actors import TestClock
from tests.server.conftest import (
    alone,
    app,
    applications,
    clock,
    database,
    empty_database,
    server,
    sqlite_place,
    sqlite_url,
)

__all__ = [
    "alone",
    "app",
    "applications",
    "clock",
    "database",
    "empty_database",
    "server",
    "sqlite_place",
    "sqlite_url",
]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The address of an empty database."""
    return sqlite_url


@pytest.fixture
def environment(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that a test runs know no other settings."""
    for name in list(os.environ):
        if name.startswith("BESIDE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("BESIDE_DATABASE", database_url)


@pytest.fixture
def devices(app: Flask, server: Server, clock: TestClock) -> DeviceSchool:
    """A school with its administrator and the team vault."""
    school = DeviceSchool(lambda: InProcess(app), clock, set_up_token(server))
    school.found()
    return school


@pytest.fixture
def ward(devices: DeviceSchool) -> Person:
    """The line manager."""
    return devices.joins("ward", "line_manager")


@pytest.fixture
def sam(devices: DeviceSchool, ward: Person) -> Person:
    """A mentor whom Ms Ward manages."""
    return devices.joins("sam", "mentor", manager=ward)
