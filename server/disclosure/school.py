"""A school as the sheet reads it: who everybody is, and the cases and diaries there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from server.disclosure.records import Reading, reading_of
from server.disclosure.words import NAMELESS
from sync.client.by_sheet import SheetVault
from sync.encoding import b64u
from sync.records import Record, is_out, text_of, view

_UNNAMED: Final = "A case without a name"


@dataclass(frozen=True, slots=True)
class Case:
    """A case, or a member's diary: whose it is, who takes part in it, and what is written there."""

    vault: bytes
    name: str
    people: tuple[str, ...]
    reading: Reading
    refused: int
    unread: int


@dataclass(frozen=True, slots=True)
class WrittenSchool:
    """Every vault that the sheet read, with the names of the people."""

    vaults: tuple[SheetVault, ...]
    names: Mapping[str, str]
    """Member, as ids are written → the name in the directory, or else the sign-in name."""
    zone: tzinfo

    @classmethod
    def of(cls, vaults: Iterable[SheetVault], handles: Mapping[bytes, str]) -> Self:
        """`handles`: member → sign-in name, for whoever is not in the directory."""
        found = tuple(vaults)
        team = [record for vault in found if vault.kind == "team" for record in _records(vault)]
        names = {b64u(member): handle for member, handle in handles.items()}
        names |= {
            record.id: text_of(record.fields["name"])
            for record in team
            if record.form == "person" and text_of(record.fields.get("name"))
        }
        zones = [text_of(record.fields.get("zone")) for record in team if record.form == "calendar"]
        return cls(found, names, _zone(zones))

    @property
    def nameless(self) -> int:
        """Cases that no name finds, for theirs could not be opened."""
        return sum(vault.kind == "case" and vault.unread > 0 and _pupil(vault) == [_UNNAMED] for vault in self.vaults)

    def cases(self, part_of_a_name: str = "") -> list[Case]:
        """The cases whose pupil's name holds that text, in any case of letters; and, where none is given, the diaries."""
        wanted = part_of_a_name.casefold().strip()
        found = []
        for vault in self.vaults:
            if vault.kind == "case" and any(wanted in name.casefold() for name in _pupil(vault)):
                found.append(self._case(vault, _pupil(vault)[0]))
            elif vault.kind == "diary" and not wanted and vault.members:
                found.append(self._case(vault, f"Diary of {self._name(vault.members[0])}"))
        return sorted(found, key=lambda case: (case.name.casefold(), case.vault))

    def _case(self, vault: SheetVault, name: str) -> Case:
        people = tuple(sorted(self._name(member) for member in vault.members))
        reading = reading_of(vault, self.names, self.zone)
        return Case(vault.id, name, people, reading, len(vault.refused), vault.unread)

    def _name(self, member: bytes) -> str:
        return self.names.get(b64u(member), NAMELESS)


def _records(vault: SheetVault) -> list[Record]:
    found = (view(vault.state, key) for key in vault.state.leaves)
    return [record for record in found if record is not None and not is_out(record)]


def _pupil(vault: SheetVault) -> list[str]:
    """Every name that stands in the case for its pupil: two where nobody has settled which, and what they like to be called."""
    cases = [record for record in _records(vault) if record.form == "case"]
    leaves = [record.fields[name] for record in cases for name in ("name", "preferred_name") if name in record.fields]
    said = [str(found.value) for leaf in leaves for found in reversed(leaf.versions) if found.value]
    return said or [_UNNAMED]


def _zone(named: Iterable[str]) -> tzinfo:
    for name in named:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return UTC
