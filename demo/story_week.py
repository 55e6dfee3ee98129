"""This week: what stands in the diary from today on, and the sentence that two people wrote at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demo.cast import BY_KEY
from demo.days import MINUTE
from demo.saves import Pen, Place, case, diary


@dataclass(frozen=True, slots=True)
class Coming:
    """An appointment `days` Mondays-to-Fridays after today, 0 for today. Without a pupil it stands in the mentor's diary."""

    days: int
    clock: str
    kind: str
    minutes: int
    pupil: str = ""
    mentor: str = ""
    with_whom: str = ""
    place: str = "Mentors’ room"
    note: str = ""


COMING: Final = (
    Coming(0, "09:15", "observation", 50, "kai", with_whom="Mr Okafor", place="room 14",
           note="Maths, 8B. Asked for by Mr Okafor."),
    Coming(0, "11:00", "session", 30, "amira"),
    Coming(0, "14:00", "visit", 60, "mila", with_whom="The Novak family", place="3 Elm Row, flat 2",
           note="Mila and Tobi, one visit."),
    Coming(1, "11:20", "session", 30, "rafferty"),
    Coming(1, "15:30", "meeting", 45, mentor="sam", with_whom="Ms Ward", place="Ms Ward’s room", note="Supervision."),
    Coming(2, "09:10", "session", 20, "dashiell"),
    Coming(3, "12:25", "session", 30, "mila"),
    Coming(4, "13:10", "session", 20, "tobi"),
    Coming(0, "10:10", "session", 25, "wren", note="First meeting. By the window."),
    Coming(0, "13:30", "session", 20, "priya", note="Last meeting. Bring the door page."),
    Coming(1, "14:10", "session", 30, "jasper"),
    Coming(2, "09:00", "phone", 15, "jasper", with_whom="Win Larch, Bell Tower", place=""),
    Coming(3, "12:30", "scale", 30, "ottoline"),
    Coming(4, "15:30", "meeting", 45, mentor="tamsin", with_whom="Ms Ward", place="Ms Ward’s room", note="Supervision."),
)  # fmt: skip

TWO_VERSIONS: Final = (
    ("ward", "last 15:40", "Hold until the review on Thursday", False),
    ("sam", "last 16:02", "Card for science too, ask Mr Lee", True),
)
"""Of the next step in the newest note on Kai: by whom, when, what, and whether on a tablet without a network."""


def write_week(pen: Pen) -> None:
    """The appointments, made one after the other at the end of the last school day."""
    for number, coming in enumerate(COMING):
        mentor = BY_KEY[coming.pupil].mentor if coming.pupil else coming.mentor
        place: Place = case(coming.pupil) if coming.pupil else diary(mentor)
        day = pen.days.weekday_after(coming.days)
        pen.begin(
            mentor,
            pen.days.read("last 16:10") + number * MINUTE,
            place,
            "appointment",
            {
                "kind": coming.kind,
                "date": day.isoformat(),
                "starts": pen.days.instant(pen.days.at(day, coming.clock)),
                "minutes": coming.minutes,
                "with_whom": coming.with_whom or None,
                "place": coming.place or None,
                "note": coming.note or None,
            },
            name=f"coming {number}",
        )


def write_two_versions(pen: Pen, note: str) -> None:
    """Ms Ward and Sam both finish `note`; Sam had no network and did not see hers."""
    for author, when, words, unseen in TWO_VERSIONS:
        pen.change(author, pen.days.read(when), case("kai"), note, {"next_step": words}, unseen=unseen)
