"""Every route says who may call it, and everybody else is turned away before their request is read."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.views import MethodView

from server.api.resource import NEEDS_SESSION, Who, who_calls
from server.app import create_app
from server.clock import DAY
from server.context import Server
from sync.encoding import b64u, new_id
from tests.server.actors import Person, Tablet, TestClock, TestSchool
from tests.server.answers import error

METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH"}

OPEN = {
    ("GET", "/api/health"),
    ("GET", "/api/server"),
    ("POST", "/api/set-up"),
    ("POST", "/api/schools/<id:school>/sign-in/start"),
    ("POST", "/api/schools/<id:school>/sign-in"),
    ("POST", "/api/schools/<id:school>/join/start"),
    ("POST", "/api/schools/<id:school>/join"),
    ("POST", "/api/schools/<id:school>/account"),
    ("POST", "/api/schools/<id:school>/late"),
}
"""What may be asked without a session. Whoever adds to this list has thought about it."""

DOCUMENTS = {"/api/openapi.json", "/api/docs", "/api/docs/start.js", "/api/docs/<name>", "/api/"}
"""Pages about the API, the same for everybody."""

FILES = {"/", "/<page:name>", "/sw.js", "/pupil", "/pupil.html", "/manifest/<path:name>", "/assets/<path:name>"}
"""The client, the same for everybody."""


def routes(app: Flask) -> Iterator[tuple[str, str, Who | None]]:
    """Method, rule and who may call, of every route of the API."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api") and rule.rule not in DOCUMENTS:
            resource = vars(app.view_functions[rule.endpoint])["view_class"]
            for method in sorted((rule.methods or set()) & METHODS):
                yield method, rule.rule, who_calls(getattr(resource, method.lower()))


def for_sessions(app: Flask, *who: Who) -> list[tuple[str, str]]:
    """Method and rule of every route that is open to sessions, or to `who`."""
    return [(method, rule) for method, rule, open_to in routes(app) if open_to in (who or NEEDS_SESSION)]


def path_of(rule: str) -> str:
    """The rule's path within the school, with made-up ids in it."""
    path = rule.removeprefix("/api/schools/<id:school>")
    while "<" in path:
        before, _, rest = path.partition("<")
        path = before + b64u(new_id()) + rest.partition(">")[2]
    return path


def refusals(tablet: Tablet, asked: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What `tablet` is answered on each route."""
    return {(method, rule): error(tablet.json(method, path_of(rule))) for method, rule in asked}


def everywhere(asked: list[tuple[str, str]], code: str) -> dict[tuple[str, str], str]:
    return dict.fromkeys(asked, code)


def test_no_address_is_outside_these_lists(app: Flask) -> None:
    api = {rule for _, rule, _ in routes(app)}
    assert {rule.rule for rule in app.url_map.iter_rules()} <= api | DOCUMENTS | FILES
    assert not api & (DOCUMENTS | FILES)


def test_a_file_or_a_document_can_only_be_fetched(app: Flask) -> None:
    fetched = [rule for rule in app.url_map.iter_rules() if rule.rule in DOCUMENTS | FILES]
    assert {method for rule in fetched for method in rule.methods or ()} == {"GET", "HEAD", "OPTIONS"}


def test_a_route_that_says_nothing_would_be_found(server: Server) -> None:
    """Else the tests below would pass over it."""

    class Forgotten(MethodView):
        def get(self) -> str:
            return "everything"

    app = create_app(server.settings)
    app.add_url_rule("/api/forgotten", view_func=Forgotten.as_view("forgotten"))
    assert ("GET", "/api/forgotten", None) in [*routes(app)]


def test_every_route_says_who_may_call_it(app: Flask) -> None:
    assert [(method, rule) for method, rule, who in routes(app) if who is None] == []


def test_what_may_be_asked_without_a_session_is_a_list_that_somebody_thought_about(app: Flask) -> None:
    assert {(method, rule) for method, rule, who in routes(app) if who not in NEEDS_SESSION} == OPEN


def test_without_a_session_nothing_else_is_answered(app: Flask, school: TestSchool) -> None:
    asked = for_sessions(app)
    assert refusals(school.tablet(Person("stranger")), asked) == everywhere(asked, "no_session")


def test_a_head_request_is_judged_like_the_get_that_it_stands_for(app: Flask, school: TestSchool) -> None:
    stranger = school.tablet(Person("stranger"))
    asked = [rule for method, rule in for_sessions(app) if method == "GET"]
    assert {stranger.json("HEAD", path_of(rule)).status_code for rule in asked} == {401}


def test_a_session_that_has_ended_is_none(app: Flask, school: TestSchool, anna: Tablet, clock: TestClock) -> None:
    asked = for_sessions(app)
    clock.now += 46 * DAY
    assert refusals(anna, asked) == everywhere(asked, "no_session"), "it lay idle for too long"
    anna.signed_in()
    for _ in range(10):
        clock.now += 9 * DAY
        assert anna.json("GET", "/sessions").status_code == 200
    clock.now += DAY
    assert refusals(anna, asked) == everywhere(asked, "no_session"), "it is too old, however much it was used"


def test_a_made_up_session_is_none(app: Flask, school: TestSchool) -> None:
    stranger = school.tablet(Person("stranger"))
    stranger.client.set_cookie("beside", "x" * 43)
    asked = for_sessions(app)
    assert refusals(stranger, asked) == everywhere(asked, "no_session")


def test_another_schools_member_is_nobody_here(app: Flask, server: Server, school: TestSchool) -> None:
    elsewhere = TestSchool.begun(server, app.test_client).administrator
    elsewhere.base = school.base
    asked = for_sessions(app)
    assert refusals(elsewhere, asked) == everywhere(asked, "no_session")


def test_a_removed_member_is_turned_away_everywhere(app: Flask, school: TestSchool, anna: Tablet) -> None:
    school.remove(anna.person)
    asked = for_sessions(app)
    assert refusals(anna, asked) == everywhere(asked, "revoked_device")


def test_a_revoked_device_is_turned_away_everywhere(app: Flask, school: TestSchool, anna: Tablet) -> None:
    school.revoke(anna)
    asked = for_sessions(app)
    assert refusals(anna, asked) == everywhere(asked, "revoked_device")


def test_a_device_that_is_not_let_in_yet_may_only_finish_setting_up(
    app: Flask, school: TestSchool, anna: Tablet
) -> None:
    tablet = school.tablet(anna.person)
    code = anna.json("POST", "/code", {"member": b64u(anna.person.id)}).json["code"]
    assert tablet.signed_in(key=b64u(tablet.key.public), code=code).json["pending"] is True
    asked = for_sessions(app, Who.MEMBER, Who.ADMINISTRATOR)
    assert refusals(tablet, asked) == everywhere(asked, "device_pending")


@pytest.mark.parametrize("role", ["mentor", "line_manager", "colleague", "unheard_of"])
def test_what_is_for_administrators_is_for_nobody_else(app: Flask, school: TestSchool, role: str) -> None:
    tablet = school.join(Person(role), role)
    asked = for_sessions(app, Who.ADMINISTRATOR)
    assert asked
    assert refusals(tablet, asked) == everywhere(asked, "forbidden")


def test_an_unknown_school_is_not_found_without_a_word_more(app: Flask, school: TestSchool) -> None:
    tablet = school.tablet(Person("stranger"))
    tablet.base = f"/api/schools/{b64u(new_id())}"
    asked = [(method, rule) for method, rule in OPEN if "<id:school>" in rule]
    answers = {error(tablet.json(method, path_of(rule), {"handle": "anna"})) for method, rule in asked}
    assert answers == {"not_found"}


def test_while_the_server_is_restored_only_administrators_are_answered(
    app: Flask, server: Server, school: TestSchool, anna: Tablet
) -> None:
    with server.database.writing() as connection:
        connection.exec_driver_sql("UPDATE schools SET restoring = TRUE")
    allowed = {"GET /account", "DELETE /sessions/current", "DELETE /sessions/<id:session>"}
    for method, rule in for_sessions(app):
        assert anna.signed_in().status_code == 200
        answered = anna.json(method, path_of(rule))
        if f"{method} {rule.removeprefix('/api/schools/<id:school>')}" in allowed:
            assert answered.status_code != 503, rule
        else:
            assert (error(answered), answered.headers["Retry-After"]) == ("restoring", "30"), rule
    assert school.administrator.json("GET", "/sessions").status_code == 200


def test_a_page_of_another_site_changes_nothing_whatever_its_browser_sends(school: TestSchool, anna: Tablet) -> None:
    for site in ("cross-site", "same-site"):
        response = anna.client.post(
            f"{anna.base}/sign-in/start", json={"handle": "anna"}, headers={"Sec-Fetch-Site": site}
        )
        assert (response.status_code, error(response)) == (403, "forbidden")
    response = anna.client.post(
        f"{anna.base}/sign-in/start", json={"handle": "anna"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_of_another_site_can_send_is_not_read(anna: Tablet, kind: str) -> None:
    response = anna.client.post(f"{anna.base}/sign-in/start", data=b'{"handle": "anna"}', content_type=kind)
    assert (response.status_code, error(response)) == (400, "malformed")
