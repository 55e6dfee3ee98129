"""INSERT … ON CONFLICT, which SQLite and PostgreSQL write alike and SQLAlchemy keeps in two places."""

from __future__ import annotations

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert into `table` that takes `.on_conflict_do_update(…)` or `.on_conflict_do_nothing(…)`."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
