"""What somebody types is nowhere in clear but on the glass: not in what a browser keeps, asks for or sends, nor on the server.

A name is typed into a note, which then goes to the server; afterwards it is looked for everywhere, in every spelling that bytes
could take on the way. That the search would find it is shown by something that is meant to be there.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.larkspur import Larkspur, larkspur
from tests.browser.school import PATIENCE_MS, let_in, tab
from tests.browser.test_a_note_reaches_another_tablet import fetch_now, first_case

pytestmark = pytest.mark.browser

CANARY = "Quillfeather-Oxalis-4417"
KEPT = """async () => {
  const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href, document.title];
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const told = (value) => JSON.stringify(value, (_, one) => {
    if (one instanceof ArrayBuffer) return hex(new Uint8Array(one));
    if (ArrayBuffer.isView(one)) return hex(new Uint8Array(one.buffer, one.byteOffset, one.byteLength));
    if (one instanceof Map || one instanceof Set) return [...one];
    return typeof one === 'bigint' ? String(one) : one;
  });
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((resolve, reject) => {
      const open = indexedDB.open(name);
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    texts.push(name, ...db.objectStoreNames);
    for (const store of db.objectStoreNames) {
      const within = db.transaction(store).objectStore(store);
      const all = (ask) => new Promise((resolve, reject) => {
        ask.onsuccess = () => resolve(ask.result);
        ask.onerror = () => reject(ask.error);
      });
      texts.push(told(await all(within.getAll())), told(await all(within.getAllKeys())));
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts.push(request.url);
  }
  return texts;
}"""
"""Everything that the browser keeps for this address, bytes in hex."""


PACKS = (base64.b64encode, base64.urlsafe_b64encode)


@dataclass
class Told:
    """What a tablet asked for and sent."""

    addresses: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def hear(self, request: Request) -> None:
        """Keep a request."""
        self.addresses.append(request.url)
        if request.post_data_buffer is not None:
            self.bodies.append(request.post_data_buffer)


@dataclass
class Written:
    """A note was written on a tablet and is on the server."""

    school: Larkspur
    page: Page
    told: Told
    pupil: str


@pytest.fixture(scope="module")
def written(browser: Browser, founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    """The note, sent."""
    with larkspur(tmp_path_factory.mktemp("clear"), founded) as school:
        words = school.invitations()["sam"]
        context = browser.new_context(viewport={"width": 768, "height": 1024}, locale="en-GB")
        context.set_default_timeout(PATIENCE_MS)
        told = Told()
        context.on("request", told.hear)
        page = let_in(context, f"http://localhost:{school.port}/let-in#{words}")
        tab(page, "Caseload")
        pupil = first_case(page)
        page.get_by_role("button", name="Record").click()
        page.get_by_role("link", name="Session note").click()
        page.get_by_role("textbox", name="What happened").fill(f"{CANARY} was here")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text(CANARY).first).to_be_visible()
        fetch_now(page)
        yield Written(school, page, told, pupil)
        context.close()


def spellings(text: str) -> set[bytes]:
    """The text as bytes, in hex, in base64 wherever it begins, and in an address."""
    plain = text.encode()
    packed = {pack(b"\0" * shift + plain)[shift + 2 : -4] for shift in range(3) for pack in PACKS}
    return {plain, plain.hex().encode(), quote(text).encode(), text.encode("utf-16-le"), *packed}


def holds(where: bytes, text: str) -> bool:
    """Whether it stands there in any spelling, in small letters or large."""
    return any(one.lower() in where.lower() for one in spellings(text))


def on_the_server(school: Larkspur) -> dict[str, bytes]:
    """Every file of the server's, and its log."""
    files = [path for path in school.data.rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in [*files, Path(school.log)]}


def test_the_browser_keeps_no_word_of_it(written: Written) -> None:
    kept = "\n".join(written.page.evaluate(KEPT)).encode()
    assert holds(kept, "/sw.js") or holds(kept, "/index.html"), "the search reads what is kept"
    assert holds(kept, "sam"), "a sign-in name stands in clear, and is found"
    assert not holds(kept, CANARY)
    assert not holds(kept, written.pupil)


def test_no_request_carries_it(written: Written) -> None:
    sent = b"\n".join([*written.told.bodies, *(one.encode() for one in written.told.addresses)])
    assert holds(sent, "/push"), "the search reads what was sent"
    assert not holds(sent, CANARY)
    assert not holds(sent, written.pupil)


def test_nothing_was_asked_of_anybody_but_the_schools_own_server(written: Written) -> None:
    own = f"http://localhost:{written.school.port}/"
    assert written.told.addresses
    assert [address for address in written.told.addresses if not address.startswith(own)] == []


def test_the_server_has_no_word_of_it(written: Written) -> None:
    found = on_the_server(written.school)
    assert any(holds(content, "/push 200") or b"push 200" in content for content in found.values()), (
        "the log is among it"
    )
    assert any(holds(content, "line_manager") for content in found.values()), "a role is no secret, and is found"
    assert [name for name, content in found.items() if holds(content, CANARY)] == []
