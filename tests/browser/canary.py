"""A word that stands nowhere else, and the search for it: as it is, as a browser writes it, and in every base64.

WORD in what is typed;   found_in(data)   found_below(folder)
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Final

WORD: Final = "Quockerwodger"
"""What is searched for; nothing in the product says it."""


def _spelled() -> Iterator[tuple[str, bytes]]:
    for word in (WORD, WORD.lower(), WORD.upper()):
        plain = word.encode()
        yield "as it is", plain
        yield "in UTF-16", word.encode("utf-16-le")
        yield "in hex", plain.hex().encode()
        yield "in hex", plain.hex().upper().encode()
        for before in range(3):
            # Three bytes are four characters: of these, only those which no neighbour has a part in.
            whole = (before + len(plain)) * 8 // 6
            for code in (base64.b64encode, base64.urlsafe_b64encode):
                yield "in base64", code(bytes(before) + plain)[-(-before * 8 // 6) : whole]


SPELLINGS: Final = tuple(dict.fromkeys(_spelled()))
"""Name and bytes of every way in which it is looked for."""


def found_in(data: bytes) -> list[str]:
    """How the word stands in these bytes, with a little of what is around it."""
    found = []
    for name, spelling in SPELLINGS:
        at = data.find(spelling)
        if at >= 0:
            found.append(f"{name}: {data[max(0, at - 40) : at + 60]!r}")
    return found


def found_below(folder: Path) -> list[str]:
    """In which files of a folder, and in whose names, it stands."""
    found = []
    for path in sorted(folder.rglob("*")):
        found += [f"the name {path}" for _ in found_in(str(path).encode())]
        if path.is_file() and not path.is_symlink():
            found += [f"{path}: {one}" for one in found_in(path.read_bytes())]
    return found
