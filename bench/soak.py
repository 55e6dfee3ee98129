"""The long schedules: `make soak`, or `python -m bench.soak --schedules 500 --pages 0 --apps 0`.

Seeded schedules of `tests.oracle` with drawn seeds, each on a fresh copy of a school, in a process for each core; then a real
tablet whose page is killed a hundred times in the midst of an observation, and its whole browser twenty times.
What failed stands in `bench/soak.json` with the seed that plays it again; the exit code is 1 if anything did.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bench.kills import APPS, PAGES, Killed, killed
from tests.oracle.ground import InProcess, Template, folder_in_memory
from tests.oracle.playing import play
from tests.oracle.schedule import Lost
from tests.oracle.verifying import remembered
from tests.server.actors import TestClock

SUMMARY: Final = Path(__file__).parent / "soak.json"
SCHEDULES: Final = 10_000
PART: Final = 50
"""Schedules that share a server's process and a school."""

Failed = tuple[int, str]


def soak(seeds: list[int]) -> tuple[int, list[Failed]]:
    """Play these schedules. How often the line or the server failed in them, and which schedules did, each with what was lost."""
    happened, failed = 0, list[Failed]()
    with folder_in_memory() as folder, remembered():
        ground = InProcess(folder, TestClock())
        template = Template(ground, 1)
        for seed in seeds:
            try:
                world = play(seed, ground, template)
            except Lost as lost:
                failed.append((seed, str(lost)))
            else:
                happened += sum(sum(plan.happened.values()) for plan in world.plans)
        ground.close()
    return happened, failed


def summary(drawn_from: int, seeds: list[int], happened: int, failed: list[Failed], kills: Killed) -> dict[str, Any]:
    """What `bench/soak.json` holds."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": drawn_from,
        "schedules": len(seeds),
        "faults_and_refusals": happened,
        "failed": [{"seed": seed, "why": why} for seed, why in failed],
        "kills": asdict(kills),
    }


def main(arguments: list[str]) -> int:
    """Run, write the summary, say it in a line."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description="Play the long schedules.")
    parser.add_argument("--schedules", type=int, default=SCHEDULES, help="how many (10,000)")
    parser.add_argument("--pages", type=int, default=PAGES, help="how many pages are killed (100)")
    parser.add_argument("--apps", type=int, default=APPS, help="how many whole browsers are killed (20)")
    asked = parser.parse_args(arguments)
    drawn_from = int(os.environ.get("BESIDE_SEED") or random.SystemRandom().randrange(2**32))
    chance = random.Random(drawn_from)
    seeds = [chance.randrange(2**32) for _ in range(asked.schedules)]
    parts = [seeds[start : start + PART] for start in range(0, len(seeds), PART)]
    happened, failed = 0, list[Failed]()
    with ProcessPoolExecutor() as processes:
        for number, (found, lost) in enumerate(processes.map(soak, parts), 1):
            happened, failed = happened + found, failed + lost
            print(f"{min(number * PART, len(seeds))} of {len(seeds)} schedules, {len(failed)} failed", flush=True)
    kills = killed(asked.pages, asked.apps, drawn_from) if asked.pages + asked.apps > 0 else Killed()
    lives = f"{kills.pages} pages and {kills.apps} browsers killed, {kills.seen} taps seen"
    print(f"{lives}, {kills.lost_with_the_app} lost with a browser")
    SUMMARY.write_text(json.dumps(summary(drawn_from, seeds, happened, failed, kills), indent=2) + "\n")
    wrong = [why for _, why in failed] + ([] if kills.why is None else [kills.why])
    for why in wrong:
        print(why, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
