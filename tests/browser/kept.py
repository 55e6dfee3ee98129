"""What a browser keeps, read from outside the app."""

from __future__ import annotations

from typing import cast

from playwright.sync_api import Page

# Bytes become text one for one, so that whatever stands among them in clear can be found.
_EVERYTHING = """async () => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const latin = new TextDecoder('latin1');
  const spelled = (key, value) => ArrayBuffer.isView(value) ? latin.decode(value) : value;
  const parts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), location.href];
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const table of database.objectStoreNames) {
      const rows = await asked(database.transaction(table).objectStore(table).getAll());
      parts.push(JSON.stringify([table, rows], spelled));
    }
    database.close();
  }
  return parts.join('\\n');
}"""


def everything_kept(page: Page) -> str:
    """Every byte that the databases and the storages of this origin hold, and the address, as text."""
    return cast("str", page.evaluate(_EVERYTHING))


# What ids of half-written forms begin with (`FORMS` of the client's store); other things lie sealed in that table too.
_FORMS = "form/"


def rows_kept(page: Page, table: str, beginning: str = "") -> int:
    """How many rows a table of the account's database holds whose key begins so."""
    count = """async ([table, beginning]) => {
      const asked = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
      let found = 0;
      for (const { name } of await indexedDB.databases()) {
        const database = await asked(indexedDB.open(name));
        if (database.objectStoreNames.contains(table)) {
          const keys = await asked(database.transaction(table).objectStore(table).getAllKeys());
          found += keys.filter((key) => String(key).startsWith(beginning)).length;
        }
        database.close();
      }
      return found;
    }"""
    return cast("int", page.evaluate(count, [table, beginning]))


def half_written(page: Page) -> int:
    """How many half-written forms are kept."""
    return rows_kept(page, "drafts", _FORMS)


def damage_half_written(page: Page) -> None:
    """Something other than Beside changes a byte of every half-written form that is kept."""
    damage = """async (beginning) => {
      const asked = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
      for (const { name } of await indexedDB.databases()) {
        const database = await asked(indexedDB.open(name));
        if (database.objectStoreNames.contains('drafts')) {
          const table = database.transaction('drafts', 'readwrite').objectStore('drafts');
          for (const row of await asked(table.getAll())) {
            if (!row.id.startsWith(beginning)) continue;
            row.sealed[row.sealed.length - 1] ^= 1;
            await asked(table.put(row));
          }
        }
        database.close();
      }
    }"""
    page.evaluate(damage, _FORMS)


def wait_until_half_written(page: Page) -> None:
    """Comes back once a half-written form is kept: what is typed is sealed ten times a second."""
    for _ in range(600):
        if half_written(page) > 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing half-written was kept")
