"""A server set back to an older state is given back what it lost (`docs/protocol.md` §10, `docs/client.md`).

Every device keeps everyone's signed bytes. The school's log comes first, from an administrator's device while the server is
`restoring`; then each vault's entries, in the order in which they stood. They wait in `aside` as `rewound` until they are seen
in the log again, and count as merged meanwhile. Own ones are in the outbox too: whatever becomes of giving back, they are sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.codes import Code, code_named
from schemas.limits import MAX_BATCH_BYTES, MAX_BATCH_ENTRIES
from sync.client.api import ServerRefused, VaultPage
from sync.client.applying import reread
from sync.client.replica import Replica
from sync.client.rewrite import is_kept
from sync.client.store import Aside, VaultRow
from sync.entry import Kind, parse
from sync.log import Cursor, hash_0

WAITING = frozenset(
    (Code.BUSY, Code.STORAGE_FULL, Code.RATE_LIMITED, Code.INTERNAL, Code.RESTORING, Code.UNKNOWN_DEVICE)
)
"""Why giving back is put off: the server cannot now, or lacks what the school's log says."""


# Going back -----------------------------------------------------------------------------------------------


def rewind_row(replica: Replica, row: VaultRow, page: VaultPage) -> None:
    """Go back to where the server's history and ours part; what is cut off there waits in `aside` until it is back.

    The server was set back, or shows another history than before. What is merged stays merged: nobody's words go away because
    a server forgot them.
    """
    store = replica.store
    common = _common(replica, row, page)
    # What it said it had back, it may have lost once more.
    replica.offered.pop(row.vault, None)
    with store.transaction():
        store.forget_refused(row.vault, common)
        queued = {counter for counter, _ in store.outbox(row.vault)}
        for data in store.forget_entries(row.vault, common):
            store.set_aside(row.vault, None, Code.REWOUND.wire, data, mine=False)
            header = parse(data).header
            if header.device == replica.identity.device.id and header.counter not in queued:
                store.queue(row.vault, header.counter, data)
        row.log_id, row.fetched_seq = page.log_id or None, common
        row.fetched_hash = _hash_at(replica, row.vault, common)
        row.applied_seq, row.rewound = min(row.applied_seq, common), True
        store.put_vault(row)
    if row.vault in replica.vaults:
        replica.vaults[row.vault] = reread(replica, row)


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


# Giving back: the school's log ------------------------------------------------------------------------------


def give_back_school(replica: Replica) -> None:
    """Give the school's log back and say that it is whole. Only an administrator's device is heard while restoring."""
    append_school_log(replica, 0)
    replica.api.json("POST", "/restored")


def offer_school(replica: Replica, after: int) -> None:
    """Offer the end of the school's log to a server that lost it. What only an administrator may give back waits for one."""
    try:
        append_school_log(replica, after)
    except ServerRefused as refused:
        if refused.code not in (Code.FORBIDDEN, Code.INVITATION_SPENT, Code.DEVICE_PENDING, Code.HEAD_MOVED):
            raise


def append_school_log(replica: Replica, after: int) -> None:
    """Append the school's log behind `after`: what the server has already it passes over."""
    entries = replica.store.school_entries()[after:]
    for start in range(0, len(entries), MAX_BATCH_ENTRIES):
        replica.api.append_school(entries[start : start + MAX_BATCH_ENTRIES], restore=True)


# Giving back: vaults ----------------------------------------------------------------------------------------


def being_given_back(replica: Replica) -> set[bytes]:
    """Vaults of which something waits to be given back: nothing new is sent there meanwhile."""
    return {found.vault for found in replica.store.aside() if found.code == Code.REWOUND.wire}


def give_back(replica: Replica) -> int:
    """Offer what was cut off from vaults' logs. Returns how many entries the server says it has again.

    What it refuses stays in `aside` with the reason: it is merged here, and shown.
    """
    waits = [found for found in replica.store.aside() if found.code == Code.REWOUND.wire]
    given = 0
    for vault in sorted({found.vault for found in waits}):
        offered = replica.offered.setdefault(vault, set())
        before = len(offered)
        cut = [found for found in waits if found.vault == vault and _op_id(found) not in offered]
        for part in _parts(cut) if cut else ():
            if not _offer(replica, vault, part):
                break
        given += len(offered) - before
    return given


def _op_id(found: Aside) -> bytes:
    return parse(found.entry).header.op_id


def _parts(found: Sequence[Aside]) -> list[list[Aside]]:
    parts: list[list[Aside]] = [[]]
    room = MAX_BATCH_BYTES
    for one in found:
        if len(parts[-1]) >= MAX_BATCH_ENTRIES or len(one.entry) > room:
            parts.append([])
            room = MAX_BATCH_BYTES
        parts[-1].append(one)
        room -= len(one.entry)
    return parts


def _offer(replica: Replica, vault: bytes, part: Sequence[Aside]) -> bool:
    """Offer part of what was cut off. Returns whether the rest may follow, or has to wait."""
    (result,) = replica.api.push([(vault, [found.entry for found in part])], restore=True)
    if result.error is None:
        replica.offered.setdefault(vault, set()).update(map(_op_id, part))
        return True
    codes = {code_named(wire) for _, wire in result.bad}
    if not result.bad or codes & WAITING or None in codes:
        return False
    with replica.store.transaction():
        for place, wire in result.bad:
            replica.store.recode(part[place].id, wire)
    bad = {place for place, _ in result.bad}
    good = [found for place, found in enumerate(part) if place not in bad]
    return _offer(replica, vault, good) if good else True


def offer_left(replica: Replica) -> bool:
    """Offer, once behind every restore, what the server shows this member no longer. Returns whether anything came of it."""
    store, moved, put_off = replica.store, False, False
    restored = store.get("restored")
    if restored is None or restored == store.get("offered"):
        return False
    for vault in sorted(replica.left):
        entries = [data for _, data, _ in store.entries_after(vault, 0)]
        rows = [Aside(-1, vault, None, Code.REWOUND.wire, data, mine=False) for data in entries]
        for part in _parts(rows) if rows else ():
            came = _offer_left(replica, vault, [found.entry for found in part])
            moved, put_off = moved or bool(came), put_off or came is None
    if not put_off:
        with store.transaction():
            store.put("offered", restored)
    return moved


def _offer_left(replica: Replica, vault: bytes, part: Sequence[bytes]) -> bool | None:
    """Offer part of the log of a vault that a restored server no longer shows this member; None where that is put off.

    If it forgot that this member was let in, that is among what it is given back. If they were let out before they gave back
    what they had written, it does not take that.
    """
    (result,) = replica.api.push([(vault, part)], restore=True)
    if result.error is None:
        return True
    bad = {place: code_named(wire) for place, wire in result.bad}
    codes = {code_named(result.error), *bad.values()}
    if codes & WAITING or None in codes:
        return None
    moved = _keep_own(replica, vault, {part[place]: code for place, code in bad.items() if code is not None})
    good = [data for place, data in enumerate(part) if place not in bad]
    return bool(bad and good and _offer_left(replica, vault, good)) or moved


def _keep_own(replica: Replica, vault: bytes, refused: Mapping[bytes, Code]) -> bool:
    """Keep what this device wrote of what is not taken: saves are queued to be sent, and what was decided of members stands
    aside, so that it is seen not to have happened. Returns whether anything is to be sent."""
    store, own, found = replica.store, replica.identity.device.id, False
    aside = [parse(row.entry) for row in store.aside(vault) if row.mine]
    known = {entry.header.op_id for entry in (*aside, *(parse(data) for _, data in store.outbox(vault)))}
    with store.transaction():
        for data, code in refused.items():
            entry = parse(data)
            header = entry.header
            if header.device != own or header.op_id in known or code is Code.OP_ID_REUSED or not is_kept(entry):
                continue
            if header.kind is Kind.OP:
                store.queue(vault, header.counter, data)
                found = True
            else:
                store.set_aside(vault, None, code.wire, data, mine=True)
    return found
