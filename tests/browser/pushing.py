"""Pushes to a browser of a test: the service that it subscribes to is the tests' own, the hour at which a worker looks is chosen.

take_pushes(tablet, service)                # before its first page
switch_on(page, service)                    # under Settings, by a touch
tell_when_due(school.data, folder)          # what stands to be told is told, at its hour; then: service.taken
"""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from server.context import make_server
from server.db.tables import reminders
from server.push.sender import Sender
from server.push.windows import unpack
from server.push.worker import Worker
from server.settings import read_settings
from tests.browser.school import tab
from tests.browser.site import wait_until, wait_until_kept
from tests.server.actors import TestClock
from tests.server.push_service import PushService

# This Chromium reaches no push service: what its subscribing gives is the tests' own. Everything else is the page's.
_STUBBED: Final = """(() => {
  globalThis.asked = 0;
  const given = GIVEN;
  let current = null;
  const made = () => ({
    endpoint: given.endpoint,
    toJSON: () => ({ endpoint: given.endpoint, keys: given }),
    unsubscribe: async () => { current = null; return true; },
  });
  PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
    globalThis.key = btoa(String.fromCharCode(...new Uint8Array(applicationServerKey)));
    if (userVisibleOnly !== true) throw new Error('silent pushes are not allowed');
    return (current = made());
  };
  PushManager.prototype.getSubscription = async () => current;
  const ask = Notification.requestPermission.bind(Notification);
  Notification.requestPermission = () => { globalThis.asked += 1; return ask(); };
})()"""

_SHOWN: Final = """navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) =>
  all.map(({ title, body, tag, data, requireInteraction }) => ({ title, body, tag, data, requireInteraction })))"""

_CLEARED: Final = """navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) => {
  for (const one of all) one.close();
})"""

# In the service worker: what is to be shown counts once the browser has shown it.
_COUNTED: Final = """() => {
  if (globalThis.shownSoFar !== undefined) return;
  globalThis.shownSoFar = 0;
  const show = ServiceWorkerRegistration.prototype.showNotification;
  ServiceWorkerRegistration.prototype.showNotification = async function (...given) {
    await show.apply(this, given);
    globalThis.shownSoFar += 1;
  };
}"""


def take_pushes(tablet: BrowserContext, service: PushService) -> None:
    """This tablet may show notifications, and what its browser subscribes to is `service`."""
    given = service.browser()
    keys = {"endpoint": given.endpoint, **given.subscription}
    tablet.grant_permissions(["notifications"])
    tablet.add_init_script(_STUBBED.replace("GIVEN", json.dumps(keys)))


def switch_on(page: Page, service: PushService) -> None:
    """Switches reminders on under Settings; the service learns whom to believe."""
    wait_until_kept(page)
    tab(page, "More")
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("radiogroup", name="On this device").get_by_role("radio", name="On", exact=True).click()
    expect(page.get_by_role("button", name="Send me a test")).to_be_visible()
    service.vapid_public = base64.b64decode(page.evaluate("key"))


def tell_when_due(data: Path, copy: Path) -> int:
    """In a copy of a stopped server's data, a worker looks at the beginning of each reminder's windows, and sends what it finds.

    Returns how many reminders stood there. The hour is chosen, for real ones come in working hours alone; all else is as in use.
    """
    shutil.copytree(data, copy)
    clock = TestClock()
    server = make_server(read_settings({"BESIDE_DATA": str(copy), "BESIDE_PUSH_LOOPBACK": "yes"}), clock=clock)
    try:
        with server.database.reading() as connection:
            kept = (
                connection.execute(select(reminders.c.windows).where(reminders.c.due_at.is_not(None))).scalars().all()
            )
        worker = Worker(server, Sender(server.settings))
        for start in sorted({window.start for windows in kept for window in unpack(windows)}):
            clock.now = start
            worker.look()
            worker.send()
    finally:
        server.database.close()
    return len(kept)


class Receiver:
    """The service worker behind a page, which is handed pushes as the browser does once it has decrypted them."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self._origin = origin
        wait_until_kept(page)
        self._session = page.context.new_cdp_session(page)
        registrations: list[dict[str, Any]] = []
        self._session.on(
            "ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"])
        )
        self._session.send("ServiceWorker.enable")
        while not registrations:
            page.wait_for_timeout(20)
        (registered,) = {one["registrationId"] for one in registrations if one["scopeURL"].startswith(origin)}
        self._registration = registered

    def receive(self, payload: bytes) -> list[dict[str, Any]]:
        """What is on the lock screen after this push.

        Nothing asks what is shown while it is being shown: Chromium lists what its screen has, then reads what it keeps, and
        forgets what was kept in between as if it had been swept away (47 of 100 pushes, with the question put all the time).
        """
        (worker,) = self.page.context.service_workers
        worker.evaluate(_COUNTED)
        before: int = worker.evaluate("() => shownSoFar")
        delivered = {"origin": self._origin, "registrationId": self._registration, "data": payload.decode()}
        self._session.send("ServiceWorker.deliverPushMessage", delivered)
        for _ in range(400):
            if worker.evaluate("() => shownSoFar") > before:
                return self.shown()
            self.page.wait_for_timeout(50)
        raise AssertionError("the service worker showed nothing for this push")

    def clear(self) -> None:
        """Nothing is on the lock screen any more."""
        self.page.evaluate(_CLEARED)
        wait_until(self.page, f"{_SHOWN}.then((all) => all.length === 0)")

    def pictures(self) -> list[str]:
        """The addresses of the pictures that are on the lock screen."""
        every = "navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) => all.flatMap(GIVEN))"
        found: list[str] = self.page.evaluate(every.replace("GIVEN", "({ icon, badge }) => [icon, badge]"))
        return found

    def shown(self) -> list[dict[str, Any]]:
        """What is on the lock screen."""
        found: list[dict[str, Any]] = self.page.evaluate(_SHOWN)
        return found
