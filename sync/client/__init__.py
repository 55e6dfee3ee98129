"""A device of a member, in Python: what the browser's engine does, on sqlite3 and http.client (`docs/client.md`).

The demonstration school, the tests (as any number of devices) and the benchmarks speak to the server through it.
"""
