"""One invented row of every table, so that a migration or a backup has something to lose."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Integer, LargeBinary, Table, select

from server.db.engine import Database
from server.db.tables import metadata


def _value(table: Table, column: Any, number: int) -> Any:
    match column.type:
        case LargeBinary():
            size = column.type.length or 40
            return bytes((number + index) % 256 for index in range(size))
        case Boolean():
            return False
        case BigInteger() | Integer():
            return 1_764_000_000_000 + number if isinstance(column.type, BigInteger) else 7
        case _:
            return f"{table.name} {column.name}"


def fill(database: Database) -> None:
    """Put one row into every table."""
    with database.writing() as connection:
        for number, table in enumerate(metadata.sorted_tables):
            connection.execute(
                table.insert().values({column.name: _value(table, column, number) for column in table.columns})
            )


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with database.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))] for table in metadata.sorted_tables
        }
