"""What the server takes and gives a second, and what it needs for it: `python -m bench server`.

Ops of 1 KB of content are sealed and signed beforehand; two connections push them in batches of 500, each to a vault of its
own, over HTTP to a real `beside serve`, signed in and with every signature checked. Then the same is pulled.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from bench.served import Served, served
from schemas.catalogue import CATALOGUE_VERSION
from sync.client.api import Api
from sync.client.enrol import Arrival, set_up, sign_in_new_device
from sync.client.exchange import exchange
from sync.client.identity import Identity
from sync.client.opening import open_replica
from sync.client.replica import Replica
from sync.client.send import send
from sync.client.store import Store
from sync.client.transport import FRAMES, JSON, Transport
from sync.encoding import b64u, json_bytes, new_id
from sync.entry import Header, Kind, encode, parse, sign_entry
from sync.frames import encode_frames, parse_frames
from sync.log import hash_0, next_hash
from sync.op import Change, OpBody, encode_body
from sync.seal import seal_body

OPS: Final = 20_000
OPS_BEFORE_RSS: Final = 100_000
WRITERS: Final = 2
BATCH: Final = 500
CONTENT: Final = 1_000
PASSWORD: Final = "a password for the bench"
DEVICES: Final = 8
RECORDS: Final = 100


@dataclass(frozen=True, slots=True)
class Load:
    """Requests made beforehand: what one device pushes to one vault."""

    transport: Transport
    school: bytes
    vault: bytes
    requests: list[bytes]

    def path(self, name: str) -> str:
        """A path of the school."""
        return f"/api/schools/{b64u(self.school)}/{name}"


def measure_sqlite() -> dict[str, float]:
    """All figures of a server on SQLite."""
    with served() as server:
        device = _first_device(server)
        before = _database_bytes(server)
        found = _push_and_pull(server, device)
        found["server.db_bytes_per_op"] = (_database_bytes(server) - before) / OPS
        for _ in range(OPS_BEFORE_RSS // OPS - 1):
            _push(_loads(device))
        found["server.rss_mb"] = server.rss_mb()
    with served() as server:
        found["server.lost_to_a_reader"] = _lost(server)
    return found


def measure_postgresql(url: str) -> dict[str, float]:
    """What is taken and given on PostgreSQL."""
    with served(url) as server:
        found = _push_and_pull(server, _first_device(server))
    return {f"{name}_postgresql": value for name, value in found.items()}


def _push_and_pull(server: Served, device: Replica) -> dict[str, float]:
    """Ops a second by the clock, and what each costs the serving process: that tells more where a machine is not idle."""
    loads = _loads(device)
    begun = server.cpu_seconds()
    pushed = _push(loads)
    between = server.cpu_seconds()
    pulled = _pull(loads)
    return {
        "server.push_ops_per_s": pushed,
        "server.push_cpu_us_per_op": (between - begun) * 1e6 / OPS,
        "server.pull_ops_per_s": pulled,
        "server.pull_cpu_us_per_op": (server.cpu_seconds() - between) * 1e6 / OPS,
    }


# Devices --------------------------------------------------------------------------------------------------


def _first_device(server: Served) -> Replica:
    """The device that sets the school up."""
    store, transport = Store(":memory:"), Transport(server.origin)
    identity, _ = set_up(Arrival(transport, store, "bench", PASSWORD, _now, CATALOGUE_VERSION), server.token)
    return open_replica(store, identity, transport, clock=_now, catalogue=CATALOGUE_VERSION)


def _now() -> int:
    return time.time_ns() // 1_000_000


def _loads(device: Replica) -> list[Load]:
    """What is pushed at once, each writer to a vault of its own."""
    return [_load(device, device.api.transport.another(), OPS // WRITERS) for _ in range(WRITERS)]


def _load(replica: Replica, transport: Transport, count: int) -> Load:
    """A new vault, sent, and requests that push `count` ops to it."""
    vault = replica.create_vault("private")
    send(replica)
    opened, device = replica.vaults[vault], replica.identity.device
    epoch = opened.epoch
    assert epoch is not None
    counter, prev = replica.store.chain(vault)
    record, entries = b64u(new_id()), []
    for number in range(count):
        content = _content(record, number)
        header = Header(
            Kind.OP, replica.school.id, vault, epoch, device.id, counter + 1, prev, new_id(), opened.log.seq,
            opened.log.log_hash,
        )  # fmt: skip
        entry = sign_entry(header, seal_body(opened.keys[epoch], header, content), device.private)
        entries.append(encode(entry))
        counter, prev = counter + 1, entry.hash
    batches = [entries[start : start + BATCH] for start in range(0, count, BATCH)]
    return Load(transport, replica.school.id, vault, [_request(vault, batch) for batch in batches])


def _content(record: str, number: int) -> bytes:
    """The JSON of an op, 1,000 bytes of it."""
    empty = OpBody("2026-11-23T09:15:02.123+00:00", 0, CATALOGUE_VERSION, (Change(f"{record}/n{number}", ""),))
    padding = CONTENT - len(encode_body(empty))
    change = Change(f"{record}/n{number}", "x" * padding)
    return encode_body(OpBody(empty.at, 0, CATALOGUE_VERSION, (change,)))


def _request(vault: bytes, entries: Sequence[bytes]) -> bytes:
    head = {"protocol": 1, "catalogue": CATALOGUE_VERSION, "batches": [{"vault": b64u(vault), "count": len(entries)}]}
    return encode_frames(head, entries)


# Measuring ------------------------------------------------------------------------------------------------


def _push(loads: Sequence[Load]) -> float:
    """Ops a second, all writers at once."""

    def write(load: Load) -> None:
        for request in load.requests:
            answer = load.transport.request("POST", load.path("push"), request, FRAMES)
            assert answer.status == 200, answer.status
            assert b'"error"' not in answer.body, "a batch was refused"

    count = sum(len(load.requests) for load in loads) * BATCH
    start = time.perf_counter()
    with ThreadPoolExecutor(len(loads)) as executor:
        list(executor.map(write, loads))
    return count / (time.perf_counter() - start)


def _pull(loads: Sequence[Load]) -> float:
    """Ops a second, one reader, from the first entry to the last."""
    start = time.perf_counter()
    read = sum(map(_read_all, loads))
    return read / (time.perf_counter() - start)


def _read_all(load: Load) -> int:
    log_hash, seq, log, more = hash_0(load.school, load.vault), 0, None, True
    while more:
        body = json_bytes({"vaults": [[b64u(load.vault), log, seq, b64u(log_hash)]], "school": None})
        head, entries = parse_frames(load.transport.request("POST", load.path("pull"), body, JSON).body)
        (page,) = head["vaults"]
        log, more, seq = page["log"], bool(page["more"]), seq + len(entries)
        for entry in entries if more else ():
            log_hash = next_hash(log_hash, parse(entry).hash)
    return seq


def _lost(server: Served) -> float:
    """Records that a reader who polls never sees, while eight writers write to one vault."""
    first = _first_device(server)
    vault, identity = first.create_vault("private"), first.identity
    exchange(first)
    asking = threading.Lock()
    ready, written = threading.Barrier(DEVICES + 1), list[str]()

    def write() -> None:
        with asking:
            # One at a time: a new code ends the one before.
            device = _device(server, identity, _code(first))
        exchange(device)
        ready.wait()
        for _ in range(RECORDS):
            record = b64u(new_id())
            device.save(vault, [Change(f"{record}/note", "x")])
            exchange(device)
            written.append(record)

    with ThreadPoolExecutor(DEVICES) as executor:
        writers = [executor.submit(write) for _ in range(DEVICES)]
        ready.wait()
        while not all(writer.done() for writer in writers):
            exchange(first)
        for writer in writers:
            writer.result()
    exchange(first)
    return float(len(set(written) - set(first.state(vault).leaves)))


def _code(device: Replica) -> str:
    """What lets the next device of this one's member in."""
    identity = device.identity
    api = Api(device.api.transport.another(), identity.school, CATALOGUE_VERSION)
    return str(api.json("POST", "/code", {"member": b64u(identity.member)})["code"])


def _device(server: Served, identity: Identity, code: str) -> Replica:
    """Another device of the same member, let in by a code."""
    store, transport = Store(":memory:"), Transport(server.origin)
    arrival = Arrival(transport, store, identity.handle, PASSWORD, _now, CATALOGUE_VERSION)
    let_in = sign_in_new_device(arrival, identity.school, identity.genesis, code)
    return open_replica(store, let_in, transport, clock=_now, catalogue=CATALOGUE_VERSION)


def _database_bytes(server: Served) -> int:
    """The database as it lies on the disk once its write-ahead log is folded in."""
    (path,) = server.folder.glob("*.sqlite3")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size
