"""A server set back to a backup is told by its devices what it lacks, and answers nobody else before an administrator has."""

import json
from pathlib import Path

import pytest

from server.accounts.rates import Limit
from server.accounts.restating import signed_part
from server.clock import DAY, SECOND
from server.context import Server
from server.db.backup import back_up, restore
from sync.encoding import b64u, parse_instant, unb64u
from sync.log import hash_0
from sync.school_act import Revoke
from tests.server.actors import Person, Tablet, TestClock, TestSchool
from tests.server.answers import Answer, error
from tests.server.vaults import TestVault


class SetBack:
    """A school with a case, a backup, and what was written after it."""

    def __init__(self, school: TestSchool, anna: Tablet, folder: Path) -> None:
        self.school, self.anna, self.server = school, anna, school.server
        assert isinstance(school.server.clock, TestClock)
        self.clock = school.server.clock
        self.vault = TestVault(school)
        self.vault.begin(anna, ops=1)
        back_up(self.server.database, folder / "backup")
        self.backup = folder / "backup"
        self.school_log_then = school.log.seq
        self.ben = school.join(Person("ben"), "mentor")
        self.lost = self.vault.taken(
            *self.vault.ops(anna, 3), self.vault.new_epoch(anna, anna.person), self.vault.op(anna)
        )
        assert "error" not in anna.push((self.vault.id, self.lost))[0]

    def set_back(self) -> None:
        """Restore the backup."""
        self.clock.now += DAY
        restore(self.server.database, self.backup, self.clock)

    def give_back_school_log(self) -> None:
        """The administrator's device signs in, offers the school log that it has, and says that it is done."""
        head = self.school.administrator
        assert head.signed_in().status_code == 200
        response = head.frames("/log", {"count": len(self.school_log_lost)}, self.school_log_lost)
        assert response.status_code == 200, response.data
        assert head.json("POST", "/restored").status_code == 200

    def remember_school_log(self) -> None:
        """What the administrator's device has of the school log behind the backup."""
        _, parts = self.school.administrator.pull(school=self.school_log_then)
        self.school_log_lost = parts


@pytest.fixture
def set_back(school: TestSchool, anna: Tablet, tmp_path: Path) -> SetBack:
    world = SetBack(school, anna, tmp_path)
    world.remember_school_log()
    world.set_back()
    return world


def cursor(vault: TestVault) -> list[object]:
    return [b64u(vault.id), None, vault.seq, b64u(vault.log_hash)]


def test_everybody_signs_in_anew(set_back: SetBack) -> None:
    assert error(set_back.anna.json("GET", "/sessions")) == "no_session"
    assert error(set_back.school.administrator.json("GET", "/sessions")) == "no_session"


def test_until_an_administrators_device_has_been_there_others_are_told_to_wait(set_back: SetBack) -> None:
    assert set_back.anna.signed_in().status_code == 200
    response = set_back.anna.push_response((set_back.vault.id, set_back.lost))
    assert (response.status_code, error(response)) == (503, "restoring")
    set_back.give_back_school_log()
    assert set_back.anna.push_response((set_back.vault.id, set_back.lost), restore=True).status_code == 200


def test_a_device_that_read_further_is_told_rewound_and_gives_back_what_is_missing(set_back: SetBack) -> None:
    anna, vault = set_back.anna, set_back.vault
    set_back.give_back_school_log()
    anna.signed_in()
    first, _ = anna.pull(cursor(vault))
    assert first["vaults"][0]["rewound"] is True
    (result,) = anna.push((vault.id, set_back.lost), restore=True)
    assert result["head"] == [vault.seq, b64u(vault.log_hash)], "the very history that was lost"
    first, parts = anna.pull(cursor(vault))
    assert (first["vaults"][0].get("rewound", False), parts) == (False, [])


def test_a_colleague_gives_back_what_others_wrote(set_back: SetBack) -> None:
    head, vault = set_back.school.administrator, set_back.vault
    set_back.give_back_school_log()
    (result,) = head.push((vault.id, set_back.lost), restore=True)
    assert result["head"] == [vault.seq, b64u(vault.log_hash)]


def test_what_a_device_revoked_meanwhile_had_sent_is_given_back_by_others(
    school: TestSchool, anna: Tablet, tmp_path: Path
) -> None:
    world = SetBack(school, anna, tmp_path)
    counters = {world.vault.id: world.vault.chains[anna.key.id].counter}
    school.append(Revoke(school.at, anna.key.id, counters))
    world.remember_school_log()
    world.set_back()
    world.give_back_school_log()
    (given,) = school.administrator.push((world.vault.id, world.lost), restore=True)
    assert given["head"] == [world.vault.seq, b64u(world.vault.log_hash)]
    (refused,) = school.administrator.push((world.vault.id, world.vault.taken(world.vault.op(anna))))
    assert refused["error"]["code"] == "revoked_device", "only what is said to be given back is judged so"


def test_giving_back_what_is_there_changes_nothing(set_back: SetBack) -> None:
    set_back.give_back_school_log()
    set_back.anna.signed_in()
    (once,) = set_back.anna.push((set_back.vault.id, set_back.lost), restore=True)
    (again,) = set_back.anna.push((set_back.vault.id, set_back.lost), restore=True)
    assert once == again


def test_a_vault_begun_after_the_backup_is_begun_again(school: TestSchool, anna: Tablet, tmp_path: Path) -> None:
    world = SetBack(school, anna, tmp_path)
    vault = TestVault(school)
    lost = vault.taken(vault.genesis(anna, "case"), vault.new_epoch(anna, anna.person), vault.op(anna))
    anna.push((vault.id, lost))
    world.remember_school_log()
    world.set_back()
    world.give_back_school_log()
    anna.signed_in()
    first, _ = anna.pull(cursor(vault))
    assert (first["vaults"][0]["rewound"], first["vaults"][0]["head"]) == (True, [0, b64u(hash_0(school.id, vault.id))])
    (result,) = anna.push((vault.id, lost), restore=True)
    assert result["head"] == [3, b64u(vault.log_hash)]


def test_every_log_has_a_new_id_after_a_restore(school: TestSchool, anna: Tablet, tmp_path: Path) -> None:
    world = SetBack(school, anna, tmp_path)
    before, _ = anna.pull(cursor(world.vault))
    world.remember_school_log()
    world.set_back()
    world.give_back_school_log()
    anna.signed_in()
    after, _ = anna.pull(cursor(world.vault))
    assert after["vaults"][0]["log"] != before["vaults"][0]["log"]


def test_whoever_asks_what_is_new_hears_when_the_server_was_restored(set_back: SetBack) -> None:
    set_back.give_back_school_log()
    asked = {"protocol": 1, "catalogue": 1, "digest": b64u(bytes(32))}
    answer = json.loads(set_back.school.administrator.json("POST", "/exchange", asked).data)
    assert parse_instant(answer["restored"]) == set_back.clock.now


def test_a_server_that_was_never_restored_says_so(school: TestSchool) -> None:
    asked = {"protocol": 1, "catalogue": 1, "digest": b64u(bytes(32))}
    assert json.loads(school.administrator.json("POST", "/exchange", asked).data)["restored"] is None


def test_long_after_a_restore_nothing_is_judged_as_given_back(set_back: SetBack, clock: TestClock) -> None:
    set_back.give_back_school_log()
    clock.now += 100 * DAY
    set_back.anna.signed_in()
    (result,) = set_back.anna.push((set_back.vault.id, set_back.lost[3:]), restore=True)
    assert "error" in result


def test_without_a_restore_nothing_is_judged_as_given_back(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    vault.begin(anna)
    second = school.second_tablet(anna.person, anna)
    old = vault.op(second)
    anna.push((vault.id, vault.taken(vault.new_epoch(anna, anna.person))))
    (result,) = school.administrator.push((vault.id, vault.taken(old)), restore=True)
    assert result["error"]["code"] == "stale_epoch"


def test_a_member_of_after_the_backup_states_their_account_again_once(set_back: SetBack) -> None:
    ben = set_back.ben
    set_back.give_back_school_log()
    assert error(ben.signed_in()) == "sign_in_refused"
    assert restate(ben, set_back.server).status_code == 200
    assert ben.signed_in().status_code == 200
    assert error(restate(ben, set_back.server)) == "forbidden"


def test_a_password_changed_after_the_backup_is_stated_again(set_back: SetBack) -> None:
    anna = set_back.anna
    anna.person.authentication = bytes(range(32))
    assert error(anna.signed_in()) == "sign_in_refused"
    assert restate(anna, set_back.server).status_code == 200
    assert anna.signed_in().status_code == 200


def test_only_the_accounts_own_key_states_it_again(set_back: SetBack) -> None:
    anna, ben = set_back.anna, set_back.ben
    set_back.give_back_school_log()
    forged = Tablet(Person(anna.person.handle, id=anna.person.id), anna.client, anna.base, anna.key)
    assert error(restate(forged, set_back.server)) == "bad_signature"
    stranger = Tablet(Person("stranger"), ben.client, ben.base, ben.key)
    assert error(restate(stranger, set_back.server)) == "forbidden"


def test_who_goes_on_stating_others_accounts_is_made_to_wait(set_back: SetBack) -> None:
    anna = set_back.anna
    set_back.give_back_school_log()
    forged = Tablet(Person(anna.person.handle, id=anna.person.id), anna.client, anna.base, anna.key)
    answers = []
    for _ in range(Limit.ADDRESS.allowance.tries + 1):
        # Asking for a challenge is limited too, and by the minute.
        set_back.clock.now += SECOND
        answers.append(error(restate(forged, set_back.server)))
    assert set(answers[:-1]) == {"bad_signature"}
    assert answers[-1] == "rate_limited"


def restate(tablet: Tablet, server: Server) -> Answer:
    """The answer to stating an account again by its own key."""
    person, challenge = tablet.person, tablet.challenge()
    raw = {
        "handle": person.handle,
        "salt": person.salt,
        "authentication": person.authentication,
        "bundle": person.bundle,
    }
    school = unb64u(tablet.base.rsplit("/", 1)[1])
    body = {
        "member": b64u(person.id),
        "challenge": b64u(challenge),
        "signature": b64u(person.keys.sign.sign(signed_part(school, person.id, challenge, raw))),
        "account": person.account(),
    }
    return tablet.json("POST", "/account", body)
