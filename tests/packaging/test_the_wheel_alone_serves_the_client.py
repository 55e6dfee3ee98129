"""The wheel alone, in a clean environment, is a working `beside` with the client inside: byte for byte the one that is built
from a checkout, so that a school can compare what a server sends.

It is built the long way round, sources to sdist to wheel, so that a file which the sdist leaves out
fails here and not at somebody's school.
"""

import mimetypes
import os
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

REPOSITORY = Path(__file__).parents[2]
CLIENT = REPOSITORY / "pwa"
# A package's pins in the lock: `flask==3.1.3 \` or `cffi==2.1.1 ; platform_python_implementation != 'PyPy' \`
PIN = re.compile(r"^([A-Za-z0-9_.-]+==[^\\]+)", re.MULTILINE)
WHAT_NPM_READS = ("package.json", "package-lock.json", ".npmrc")
"""Of these it makes `node_modules`."""

pytestmark = pytest.mark.packaging


def run(command: list[str | Path], cwd: Path) -> str:
    """What a command said; a failure shows all of it."""
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}"
    return done.stdout


def run_with_uv(by_uv: list[str | Path], by_pip: list[str | Path], cwd: Path) -> None:
    """By uv, which takes a third of pip's time; by pip where uv cannot get at the packages (see `tools.packages`)."""
    if subprocess.run(by_uv, cwd=cwd, capture_output=True, check=False).returncode:
        run(by_pip, cwd)


def linked(source: str, target: str) -> None:
    """The file under another name, or a copy of it where that is on another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that an sdist of the working tree unpacks to."""
    place = tmp_path_factory.mktemp("sdist")
    run([sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", place, REPOSITORY], place)
    (built,) = place.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        # By its attribute: Python 3.11.2, Debian's, knows no such argument.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(place)
    (unpacked,) = (found for found in place.iterdir() if found.is_dir())
    return unpacked


@pytest.fixture(scope="module")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist alone: in an environment of its own, and with the packages that npm has made of the same
    files in the checkout. (`tests/packaging/test_the_wheels_hook.py` is about who has none.)"""
    target = tmp_path_factory.mktemp("wheel")
    for name in WHAT_NPM_READS:
        assert (sources / "pwa" / name).read_bytes() == (CLIENT / name).read_bytes(), name
    # Links, file by file: what lies elsewhere the bundler takes for a stranger's.
    shutil.copytree(CLIENT / "node_modules", sources / "pwa" / "node_modules", symlinks=True, copy_function=linked)
    build: list[str | Path] = [sys.executable, "-m", "build", "--wheel", "--outdir", target, sources]
    run_with_uv([*build, "--installer", "uv"], build, target)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def beside(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `beside` command of a clean environment that holds the wheel and what it asks for."""
    place = tmp_path_factory.mktemp("school")
    pins = PIN.findall((REPOSITORY / "requirements.lock").read_text(encoding="utf-8"))
    constraints = place / "constraints.txt"
    constraints.write_text("\n".join(pins), encoding="utf-8")
    venv.create(place / "venv")
    scripts = place / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    # Of all that is installed little is imported: what is, Python compiles then.
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--no-compile"]
    uv: list[str | Path] = [Path(sys.executable).parent / "uv", "pip", "install", "--python", scripts / "python"]
    run_with_uv([*uv, "-c", constraints, wheel], [*pip, "-c", constraints, wheel], place)
    # The wheel itself as a school does it.
    run([*pip, "--force-reinstall", "--no-deps", "--no-index", wheel], place)
    return scripts / "beside"


def test_the_wheel_holds_our_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    packages = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert packages == {"demo", "schemas", "server", "sync"}


def test_the_wheel_holds_the_built_client_and_the_manifest(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "server/client/index.html",
        "server/client/pupil.html",
        "server/client/sw.js",
        "server/manifest/manifest.webmanifest",
    } <= names


def test_the_client_in_the_wheel_is_the_one_that_a_checkout_builds(wheel: Path) -> None:
    """In another folder, from a copy of the sources; and the one in the checkout is what the browser tests run."""
    place = CLIENT / "dist"
    here = {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.startswith("server/client/") and not name.endswith("/")]
        there = {name.removeprefix("server/client/"): archive.read(name) for name in names}
    assert sorted(there) == sorted(here), "run `make client`, if it was not run since the sources changed"
    assert [name for name in there if there[name] != here[name]] == []


def test_no_built_document_carries_a_script_or_a_style_of_its_own(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for document in ("index.html", "pupil.html"):
            text = archive.read(f"server/client/{document}").decode()
            assert not re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", text), document


def test_the_installed_command_says_what_it_can_do(beside: Path, tmp_path: Path) -> None:
    assert "Usage: beside" in run([beside, "--help"], tmp_path)
    assert "beside, version" in run([beside, "--version"], tmp_path)


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def address(beside: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server started from the wheel, in a folder that holds nothing of the project."""
    place = tmp_path_factory.mktemp("running")
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("BESIDE_", "PYTHON"))},
        "BESIDE_DATA": str(place / "data"),
        "BESIDE_PORT": str(port),
    }
    subprocess.run([beside, "init"], cwd=place, env=environment, check=True, capture_output=True)
    with (place / "log").open("wb") as log:
        server = subprocess.Popen([beside, "serve"], cwd=place, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_it_answers(address, server, place / "log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Returns at the first answer; fails with the server's own words."""
    for _ in range(300):
        assert server.poll() is None, f"the server ended:\n{log.read_text(encoding='utf-8')}"
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer from the server:\n{log.read_text(encoding='utf-8')}")


def get(url: str) -> tuple[str, bytes]:
    """The content type and the body of a page that must be there."""
    with urllib.request.urlopen(url, timeout=30) as response:
        return response.headers.get_content_type(), response.read()


def test_the_wheel_alone_serves_every_file_of_the_client(wheel: Path, address: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        files = [name for name in archive.namelist() if name.startswith("server/client/") and not name.endswith("/")]
        for name in files:
            assert get(f"{address}/{name.removeprefix('server/client/')}")[1] == archive.read(name), name


def test_each_document_and_what_it_names_comes_with_its_type(address: str) -> None:
    types = {
        ".html": "text/html",
        ".js": "text/javascript",
        ".css": "text/css",
        ".webmanifest": "application/manifest+json",
    }
    for document in ("/", "/pupil.html"):
        content_type, body = get(f"{address}{document}")
        assert content_type == "text/html"
        named = re.findall(r"(?:src|href)=\"(/[^\"]+)\"", body.decode())
        assert named
        for path in named:
            assert get(f"{address}{path}")[0] == types.get(Path(path).suffix, mimetypes.guess_type(path)[0]), path


@pytest.mark.browser
def test_a_browser_starts_the_client_from_the_wheel(address: str, browser: Browser) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.wait_for_selector("#app > *")
    page.close()
    assert not errors
