"""Whoever sends a byte now and then holds up nobody who has a session."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Semaphore, Thread
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from sync.encoding import b64u
from tests.server.actors import Tablet, TestSchool
from tests.server.answers import error

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONGEST_SECONDS = 20
THREADS = 4
"""How many serve, as it is set by default."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here."""
    return sqlite_url


class Slow(io.BytesIO):
    """A body that does not come until `end`; `waited_for` is told of whoever waits for it."""

    def __init__(self, waited_for: Semaphore, end: Event) -> None:
        super().__init__(b"x" * 1000)
        self._waited_for = waited_for
        self._end = end

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        self._waited_for.release()
        self._end.wait(LONGEST_SECONDS)
        return super().readinto(buffer)


@contextmanager
def slow_senders(app: Flask, school: TestSchool, count: int) -> Iterator[None]:
    """So many who have begun to ask for a sign-in while the block lasts."""
    waited_for, end = Semaphore(0), Event()
    path = f"/api/schools/{b64u(school.id)}/sign-in/start"

    def send() -> None:
        app.test_client().post(path, input_stream=Slow(waited_for, end), content_type="application/json")

    threads = [Thread(target=send, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        assert all(waited_for.acquire(timeout=LONGEST_SECONDS) for _ in threads)
        yield
    finally:
        end.set()
        for thread in threads:
            thread.join()


def test_a_thread_is_always_left_for_who_has_a_session(app: Flask, school: TestSchool, anna: Tablet) -> None:
    """The attack: four connections from anywhere, each with a body that never comes, hold every thread of the server: nobody
    can say that they are back from a visit, nor take an alarm on."""
    with slow_senders(app, school, THREADS - 1):
        refused = school.tablet(anna.person).signed_in(bytes(56))
        assert (refused.status_code, error(refused)) == (503, "busy")
        assert int(refused.headers["Retry-After"]) > 0
        assert anna.json("POST", "/code", {"member": b64u(anna.person.id)}).status_code == 200
    assert anna.signed_in().status_code == 200
