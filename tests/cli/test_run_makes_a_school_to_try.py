"""`beside run` in an empty folder: a school to try, and a line for everybody that lets them in."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.served import clean_environment, free_port
from demo.cast import PASSWORD
from schemas.catalogue import CATALOGUE_VERSION
from sync.client.enrol import Arrival, LetIn, sign_in_new_device
from sync.client.exchange import exchange
from sync.client.opening import open_replica
from sync.client.replica import Replica
from sync.client.store import Store
from sync.client.transport import Transport
from sync.encoding import unb64u
from sync.safety_note import open_note, parse_note

BESIDE = Path(sys.executable).parent / "beside"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An empty folder and a free port."""
    return {
        **clean_environment(),
        "BESIDE_DATA": str(tmp_path_factory.mktemp("run") / "data"),
        "BESIDE_PORT": str(free_port()),
        "BESIDE_BACKUPS_KEPT": "0",
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="module")
def printed(environment: dict[str, str]) -> Iterator[str]:
    """What `beside run` prints until it has drawn the code for a tablet."""
    with subprocess.Popen(
        [BESIDE, "run"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "to scan" in line:
                break
        yield "".join(lines)
        process.terminate()


def now() -> int:
    return time.time_ns() // 1_000_000


@contextmanager
def come_in(printed: str, environment: dict[str, str], handle: str) -> Iterator[Replica]:
    """A new device of somebody, let in by what was printed."""
    links = [line.split()[-1] for line in printed.splitlines() if "/let-in#" in line]
    assert len(links) == 5
    let_in = next(found for found in (LetIn.parse(link.split("#")[1]) for link in links) if found.handle == handle)
    transport = Transport(f"http://127.0.0.1:{environment['BESIDE_PORT']}")
    arrival = Arrival(transport, Store(":memory:"), let_in.handle, PASSWORD, now, CATALOGUE_VERSION)
    identity = sign_in_new_device(arrival, let_in.school, let_in.genesis, let_in.code)
    replica = open_replica(arrival.store, identity, transport, clock=now, catalogue=CATALOGUE_VERSION)
    exchange(replica)
    yield replica
    transport.close()


def test_everybody_can_come_in_and_a_mentor_has_cases(printed: str, environment: dict[str, str]) -> None:
    assert PASSWORD in printed
    with come_in(printed, environment, "sam") as replica:
        assert sum(vault.log.kind == "case" for vault in replica.vaults.values()) >= 5
        assert not replica.store.aside()


def test_no_request_pushes_who_can_come_in_out_of_sight(printed: str, environment: dict[str, str]) -> None:
    assert len(printed.splitlines()) < 24, printed
    kept = (Path(environment["BESIDE_DATA"]) / "requests.log").read_text(encoding="utf-8")
    assert "POST /api/set-up 200" in kept
    assert "requests.log" in printed


def test_the_office_has_somebody_to_watch_whose_sheet_it_can_read(printed: str, environment: dict[str, str]) -> None:
    with come_in(printed, environment, "jo") as replica:
        (visit,) = replica.api.json("GET", "/visits")["visits"]
        note = parse_note(unb64u(visit["note"]))
        sheet = json.loads(open_note(note, replica.identity.account.seal))
        assert sheet["address"] == "Lamplighter’s Cottage"
        assert [standing["rung"] for standing in visit["ladder"]] == [1, 2, 3]


def test_a_later_start_prints_fresh_codes_for_the_same_school(printed: str, environment: dict[str, str]) -> None:
    again = subprocess.run([BESIDE, "demo"], env=environment, capture_output=True, text=True, check=True).stdout
    before = {line.split()[-1] for line in printed.splitlines() if "/let-in#" in line}
    after = {line.split()[-1] for line in again.splitlines() if "/let-in#" in line}
    assert len(after) == 5
    assert before.isdisjoint(after)
