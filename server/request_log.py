"""One line a request: method, route template, status, milliseconds. No address, id, name or content.

POST /api/schools/<id:school>/push 200 12
"""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, g, request

log = logging.getLogger("beside.requests")


def register(app: Flask) -> None:
    """Log every request of `app`."""

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter_ns()

    @app.after_request
    def write(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule is not None else "-"
        took = (time.perf_counter_ns() - g.begun) // 1_000_000 if "begun" in g else 0
        log.info("%s %s %d %d", request.method, route, response.status_code, took)
        return response
