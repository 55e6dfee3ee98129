"""What the story yields: saves, as plain data; and the pen that writes them down.

    pen = Pen(Days(now), ids, seed)
    note = pen.begin("sam", moment, case("kai"), "session", {"next_step": "Card for science too."})
    pen.change("ward", later, case("kai"), note, {"evaluation": "Well held."})
    pen.saves                                                    # in the order in which they were written

A save names people by their keys in `demo.cast`; inside a record stand ids, as in any other. The ids of records and
rows follow from the seed, so the same moment and seed tell the same story.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, NamedTuple

from demo.days import Days
from schemas.catalogue import single_record
from schemas.defaults import Author, new_record, new_row
from schemas.field import Leaf
from schemas.form import Form
from schemas.forms import newest
from sync.encoding import ID_SIZE, b64u
from sync.records import order_between


class Place(NamedTuple):
    """Where a record is kept: the kind of place, and whose it is (empty for the team's)."""

    kind: str
    whose: str


TEAM: Final = Place("team", "")


def diary(colleague: str) -> Place:
    """A colleague's diary."""
    return Place("diary", colleague)


def case(pupil: str) -> Place:
    """A pupil's case."""
    return Place("case", pupil)


@dataclass(frozen=True, slots=True)
class Save:
    """One save: by whom, when (milliseconds since 1970 UTC), where, and the leaves put there, by path in the record.

    `unseen`: the author had no network, and had not seen what others wrote there meanwhile.
    """

    author: str
    at: int
    place: Place
    record: str
    form: str
    values: Mapping[str, Leaf]
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of the school that the story is told in: of each member, and of each pupil's case."""

    people: Mapping[str, str]
    cases: Mapping[str, str]


def made_id(*names: str) -> str:
    """An id that follows from `names`, as it stands in JSON."""
    return b64u(sha256("\x1f".join(names).encode()).digest()[:ID_SIZE])


@dataclass(slots=True)
class Pen:
    """Writes saves. `seed` decides what is left to chance: where a tick falls, how long an answer took."""

    days: Days
    ids: Ids
    seed: int
    saves: list[Save] = field(default_factory=list)
    _forms: dict[str, str] = field(default_factory=dict)
    _last_rows: dict[tuple[str, str], str] = field(default_factory=dict)

    def made_id(self, *names: str) -> str:
        """An id that follows from the seed and `names`."""
        return made_id("beside demonstration", str(self.seed), *names)

    def chance(self, *names: str) -> random.Random:
        """Chance that follows from the seed and `names`."""
        return random.Random(f"{self.seed}/{'/'.join(names)}")

    def person(self, key: str) -> str:
        """The member id of a colleague."""
        return self.ids.people[key]

    def begin(
        self,
        author: str,
        at: int,
        place: Place,
        form: str,
        values: Mapping[str, Leaf],
        *,
        name: str = "",
        record: str = "",
    ) -> str:
        """A new record with the defaults of its form and `values`; its id.

        The id is `record` if given, else it follows from the place and `name`, which tells the record from others there.
        """
        known = _form(form)
        record = record or (single_record(form) if known.single else self.made_id(*place, form, name))
        self._forms[record] = form
        leaves = new_record(known, self._author(author, at)) | dict(values)
        told = {path: leaf for path, leaf in leaves.items() if leaf is not None}
        self.saves.append(Save(author, at, place, record, form, told))
        return record

    def change(
        self, author: str, at: int, place: Place, record: str, values: Mapping[str, Leaf], *, unseen: bool = False
    ) -> None:
        """New values in a record begun before."""
        self.saves.append(Save(author, at, place, record, self._forms[record], dict(values), unseen))

    def row(self, record: str, rows: str, key: str) -> str:
        """The id of the row `key` of a record."""
        return self.made_id(record, rows, key)

    def new_rows(
        self, author: str, at: int, record: str, rows: str, given: Iterable[tuple[str, Mapping[str, Leaf]]]
    ) -> dict[str, Leaf]:
        """The leaves of new rows (key, columns) of a record begun before, behind those that it has, with their defaults."""
        form = _form(self._forms[record])
        leaves: dict[str, Leaf] = {}
        for key, columns in given:
            place = order_between(self._last_rows.get((record, rows), ""), "")
            self._last_rows[record, rows] = place
            row = {**new_row(form, rows, self._author(author, at)), **columns, "_order": place}
            prefix = f"{rows}/{self.row(record, rows, key)}"
            leaves |= {f"{prefix}/{column}": leaf for column, leaf in row.items() if leaf is not None}
        return leaves

    def _author(self, author: str, at: int) -> Author:
        return Author(self.ids.people[author], self.days.date(at).isoformat(), self.days.instant(at))


def _form(name: str) -> Form:
    form = newest(name)
    if form is None:
        raise KeyError(name)
    return form
