"""Where the server's log goes: one line an event to standard error, for journald or a file to keep.

    2026-11-23T09:15:02+0000 INFO beside.requests POST /api/schools/<id:school>/push 200 12

What a line may say is decided where it is written: routes, codes, kinds of fault; never an id, a name or content.
"""

from __future__ import annotations

from typing import Any


def log_config() -> dict[str, Any]:
    """For `logging.config.dictConfig`, in the form that granian hands to each of its processes."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s", "datefmt": "%Y-%m-%dT%H:%M:%S%z"}
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
        "loggers": {
            "beside": {"handlers": ["console"], "level": "INFO", "propagate": False},
            "_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
