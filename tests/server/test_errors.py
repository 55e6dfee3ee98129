"""One shape for every error, whoever raises it; and the document says what the code does."""

import json
import logging
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import BadRequest, NotFound, RequestEntityTooLarge

from schemas.codes import Code
from server.errors import answer_to, as_refused
from server.refusal import Refused
from sync.encoding import Malformed
from tests.server.actors import Tablet, TestSchool
from tests.server.answers import error

DOCUMENT = Path(__file__).parents[2] / "docs" / "errors.md"


class Fault(sqlite3.OperationalError):
    """A fault as SQLite's driver raises it."""

    def __init__(self, name: str) -> None:
        super().__init__("private words of the database")
        self.sqlite_errorname = name


class Sqlstate(Exception):  # noqa: N818 - named for what it has
    """A fault as PostgreSQL's driver raises it."""

    def __init__(self, state: str) -> None:
        super().__init__("private words of the database")
        self.sqlstate = state


def raised(fault: Exception) -> OperationalError:
    return OperationalError("INSERT …", None, fault)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (raised(Fault("SQLITE_FULL")), Code.STORAGE_FULL),
        (raised(Fault("SQLITE_IOERR_SHMSIZE")), Code.STORAGE_FULL),
        (raised(Fault("SQLITE_BUSY")), Code.BUSY),
        (raised(Fault("SQLITE_BUSY_SNAPSHOT")), Code.BUSY),
        (raised(Fault("SQLITE_CORRUPT")), Code.INTERNAL),
        (raised(Sqlstate("53100")), Code.STORAGE_FULL),
        (raised(Sqlstate("40P01")), Code.BUSY),
        (raised(Sqlstate("57P01")), Code.BUSY),
        (raised(Sqlstate("08006")), Code.BUSY),
        (raised(Sqlstate("42P01")), Code.INTERNAL),
        (IntegrityError("INSERT …", None, Fault("SQLITE_CONSTRAINT")), Code.INTERNAL),
        (Malformed("`counter` must be …"), Code.MALFORMED),
        (Malformed("newer", Code.UNKNOWN_KIND), Code.MALFORMED),
        (Refused(Code.UNKNOWN_KIND), Code.MALFORMED),
        (NotFound(), Code.NOT_FOUND),
        (BadRequest("what somebody wrote"), Code.MALFORMED),
        (RequestEntityTooLarge(), Code.TOO_LARGE),
        (ValueError("what somebody wrote"), Code.INTERNAL),
    ],
)
def test_whatever_goes_wrong_has_a_code(fault: Exception, code: Code) -> None:
    assert as_refused(fault).code is code


@pytest.mark.parametrize("code", list(Code))
def test_every_code_is_answered_with_its_status_message_and_remedy(app: Flask, code: Code) -> None:
    with app.test_request_context():
        response = answer_to(Refused(code))
    sent = json.loads(response.get_data())
    expected = Code.MALFORMED if code is Code.UNKNOWN_KIND else code
    assert response.status_code == expected.meaning.status
    assert sent == {
        "error": {"code": expected.wire, "message": expected.meaning.message, "remedy": expected.meaning.remedy}
    }
    assert response.headers["Cache-Control"] == "no-store"


def test_what_was_not_foreseen_is_logged_by_kind_and_place_and_never_by_its_words(
    app: Flask, anna: Tablet, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Jack said something")

    monkeypatch.setattr("server.api.exchange.check_protocol", broken)
    with caplog.at_level(logging.DEBUG):
        response = anna.exchange(bytes(32))
    assert (response.status_code, error(response)) == (500, "internal")
    assert "RuntimeError at server.api.exchange" in caplog.text
    assert "Jack" not in caplog.text + response.data.decode()


@pytest.mark.parametrize("path", ["/api/nothing", "/api/schools/x/push", "/api/schools", "/nothing.js", "/api/docs/x"])
def test_an_unknown_address_is_answered_in_the_same_shape(app: Flask, path: str) -> None:
    response = app.test_client().get(path)
    assert (response.status_code, response.get_json()["error"]["code"]) == (404, "not_found")


def test_a_wrong_method_is_answered_in_the_same_shape(school: TestSchool) -> None:
    response = school.administrator.json("GET", "/push")
    assert (response.status_code, error(response)) == (405, "method_not_allowed")


@pytest.mark.parametrize(
    ("sent", "code", "field"),
    [
        (b"", "malformed", None),
        (b"{", "malformed", None),
        (b"[]", "malformed", None),
        (b'"text"', "malformed", None),
        (b"\xff\xfe", "malformed", None),
        (b"[" * 100_000, "malformed", None),
        (b"{}", "invalid", "handle"),
        (b'{"handle": 5}', "invalid", "handle"),
        (b'{"handle": ""}', "invalid", "handle"),
        (b'{"handle": "a\\u0000b"}', "invalid", "handle"),
    ],
)
def test_a_body_that_is_not_right_is_answered_with_the_field_and_never_with_what_it_held(
    anna: Tablet, sent: bytes, code: str, field: str | None
) -> None:
    response = anna.client.post(f"{anna.base}/sign-in/start", data=sent, content_type="application/json")
    assert response.json["error"]["code"] == code
    assert response.json["error"].get("field") == field


def test_a_body_larger_than_any_request_is_refused_unread(anna: Tablet) -> None:
    response = anna.client.post(
        f"{anna.base}/sign-in/start", data=b" " * (5 * 1024 * 1024), content_type="application/json"
    )
    assert (response.status_code, error(response)) == (413, "too_large")


def test_the_document_of_the_errors_lists_exactly_these() -> None:
    rows = [
        f"| `{code.wire}` | {code.meaning.status} | {code.meaning.message} | {code.meaning.remedy} | "
        f"{'yes' if code.meaning.again else ''} |"
        for code in Code
    ]
    listed = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert listed == rows, "write the table of docs/errors.md anew from schemas/codes.py"
