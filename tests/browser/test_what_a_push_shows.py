"""A push as it arrives in the service worker: the fixed text of its kind on the lock screen, whatever else it carries."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from schemas.push import Push, push_payload
from tests.browser.pushing import Receiver
from tests.browser.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def woken(whole_browser: Browser, built_site: Site) -> Iterator[Receiver]:
    """A tablet that may show notifications."""
    built_site.reset()
    context = whole_browser.new_context(permissions=["notifications"])
    page = context.new_page()
    page.goto(built_site.url("/"))
    yield Receiver(page, built_site.url(""))
    context.close()


@pytest.fixture
def receiver(woken: Receiver) -> Receiver:
    """The same, with nothing on its lock screen."""
    woken.clear()
    return woken


@pytest.mark.parametrize("kind", Push)
def test_each_kind_shows_its_own_text(receiver: Receiver, kind: Push) -> None:
    (shown,) = receiver.receive(push_payload(kind))
    assert shown == {
        "title": kind.text.title, "body": kind.text.body, "tag": kind.wire, "data": None,
        "requireInteraction": kind.text.urgent,
    }  # fmt: skip


def test_nothing_that_came_with_a_push_is_shown(receiver: Receiver) -> None:
    (shown,) = receiver.receive(json.dumps({"kind": "arrived", "title": "canary", "body": "canary"}).encode())
    assert "canary" not in json.dumps(shown)


def test_a_push_of_a_newer_server_says_that_something_is_new(receiver: Receiver) -> None:
    (shown,) = receiver.receive(b'{"kind": "of_next_year"}')
    assert shown["title"] == Push.ARRIVED.text.title


def test_an_alarm_is_shown_where_the_network_answers_nothing_and_has_its_pictures_all_the_same(
    receiver: Receiver, built_site: Site
) -> None:
    (worker,) = receiver.page.context.service_workers
    worker.evaluate("() => self.addEventListener('securitypolicyviolation', () => { self.isRefused = true; })")
    built_site.fall_silent()
    (shown,) = receiver.receive(push_payload(Push.VISIT_OVERDUE))
    assert shown["title"] == Push.VISIT_OVERDUE.text.title
    assert all(picture.startswith("data:image/png;base64,") for picture in receiver.pictures())
    assert worker.evaluate("() => self.isRefused === true") is False
