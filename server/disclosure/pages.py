"""Cases as files: a page each to read and print, a file each for a machine, and a page that lists them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

from flask import Flask
from jinja2 import Environment

from server.disclosure.school import Case, WrittenSchool
from server.disclosure.words import moment
from sync.encoding import b64u

_ONLY_ME: Final = 0o600
_HERE: Final = Path(__file__).parent


def write(folder: Path, school: WrittenSchool, cases: Sequence[Case], *, now: datetime) -> list[Path]:
    """Write the cases into `folder`, which is there and empty; readable for its owner alone. Returns the files.

    No name stands in the name of a file: a folder is looked at over shoulders.
    """
    pages = _environment()
    made = moment(now.isoformat(), school.zone)
    listed = [(f"case-{number:03}", case) for number, case in enumerate(cases, start=1)]
    index = pages.get_template("index.html").render(listed=listed, made=made)
    style = (_HERE / "record.css").read_text(encoding="utf-8")
    files = [_keep(folder / "index.html", index), _keep(folder / "record.css", style)]
    for name, case in listed:
        files.append(_keep(folder / f"{name}.html", pages.get_template("case.html").render(case=case, made=made)))
        files.append(_keep(folder / f"{name}.json", _for_a_machine(case)))
    return files


def _environment() -> Environment:
    """Flask's own: it escapes whatever is put into a page."""
    return Flask(__name__, template_folder=str(_HERE)).jinja_env


def _for_a_machine(case: Case) -> str:
    found = {
        "vault": b64u(case.vault),
        "name": case.name,
        "people": case.people,
        "left_out": case.reading.out,
        "records": [asdict(record) for record in case.reading.records],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _keep(path: Path, text: str) -> Path:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_ME), "w", encoding="utf-8") as file:
        file.write(text)
    return path
