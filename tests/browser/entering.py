"""A school that begins empty, as `beside init` leaves it, and what people press to come into it.

school = Entered(origin, token)
head = school.set_up()                                # the administrator's page
link = invite(head, "Sam Ortiz", "learning mentor")
sam = school.join(link, "Sam Ortiz", "sam")
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cupboard import Cupboard, first_page, stable_port
from tests.browser.school import PATIENCE_MS, tab
from tests.server.forked import ForkedServer

NAME = "Larkspur Hill"
"""What the operator calls the server."""
PASSWORD = "correct horse battery staple"


@dataclass
class Entered:
    """A served school. `sheets` are the words of recovery and root, once it was set up."""

    origin: str
    token: str
    server: ForkedServer
    cupboard: Cupboard
    sheets: list[list[str]] = field(default_factory=list)
    tablets: list[BrowserContext] = field(default_factory=list)

    def tablet(self) -> BrowserContext:
        """A tablet that nobody has used."""
        found = self.cupboard.take()
        self.tablets.append(found)
        return found

    def set_up(self) -> Page:
        """The first administrator sets the school up."""
        page = first_page(self.tablet())
        page.goto(f"{self.origin}/set-up#{self.token}")
        fill_set_up(page)
        for _ in range(2):
            self.sheets.append(type_back(page))
        expect_in(page)
        return page

    def join(self, link: str, name: str, handle: str) -> Page:
        """Somebody joins on a tablet of their own."""
        page = first_page(self.tablet())
        page.goto(link)
        fill_join(page, name, handle)
        expect_in(page)
        return page

    def put_away(self, page: Page) -> None:
        """Whoever had the tablet of this page needs it no more: it is emptied, and the next to ask for one is given it."""
        self.tablets.remove(page.context)
        self.cupboard.put_back(page.context)

    def leave(self) -> None:
        """Every tablet is put away."""
        for tablet in self.tablets:
            self.cupboard.put_back(tablet)


@contextmanager
def empty_school(folder: Path, cupboard: Cupboard) -> Iterator[Entered]:
    """A server that was prepared a moment ago, at `localhost`: a name, as passkeys need one."""
    server = ForkedServer(folder, port=stable_port("empty school"), BESIDE_NAME=NAME)
    token = server.beside("init").split("Set-up code: ")[1].split()[0]
    with server:
        school = Entered(f"http://localhost:{server.port}", token, server, cupboard)
        yield school
        school.leave()


def fill_join(page: Page, name: str, handle: str) -> None:
    """Fill in who joins, and come in."""
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Sign-in name").fill(handle)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Join", exact=True).click()


def fill_set_up(page: Page) -> None:
    """Fill in who sets the school up, and go on to the sheets."""
    page.get_by_label("Name of the school").fill("Larkspur Hill School")
    page.get_by_label("Your name").fill("Ms Head")
    page.get_by_label("Sign-in name").fill("head")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on to the two sheets").click()


def type_back(page: Page) -> list[str]:
    """The sheet that is shown is printed, and the words that are asked for are typed back; all of its words."""
    printed = page.get_by_role("button", name="I have it on paper")
    expect(printed).to_be_visible(timeout=PATIENCE_MS)
    words = [line.split()[-1] for line in page.locator(".sheet-words li").all_inner_texts()]
    printed.click()
    fill_words(page, words)
    page.get_by_role("button", name="They match: go on").click()
    return words


def fill_words(page: Page, words: list[str]) -> None:
    """Type the words of the places that are asked for."""
    for box in page.locator("input[id^='word-']").all():
        place = int((box.get_attribute("id") or "").removeprefix("word-"))
        box.fill(words[place - 1])


def expect_in(page: Page) -> None:
    """Today is shown."""
    expect(page.get_by_role("heading", name="Good ")).to_be_visible(timeout=PATIENCE_MS)


def more(page: Page, *links: str) -> None:
    """From anywhere with the navigation: More, and from there on by links."""
    tab(page, "More")
    for name in links:
        # What is said above every page may lead to the same place.
        page.get_by_role("link", name=name).last.click()


def invite(head: Page, name: str, *roles: str, manager: str | None = None) -> str:
    """The administrator invites somebody; the link, which is shown this once."""
    more(head, "People", "Invite somebody")
    head.get_by_label("Name", exact=True).fill(name)
    for role in roles:
        head.get_by_role("checkbox", name=role).check()
    if manager is not None:
        head.get_by_role("radio", name=manager).check()
    head.get_by_role("button", name="Make the invitation").click()
    link = head.locator(".handed-link").inner_text(timeout=PATIENCE_MS)
    head.get_by_role("link", name="Done").click()
    return link


def send_now(page: Page) -> None:
    """Exchanges with the server at once, and waits until that is done."""
    more(page, "Where is it?")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("button", name="Send now")).to_be_visible(timeout=PATIENCE_MS)


def lock(page: Page) -> None:
    """Locks the tablet."""
    tab(page, "More")
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="Hello, ")).to_be_visible(timeout=PATIENCE_MS)


def open_again(page: Page, password: str = PASSWORD) -> None:
    """Opens a locked tablet by its password."""
    page.get_by_role("textbox", name="Password").fill(password)
    page.get_by_role("button", name="Open", exact=True).click()
