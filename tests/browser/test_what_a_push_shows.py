"""A push as it arrives in the service worker: the fixed text of its kind on the lock screen, whatever else it carries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from schemas.push import Push, push_payload
from tests.browser.site import Site, wait_until, wait_until_kept

pytestmark = pytest.mark.browser

SHOWN = """navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) =>
  all.map(({ title, body, tag, data, requireInteraction }) => ({ title, body, tag, data, requireInteraction })))"""


class Receiver:
    """A page whose service worker is handed pushes, as the browser does once it has decrypted them."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        page.goto(site.url("/"))
        wait_until_kept(page)
        self._origin = site.url("")
        self._session = page.context.new_cdp_session(page)
        registrations: list[dict[str, Any]] = []
        self._session.on(
            "ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"])
        )
        self._session.send("ServiceWorker.enable")
        while not registrations:
            page.wait_for_timeout(20)
        (registered,) = {one["registrationId"] for one in registrations if one["scopeURL"].startswith(self._origin)}
        self._registration = registered

    def receive(self, payload: bytes) -> list[dict[str, Any]]:
        """What is on the lock screen after this push."""
        before = len(self.shown())
        delivered = {"origin": self._origin, "registrationId": self._registration, "data": payload.decode()}
        self._session.send("ServiceWorker.deliverPushMessage", delivered)
        wait_until(self.page, f"{SHOWN}.then((all) => all.length > {before})")
        return self.shown()

    def shown(self) -> list[dict[str, Any]]:
        """What is on the lock screen."""
        found: list[dict[str, Any]] = self.page.evaluate(SHOWN)
        return found


@pytest.fixture
def receiver(browser: Browser, site: Site) -> Iterator[Receiver]:
    """A tablet that may show notifications."""
    context = browser.new_context(permissions=["notifications"])
    yield Receiver(context.new_page(), site)
    context.close()


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
