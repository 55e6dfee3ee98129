"""What somebody had not sent when they were shut out is handed in by signature, kept, and decided about by a person."""

import pytest

from sync.encoding import b64u, unb64u
from sync.frames import parse_frames
from sync.school_act import Revoke
from tests.server.actors import Person, Tablet, TestSchool
from tests.server.answers import Answer, error
from tests.server.vaults import TestVault


@pytest.fixture
def mary(school: TestSchool) -> Tablet:
    """A line manager's tablet."""
    return school.join(Person("mary"), "line_manager")


@pytest.fixture
def ben(school: TestSchool, mary: Tablet) -> Tablet:
    """A mentor's tablet, managed by Mary."""
    return school.join(Person("ben"), "mentor", manager=mary.person)


@pytest.fixture
def vault(school: TestSchool, ben: Tablet, mary: Tablet) -> TestVault:
    """A case of Ben's, who has written more than he sent."""
    vault = TestVault(school)
    vault.begin(ben, readers=(mary.person,))
    return vault


def hand_in(tablet: Tablet, vault: TestVault, entries: list[bytes], challenge: bytes | None = None) -> Answer:
    """The answer to handing in, by signature alone."""
    tablet.client.delete_cookie("beside")
    challenge = challenge or tablet.challenge()
    signature = tablet.key.private.sign(b"beside/late/1" + vault.school.id + tablet.key.id + challenge)
    head = {
        "device": b64u(tablet.key.id),
        "challenge": b64u(challenge),
        "signature": b64u(signature),
        "batches": [{"vault": b64u(vault.id), "count": len(entries)}],
    }
    return tablet.frames("/late", head, entries)


def waiting(tablet: Tablet) -> tuple[list[dict[str, str]], list[bytes]]:
    """What waits for this member's decision."""
    head, parts = parse_frames(tablet.json("GET", "/late").data)
    return head["entries"], parts


def notices(tablet: Tablet) -> int:
    """How many decisions this member is told of."""
    return len(tablet.exchange(bytes(32)).json["notices"])


def test_a_revoked_device_hands_in_what_it_had_not_sent(
    school: TestSchool, ben: Tablet, mary: Tablet, vault: TestVault
) -> None:
    unsent = vault.taken(*vault.ops(ben, 3))
    school.revoke(ben)
    assert hand_in(ben, vault, unsent).json == {"taken": 3}
    described, parts = waiting(mary)
    assert parts == unsent
    assert {(each["device"], each["member"], each["vault"]) for each in described} == {
        (b64u(ben.key.id), b64u(ben.person.id), b64u(vault.id))
    }


def test_a_removed_member_hands_in_what_they_had_not_sent(
    school: TestSchool, ben: Tablet, mary: Tablet, vault: TestVault
) -> None:
    unsent = vault.taken(vault.op(ben))
    school.remove(ben.person)
    assert hand_in(ben, vault, unsent).json == {"taken": 1}
    assert waiting(mary)[1] == unsent


def test_what_waits_is_told_in_the_exchange_of_who_may_decide(
    school: TestSchool, ben: Tablet, mary: Tablet, anna: Tablet, vault: TestVault
) -> None:
    school.revoke(ben)
    hand_in(ben, vault, vault.taken(vault.op(ben)))
    notices = [unb64u(notice) for notice in mary.exchange(bytes(32)).json["notices"]]
    assert len(notices) == 1
    assert b'"kind":"late"' in notices[0]
    assert anna.exchange(bytes(32)).json["notices"] == []
    assert waiting(anna) == ([], [])


def test_a_decision_ends_the_waiting_and_discards_nothing(
    school: TestSchool, ben: Tablet, mary: Tablet, vault: TestVault
) -> None:
    school.revoke(ben)
    hand_in(ben, vault, vault.taken(*vault.ops(ben, 2)))
    first, second = waiting(mary)[0]
    assert mary.json("POST", f"/late/{first['id']}", {"outcome": "taken"}).status_code == 204
    aside = {"outcome": "set_aside", "reason": "written_twice"}
    assert mary.json("POST", f"/late/{second['id']}", aside).status_code == 204
    assert waiting(mary) == ([], [])
    with school.server.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM late").scalar_one() == 2


def test_a_decision_is_made_once_and_by_who_may(
    school: TestSchool, ben: Tablet, mary: Tablet, anna: Tablet, vault: TestVault
) -> None:
    school.revoke(ben)
    hand_in(ben, vault, vault.taken(vault.op(ben)))
    ((entry,), _) = waiting(mary)
    assert error(anna.json("POST", f"/late/{entry['id']}", {"outcome": "taken"})) == "not_found"
    assert mary.json("POST", f"/late/{entry['id']}", {"outcome": "taken"}).status_code == 204
    assert error(mary.json("POST", f"/late/{entry['id']}", {"outcome": "set_aside"})) == "not_found"


def test_a_reason_is_a_word_and_never_a_sentence_with_a_name_in_it(
    school: TestSchool, ben: Tablet, mary: Tablet, vault: TestVault
) -> None:
    school.revoke(ben)
    hand_in(ben, vault, vault.taken(vault.op(ben)))
    ((entry,), _) = waiting(mary)
    said = {"outcome": "set_aside", "reason": "This was about Jack, not Jill"}
    response = mary.json("POST", f"/late/{entry['id']}", said)
    assert (response.status_code, error(response)) == (422, "invalid")


def test_handing_in_twice_keeps_each_entry_once(
    school: TestSchool, ben: Tablet, mary: Tablet, vault: TestVault
) -> None:
    unsent = vault.taken(*vault.ops(ben, 2))
    school.revoke(ben)
    assert hand_in(ben, vault, unsent).json == hand_in(ben, vault, unsent).json == {"taken": 2}
    assert len(waiting(mary)[0]) == 2


@pytest.fixture
def unseen(school: TestSchool) -> TestVault:
    """A case that the server never saw."""
    return TestVault(school)


@pytest.fixture
def begun(unseen: TestVault, ben: Tablet, mary: Tablet) -> list[bytes]:
    """Its beginning, by Ben."""
    return unseen.taken(unseen.genesis(ben, "case"), unseen.new_epoch(ben, ben.person, mary.person))


def test_a_case_begun_offline_and_never_sent_waits_for_the_authors_line_manager_with_its_keys(
    school: TestSchool, ben: Tablet, mary: Tablet, unseen: TestVault, begun: list[bytes]
) -> None:
    other = school.join(Person("other manager"), "line_manager")
    unsent = [*begun, *unseen.taken(unseen.op(ben))]
    school.remove(ben.person)
    assert hand_in(ben, unseen, unsent).json == {"taken": 3}
    assert waiting(mary)[1] == unsent
    assert waiting(other)[1] == []


def test_nobody_is_asked_about_keys_and_they_come_along_as_long_as_a_save_waits(
    school: TestSchool, ben: Tablet, mary: Tablet, unseen: TestVault, begun: list[bytes]
) -> None:
    first, second = unseen.taken(unseen.op(ben), unseen.op(ben))
    school.remove(ben.person)
    hand_in(ben, unseen, begun)
    assert (waiting(mary), notices(mary)) == (([], []), 0)
    hand_in(ben, unseen, [first])
    described, _ = waiting(mary)
    assert notices(mary) == 1
    assert error(mary.json("POST", f"/late/{described[0]['id']}", {"outcome": "taken"})) == "not_found"
    assert mary.json("POST", f"/late/{described[2]['id']}", {"outcome": "taken"}).status_code == 204
    assert (waiting(mary), notices(mary)) == (([], []), 0)
    hand_in(ben, unseen, [second])
    assert waiting(mary)[1] == [*begun, second]


def test_of_a_case_that_the_server_has_only_saves_wait(
    school: TestSchool, ben: Tablet, mary: Tablet, vault: TestVault
) -> None:
    shared, save = vault.taken(vault.add(ben, ben.person), vault.op(ben))
    school.remove(ben.person)
    hand_in(ben, vault, [shared, save])
    assert waiting(mary)[1] == [save]


def test_without_the_devices_signature_nothing_is_taken(school: TestSchool, ben: Tablet, vault: TestVault) -> None:
    unsent = vault.taken(vault.op(ben))
    school.revoke(ben)
    thief = Tablet(ben.person, ben.client, ben.base, type(ben.key)(ben.key.id, school.tablet(ben.person).key.private))
    response = hand_in(thief, vault, unsent)
    assert (response.status_code, error(response)) == (422, "unknown_device")


def test_a_device_that_was_never_in_the_log_hands_in_nothing_and_nobody_hands_in_for_it(
    school: TestSchool, ben: Tablet, mary: Tablet, vault: TestVault
) -> None:
    """The attack: with a tablet that no log names, in the name of somebody who left."""
    school.remove(ben.person)
    forged = school.tablet(ben.person)
    lost = vault.taken(vault.op(forged))
    for tablet in (forged, ben, mary):
        response = hand_in(tablet, vault, lost)
        assert (response.status_code, error(response)) == (422, "unknown_device")
    assert mary.signed_in().status_code == 200
    assert waiting(mary) == ([], [])


def test_a_challenge_hands_in_once(school: TestSchool, ben: Tablet, vault: TestVault) -> None:
    school.revoke(ben)
    challenge = ben.challenge()
    assert hand_in(ben, vault, vault.taken(vault.op(ben)), challenge).status_code == 200
    assert error(hand_in(ben, vault, vault.taken(vault.op(ben)), challenge)) == "sign_in_refused"


def test_anothers_entries_or_another_vaults_are_named_and_nothing_is_kept(
    school: TestSchool, ben: Tablet, mary: Tablet, vault: TestVault
) -> None:
    hers = vault.op(mary)
    good = vault.op(ben)
    school.revoke(ben)
    response = hand_in(ben, vault, vault.taken(good, hers))
    assert (response.status_code, response.json["error"]["entries"]) == (422, [{"index": 1, "code": "unknown_device"}])
    assert waiting(mary) == ([], [])


@pytest.fixture
def cat(school: TestSchool) -> Tablet:
    """The tablet of a colleague of Ben's."""
    return school.join(Person("cat"), "mentor")


def test_whoever_is_not_shut_out_hands_in_what_somebody_who_is_had_signed(
    school: TestSchool, ben: Tablet, mary: Tablet, cat: Tablet, vault: TestVault
) -> None:
    lost = vault.taken(*vault.ops(ben, 2))
    school.revoke(ben)
    assert hand_in(cat, vault, lost).json == {"taken": 2}
    described, entries = waiting(mary)
    assert entries == lost
    assert {(one["member"], one["device"]) for one in described} == {(b64u(ben.person.id), b64u(ben.key.id))}
    assert hand_in(ben, vault, lost).json == {"taken": 2}
    assert waiting(mary)[1] == lost


def test_what_stands_in_the_log_by_right_is_handed_in_by_nobody_but_its_author(
    school: TestSchool, ben: Tablet, mary: Tablet, cat: Tablet, vault: TestVault
) -> None:
    """The attack: a colleague has all of Ben's entries brought as if they came too late, and fills what Ben may hand in."""
    sent = vault.taken(*vault.ops(ben, 2))
    assert "error" not in ben.push((vault.id, sent))[0]
    for _ in range(2):
        response = hand_in(cat, vault, sent)
        assert (response.status_code, error(response)) == (422, "unknown_device")
        assert waiting(mary) == ([], [])
        if school.log.devices[ben.key.id].live:
            # Nor when Ben is out, by what the server had taken.
            school.append(Revoke(school.at, ben.key.id, school.accepted(ben.person)[ben.key.id]))


def test_what_others_are_said_to_have_signed_must_be_signed_by_them(
    school: TestSchool, ben: Tablet, mary: Tablet, cat: Tablet, vault: TestVault
) -> None:
    good, false = vault.taken(*vault.ops(ben, 2))
    school.revoke(ben)
    response = hand_in(cat, vault, [good, false[:-1] + bytes([false[-1] ^ 1])])
    assert (response.status_code, response.json["error"]["entries"]) == (422, [{"index": 1, "code": "bad_signature"}])
    assert waiting(mary) == ([], [])


def test_a_device_cannot_fill_the_disk_by_handing_in(
    school: TestSchool, ben: Tablet, mary: Tablet, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.logs.late.MOST_BYTES_OF_A_DEVICE", 5_000)
    few, many = vault.taken(*vault.ops(ben, 3)), vault.taken(*vault.ops(ben, 30))
    school.revoke(ben)
    assert hand_in(ben, vault, few).json == {"taken": 3}
    assert error(hand_in(ben, vault, many)) == "too_large"
    assert waiting(mary)[1] == few


def test_handing_in_is_slowed_down(school: TestSchool, ben: Tablet, vault: TestVault) -> None:
    school.revoke(ben)
    entry = vault.taken(vault.op(ben))
    answers = [hand_in(ben, vault, entry).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
