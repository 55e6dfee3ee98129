"""From the server's log to merged records: fetch, apply, compare (`docs/client.md`, steps 3 to 5).

Fetching needs no keys: entries and cursor are written in one transaction. Applying judges every entry as if the server
were not to be trusted, opens and merges it; what cannot be taken is set aside with its code and stops nothing behind it. Only a
vault without any key waits whole.
"""

from __future__ import annotations

from schemas.codes import Code, code_named
from sync import school_entry
from sync.checkpoint import Checkpoint, parse_checkpoint, verify_checkpoint
from sync.client.api import Heads, VaultPage
from sync.client.replica import OpenVault, Replica, opened_body
from sync.client.store import VaultRow
from sync.client.transport import Unreachable
from sync.drop import open_drop, parse_drop
from sync.encoding import ZERO_ID, Malformed, Refused, b64u
from sync.entry import Entry, Kind, encode, parse, verify_entry
from sync.log import Cursor, hash_0, next_hash
from sync.merge import apply
from sync.op import OpBody, parse_body, record_of
from sync.school import append as append_school
from sync.school import judge as judge_school
from sync.vault import VaultLog, append, judge, may_do, set_aside

NOBODY = ZERO_ID
"""Stands in a fork for the server itself: what it sent is not what it says it has."""


# Fetching ---------------------------------------------------------------------------------------------------


def fetch(replica: Replica, heads: Heads) -> None:
    """Fetch everything the server has and this device has not: the school's log first. Raises `Refused`, `Unreachable`."""
    replica.listed = {vault for vault, _ in heads.vaults}
    replica.notices = heads.notices
    if heads.school != (replica.school.seq, replica.school.log_hash):
        fetch_school(replica)
    wanted = [vault for vault, cursor in heads.vaults if _cursor(replica, vault) != cursor]
    while wanted:
        asked = [(vault, _cursor(replica, vault), hash_0(replica.school.id, vault)) for vault in wanted]
        _, pages = replica.api.pull(asked, None)
        if not any(page.entries or page.rewound or not page.more for page in pages):
            raise Unreachable("an answer that brings nothing on")
        wanted = [page.vault for page in pages if _keep_page(replica, page)]
    _keep_checkpoints(replica, heads)


def _cursor(replica: Replica, vault: bytes) -> Cursor | None:
    row = replica.store.vault(vault)
    return None if row is None else row.fetched


def fetch_school(replica: Replica) -> None:
    """Read the school log on. Raises `Refused` with the code of the first entry that cannot be true."""
    entries, _ = replica.api.pull([], replica.school.seq)
    for data in entries:
        entry = school_entry.parse(data)
        code = judge_school(replica.school, entry)
        if code is not None:
            raise Refused("the school's log is not as it was signed", code)
        with replica.store.transaction():
            replica.store.add_school_entry(entry.seq, data)
        append_school(replica.school, entry)


def _keep_page(replica: Replica, page: VaultPage) -> bool:
    """Write one answer's entries with the cursor. Returns whether to ask on. A history that does not add up is a fork."""
    store, school = replica.store, replica.school
    row = store.vault(page.vault) or VaultRow(page.vault, None, 0, hash_0(school.id, page.vault))
    if page.refused is not None:
        return False
    if page.rewound:
        rewind_row(replica, row, page)
        return True
    if page.first != row.fetched_seq + 1:
        raise Unreachable("an answer that is not whole")
    rows, log_hash = [], row.fetched_hash
    for seq, data in enumerate(page.entries, page.first):
        entry = parse(data)
        log_hash = next_hash(log_hash, entry.hash)
        rows.append((seq, entry.header.op_id, data, log_hash))
    reached = row.fetched_seq + len(rows)
    if reached == page.head_seq and log_hash != page.head_hash:
        with store.transaction():
            store.note_fork(page.vault, reached, NOBODY)
        return False
    row.log_id, row.fetched_seq, row.fetched_hash = page.log_id, reached, log_hash
    with store.transaction():
        store.add_entries(page.vault, rows)
        store.put_vault(row)
    return page.more


def rewind_row(replica: Replica, row: VaultRow, page: VaultPage) -> None:
    """Go back to where the server's history and ours part; what is cut off there waits in `aside` until it is back.

    The server was set back, or shows another history than before. Entries of ours are merged already and stay so: the merge
    does not depend on order. `sync.client.rewind` offers them to the server.
    """
    store = replica.store
    common = _common(replica, row, page)
    with store.transaction():
        for entry in store.forget_entries(row.vault, common):
            store.set_aside(row.vault, None, Code.REWOUND.wire, entry, mine=False)
        row.log_id, row.fetched_seq = page.log_id or None, common
        row.fetched_hash = store.log_hash_at(row.vault, common) or hash_0(replica.school.id, row.vault)
        row.applied_seq, row.rewound = min(row.applied_seq, common), True
        store.put_vault(row)
    opened = replica.vaults.get(row.vault)
    if opened is not None:
        opened.log = reread_log(replica, row)
        opened.ahead = with_unsent(replica, opened)


def _common(replica: Replica, row: VaultRow, page: VaultPage) -> int:
    """The last seq up to which the server's history is ours; 0 where nothing is."""
    if page.head_seq <= row.fetched_seq and _hash_at(replica, row.vault, page.head_seq) == page.head_hash:
        return page.head_seq
    low, high = 0, min(row.fetched_seq, page.head_seq)
    while low < high:
        middle = (low + high + 1) // 2
        if _is_known(replica, row.vault, Cursor(page.log_id, middle, _hash_at(replica, row.vault, middle))):
            low = middle
        else:
            high = middle - 1
    return low


def _hash_at(replica: Replica, vault: bytes, seq: int) -> bytes:
    return replica.store.log_hash_at(vault, seq) or hash_0(replica.school.id, vault)


def _is_known(replica: Replica, vault: bytes, cursor: Cursor) -> bool:
    _, pages = replica.api.pull([(vault, cursor, hash_0(replica.school.id, vault))], None)
    return not pages[0].rewound


def _keep_checkpoints(replica: Replica, heads: Heads) -> None:
    """Keep others' checkpoints; one that names our log with another hash shows that we were told different histories."""
    found = []
    for data in heads.checkpoints:
        try:
            found.append(parse_checkpoint(data))
        except Malformed:
            continue
    with replica.store.transaction():
        replica.store.replace_checkpoints([(one.vault, one.device, one.data) for one in found])
        for one in found:
            if _shows_a_fork(replica, one):
                replica.store.note_fork(one.vault, one.cursor.seq, one.device)


def _shows_a_fork(replica: Replica, checkpoint: Checkpoint) -> bool:
    device, row = replica.school.devices.get(checkpoint.device), replica.store.vault(checkpoint.vault)
    if device is None or row is None or not verify_checkpoint(checkpoint, device.key):
        return False
    theirs = checkpoint.cursor
    if row.log_id != theirs.log_id or not 0 < theirs.seq <= row.fetched_seq:
        return False
    return replica.store.log_hash_at(checkpoint.vault, theirs.seq) != theirs.log_hash


# Applying ---------------------------------------------------------------------------------------------------


def apply_fetched(replica: Replica) -> None:
    """Apply whatever is fetched and not applied, vault by vault; then try again what was set aside."""
    for row in replica.store.vaults():
        if row.applied_seq < row.fetched_seq:
            _apply_vault(replica, row)
    retry_aside(replica)


def _apply_vault(replica: Replica, row: VaultRow) -> None:
    store, school = replica.store, replica.school
    vault = replica.vaults.get(row.vault)
    if vault is None:
        log = VaultLog(school.id, row.vault)
        vault = replica.vaults[row.vault] = OpenVault(row.vault, log, log.copy())
    fresh = [(seq, parse(data)) for seq, data, _ in store.entries_after(row.vault, row.applied_seq)]
    take_all_keys(replica, vault, [entry for _, entry in fresh])
    if not vault.keys:
        return
    vault.log.log_id = row.log_id
    with store.transaction():
        for seq, entry in fresh:
            _apply_entry(replica, vault, row, seq, entry)
        row.applied_seq = fresh[-1][0]
        store.put_vault(row)
    vault.ahead = with_unsent(replica, vault)


def _apply_entry(replica: Replica, vault: OpenVault, row: VaultRow, seq: int, entry: Entry) -> None:
    store, header = replica.store, entry.header
    _compare_seen(replica, row, seq, entry)
    code = judge(vault.log, replica.school, entry, at_server=False)
    if code is not None:
        set_aside(vault.log, entry, code)
    else:
        append(vault.log, entry)
        code = merge_entry(vault, entry)
    if code is not None:
        store.set_aside(vault.id, seq, code.wire, store_entry(replica, vault.id, seq), mine=False)
    if header.device == replica.identity.device.id:
        store.unqueue(vault.id, header.counter)


def store_entry(replica: Replica, vault: bytes, seq: int) -> bytes:
    """The bytes of a fetched entry."""
    return replica.store.entries_after(vault, seq - 1)[0][1]


def _compare_seen(replica: Replica, row: VaultRow, seq: int, entry: Entry) -> None:
    """What the author had seen must be our history too. After a rewind the order may have changed: then nothing is concluded."""
    header = entry.header
    if row.rewound or not header.seen_seq > 0:
        return
    ours = replica.store.log_hash_at(row.vault, header.seen_seq) if header.seen_seq < seq else None
    if ours != header.seen_hash:
        replica.store.note_fork(row.vault, header.seen_seq, header.device)


def merge_entry(vault: OpenVault, entry: Entry) -> Code | None:
    """Merge an entry that was judged. Returns the code of what could not be opened; its place in the state stays open."""
    device, counter = b64u(entry.header.device), entry.header.counter
    if vault.state.has_applied(device, counter):
        return None
    try:
        body = _content(vault, entry)
    except KeyError:
        return Code.CANNOT_OPEN
    except Refused as refused:
        return refused.code
    apply(vault.state, device, counter, body)
    return None


def _content(vault: OpenVault, entry: Entry) -> OpBody | None:
    if entry.header.kind is Kind.OP:
        return opened_body(vault, entry)
    return opened_drop(vault, entry) if entry.header.kind is Kind.DROP else None


def opened_drop(vault: OpenVault, entry: Entry) -> OpBody:
    """What a pupil's page dropped: only changes to the ticket's record count. Raises as `opened_body`."""
    drop = parse_drop(entry)
    private = vault.drop_keys[entry.header.epoch]
    body = parse_body(open_drop(private, entry, drop))
    record = b64u(drop.ticket.terms.record)
    if any(record_of(change.path) != record for change in body.changes):
        raise Refused("a drop changes another record than its ticket's", Code.NOT_ALLOWED)
    return body


def take_all_keys(replica: Replica, vault: OpenVault, entries: list[Entry]) -> None:
    """Take every key that entries hand to this member, those of earlier epochs too, and the keys that open drops."""
    for entry in entries:
        if entry.header.kind in (Kind.EPOCH, Kind.MEMBERSHIP):
            replica.take_keys(vault, entry)
        if entry.header.kind is Kind.EPOCH:
            vault.epoch_entries.append(entry)
    replica.read_back(vault)


# Again ------------------------------------------------------------------------------------------------------


def retry_aside(replica: Replica) -> None:
    """Try again what was set aside: a key, a version or an entry of the school's log may have come meanwhile."""
    for found in replica.store.aside():
        vault = replica.vaults.get(found.vault)
        if found.mine or vault is None:
            continue
        entry = parse(found.entry)
        if found.code != Code.REWOUND.wire and _is_refused(replica, vault, entry):
            continue
        if merge_entry(vault, entry) is None and found.code != Code.REWOUND.wire:
            with replica.store.transaction():
                replica.store.take_back(found.id)


def _is_refused(replica: Replica, vault: OpenVault, entry: Entry) -> bool:
    """Whether its author is still not to be believed. Its place in the log is past: chain and epochs are not asked again."""
    device = replica.school.devices.get(entry.header.device)
    if entry.header.kind is Kind.DROP:
        # Whether its ticket holds is judged at its place in the log; what only lacked a key is opened when the log is read again.
        return True
    if device is None or device.is_beyond(entry.header.vault, entry.header.counter):
        return True
    return not verify_entry(entry, device.key) or not may_do(
        vault.log, replica.school, device.member, "write", ever=True
    )


def reread_log(replica: Replica, row: VaultRow) -> VaultLog:
    """The log as applied, from the entries kept."""
    log = VaultLog(replica.school.id, row.vault, row.log_id)
    aside = {found.seq: found.code for found in replica.store.aside() if found.vault == row.vault}
    for seq, data, _ in replica.store.entries_after(row.vault, 0):
        if seq > row.applied_seq:
            break
        entry = parse(data)
        code = code_named(aside[seq]) if seq in aside else None
        if code is None or code in _OPENING:
            append(log, entry)
        else:
            set_aside(log, entry, code)
    return log


_OPENING = frozenset((Code.CANNOT_OPEN, Code.BAD_SEAL))
"""Codes of entries that stand in the log by right and only could not be opened."""


def with_unsent(replica: Replica, vault: OpenVault) -> VaultLog:
    """The log with own unsent clear entries on top."""
    ahead = vault.log.copy()
    for _, data in replica.store.outbox(vault.id):
        entry = parse(data)
        if entry.header.kind is not Kind.OP:
            append(ahead, entry)
    return ahead


def reread(replica: Replica, row: VaultRow) -> OpenVault:
    """A vault from what was kept: its log, keys and merged state, own unsent entries in it."""
    log = reread_log(replica, row)
    vault = OpenVault(row.vault, log, log)
    kept = [parse(data) for seq, data, _ in replica.store.entries_after(row.vault, 0) if seq <= row.applied_seq]
    unsent = [parse(data) for _, data in replica.store.outbox(row.vault)]
    take_all_keys(replica, vault, kept + unsent)
    refused = {found.entry for found in replica.store.aside() if found.vault == row.vault and found.seq is not None}
    for entry in kept + unsent:
        if encode(entry) not in refused:
            merge_entry(vault, entry)
    vault.ahead = with_unsent(replica, vault)
    return vault
