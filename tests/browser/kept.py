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


def rows_kept(page: Page, table: str) -> int:
    """How many rows a table of the account's database holds."""
    count = """async (table) => {
      const asked = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
      let found = 0;
      for (const { name } of await indexedDB.databases()) {
        const database = await asked(indexedDB.open(name));
        if (database.objectStoreNames.contains(table)) {
          found += await asked(database.transaction(table).objectStore(table).count());
        }
        database.close();
      }
      return found;
    }"""
    return cast("int", page.evaluate(count, table))
