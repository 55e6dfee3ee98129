"""Reminders: rows that devices derive from records, kept until it is time, and told to whom they name."""
