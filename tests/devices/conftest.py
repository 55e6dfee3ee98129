"""A school of real devices on a real database, of either kind."""

from __future__ import annotations

import pytest
from flask import Flask

from server.context import Server
from tests.devices.people import DeviceSchool, InProcess, Person, set_up_token
from tests.server.actors import TestClock
from tests.server.conftest import app, clock, database, database_url, empty_database, server

__all__ = ["app", "clock", "database", "database_url", "empty_database", "server"]


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
