"""The OpenAPI document says what the routes take and give, is shown under the content policy, and withstands fuzzing."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from server.app import create_app
from server.db import migrate
from server.db.engine import Database
from server.settings import Settings
from sync.encoding import b64u
from sync.frames import FRAMES_TYPE
from tests.server.actors import Person, TestClock, TestSchool
from tests.server.running import RunningServer
from tests.server.test_who_may import routes

if TYPE_CHECKING:
    from tests.server.fuzzing import Fuzzed

PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol.md"
SECRET = "Vn2cQ8m-xkT4r0yZp7aLw1sHd6fGj3uE9bNi5oRq"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here."""
    return sqlite_url


def document(app: Flask) -> dict[str, Any]:
    """The document as it is served."""
    found: dict[str, Any] = app.test_client().get("/api/openapi.json").get_json()
    return found


def test_every_route_stands_in_the_document_with_who_may_call_it(app: Flask) -> None:
    described = {
        (method.upper(), "/api" + path)
        for path, operations in document(app)["paths"].items()
        for method, operation in operations.items()
        if method != "parameters" and operation["x-who"]
    }
    served = {(method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)) for method, rule, _ in routes(app)}
    assert described == served


def test_every_route_stands_in_the_protocol(app: Flask) -> None:
    text = PROTOCOL.read_text(encoding="utf-8")
    listed = {
        (method, re.sub(r"<\w+>", "<>", path).strip("/"))
        for method, path in re.findall(r"`(GET|POST|PUT|DELETE) ([a-z/<>-]+)`", text)
    }
    served = {
        (
            method,
            re.sub(r"<(?:\w+:)?\w+>", "<>", rule.removeprefix("/api/schools/<id:school>").removeprefix("/api/")).strip(
                "/"
            ),
        )
        for method, rule, _ in routes(app)
    }
    served.discard(("DELETE", "sessions/current"))
    assert served - listed == set(), "say in docs/protocol.md §10 what these are"
    assert listed - served == set(), "docs/protocol.md §10 speaks of routes that are not there"


def test_what_is_taken_and_given_is_described_by_the_shapes_that_load_and_dump_it(app: Flask) -> None:
    found = document(app)
    push = found["paths"]["/schools/{school}/push"]["post"]
    assert push["consumes"] == [FRAMES_TYPE]
    assert push["parameters"][0]["schema"] == {"$ref": "#/definitions/Push"}
    assert push["responses"]["200"]["schema"] == {"$ref": "#/definitions/Pushed"}
    assert push["responses"]["default"]["schema"] == {"$ref": "#/definitions/Refusal"}
    assert found["definitions"]["Batch"]["properties"]["vault"]["pattern"] == "^[A-Za-z0-9_-]{22}$"


# Fuzzing ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzed]:
    """A school to be fuzzed."""
    from tests.server.fuzzing import Fuzzed  # takes long

    folder = tmp_path_factory.mktemp("fuzzed")
    settings_of_server = Settings(data=folder, secret=SECRET, session_days=400, session_idle_days=400)
    database = Database(settings_of_server.database_url)
    migrate.upgrade(database)
    database.close()
    app = create_app(settings_of_server, clock=TestClock())
    school = TestSchool.begun(app.extensions["beside"], app.test_client)
    tablets = {role: school.join(Person(role), role) for role in ("mentor", "line_manager", "colleague")}
    tablets |= {"administrator": school.administrator}
    cookies = {role: f"beside={tablet.client.get_cookie('beside').value}" for role, tablet in tablets.items()}
    yield Fuzzed(app, b64u(school.id), {**cookies, "nobody": NOBODY})
    app.extensions["beside"].database.close()


NOBODY = "beside=none"


def operations() -> list[str]:
    """Every method and path of the document, for a test each."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder), secret=SECRET))
        found = sorted(
            f"{method.upper()} {path}"
            for path, described in document(app)["paths"].items()
            for method in described
            if method != "parameters"
        )
        app.extensions["beside"].database.close()
    return found


@pytest.mark.parametrize("wrong", [False, True], ids=["right", "wrong"])
@pytest.mark.parametrize("operation", operations())
def test_nothing_that_is_sent_brings_the_server_down_or_out_of_shape(
    operation: str, wrong: bool, fuzzed: Fuzzed
) -> None:
    """Data of the described shape and data that is not, with a session of each role; the run's seed drives both."""
    method, path = operation.split(" ")
    fuzzed.withstands(method, path, wrong=wrong)


# The page -----------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_the_documents_page_shows_the_routes_and_breaks_no_rule_of_the_content_policy(
    browser: Browser, tmp_path: Path
) -> None:
    server = RunningServer(tmp_path)
    server.beside("init")
    said: list[str] = []
    with server:
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.goto(f"http://localhost:{server.port}/api/docs")
        page.wait_for_selector(".opblock-summary-path")
        shown = page.locator(".opblock-summary-path").all_text_contents()
        page.close()
    assert any("/push" in path.replace("\u200b", "") for path in shown)
    assert [line for line in said if "Content Security Policy" in line] == []
