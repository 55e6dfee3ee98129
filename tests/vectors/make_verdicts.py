"""Writes tests/vectors/verdicts.json: odd values at every path of every form, and what is wrong with each.

    python -m tests.vectors.make_verdicts [--check]

The verdicts are the Python judge's own. They say nothing about what is right (`samples.json` does): they hold the
client to the same, in corners that nobody would write a sample for, and a change of a check to a change of this file.
"""

from __future__ import annotations

import sys
from typing import Any

from schemas.form import Form, paths
from schemas.forms import FORMS
from schemas.judge import judge
from tests.vectors.make_samples import AT, SAM, TODAY
from tests.vectors.vector_file import write_or_check

Json = Any

ODD: list[Json] = [
    None, True, False, 0, 1, -1, 5, 10, 11, 36, 37, 300, 1440, 1441, 2**53 - 1, 2**53, 1.5,
    "", " ", "\t\u00a0", "x", "me", "now", "today", "1", "a\nb", "a\r", "a\u2028b", "x" * 200, "x" * 201, "😀" * 200,
    "\ud800", "\udc00\ud83d", "é", "\u0000", "\ufeff",
    TODAY, "2026-11-25", "2026-02-30", "2024-02-29", "2100-02-29", "2000-02-29", "1899-12-31", "1900-01-01", "2200-01-01",
    "2026-11-24\n", "２０２６-11-24", "2026-00-10", "2026-13-10", "2026-11-00", "24/11/2026",
    "09:15", "23:59", "24:00", "9:15", "09:60", "09:15:00",
    AT, "2026-11-24T14:10:00Z", "2026-11-24T14:10:00.000Z", "2026-11-24T14:10:00.000+14:59", "2026-02-29T00:00:00.000-05:30",
    "2026-11-24T14:10:00.000+15:00", "2026-11-24T24:00:00.000+00:00", "2026-11-24 14:10:00.000+00:00",
    SAM, SAM[:-1], SAM[:-1] + "B", SAM + "\n", f"{SAM}=",
    "01332 496 000", "+44 (0)1332 496000 ext. 5", "(01332) 49", "999", "12", "phone me", "01332  x1234567",
    "#0e5c58", "#0E5C58", "#fff", "Europe/London", "UTC", "Europe/ London", "/London", "America/Argentina/Buenos_Aires",
    "saw", "lesson", "none", "pupil", "skip", "rather_not", "temper", "starts", "planned",
    [], [""], ["x"], ["x", "x"], ["x", "y"], ["a\nb"], [[]], [["x"]], [None], [True], [1, True], [1.5], ["x"] * 21,
    [str(number) for number in range(21)], [SAM], [SAM, SAM], ["temper"], ["temper", "temper"], ["talk"], ["behaviour", 1],
    ["shouts_out", 1, 1, 1, None], ["shouts_out", 1, 0, 0, 0], ["shouts_out", 0, 1, 1, None], ["shouts_out", 1, -1, 1, None],
    ["shouts_out", 1, 1, 1, "x"], ["shouts_out", 1, 1, 1], ["shouts_out", True, 1, 1, None], [True, SAM, 3], [False],
    {}, {"a": 1},
]  # fmt: skip


def verdicts(form: Form) -> dict[str, list[str]]:
    """For each path of the form what is wrong with each odd value, "" for nothing, when every path holds that value."""
    declared = [pattern.replace("*", SAM) for pattern, _field in paths(form)]
    codes: dict[str, list[str]] = {path: [] for path in declared}
    for value in ODD:
        problems = judge(dict.fromkeys(declared, value), today=TODAY, draft=True, form=form)
        found = {problem.path: problem.code.value for problem in problems}
        for path in declared:
            codes[path].append(found.get(path, ""))
    return codes


def content() -> dict[str, Json]:
    """The whole file; paths with the same verdicts share them."""
    kinds: list[list[str]] = []
    lines = []
    for form in FORMS:
        for path, codes in verdicts(form).items():
            if codes not in kinds:
                kinds.append(codes)
            lines.append([form.name, form.version, path, kinds.index(codes)])
    return {"today": TODAY, "values": ODD, "kinds": kinds, "verdicts": lines}


def main() -> int:
    return write_or_check(__file__, "verdicts.json", content())


if __name__ == "__main__":
    sys.exit(main())
