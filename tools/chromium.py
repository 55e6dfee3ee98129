"""Finds a Chromium for the browser tests, and fetches one where the machine has none.

    python -m tools.chromium      prints its path; installs one if need be

Tried in this order: `CHROMIUM`; a Chromium or Chrome on the PATH; one that Playwright fetched
before; then Debian's package, where installing is allowed; then Playwright's own download. If all of
that fails, it says the one line to run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
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
        sys.stderr.write(f"No Chromium found: {' '.join(command)}\n")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False, env=environment)
        if find():
            return


def ways_to_install() -> list[list[str]]:
    """Command lines that end with a Chromium, best first; system packages only where we may."""
    ways = []
    if shutil.which("apt-get") and (prefix := root_prefix()) is not None:
        apt = [*prefix, "apt-get", "-qq"]
        install = ["-o", "Dpkg::Use-Pty=0", "install", "-y", "--no-install-recommends", "chromium"]
        ways += [[*apt, *install], [*apt, "update"], [*apt, *install]]
    ways.append([sys.executable, "-m", "playwright", "install", "chromium"])
    return ways


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
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
