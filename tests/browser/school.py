"""The demonstration's school as `beside run` serves it, and tablets that come in by its links."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.served import clean_environment, free_port
from demo.cast import PASSWORD
from sync.client.enrol import LetIn

BESIDE = Path(sys.executable).parent / "beside"

# A password is stretched, a school's history is read and a note goes through a server: slow machines take their time.
PATIENCE_MS = 90_000


@contextmanager
def served(data: Path, **variables: str) -> Iterator[dict[str, str]]:
    """The demonstration's school with this folder and these settings; by sign-in name, the link that lets a tablet in."""
    environment = {
        **clean_environment(),
        "BESIDE_DATA": str(data),
        "BESIDE_PORT": str(free_port()),
        "BESIDE_BACKUPS_KEPT": "0",
        "PYTHONUNBUFFERED": "1",
        **variables,
    }
    with subprocess.Popen([BESIDE, "run"], env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = {}
        for line in process.stdout:
            if "/let-in#" in line:
                link = line.split()[-1]
                found[LetIn.parse(link.split("#")[1]).handle] = link
            if "to scan" in line:
                break
        yield found
        process.terminate()


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The demonstration's school is served; by sign-in name, the link that lets a tablet in."""
    with served(tmp_path_factory.mktemp("school") / "data") as found:
        yield found


@pytest.fixture
def tablets(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Two tablets that share nothing."""
    found = [browser.new_context(viewport={"width": 768, "height": 1024}, locale="en-GB") for _ in range(2)]
    for one in found:
        one.set_default_timeout(PATIENCE_MS)
    yield found
    for one in found:
        one.close()


def let_in(tablet: BrowserContext, link: str) -> Page:
    """Opens the link and comes in with the password."""
    page = tablet.new_page()
    page.goto(link)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Good ")).to_be_visible(timeout=PATIENCE_MS)
    return page


def tab(page: Page, name: str) -> None:
    """Goes to a place of the app by its navigation."""
    page.get_by_role("navigation").get_by_role("link", name=name).first.click()


def unlock(page: Page) -> None:
    """Opens a locked tablet with the password."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Open", exact=True).click()


def lock(page: Page, handle: str) -> None:
    """Locks the tablet by hand."""
    tab(page, "More")
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name=f"Hello, {handle}")).to_be_visible(timeout=PATIENCE_MS)
