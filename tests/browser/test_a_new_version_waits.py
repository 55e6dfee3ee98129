"""A new version is kept ready and takes over only when nothing is open that it could cost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.site import Site, Stage, wait_until

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A tablet's browser."""
    context = browser.new_context()
    yield context
    context.close()


def version(page: Page) -> object:
    """The title of the app that this browser would start now."""
    return page.evaluate("fetch('/index.html').then((it) => it.text()).then((it) => /<title>(.*)</.exec(it)[1])")


def upgraded(context: BrowserContext, site: Site) -> Stage:
    """A page that was open when a newer version came out, and has heard of it."""
    stage = Stage(context.new_page(), site)
    site.upgrade("Second version")
    stage.ask("look")
    wait_until(stage.page, "stage.updates().state === 'waiting'")
    return stage


def loaded_anew(stage: Stage) -> None:
    """Returns once the page has been loaded anew."""
    wait_until(stage.page, "!('before' in globalThis) && 'stage' in globalThis")


def test_the_first_visit_keeps_the_app_and_is_no_new_version(context: BrowserContext, site: Site) -> None:
    stage = Stage(context.new_page(), site)
    stage.page.evaluate("globalThis.before = true")
    wait_until(stage.page, "stage.updates().offline === 'ready'")
    assert stage.ask("updates") == {"state": "none", "offline": "ready"}
    assert stage.page.evaluate("globalThis.before") is True


def test_a_new_version_that_was_heard_of_changes_nothing_by_itself(context: BrowserContext, site: Site) -> None:
    stage = upgraded(context, site)
    assert version(stage.page) == "Beside"
    stage.page.reload()
    assert version(stage.page) == "Beside"


def test_update_now_puts_it_in_place_and_loads_every_tab_anew(context: BrowserContext, site: Site) -> None:
    stage = upgraded(context, site)
    other = Stage(context.new_page(), site)
    for each in (stage, other):
        each.page.evaluate("globalThis.before = true")
    stage.page.evaluate("void stage.apply()")
    for each in (stage, other):
        loaded_anew(each)
        assert version(each.page) == "Second version"
    assert stage.ask("updates") == {"state": "none", "offline": "ready"}


def test_update_now_is_refused_while_something_is_open_in_any_tab(context: BrowserContext, site: Site) -> None:
    stage = upgraded(context, site)
    other = Stage(context.new_page(), site)
    other.ask("beginWork")
    assert stage.ask("apply") is False
    assert version(stage.page) == "Beside"
    other.ask("endWork")
    stage.page.evaluate("globalThis.before = true; void stage.apply()")
    loaded_anew(stage)
    assert version(stage.page) == "Second version"


def test_at_lock_it_is_left_waiting_where_another_tab_is_unlocked(context: BrowserContext, site: Site) -> None:
    stage = upgraded(context, site)
    other = Stage(context.new_page(), site)
    assert other.ask("unlocked", False) is True
    assert stage.ask("settle") is False
    assert version(stage.page) == "Beside"


def test_at_lock_it_is_put_in_place_where_every_tab_is_locked(context: BrowserContext, site: Site) -> None:
    stage = upgraded(context, site)
    stage.page.evaluate("globalThis.before = true; void stage.settle()")
    loaded_anew(stage)
    assert version(stage.page) == "Second version"


def test_nothing_is_put_in_place_where_there_is_nothing_new(context: BrowserContext, site: Site) -> None:
    stage = Stage(context.new_page(), site)
    assert stage.ask("settle") is False
    assert stage.ask("apply") is False


def test_a_page_of_the_old_version_still_starts_without_a_network_while_the_new_one_waits(
    context: BrowserContext, site: Site
) -> None:
    stage = upgraded(context, site)
    # Somebody is at work in this tab: else the page that starts would find every tab locked, and put the new version in place.
    assert stage.ask("unlocked", False) is True
    site.stop()
    page = context.new_page()
    page.goto(site.url("/"))
    page.wait_for_selector("#app > *")
    assert version(stage.page) == "Beside"
