"""Going about the app with the keyboard alone, as somebody does who cannot use a finger or a mouse.

keys = Keys(page)
keys.press("link", "Observe a lesson")          # Tab until it has the focus, seen to have it, and Enter
keys.write("Subject", "Maths")
"""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Page, expect

MOST_TABS: Final = 120
"""More stops than any page has: who comes round has not found it."""

# The ring stands on what has the focus, or on the label that is drawn in its place.
_RINGED: Final = """(element) => {
  const drawn = [element, element.closest('label'), element.nextElementSibling, element.parentElement];
  const looks = drawn.filter((one) => one !== null).map((one) => getComputedStyle(one));
  return looks.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) > 0);
}"""


class Keys:
    """A keyboard before a page. Nothing here touches the page in another way than by keys."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, role: str, name: str) -> None:
        """Tab until what has this role, and this in its name, has the focus, and can be seen to have it."""
        wanted = re.compile(rf'^- {role} "[^"]*{re.escape(name)}', re.IGNORECASE)
        seen: list[str] = []
        for _ in range(MOST_TABS):
            focused = self.page.locator(":focus")
            if focused.count() == 1:
                seen.append(focused.aria_snapshot().split("\n")[0].replace("- '", "- ").rstrip(":'"))
                if wanted.match(seen[-1]):
                    assert focused.evaluate(_RINGED), f"nobody sees that {role} “{name}” has the focus"
                    return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{role} “{name}” cannot be reached by Tab; what can be: {list(dict.fromkeys(seen))}")

    def press(self, role: str, name: str, key: str = "Enter") -> None:
        """Go there and press a key."""
        expect(self.page.get_by_role(role, name=name).first).to_be_attached()  # type: ignore[arg-type]  # any role
        self.to(role, name)
        self.page.keyboard.press(key)

    def write(self, name: str, words: str) -> None:
        """Type into a box."""
        expect(self.page.get_by_role("textbox", name=name).first).to_be_attached()
        self.to("textbox", name)
        self.page.keyboard.insert_text(words)
