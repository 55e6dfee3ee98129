"""Visits that are watched over: armed by the visitor, timed by the server's clock, told up a ladder until somebody has it."""
