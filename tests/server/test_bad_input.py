"""What a device sends that is wrong, or of another time, is refused with a remedy or taken as it is; nothing is half kept.

`docs/protocol.md` §13 says for each fault which test shows it. Here stand those that belong to no other file.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from schemas.codes import Code
from schemas.limits import PROTOCOL_VERSION
from server.clock import DAY, HOUR
from sync.encoding import b64u, format_instant, new_id
from sync.entry import encode
from sync.school_days import Window
from tests.server.actors import START, Person, Tablet, TestSchool
from tests.server.answers import error
from tests.server.database_rows import rows
from tests.server.reminding import Reminded, push_with
from tests.server.test_disk_full import fill_sqlite
from tests.server.vaults import TestVault
from tests.server.watching import Cast, Watched
from tests.server.worlds import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough here: none of this is decided by it."""
    return sqlite_url


@pytest.fixture
def vault(school: TestSchool, anna: Tablet) -> TestVault:
    """A case of Anna's on the server."""
    vault = TestVault(school)
    vault.begin(anna)
    return vault


@dataclass(frozen=True)
class Change:
    """What is done to a whole entry."""

    place: int
    byte: int

    def of(self, data: bytes) -> bytes:
        """The entry with that byte."""
        return data[: self.place] + bytes([self.byte]) + data[self.place + 1 :]


SUITE_OF_A_NEWER_VERSION = Change(4, 9)
KIND_OF_A_NEWER_VERSION = Change(5, 99)


@pytest.mark.parametrize("change", [SUITE_OF_A_NEWER_VERSION, KIND_OF_A_NEWER_VERSION, Change(0, 0)])
def test_an_entry_of_a_kind_that_nobody_knows_is_named_and_keeps_its_batch_out(
    anna: Tablet, vault: TestVault, change: Change
) -> None:
    first, second = vault.op(anna), vault.op(anna)
    (refused,) = anna.push((vault.id, [encode(first), change.of(encode(second))]))
    assert refused["error"]["code"] == "malformed"
    assert refused["error"]["entries"] == [{"index": 1, "code": "malformed"}]
    assert refused["error"]["remedy"] == Code.MALFORMED.meaning.remedy
    (taken,) = anna.push((vault.id, vault.taken(first, second)))
    assert taken["seqs"] == [3, 4], "as they were, they are taken"


@pytest.mark.parametrize("days", [-365, 365, 365 * 100])
def test_a_record_of_an_unknown_form_by_a_clock_a_year_off_is_kept_as_it_is(
    anna: Tablet, vault: TestVault, days: int
) -> None:
    content = {
        "at": format_instant(START + days * DAY), "drift": None, "catalogue": 999,
        "changes": [[f"{b64u(new_id())}/_form", "a_form_of_next_year", []]], "more": {"than": "is known"},
    }  # fmt: skip
    op = vault.op(anna, json.dumps(content).encode())
    (taken,) = anna.push((vault.id, vault.taken(op)))
    assert taken["seqs"] == [3]
    *_, last = anna.pull([b64u(vault.id), None, 0, b64u(TestVault(vault.school, vault.id).log_hash)])[1]
    assert last == encode(op)


def test_what_an_older_app_had_not_sent_is_still_taken(anna: Tablet, vault: TestVault) -> None:
    head = {"protocol": 0, "batches": [{"vault": b64u(vault.id), "count": 1}]}
    response = anna.frames("/push", head, vault.taken(vault.op(anna)))
    assert response.status_code == 200
    assert response.json["results"][0]["seqs"] == [3]


def test_a_reminder_of_another_century_wakes_nobody(world: World, anna: Tablet, vault: TestVault) -> None:
    world.subscribe(anna)
    last, long_ago = Window(2**53 - 2, 2**53 - 1), Window(1, 2)
    for windows in ((last,), (long_ago,)):
        review = Reminded(vault)
        assert review.save(anna, windows=windows)["reminders"] == [None]
    for _ in range(3):
        world.turn(after=30 * DAY)
    assert world.service.requests == 0


def test_a_reminder_sent_again_with_other_bytes_is_judged_by_its_op_alone(anna: Tablet, vault: TestVault) -> None:
    review, op = Reminded(vault), vault.op(anna)
    sent = vault.taken(op)
    row = review.row(anna, op.header.op_id)
    assert push_with(anna, vault, sent, row)["reminders"] == [None]
    assert push_with(anna, vault, [], row[:-1] + bytes([row[-1] ^ 1]))["reminders"] == ["bad_signature"]
    assert push_with(anna, vault, [], row)["reminders"] == [None]
    assert len(rows(vault.school.server.database)["reminders"]) == 1


def test_rows_beyond_what_a_batch_holds_are_refused_with_it(anna: Tablet, vault: TestVault) -> None:
    op = vault.op(anna)
    row = b64u(Reminded(vault).row(anna, op.header.op_id))
    head = {
        "protocol": PROTOCOL_VERSION, "catalogue": 1,
        "batches": [{"vault": b64u(vault.id), "count": 1, "reminders": [row] * 501}],
    }  # fmt: skip
    response = anna.frames("/push", head, [encode(op)])
    assert (response.status_code, error(response)) == (422, "invalid")


def test_what_a_newer_app_says_more_of_a_visit_is_passed_over(world: World) -> None:
    world.turn()
    cast = Cast.of(world)
    visit = cast.visit()
    assert visit.arm(mood="sunny")["told"] == 0
    assert visit.do(cast.office, "check-in", {"with": "cake"}).status_code == 200


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b"[" * 100_000])
def test_a_plan_that_is_no_json_object_is_answered_and_not_kept(world: World, anna: Tablet, text: bytes) -> None:
    world.turn()
    path = f"{anna.base}/visits/{b64u(new_id())}"
    response = anna.client.open(path, method="PUT", data=text, content_type="application/json")
    assert response.status_code in {400, 422}
    assert response.json["error"]["remedy"]
    assert rows(world.server.database)["visits"] == []


def test_a_plan_larger_than_any_is_refused_unread(anna: Tablet) -> None:
    response = anna.json("PUT", f"/visits/{b64u(new_id())}", {"until": "x" * 5_000_000})
    assert (response.status_code, error(response)) == (413, "too_large")


def test_a_visit_that_does_not_fit_on_the_disk_is_not_half_armed(world: World) -> None:
    world.turn()
    cast = Cast.of(world)
    make_room = fill_sqlite(world.server.database)
    refused = None
    for _ in range(60):
        visit = cast.visit()
        response = visit.arm_response(world.clock.now + HOUR)
        if response.status_code != 200:
            refused = visit
            break
    assert refused is not None, "the disk never became full"
    assert (response.status_code, error(response)) == (507, "storage_full")
    assert refused.seen(cast.visitor) is None
    kept = rows(world.server.database)
    assert len(kept["safety_notes"]) == 4 * len(kept["visits"]), "those that were armed are whole"
    make_room()
    assert refused.arm()["told"] == 0


def test_anothers_school_is_asked_in_vain(world: World, school: TestSchool) -> None:
    world.turn()
    cast = Cast.of(world)
    visit = cast.visit()
    visit.arm()
    elsewhere = TestSchool.begun(world.server, school.new_client)
    stranger = elsewhere.join(Person("stranger"), "mentor")
    other = Watched(elsewhere, stranger, [[stranger]], id=visit.id)
    assert error(other.do(stranger, "acknowledge")) == "not_found"
    stranger.base = school.base
    assert error(visit.do(stranger, "check-in")) == "no_session"


def test_every_test_that_the_protocol_names_is_there() -> None:
    root = Path(__file__).parents[2]
    section = (root / "docs" / "protocol.md").read_text(encoding="utf-8").partition("## 13.")[2]
    named = re.findall(r"`(\w+)::(test_\w+)`", section)
    assert len(named) > 20
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not any(f"def {test}(" in path.read_text(encoding="utf-8") for path in root.glob(f"tests/*/{file}.py"))
    ]
    assert missing == [], "docs/protocol.md §13 names tests that are not there"
