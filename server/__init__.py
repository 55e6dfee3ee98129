"""Who may append, in what order, kept durably, and who is told.

The top layer, and the only one that knows Flask and SQLAlchemy.
"""
