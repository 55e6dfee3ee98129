"""The steps from an older database to this one, and back; run by `server.db.migrate`."""
