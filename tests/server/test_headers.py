"""What every answer carries, whatever was asked: pages, files, the API, refusals and faults."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, abort
from werkzeug.test import TestResponse

from server.app import create_app
from server.docs import POLICY
from server.headers import CONTENT_POLICY, WORKER_POLICY
from server.settings import Settings
from sync.encoding import b64u, new_id
from tests.server.actors import Person, TestSchool

SECRET = "Vn2cQ8m-xkT4r0yZp7aLw1sHd6fGj3uE9bNi5oRq"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT")
NOT_THERE = (
    "/nothing.js",
    "/api",
    "/api/nothing",
    "/api//health",
    "//elsewhere.example/",
    "/today/",
    "/assets/",
    "/manifest",
)
NEVER_KEPT = {"no-store"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here."""
    return sqlite_url


@pytest.fixture
def secure(client_folder: Path, tmp_path: Path, app: Flask) -> Iterator[Flask]:
    """The server as people reach it by HTTPS, on a database with its tables."""
    made = app.extensions["beside"].settings
    settings = Settings(data=tmp_path, database=made.database, secret=SECRET, origin="https://beside.example.org")
    secure = create_app(settings)

    @secure.get("/fault")
    def fault() -> str:
        raise RuntimeError("private words: select * from accounts where secret = 'x'")

    @secure.get("/teapot")
    def teapot() -> str:
        abort(418, "private words")

    yield secure
    secure.extensions["beside"].database.close()


def addresses(app: Flask) -> list[str]:
    """An address of every rule, and some of none."""
    made_up = {"name": "sw.js", "page": "today"}
    rules = [
        re.sub(r"<(?:\w+:)?(\w+)>", lambda part: made_up.get(part[1], b64u(new_id())), rule.rule)
        for rule in app.url_map.iter_rules()
    ]
    return [*rules, *NOT_THERE]


def every_answer(app: Flask) -> Iterator[tuple[str, TestResponse]]:
    """The answer to every method on every address."""
    client = app.test_client()
    for address in addresses(app):
        for method in METHODS:
            yield f"{method} {address}", client.open(address, method=method)


def test_every_answer_carries_the_headers_that_keep_the_browser_in(secure: Flask) -> None:
    expected = {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "Server": "Beside",
    }
    for asked, response in every_answer(secure):
        assert {name: response.headers.get(name) for name in expected} == expected, asked
        page_of_docs = asked.endswith("/api/docs") and response.status_code == 200 and "OPTIONS" not in asked
        worker = re.fullmatch(r"(GET|HEAD) /sw\.js", asked)
        policy = POLICY if page_of_docs else WORKER_POLICY if worker else CONTENT_POLICY
        assert response.headers["Content-Security-Policy"] == policy, asked
        denied = response.headers["Permissions-Policy"]
        assert "camera=()" in denied, asked
        assert "geolocation=()" in denied, asked
        assert not [name for name in dict(response.headers) if name.lower().startswith("access-control-")], asked


def test_no_answer_sends_anybody_on_to_another_address(secure: Flask) -> None:
    for asked, response in every_answer(secure):
        assert "Location" not in response.headers, asked
        assert not 300 <= response.status_code < 400, asked


def test_nothing_of_the_api_and_no_refusal_is_kept_by_a_browser_or_a_proxy(secure: Flask) -> None:
    documents = re.compile(r"\w+ /api/docs(/(start|sw)\.js)?$")
    for asked, response in every_answer(secure):
        if (" /api" in asked and not documents.match(asked)) or response.status_code >= 400:
            assert {*response.headers.getlist("Cache-Control")} == NEVER_KEPT, asked


def test_every_body_says_what_it_is_and_text_says_how_it_is_spelled(secure: Flask) -> None:
    for asked, response in every_answer(secure):
        if response.status_code == 204 or not response.data:
            continue
        kind = response.content_type
        assert kind.startswith("application/") or kind.endswith("; charset=utf-8"), asked
        if response.status_code >= 400:
            assert kind == "application/json", asked


def test_only_the_methods_that_a_route_has_are_answered(secure: Flask) -> None:
    client = secure.test_client()
    for address in ("/api/health", "/", "/sw.js", "/api/docs"):
        for method in ("TRACE", "CONNECT", "PATCH", "PROPFIND", "PUT"):
            assert client.open(address, method=method).status_code == 405, (method, address)


def test_a_fault_tells_nobody_what_it_was(secure: Flask) -> None:
    client = secure.test_client()
    for address in ("/fault", "/teapot"):
        response = client.get(address)
        refusal = response.get_json()
        assert set(refusal["error"]) == {"code", "message", "remedy"}, address
        for private in (b"private", b"select", b"Traceback", b"RuntimeError", b"server/"):
            assert private not in response.data, address
        assert response.headers["Content-Security-Policy"] == CONTENT_POLICY


def test_the_cookie_is_this_hosts_alone_and_out_of_every_scripts_reach(secure: Flask) -> None:
    school = TestSchool.begun(secure.extensions["beside"], secure.test_client)
    begun = school.administrator.signed_in()
    (cookie,) = begun.headers.getlist("Set-Cookie")
    name, *attributes = cookie.split("; ")
    assert name.startswith("__Host-beside=")
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(attributes)
    assert not [one for one in attributes if one.startswith("Domain")]
    token = name.partition("=")[2]
    assert len(token) == 43
    assert token.encode() not in begun.data
    ended = school.administrator.json("DELETE", "/sessions/current").headers["Set-Cookie"]
    assert "Max-Age=0" in ended
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(ended.split("; "))


def test_only_coming_in_and_going_out_touches_the_cookie(secure: Flask) -> None:
    assert [asked for asked, response in every_answer(secure) if "Set-Cookie" in response.headers] == []


def test_over_plain_http_nothing_pretends_to_be_secure(app: Flask) -> None:
    school = TestSchool.begun(app.extensions["beside"], app.test_client)
    response = school.join(Person("anna"), "mentor").signed_in()
    assert "Strict-Transport-Security" not in response.headers
    assert response.headers["Set-Cookie"].startswith("beside=")
    assert "Secure" not in response.headers["Set-Cookie"].split("; ")


def test_the_content_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    for policy in (CONTENT_POLICY, POLICY, WORKER_POLICY):
        sources = {word for rule in policy.split("; ") for word in rule.split(" ")[1:]}
        assert sources <= {"'none'", "'self'", "'wasm-unsafe-eval'", "'script'", "default", "data:"}
        for rule in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert rule in policy.split("; ")
    assert "data:" not in CONTENT_POLICY
    assert "require-trusted-types-for 'script'" in CONTENT_POLICY
