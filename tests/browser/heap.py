"""What is in a page's memory: every string of a heap snapshot, and the bytes that any object holds.

    memory = memory_of(page)
    memory.holds("canary")      memory.holds_bytes(key)

A snapshot is taken after the garbage was collected. It has no content of byte arrays, and the debugger does not list these;
so every object, list and map is asked for those that it holds. What only a closure holds is not found.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

HELD_BYTES = """function () {
  const views = new Set();
  const look = (value) => {
    if (value instanceof ArrayBuffer && !value.detached) views.add(new Uint8Array(value));
    if (value instanceof Uint8Array) views.add(value);
  };
  for (const one of this) {
    if (one instanceof Map) for (const pair of one) pair.forEach(look);
    else if (one instanceof Set) one.forEach(look);
    const fields = ArrayBuffer.isView(one) ? {} : Object.getOwnPropertyDescriptors(one);
    for (const { value } of Object.values(fields)) look(value);
  }
  return Array.from(views, (view) => Array.from(view, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}"""
COUNT = "function () { return this.length; }"


@dataclass(frozen=True)
class Memory:
    """Strings of the snapshot, byte arrays in hex, and how many keys of the platform's there are."""

    strings: list[str]
    buffers: list[str]
    crypto_keys: int

    def holds(self, text: str) -> bool:
        """Whether any string contains it."""
        return any(text in one for one in self.strings)

    def holds_bytes(self, spelled: str) -> bool:
        """Whether bytes, given in base64url, lie in any buffer, or are spelled in any string."""
        found = base64.urlsafe_b64decode(spelled + "=" * (-len(spelled) % 4))
        spellings = {spelled, found.hex(), base64.b64encode(found).decode().rstrip("=")}
        return any(found.hex() in one for one in self.buffers) or any(self.holds(one) for one in spellings)


def memory_of(page: Page) -> Memory:
    """All of a page's memory; of its workers nothing."""
    session = page.context.new_cdp_session(page)
    chunks: list[str] = []
    session.on("HeapProfiler.addHeapSnapshotChunk", lambda event: chunks.append(event["chunk"]))
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    strings = json.loads("".join(chunks))["strings"]
    buffers = asked_of_all(session, "Object", HELD_BYTES)
    keys = asked_of_all(session, "CryptoKey", COUNT)
    session.detach()
    return Memory(strings, buffers, keys)


def asked_of_all(session: CDPSession, kind: str, function: str) -> Any:
    """What `function` makes of the list of all objects of this kind."""
    prototype = session.send("Runtime.evaluate", {"expression": f"{kind}.prototype"})["result"]["objectId"]
    found = session.send("Runtime.queryObjects", {"prototypeObjectId": prototype})["objects"]["objectId"]
    asked = {"functionDeclaration": function, "objectId": found, "returnByValue": True}
    return session.send("Runtime.callFunctionOn", asked)["result"]["value"]
