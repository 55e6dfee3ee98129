"""Every page that the client has, by its own table of addresses: one that is added there is opened here too.

routes()                                    →  {"today": "/", "case": "/case/:case", …}
address("/case/:case", {"case": "q7_x"})    →  "/case/q7_x"
route_of("http://…/case/q7_x", routes())    →  "case"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_CLIENT: Final = Path(__file__).parents[2] / "pwa" / "src"
_PAGES: Final = _CLIENT / "screens" / "routes.ts"
_TABLES: Final = (_CLIENT / "casework" / "addresses.ts", _PAGES)
_LINE: Final = re.compile(r"\b(\w+): '(/[^']*)'")
_STANDING: Final = re.compile(r"^  (\w+): (?:\{ frame: '(\w+)'|(app|page|entry)\()", re.MULTILINE)


def routes(*frames: str) -> dict[str, str]:
    """Address by name, in the client's order; only those of these frames ("app", "page", "screen", "entry"), if asked.

    The client says of each how it stands, so none can be read over here.
    """
    found = {name: path for table in _TABLES for name, path in _LINE.findall(table.read_text(encoding="utf-8"))}
    stand = {name: other or frame for name, other, frame in _STANDING.findall(_PAGES.read_text(encoding="utf-8"))}
    assert set(found) == set(stand), set(found) ^ set(stand)
    return {name: path for name, path in found.items() if not frames or stand[name] in frames}


def address(path: str, ids: Mapping[str, str]) -> str:
    """The address of a route with these ids. KeyError for one that is not given."""
    return re.sub(r":(\w+)", lambda found: ids[found[1]], path)


def route_of(url: str, known: Mapping[str, str]) -> str | None:
    """The name of the route that an address belongs to; the first one, as the client has it."""
    pieces = _pieces(urlsplit(url).path)
    return next((name for name, path in known.items() if _fits(_pieces(path), pieces)), None)


def _pieces(path: str) -> list[str]:
    return [piece for piece in path.split("/") if piece]


def _fits(pattern: list[str], pieces: list[str]) -> bool:
    return len(pattern) == len(pieces) and all(
        ours.startswith(":") or ours == theirs for ours, theirs in zip(pattern, pieces, strict=True)
    )
