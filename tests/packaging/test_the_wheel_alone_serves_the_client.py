"""The wheel alone, in a clean environment, is a working `beside` with the client inside.

It is built the long way round, sources to sdist to wheel, so that a file which the sdist leaves out
fails here and not at somebody's school.
"""

import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
# A package's pins in the lock: `flask==3.1.3 \` or `cffi==2.1.1 ; platform_python_implementation != 'PyPy' \`
PIN = re.compile(r"^([A-Za-z0-9_.-]+==[^\\]+)", re.MULTILINE)

pytestmark = [pytest.mark.packaging, pytest.mark.xdist_group("packaging")]


def run(command: list[str | Path], cwd: Path) -> str:
    """What a command said; a failure shows all of it."""
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from an sdist of the working tree."""
    target = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--outdir", target, REPOSITORY], target)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def beside(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `beside` command of a clean environment that holds the wheel and what it asks for."""
    place = tmp_path_factory.mktemp("school")
    pins = PIN.findall((REPOSITORY / "requirements.lock").read_text(encoding="utf-8"))
    constraints = place / "constraints.txt"
    constraints.write_text("\n".join(pins), encoding="utf-8")
    venv.create(place / "venv", with_pip=True)
    scripts = place / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run([scripts / "python", "-m", "pip", "install", "-c", constraints, wheel], place)
    return scripts / "beside"


def test_the_wheel_holds_the_three_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    packages = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert packages == {"schemas", "sync", "server"}


def test_the_wheel_holds_the_built_client_and_the_manifest(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "server/client/index.html",
        "server/client/pupil.html",
        "server/client/sw.js",
        "server/manifest/manifest.webmanifest",
    } <= names


def test_the_installed_command_says_what_it_can_do(beside: Path, tmp_path: Path) -> None:
    assert "Usage: beside" in run([beside, "--help"], tmp_path)
    assert "beside, version" in run([beside, "--version"], tmp_path)
