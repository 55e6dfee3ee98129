"""Finds a Chromium for the browser tests, and fetches one where the machine has none.

    python -m tools.chromium      prints its path; installs one if need be

Tried in this order: `CHROMIUM`; a Chromium or Chrome on the PATH; one that Playwright fetched
before; then Debian's package, where installing is allowed; then Playwright's own download. If all of
that fails, it says the one line to run.

Chromium's makers also build it without the parts that make a window: the same engine, which is what
Playwright drives where nobody says otherwise. Tests that need no more than an engine take a fifth less
with it; where there is none, the whole browser serves as well.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
MAC_APPS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
REMEDY = (
    "The browser tests need a Chromium, and none could be installed. Run\n"
    "    sudo apt-get install chromium      (or name one: CHROMIUM=/path/to/chrome make test)"
)


def find() -> Path | None:
    """The first Chromium that starts, or None."""
    named = os.environ.get("CHROMIUM")
    on_path = [found for name in NAMES if (found := shutil.which(name))]
    candidates = [Path(named)] if named else [*map(Path, on_path), *MAC_APPS, playwrights_own()]
    return next((path for path in candidates if starts(path)), None)


def find_shell() -> Path | None:
    """Chromium without a window's parts, where there is one and nobody named another browser."""
    if os.environ.get("CHROMIUM"):
        return None
    on_path = next((found for name in SHELLS if (found := shutil.which(name))), None)
    if on_path is not None:
        return Path(on_path)
    # Its folder stands beside the whole browser's, three above the program.
    fetched = playwrights_own().parents[2].glob("chromium_headless_shell-*/*/*headless*shell")
    return next((path for path in fetched if starts(path)), None)


def starts(path: Path) -> bool:
    """Whether the program is there and answers; a distribution's placeholder for a snap does not."""
    if not path.is_file():
        return False
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwrights_own() -> Path:
    """Where Playwright would keep the Chromium that it downloads."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (slow to import, seldom needed)

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def fetch() -> None:
    """Tries each way to install one; which of them worked is for `find` to see."""
    for command in ways_to_install():
        run(command)
        if find():
            return


def fetch_shell() -> None:
    """Tries to install one without a window's parts; nothing is lost where that fails."""
    if (apt := packages()) is not None:
        run([*apt, SHELLS[0]])


def run(command: list[str]) -> None:
    """Runs what installs something, and shows what it says."""
    sys.stderr.write(f"To have a Chromium for the tests: {' '.join(command)}\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False, env=environment)


def ways_to_install() -> list[list[str]]:
    """Command lines that end with a Chromium, best first; system packages only where we may."""
    ways = []
    if (install := packages()) is not None:
        update = [*install[: install.index("-qq") + 1], "update"]
        ways += [[*install, NAMES[0], SHELLS[0]], update, [*install, NAMES[0], SHELLS[0]], [*install, NAMES[0]]]
    ways.append([sys.executable, "-m", "playwright", "install", "chromium"])
    return ways


def packages() -> list[str] | None:
    """What to put before the names of Debian's packages to install them; None where we may not."""
    if shutil.which("apt-get") is None or (prefix := root_prefix()) is None:
        return None
    return [*prefix, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "install", "-y", "--no-install-recommends"]


def root_prefix() -> list[str] | None:
    """What to put before a command that needs root: nothing, sudo, or None where neither will do."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if allowed else None


def main() -> None:
    """Prints the path of a Chromium, or ends with what to do."""
    if find() is None:
        fetch()
    path = find()
    if path is None:
        raise SystemExit(REMEDY)
    if find_shell() is None and not os.environ.get("CHROMIUM"):
        fetch_shell()
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
