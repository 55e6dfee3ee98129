"""Writes tests/vectors/samples.json: records, and what is wrong with them; judged alike by Python and by the client.

    python -m tests.vectors.make_samples [--check]

Every problem is written here by hand, none taken from a judge. `says` gives the whole sentence for some of them.
"""

from __future__ import annotations

import hashlib
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

from tests.vectors.vector_file import write_or_check

Json = Any
Record = dict[str, Json]


def made_id(name: str) -> str:
    """An id that is the same in every run."""
    return urlsafe_b64encode(hashlib.sha256(name.encode()).digest()[:16]).rstrip(b"=").decode()


TODAY = "2026-11-24"
AT = "2026-11-24T14:10:00.000+00:00"
SAM, WARD, JO = map(made_id, ("Sam Ortiz", "Ms Ward", "Jo in the office"))
ROW, ROW_2, ROW_3, ROW_4, TICK, VISIT_ID = map(
    made_id, ("a row", "a second row", "a third row", "a fourth row", "a tick", "a visit")
)


def sample(name: str, record: Record, *problems: list[str], draft: bool = False, **says: str) -> Json:
    """One record with its problems, each [path, code]; `says` maps a path to the sentence shown there."""
    return {"name": name, "record": record, "draft": draft, "problems": list(problems), "says": says}


def record(form: str, **leaves: Json) -> Record:
    return {"_form": form, "_version": 1, **leaves}


CASE = record(
    "case",
    name="Kai Brennan",
    date_of_birth="2013-02-28",
    stage="plan",
    focus_areas=["behaviour", "self_esteem"],
    mentors=[SAM],
    **{f"carers/{ROW}/name": "Mum", f"carers/{ROW}/home_phone": "01332 496 000", f"carers/{ROW}/_order": "V"},
)
OBSERVATION = record(
    "observation",
    date=TODAY,
    observer=SAM,
    setting="lesson",
    interval_seconds=300,
    interval_count=6,
    tick_rule="starts",
    started="2026-11-24T09:15:00.000+00:00",
    ended="2026-11-24T09:45:00.000+00:00",
    raises_hand_looked="saw_none",
    **{f"ticks/{TICK}": ["shouts_out", 1, 1795425302123, 2000, None], f"gaps/{ROW}/kind": "paused",
       f"gaps/{ROW}/from_ms": 60_000, f"gaps/{ROW}/until_ms": 90_000},
)  # fmt: skip
SCALE = record(
    "scale_self_esteem",
    date=TODAY,
    temper_now=4,
    temper_wish=8,
    temper_took_ms=5200,
    happy_at_home_now="rather_not",
    talk_about=["temper"],
    **{f"wishes/{ROW}/what": "talk_today", f"wishes/{ROW}/at": AT},
)
VISIT = record(
    "visit",
    date=TODAY,
    at=AT,
    visit_to="Kai’s home",
    made_by=SAM,
    present=["Mum", "Gran"],
    discussion="Mum is on nights again.\nGran takes Kai to breakfast club from Monday.",
    discussion_source="told",
    discussion_told_by="Mum",
    risk_level="low",
    risk_issues="The stairs have no rail.",
    risk_to=WARD,
    **{f"actions/{ROW}/what": "Ring about breakfast club", f"actions/{ROW}/due": "2026-11-30",
       f"risk_seen/{ROW_2}/who": WARD, f"risk_seen/{ROW_2}/at": AT, f"risk_seen/{ROW_2}/reply": "Thank you."},
)  # fmt: skip
SAFETY = record(
    "visit_safety",
    visitor=SAM,
    going="alone",
    address="3 Elm Row",
    phone="07700 900 123",
    leaves="2026-11-24T14:00:00.000+00:00",
    back_by="2026-11-24T15:00:00.000+00:00",
    risks="A dog.",
    if_overdue="Ring me, then Ms Ward.",
    authorised_by=WARD,
    watched_by=JO,
)
PLAN = record(
    "action_plan",
    start_date="2026-10-13",
    review_date=TODAY,
    **{f"targets/{ROW}/target": "Put my hand up before I speak", f"progress/{ROW_2}/target": ROW,
       f"progress/{ROW_2}/date": TODAY, f"progress/{ROW_2}/tenths": 6},
)  # fmt: skip
DROP_IN = record("drop_in", date=TODAY, about=["talk", "friends"], minutes=10)
SESSION = record("session", date=TODAY, kind="one_to_one", attendance="attended", next_step="Card for science too.")
APPOINTMENT = record(
    "appointment", kind="session", date=TODAY, starts="2026-11-24T11:00:00.000+00:00", mentor=SAM, status="planned"
)
CALENDAR = record(
    "calendar",
    lead_name="Mr Adeyemi",
    lead_phone="01332 496 001",
    zone="Europe/London",
    monday_from="08:30",
    monday_until="16:30",
    **{f"terms/{ROW}/first": "2026-09-02", f"terms/{ROW}/last": "2026-12-18"},
)
PERSON = record("person", name="Ms Ward", initials="RW", phone="+44 1332 496 002 ext. 12", member=WARD)
SCHOOL = record(
    "school", name="Elm Row School", colour="#0e5c58", welfare_self_esteem=["happy_at_home"], self_esteem_sd=150,
    self_esteem_reliability=75,
)  # fmt: skip
SETTINGS = record(
    "settings_observation", interval_seconds=300, interval_count=6, tick_rule="own", tick_rule_words="Ask"
)

GOOD = (CASE, OBSERVATION, SCALE, record("scale_learning", date=TODAY, homework_now=10), VISIT, SAFETY, DROP_IN, PLAN,
        SESSION, APPOINTMENT, CALENDAR, PERSON, SCHOOL, SETTINGS)  # fmt: skip


def without(whole: Record, *names: str) -> Record:
    return {path: leaf for path, leaf in whole.items() if path not in names}


def good() -> Iterator[Json]:
    for whole in GOOD:
        yield sample(f"a good {whole['_form']}", whole)
    yield sample("fields of a newer version are kept and not judged", VISIT | {
        "mood": "bright", f"actions/{ROW}/colour": [1, None, True, "x"], f"pets/{ROW}/name": "Rex", "present/x": 1,
        f"ticks/{TICK}": 3, "__proto__": "x", "actions": "x",
    })  # fmt: skip
    yield sample("a draft lacks what is required", record("visit"), draft=True)
    yield sample("what is deleted lacks what is required", record("visit", _deleted=[True, SAM, 3]))
    yield sample("a deleted row lacks what is required", VISIT | {f"actions/{ROW_2}/_deleted": [True]})
    yield sample("null is no answer and no fault", VISIT | {"risk_paper_on": None, "address": None, "present": None})
    yield sample("a question that is not asked need not be answered",
                 without(VISIT, "risk_issues") | {"risk_level": "none"})  # fmt: skip
    yield sample("who asks for a mentor need not say what about", without(DROP_IN, "about") | {"self_referral": True})
    yield sample("a record on paper with its date and writer",
                 SESSION | {"from_paper": True, "paper_date": "2026-11-02", "written_by": "Jo"})  # fmt: skip
    yield sample("a safety sheet from paper lacks what was not on the paper",
                 without(SAFETY, "phone", "back_by", "risks", "if_overdue", "authorised_by", "watched_by")
                 | {"from_paper": True, "paper_date": TODAY, "written_by": "Sam"})  # fmt: skip
    yield sample("a leap day", CASE | {"date_of_birth": "2012-02-29"})
    yield sample("an observation from paper knows no times", without(OBSERVATION, "started", "ended") | {
        "from_paper": True, "paper_date": TODAY, "written_by": "Sam", f"ticks/{TICK}": ["on_task", 6, 0, 0, None],
    })  # fmt: skip
    yield sample("a struck tick", OBSERVATION | {f"ticks/{TICK}": ["other", 2, 1795425302123, 2000, 1795425303000]})
    yield sample("an end on another offset than its start", OBSERVATION | {"ended": "2026-11-24T10:15:00.001+01:00"})
    yield sample("five characters that take two units each", PERSON | {"initials": "😀" * 5})


def missing() -> Iterator[Json]:
    yield sample("an empty visit", record("visit"),
                 *[[path, "required"] for path in ("date", "visit_to", "made_by", "discussion", "risk_level")],
                 date="“Date” is empty. Fill it in.")  # fmt: skip
    yield sample("white space is no answer", VISIT | {"visit_to": " \t\u00a0"}, ["visit_to", "required"])
    yield sample("no entry in a list is no answer", DROP_IN | {"about": []}, ["about", "required"])
    yield sample("who asks for no mentor says what about", without(DROP_IN, "about") | {"self_referral": False},
                 ["about", "required"])  # fmt: skip
    yield sample("a concern needs words", without(VISIT, "risk_issues") | {"risk_level": "high"},
                 ["risk_issues", "required"])  # fmt: skip
    yield sample("paper needs its date and its writer", SESSION | {"from_paper": True},
                 ["paper_date", "required"], ["written_by", "required"])  # fmt: skip
    yield sample("a safety sheet on the tablet is whole before anybody sets out",
                 without(SAFETY, "phone", "watched_by"), ["phone", "required"], ["watched_by", "required"])  # fmt: skip
    yield sample("a row without its one required field", VISIT | {f"actions/{ROW_2}/due": TODAY},
                 [f"actions/{ROW_2}/what", "required"])  # fmt: skip
    yield sample("our own rule needs words", SETTINGS | {"tick_rule_words": ""}, ["tick_rule_words", "required"])
    yield sample("a form nobody knows", {"_form": "palmistry", "_version": 1}, ["_form", "unknown_form"])
    yield sample("no form at all", {"date": TODAY}, ["_form", "unknown_form"])
    yield sample("a version that is no number", {"_form": "visit", "_version": True}, ["_form", "unknown_version"])
    yield sample("a version from the future", {"_form": "visit", "_version": 99}, ["_form", "unknown_version"])


def compared() -> Iterator[Json]:
    yield sample("a date in the future", SESSION | {"date": "2026-11-25"}, ["date", "in_future"],
                 date="“Date” is in the future. Choose today or a day before.")  # fmt: skip
    yield sample("a review before the start", PLAN | {"review_date": "2026-10-12"}, ["review_date", "too_early"],
                 review_date="“Review date” is before “Start date”. Choose a later one.")  # fmt: skip
    yield sample("an end before the start", OBSERVATION | {"ended": "2026-11-24T10:14:59.999+01:00"},
                 ["ended", "too_early"])  # fmt: skip
    yield sample("a gap that ends before it begins", OBSERVATION | {f"gaps/{ROW}/until_ms": 1},
                 [f"gaps/{ROW}/until_ms", "too_early"])  # fmt: skip
    yield sample("a time on another day", SESSION | {"at": "2026-11-23T23:59:59.999+00:00"}, ["at", "another_day"],
                 at="“Time” is on another day than “Date”. Make the two days the same.")  # fmt: skip
    yield sample("the visitor agrees to and watches their own visit", SAFETY | {"watched_by": SAM, "authorised_by": SAM},
                 ["authorised_by", "same_person"], ["watched_by", "same_person"],
                 authorised_by="“Agreed by” must be somebody other than “Who is going”. Choose a colleague.")  # fmt: skip
    yield sample("a faulty date is not compared", PLAN | {"start_date": "soon"}, ["start_date", "not_date"])
    yield sample("four targets are advised against", PLAN | {
        f"targets/{row}/target": "Another" for row in (ROW_2, ROW_3, ROW_4)
    }, ["targets", "many_rows"],
        targets="“Targets”: more than 3 are hard to keep in mind. Which matter most?")  # fmt: skip
    yield sample("a deleted target does not count", PLAN | {
        f"targets/{row}/target": "Another" for row in (ROW_2, ROW_3, ROW_4)
    } | {f"targets/{ROW}/_deleted": [True]})  # fmt: skip


def alone() -> Iterator[Json]:
    yield sample("too long in characters, not in units", PERSON | {"initials": "😀" * 6}, ["initials", "too_long"],
                 initials="“Initials” is too long. Shorten it to 5 characters.")  # fmt: skip
    yield sample("two lines where one belongs", VISIT | {"visit_to": "Kai\nBrennan"}, ["visit_to", "one_line"])
    yield sample("both odd and missing is one problem", VISIT | {"visit_to": "\n"}, ["visit_to", "one_line"])
    yield sample("a day that does not exist", CASE | {"date_of_birth": "2013-02-29"}, ["date_of_birth", "not_date"],
                 date_of_birth="“Date of birth” must be a day that exists. Choose it again.")  # fmt: skip
    yield sample("answers beyond the scale", SCALE | {"temper_now": 11, "temper_wish": 0, "positive_now": "maybe"},
                 ["temper_now", "not_answer"], ["temper_wish", "not_answer"], ["positive_now", "not_answer"],
                 temper_now="“Controlling my temper: Where I am now” must be a number from 1 to 10, or left. "
                            "Press one again.")  # fmt: skip
    yield sample("four to talk about", SCALE | {"talk_about": ["temper", "positive", "stressed", "compliments"]},
                 ["talk_about", "too_many"],
                 talk_about="“What I would like to talk about” has too many answers. Choose 3 at most.")  # fmt: skip
    yield sample("a behaviour that is not on the pad", OBSERVATION | {f"ticks/{TICK}": ["sings", 1, 1, 1, None]},
                 [f"ticks/{TICK}", "not_tick"])  # fmt: skip
    yield sample("a mark of how it is known that nobody offered", VISIT | {"discussion_source": "heard"},
                 ["discussion_source", "not_choice"])  # fmt: skip
    yield sample("what no leaf can hold", VISIT | {"mood": 1.5, "moods": [["x"]], f"actions/{ROW}/colour": {"a": 1}},
                 ["mood", "not_a_leaf"], ["moods", "not_a_leaf"], [f"actions/{ROW}/colour", "not_a_leaf"])  # fmt: skip
    yield sample("a draft is judged leaf by leaf", record("visit", date="24/11/2026", made_by="Sam"),
                 ["date", "not_date"], ["made_by", "not_person"], draft=True)  # fmt: skip
    yield sample("a reliability that leaves no room for wobble", SCHOOL | {"self_esteem_reliability": 100},
                 ["self_esteem_reliability", "too_big"])  # fmt: skip
    yield sample("one person twice", CASE | {"mentors": [SAM, SAM]}, ["mentors", "not_people"])
    yield sample("an end of term before its beginning", CALENDAR | {f"terms/{ROW}/last": "2026-09-01"},
                 [f"terms/{ROW}/last", "too_early"])  # fmt: skip


NEW: list[Json] = [
    {"form": "action_plan", "leaves": record(
        "action_plan", shape="pupil", key_worker=SAM, start_date=TODAY, review_date="2027-01-05")},
    {"form": "session", "leaves": record(
        "session", date=TODAY, at=AT, kind="one_to_one", attendance="attended")},
    {"form": "visit", "leaves": record("visit", date=TODAY, at=AT, kind="home", made_by=SAM)},
    {"form": "case", "leaves": record("case", mentors=[SAM], stage="referral", opened_on=TODAY)},
    {"form": "visit", "rows": "risk_seen", "leaves": {"who": SAM, "at": AT}},
    {"form": "action_plan", "rows": "targets", "leaves": {}},
]  # fmt: skip

NARRATIVE: list[Json] = [
    ["visit", 1, "discussion", True],
    ["visit", 1, f"actions/{ROW}/what", True],
    ["visit", 1, "visit_to", False],
    ["visit", 1, "discussion_source", False],
    ["visit", 1, f"actions/{ROW}/due", False],
    ["scale_self_esteem", 1, "temper_now", False],
    ["observation", 1, f"ticks/{TICK}", False],
    ["visit", 1, "_deleted", False],
    ["visit", 1, "mood", True],
    ["visit", 1, "actions", True],
    ["visit", 99, "visit_to", True],
    ["palmistry", 1, "palm", True],
    [None, None, "date", True],
]


def content() -> dict[str, Json]:
    """The whole file."""
    return {
        "today": TODAY,
        "author": {"me": SAM, "today": TODAY, "now": AT},
        "samples": [*good(), *missing(), *compared(), *alone()],
        "new": NEW,
        "narrative": NARRATIVE,
    }


def main() -> int:
    return write_or_check(__file__, "samples.json", content())


if __name__ == "__main__":
    sys.exit(main())
