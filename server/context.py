"""What one running server holds: made once by `create_app` and by the commands, handed to whoever needs it."""

from __future__ import annotations

from dataclasses import dataclass

from server.accounts.rates import Rates
from server.accounts.sessions import Lifetime
from server.clock import Clock, system_clock
from server.db.engine import Database
from server.logs.schools import Schools
from server.logs.vaults import Vaults
from server.settings import Settings


@dataclass(frozen=True, slots=True)
class Server:
    """Settings, database, clock, the server's own secret; whether people reach it by HTTPS, asked of the disk once; and the logs'
    reductions that this process has read."""

    settings: Settings
    database: Database
    clock: Clock
    secret: bytes
    https: bool
    rates: Rates
    lifetime: Lifetime
    schools: Schools
    vaults: Vaults


def make_server(settings: Settings, *, clock: Clock = system_clock) -> Server:
    """A server by its settings, on whose database no backup is restored meanwhile. Raises SettingsError where `beside init` was
    not run, InUseError while a backup is restored."""
    database = Database(settings.database_url, pool_size=settings.threads + 2, serves=True)
    return server_on(database, settings, clock)


def server_on(database: Database, settings: Settings, clock: Clock) -> Server:
    """A server on a database, which has read nothing yet. Raises as `make_server`."""
    secret = settings.server_secret()
    return Server(
        settings=settings,
        database=database,
        clock=clock,
        secret=secret,
        https=settings.https,
        rates=Rates(database, secret, clock),
        lifetime=Lifetime(settings.session_days, settings.session_idle_days),
        schools=Schools(),
        vaults=Vaults(),
    )
