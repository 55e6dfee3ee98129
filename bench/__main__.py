"""Measure and write `bench/results.json`:

python -m bench                     everything
python -m bench server              only the server on SQLite (or: postgresql, client, pages, lighthouse)
python -m bench table               measure nothing; the results as the table of docs/figures.md
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Final

from bench import client, lighthouse, pages, postgresql, server
from bench.figures import RESULTS, load, report, table, write

SUITES: Final[dict[str, Callable[[], dict[str, float]]]] = {
    "server": server.measure_sqlite,
    "postgresql": postgresql.measure,
    "client": client.measure,
    "pages": pages.measure,
    "lighthouse": lighthouse.measure,
}


def main() -> None:
    """Run the suites named, or all."""
    if sys.argv[1:] == ["table"]:
        print(table(json.loads(RESULTS.read_text())))
        return
    for name in sys.argv[1:] or SUITES:
        print(f"measuring: {name}", flush=True)
        before = {f"load.{name}": load()}
        write(SUITES[name]() | before)
    print(report(json.loads(RESULTS.read_text())))


if __name__ == "__main__":
    main()
