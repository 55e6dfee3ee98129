"""What every test may lean on: seeds that are printed, and a real Chromium.

A run's seed drives Hypothesis and every seeded schedule. It stands at the top of the run's output;
`BESIDE_SEED=<seed> make test` runs the same again.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tools import chromium

REPOSITORY = Path(__file__).parent.parent
SEED_VARIABLE = "BESIDE_SEED"

# No deadline: a slow machine is no failure. Checked in CI with a fresh seed every time.
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
]


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Chooses the seed before Hypothesis reads its option; xdist's workers are handed both."""
    seed = os.environ.setdefault(SEED_VARIABLE, str(secrets.randbelow(2**32)))
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = seed


def pytest_report_header() -> str:
    return f"seed: {os.environ[SEED_VARIABLE]} (run again with {SEED_VARIABLE}={os.environ[SEED_VARIABLE]})"


@pytest.fixture(scope="session")
def run_seed() -> int:
    """This run's seed, for tests that draw schedules of their own."""
    return int(os.environ[SEED_VARIABLE])


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium that the browser tests drive."""
    path = chromium.find()
    assert path is not None, chromium.REMEDY
    return path


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One headless Chromium for the tests of a worker; each test makes contexts of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_FLAGS)
        yield browser
        browser.close()
