"""A school is set up once by the printed token; people join by invitation, are renewed, or are appointed by the root sheet."""

from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask

from server.accounts import tokens
from server.clock import DAY
from server.context import Server
from sync.encoding import b64u, new_id
from sync.frames import parse_frames
from sync.keys import account_keys
from sync.school import append
from sync.school_act import Withdraw
from sync.school_entry import SchoolEntry, encode
from tests.server.actors import Person, Tablet, TestClock, TestSchool
from tests.server.answers import Answer, error


def send(tablet: Tablet, entries: list[SchoolEntry], person: Person) -> Answer:
    """The answer to a join with these entries."""
    body = {"entries": [b64u(encode(entry)) for entry in entries], "account": person.account()}
    return tablet.json("POST", "/join", body)


# Set-up -------------------------------------------------------------------------------------------------------


def about(app: Flask) -> dict[str, object]:
    """What the server says of itself."""
    found: dict[str, object] = app.test_client().get("/api/server").get_json()
    return found


def fresh_token(server: Server) -> str:
    with server.database.writing() as connection:
        return tokens.make_token(connection, server.secret, server.clock())


def test_the_printed_token_sets_a_school_up_and_signs_its_first_administrator_in(school: TestSchool) -> None:
    assert school.administrator.json("GET", "/sessions").status_code == 200
    about = school.administrator.client.get("/api/server").json
    assert about["school"] == b64u(school.id)
    assert about["set_up"] is False


def test_a_browser_is_told_whose_session_it_has_and_nobody_elses(
    app: Flask, school: TestSchool, anna: Tablet, clock: TestClock
) -> None:
    assert anna.client.get("/api/server").json["here"] == "anna"
    assert about(app)["here"] is None
    school.revoke(anna)
    assert anna.client.get("/api/server").json["here"] is None
    clock.now += 400 * DAY
    assert school.administrator.client.get("/api/server").json["here"] is None


def test_a_wrong_token_sets_nothing_up(app: Flask, server: Server) -> None:
    fresh_token(server)
    school = TestSchool(server, app.test_client)
    for wrong in ("0000-0000-0000-0000", "", "\ud800"):
        body, _ = school.set_up_body(wrong, school.tablet(school.head))
        response = app.test_client().post("/api/set-up", json=body)
        assert (response.status_code, error(response)) == (401, "set_up_token_wrong")
    assert about(app)["school"] is None


def test_a_token_is_good_for_one_school(app: Flask, server: Server) -> None:
    token = fresh_token(server)
    for expected in (200, 401):
        school = TestSchool(server, app.test_client)
        body, _ = school.set_up_body(token, school.tablet(school.head))
        assert app.test_client().post("/api/set-up", json=body).status_code == expected


def test_a_set_up_whose_answer_was_lost_is_sent_again_and_succeeds(app: Flask, server: Server) -> None:
    token = fresh_token(server)
    school = TestSchool(server, app.test_client)
    tablet = school.tablet(school.head)
    body, _ = school.set_up_body(token, tablet)
    assert [app.test_client().post("/api/set-up", json=body).status_code for _ in range(3)] == [200, 200, 200]


def test_another_set_up_of_the_same_school_is_refused(app: Flask, server: Server) -> None:
    token = fresh_token(server)
    school = TestSchool(server, app.test_client)
    body, _ = school.set_up_body(token, school.tablet(school.head))
    assert app.test_client().post("/api/set-up", json=body).status_code == 200
    other, _ = replace(school, root=Ed25519PrivateKey.generate()).set_up_body(token, school.tablet(school.head))
    response = app.test_client().post("/api/set-up", json=other)
    assert (response.status_code, error(response)) == (409, "already_set_up")


def test_a_set_up_with_a_forged_entry_leaves_the_token_unused(app: Flask, server: Server) -> None:
    token = fresh_token(server)
    school = TestSchool(server, app.test_client)
    body, entries = school.set_up_body(token, school.tablet(school.head))
    forged = {**body, "entries": [body["entries"][0], b64u(encode(replace(entries[1], signature=bytes(64))))]}
    assert error(app.test_client().post("/api/set-up", json=forged)) == "bad_signature"
    assert about(app)["set_up"] is True
    assert app.test_client().post("/api/set-up", json=body).status_code == 200


# Joining ------------------------------------------------------------------------------------------------------


def test_the_holder_of_an_invitation_reads_the_school_log_and_joins(school: TestSchool) -> None:
    anna = Person("anna")
    invite, key = school.invite(anna, "mentor")
    tablet = school.tablet(anna)
    first, parts = parse_frames(school.join_start(tablet, invite, key).data)
    assert first["school"] == len(parts) == school.log.seq
    entries = school.join_entries(anna, tablet, invite, key)
    assert send(tablet, entries, anna).status_code == 200
    assert tablet.json("GET", "/account").json["handle"] == "anna"


def test_a_join_whose_answer_was_lost_is_sent_again_and_succeeds(school: TestSchool) -> None:
    anna = Person("anna")
    invite, key = school.invite(anna, "mentor")
    tablet = school.tablet(anna)
    entries = school.join_entries(anna, tablet, invite, key)
    assert send(tablet, entries, anna).status_code == 200
    again = send(school.tablet(anna), entries, anna)
    assert again.status_code == 200


def test_a_join_overheard_and_sent_again_with_another_password_lets_nobody_in(school: TestSchool) -> None:
    anna = Person("anna")
    invite, key = school.invite(anna, "mentor")
    tablet = school.tablet(anna)
    entries = school.join_entries(anna, tablet, invite, key)
    send(tablet, entries, anna)
    stolen = replace(anna, authentication=bytes(32))
    assert error(send(school.tablet(anna), entries, stolen)) == "sign_in_refused"


def test_a_join_read_in_the_log_and_sent_again_lets_nobody_in_who_knows_the_password(school: TestSchool) -> None:
    """The attack: a colleague has seen Anna type her password, reads her two entries in the school's log as every member can, and
    is signed in by them: without her tablet, without a code, and told by the answer whether the password was right."""
    anna = Person("anna")
    invite, key = school.invite(anna, "mentor")
    tablet = school.tablet(anna)
    entries = school.join_entries(anna, tablet, invite, key)
    assert send(tablet, entries, anna).status_code == 200
    seen = replace(anna, bundle=bytes(60))
    wrong = replace(seen, authentication=bytes(32))
    assert [error(send(school.tablet(anna), entries, who)) for who in (seen, wrong)] == ["sign_in_refused"] * 2
    assert tablet.json("GET", "/account").status_code == 200, "and Anna's session goes on"


def test_who_joins_while_the_log_moves_on_is_told_to_read_it_again(school: TestSchool) -> None:
    anna = Person("anna")
    invite, key = school.invite(anna, "mentor")
    tablet = school.tablet(anna)
    entries = school.join_entries(anna, tablet, invite, key)
    school.invite(Person("ben"), "mentor")
    assert error(send(tablet, entries, anna)) == "head_moved"
    assert send(tablet, school.join_entries(anna, tablet, invite, key), anna).status_code == 200


def test_an_invitation_is_good_once(school: TestSchool) -> None:
    anna = Person("anna")
    invite, key = school.invite(anna, "mentor")
    tablet = school.tablet(anna)
    entries = school.join_entries(anna, tablet, invite, key)
    send(tablet, entries, anna)
    for entry in entries:
        append(school.log, entry)
    assert error(school.join_start(tablet, invite, key)) == "invitation_spent"
    thief = replace(anna, keys=account_keys(b"t" * 32))
    assert error(send(tablet, school.join_entries(thief, tablet, invite, key), thief)) == "invitation_spent"


def test_an_invitation_that_was_withdrawn_is_spent(school: TestSchool) -> None:
    anna = Person("anna")
    invite, key = school.invite(anna, "mentor")
    school.append(Withdraw(school.at, invite))
    assert error(school.join_start(school.tablet(anna), invite, key)) == "invitation_spent"


def test_an_invitation_expires_by_the_servers_clock(school: TestSchool, clock: TestClock) -> None:
    anna = Person("anna")
    invite, key = school.invite(anna, "mentor", days=14)
    tablet = school.tablet(anna)
    entries = school.join_entries(anna, tablet, invite, key)
    clock.now += 14 * DAY + 1
    assert error(school.join_start(tablet, invite, key)) == "invitation_spent"
    assert error(send(tablet, entries, anna)) == "invitation_spent"


def test_who_has_not_the_invitations_key_reads_no_school_log(school: TestSchool) -> None:
    anna = Person("anna")
    invite, _ = school.invite(anna, "mentor")
    stranger = Ed25519PrivateKey.generate()
    assert error(school.join_start(school.tablet(anna), invite, stranger)) == "bad_signature"
    assert error(school.join_start(school.tablet(anna), new_id(), stranger)) == "invitation_spent"
    assert error(school.join_start(school.tablet(anna), None, stranger)) == "bad_signature"


def test_a_sign_in_name_that_is_taken_leaves_the_invitation_open(school: TestSchool) -> None:
    anna = Person("HEAD ")
    invite, key = school.invite(anna, "mentor")
    tablet = school.tablet(anna)
    entries = school.join_entries(anna, tablet, invite, key)
    assert error(send(tablet, entries, anna)) == "handle_taken"
    anna.handle = "anna"
    assert send(tablet, entries, anna).status_code == 200


def test_a_join_must_bring_a_device_of_the_one_who_joins(school: TestSchool) -> None:
    anna = Person("anna")
    invite, key = school.invite(anna, "mentor")
    tablet = school.tablet(anna)
    first, second = school.join_entries(anna, tablet, invite, key)
    assert error(send(tablet, [second, first], anna)) == "malformed"
    assert error(send(tablet, [first, first], anna)) == "malformed"


def test_nobody_joins_by_appending_to_the_log_alone(school: TestSchool) -> None:
    anna = Person("anna")
    invite, key = school.invite(anna, "mentor")
    entries = school.join_entries(anna, school.tablet(anna), invite, key)
    assert error(school.administrator.log(*entries)) == "forbidden"


# Renewal and root ---------------------------------------------------------------------------------------------


def test_a_forgotten_password_is_renewed_by_an_invitation_and_ends_the_old_devices(
    school: TestSchool, anna: Tablet
) -> None:
    renewed = Person("anna", id=anna.person.id)
    tablet = school.join(renewed, "mentor")
    assert tablet.json("GET", "/sessions").status_code == 200
    assert error(anna.json("GET", "/sessions")) == "no_session"
    # Its password is the old one: that its device was ended it hears all the same, by its signature.
    assert error(anna.signed_in()) == "revoked_device"
    anna.person.authentication = renewed.authentication
    assert error(anna.signed_in()) == "revoked_device"


def test_the_root_sheet_appoints_an_administrator_and_every_client_can_see_it(school: TestSchool) -> None:
    rescuer = Person("rescuer")
    tablet = school.tablet(rescuer)
    first, parts = parse_frames(school.join_start(tablet, None, school.root).data)
    assert first["school"] == len(parts)
    entries = school.join_entries(rescuer, tablet, None, school.root)
    assert send(tablet, entries, rescuer).status_code == 200
    for entry in entries:
        append(school.log, entry)
    assert tablet.json("POST", "/code", {"member": b64u(school.head.id)}).status_code == 200


# The school's log ---------------------------------------------------------------------------------------------


def test_an_entry_that_is_not_made_for_the_head_is_told_that_the_head_moved(school: TestSchool) -> None:
    late = school.sign(Withdraw(school.at, new_id()), school.head.keys.sign)
    school.invite(Person("anna"), "mentor")
    assert error(school.administrator.log(late)) == "head_moved"


def test_an_append_whose_answer_was_lost_is_sent_again_and_succeeds(school: TestSchool) -> None:
    anna = Person("anna")
    invite, _ = school.invite(anna, "mentor")
    entry = school.sign(Withdraw(school.at, invite), school.head.keys.sign)
    first, again = school.administrator.log(entry), school.administrator.log(entry)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json == again.json


def test_what_a_mentor_may_not_decide_is_refused_whoever_carries_it(school: TestSchool, anna: Tablet) -> None:
    entry = school.sign(Withdraw(school.at, new_id()), anna.person.keys.sign)
    assert error(school.administrator.log(entry)) == "not_allowed"


def test_a_refused_entry_keeps_the_whole_append_out(school: TestSchool) -> None:
    anna = Person("anna")
    invite, _ = school.invite(anna, "mentor")
    good = school.sign(Withdraw(school.at, invite), school.head.keys.sign)
    before = school.log.seq
    response = school.administrator.log(good, good)
    assert error(response) == "head_moved"
    first, _ = school.administrator.pull(school=0)
    assert first["school"] == before
