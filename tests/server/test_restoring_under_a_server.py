"""No backup is restored under a server that runs, and none is kept from being restored by a server that is gone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from server.db.engine import Database
from server.db.in_use import InUseError
from tests.server.forked import ForkedServer, ForkedWorker
from tests.server.forks import forks
from tests.server.running import RunningServer


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[ForkedServer]:
    """One that was prepared and of which there is a backup, `copy`; started by the test."""
    variables: dict[str, Any] = {} if database_url.startswith("sqlite") else {"BESIDE_DATABASE": database_url}
    server = ForkedServer(tmp_path / "data", log_folder=tmp_path, **variables)
    server.beside("init")
    server.beside("backup", str(tmp_path / "copy"))
    yield server
    server.close()


@pytest.fixture
def beside_it(server: ForkedServer) -> Iterator[Database]:
    """Its database, of its own: one that is lent to test after test may still be held by the servers of those before."""
    file = Path(server.environment["BESIDE_DATA"]) / "beside.sqlite3"
    database = Database(server.environment.get("BESIDE_DATABASE") or f"sqlite:///{file}")
    yield database
    database.close()


def says(server: RunningServer, folder: Path, *arguments: str) -> tuple[int, str]:
    """How a command of this server's ends, and what it says. Nobody answers what it asks."""
    said = folder / "said"
    said.unlink(missing_ok=True)
    return forks().ended(forks().start(arguments, server.environment, said)), said.read_text()


def wait_for(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_nothing_is_restored_under_a_server_that_runs_and_once_it_is_stopped_it_is(
    server: ForkedServer, tmp_path: Path
) -> None:
    restoring = ("restore", str(tmp_path / "copy"))
    with server:
        status, said = says(server, tmp_path, *restoring)  # which says so before it asks
        assert (status, said.count("\n")) == (1, 1)
        assert said.startswith("Error: a server runs on ")
        assert said.endswith("then run this again\n")
        assert server.answers()
    assert says(server, tmp_path, *restoring, "--yes")[0] == 0


def test_a_server_whose_first_process_was_killed_ends_wholly_and_the_backup_is_restored(
    server: ForkedServer, tmp_path: Path
) -> None:
    fresh = RunningServer(tmp_path / "data", log_folder=tmp_path)  # with processes below it that are no forks
    fresh.environment = server.environment | {"BESIDE_PORT": str(fresh.port), "BESIDE_WORKERS": "2"}
    with fresh:
        assert fresh.process is not None
        os.kill(fresh.process.pid, signal.SIGKILL)
        fresh.process.wait()
        assert says(server, tmp_path, "restore", str(tmp_path / "copy"), "--yes")[0] == 0
        assert not fresh.answers()


def test_nothing_is_restored_while_a_worker_sends_by_itself(
    server: ForkedServer, beside_it: Database, tmp_path: Path
) -> None:
    restoring = ("restore", str(tmp_path / "copy"), "--yes")
    with ForkedWorker(server.environment, server.log):
        wait_for(lambda: in_use(beside_it))
        assert "a server runs on" in says(server, tmp_path, *restoring)[1]
    assert says(server, tmp_path, *restoring)[0] == 0


def in_use(database: Database) -> bool:
    """Whether somebody serves from it."""
    try:
        with database.alone(patience_seconds=0):
            return False
    except InUseError:
        return True


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_no_server_begins_while_a_backup_is_restored(
    server: ForkedServer, beside_it: Database, tmp_path: Path, command: str
) -> None:
    with beside_it.alone(patience_seconds=0):
        status, said = says(server, tmp_path, command)
    assert (status, said.count("\n")) == (1, 1)
    assert "a backup is being restored into it: wait until that has ended, then start this again" in said


def test_a_server_holds_its_database_again_after_its_connections_broke(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        return
    serving, other = Database(database_url, serves=True), Database(database_url)
    for _ in range(2):
        with serving.reading() as connection:
            connection.exec_driver_sql("SELECT 1")
        assert in_use(other)
        with other.writing() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    serving.close()
    assert not in_use(other)
    other.close()
