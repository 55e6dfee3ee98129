"""A server killed with -9 in the middle of pushes keeps whole batches only, and everything that it had answered."""

from __future__ import annotations

import http.client
import random
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.context import Server, make_server
from server.settings import Settings
from sync.encoding import b64u
from sync.entry import encode, parse
from sync.log import hash_0, next_hash
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.forked import ForkedServer
from tests.server.over_http import HttpClient
from tests.server.vaults import TestVault

BATCH = 25
KILLS = 4


@pytest.fixture
def running(database_url: str, tmp_path: Path) -> Iterator[ForkedServer]:
    """A prepared server of the tests' own, running."""
    secret = secrets.token_urlsafe(48)
    variables: dict[str, Any] = {"BESIDE_SECRET": secret, "BESIDE_THREADS": "4"}
    if database_url.startswith("postgresql"):
        variables |= {"BESIDE_DATABASE": database_url, "BESIDE_WORKERS": "2"}
    server = ForkedServer(tmp_path, **variables)
    server.beside("init")
    with server:
        yield server


@pytest.fixture
def beside_it(running: ForkedServer) -> Iterator[Server]:
    """The same database and secret from the outside, to make tokens with."""
    environment = running.environment
    settings = Settings(
        data=Path(environment["BESIDE_DATA"]),
        database=environment.get("BESIDE_DATABASE"),
        secret=environment["BESIDE_SECRET"],
    )
    server = make_server(settings)
    yield server
    server.database.close()


@pytest.fixture
def school(running: ForkedServer, beside_it: Server) -> TestSchool:
    return TestSchool.begun(beside_it, lambda: HttpClient(running.port))


class Writer(threading.Thread):
    """A tablet that sends its batches one after the other, again and again until each is answered, whatever becomes of the
    server meanwhile."""

    def __init__(self, tablet: Tablet, vault: TestVault, batches: list[list[bytes]]) -> None:
        super().__init__(daemon=True)
        self.tablet, self.vault, self.batches = tablet, vault, batches
        self.stopped = threading.Event()
        self.answered = 0
        self.faults: list[object] = []

    def run(self) -> None:
        while self.answered < len(self.batches) and not self.stopped.is_set():
            try:
                (result,) = self.tablet.push((self.vault.id, self.batches[self.answered]))
            except (OSError, http.client.HTTPException, AssertionError):
                self.stopped.wait(0.05)
                continue
            if "error" in result:
                self.faults.append(result["error"])
                return
            self.answered += 1


def pulled(tablet: Tablet, vault: TestVault) -> list[bytes]:
    """The whole log, in as many pulls as it takes."""
    got: list[bytes] = []
    log_hash = hash_0(vault.school.id, vault.id)
    while True:
        head, parts = tablet.pull([b64u(vault.id), None, len(got), b64u(log_hash)])
        for part in parts:
            log_hash = next_hash(log_hash, parse(part).hash)
        got += parts
        if not head["vaults"][0]["more"]:
            assert head["vaults"][0]["head"] == [len(got), b64u(log_hash)]
            return got


def test_what_was_answered_is_kept_and_a_batch_is_kept_whole_or_not_at_all(
    running: ForkedServer, school: TestSchool, run_seed: int
) -> None:
    chance = random.Random(run_seed)
    tablets = [school.join(Person(f"mentor {number}"), "mentor") for number in range(3)]
    vaults = [TestVault(school) for _ in tablets]
    writers = []
    for tablet, vault in zip(tablets, vaults, strict=True):
        vault.begin(tablet)
        batches = [vault.taken(*vault.ops(tablet, BATCH)) for _ in range(60)]
        writers.append(Writer(tablet, vault, batches))
    readers = [HttpClient(running.port) for _ in tablets]
    for reader, tablet in zip(readers, tablets, strict=True):
        reader.cookie = tablet.client.cookie
    for writer in writers:
        writer.start()
    for _ in range(KILLS):
        writers[0].stopped.wait(chance.uniform(0.02, 0.5))
        running.kill()
        answered = [writer.answered for writer in writers]
        running.start()
        for reader, tablet, vault, before in zip(readers, tablets, vaults, answered, strict=True):
            kept = pulled(Tablet(tablet.person, reader, tablet.base, tablet.key), vault)
            assert (len(kept) - 2) % BATCH == 0, "whole batches only"
            assert (len(kept) - 2) // BATCH >= before, "what was answered is kept"
    for writer in writers:
        writer.join(timeout=120)
        assert not writer.is_alive()
        assert writer.faults == []
    for reader, tablet, vault, writer in zip(readers, tablets, vaults, writers, strict=True):
        kept = pulled(Tablet(tablet.person, reader, tablet.base, tablet.key), vault)
        assert kept[2:] == [entry for batch in writer.batches for entry in batch]


def test_a_poller_beside_eight_writers_misses_nothing(running: ForkedServer, school: TestSchool) -> None:
    owner = Person("owner")
    manager = school.join(owner, "line_manager")
    people = [Person(f"writer {number}") for number in range(8)]
    tablets = [school.join(person, "mentor") for person in people]
    vault = TestVault(school)
    vault.begin(manager, readers=())
    for person in people:
        manager.push((vault.id, vault.taken(vault.add(manager, person))))
    before = vault.seq
    writers = [Writer(tablet, vault, [[encode(vault.op(tablet))] for _ in range(40)]) for tablet in tablets]
    got: list[bytes] = []
    log_hash = hash_0(school.id, vault.id)
    for writer in writers:
        writer.start()
    while len(got) < before + 8 * 40:
        assert not any(writer.faults for writer in writers)
        head, parts = manager.pull([b64u(vault.id), None, len(got), b64u(log_hash)])
        assert "rewound" not in head["vaults"][0]
        for part in parts:
            log_hash = next_hash(log_hash, parse(part).hash)
        got += parts
    written = {entry for writer in writers for batch in writer.batches for entry in batch}
    assert set(got[before:]) == written
    assert len(got) == before + len(written)
