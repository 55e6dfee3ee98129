"""Certificates of a school that is its own authority, for tablets on its own network."""
