"""The people of Larkspur Hill School. Nobody here exists, and no number here can be rung.

The numbers are of the ranges that Ofcom keeps for stories: 01632 960xxx and 07700 900xxx.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

SCHOOL_NAME: Final = "Larkspur Hill School"
SCHOOL_ADDRESS: Final = "Larkspur Hill, Much Pondering, LH1 0ZZ"
SCHOOL_COLOUR: Final = "#0e5c58"

PASSWORD: Final = "larkspur-hill-demo"  # noqa: S105  (printed on purpose, and for this school alone)
"""The password of every account of the demonstration, and of nothing else."""

LEAD_NAME: Final = "Mrs Merriweather"
LEAD_PHONE: Final = "01632 960 011"
DEPUTY_NAME: Final = "Mr Hollowell"
DEPUTY_PHONE: Final = "01632 960 012"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with an account. `handle` signs in; `manager` is the key of their line manager."""

    key: str
    handle: str
    name: str
    initials: str
    job_title: str
    phone: str
    roles: tuple[str, ...]
    manager: str | None = None


STAFF: Final = (
    Colleague("quill", "quill", "Mr Quill", "BQ", "School business manager", "01632 960 001", ("administrator",)),
    Colleague("ward", "ward", "Ms Ward", "RW", "Head of inclusion", "07700 900 101", ("administrator", "line_manager")),
    Colleague("sam", "sam", "Sam Ortiz", "SO", "Learning mentor", "07700 900 118", ("mentor",), "ward"),
    Colleague("tamsin", "tamsin", "Tamsin Fairweather", "TF", "Learning mentor", "07700 900 126", ("mentor",), "ward"),
    Colleague("jo", "jo", "Jo Applegarth", "JA", "School office", "07700 900 123", ("colleague",)),
)
"""In the order in which they come to Beside. The first sets the school up."""

COLLEAGUES: Final[Mapping[str, Colleague]] = MappingProxyType({one.key: one for one in STAFF})
MENTORS: Final = tuple(one.key for one in STAFF if "mentor" in one.roles)


@dataclass(frozen=True, slots=True)
class Carer:
    """A parent or carer. `keep_away` says why they must not be contacted."""

    name: str
    relationship: str
    address: str
    home_phone: str | None = None
    work_phone: str | None = None
    keep_away: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """A pupil. `year` and `group` are today's ("8", "B"); `born` is month and day, the year follows from `year`.

    `siblings` are keys of other pupils here; `plan` is another plan's kind, name and holder.
    """

    key: str
    name: str
    preferred: str
    born: tuple[int, int]
    year: int
    group: str
    mentor: str
    focus: tuple[str, ...]
    level: str
    length: str
    carers: tuple[Carer, ...]
    language: str = "English"
    siblings: tuple[str, ...] = ()
    two_homes: bool = False
    plan: tuple[str, str, str] | None = None
    practice: bool = False


_NOVAK_HOME: Final = "3 Elm Row, flat 2"
_NOVAK_PARENTS: Final = (
    Carer("Jana Novak", "Mother", _NOVAK_HOME, "01632 960 133", "01632 960 134"),
    Carer("Babi Novak", "Grandmother", _NOVAK_HOME, "01632 960 133"),
)

SAMS: Final = (
    Pupil(
        key="kai", name="Kai Brennan", preferred="Kai", born=(2, 28), year=8, group="B", mentor="sam",
        focus=("behaviour", "self_esteem"), level="medium", length="medium",
        carers=(
            Carer("Orla Brennan", "Mother", "14 Pudding Lane End", "01632 960 121", "01632 960 122"),
            Carer("Nell Brennan", "Grandmother", "9 Teasel Close", "01632 960 123"),
        ),
    ),
    Pupil(
        key="amira", name="Amira Halloway", preferred="Amira", born=(11, 3), year=8, group="D", mentor="sam",
        focus=("emotional_health",), level="medium", length="short", language="Arabic",
        carers=(
            Carer("Leila Halloway", "Mother", "27 Saltbox Terrace", "01632 960 125"),
            Carer("Gil Halloway", "Father", "27 Saltbox Terrace", "01632 960 125", "07700 900 141"),
        ),
    ),
    Pupil(
        key="mila", name="Mila Novak", preferred="Mila", born=(5, 17), year=9, group="A", mentor="sam",
        focus=("attendance", "emotional_health"), level="medium", length="long", language="Czech",
        carers=_NOVAK_PARENTS, siblings=("tobi",),
    ),
    Pupil(
        key="tobi", name="Tobias Novak", preferred="Tobi", born=(9, 30), year=7, group="C", mentor="sam",
        focus=("attendance", "study"), level="medium", length="medium", language="Czech",
        carers=_NOVAK_PARENTS, siblings=("mila",),
    ),
    Pupil(
        key="rafferty", name="Rafferty Hexham-Bloom", preferred="Raff", born=(1, 9), year=9, group="D", mentor="sam",
        focus=("behaviour", "motivation"), level="significant", length="long", two_homes=True,
        plan=("psp", "Pastoral support plan", "Ms Ward"),
        carers=(
            Carer("Clover Bloom", "Mother", "2 Windfall Yard", "01632 960 141"),
            Carer("Miles Hexham", "Father", "60 Old Ropewalk", "01632 960 142", "01632 960 143"),
        ),
    ),
    Pupil(
        key="dashiell", name="Dashiell Rook", preferred="Dash", born=(7, 22), year=10, group="A", mentor="sam",
        focus=("attendance", "emotional_health"), level="medium", length="medium",
        plan=("tys", "Young carers’ group", "Fern Alderbrook"),
        carers=(Carer("Imogen Rook", "Mother", "11 Candlemaker Row", "01632 960 151"),),
    ),
)  # fmt: skip
"""The pupils Sam works with."""

TAMSINS: Final = (
    Pupil(
        key="wren", name="Wren Tumbleweed", preferred="Wren", born=(12, 12), year=7, group="A", mentor="tamsin",
        focus=("self_esteem",), level="infrequent", length="short",
        carers=(Carer("Posy Tumbleweed", "Mother", "5 Dandelion Rise", "01632 960 161"),),
    ),
    Pupil(
        key="jasper", name="Jasper Puddlefoot", preferred="Jasper", born=(10, 19), year=10, group="C",
        mentor="tamsin", focus=("motivation", "disaffection"), level="medium", length="long",
        carers=(
            Carer("Hal Puddlefoot", "Father", "Boathouse 4, Lower Quay", "01632 960 165", "07700 900 165"),
            Carer(
                "Ros Quince", "Mother", "not known", None, None,
                "Letters and calls go to his father only, as both parents agreed.",
            ),
        ),
    ),
    Pupil(
        key="ottoline", name="Ottoline Marshgate", preferred="Otty", born=(3, 6), year=8, group="A", mentor="tamsin",
        focus=("emotional_health",), level="infrequent", length="medium",
        carers=(
            Carer("Bea Marshgate", "Mother", "Lamplighter’s Cottage", "01632 960 171"),
            Carer("Ivo Marshgate", "Father", "Lamplighter’s Cottage", "01632 960 171", "01632 960 172"),
        ),
    ),
    Pupil(
        key="priya", name="Priya Candlewick", preferred="Priya", born=(8, 1), year=7, group="B", mentor="tamsin",
        focus=("study",), level="medium", length="short", language="Gujarati",
        carers=(Carer("Anand Candlewick", "Father", "33 Inkwell Street", "01632 960 175", "07700 900 175"),),
    ),
    Pupil(
        key="saffron", name="Saffron Inkpen", preferred="Saffy", born=(4, 25), year=8, group="C", mentor="tamsin",
        focus=("self_esteem", "study"), level="medium", length="medium",
        plan=("iep", "Individual education plan: reading", "Miss Dovecote"),
        carers=(Carer("Fliss Inkpen", "Mother", "8 Bobbin Mews", "01632 960 181"),),
    ),
    Pupil(
        key="ned", name="Ned Cloudesley", preferred="Ned", born=(6, 14), year=9, group="B", mentor="tamsin",
        focus=("study", "motivation"), level="medium", length="medium",
        carers=(
            Carer("Gwen Cloudesley", "Mother", "Toll Cottage", "01632 960 185"),
            Carer("Rufus Cloudesley", "Father", "Toll Cottage", "01632 960 185"),
        ),
    ),
)  # fmt: skip
"""The pupils Tamsin works with."""

PRACTICE: Final = Pupil(
    key="practice", name="Robin Practice", preferred="Robin", born=(1, 1), year=8, group="X", mentor="sam",
    focus=(), level="infrequent", length="short", practice=True,
    carers=(Carer("Pat Practice", "Parent", "1 Example Street", "01632 960 199"),),
)  # fmt: skip
"""Not a child: to try things out with."""

PUPILS: Final = (*SAMS, *TAMSINS, PRACTICE)
BY_KEY: Final[Mapping[str, Pupil]] = MappingProxyType({pupil.key: pupil for pupil in PUPILS})

PASSERS_BY: Final = (
    ("Bertie Flint", "7D"),
    ("Cosima Thatch", "8C"),
    ("Ezra Merrydew", "9C"),
    ("Hattie Nettlefold", "10B"),
    ("Iolo Starling", "7A"),
    ("Juno Fiddlewood", "8A"),
    ("Lettice Barrow", "9D"),
    ("Monty Cobblestone", "10C"),
)
"""Pupils without a case who come by; name and class."""
