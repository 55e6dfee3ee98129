"""What a device that has never been here is given: nothing that the browser complains of."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.site import Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/", "/pupil"])
def test_the_browser_complains_of_nothing(browser: Browser, site: Site, path: str) -> None:
    page = browser.new_page()
    found: list[str] = []
    page.on("console", lambda message: found.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.goto(site.url(path), wait_until="networkidle")
    page.close()
    assert not found, "\n".join(found)
