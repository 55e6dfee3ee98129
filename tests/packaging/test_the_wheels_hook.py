"""Whoever builds a wheel where npm has made nothing yet, or what is older than the lock, has the packages fetched first."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from hatch_build import fetch_packages, machine_has_node

NEAR = {"name": "near", "version": "1.0.0"}
LINKED = {"node_modules/near": {"resolved": "near", "link": True}}

pytestmark = pytest.mark.packaging


@pytest.fixture
def environment() -> dict[str, str]:
    """With a Node that is new enough on the path, as `tools/with-node` finds it."""
    path = [os.environ["PATH"]] if machine_has_node() else [str(Path(sys.executable).parent), os.environ["PATH"]]
    return {**os.environ, "PATH": os.pathsep.join(path), "npm_config_fund": "false", "npm_config_audit": "false"}


@pytest.fixture
def client(tmp_path: Path) -> Path:
    """The folder of a client that asks for one package, which lies beside: no network is needed."""
    folder = tmp_path / "pwa"
    (folder / "near").mkdir(parents=True)
    (folder / "near" / "package.json").write_text(json.dumps(NEAR))
    asks = {"name": "client", "version": "1.0.0", "dependencies": {"near": "file:near"}}
    lock = {
        "name": "client", "version": "1.0.0", "lockfileVersion": 3, "requires": True,
        "packages": {"": asks, "near": NEAR, **LINKED},
    }  # fmt: skip
    (folder / "package.json").write_text(json.dumps(asks))
    (folder / "package-lock.json").write_text(json.dumps(lock))
    return folder


def test_packages_are_fetched_where_none_are_or_older_ones_and_left_where_they_are_newer_than_the_lock(
    client: Path, environment: dict[str, str]
) -> None:
    npm = shutil.which("npm", path=environment["PATH"])
    assert npm is not None
    fetch_packages(client, npm, environment)
    made = client / "node_modules"
    assert json.loads((made / "near" / "package.json").read_text()) == NEAR

    stray = made / "stray"
    stray.mkdir()
    fetch_packages(client, npm, environment)
    assert stray.exists()

    os.utime(made / ".package-lock.json", (1, 1))
    fetch_packages(client, npm, environment)
    assert not stray.exists()
    assert (made / "near").exists()
