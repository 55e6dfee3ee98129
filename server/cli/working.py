"""`beside worker`, and the worker that `beside serve` has with it: reminders and alarms are sent apart from what serves."""

from __future__ import annotations

import logging.config
import signal
import threading
from typing import Final

import click

from server.cli.asked import ready, settings_or_end
from server.cli.log_output import log_config
from server.context import make_server
from server.settings import Settings, SettingsError

log = logging.getLogger("beside.push")

BEGINS_AGAIN_AFTER_SECONDS: Final = 5


@click.command()
def worker() -> None:
    """Send reminders and alarms until stopped. More than one may run: each push is sent by one of them."""
    settings = settings_or_end()
    with ready(settings):
        _work(settings)


def _work(settings: Settings) -> None:
    logging.config.dictConfig(log_config())
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    try:
        work(settings, stopped)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def keep_worker(settings: Settings, stopped: threading.Event) -> None:
    """Send until `stopped`, in a thread of a process that does other things too. Without a key nothing is sent, and so no visit
    can be armed: that is said once, and by `doctor`. Whatever else ends it, it begins again."""
    while not stopped.is_set():
        try:
            work(settings, stopped)
        except SettingsError as error:
            log.error("no reminders and no alarms: %s", error)
            return
        except Exception as error:  # noqa: BLE001 - an alarm must not end with a database that was away at the start
            log.error("the worker begins again: %s", type(error).__name__)
            stopped.wait(BEGINS_AGAIN_AFTER_SECONDS)


def work(settings: Settings, stopped: threading.Event) -> None:
    """Send until `stopped`. Raises SettingsError where there is no key to sign with."""
    # Only here: what sending needs is large, and no other command needs it.
    from server.push.sender import Sender  # noqa: PLC0415 - as said above
    from server.push.worker import Worker  # noqa: PLC0415 - as said above

    sender = Sender(settings)
    server = make_server(settings)
    try:
        Worker(server, sender).run(stopped)
    finally:
        server.database.close()
