"""Run by Alembic inside `server.db.migrate`, which hands over the connection."""

from alembic import context

from server.db.tables import metadata

connection = context.config.attributes["connection"]
# Batch mode: SQLite cannot alter a column in place, so the table is copied.
context.configure(connection=connection, target_metadata=metadata, render_as_batch=connection.dialect.name == "sqlite")
with context.begin_transaction():
    context.run_migrations()
