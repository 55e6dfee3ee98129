"""Whether a server runs on a database, so that no backup is restored under it.

Who serves holds a lock that any number may share; who restores wants it alone. On SQLite it is on an empty file beside the
database's, on PostgreSQL one that each of a server's connections holds. The system lets go of either with the process or
the connection that has it, however that ends: nothing is left behind that somebody would have to clear away.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, text

SUFFIX: Final = "-served"
"""Of the file beside the database's. That one cannot be locked: who closes it anywhere in a process ends SQLite's own locks."""
KEY: Final = int.from_bytes(b"beside")
"""The lock's number on PostgreSQL, where each database has numbers of its own."""
LOOK_AGAIN_SECONDS: Final = 0.1
RESTORED_NOW: Final = "a backup is being restored into it: wait until that has ended, then start this again"
_NO_LOCKS: Final = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EINVAL)
"""Of a file system that has no such locks: a server must start there too, and a restore goes on as it did without them."""


class InUseError(Exception):
    """Somebody else has the lock in a way that excludes ours; the message says what to do."""


def share_file(database: str) -> int:
    """Hold the lock of an SQLite database together with others; what is to be closed to let go. Raises InUseError."""
    descriptor = _locked(database, fcntl.LOCK_SH)
    if descriptor is None:
        raise InUseError(f"the database cannot be used: {RESTORED_NOW}")
    return descriptor


def share_connection(engine: Engine, raw: Any) -> None:
    """Hold the lock of a PostgreSQL database for as long as a new connection lasts. Raises the driver's error."""
    (held,) = raw.execute(f"SELECT pg_try_advisory_lock_shared({KEY})").fetchone()
    raw.commit()
    if not held:
        raw.close()
        raise engine.dialect.loaded_dbapi.OperationalError(RESTORED_NOW)


@contextmanager
def file_alone(database: str, patience_seconds: float) -> Iterator[None]:
    """Hold the lock of an SQLite database with nobody beside. Raises InUseError."""
    with ExitStack() as held:

        def take() -> bool:
            descriptor = _locked(database, fcntl.LOCK_EX)
            if descriptor is not None:
                held.callback(os.close, descriptor)
            return descriptor is not None

        _wait_for(take, patience_seconds, f"a server runs on {database}: stop it first, then run this again")
        yield


@contextmanager
def postgresql_alone(engine: Engine, patience_seconds: float) -> Iterator[None]:
    """Hold the lock of a PostgreSQL database with nobody beside. Raises InUseError."""
    with engine.connect() as connection:
        # Else it would lie in a transaction until the restore ends.
        connection.execution_options(isolation_level="AUTOCOMMIT")
        _wait_for(
            lambda: bool(connection.execute(text(f"SELECT pg_try_advisory_lock({KEY})")).scalar_one()),
            patience_seconds,
            "a server runs on the database: stop each `beside serve` and `beside worker` first, on every machine, "
            "then run this again",
        )
        try:
            yield
        finally:
            connection.execute(text(f"SELECT pg_advisory_unlock({KEY})"))


def _locked(database: str, how: int) -> int | None:
    """The file, open, with the lock on it; None where somebody else's excludes it."""
    # Whoever reaches the folder may open it: it may have been made by another user than serves.
    descriptor = os.open(f"{Path(database).resolve()}{SUFFIX}", os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            os.close(descriptor)
            raise
    return descriptor


def _wait_for(take: Callable[[], bool], patience_seconds: float, refusal: str) -> None:
    until = time.monotonic() + patience_seconds
    while not take():
        if time.monotonic() > until:
            raise InUseError(refusal)
        time.sleep(LOOK_AGAIN_SECONDS)
