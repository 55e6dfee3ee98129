"""The figures that are measured, their goals, and the file they are written to.

Beside each suite's figures stands `load.<suite>`, the machine's load average as it began: on a machine that does other work
too, a figure by the clock says little, and the processor time an op says more.
"""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Final

RESULTS: Final = Path(__file__).parent / "results.json"


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound, and whether a figure must be at most or at least that."""

    bound: float
    at_least: bool = False

    def is_met(self, found: float) -> bool:
        """Whether a figure keeps to the goal."""
        return found >= self.bound if self.at_least else found <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:,.10g}"


GOALS: Final = {
    "client.first_load_gzip_bytes": Goal(150_000),
    "client.first_sync_10k_ms": Goal(1_600),
    "client.pull_1000_ms": Goal(180),
    "client.noop_sync_ms": Goal(25),
    "client.unlock_to_usable_ms": Goal(400),
    "client.unlock_to_usable_ms_500_vaults": Goal(1_000),
    "client.unlock_to_usable_ms_throttled": Goal(1_200),
    "client.save_durable_p95_ms": Goal(10),
    "client.tap_to_paint_p95_ms": Goal(50),
    "client.heap_mb": Goal(60),
    "server.push_ops_per_s": Goal(8_000, at_least=True),
    "server.pull_ops_per_s": Goal(50_000, at_least=True),
    "server.push_ops_per_s_postgresql": Goal(6_000, at_least=True),
    "server.pull_ops_per_s_postgresql": Goal(40_000, at_least=True),
    "server.db_bytes_per_op": Goal(1_600),
    "server.rss_mb": Goal(120),
    "server.lost_to_a_reader": Goal(0),
    "lighthouse.performance": Goal(0.95, at_least=True),
    "lighthouse.accessibility": Goal(0.95, at_least=True),
    "lighthouse.best_practices": Goal(0.95, at_least=True),
}


def machine() -> str:
    """One line that says what the figures were measured on."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"{os.cpu_count()} × {model}, {platform.system()}, Python {platform.python_version()}"


def load() -> float:
    """The machine's load average over the last minute."""
    return os.getloadavg()[0]


def write(found: dict[str, float]) -> None:
    """Put figures into the results, beside those measured before."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    kept.update({name: round(value, 3) for name, value in found.items()})
    kept["machine"] = machine()
    RESULTS.write_text(json.dumps(dict(sorted(kept.items())), indent=2, ensure_ascii=False) + "\n")


def report(found: dict[str, float]) -> str:
    """A line a figure: what was found, the goal, and whether it is met; then what was measured without one."""
    lines = [f"{name:<42}{_verdict(found.get(name), goal):<30} goal {goal}" for name, goal in GOALS.items()]
    others = {name: value for name, value in found.items() if name not in GOALS and name != "machine"}
    return "\n".join(lines + [f"{name:<42}{_figure(value)}" for name, value in others.items()])


def table(found: dict[str, float]) -> str:
    """The same as rows of `docs/figures.md`: figure, goal, what was found, and whether it is met."""
    rows = [f"| `{name}` | {goal} | {_spelled(found.get(name), goal)} |" for name, goal in GOALS.items()]
    return "\n".join(["| figure | goal | measured | |", "| --- | --- | --- | --- |", *rows])


def _spelled(value: float | None, goal: Goal) -> str:
    if value is None:
        return "not measured |"
    text, is_met = _figure(value).strip(), goal.is_met(value)
    if goal.is_met(float(text.replace(",", ""))) is not is_met:
        text = f"{value:,.1f}"  # rounded it would be taken for what it is not
    return f"{text} | {'met' if is_met else '**not met**'}"


def _verdict(value: float | None, goal: Goal) -> str:
    if value is None:
        return f"{'not measured':>14}"
    return f"{_figure(value)}   {'met' if goal.is_met(value) else 'NOT MET'}"


def _figure(value: float) -> str:
    return f"{value:>14,.2f}" if value < 100 else f"{value:>14,.0f}"
