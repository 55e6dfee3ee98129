"""The lock files agree with what is asked for, carry hashes, and name no host."""

import json
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.packages import entry_of

REPOSITORY = Path(__file__).parent.parent
REMEDY = "run `make lock`"


def asked_for() -> list[Requirement]:
    """Every requirement that pyproject.toml states, of the application and of its development."""
    stated = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    groups = stated["dependency-groups"].values()
    return [
        Requirement(line) for line in stated["project"]["dependencies"] + [one for group in groups for one in group]
    ]


def locked() -> dict[str, list[str]]:
    """Name → what follows it in requirements.lock: the version first, then its hashes."""
    text = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)
    parts = [re.match(r"([\w.\[\]-]+)==([\w.]+)(.*)", entry, re.DOTALL) for entry in entries]
    return {
        canonicalize_name(part[1].split("[")[0]): [part[2], *re.findall(r"--hash=sha256:(\w{64})", part[3])]
        for part in parts
        if part
    }


def test_every_requirement_is_locked_in_a_version_that_satisfies_it() -> None:
    pins = locked()
    missing = [
        str(wanted)
        for wanted in asked_for()
        if canonicalize_name(wanted.name) not in pins
        or not wanted.specifier.contains(pins[canonicalize_name(wanted.name)][0])
    ]
    assert not missing, REMEDY


def test_every_locked_package_carries_hashes() -> None:
    assert not [name for name, (_, *hashes) in locked().items() if not hashes]


def test_what_installs_the_others_can_be_installed_alone() -> None:
    version, *hashes = locked()["uv"]
    first, *others = entry_of("uv", (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")).splitlines()
    assert first.startswith(f"uv=={version}")
    assert [line.strip().removesuffix(" \\") for line in others if "--hash" in line] == [
        f"--hash=sha256:{one}" for one in hashes
    ]
    assert not [line for line in others if line.strip() and not line.startswith(" ")]


def test_the_client_s_lock_leaves_the_host_to_the_machine() -> None:
    packages = json.loads((REPOSITORY / "pwa/package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [name for name, entry in packages.items() if name and "integrity" not in entry]
