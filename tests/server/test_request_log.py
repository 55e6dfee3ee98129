"""The log says what was asked and how it was answered, in our own words: nothing that a request says of itself."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from server.app import create_app
from server.cli.log_output import log_config
from server.settings import Settings
from tests.server.actors import Person, TestSchool

SECRET = "Vn2cQ8m-xkT4r0yZp7aLw1sHd6fGj3uE9bNi5oRq"
FORGED = "x%0a2026-11-23T09:15:02%2b0000%20INFO%20beside.requests%20POST%20/all-is-well%20200%201"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here."""
    return sqlite_url


@pytest.fixture
def seldom(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """A server that leaves the requests out of its log."""
    made = app.extensions["beside"].settings
    quiet = create_app(Settings(data=tmp_path, database=made.database, secret=SECRET, log_requests=False))
    yield quiet
    quiet.extensions["beside"].database.close()


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged of requests, without the time that each took."""
    messages = [record.getMessage() for record in caplog.records if record.name == "beside.requests"]
    return [" ".join(word for place, word in enumerate(line.split(" ")) if place != 3) for line in messages]


def test_a_refusal_is_logged_with_its_code(app: Flask, school: TestSchool, caplog: pytest.LogCaptureFixture) -> None:
    anna = school.join(Person("anna"), "mentor")
    with caplog.at_level(logging.INFO, "beside.requests"):
        anna.signed_in(authentication="A" * 43)
        anna.json("POST", "/restored")
        school.revoke(anna)
        anna.json("GET", "/sessions")
    assert lines(caplog) == [
        "POST /api/schools/<id:school>/sign-in/start 200",
        "POST /api/schools/<id:school>/sign-in 401 sign_in_refused",
        "POST /api/schools/<id:school>/restored 403 forbidden",
        "GET /api/schools/<id:school>/members/<id:member>/counters 200",
        "POST /api/schools/<id:school>/log 200",
        "GET /api/schools/<id:school>/sessions 403 revoked_device",
    ]


def test_who_was_turned_away_and_what_failed_is_logged_even_where_requests_are_not(
    seldom: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    @seldom.get("/fault")
    def fault() -> str:
        raise RuntimeError("a name, a narrative")

    school = TestSchool.begun(seldom.extensions["beside"], seldom.test_client)
    with caplog.at_level(logging.INFO, "beside"):
        school.administrator.json("GET", "/sessions")
        school.tablet(Person("nobody")).json("GET", "/sessions")
        seldom.test_client().get("/nothing.js")
        seldom.test_client().get("/fault")
    assert lines(caplog) == ["GET /api/schools/<id:school>/sessions 401 no_session", "GET /fault 500 internal"]
    assert "narrative" not in caplog.text


@pytest.mark.parametrize(
    "path", [f"/{FORGED}", f"/api/{FORGED}", f"/assets/{FORGED}", f"/api/schools/{FORGED}/sessions"]
)
def test_no_request_writes_a_line_of_its_own_into_the_log(
    app: Flask, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    with caplog.at_level(logging.INFO, "beside"):
        app.test_client().get(path, headers={"User-Agent": "x", "Referer": "all-is-well"})
        app.test_client().open(path, method="ALL-IS-WELL")
    (fetched, odd) = [record.getMessage() for record in caplog.records]
    for line in (fetched, odd):
        assert "all-is-well" not in line.lower()
        assert "\n" not in line
    assert odd.startswith("? - 40")


def test_a_line_says_when_with_the_offset_from_utc() -> None:
    described = log_config()["formatters"]["line"]
    record = logging.LogRecord("beside.requests", logging.INFO, "", 0, "GET / 200 1", (), None)
    line = logging.Formatter(described["format"], described["datefmt"]).format(record)
    assert line[19] in "+-"
    assert line[24:] == " INFO beside.requests GET / 200 1"
