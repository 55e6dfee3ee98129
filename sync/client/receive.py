"""From the server's logs to this device's: fetch, keep, compare (`docs/client.md`, steps 3 and 5). No key is needed.

Each answer is written, entries and cursor, in one transaction. What comes of it is for `sync.client.applying`. An answer that
contradicts itself, or what was told before, is kept as a fork; it stops no other vault.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schemas.codes import Code
from sync import school_entry
from sync.checkpoint import Checkpoint, parse_checkpoint, verify_checkpoint
from sync.client.api import Heads, VaultPage
from sync.client.replica import Replica
from sync.client.rewind import offer_left, offer_school, rewind_row
from sync.client.store import Aside, VaultRow
from sync.client.transport import Unreachable
from sync.encoding import ZERO_ID, Malformed, Refused
from sync.entry import Entry, encode, parse, verify_entry
from sync.log import Cursor, hash_0, next_hash
from sync.school import append as append_school
from sync.school import judge as judge_school
from sync.school_entry import hash_0 as school_hash_0
from sync.vault import signer_key

NOBODY = ZERO_ID
"""Stands in a fork for the server itself: what it sent is not what it says it has."""


def fetch(replica: Replica, heads: Heads) -> bool:
    """Fetch everything the server has and this device has not, the school's log first. Returns whether anything came of it.

    Raises `Refused` where the school's log is false, and `Unreachable`.
    """
    before = replica.school.seq
    fetch_school(replica, heads)
    replica.listed = {vault for vault, _ in heads.vaults}
    replica.notices = heads.notices
    replica.left -= replica.listed
    _note_restore(replica, heads)
    wanted = [vault for vault, cursor in heads.vaults if _cursor(replica, vault) != cursor]
    came = _fetch_vaults(replica, [*wanted, *_missing(replica)])
    _keep_checkpoints(replica, heads)
    # Who let this member in may have been forgotten with what was lost: whoever has the entries gives them back.
    came |= offer_left(replica)
    return came or replica.school.seq > before


def _cursor(replica: Replica, vault: bytes) -> Cursor | None:
    row = replica.store.vault(vault)
    return None if row is None else row.fetched


def _missing(replica: Replica) -> list[bytes]:
    """Vaults that the server had and does not name: it was set back to before they began, or they are not ours any more."""
    known = (row.vault for row in replica.store.vaults() if row.log_id is not None)
    return [vault for vault in known if vault not in replica.listed and vault not in replica.left]


def _note_restore(replica: Replica, heads: Heads) -> None:
    """Remember that the server was restored from a backup, where it says so.

    From then on the order of entries may be another than their authors saw: no conclusion is drawn from that.
    """
    store, said = replica.store, (heads.restored or "").encode()
    if store.get("restored") == said or not said:
        return
    with store.transaction():
        store.put("restored", said)
        for row in store.vaults():
            row.rewound = True
            store.put_vault(row)
    replica.left.clear()
    replica.offered.clear()


# The school's log -----------------------------------------------------------------------------------------


def fetch_school(replica: Replica, heads: Heads | None = None) -> None:
    """Read the school log on; one that is shorter than ours is given what it lacks.

    Raises `Refused` with the code of the first entry that cannot be true, with `Code.FORK` for another history.
    """
    if heads is not None and heads.school == (replica.school.seq, replica.school.log_hash):
        return
    if heads is not None and heads.school[0] <= replica.school.seq:
        _fetch_shorter(replica, *heads.school)
        return
    while True:
        entries, _ = replica.api.pull([], replica.school.seq)
        if not take_school(replica, entries):
            return


def _fetch_shorter(replica: Replica, seq: int, log_hash: bytes) -> None:
    """The server's log ends where ours goes on: it lost the end, or tells another story."""
    ours = school_hash_0(replica.school.id)
    for data in replica.store.school_entries()[:seq]:
        ours = next_hash(ours, school_entry.parse(data).hash)
    if ours != log_hash:
        raise _school_fork(replica, seq)
    offer_school(replica, seq)


def take_school(replica: Replica, found: list[bytes]) -> bool:
    """Judge entries of the school's log one by one, and keep those that follow. Returns whether any did."""
    came = False
    for data in found:
        entry = school_entry.parse(data)
        code = judge_school(replica.school, entry)
        if code in (Code.HEAD_MOVED, Code.FORK):
            raise _school_fork(replica, entry.seq)
        if code is not None:
            raise Refused("the school's log is not as it was signed", code)
        with replica.store.transaction():
            replica.store.add_school_entry(entry.seq, data)
        append_school(replica.school, entry)
        came = True
    return came


def _school_fork(replica: Replica, seq: int) -> Refused:
    with replica.store.transaction():
        replica.store.note_fork(replica.school.id, seq, NOBODY)
    return Refused("the school's log is not the one that was shown before", Code.FORK)


# Vaults ---------------------------------------------------------------------------------------------------


def _fetch_vaults(replica: Replica, wanted: list[bytes]) -> bool:
    """Pull vaults until nothing follows. Returns whether anything came."""
    came, set_back = False, set[bytes]()
    while wanted:
        asked = [(vault, _cursor(replica, vault), hash_0(replica.school.id, vault)) for vault in wanted]
        # With each answer comes the school's log as it stood then: no entry in it is by a device unknown.
        school, pages = replica.api.pull(asked, replica.school.seq)
        if [page.vault for page in pages] != wanted:
            raise Unreachable("an answer to another question")
        take_school(replica, school)
        if not any(page.entries or page.rewound or not page.more for page in pages):
            raise Unreachable("an answer that brings nothing on")
        kept = [_keep_page(replica, page, set_back) for page in pages]
        # What cannot be taken is there at the next exchange too: to ask for it at once brings nothing.
        came |= any(page.rewound for page in pages)
        came |= any(_cursor(replica, vault) != cursor for vault, cursor, _ in asked)
        wanted = [page.vault for page, more in zip(pages, kept, strict=True) if more]
    return came


def _keep_page(replica: Replica, page: VaultPage, set_back: set[bytes]) -> bool:
    """Write one answer's entries with the cursor. Returns whether to ask on. A history that does not add up is a fork.

    `set_back`: the vaults that were rewound already in this fetch. Twice at once is no restore.
    """
    store = replica.store
    replica.unread.pop(page.vault, None)
    row = store.vault(page.vault) or VaultRow(page.vault, None, 0, hash_0(replica.school.id, page.vault))
    if page.refused is not None:
        replica.left.add(page.vault)
        return False
    if page.rewound or page.head_seq < row.fetched_seq:
        if page.vault in set_back:
            return _forked(replica, page.vault, row.fetched_seq)
        set_back.add(page.vault)
        rewind_row(replica, row, page)
        return bool(page.log_id)
    try:
        entries = _entries_behind(row, page)
    except Malformed as refused:
        return _cannot_read(replica, page, refused)
    rows, log_hash = [], row.fetched_hash
    for seq, (entry, data) in enumerate(zip(entries, page.entries, strict=True), page.first):
        log_hash = next_hash(log_hash, entry.hash)
        rows.append((seq, entry.header.op_id, data, log_hash))
    reached = row.fetched_seq + len(rows)
    if reached > page.head_seq or (reached == page.head_seq and log_hash != page.head_hash):
        return _forked(replica, page.vault, reached)
    changed = row.log_id not in (None, page.log_id) or (row.log_id is None and store.get("restored") is not None)
    row.log_id, row.fetched_seq, row.fetched_hash = page.log_id or None, reached, log_hash
    row.rewound = row.rewound or changed
    with store.transaction():
        store.add_entries(page.vault, rows)
        store.put_vault(row)
        are_back(replica, page.vault, entries)
    return page.more


def _entries_behind(row: VaultRow, page: VaultPage) -> list[Entry]:
    if page.first != row.fetched_seq + 1:
        raise Malformed("an answer that does not follow its cursor", Code.INTERNAL)
    return [parse(data) for data in page.entries]


_ASKED_AGAIN: Final = {Code.UNKNOWN_KIND: Code.UPGRADE_CLIENT, Code.INTERNAL: Code.INTERNAL}


def _cannot_read(replica: Replica, page: VaultPage, refused: Malformed) -> bool:
    """What is no entry at all contradicts the server's head. One of a newer version's kind waits for the update: its hash cannot
    be known here, so no cursor may stand behind it. What does not follow is believed in nothing; both keep no other vault out."""
    if refused.code in _ASKED_AGAIN:
        replica.unread[page.vault] = _ASKED_AGAIN[refused.code]
        return False
    return _forked(replica, page.vault, page.first)


def _forked(replica: Replica, vault: bytes, seq: int) -> bool:
    with replica.store.transaction():
        replica.store.note_fork(vault, seq, NOBODY)
    return False


def are_back(replica: Replica, vault: bytes, entries: Sequence[Entry]) -> None:
    """What a rewind had cut off and is in the log again, signed by its author, need not be kept beside it."""
    cut = {parse(found.entry).header.op_id: found for found in replica.store.aside(vault) if found.cut}
    for entry in entries if cut else ():
        found = cut.get(entry.header.op_id)
        if found is not None and _is_same(replica, found, entry):
            replica.store.take_back(found.id)


def _is_same(replica: Replica, cut: Aside, entry: Entry) -> bool:
    """Whether an entry is what was cut off, or the same save under another seal of its author's. A server's word is not taken."""
    if encode(entry) == cut.entry:
        return True
    before = parse(cut.entry)
    key = signer_key(replica.school, before)
    return before.header.device == entry.header.device and key is not None and verify_entry(entry, key)


# Checkpoints ----------------------------------------------------------------------------------------------


def _keep_checkpoints(replica: Replica, heads: Heads) -> None:
    """Keep others' checkpoints, and compare them with our logs."""
    found = []
    for data in heads.checkpoints:
        try:
            found.append(parse_checkpoint(data))
        except Malformed:
            continue
    with replica.store.transaction():
        replica.store.replace_checkpoints([(one.vault, one.device, one.data) for one in found])
    compare_checkpoints(replica)


def compare_checkpoints(replica: Replica) -> None:
    """One that names our log with another hash shows that its device and this one were told different histories. It may have come
    before our log had grown to its place.
    """
    with replica.store.transaction():
        for one in map(parse_checkpoint, replica.store.checkpoints()):
            if _shows_a_fork(replica, one):
                replica.store.note_fork(one.vault, one.cursor.seq, one.device)


def _shows_a_fork(replica: Replica, checkpoint: Checkpoint) -> bool:
    device, row = replica.school.devices.get(checkpoint.device), replica.store.vault(checkpoint.vault)
    if device is None or row is None:
        return False
    theirs = checkpoint.cursor
    if row.log_id != theirs.log_id or not 0 < theirs.seq <= row.fetched_seq:
        return False
    ours = replica.store.log_hash_at(checkpoint.vault, theirs.seq)
    return ours != theirs.log_hash and verify_checkpoint(checkpoint, device.key)


def received_by(replica: Replica, vault: bytes, seq: int) -> set[bytes]:
    """The devices whose own word it is that they have applied the vault's log up to `seq`."""
    found = set()
    for data in replica.store.checkpoints():
        one = parse_checkpoint(data)
        device, row = replica.school.devices.get(one.device), replica.store.vault(vault)
        if one.vault != vault or device is None or not device.live or row is None or one.cursor.log_id != row.log_id:
            continue
        if one.cursor.seq >= seq and verify_checkpoint(one, device.key):
            found.add(one.device)
    return found
