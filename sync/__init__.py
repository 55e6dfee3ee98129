"""What a change is: how an entry is sealed, signed, ordered and merged, and a client that does it.

The middle layer. It knows `schemas`, `cryptography` and the standard library; `server` imports it.
"""
