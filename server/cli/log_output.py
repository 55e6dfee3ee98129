"""Where the server's log goes: one line an event to standard error, for journald or a file to keep.

    2026-11-23T09:15:02+0000 INFO beside.requests POST /api/schools/<id:school>/push 200 12

What a line may say is decided where it is written: routes, codes, kinds of fault; never an id, a name or content. `beside run`
keeps a line for each request out of the terminal, where it would push out of sight who can come in; there they go to a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

_MOST_BYTES: Final = 5_000_000


def log_config(requests: Path | None = None) -> dict[str, Any]:
    """For `logging.config.dictConfig`, in the form that granian hands to each of its processes. `requests`: the file that takes
    everything; the terminal is then told what went wrong.
    """
    config = _to_the_terminal()
    if requests is not None:
        config["handlers"]["console"]["level"] = "WARNING"
        config["handlers"]["requests"] = {
            "class": "server.cli.log_file.SharedLogFile",
            "formatter": "line",
            "filename": str(requests),
            "most_bytes": _MOST_BYTES,
        }
        config["loggers"]["beside"]["handlers"].append("requests")
    return config


def _to_the_terminal() -> dict[str, Any]:
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
