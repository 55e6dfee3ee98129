"""Every page brings the styles of what it shows: the client comes in parts, and what another part brings may not be there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

CLIENT: Final = Path(__file__).parent.parent / "pwa" / "src"
PAGES: Final = sorted((CLIENT / "app" / "pages").glob("*.tsx"))
AT_ONCE: Final = (CLIENT / "main.tsx", CLIENT / "app" / "Opened.tsx")
"""What is there before any page is."""

IMPORT: Final = re.compile(r"""(?:\bfrom|\bimport|@import)\s+["'](\.[^"']+)["']""")
RULE: Final = re.compile(r"([^{};]+)\{")
ALONE: Final = re.compile(r"\s*\.([a-z][\w-]*)(?:[:\[][^\s>+~]*)?\s*")
"""A selector that is a class by itself: the sheet that has such a rule is the class's own; others may mention it."""

GIVEN: Final = re.compile(r'class="([^"]*)"|class=\{([^}]*)\}')
QUOTED: Final = re.compile(r"""['`]([^'`]*)['`]""")
NAME: Final = re.compile(r"[a-z][\w-]*")


@cache
def text(file: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)


def beside(file: Path, named: str) -> Path | None:
    """The file that an import names; None for what is generated or fetched later."""
    path = (file.parent / named).resolve()
    ways = (path, path.with_name(f"{path.name}.ts"), path.with_name(f"{path.name}.tsx"), path / "index.ts")
    return next((one for one in ways if one.is_file()), None)


@cache
def imported(file: Path) -> tuple[Path, ...]:
    """The files that a file names itself."""
    return tuple(found for named in IMPORT.findall(text(file)) if (found := beside(file, named)) is not None)


@cache
def brought(file: Path) -> frozenset[Path]:
    """A file and all that comes with it."""
    found: set[Path] = set()
    left = [file]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += imported(one)
    return frozenset(found)


@cache
def own_rules(sheet: Path) -> frozenset[str]:
    """Classes that have a rule of their own in a style sheet."""
    selectors = [one for rule in RULE.findall(text(sheet)) for one in rule.split(",")]
    return frozenset(found[1] for one in selectors if (found := ALONE.fullmatch(one)))


def styled(files: frozenset[Path]) -> set[str]:
    """Classes that have a rule of their own in the style sheets among these files."""
    return {name for file in files if file.suffix == ".css" for name in own_rules(file)}


@cache
def given(file: Path) -> frozenset[str]:
    """Classes that a view gives."""
    return frozenset(
        name
        for plain, worked_out in GIVEN.findall(text(file))
        for words in (plain, *QUOTED.findall(worked_out))
        for name in NAME.findall(words)
    )


def test_the_styles_are_read_as_they_are_written() -> None:
    index = brought(CLIENT / "ui" / "index.css")
    assert "button-quiet" in styled(index)
    assert "line-act" in styled(index)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_brings_the_styles_of_what_it_shows(page: Path) -> None:
    # The pupil's page is a document of its own.
    everything = styled(frozenset(file for file in CLIENT.rglob("*.css") if file.parent.name != "pupil"))
    there = styled(brought(page).union(*(brought(one) for one in AT_ONCE)))
    shown = {name for file in brought(page) if file.suffix == ".tsx" for name in given(file)}
    assert (shown & everything) - there == set()
