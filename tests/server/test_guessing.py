"""Guessing a password is slowed down, wherever it comes from, and keeps nobody else out."""

import pytest

from server.accounts import signing_in
from server.accounts.rates import Allowance, Limit
from server.app import create_app
from server.clock import MINUTE
from sync.encoding import b64u, new_id
from tests.server.actors import Person, Tablet, TestClock, TestSchool
from tests.server.answers import error


def test_guessing_from_elsewhere_is_slowed_down_and_locks_no_tablet_out(school: TestSchool, anna: Tablet) -> None:
    thief = school.tablet(anna.person)
    wrong = {"key": b64u(thief.key.public), "code": "0000-0000", "authentication": b64u(bytes(32))}
    for _ in range(10):
        assert error(thief.signed_in(None, **wrong)) == "sign_in_refused"
    slowed = thief.signed_in(None, **wrong)
    assert (slowed.status_code, error(slowed)) == (429, "rate_limited")
    assert int(slowed.headers["Retry-After"]) > 0
    assert anna.signed_in().status_code == 200


def few_from_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three failed tries from one address are all there are."""
    few = Allowance(3, 10 * MINUTE)
    monkeypatch.setattr(Limit, "allowance", property(lambda limit: few if limit is Limit.ADDRESS else limit.value[1]))


def guessed(school: TestSchool, address: str) -> str:
    """What somebody is told who guesses a password, each time with another device and for another name."""
    person = Person(f"nobody {new_id().hex()}")
    thief = school.tablet(person)
    thief.client.environ_base["REMOTE_ADDR"] = address
    return error(thief.signed_in(None, key=b64u(thief.key.public), authentication=b64u(bytes(32))))


def test_a_pupil_who_guesses_from_the_schools_network_keeps_no_tablet_out(
    school: TestSchool, anna: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack: in the school's wireless network everybody has one address, and its tries are soon used up."""
    few_from_an_address(monkeypatch)
    found = [guessed(school, "192.0.2.1") for _ in range(4)]
    assert found == [*["sign_in_refused"] * 3, "rate_limited"]
    anna.client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    assert anna.signed_in().status_code == 200


@pytest.mark.parametrize(
    ("others", "code"), [("2001:db8:0:1:{}::9", "rate_limited"), ("2001:db8:0:{}::9", "sign_in_refused")]
)
def test_whoever_has_a_network_of_addresses_has_the_tries_of_one(
    school: TestSchool, anna: Tablet, monkeypatch: pytest.MonkeyPatch, others: str, code: str
) -> None:
    few_from_an_address(monkeypatch)
    assert [guessed(school, others.format(number)) for number in range(2, 6)][-1] == code


def test_guessing_on_the_tablet_itself_is_slowed_down(anna: Tablet, clock: TestClock) -> None:
    for _ in range(10):
        assert error(anna.signed_in(authentication=b64u(bytes(32)))) == "sign_in_refused"
    assert error(anna.signed_in()) == "rate_limited"
    clock.now += 10 * MINUTE + 1
    assert anna.signed_in().status_code == 200


def test_tries_are_counted_across_processes(anna: Tablet, school: TestSchool) -> None:
    for _ in range(10):
        anna.signed_in(authentication=b64u(bytes(32)))
    other = create_app(school.server.settings, clock=school.server.clock)
    anna.client.application = other
    assert error(anna.signed_in()) == "rate_limited"
    other.extensions["beside"].database.close()


def test_a_sign_in_that_a_new_password_overtakes_begins_no_session(
    school: TestSchool, anna: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack: whoever knows the old password signs in at the moment at which it is changed, which ends every session but
    that one."""
    second, old = school.second_tablet(anna.person, anna), anna.person.authentication
    challenge = second.challenge()

    def changed_meanwhile(*_asked: object) -> None:
        anna.person.authentication = bytes(range(32))
        body = {"old": b64u(old), "account": anna.person.account()}
        assert anna.json("POST", "/password", body).status_code == 200

    monkeypatch.setattr(signing_in, "check_challenge", changed_meanwhile)
    assert error(second.signed_in(challenge, authentication=b64u(old))) == "sign_in_refused"
    assert error(second.json("GET", "/sessions")) == "no_session"
