"""A server that is malicious, or broken, against a reader: what it forges, moves, replays or substitutes is refused by name."""

from dataclasses import replace
from random import Random

import pytest

from schemas.codes import Code
from sync import school_entry
from sync.encoding import Malformed
from sync.entry import Entry, encode, parse
from sync.epoch import Wrap
from sync.school import School, append, judge, sign_next
from sync.school_act import SetRoles
from sync.school_entry import SchoolEntry
from sync.vault import VaultLog, set_aside
from sync.vault import append as append_entry
from sync.vault import judge as judge_entry
from tests.vectors.cast import AT, NOW, ROOT, Pen, Person, invitation_key
from tests.vectors.primitives import fixed
from tests.vectors.telling import People


class Reader:
    """Believes nothing that is not signed, chained and allowed."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.school = School(people.school.id, people.school.genesis)
        self.vaults: dict[bytes, VaultLog] = {}

    def hears(self, *entries: SchoolEntry) -> Code | None:
        """The first refusal of the school's log, if there is one."""
        for entry in entries:
            code = judge(self.school, entry)
            if code is not None:
                return code
            append(self.school, entry)
        return None

    def is_sent(self, vault: bytes, *entries: Entry) -> list[Code | None]:
        """What is said of each entry of a vault."""
        log = self.vaults.setdefault(vault, VaultLog(self.school.id, vault))
        codes = []
        for entry in entries:
            code = judge_entry(log, self.school, entry, at_server=False)
            codes.append(code)
            append_entry(log, entry) if code is None else set_aside(log, entry, code)
        return codes


@pytest.fixture(scope="module")
def people() -> People:
    return People()


@pytest.fixture
def reader(people: People) -> Reader:
    made = Reader(people)
    assert made.hears(*people.entries) is None
    return made


@pytest.fixture
def begun(people: People, reader: Reader) -> Pen:
    """A case of Ben's, read by Lou too, that the reader has."""
    pen = Pen(people, "case of Sam")
    entries = pen.take(pen.genesis("case", people.ben), pen.epoch(people.ben, people.ben, people.lou))
    assert reader.is_sent(pen.log.vault, *entries) == [None, None]
    return pen


# The school's log -----------------------------------------------------------------------------------------


def test_a_school_with_another_founder_is_a_fork(people: People) -> None:
    elsewhere = sign_next(School(people.school.id), people.genesis(Person("Eve")), ROOT)
    assert Reader(people).hears(elsewhere) is Code.FORK


def test_a_school_entry_that_was_withheld_shows_at_the_next(people: People) -> None:
    reader = Reader(people)
    without = [entry for number, entry in enumerate(people.entries) if number != 5]
    assert reader.hears(*without) is Code.HEAD_MOVED
    assert reader.school.seq == 5


def test_school_entries_in_another_order_are_refused(people: People, run_seed: int) -> None:
    shuffled = Random(run_seed).sample(people.entries, len(people.entries))
    if shuffled != people.entries:
        assert Reader(people).hears(*shuffled) in {Code.HEAD_MOVED, Code.FORK}


def test_a_school_entry_shown_twice_is_refused(people: People, reader: Reader) -> None:
    assert reader.hears(people.entries[-1]) is Code.HEAD_MOVED


def test_somebody_elses_key_in_a_joiners_place_is_refused(people: People) -> None:
    """The server cannot let itself in by an invitation that it carries: it lacks the private half."""
    reader = Reader(people)
    joined = next(place for place, entry in enumerate(people.entries) if b'"join"' in entry.body)
    assert reader.hears(*people.entries[:joined]) is None
    eve = Person("Eve")
    eve.id = people.lou.id
    act = replace(people.join(eve), invite=fixed("invitation of Lou"))
    assert reader.hears(sign_next(reader.school, act, eve.account.sign)) is Code.BAD_SIGNATURE
    assert reader.hears(people.entries[joined]) is None


def test_an_invitation_used_twice_is_spent(people: People, reader: Reader) -> None:
    thief = people.ben.renewed()
    entry = sign_next(reader.school, people.join(thief), invitation_key(people.ben))
    assert reader.hears(entry) is Code.INVITATION_SPENT


def test_an_administrator_who_made_themselves_one_is_none(people: People, reader: Reader) -> None:
    promoted = sign_next(reader.school, SetRoles(AT, people.ben.id, ("administrator",)), people.ben.account.sign)
    assert reader.hears(promoted) is Code.NOT_ALLOWED


def test_no_byte_of_a_school_entry_can_be_changed(people: People, run_seed: int) -> None:
    random = Random(run_seed)
    for number, entry in enumerate(people.entries):
        reader = Reader(people)
        assert reader.hears(*people.entries[:number]) is None
        data = bytearray(school_entry.encode(entry))
        place = random.randrange(len(data))
        data[place] ^= random.randint(1, 255)
        try:
            changed = school_entry.parse(bytes(data))
        except Malformed:
            continue
        assert reader.hears(changed) is not None, (number, place)


# A vault's log --------------------------------------------------------------------------------------------


def test_no_byte_of_an_entry_can_be_changed(people: People, reader: Reader, begun: Pen, run_seed: int) -> None:
    random = Random(run_seed)
    log = reader.vaults[begun.log.vault]
    written = [begun.op(people.ben), begun.add(people.lou, people.cat), begun.drop(begun.ticket(people.ben)),
               begun.void(people.lou, fixed("x"))]  # fmt: skip
    for entry in written * 25:
        data = bytearray(encode(entry))
        place = random.randrange(len(data))
        data[place] ^= random.randint(1, 255)
        try:
            changed = parse(bytes(data))
        except Malformed:
            continue
        assert judge_entry(log, reader.school, changed, at_server=False) is not None, (entry.header.kind, place)


def test_an_entry_of_one_case_does_not_belong_in_another(people: People, reader: Reader, begun: Pen) -> None:
    other = Pen(people, "case of Kim")
    entries = other.take(other.genesis("case", people.ben), other.epoch(people.ben, people.ben))
    reader.is_sent(other.log.vault, *entries)
    moved = begun.op(people.ben)
    assert reader.is_sent(other.log.vault, moved) == [Code.WRONG_VAULT]


def test_an_entry_replayed_is_not_taken_twice(people: People, reader: Reader, begun: Pen) -> None:
    entry = begun.op(people.ben)
    assert reader.is_sent(begun.log.vault, entry, entry) == [None, Code.CHAIN_BROKEN]


def test_an_entry_that_was_withheld_shows_at_the_next_of_its_device(people: People, reader: Reader, begun: Pen) -> None:
    _withheld, shown = begun.op(people.ben), begun.op(people.ben)
    assert reader.is_sent(begun.log.vault, shown) == [Code.COUNTER_GAP]


def test_entries_of_two_devices_in_another_order_show_in_the_logs_hash(
    people: People, reader: Reader, begun: Pen
) -> None:
    bens, lous = begun.op(people.ben), begun.op(people.lou)
    other = Reader(people)
    other.hears(*people.entries)
    log = reader.vaults[begun.log.vault]
    other.vaults[begun.log.vault] = log.copy()
    assert reader.is_sent(begun.log.vault, bens, lous) == other.is_sent(begun.log.vault, lous, bens) == [None, None]
    assert log.log_hash != other.vaults[begun.log.vault].log_hash


def test_a_key_substituted_for_a_members_is_refused(people: People, reader: Reader, begun: Pen) -> None:
    eve = Person("Eve")
    evil = Wrap(people.lou.id, eve.seal_id, bytes(80))
    assert reader.is_sent(begun.log.vault, begun.epoch(people.ben, wraps=(evil,))) == [Code.NOT_ENTITLED]


def test_an_epoch_without_recovery_is_refused(people: People, reader: Reader, begun: Pen) -> None:
    entry = begun.epoch(people.ben, people.ben, alter={"recovery": None})
    assert reader.is_sent(begun.log.vault, entry) == [Code.EPOCH_WITHOUT_RECOVERY]


def test_a_removed_member_who_writes_on_is_refused(people: People, reader: Reader, begun: Pen) -> None:
    added = begun.take(begun.add(people.lou, people.cat))
    assert reader.is_sent(begun.log.vault, *added, begun.op(people.cat)) == [None, None]
    removal = begun.take(begun.remove(people.lou, people.cat))
    renewed = begun.take(begun.epoch(people.lou, people.lou, people.ben))
    assert reader.is_sent(begun.log.vault, *removal, *renewed) == [None, None]
    assert reader.is_sent(begun.log.vault, begun.op(people.cat)) == [Code.NOT_ENTITLED]


def test_a_removal_whose_new_epoch_still_serves_the_removed_is_refused(
    people: People, reader: Reader, begun: Pen
) -> None:
    begun_with = begun.take(begun.add(people.lou, people.cat), begun.remove(people.lou, people.cat))
    assert reader.is_sent(begun.log.vault, *begun_with) == [None, None]
    still = begun.epoch(people.lou, people.lou, people.ben, people.cat)
    assert reader.is_sent(begun.log.vault, still) == [Code.NOT_ENTITLED]


def test_a_drop_that_the_server_made_itself_is_refused(people: People, reader: Reader, begun: Pen) -> None:
    eve = Person("Eve")
    forged = begun.ticket(people.ben, "forged", key=eve.device.private)
    assert reader.is_sent(begun.log.vault, begun.drop(forged, "forged")) == [Code.BAD_SIGNATURE]


def test_no_clock_makes_a_reader_refuse(people: People, reader: Reader, begun: Pen) -> None:
    long_ago = begun.ticket(people.ben, not_after=NOW - 10**12)
    assert reader.is_sent(begun.log.vault, begun.drop(long_ago)) == [None]


def test_an_entry_to_erase_something_is_understood_by_nobody_yet(people: People, begun: Pen) -> None:
    data = bytearray(encode(begun.op(people.ben)))
    data[5] = 8
    with pytest.raises(Malformed) as refused:
        parse(bytes(data))
    assert refused.value.code is Code.UNKNOWN_KIND
