"""A school with a push service, a worker, and a clock that a test moves: what alarms and reminders happen in."""

from __future__ import annotations

from dataclasses import dataclass

from server.context import Server
from server.push.worker import Worker
from tests.server.actors import Tablet, TestClock, TestSchool
from tests.server.push_service import Browser, PushService


@dataclass
class World:
    """Everything that takes part."""

    server: Server
    school: TestSchool
    clock: TestClock
    worker: Worker
    service: PushService

    def turn(self, *, at: int | None = None, after: int = 0) -> None:
        """Let it be `at`, or `after` ms later; the worker looks once, and sends what it found."""
        self.clock.now = (self.clock.now if at is None else at) + after
        self.worker.look()
        self.worker.send()

    def subscribe(self, tablet: Tablet) -> Browser:
        """Let a tablet take pushes."""
        return self.service.subscribe(tablet)

    def kinds(self, browser: Browser | None = None) -> list[str]:
        """What was said, in order; to one browser, or to any."""
        return self.service.kinds(browser)

    def run(self, statement: str) -> None:
        """Change the database behind everybody's back."""
        with self.server.database.writing() as connection:
            connection.exec_driver_sql(statement)
