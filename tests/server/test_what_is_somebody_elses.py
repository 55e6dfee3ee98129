"""Whoever names somebody else's things by their real ids is answered as if these did not exist, or that they take no part.

Ids are no secret: a member may have seen them in the school's log, or had them from a colleague. So every route whose address
names something is asked here for a thing that is really there and is not the caller's.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from flask import Flask

from server.clock import HOUR
from server.context import Server
from sync.encoding import b64u, new_id, unb64u
from sync.entry import encode
from sync.epoch import Place
from sync.frames import parse_frames
from sync.log import Cursor, hash_0
from sync.snapshot import make_snapshot
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.answers import Answer, error
from tests.server.test_late import hand_in, waiting
from tests.server.test_snapshots import OCTETS
from tests.server.test_who_may import routes
from tests.server.vaults import TestVault
from tests.server.watching import Watched
from tests.server.worlds import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here."""
    return sqlite_url


@dataclass
class Bens:
    """What is Ben's: a case that his line manager reads too, a snapshot of it, a session, an entry that came late, and a visit
    that she watches over."""

    ben: Tablet
    manager: Tablet
    vault: TestVault
    session: str
    late: str
    snapshot: bytes
    visit: Watched

    def later(self) -> int:
        """In two hours."""
        return self.visit.school.server.clock() + 2 * HOUR


@pytest.fixture
def bens(school: TestSchool, world: World) -> Bens:
    """Ben's things, on the server."""
    world.turn()
    mary = school.join(Person("mary"), "line_manager")
    ben = school.join(Person("ben"), "mentor", manager=mary.person)
    vault = TestVault(school)
    vault.begin(ben, readers=(mary.person,), ops=2)
    cursor, place = Cursor(new_id(), vault.seq, vault.log_hash), Place(school.id, vault.id, vault.epoch)
    snapshot = make_snapshot(place, cursor, 1, b"{}", vault.epoch_key, device=ben.key).data
    (session,) = ben.json("GET", "/sessions").json["sessions"]
    lost = school.second_tablet(ben.person, ben)
    unsent = encode(vault.op(lost))
    school.revoke(lost)
    assert hand_in(lost, vault, [unsent]).status_code == 200
    ((waits,), _) = waiting(mary)
    visit = Watched(school, ben, [[mary]])
    visit.arm()
    bens = Bens(ben, mary, vault, session["session"], waits["id"], snapshot, visit)
    assert put_snapshot(ben, bens).status_code == 204
    return bens


def put_snapshot(tablet: Tablet, bens: Bens) -> Answer:
    """Ben's snapshot, put by whoever it is."""
    path = f"{tablet.base}/vaults/{b64u(bens.vault.id)}/snapshot"
    answer: Answer = tablet.client.put(path, data=bens.snapshot, content_type=OCTETS)
    return answer


ASKS: dict[tuple[str, str], tuple[Callable[[Tablet, Bens], Answer], str]] = {
    ("GET", "/members/<id:member>/counters"): (
        lambda who, bens: who.json("GET", f"/members/{b64u(bens.ben.person.id)}/counters"),
        "forbidden",
    ),
    ("POST", "/late/<id:entry>"): (
        lambda who, bens: who.json("POST", f"/late/{bens.late}", {"outcome": "set_aside", "reason": "mischief"}),
        "not_found",
    ),
    ("DELETE", "/sessions/<id:session>"): (
        lambda who, bens: who.json("DELETE", f"/sessions/{bens.session}"),
        "not_found",
    ),
    ("GET", "/vaults/<id:vault>/snapshot"): (
        lambda who, bens: who.json("GET", f"/vaults/{b64u(bens.vault.id)}/snapshot"),
        "not_entitled",
    ),
    ("PUT", "/vaults/<id:vault>/snapshot"): (put_snapshot, "not_entitled"),
    ("PUT", "/visits/<id:visit>"): (
        lambda who, bens: replace(bens.visit, visitor=who, ladder=[[bens.manager]]).arm_response(bens.later()),
        "not_found",
    ),
    ("POST", "/visits/<id:visit>/extend"): (lambda who, bens: bens.visit.extend(who, bens.later()), "not_found"),
    ("POST", "/visits/<id:visit>/check-in"): (lambda who, bens: bens.visit.do(who, "check-in"), "not_found"),
    ("POST", "/visits/<id:visit>/escalate"): (lambda who, bens: bens.visit.escalate(who, 2), "not_found"),
    ("POST", "/visits/<id:visit>/acknowledge"): (lambda who, bens: bens.visit.do(who, "acknowledge"), "not_found"),
}
"""Of every route with an id in its address: how somebody else's thing is asked for there, and what is answered."""

OF_ALL_COLLEAGUES = {("GET", "/members/<id:member>/alarm-test"), ("POST", "/members/<id:member>/alarm-test")}
"""Whether a colleague can be alarmed is for everybody to see and to try, before they go on a visit."""


@pytest.fixture(params=["mentor", "line_manager", "colleague", "took part once"])
def stranger(request: pytest.FixtureRequest, school: TestSchool, bens: Bens) -> Tablet:
    """A member of the same school whom Ben's things are no concern of."""
    if request.param != "took part once":
        return school.join(Person("anna"), request.param)
    anna, mary = school.join(Person("anna"), "mentor"), bens.manager
    (added,) = mary.push((bens.vault.id, bens.vault.taken(bens.vault.add(mary, anna.person))))
    assert "error" not in added
    assert ASKS["GET", "/vaults/<id:vault>/snapshot"][0](anna, bens).status_code == 200
    entries = bens.vault.withdraw(mary, anna.person), bens.vault.new_epoch(mary, bens.ben.person, mary.person)
    (withdrawn,) = mary.push((bens.vault.id, bens.vault.taken(*entries)))
    assert "error" not in withdrawn
    return anna


def test_every_route_that_names_a_thing_is_asked_for_somebody_elses(app: Flask) -> None:
    within = [(method, rule.removeprefix("/api/schools/<id:school>")) for method, rule, _ in routes(app)]
    named = {(method, rule) for method, rule in within if "<" in rule}
    assert named == set(ASKS) | OF_ALL_COLLEAGUES, "say in ASKS how somebody else's thing is asked for on this route"


def test_nobody_gets_at_what_is_somebody_elses_by_its_id(bens: Bens, stranger: Tablet) -> None:
    assert {route: error(ask(stranger, bens)) for route, (ask, _) in ASKS.items()} == {
        route: code for route, (_, code) in ASKS.items()
    }
    # Nothing of it came about: Ben is still signed in, his line manager still has to decide, his visit is as it was.
    assert bens.ben.json("GET", "/sessions").status_code == 200
    assert [each["id"] for each in waiting(bens.manager)[0]] == [bens.late]
    assert bens.visit.seen(stranger) is None
    visit = bens.visit.seen(bens.ben)
    assert visit is not None
    assert {visit[act] for act in ("escalated", "acknowledged", "checked_in")} == {None}
    assert visit["visitor"] == b64u(bens.ben.person.id)


def test_those_whose_they_are_are_answered(bens: Bens) -> None:
    """Else the test above would hold where nobody is answered at all."""
    assert ASKS["GET", "/vaults/<id:vault>/snapshot"][0](bens.ben, bens).status_code == 200
    assert ASKS["GET", "/members/<id:member>/counters"][0](bens.ben, bens).status_code == 200
    assert ASKS["PUT", "/vaults/<id:vault>/snapshot"][0](bens.manager, bens).status_code == 204
    assert ASKS["POST", "/late/<id:entry>"][0](bens.manager, bens).status_code == 204
    assert ASKS["PUT", "/visits/<id:visit>"][0](bens.ben, bens).status_code == 200
    for act in ("extend", "check-in"):
        assert ASKS["POST", f"/visits/<id:visit>/{act}"][0](bens.ben, bens).status_code == 200
    assert ASKS["DELETE", "/sessions/<id:session>"][0](bens.ben, bens).status_code == 204


def test_a_school_answers_its_own_member_nothing_about_another_schools_things(
    app: Flask, server: Server, bens: Bens
) -> None:
    elsewhere = TestSchool.begun(server, app.test_client)
    anna = elsewhere.join(Person("anna"), "line_manager")
    for who in (elsewhere.administrator, anna):
        answers = {route: ask(who, bens) for route, (ask, _) in ASKS.items()}
        found = {route: error(answer) for route, answer in answers.items() if answer.status_code >= 400}
        # What an administrator of another school may ask about a member is empty for one whom that school does not know.
        told = [value for answer in answers.values() if answer.status_code == 200 for value in answer.json.values()]
        assert set(found.values()) <= {"forbidden", "not_found", "not_entitled", "wrong_school", "invalid"}
        assert not any(told)
        assert error(who.json("POST", "/code", {"member": b64u(bens.ben.person.id)})) in {"forbidden", "not_found"}
        for method in ("GET", "POST"):
            assert error(who.json(method, f"/members/{b64u(bens.ben.person.id)}/alarm-test")) == "not_found"


def test_a_vault_that_is_named_in_a_request_is_neither_read_nor_written(bens: Bens, stranger: Tablet) -> None:
    vault, cursor = bens.vault, [b64u(bens.vault.id), None, 0, b64u(hash_0(bens.vault.school.id, bens.vault.id))]
    head, parts = stranger.pull(cursor)
    assert (head["vaults"][0]["error"]["code"], parts) == ("not_entitled", [])
    assert (set(head["vaults"][0]), head["vaults"][0]["count"]) == ({"vault", "count", "error"}, 0)
    (refused,) = stranger.push((vault.id, vault.taken(vault.op(stranger))))
    assert refused["error"]["code"] == "not_entitled"
    told = stranger.exchange(bytes(32)).json
    assert b64u(vault.id) not in str(told)
    assert all(bens.vault.id not in unb64u(each) for each in told["checkpoints"])
    late, entries = parse_frames(stranger.json("GET", "/late").data)
    assert (late["entries"], entries) == ([], [])


def test_nobody_but_an_administrator_lets_another_members_device_in(bens: Bens, stranger: Tablet) -> None:
    assert error(stranger.json("POST", "/code", {"member": b64u(bens.ben.person.id)})) == "forbidden"
