"""A scale filled in by a pupil, a few statements at a time, and what was said about it afterwards."""

from __future__ import annotations

from typing import Final

from demo.arc import Answered, Arc
from demo.cast import BY_KEY, Pupil
from demo.days import MINUTE
from demo.saves import Pen, case
from schemas.field import Leaf, Option
from schemas.forms.scale_learning import STATEMENTS as LEARNING
from schemas.forms.scale_self_esteem import STATEMENTS as SELF_ESTEEM

STATEMENTS: Final[dict[str, tuple[Option, ...]]] = {"scale_self_esteem": SELF_ESTEEM, "scale_learning": LEARNING}
NO_NUMBER: Final = {"s": "skip", "d": "dont_know", "r": "rather_not"}
A_SITTING: Final = 5
"""Statements to one save."""


def write_scales(pen: Pen, arc: Arc) -> None:
    """Every scale of the pupil."""
    for number, answered in enumerate(arc.answered):
        _write(pen, BY_KEY[arc.pupil], answered, str(number))


def _write(pen: Pen, pupil: Pupil, answered: Answered, name: str) -> None:
    start = pen.days.read(answered.when)
    place = case(pupil.key)
    record = pen.begin(
        pupil.mentor,
        start,
        place,
        answered.scale,
        {"date": pen.days.date(start).isoformat(), "stage": answered.stage, "how": answered.how},
        name=name,
    )
    chance = pen.chance("scale", record)
    at = start + MINUTE
    tried: dict[str, Leaf] = {"started": pen.days.instant(at), "practice_best": 10, "practice_worst": 1}
    if answered.how == "read_to":
        tried["read_aloud"] = True
    pen.change(pupil.mentor, at, place, record, tried)
    rows = _rows(answered)
    for first in range(0, len(rows), A_SITTING):
        leaves: dict[str, Leaf] = {}
        for statement, now, wish in rows[first : first + A_SITTING]:
            took = chance.randint(4_000, 14_000)
            at += took
            leaves |= {f"{statement}_now": now, f"{statement}_wish": wish, f"{statement}_took_ms": took}
        pen.change(pupil.mentor, at, place, record, leaves)
    pen.change(pupil.mentor, at + MINUTE, place, record, _close(pen, record, answered, at))
    if answered.notes:
        pen.change(pupil.mentor, at + 15 * MINUTE, place, record, {"notes": answered.notes, "notes_source": "saw"})


def _rows(answered: Answered) -> list[tuple[str, Leaf, Leaf]]:
    """(statement, now, wish) in the order of the paper."""
    statements = STATEMENTS[answered.scale]
    now, wish = (_answers(text) for text in (answered.now, answered.wish))
    return [(one.value, a, b) for one, a, b in zip(statements, now, wish, strict=True)]


def _answers(text: str) -> list[Leaf]:
    return [int(word) if word.isdigit() else NO_NUMBER[word] for word in text.split(" ")]


def _close(pen: Pen, record: str, answered: Answered, at: int) -> dict[str, Leaf]:
    leaves: dict[str, Leaf] = {"finished": pen.days.instant(at + MINUTE)}
    if answered.words:
        leaves |= {"words": answered.words, "words_source": "saw"}
    if answered.talk_about:
        leaves["talk_about"] = list(answered.talk_about)
    if answered.disagrees:
        leaves["disagrees"] = answered.disagrees
    if answered.wish_today:
        wish = f"wishes/{pen.row(record, 'wishes', answered.wish_today)}"
        leaves |= {f"{wish}/what": answered.wish_today, f"{wish}/at": pen.days.instant(at)}
    return leaves
