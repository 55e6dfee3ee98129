"""``python -m schemas.generate [--check]``: write the client's copy of what `schemas` declares.

The files go to `pwa/src/generated/`, which git ignores. With ``--check`` nothing is written; the exit status is 1 when
a file is stale, and its name and the remedy are printed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from schemas.typescript import sources

GENERATED: Final = Path(__file__).parent.parent / "pwa" / "src" / "generated"


def stale(folder: Path) -> list[str]:
    """The names of files in `folder` that are missing, out of date, or no longer made."""
    wanted = sources()
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def write(folder: Path) -> list[str]:
    """Bring `folder` up to date and return the names of what changed; other files keep their times."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sources()
    changed = stale(folder)
    for name in changed:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return changed


def main(arguments: list[str] | None = None) -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m schemas.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when something is stale")
    options = parser.parse_args(arguments)
    if not options.check:
        write(GENERATED)
        return 0
    old = stale(GENERATED)
    if old:
        sys.stderr.write(f"pwa/src/generated is stale ({', '.join(old)}): run `make generate`.\n")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
