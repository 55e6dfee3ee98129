"""The one shape of every error, and the one way to answer it.

    {"error": {"code": "stale_epoch", "message": "…", "remedy": "…", "field"?, "entries"?: [{"index", "code"}…], "oldest"?: 1}}

Whatever goes wrong, in our code, in Flask's or in the database's, comes out of `error_body`.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from flask import Flask, Response, g, jsonify
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from schemas.codes import Code
from server.refusal import Refused
from sync.encoding import Refused as NotTaken

log = logging.getLogger("beside.errors")

BY_STATUS: Final = {
    400: Code.MALFORMED, 404: Code.NOT_FOUND, 405: Code.METHOD_NOT_ALLOWED, 413: Code.TOO_LARGE, 415: Code.MALFORMED,
}  # fmt: skip
"""What Flask and Werkzeug raise by themselves."""

SQLITE_FULL: Final = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")
"""The second: the index of the write-ahead log could not grow, a full disk by another name."""
SQLITE_BUSY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
POSTGRESQL_FULL: Final = "53100"
POSTGRESQL_BUSY: Final = ("40001", "40P01", "53200", "53300", "55P03", "57P01", "57P03")


def error_body(refused: Refused) -> dict[str, Any]:
    """The inside of an error: code, message, remedy, and what it is about."""
    meaning = refused.code.meaning
    body: dict[str, Any] = {"code": refused.code.wire, "message": meaning.message, "remedy": meaning.remedy}
    if refused.field is not None:
        body["field"] = refused.field
    if refused.oldest is not None:
        body["oldest"] = refused.oldest
    if refused.entries:
        body["entries"] = [{"index": index, "code": code.wire} for index, code in refused.entries]
    return body


def as_refused(error: Exception) -> Refused:
    """Any exception as what is answered to it: INTERNAL for what was not foreseen."""
    match error:
        case Refused():
            return error
        case NotTaken():
            return Refused(error.code)
        case DBAPIError():
            return Refused(code_of_database(error))
        case PoolTimeout():
            return Refused(Code.BUSY)
        case HTTPException():
            status = error.code or 500
            return Refused(BY_STATUS.get(status, Code.MALFORMED if status < 500 else Code.INTERNAL))
        case _:
            return Refused(Code.INTERNAL)


def code_of_database(error: DBAPIError) -> Code:
    """STORAGE_FULL, BUSY or INTERNAL, from what SQLite or PostgreSQL names the fault."""
    name = getattr(error.orig, "sqlite_errorname", None) or ""
    state = getattr(error.orig, "sqlstate", None) or ""
    if name in SQLITE_FULL or state == POSTGRESQL_FULL:
        return Code.STORAGE_FULL
    if (
        name.startswith(SQLITE_BUSY)
        or state in POSTGRESQL_BUSY
        or state.startswith("08")
        or error.connection_invalidated
    ):
        return Code.BUSY
    return Code.INTERNAL


def answer_to(error: Exception) -> Response:
    """The response to any exception. What was not foreseen is logged by its kind and place, never by its words: those may
    carry what a request held."""
    refused = as_refused(error)
    if refused.code is Code.INTERNAL:
        log.error("unforeseen %s at %s", type(error).__name__, _place(error))
    return _response(refused)


def _response(refused: Refused) -> Response:
    response = jsonify({"error": error_body(refused)})
    response.status_code = refused.code.meaning.status
    if refused.retry_after is not None:
        response.headers["Retry-After"] = str(refused.retry_after)
    response.headers["Cache-Control"] = "no-store"
    g.refused = refused.code
    return response


def _place(error: BaseException) -> str:
    """Module and line of the innermost frame of our own code."""
    place, trace = "?", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.split(".")[0] in {"server", "sync", "schemas"}:
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def register(app: Flask) -> None:
    """Let the app answer every exception in the one shape; `server.api` does the same for its own routes."""
    app.register_error_handler(Exception, answer_to)
