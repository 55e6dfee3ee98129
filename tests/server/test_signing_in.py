"""Signing in: the password's secret and the device's signature; a new device needs a code."""

import pytest

from server.accounts.challenges import GOOD_FOR
from server.app import create_app
from server.clock import DAY, MINUTE
from sync.encoding import b64u, new_id, parse_instant, unb64u
from tests.server.actors import Person, Tablet, TestClock, TestSchool
from tests.server.answers import Answer, error


def code_for(tablet: Tablet, person: Person) -> str:
    """A code that lets the person's next device in."""
    response = tablet.json("POST", "/code", {"member": b64u(person.id)})
    assert response.status_code == 200, response.data
    code: str = response.json["code"]
    return code


def new_device(school: TestSchool, tablet: Tablet) -> Tablet:
    """A tablet of the same person that is not let in."""
    return school.tablet(tablet.person)


# The right way ------------------------------------------------------------------------------------------------


def test_a_tablet_that_is_let_in_signs_in_with_password_and_signature(anna: Tablet) -> None:
    response = anna.signed_in()
    assert response.status_code == 200
    assert response.json["member"] == b64u(anna.person.id)
    assert response.json["pending"] is False
    assert unb64u(response.json["bundle"]) == anna.person.bundle


def test_the_session_is_a_cookie_that_no_script_and_no_other_site_gets(anna: Tablet) -> None:
    cookie = anna.signed_in().headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_the_sign_in_name_is_compared_without_regard_to_case_and_width(anna: Tablet) -> None:
    assert anna.signed_in(handle=" ＡＮＮＡ ").status_code == 200


def test_a_session_survives_a_restart_of_the_server(anna: Tablet, school: TestSchool) -> None:
    again = create_app(school.server.settings, clock=school.server.clock)
    anna.client.application = again
    assert anna.json("GET", "/sessions").status_code == 200
    again.extensions["beside"].database.close()


# The wrong ways -----------------------------------------------------------------------------------------------


def test_a_wrong_password_is_refused(anna: Tablet) -> None:
    response = anna.signed_in(authentication=b64u(bytes(32)))
    assert (response.status_code, error(response)) == (401, "sign_in_refused")


def test_an_unknown_name_is_refused_in_the_same_words_as_a_wrong_password(anna: Tablet) -> None:
    unknown, wrong = anna.signed_in(handle="nobody"), anna.signed_in(authentication=b64u(bytes(32)))
    assert (unknown.status_code, unknown.data) == (wrong.status_code, wrong.data)


def test_an_unknown_name_gets_a_salt_that_is_always_the_same_and_looks_like_any_other(anna: Tablet) -> None:
    first, second, other, real = (
        anna.json("POST", "/sign-in/start", {"handle": handle}).json for handle in ("ghost", "GHOST", "spook", "anna")
    )
    assert first["salt"] == second["salt"] != other["salt"]
    assert len(unb64u(first["salt"])) == len(unb64u(real["salt"])) == 16
    assert first["params"] == real["params"]
    assert set(first) == set(real)


def test_a_signature_by_another_key_is_refused(anna: Tablet, school: TestSchool) -> None:
    thief = new_device(school, anna)
    thief.key = type(thief.key)(anna.key.id, thief.key.private)
    assert error(thief.signed_in()) == "sign_in_refused"


def test_a_challenge_is_good_for_one_answer(anna: Tablet) -> None:
    challenge = anna.challenge()
    assert anna.signed_in(challenge).status_code == 200
    assert error(anna.signed_in(challenge)) == "sign_in_refused"


def test_a_challenge_is_good_for_five_minutes(anna: Tablet, clock: TestClock) -> None:
    challenge = anna.challenge()
    clock.now += GOOD_FOR
    assert anna.signed_in(challenge).status_code == 200
    challenge = anna.challenge()
    clock.now += GOOD_FOR + 1
    assert error(anna.signed_in(challenge)) == "sign_in_refused"


@pytest.mark.parametrize("made_up", [b"", bytes(56), b"x" * 128])
def test_a_challenge_that_is_not_ours_is_refused(anna: Tablet, made_up: bytes) -> None:
    assert error(anna.signed_in(made_up or b"\0")) == "sign_in_refused"


def test_another_members_device_does_not_sign_this_member_in(school: TestSchool, anna: Tablet) -> None:
    ben = school.join(Person("ben"), "mentor")
    mixed = Tablet(anna.person, ben.client, ben.base, ben.key)
    assert error(mixed.signed_in()) == "sign_in_refused"


def test_a_revoked_device_is_told_that_it_is_locked_out(school: TestSchool, anna: Tablet) -> None:
    school.revoke(anna)
    assert error(anna.signed_in()) == "revoked_device"
    assert error(anna.json("GET", "/sessions")) == "revoked_device"


def test_a_removed_member_does_not_come_in_again(school: TestSchool, anna: Tablet) -> None:
    school.remove(anna.person)
    assert error(anna.signed_in()) == "revoked_device"


def as_before(tablet: Tablet, challenge: bytes | None = None, **changed: str) -> Answer:
    """The answer to an old tablet whose account goes on under another name and password."""
    return tablet.signed_in(challenge, **{"handle": "anna.before", "authentication": b64u(bytes(32)), **changed})


@pytest.mark.parametrize("out", ["revoke", "remove"])
def test_who_is_out_hears_so_by_the_devices_signature_whatever_name_the_account_goes_on_under(
    school: TestSchool, anna: Tablet, out: str
) -> None:
    assert error(as_before(anna)) == "sign_in_refused"
    if out == "revoke":
        school.revoke(anna)
    else:
        school.remove(anna.person)
    assert error(as_before(anna)) == "revoked_device"


def test_nobody_is_told_who_is_out_but_by_the_key_of_that_device(school: TestSchool, anna: Tablet) -> None:
    """The attack: somebody asks after a device, or guesses whether theirs is known, without being it."""
    school.revoke(anna)
    stranger = school.tablet(anna.person)
    forged = Tablet(anna.person, anna.client, anna.base, type(anna.key)(anna.key.id, stranger.key.private))
    own = {"key": b64u(stranger.key.public)}
    for asked in (
        as_before(forged), as_before(forged, None, **own), forged.signed_in(None, **own),
        as_before(stranger), as_before(stranger, None, **own),
    ):  # fmt: skip
        assert (asked.status_code, error(asked)) == (401, "sign_in_refused")


def test_who_is_out_is_told_once_a_challenge_and_ten_times_in_ten_minutes(
    school: TestSchool, anna: Tablet, clock: TestClock
) -> None:
    school.revoke(anna)
    challenge = anna.challenge()
    assert error(as_before(anna, challenge)) == "revoked_device"
    assert error(as_before(anna, challenge)) == "sign_in_refused"
    for _ in range(8):
        assert error(as_before(anna)) == "revoked_device"
    assert error(as_before(anna)) == "rate_limited"
    clock.now += 10 * MINUTE + 1
    assert error(as_before(anna)) == "revoked_device"


def test_being_out_tells_nothing_of_the_password(school: TestSchool, anna: Tablet) -> None:
    second = school.second_tablet(anna.person, anna)
    school.revoke(second)
    assert error(second.signed_in()) == error(second.signed_in(authentication=b64u(bytes(32)))) == "revoked_device"
    assert anna.signed_in().status_code == 200


# New devices --------------------------------------------------------------------------------------------------


def test_a_new_device_with_a_code_from_one_that_is_in_may_finish_setting_up(school: TestSchool, anna: Tablet) -> None:
    second = school.second_tablet(anna.person, anna)
    assert second.json("GET", "/sessions").status_code == 200


def test_a_device_that_is_not_let_in_yet_may_do_nothing_else(school: TestSchool, anna: Tablet) -> None:
    tablet = new_device(school, anna)
    tablet.signed_in(key=b64u(tablet.key.public), code=code_for(anna, anna.person))
    assert tablet.json("GET", "/account").json["handle"] == "anna"
    assert error(tablet.exchange(bytes(32))) == "device_pending"
    assert (
        error(tablet.json("POST", "/pull", {"vaults": [[b64u(new_id()), None, 0, b64u(bytes(32))]]}))
        == "device_pending"
    )
    first, parts = tablet.pull(school=0)
    assert first["school"] == len(parts) == school.log.seq


def test_an_administrators_code_lets_a_members_device_in(school: TestSchool, anna: Tablet) -> None:
    tablet = new_device(school, anna)
    code = code_for(school.administrator, anna.person)
    assert tablet.signed_in(key=b64u(tablet.key.public), code=code).json["pending"] is True


def test_a_code_comes_with_the_sign_in_name_that_it_is_for(school: TestSchool, anna: Tablet) -> None:
    made = school.administrator.json("POST", "/code", {"member": b64u(anna.person.id)}).json
    assert made["handle"] == "anna"


def test_an_administrator_sees_when_each_device_of_a_member_was_last_connected(
    school: TestSchool, anna: Tablet, clock: TestClock
) -> None:
    clock.now += 20 * MINUTE
    assert anna.json("GET", "/sessions").status_code == 200
    seen = school.administrator.json("GET", f"/members/{b64u(anna.person.id)}/counters").json["seen"]
    assert {device: parse_instant(at) for device, at in seen.items()} == {b64u(anna.key.id): clock()}
    school.revoke(anna)
    clock.now += 20 * MINUTE
    assert error(anna.json("GET", "/sessions")) == "revoked_device"
    assert school.administrator.json("GET", f"/members/{b64u(anna.person.id)}/counters").json["seen"] == seen


def test_a_member_makes_no_code_for_another(school: TestSchool, anna: Tablet) -> None:
    assert error(anna.json("POST", "/code", {"member": b64u(school.head.id)})) == "forbidden"


@pytest.mark.parametrize("typed", [None, "0000-0000", "", "\ud800", "käse-brot", "0" * 32])
def test_a_new_device_without_the_right_code_stays_out(school: TestSchool, anna: Tablet, typed: str | None) -> None:
    code_for(anna, anna.person)
    tablet = new_device(school, anna)
    response = tablet.signed_in(key=b64u(tablet.key.public), code=typed)
    assert (response.status_code, error(response)) == (401, "new_device_code_wrong")


def test_a_code_is_read_however_it_is_typed(school: TestSchool, anna: Tablet) -> None:
    code = code_for(anna, anna.person)
    tablet = new_device(school, anna)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert tablet.signed_in(key=b64u(tablet.key.public), code=typed).status_code == 200


def test_a_code_is_good_once(school: TestSchool, anna: Tablet) -> None:
    code = code_for(anna, anna.person)
    first, second = new_device(school, anna), new_device(school, anna)
    assert first.signed_in(key=b64u(first.key.public), code=code).status_code == 200
    assert error(second.signed_in(key=b64u(second.key.public), code=code)) == "new_device_code_wrong"


def test_a_code_is_good_for_ten_minutes(school: TestSchool, anna: Tablet, clock: TestClock) -> None:
    code = code_for(anna, anna.person)
    clock.now += 10 * MINUTE + 1
    tablet = new_device(school, anna)
    assert error(tablet.signed_in(key=b64u(tablet.key.public), code=code)) == "new_device_code_wrong"


def test_five_wrong_tries_end_a_code(school: TestSchool, anna: Tablet) -> None:
    code = code_for(anna, anna.person)
    tablet = new_device(school, anna)
    for _ in range(5):
        assert error(tablet.signed_in(key=b64u(tablet.key.public), code="0000-0000")) == "new_device_code_wrong"
    assert error(tablet.signed_in(key=b64u(tablet.key.public), code=code)) == "new_device_code_wrong"


def test_a_new_code_replaces_the_one_before(school: TestSchool, anna: Tablet) -> None:
    old, new = code_for(anna, anna.person), code_for(anna, anna.person)
    tablet = new_device(school, anna)
    assert error(tablet.signed_in(key=b64u(tablet.key.public), code=old)) == "new_device_code_wrong"
    assert tablet.signed_in(key=b64u(tablet.key.public), code=new).status_code == 200


def test_a_code_from_a_tablet_that_was_locked_out_since_lets_nobody_in(school: TestSchool, anna: Tablet) -> None:
    """The attack: whoever has stolen an open tablet, and knows its password, makes a code before it is locked out."""
    code = code_for(anna, anna.person)
    school.revoke(anna)
    thief = new_device(school, anna)
    assert error(thief.signed_in(key=b64u(thief.key.public), code=code)) == "new_device_code_wrong"


def test_whoever_was_let_in_by_a_tablet_that_is_locked_out_before_they_are_in_the_log_comes_no_further(
    school: TestSchool, anna: Tablet
) -> None:
    """The attack: the code is used at once, and the device enters the school's log when nobody looks for it any more."""
    thief = new_device(school, anna)
    assert thief.signed_in(key=b64u(thief.key.public), code=code_for(anna, anna.person)).json["pending"] is True
    school.revoke(anna)
    assert error(thief.json("GET", "/account")) == "no_session"
    assert error(thief.signed_in(key=b64u(thief.key.public))) == "new_device_code_wrong"


def test_a_wrong_password_uses_up_no_code(school: TestSchool, anna: Tablet) -> None:
    code = code_for(anna, anna.person)
    tablet = new_device(school, anna)
    key = b64u(tablet.key.public)
    assert error(tablet.signed_in(key=key, code=code, authentication=b64u(bytes(32)))) == "sign_in_refused"
    assert tablet.signed_in(key=key, code=code).status_code == 200


def test_a_device_that_was_interrupted_comes_back_for_a_day_without_another_code(
    school: TestSchool, anna: Tablet, clock: TestClock
) -> None:
    tablet = new_device(school, anna)
    tablet.signed_in(key=b64u(tablet.key.public), code=code_for(anna, anna.person))
    clock.now += DAY
    assert tablet.signed_in(key=b64u(tablet.key.public)).status_code == 200
    clock.now += 1
    assert error(tablet.signed_in(key=b64u(tablet.key.public))) == "new_device_code_wrong"


def test_a_key_that_anybody_can_sign_for_is_refused(school: TestSchool, anna: Tablet) -> None:
    tablet = new_device(school, anna)
    weak = b64u(b"\1" + bytes(31))
    assert error(tablet.signed_in(key=weak, code=code_for(anna, anna.person))) == "sign_in_refused"


# Sessions -----------------------------------------------------------------------------------------------------


def test_a_member_sees_their_sessions_and_ends_one(school: TestSchool, anna: Tablet) -> None:
    second = school.second_tablet(anna.person, anna)
    listed = anna.json("GET", "/sessions").json["sessions"]
    assert {each["device"] for each in listed} == {b64u(anna.key.id), b64u(second.key.id)}
    (other,) = [each for each in listed if not each["current"]]
    assert anna.json("DELETE", f"/sessions/{other['session']}").status_code == 204
    assert error(second.json("GET", "/sessions")) == "no_session"
    assert anna.json("GET", "/sessions").status_code == 200


def test_nobody_ends_anothers_session(school: TestSchool, anna: Tablet) -> None:
    (mine,) = anna.json("GET", "/sessions").json["sessions"]
    assert error(school.administrator.json("DELETE", f"/sessions/{mine['session']}")) == "not_found"


def test_signing_out_ends_the_session_and_the_cookie(anna: Tablet) -> None:
    response = anna.json("DELETE", "/sessions/current")
    assert response.status_code == 204
    assert "Max-Age=0" in response.headers["Set-Cookie"]
    assert error(anna.json("GET", "/sessions")) == "no_session"


def test_signing_in_again_on_a_tablet_ends_its_former_session(anna: Tablet) -> None:
    anna.signed_in()
    assert len(anna.json("GET", "/sessions").json["sessions"]) == 1


def test_a_session_ends_by_age_and_by_lying_idle(anna: Tablet, clock: TestClock) -> None:
    for _ in range(3):
        clock.now += 30 * DAY
        assert anna.json("GET", "/sessions").status_code == 200
    clock.now += 30 * DAY
    assert error(anna.json("GET", "/sessions")) == "no_session"
    anna.signed_in()
    clock.now += 46 * DAY
    assert error(anna.json("GET", "/sessions")) == "no_session"


def test_the_session_of_a_device_that_was_locked_out_is_listed_no_more(school: TestSchool, anna: Tablet) -> None:
    second = school.second_tablet(anna.person, anna)
    school.revoke(second)
    (only,) = anna.json("GET", "/sessions").json["sessions"]
    assert only["device"] == b64u(anna.key.id)


# The password -------------------------------------------------------------------------------------------------


def test_a_new_password_ends_every_session_but_the_one_it_begins(school: TestSchool, anna: Tablet) -> None:
    second = school.second_tablet(anna.person, anna)
    old = b64u(anna.person.authentication)
    anna.person.authentication = bytes(range(32))
    response = anna.json("POST", "/password", {"old": old, "account": anna.person.account()})
    assert response.status_code == 200
    assert error(second.json("GET", "/sessions")) == "no_session"
    assert len(anna.json("GET", "/sessions").json["sessions"]) == 1
    assert error(anna.signed_in(authentication=old)) == "sign_in_refused"
    assert anna.signed_in().status_code == 200


def test_the_old_password_is_needed_for_a_new_one(anna: Tablet) -> None:
    response = anna.json("POST", "/password", {"old": b64u(bytes(32)), "account": anna.person.account()})
    assert (response.status_code, error(response)) == (401, "sign_in_refused")


def test_a_sign_in_name_that_is_taken_is_refused(school: TestSchool, anna: Tablet) -> None:
    body = {"old": b64u(anna.person.authentication), "account": {**anna.person.account(), "handle": "HEAD"}}
    response = anna.json("POST", "/password", body)
    assert (response.status_code, error(response)) == (409, "handle_taken")
    assert anna.json("GET", "/sessions").status_code == 200


def test_a_derivation_weaker_than_the_protocols_is_refused(anna: Tablet) -> None:
    account = {**anna.person.account(), "params": {"memory_kib": 1024, "iterations": 1, "lanes": 1}}
    response = anna.json("POST", "/password", {"old": b64u(anna.person.authentication), "account": account})
    assert (response.status_code, error(response)) == (422, "invalid")
    assert response.json["error"]["field"].startswith("account.params.")
