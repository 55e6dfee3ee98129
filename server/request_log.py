"""One line a request: method, route template, status, milliseconds, and the code of a refusal. No address, id, name or content.

POST /api/schools/<id:school>/push 200 12
POST /api/schools/<id:school>/sign-in 401 31 sign_in_refused

Whatever stands in a line is one of our own words or a number: nothing that a request says of itself is copied.
"""

from __future__ import annotations

import logging
import time
from typing import Final

from flask import Flask, Response, g, request

log = logging.getLogger("beside.requests")

METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"})
TURNED_AWAY: Final = frozenset({401, 403, 429})
"""Somebody who may not, or too often: written down whatever the settings say, as every fault is."""


def register(app: Flask, *, every: bool = True) -> None:
    """Log every request of `app`, or only who was turned away, and faults."""

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter_ns()

    @app.after_request
    def write(response: Response) -> Response:
        status = response.status_code
        if every or status in TURNED_AWAY or status >= 500:
            method = request.method if request.method in METHODS else "?"
            route = request.url_rule.rule if request.url_rule is not None else "-"
            took = (time.perf_counter_ns() - g.begun) // 1_000_000 if "begun" in g else 0
            log.info("%s %s %d %d%s", method, route, status, took, f" {g.refused.wire}" if "refused" in g else "")
        return response
