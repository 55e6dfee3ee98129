"""A lesson watched: begun, its ticks as they fell, ended. One save an interval, as a tablet makes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from demo.arc import Arc, Watched
from demo.cast import BY_KEY, COLLEAGUES, Pupil
from demo.days import HOUR, MINUTE
from demo.saves import Pen, case
from demo.write_case import class_form
from schemas.field import Leaf
from schemas.forms.observation import BEHAVIOURS

INTERVAL: Final = 5 * MINUTE
INTERVALS: Final = 6
SLIP_TAKEN_BACK_AFTER: Final = 2_000


def write_observations(pen: Pen, arc: Arc) -> None:
    """Every lesson of the pupil that was watched."""
    for number, watched in enumerate(arc.watched):
        if watched.paper:
            _type_in(pen, BY_KEY[arc.pupil], watched, str(number))
        else:
            _watch(pen, BY_KEY[arc.pupil], watched, str(number))


def _watch(pen: Pen, pupil: Pupil, watched: Watched, name: str) -> None:
    start = pen.days.read(watched.when)
    place = case(pupil.key)
    record = pen.begin(
        pupil.mentor,
        start,
        place,
        "observation",
        _about(pen, pupil, watched, start) | {"started": pen.days.instant(start)},
        name=name,
    )
    ticks = sorted(_ticks(pen, record, watched), key=lambda tick: tick[2])
    for interval in range(1, INTERVALS + 1):
        leaves: dict[str, Leaf] = {
            f"ticks/{key}": [behaviour, interval, start + own, own, own_struck and start + own_struck]
            for key, behaviour, own, own_struck in ticks
            if _interval(watched, own) == interval
        }
        if leaves:
            pen.change(pupil.mentor, start + max(_last(leaves), 1), place, record, leaves)
    ended = start + (watched.minutes + (watched.paused[1] if watched.paused else 0)) * MINUTE
    pen.change(pupil.mentor, ended + 2 * MINUTE, place, record, _end(pen, record, watched, ended))


def _last(leaves: dict[str, Leaf]) -> int:
    """The observation's own time of the newest of these ticks."""
    return max(int(str(leaf[3])) for leaf in leaves.values() if isinstance(leaf, list))


def _type_in(pen: Pen, pupil: Pupil, watched: Watched, name: str) -> None:
    """An observation on paper, typed in next day: nobody knows when in its interval a tick fell."""
    start = pen.days.read(watched.when)
    chance = pen.chance("paper", pupil.key, name)
    ticks: dict[str, Leaf] = {
        f"ticks/{pen.made_id('paper', pupil.key, name, behaviour, str(place))}": [
            behaviour, chance.randint(1, INTERVALS), 0, 0, None,
        ]
        for behaviour, count in watched.counts.items()
        for place in range(count)
    }  # fmt: skip
    paper: dict[str, Leaf] = {
        "from_paper": True,
        "paper_date": pen.days.date(start).isoformat(),
        "written_by": COLLEAGUES[pupil.mentor].name,
    }
    leaves = _about(pen, pupil, watched, start) | paper | ticks | _after(watched)
    pen.begin(pupil.mentor, start + 23 * HOUR, case(pupil.key), "observation", leaves, name=name)


def _about(pen: Pen, pupil: Pupil, watched: Watched, start: int) -> dict[str, Leaf]:
    day = pen.days.date(start)
    return {
        "date": day.isoformat(),
        "class_form": class_form(pen, pupil, day),
        "setting": watched.setting,
        "subject": watched.subject,
        "teacher": watched.teacher,
        "room": watched.room,
        "asked_for_by": watched.asked_for_by,
        "purpose": watched.purpose,
    }


def _ticks(pen: Pen, record: str, watched: Watched) -> Iterator[tuple[str, str, int, int | None]]:
    """(id, behaviour, own time in ms, own time when struck): each behaviour as often as it was seen, anywhen."""
    chance = pen.chance("ticks", record)
    for behaviour, count in _with_slips(watched).items():
        for place in range(count):
            running = chance.randint(5_000, watched.minutes * MINUTE - 5_000)
            own = running + _paused_before(watched, running)
            struck = own + SLIP_TAKEN_BACK_AFTER if place >= watched.counts.get(behaviour, 0) else None
            yield pen.made_id(record, "ticks", behaviour, str(place)), behaviour, own, struck


def _with_slips(watched: Watched) -> dict[str, int]:
    counts = dict(watched.counts)
    for behaviour in watched.struck:
        counts[behaviour] = counts.get(behaviour, 0) + 1
    return counts


def _paused_before(watched: Watched, running: int) -> int:
    if watched.paused is None or running < watched.paused[0] * MINUTE:
        return 0
    return watched.paused[1] * MINUTE


def _interval(watched: Watched, own: int) -> int:
    """The interval, from 1: a pause moves the later ones back."""
    running = own
    if watched.paused and own >= watched.paused[0] * MINUTE:
        running -= watched.paused[1] * MINUTE
    return running // INTERVAL + 1


def _end(pen: Pen, record: str, watched: Watched, ended: int) -> dict[str, Leaf]:
    leaves: dict[str, Leaf] = {"ended": pen.days.instant(ended)}
    if watched.paused:
        first, length, reason = watched.paused
        gap = f"gaps/{pen.row(record, 'gaps', 'pause')}"
        leaves |= {
            f"{gap}/kind": "paused",
            f"{gap}/from_ms": first * MINUTE,
            f"{gap}/until_ms": (first + length) * MINUTE,
            f"{gap}/reason": reason,
        }
    if watched.stopped:
        leaves["stopped_why"] = watched.stopped
    return leaves | _after(watched)


def _after(watched: Watched) -> dict[str, Leaf]:
    leaves: dict[str, Leaf] = {"typical": watched.typical}
    for behaviour in BEHAVIOURS:
        if not watched.counts.get(behaviour.value):
            looked = "did_not_look" if behaviour.value in watched.not_looked else "saw_none"
            leaves[f"{behaviour.value}_looked"] = looked
    if watched.notes:
        leaves |= {"notes": watched.notes, "notes_source": "saw"}
    if watched.other_is:
        leaves["other_is"] = watched.other_is
    return leaves
