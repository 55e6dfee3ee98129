"""What a pupil's two terms are made of. Times are words that `Days.read` understands: "5 thu 10:40"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """From when on the case stands at a stage."""

    when: str
    stage: str


@dataclass(frozen=True, slots=True)
class Note:
    """A session and its note. `missed` says why it did not take place; `targets` are keys of the plan in force.

    `kind` is of the form `session`; `minutes` is its length.
    """

    when: str
    objective: str
    happened: str = ""
    next_step: str = ""
    minutes: int = 30
    kind: str = "one_to_one"
    words: str = ""
    how: str = ""
    lesson: str = ""
    reward: str = ""
    missed: str = ""
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a plan. `progress` is (when, tenths, in words)."""

    key: str
    target: str
    steps: str
    helpers: str
    success: str
    progress: tuple[tuple[str, int, str], ...] = ()
    result: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A plan looked at again: what each said."""

    when: str
    pupil: str
    mentor: str
    teacher: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan. `review` is words for a moment, or "next" for the coming Thursday, or "+40" for days after today."""

    when: str
    review: str
    agreed_with: str
    targets: tuple[Target, ...]
    strengths: str = ""
    focus: str = ""
    goals: str = ""
    strategies: str = ""
    services: tuple[tuple[str, str, str], ...] = ()
    reviewed: Reviewed | None = None
    forwarded: bool = True
    shape: str = "pupil"


@dataclass(frozen=True, slots=True)
class Watched:
    """A lesson observed: how often each behaviour was seen. `paused` is (from minute, for minutes, why).

    `stopped` says why it ended before half an hour; `paper`: the tablet was not there, and it was typed in later.
    `struck` are slips, taken back at once.
    """

    when: str
    subject: str
    teacher: str
    room: str
    counts: Mapping[str, int]
    notes: str = ""
    asked_for_by: str = "staff"
    purpose: str = "assessment"
    setting: str = "lesson"
    typical: str = "yes"
    minutes: int = 30
    paused: tuple[int, int, str] | None = None
    stopped: str = ""
    paper: bool = False
    other_is: str = ""
    not_looked: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A scale filled in: thirteen answers each, in the order of the paper.

    A number, or `s` for skip, `d` for don't know, `r` for rather not say. `wish_today` is what the pupil pressed.
    """

    when: str
    scale: str
    stage: str
    now: str
    wish: str
    how: str = "alone"
    words: str = ""
    talk_about: tuple[str, ...] = ()
    disagrees: str = ""
    notes: str = ""
    wish_today: str = ""


@dataclass(frozen=True, slots=True)
class Arc:
    """A pupil's two terms, told by their mentor. `needs` is when focus, level and length were settled."""

    pupil: str
    opened: str
    stages: tuple[Stage, ...]
    notes: tuple[Note, ...]
    plans: tuple[Plan, ...] = ()
    watched: tuple[Watched, ...] = ()
    answered: tuple[Answered, ...] = ()
