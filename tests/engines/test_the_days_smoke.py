"""The day in short on the other engines: come in, lose the network, watch a lesson, start cold, note a drop-in, send it all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from demo.cast import PASSWORD
from tests.browser.cable import Cable
from tests.browser.larkspur import Larkspur, larkspur
from tests.engines.engines import ENGINES, SIZE, Lacking

PATIENCE_SECONDS = 120
KEPT = "return navigator.serviceWorker.controller !== null"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Larkspur]:
    """The demonstration's school."""
    with larkspur(tmp_path_factory.mktemp("engines")) as school:
        yield school


class Tablet:
    """A page in any engine, found by what people see."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def until(self, holds: Callable[[], Any], what: str) -> Any:
        """What `holds` gives once it gives something; a page that is just changing gives nothing."""
        from selenium.common.exceptions import WebDriverException

        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                if found := holds():
                    return found
            except WebDriverException:
                pass
            time.sleep(0.1)
        raise AssertionError(f"never came: {what}; instead: {self.driver.find_element('css selector', 'body').text}")

    def find(self, css: str, text: str = "") -> Any:
        """The first visible element of this kind with this text in it."""

        def look() -> Any:
            for one in self.driver.find_elements("css selector", css):
                if one.is_displayed() and text in one.text:
                    return one
            return None

        return self.until(look, f"{css} {text}")

    def press(self, css: str, text: str = "") -> None:
        """Presses it."""
        self.until(lambda: self.find(css, text).click() or True, f"pressing {css} {text}")

    def unlock(self) -> None:
        """Opens what is locked."""
        self.find("input[type=password]").send_keys(PASSWORD)
        self.press("button", "Open")

    def cold(self) -> None:
        """Loads the page's address anew."""
        self.driver.get(self.driver.current_url)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_done_offline_outlives_a_cold_start_and_is_sent(engine: str, school: Larkspur, tmp_path: Path) -> None:
    words = school.invitations()["sam" if engine == "Firefox" else "tamsin"]
    try:
        with Cable(school.port) as cable, ENGINES[engine](tmp_path) as driver:
            driver.set_window_size(*SIZE)
            driver.get(f"{cable.origin}/let-in#{words}")
            walk(Tablet(driver), cable)
    except Lacking as lacking:
        pytest.skip(str(lacking))


def walk(tablet: Tablet, cable: Cable) -> None:
    """The day, from coming in to having sent everything."""
    tablet.find("input[type=password]").send_keys(PASSWORD)
    tablet.press("button", "Sign in")
    tablet.find("h1", "Good ")
    tablet.until(lambda: tablet.driver.execute_script(KEPT), "the app is kept on the tablet")
    tablet.press("a.capture", "Observe a lesson")
    tablet.find(".kinds a")
    cable.cut()

    tablet.press(".kinds a")
    tablet.find("input#subject, input[id$=subject]").send_keys("Maths")
    tablet.press("button", "Start")
    for count in ("1", "2"):
        tablet.press("button.pad-concern", "Shouts out")
        tablet.find("button.pad-concern", f"{count} in all")
    tablet.cold()
    tablet.unlock()
    tablet.find("button.pad-concern", "2 in all")
    tablet.press(".pad-controls button", "End")
    tablet.press("button", "I saw none of these")
    tablet.press(".foot button", "Save")
    tablet.find("h1", "Maths")

    tablet.press("nav a", "Record")
    tablet.press(".kinds a", "Drop-in")
    tablet.press("label.big-answer", "just to talk")
    tablet.press(".foot button", "Save")
    tablet.find("h1", "Good ")
    tablet.find(".corner", "not sent")

    cable.mend()
    tablet.press("nav a", "More")
    tablet.press("main a", "Where is it?")
    tablet.press("button", "Send now")
    tablet.find("main", "Everything has been sent.")
