"""Ops made before anything is measured: sealed, signed and chained, in the requests that push them.

    load = make_load(device, counts=[500, 500])         # a new vault; the first request pushes 500 ops, the second 500 more
    load.push()

An op holds 1,000 bytes of JSON: a new record of eight fields, as a visit or a note makes it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.served import Served
from schemas.catalogue import CATALOGUE_VERSION
from sync.client.enrol import Arrival, set_up
from sync.client.opening import open_replica
from sync.client.replica import Replica
from sync.client.send import send
from sync.client.store import Store
from sync.client.transport import FRAMES, Transport
from sync.encoding import b64u, new_id
from sync.entry import Header, Kind, encode, sign_entry
from sync.frames import encode_frames
from sync.op import Change, OpBody, encode_body
from sync.seal import seal_body

CONTENT: Final = 1_000
FIELDS: Final = 8
ALL: Final = slice(None)
PASSWORD: Final = "a password for the bench"


@dataclass(frozen=True, slots=True)
class Load:
    """What one device pushes to one vault, a request after the other, on a connection of its own."""

    transport: Transport
    school: bytes
    vault: bytes
    requests: list[bytes]

    def path(self, name: str) -> str:
        """A path of the school."""
        return f"/api/schools/{b64u(self.school)}/{name}"

    def push(self, part: slice = ALL) -> None:
        """Send the requests, or a part of them."""
        for request in self.requests[part]:
            answer = self.transport.request("POST", self.path("push"), request, FRAMES)
            assert answer.status == 200, answer.status
            assert b'"error"' not in answer.body, "a batch was refused"


def now() -> int:
    """Milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def first_device(server: Served) -> Replica:
    """The device that sets the school up."""
    store, transport = Store(":memory:"), Transport(server.origin)
    identity, _ = set_up(Arrival(transport, store, "bench", PASSWORD, now, CATALOGUE_VERSION), server.token)
    return open_replica(store, identity, transport, clock=now, catalogue=CATALOGUE_VERSION)


def make_load(device: Replica, counts: Sequence[int]) -> Load:
    """A new vault, sent, and requests that push as many ops each as `counts` says."""
    vault = device.create_vault("private")
    send(device)
    entries = _entries(device, vault)
    requests = [_request(vault, [next(entries) for _ in range(count)]) for count in counts]
    return Load(device.api.transport.another(), device.school.id, vault, requests)


def _entries(replica: Replica, vault: bytes) -> Iterator[bytes]:
    """Ops behind what the device has written to the vault, without end."""
    opened, device = replica.vaults[vault], replica.identity.device
    epoch = opened.epoch
    assert epoch is not None
    counter, prev = replica.store.chain(vault)
    while True:
        header = Header(
            Kind.OP, replica.school.id, vault, epoch, device.id, counter + 1, prev, new_id(), opened.log.seq,
            opened.log.log_hash,
        )  # fmt: skip
        entry = sign_entry(header, seal_body(opened.keys[epoch], header, _content()), device.private)
        counter, prev = counter + 1, entry.hash
        yield encode(entry)


def _content() -> bytes:
    record = b64u(new_id())

    def written(text: str) -> bytes:
        changes = tuple(Change(f"{record}/field{number}", text[number::FIELDS]) for number in range(FIELDS))
        return encode_body(OpBody("2026-11-23T09:15:02.123+00:00", 0, CATALOGUE_VERSION, changes))

    return written("x" * (CONTENT - len(written(""))))


def _request(vault: bytes, entries: Sequence[bytes]) -> bytes:
    head = {"protocol": 1, "catalogue": CATALOGUE_VERSION, "batches": [{"vault": b64u(vault), "count": len(entries)}]}
    return encode_frames(head, entries)
