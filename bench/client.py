"""What a tablet takes for its part: `python -m bench client`.

A real Chromium, a real `beside serve` on SQLite; vaults with 10,000 ops of 1 KB, sealed and signed by another device of the same
member. The app's own store runs in a page of its own (`pwa/test/bench`), so that nothing is measured but what is named.
"""

from __future__ import annotations

import json
import mimetypes
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, FloatRect, Locator

from bench.browser import Opened, chromium, fresh_page
from bench.load import PASSWORD, first_device, make_load, now
from bench.served import Served, served
from schemas.catalogue import CATALOGUE_VERSION
from server.headers import HEADERS
from sync.client.api import Api
from sync.client.enrol import Arrival, sign_in_new_device
from sync.client.identity import lock_of
from sync.client.replica import Replica
from sync.client.store import Store
from sync.client.transport import Transport
from sync.encoding import b64u
from sync.keys import authentication_key, root_key

REPOSITORY: Final = Path(__file__).parent.parent
BUILT: Final = REPOSITORY / "build" / "bench"
PAGE: Final = "/test/bench/bench.html"

OPS: Final = 10_000
VAULTS: Final = 12
MANY_VAULTS: Final = 500
MORE_OPS: Final = 1_000
BATCH: Final = 500
TIMES: Final = 5
SAVES: Final = 200
TAPS: Final = 2_000
SLOWER: Final = 4


def measure() -> dict[str, float]:
    """All figures of the store in a browser."""
    _build()
    with chromium() as browser:
        return _with_few_vaults(browser) | _with_many_vaults(browser)


def _with_few_vaults(browser: Browser) -> dict[str, float]:
    with served() as server:
        school = _School(server, VAULTS)
        first = [_first_sync(browser, school) for _ in range(TIMES)]
        with _synced(browser, school) as tablet:
            unlocked = [_unlock(tablet, school) for _ in range(TIMES)]
            heap = tablet.heap_mb()
            tablet.throttle(SLOWER)
            throttled = [_unlock(tablet, school) for _ in range(TIMES)]
            tablet.throttle(1)
            _unlock(tablet, school)
            _ask(tablet, "signIn")
            same = [_exchange(tablet).ms for _ in range(TIMES * TIMES)]
            pulled = [_pull_more(tablet, school) for _ in range(TIMES)]
            saved = _ask(tablet, "saves", {"_form": "session", "_version": 1, "notes": "x" * 900}, SAVES)
            tablet.throttle(SLOWER)
            tapped = _tap(tablet)
    return {
        "client.first_sync_10k_ms": median(took.ms for took in first),
        "client.first_sync_10k_cpu_ms": median(took.cpu_ms for took in first),
        "client.unlock_to_usable_ms": median(unlocked),
        "client.unlock_to_usable_ms_throttled": median(throttled),
        "client.heap_mb": heap,
        "client.noop_sync_ms": median(same),
        "client.pull_1000_ms": median(took.ms for took in pulled),
        "client.pull_1000_cpu_ms": median(took.cpu_ms for took in pulled),
        "client.save_durable_p95_ms": quantiles(saved, n=20)[-1],
        "client.tap_to_paint_p95_ms": quantiles(tapped, n=20)[-1],
    }


def _with_many_vaults(browser: Browser) -> dict[str, float]:
    with served() as server:
        school = _School(server, MANY_VAULTS)
        with _synced(browser, school) as tablet:
            unlocked = [_unlock(tablet, school) for _ in range(TIMES)]
    return {"client.unlock_to_usable_ms_500_vaults": median(unlocked)}


# The school -----------------------------------------------------------------------------------------------


class _School:
    """A school with a member who has written `OPS` ops into some vaults, and is let in on a tablet."""

    def __init__(self, server: Served, vaults: int) -> None:
        writer = first_device(server)
        counts = zip(_spread(OPS, vaults), _spread(MORE_OPS, vaults), strict=True)
        self._loads = [make_load(writer, [*_batches(first), *[more] * TIMES]) for first, more in counts]
        for load in self._loads:
            load.push(slice(-TIMES))
        self.origin = server.origin
        self.records = OPS
        self.tablet = _let_in(server, writer)

    def write_more(self) -> None:
        """`MORE_OPS` more; at most `TIMES` times."""
        done = (self.records - OPS) // MORE_OPS
        for load in self._loads:
            at = len(load.requests) - TIMES + done
            load.push(slice(at, at + 1))
        self.records += MORE_OPS


def _spread(total: int, over: int) -> list[int]:
    """Whole numbers that come to `total`, as equal as they can be."""
    return [total * (place + 1) // over - total * place // over for place in range(over)]


def _batches(count: int) -> list[int]:
    return [min(BATCH, count - start) for start in range(0, count, BATCH)]


def _let_in(server: Served, writer: Replica) -> dict[str, str]:
    """One more device of the writer's member; what its page has to know, bytes in base64url."""
    mine = writer.identity
    api = Api(writer.api.transport.another(), mine.school, CATALOGUE_VERSION)
    code = str(api.json("POST", "/code", {"member": b64u(mine.member)})["code"])
    store = Store(":memory:")
    arrival = Arrival(Transport(server.origin), store, mine.handle, PASSWORD, now, CATALOGUE_VERSION)
    identity = sign_in_new_device(arrival, mine.school, mine.genesis, code)
    lock = lock_of(store)
    device = {
        "school": identity.school,
        "genesis": identity.genesis,
        "member": identity.member,
        "device": identity.device.id,
        "deviceSeed": identity.device.private.private_bytes_raw(),
        "accountSecret": identity.account_secret,
        "authentication": authentication_key(root_key(PASSWORD, lock.salt, lock.params)),
    }
    return {"handle": identity.handle, **{name: b64u(value) for name, value in device.items()}}


# Measuring ------------------------------------------------------------------------------------------------


def _build() -> None:
    node = str(REPOSITORY / "tools" / "with-node")
    command = [node, "npx", "vite", "build", "--config", "vite.bench.config.ts", "--logLevel", "warn"]
    subprocess.run(command, cwd=REPOSITORY / "pwa", check=True)


@contextmanager
def _at_school(browser: Browser, school: _School) -> Iterator[Opened]:
    """A tablet that was let in, and has fetched nothing yet."""
    with fresh_page(browser) as tablet:
        _serve_page(tablet)
        _open(tablet, school)
        _ask(tablet, "keepDevice", school.tablet)
        yield tablet


@contextmanager
def _synced(browser: Browser, school: _School) -> Iterator[Opened]:
    """A tablet that has everything, and its states sealed as the app leaves them."""
    with _at_school(browser, school) as tablet:
        _sync_first(tablet)
        _ask(tablet, "sealAll")
        yield tablet


def _open(tablet: Opened, school: _School) -> None:
    """A page that has just begun, at the address of the server and under its content policy."""
    tablet.page.goto(school.origin + PAGE)
    tablet.page.wait_for_function("'bench' in globalThis")


def _serve_page(tablet: Opened) -> None:
    """Answer for the bench's own files. Requests to the server, which are measured, go their own way."""

    def fulfil(paused: dict[str, Any]) -> None:
        path = BUILT / urlsplit(paused["request"]["url"]).path.lstrip("/")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        headers = [{"name": name, "value": value} for name, value in (*HEADERS.items(), ("Content-Type", kind))]
        answer = {"responseCode": 200, "responseHeaders": headers, "body": b64encode(path.read_bytes()).decode()}
        tablet.protocol.send("Fetch.fulfillRequest", {"requestId": paused["requestId"], **answer})

    tablet.protocol.on("Fetch.requestPaused", fulfil)
    tablet.protocol.send(
        "Fetch.enable", {"patterns": [{"urlPattern": f"*{path}/*"} for path in ("/assets", "/test/bench")]}
    )


def _ask(tablet: Opened, name: str, *given: object) -> Any:
    """What a function of the page answers."""
    return tablet.page.evaluate(f"bench.{name}({', '.join(map(json.dumps, given))})")


@dataclass(frozen=True, slots=True)
class Took:
    """What something took by the clock, and of the processors: that tells more where a machine is not idle."""

    ms: float
    cpu_ms: float


def _exchange(tablet: Opened) -> Took:
    before = tablet.cpu_ms()
    took = float(_ask(tablet, "exchangeAll"))
    return Took(took, tablet.cpu_ms() - before)


def _first_sync(browser: Browser, school: _School) -> Took:
    with _at_school(browser, school) as tablet:
        return _sync_first(tablet)


def _sync_first(tablet: Opened) -> Took:
    _ask(tablet, "unlock")
    _ask(tablet, "signIn")
    took = _exchange(tablet)
    found = _ask(tablet, "records")
    assert found == OPS, f"{found} records came"
    return took


def _unlock(tablet: Opened, school: _School) -> float:
    """Unlock anew, on a page that has just begun."""
    _open(tablet, school)
    took = float(_ask(tablet, "unlock"))
    found = _ask(tablet, "records")
    assert found == school.records, f"{found} records were kept"
    return took


def _pull_more(tablet: Opened, school: _School) -> Took:
    school.write_more()
    took = _exchange(tablet)
    found = _ask(tablet, "records")
    assert found == school.records, f"{found} records came"
    return took


def _tap(tablet: Opened) -> list[float]:
    """One observation with `TAPS` ticks, each cell in its turn; what each took from finger to frame.

    A tap comes as soon as the one before is on the screen, which is more often than any finger's.
    """
    _ask(tablet, "pad")
    cells = tablet.page.locator(".pad-cell:not(.pad-undo)").all()
    middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in map(_box, cells)]
    for nth, middle in enumerate(islice(cycle(middles), TAPS), 1):
        tablet.page.touchscreen.tap(*middle)
        _ask(tablet, "painted", nth)
    found = _ask(tablet, "taps")
    assert found["ticks"] == TAPS, f"{found['ticks']} ticks were counted"
    return list(map(float, found["took"]))


def _box(cell: Locator) -> FloatRect:
    box = cell.bounding_box()
    assert box is not None, "a cell is not to be seen"
    return box
