"""The gallery, the site and the demonstration's school, each made once for all the tests of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import gallery as views
from tests.browser import site as sites
from tests.browser.cupboard import Cupboard
from tests.browser.founded import founded
from tests.browser.gallery import Gallery, Glasses
from tests.browser.school import PATIENCE_MS, links, new_tablets, tablets
from tests.browser.site import Site
from tests.once import once

__all__ = ["built_site", "founded", "gallery", "links", "look_at", "new_tablets", "open_view", "site", "tablets"]

# What is waited for comes at once on a machine that has nothing else to do; a loaded one takes its time, and nothing here is
# about how quick it is.
expect.set_options(timeout=PATIENCE_MS)

OpenView = Callable[..., Page]


@pytest.fixture(scope="session")
def cupboard(browser: Browser) -> Cupboard:
    """The tablets of this worker."""
    return Cupboard(browser, PATIENCE_MS)


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    """Every view with invented people, served on loopback."""
    with Gallery(once(tmp_path_factory, "gallery", views.build)) as gallery:
        yield gallery


@pytest.fixture(scope="session")
def glasses(gallery: Gallery, browser: Browser) -> Glasses:
    """What this worker looks at views on."""
    return Glasses(gallery, browser)


@pytest.fixture
def open_view(glasses: Glasses) -> Iterator[OpenView]:
    """Opens an exhibit on a glass of a size: ``open_view("pad", 360, 740)``."""
    yield glasses.open
    glasses.put_back()


@pytest.fixture
def look_at(glasses: Glasses) -> OpenView:
    """Shows an exhibit for as long as no other is asked for on a glass of that size; nobody touches it."""
    return glasses.look


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The built client, served at an address of its own."""
    built = once(tmp_path_factory, "site", sites.build_with_stage)
    with Site(tmp_path_factory.mktemp("site"), built) as site:
        yield site


@pytest.fixture
def site(built_site: Site) -> Site:
    """The same in its first version, with a server that answers, whatever the test before did."""
    built_site.reset()
    return built_site
