"""Lighthouse's opinion of the app's first page, as a phone of the middle sort would load it: `python -m bench lighthouse`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.browser import ARGUMENTS, chromium_path
from bench.served import served

HERE: Final = Path(__file__).parent
PROGRAM: Final = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES: Final = ("performance", "accessibility", "best-practices")


def measure() -> dict[str, float]:
    """The score of each category, 0 to 1."""
    if not PROGRAM.is_file():
        raise SystemExit("Lighthouse is not installed: run `make bench`")
    with served() as server, TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            str(HERE.parent / "tools" / "with-node"), "node", str(PROGRAM), f"{server.origin}/", "--quiet",
            "--output=json", f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}",
            "--no-enable-error-reporting", f"--chrome-flags={' '.join(('--headless=new', *ARGUMENTS))}",
        ]  # fmt: skip
        subprocess.run(command, env={**os.environ, "CHROME_PATH": str(chromium_path())}, check=True)
        found = json.loads(report.read_text())["categories"]
    return {f"lighthouse.{name.replace('-', '_')}": float(found[name]["score"]) for name in CATEGORIES}
