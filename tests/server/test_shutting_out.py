"""Who is shut out keeps what the server had taken of them: the act names how far that is; one that names less is said anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.codes import Code
from server.db.backup import back_up, restore
from sync.school_act import Act, Remove, Revoke
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.answers import error
from tests.server.vaults import TestVault


@pytest.fixture
def ben(school: TestSchool) -> Tablet:
    """A mentor's tablet."""
    return school.join(Person("ben"), "mentor")


@pytest.fixture
def vault(school: TestSchool, ben: Tablet) -> TestVault:
    """A case of Ben's, with two saves that were sent."""
    vault = TestVault(school)
    vault.begin(ben)
    ben.push((vault.id, vault.taken(*vault.ops(ben, 2))))
    return vault


def acts(school: TestSchool, ben: Tablet) -> list[Act]:
    """What shuts Ben's tablet out, by what is accepted now."""
    counters = school.accepted(ben.person)
    return [Revoke(school.at, ben.key.id, counters[ben.key.id]), Remove(school.at, ben.person.id, counters)]


@pytest.mark.parametrize("place", [0, 1], ids=["locked out", "removed"])
def test_what_was_sent_while_the_act_was_on_its_way_is_not_left_out(
    school: TestSchool, ben: Tablet, vault: TestVault, place: int
) -> None:
    key = school.head.keys.sign
    slow = school.sign(acts(school, ben)[place], key)
    ben.push((vault.id, vault.taken(*vault.ops(ben, 1))))
    answer = school.administrator.log(slow)
    assert (answer.status_code, error(answer)) == (409, Code.HEAD_MOVED.wire)
    assert ben.exchange(bytes(32)).status_code == 200
    school.append(acts(school, ben)[place])
    assert ben.exchange(bytes(32)).status_code == 403


def test_an_act_that_names_nothing_of_a_device_which_wrote_is_refused(
    school: TestSchool, ben: Tablet, vault: TestVault
) -> None:
    del vault
    for act in (Revoke(school.at, ben.key.id, {}), Remove(school.at, ben.person.id, {})):
        answer = school.administrator.log(school.sign(act, school.head.keys.sign))
        assert error(answer) == Code.HEAD_MOVED.wire


def test_what_is_given_back_to_a_restored_server_is_as_it_was_signed(
    school: TestSchool, ben: Tablet, vault: TestVault, tmp_path: Path
) -> None:
    """It was right when it was said; whoever wrote since, on a server that had forgotten it, is bound by it."""
    server, said = school.server, school.sign(acts(school, ben)[1], school.head.keys.sign)
    ben.push((vault.id, vault.taken(*vault.ops(ben, 1))))
    # To any other server it is not given back, whatever the request says.
    assert error(school.administrator.log(said, restore=True)) == Code.HEAD_MOVED.wire
    back_up(server.database, tmp_path / "backup")
    restore(server.database, tmp_path / "backup", server.clock)
    assert school.administrator.signed_in().status_code == 200
    assert school.administrator.log(said, restore=True).status_code == 200
    assert ben.exchange(bytes(32)).status_code in {401, 403}


@pytest.mark.parametrize("place", [0, 1], ids=["locked out", "removed"])
def test_of_who_is_being_shut_out_nothing_is_taken_while_it_is_said_anew(
    school: TestSchool, ben: Tablet, vault: TestVault, place: int
) -> None:
    slow = school.sign(acts(school, ben)[place], school.head.keys.sign)
    ben.push((vault.id, vault.taken(*vault.ops(ben, 1))))
    assert error(school.administrator.log(slow)) == Code.HEAD_MOVED.wire
    more = vault.taken(*vault.ops(ben, 1))
    answer = ben.push_response((vault.id, more))
    assert (answer.status_code, error(answer), answer.headers["Retry-After"]) == (429, Code.RATE_LIMITED.wire, "60")
    school.append(acts(school, ben)[place])


def test_an_act_that_nobody_could_say_holds_nobody(school: TestSchool, ben: Tablet, vault: TestVault) -> None:
    """The attack: a mentor says that a colleague is shut out, again and again, and so keeps them from sending."""
    cara = school.join(Person("cara"), "mentor")
    forged = school.sign(acts(school, ben)[0], cara.person.keys.sign)
    ben.push((vault.id, vault.taken(*vault.ops(ben, 1))))
    assert cara.log(forged).status_code in {403, 422}
    assert "error" not in ben.push((vault.id, vault.taken(*vault.ops(ben, 1))))[0]


def test_an_act_that_is_said_twice_is_taken_once(school: TestSchool, ben: Tablet, vault: TestVault) -> None:
    del vault
    said = school.sign(acts(school, ben)[1], school.head.keys.sign)
    assert [school.administrator.log(said).status_code for _ in range(2)] == [200, 200]
