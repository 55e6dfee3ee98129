"""Writes tests/vectors/judged_again.json: what was merged, judged again when the school's log says more.

    python -m tests.vectors.make_judged_again [--check]

Each story is told in deeds that every engine can do over a server of its own; what each device must come to is written by
hand, from the rule (`docs/client.md`, "Try again"): rights only ever grow for a reader, and what takes anything back is the
bound of a device that was locked out or left with its member.
"""

from __future__ import annotations

from typing import Any, Final

from tests.vectors.vector_file import write_or_check

Deed = dict[str, Any]
LOST, READER, OTHER = "sam", "ward", "ward's desk"
EVERYBODY: Final = (LOST, READER, OTHER)
BEFORE, THIEF, ON_TOP = "by Sam", "by the thief", "by Ms Ward, who had read it"
BEYOND: Final = ("beyond_revocation",)


def writes(who: str, note: str) -> Deed:
    return {"do": "write", "who": who, "note": note}


def meet(*who: str) -> Deed:
    """One after the other, each exchanges with the server until nothing is new."""
    return {"do": "meet", "who": list(who)}


def looks(who: str, *notes: str, aside: tuple[str, ...] = ()) -> Deed:
    """What stands of the note, and why anything was set aside, on somebody's device."""
    return {"do": "look", "who": who, "notes": sorted(notes), "aside": list(aside)}


def opens_anew(who: str) -> Deed:
    return {"do": "open anew", "who": who}


LOST_HERE: Final[Deed] = {"do": "lost", "who": LOST}
"""What Sam's device has written so far will count, whenever it is locked out; what comes now is a thief's."""
LOCKED_OUT: Final[Deed] = {"do": "lock out", "who": LOST}
LEFT: Final[Deed] = {"do": "remove", "who": LOST}
NO_MENTOR: Final[Deed] = {"do": "roles", "who": LOST, "roles": ["colleague"]}

MERGED: Final = (writes(LOST, BEFORE), meet(*EVERYBODY), LOST_HERE, writes(LOST, THIEF), meet(LOST, READER))
"""The thief's word is where Ms Ward has read it, and not where her desk has not looked since."""

STORIES: Final[dict[str, tuple[Deed, ...]]] = {
    "it goes out of what had been merged, and is the same for who hears of both at once": (
        *MERGED,
        looks(READER, THIEF),
        LOCKED_OUT,
        meet(READER, OTHER),
        looks(READER, BEFORE, aside=BEYOND),
        looks(OTHER, BEFORE, aside=BEYOND),
    ),
    "it stays out when the device is opened anew": (
        *MERGED,
        LOCKED_OUT,
        meet(READER),
        opens_anew(READER),
        looks(READER, BEFORE, aside=BEYOND),
        meet(READER),
        looks(READER, BEFORE, aside=BEYOND),
    ),
    "it goes out where the whole member leaves": (*MERGED, LEFT, meet(READER), looks(READER, BEFORE, aside=BEYOND)),
    "what was written on top of it stays, beside what it had been written over": (
        *MERGED,
        writes(READER, ON_TOP),
        meet(READER, OTHER),
        looks(OTHER, ON_TOP),
        LOCKED_OUT,
        meet(READER, OTHER),
        looks(READER, BEFORE, ON_TOP, aside=BEYOND),
        looks(OTHER, BEFORE, ON_TOP, aside=BEYOND),
    ),
    "what was written in time stays when its device is locked out": (
        writes(LOST, BEFORE),
        meet(*EVERYBODY),
        LOST_HERE,
        LOCKED_OUT,
        meet(READER, OTHER),
        looks(READER, BEFORE),
        looks(OTHER, BEFORE),
    ),
    "a role that is taken takes nothing back that was merged": (
        writes(LOST, BEFORE),
        meet(*EVERYBODY),
        NO_MENTOR,
        meet(READER, OTHER),
        looks(READER, BEFORE),
        opens_anew(READER),
        looks(READER, BEFORE),
        looks(OTHER, BEFORE),
    ),
}


def content() -> dict[str, Any]:
    """What the file says."""
    about = (
        "`deeds` in their order, of one note in one case that Sam, Ms Ward and her desk read: `write` the note over what stands; "
        "`meet` exchanges, one device after the other; `lost` marks how much of a device will count; `lock out` its device, or "
        "`remove` its member, naming that; `roles` sets theirs; `open anew` closes the device and opens it; `look` says the "
        "versions of the note that stand, sorted, and the codes of what of the log stands aside."
    )
    return {"about": about, "stories": [{"name": name, "deeds": list(deeds)} for name, deeds in STORIES.items()]}


if __name__ == "__main__":
    raise SystemExit(write_or_check(__file__, "judged_again.json", content()))
