"""The page about security names every requirement of the standard's levels 1 and 2 once, and only files that are there."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
DOCS = REPOSITORY / "docs"
SECURITY = (DOCS / "security.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`((?:tests|server|sync|schemas|pwa|tools|docs)/[\w./-]+\.\w+)`")

WALKED = {
    "1.1": "1 2", "1.2": "1 2 3 4 5 6 7 8 9", "1.3": "1 2 3 4 5 6 7 8 9 10 11", "1.4": "1 2 3", "1.5": "1 2",
    "2.1": "1 2 3", "2.2": "1 2 3", "2.3": "1 2 3 4", "2.4": "1",
    "3.2": "1 2", "3.3": "1 2 3 4", "3.4": "1 2 3 4 5 6", "3.5": "1 2 3 4 5", "3.7": "1 2",
    "4.1": "1 2 3", "4.2": "1", "4.3": "1 2", "4.4": "1 2 3 4",
    "5.1": "1", "5.2": "1 2 3", "5.3": "1 2", "5.4": "1 2 3",
    "6.1": "1 2 3", "6.2": "1 2 3 4 5 6 7 8 9 10 11 12", "6.3": "1 2 3 4", "6.4": "1 2 3 4", "6.5": "1 2 3 4 5",
    "6.6": "1 2 3", "6.8": "1 2 3 4",
    "7.1": "1 2 3", "7.2": "1 2 3 4", "7.3": "1 2", "7.4": "1 2 3 4 5", "7.5": "1 2", "7.6": "1 2",
    "8.1": "1 2", "8.2": "1 2 3", "8.3": "1", "8.4": "1", "9.1": "1 2 3", "9.2": "1 2 3 4",
    "11.1": "1 2", "11.2": "1 2 3", "11.3": "1 2 3", "11.4": "1 2 3 4", "11.5": "1", "11.6": "1",
    "12.1": "1 2 3", "12.2": "1 2", "12.3": "1 2 3 4",
    "13.1": "1", "13.2": "1 2 3 4 5", "13.3": "1 2", "13.4": "1 2 3 4 5",
    "14.1": "1 2", "14.2": "1 2 3 4", "14.3": "1 2 3",
    "15.1": "1 2 3", "15.2": "1 2 3", "15.3": "1 2 3 4 5 6 7",
    "16.1": "1", "16.2": "1 2 3 4 5", "16.3": "1 2 3 4", "16.4": "1 2 3", "16.5": "1 2 3",
}  # fmt: skip
"""Section → its requirements of levels 1 and 2, in version 5.0 of the standard. V10 and V17 ask for nothing here."""


def test_every_requirement_of_levels_1_and_2_is_walked_once() -> None:
    walk = SECURITY.partition("## What is not met")[0]
    rows = [line.split("|")[1] for line in walk.splitlines() if line.startswith("| ")]
    found = sorted(number for row in rows for number in re.findall(r"\d+\.\d+\.\d+", row))
    assert found == sorted(f"{section}.{last}" for section, ends in WALKED.items() for last in ends.split())


@pytest.mark.parametrize("page", ["security.md", "threat-model.md"])
def test_every_file_that_the_page_names_is_there(page: str) -> None:
    named = set(NAMED.findall((DOCS / page).read_text(encoding="utf-8")))
    assert named
    assert sorted(name for name in named if not (REPOSITORY / name).is_file()) == []


def test_what_is_said_to_be_not_met_stands_in_the_list_at_the_end() -> None:
    walk, _, end = SECURITY.partition("## What is not met")
    plainly = [line.split("|")[1] for line in walk.splitlines() if line.startswith("| ") and "**Not met" in line]
    listed = set(re.findall(r"\d+\.\d+\.\d+", end))
    assert plainly
    assert [row for row in plainly if not listed & set(re.findall(r"\d+\.\d+\.\d+", row))] == []
