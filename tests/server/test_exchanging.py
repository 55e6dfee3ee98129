"""Is there anything new? One round trip, one word where there is not, and all there is where there is."""

from hashlib import sha256
from typing import Any

from schemas.limits import OLDEST_PROTOCOL_READ, PROTOCOL_VERSION
from sync.checkpoint import sign_checkpoint
from sync.encoding import b64u, new_id, unb64u
from sync.log import Cursor
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.answers import error
from tests.server.vaults import TestVault


def digest_of(answer: dict[str, Any]) -> bytes:
    """The digest over everything that an exchange answered, as `docs/protocol.md` §10 says it."""
    seq, log_hash = answer["school"]
    parts = [seq.to_bytes(8, "big"), unb64u(log_hash)]
    for vault, log_id, head_seq, head_hash in answer["heads"]:
        parts += [unb64u(vault), unb64u(log_id), head_seq.to_bytes(8, "big"), unb64u(head_hash)]
    for name in ("checkpoints", "notices"):
        parts += sorted(sha256(unb64u(thing)).digest() for thing in answer[name])
    return sha256(b"".join(parts)).digest()


def asked(tablet: Tablet, digest: bytes = bytes(32), *checkpoints: bytes) -> dict[str, Any]:
    """The answer to an exchange."""
    response = tablet.exchange(digest, checkpoints)
    assert response.status_code == 200, response.data
    answer: dict[str, Any] = response.json
    return answer


def log_id_of(tablet: Tablet, vault: TestVault) -> bytes:
    """The id of the vault's log."""
    (found,) = [head[1] for head in asked(tablet)["heads"] if head[0] == b64u(vault.id)]
    return unb64u(found)


def checkpoint_of(tablet: Tablet, vault: TestVault, log_id: bytes, seq: int | None = None) -> bytes:
    """The tablet's word that it has applied the vault's log."""
    cursor = Cursor(log_id, vault.seq if seq is None else seq, vault.log_hash)
    return sign_checkpoint(vault.school.id, vault.id, cursor, tablet.key).data


def test_nothing_new_is_answered_in_one_word(school: TestSchool, anna: Tablet) -> None:
    TestVault(school).begin(anna)
    everything = asked(anna)
    assert everything["same"] is False
    assert set(asked(anna, digest_of(everything))) == {"time", "same"}
    assert asked(anna, digest_of(everything))["same"] is True


def test_every_new_entry_changes_the_answer(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    vault.begin(anna)
    before = digest_of(asked(anna))
    anna.push((vault.id, vault.taken(vault.op(anna))))
    assert asked(anna, before)["same"] is False
    before = digest_of(asked(anna))
    school.invite(Person("ben"), "mentor")
    assert asked(anna, before)["same"] is False


def test_heads_are_those_of_the_vaults_that_one_is_entitled_to(school: TestSchool, anna: Tablet) -> None:
    mary = Person("mary")
    manager = school.join(mary, "line_manager")
    ben_person = Person("ben")
    ben = school.join(ben_person, "mentor", manager=mary)
    hers, his, private, team = (TestVault(school) for _ in range(4))
    hers.begin(anna)
    his.begin(ben)
    private.begin(ben, "private")
    team.begin(school.administrator, "team")

    def seen_by(tablet: Tablet) -> set[str]:
        return {head[0] for head in asked(tablet)["heads"]}

    assert seen_by(anna) == {b64u(hers.id), b64u(team.id)}
    assert seen_by(ben) == {b64u(his.id), b64u(private.id), b64u(team.id)}
    assert seen_by(manager) == {b64u(his.id), b64u(team.id)}
    assert seen_by(school.administrator) == {b64u(team.id)}


def test_who_manages_nobody_any_more_or_lost_the_role_is_entitled_no_longer(school: TestSchool) -> None:
    mary, ben_person = Person("mary"), Person("ben")
    manager = school.join(mary, "line_manager")
    ben = school.join(ben_person, "mentor", manager=mary)
    vault = TestVault(school)
    vault.begin(ben)
    assert asked(manager)["heads"] != []
    school.give_roles(mary, "mentor")
    assert asked(manager)["heads"] == []
    school.give_roles(mary, "line_manager")
    school.remove(ben_person)
    assert asked(manager)["heads"] != [], "somebody must be able to hand a leaver's cases over"


def test_another_devices_checkpoint_is_told_and_ones_own_is_not(school: TestSchool, anna: Tablet) -> None:
    second = school.second_tablet(anna.person, anna)
    vault = TestVault(school)
    vault.begin(anna)
    word = checkpoint_of(anna, vault, log_id_of(anna, vault))
    before_second = digest_of(asked(second))
    asked(anna, bytes(32), word)
    assert asked(anna)["checkpoints"] == []
    assert asked(second, before_second)["checkpoints"] == [b64u(word)]


def test_only_the_newest_checkpoint_of_a_device_is_kept(school: TestSchool, anna: Tablet) -> None:
    second = school.second_tablet(anna.person, anna)
    vault = TestVault(school)
    vault.begin(anna)
    log_id = log_id_of(anna, vault)
    old, new = checkpoint_of(anna, vault, log_id, 1), checkpoint_of(anna, vault, log_id, 2)
    asked(anna, bytes(32), new)
    asked(anna, bytes(32), old)
    assert asked(second)["checkpoints"] == [b64u(new)]


def test_a_checkpoint_of_a_log_that_is_no_more_gives_way_to_one_of_the_present(
    school: TestSchool, anna: Tablet
) -> None:
    second = school.second_tablet(anna.person, anna)
    vault = TestVault(school)
    vault.begin(anna)
    past, present = checkpoint_of(anna, vault, new_id(), 90), checkpoint_of(anna, vault, log_id_of(anna, vault), 2)
    asked(anna, bytes(32), past)
    asked(anna, bytes(32), present)
    assert asked(second)["checkpoints"] == [b64u(present)]
    asked(anna, bytes(32), past)
    assert asked(second)["checkpoints"] == [b64u(present)]


def test_a_checkpoint_by_another_key_is_refused_by_its_place(school: TestSchool, anna: Tablet) -> None:
    vault = TestVault(school)
    vault.begin(anna)
    log_id = log_id_of(anna, vault)
    good = checkpoint_of(anna, vault, log_id)
    thief = school.tablet(anna.person)
    thief.key = type(thief.key)(anna.key.id, thief.key.private)
    response = anna.exchange(bytes(32), (good, checkpoint_of(thief, vault, log_id)))
    assert (response.status_code, error(response)) == (422, "bad_signature")
    assert response.json["error"]["entries"] == [{"index": 1, "code": "bad_signature"}]


def test_a_checkpoint_of_a_vault_that_one_may_not_read_is_passed_over(school: TestSchool, anna: Tablet) -> None:
    ben = school.join(Person("ben"), "mentor")
    vault = TestVault(school)
    vault.begin(anna)
    before = digest_of(asked(anna))
    assert asked(ben, bytes(32), checkpoint_of(ben, vault, log_id_of(anna, vault)))["same"] is False
    assert asked(anna, before)["same"] is True


def test_an_older_protocol_is_told_to_update_and_a_newer_one_that_the_server_is_old(anna: Tablet) -> None:
    body = {"catalogue": 1, "digest": b64u(bytes(32)), "checkpoints": []}
    old = anna.json("POST", "/exchange", {**body, "protocol": 0})
    new = anna.json("POST", "/exchange", {**body, "protocol": PROTOCOL_VERSION + 1})
    assert (old.status_code, error(old)) == (426, "upgrade_client")
    assert old.json["error"]["oldest"] == OLDEST_PROTOCOL_READ
    assert (new.status_code, error(new)) == (400, "server_too_old")


def test_what_a_newer_client_says_more_is_passed_over(anna: Tablet) -> None:
    body = {"protocol": 1, "catalogue": 99, "digest": b64u(bytes(32)), "mood": {"sunny": True}}
    assert anna.json("POST", "/exchange", body).status_code == 200
