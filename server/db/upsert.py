"""INSERT … ON CONFLICT, which SQLite and PostgreSQL write alike and SQLAlchemy keeps in two places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

AnyInsert = sqlite.Insert | postgresql.Insert
_INSERT: Final[dict[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_or(connection: Connection, table: Table) -> AnyInsert:
    """An insert into `table` that takes `.on_conflict_do_update(…)` or `.on_conflict_do_nothing(…)`."""
    made: AnyInsert = _INSERT[connection.dialect.name](table)
    return made


def in_each_dialect(table: Table, make: Callable[[AnyInsert], Executable]) -> dict[str, Any]:
    """By the dialect's name: what `make` makes of an insert into `table`. For statements that are made once."""
    return {dialect: make(insert_into(table)) for dialect, insert_into in _INSERT.items()}


def replacing(table: Table) -> dict[str, Any]:
    """An insert of a whole row in the place of the one with its key, made once, by the dialect's name."""
    key = table.primary_key.columns.keys()

    def make(insert: AnyInsert) -> Executable:
        said = {name: insert.excluded[name] for name in sorted({*table.c.keys()} - {*key})}
        return insert.on_conflict_do_update(index_elements=key, set_=said)

    return in_each_dialect(table, make)
