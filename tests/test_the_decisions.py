"""Every decision that was written down is in the list of them, under its own title."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "docs" / "adr"


def test_the_list_of_decisions_names_each_by_its_title() -> None:
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| (.*) \|$", (FOLDER / "README.md").read_text(), re.MULTILINE)
    titles = {path.name: path.read_text().split("\n")[0] for path in FOLDER.glob("0*.md")}
    assert {name: re.sub(r"^# \d{4}\.? ", "", title) for name, title in titles.items()} == {
        name: title for _, name, title in listed
    }
    assert all(name.startswith(number) for number, name, _ in listed)
