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
from typing import Final

from bench.load import PASSWORD, Load, first_device, make_load, now
from bench.served import Served, served
from schemas.catalogue import CATALOGUE_VERSION
from sync.client.api import Api
from sync.client.enrol import Arrival, sign_in_new_device
from sync.client.exchange import exchange
from sync.client.identity import Identity
from sync.client.opening import open_replica
from sync.client.replica import Replica
from sync.client.store import Store
from sync.client.transport import JSON, Transport
from sync.encoding import b64u, json_bytes, new_id
from sync.entry import parse
from sync.frames import parse_frames
from sync.log import hash_0, next_hash
from sync.op import Change

OPS: Final = 20_000
OPS_BEFORE_RSS: Final = 100_000
WRITERS: Final = 2
BATCH: Final = 500
DEVICES: Final = 8
RECORDS: Final = 100


def measure_sqlite() -> dict[str, float]:
    """All figures of a server on SQLite."""
    with served() as server:
        device = first_device(server)
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
        found = _push_and_pull(server, first_device(server))
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


def _loads(device: Replica) -> list[Load]:
    """What is pushed at once, each writer to a vault of its own."""
    return [make_load(device, [BATCH] * (OPS // WRITERS // BATCH)) for _ in range(WRITERS)]


def _push(loads: Sequence[Load]) -> float:
    """Ops a second, all writers at once."""
    start = time.perf_counter()
    with ThreadPoolExecutor(len(loads)) as executor:
        list(executor.map(Load.push, loads))
    return OPS / (time.perf_counter() - start)


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
    first = first_device(server)
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
    arrival = Arrival(transport, store, identity.handle, PASSWORD, now, CATALOGUE_VERSION)
    let_in = sign_in_new_device(arrival, identity.school, identity.genesis, code)
    return open_replica(store, let_in, transport, clock=now, catalogue=CATALOGUE_VERSION)


def _database_bytes(server: Served) -> int:
    """The database as it lies on the disk once its write-ahead log is folded in."""
    (path,) = server.folder.glob("*.sqlite3")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size
