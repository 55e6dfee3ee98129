"""The client is served with the right headers: what the browser may keep, load and tell others."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import assets
from server.app import create_app
from server.settings import Settings
from tests.server.answers import error

SECRET = "Vn2cQ8m-xkT4r0yZp7aLw1sHd6fGj3uE9bNi5oRq"


def serving(tmp_path: Path, **changed: object) -> Iterator[FlaskClient]:
    app = create_app(Settings(data=tmp_path, secret=SECRET, **changed))  # type: ignore[arg-type]  # any setting
    yield app.test_client()
    app.extensions["beside"].database.close()


@pytest.fixture
def site(client_folder: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    """The site over plain HTTP."""
    yield from serving(tmp_path, name="St Alban's", colour="#663399")


@pytest.mark.parametrize("path", ["/", "/index.html", "/today", "/case/abc", "/deep/er/still"])
def test_every_screen_is_the_app(site: FlaskClient, path: str) -> None:
    response = site.get(path)
    assert response.status_code == 200
    assert response.data == b"<!doctype html><title>Beside</title>"
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/pupil", "/pupil.html"])
def test_the_pupils_document_is_never_kept(site: FlaskClient, path: str) -> None:
    response = site.get(path)
    assert b"pupil" in response.data
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_what_is_named_by_its_content_is_kept_for_a_year(site: FlaskClient) -> None:
    response = site.get("/assets/index-BqK3.js")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content_type == "text/javascript; charset=utf-8"


def test_the_service_worker_is_asked_for_anew_each_time(site: FlaskClient) -> None:
    response = site.get("/sw.js")
    assert response.headers["Cache-Control"] == "no-cache"
    assert site.get("/sw.js", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_a_new_build_is_served_without_a_restart(site: FlaskClient, client_folder: Path) -> None:
    before = site.get("/sw.js").headers["ETag"]
    (client_folder / "sw.js").write_text("// a newer one")
    after = site.get("/sw.js", headers={"If-None-Match": before})
    assert (after.status_code, after.data) == (200, b"// a newer one")


def test_what_gains_by_it_is_sent_packed_to_who_can_unpack(site: FlaskClient) -> None:
    plain = site.get("/assets/index-BqK3.js")
    packed = site.get("/assets/index-BqK3.js", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]


@pytest.mark.parametrize(
    "path", ["/nothing.js", "/favicon.ico", "/assets/nothing", "/assets/../../secret.txt", "/..%2Fsecret.txt"]
)
def test_a_file_that_is_not_there_is_not_the_app_and_nothing_outside_the_folder_is(
    site: FlaskClient, path: str
) -> None:
    response = site.get(path)
    assert (response.status_code, error(response)) == (404, "not_found")


@pytest.mark.parametrize("path", ["/a%00.js", "/manifest/%00", f"/assets/{'a' * 300}.js", f"/{'a' * 300}.js"])
def test_a_name_that_no_file_can_have_is_just_not_there(site: FlaskClient, path: str) -> None:
    assert site.get(path).status_code == 404


def test_the_manifest_carries_the_schools_name_and_colour(site: FlaskClient) -> None:
    response = site.get("/manifest/manifest.webmanifest")
    described = json.loads(response.data)
    assert (described["name"], described["short_name"]) == ("St Alban's", "St Alban's")
    assert described["theme_color"] == "#663399"
    assert response.content_type == "application/manifest+json"


def test_without_a_built_client_the_api_is_served_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_built() -> Path:
        raise FileNotFoundError("the client has not been built: run `make client`")

    monkeypatch.setattr(assets, "client_folder", not_built)
    (alone,) = [*serving_once(tmp_path)]
    assert alone.get("/api/openapi.json").status_code == 200
    assert alone.get("/").status_code == 404


def serving_once(tmp_path: Path) -> Iterator[FlaskClient]:
    yield from serving(tmp_path)


def test_the_address_of_who_asks_is_believed_only_from_ones_own_proxies(client_folder: Path, tmp_path: Path) -> None:
    def seen(app: Flask) -> str:
        found: list[str] = []

        @app.before_request
        def look() -> None:
            from flask import request

            found.append(request.remote_addr or "")

        app.test_client().get("/", headers={"X-Forwarded-For": "198.51.100.9, 203.0.113.7"})
        app.extensions["beside"].database.close()
        return found[0]

    assert seen(create_app(Settings(data=tmp_path, secret=SECRET))) == "127.0.0.1"
    assert seen(create_app(Settings(data=tmp_path, secret=SECRET, proxies=1))) == "203.0.113.7"
