"""From fetched entries to merged records: judge, open, merge, compare (`docs/client.md`, steps 4 and 5).

Every entry is judged as if the server were not to be trusted; what cannot be taken is set aside with its code and stops
nothing behind it. Only a vault without any key waits whole. Keys come from entries that were judged and taken, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.codes import Code, code_named
from sync.client.keyring import take_keys
from sync.client.replica import OpenVault, Replica, opened_body
from sync.client.store import VaultRow
from sync.drop import open_drop, parse_drop
from sync.encoding import Refused, b64u
from sync.entry import Entry, Kind, encode, parse, verify_entry
from sync.form_rights import may_write_forms
from sync.merge import apply
from sync.op import OpBody, parse_body, record_of
from sync.roster import School
from sync.vault import VaultLog, append, judge, set_aside

OPENING = frozenset((Code.CANNOT_OPEN, Code.BAD_SEAL))
"""Codes of entries that stand in the log by right and only could not be opened."""
_UNPROVED = frozenset((Code.BAD_SIGNATURE, Code.UNKNOWN_DEVICE, Code.WRONG_SCHOOL, Code.WRONG_VAULT))

_KEYS = frozenset((Kind.EPOCH, Kind.MEMBERSHIP))
"""Kinds that hand over keys."""

Judged = tuple[int, Entry, Code | None]
"""An entry with its seq, and why it is not taken."""


def apply_fetched(replica: Replica) -> bool:
    """Apply whatever is fetched and not applied, vault by vault. Returns whether there was anything."""
    applied = False
    for row in replica.store.vaults():
        if row.applied_seq < row.fetched_seq:
            applied |= _apply_vault(replica, row)
    return applied


def _apply_vault(replica: Replica, row: VaultRow) -> bool:
    store, vault = replica.store, replica.vaults.get(row.vault) or OpenVault.empty(replica.school.id, row.vault)
    log = vault.log.copy()
    log.log_id = row.log_id
    found = store.entries_after(row.vault, row.applied_seq)
    judged = _judge_all(replica, log, [(seq, parse(data), False) for seq, data, _ in found])
    take_keys(replica, vault, [entry for _, entry, code in judged if code is None])
    if not vault.keys:
        return False
    replica.vaults[row.vault] = vault
    with store.transaction():
        for seq, entry, code in judged:
            _compare_seen(replica, row, seq, entry)
            refused = code or merge_entry(replica.school, vault, entry, log.kind)
            if refused is not None:
                store.set_aside(row.vault, seq, refused.wire, encode(entry), mine=False)
        _leave_outbox(replica, row.vault, [entry for _, entry, code in judged if code not in _UNPROVED])
        row.applied_seq = judged[-1][0]
        store.put_vault(row)
    vault.log, vault.judged_at = log, replica.school.seq
    vault.ahead = log_ahead(replica, vault)
    _open_again(replica, vault)
    forget_told(replica, vault)
    return True


def _judge_all(replica: Replica, log: VaultLog, entries: Iterable[tuple[int, Entry, bool]]) -> list[Judged]:
    """Judge and append (seq, entry, whether its signature was found good before), one behind the other."""
    judged: list[Judged] = []
    for seq, entry, verified in entries:
        code = judge(log, replica.school, entry, at_server=False, signature_checked=verified)
        if code is None:
            append(log, entry)
        else:
            set_aside(log, entry, code)
        judged.append((seq, entry, code))
    return judged


def _leave_outbox(replica: Replica, vault: bytes, entries: Iterable[Entry]) -> None:
    """What stands in the log need not be sent any more.

    An own entry under another seal is the same save. One with another op id is not: this device was set back.
    """
    store, own = replica.store, replica.identity.device.id
    queued = {counter: parse(data).header.op_id for counter, data in store.outbox(vault)}
    for entry in entries:
        header = entry.header
        if header.device == own and queued.get(header.counter) == header.op_id:
            store.unqueue(vault, [header.counter])


def forget_told(replica: Replica, vault: OpenVault) -> None:
    """Forget what stands aside here and is in the log all the same, by whomever: a colleague took what was handed in late, be it
    from another vault, of which the server has nothing."""
    store = replica.store
    for found in store.aside():
        entry, of = parse(found.entry), replica.vaults.get(found.vault)
        data = store.op(vault.id, entry.header.op_id) if found.mine and of is not None else None
        if data is not None and of is not None and _is_told(vault, of, entry, parse(data)):
            with store.transaction():
                store.take_back(found.id)


def _is_told(vault: OpenVault, of: OpenVault, entry: Entry, taken: Entry) -> bool:
    """Whether an entry of the log that is believed says the same as one of the vault `of`. That it carries the same op id is
    anybody's word."""
    if not vault.state.has_applied(b64u(taken.header.device), taken.header.counter):
        return False
    if entry.header.kind is not Kind.OP or taken.header.kind is not Kind.OP:
        return (entry.header.kind, entry.body) == (taken.header.kind, taken.body)
    try:
        one, other = opened_body(of, entry), opened_body(vault, taken)
    except (KeyError, Refused):
        return False
    return [change[:2] for change in one.changes] == [change[:2] for change in other.changes]


def _compare_seen(replica: Replica, row: VaultRow, seq: int, entry: Entry) -> None:
    """What the author had seen must be our history too. After a rewind the order may have changed: then nothing is concluded."""
    header = entry.header
    if row.rewound or not header.seen_seq > 0:
        return
    device = replica.school.devices.get(header.device)
    ours = replica.store.log_hash_at(row.vault, header.seen_seq) if header.seen_seq < seq else None
    if ours != header.seen_hash and device is not None and verify_entry(entry, device.key):
        replica.store.note_fork(row.vault, header.seen_seq, header.device)


# Opening and merging --------------------------------------------------------------------------------------


def merge_entry(school: School, vault: OpenVault, entry: Entry, kind: str | None = None) -> Code | None:
    """Merge an entry that was judged, in its place. Returns the code of what could not be opened, or of what its author may not
    write: the server could not tell. Its place in the state stays open then. `kind` is the vault's, where its log is not yet.
    """
    device, counter = b64u(entry.header.device), entry.header.counter
    if vault.state.has_applied(device, counter):
        return None
    try:
        body = _content(vault, entry)
    except KeyError:
        return Code.CANNOT_OPEN
    except Refused as refused:
        return refused.code
    author, changes = school.devices.get(entry.header.device), () if body is None else body.changes
    member, roles = (
        ("", frozenset[str]()) if author is None else (b64u(author.member), school.roles(author.member, ever=True))
    )
    if not may_write_forms(kind or vault.log.kind, member, roles, vault.state, changes):
        return Code.NOT_ALLOWED
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


# The whole vault from what is kept --------------------------------------------------------------------------


def reread(replica: Replica, row: VaultRow) -> OpenVault:
    """A vault from what is kept: log, keys and merged state, with what a rewind cut off and own unsent entries in it.

    The log is judged anew, each entry at its place, by the school's log as it is now; what is set aside of it is written anew.
    """
    store, aside = replica.store, replica.store.aside(row.vault)
    unproved = {found.seq for found in aside if code_named(found.code) in _UNPROVED}
    vault = OpenVault.empty(replica.school.id, row.vault)
    vault.log.log_id = row.log_id
    kept = [(seq, data) for seq, data, _ in store.entries_after(row.vault, 0) if seq <= row.applied_seq]
    judged = _judge_all(replica, vault.log, [(seq, parse(data), seq not in unproved) for seq, data in kept])
    cut = believed(replica, vault.log, [parse(found.entry) for found in aside if found.cut])
    unsent = [parse(data) for _, data in store.outbox(row.vault)]
    handed = [entry for found in aside if found.seq is None and (entry := parse(found.entry)).header.kind in _KEYS]
    accepted = [entry for _, entry, code in judged if code is None]
    # What stands aside stays legible, and can be sealed anew. What is believed stands last: of an epoch named twice it counts.
    take_keys(replica, vault, [*handed, *accepted, *cut, *unsent])
    refused = []
    for seq, entry, code in judged:
        found_code = code or merge_entry(replica.school, vault, entry)
        if found_code is not None:
            refused.append((seq, found_code.wire, encode(entry)))
    for entry in (*cut, *unsent):
        merge_entry(replica.school, vault, entry)
    if refused != [(found.seq, found.code, found.entry) for found in aside if found.seq is not None]:
        with store.transaction():
            store.forget_refused(row.vault, 0)
            for seq, wire, data in refused:
                store.set_aside(row.vault, seq, wire, data, mine=False)
    vault.judged_at = replica.school.seq
    vault.ahead = log_ahead(replica, vault)
    return vault


def believed(replica: Replica, log: VaultLog, entries: Sequence[Entry]) -> list[Entry]:
    """Those of the entries cut off a log that are taken behind it, in whatever order they were cut off; what is in it already is
    not taken twice.
    """
    ahead, believed, rest = log.copy(), list[Entry](), list(entries)
    while rest:
        left = []
        for entry in rest:
            if judge(ahead, replica.school, entry, at_server=False) is None:
                append(ahead, entry)
                believed.append(entry)
            else:
                left.append(entry)
        if len(left) == len(rest):
            break
        rest = left
    return believed


def log_ahead(replica: Replica, vault: OpenVault) -> VaultLog:
    """The log with what a rewind cut off it, and own unsent clear entries, on top."""
    cut = [parse(found.entry) for found in replica.store.aside(vault.id) if found.cut]
    unsent = [parse(data) for _, data in replica.store.outbox(vault.id)]
    ahead = vault.log.copy()
    held = {entry.hash for entry in cut}
    for entry in (*believed(replica, vault.log, cut), *(entry for entry in unsent if entry.hash not in held)):
        if entry.header.kind is not Kind.OP:
            append(ahead, entry)
    return ahead


# Again ------------------------------------------------------------------------------------------------------


def judge_again(replica: Replica) -> None:
    """Where the school's log says more than when entries were judged, judge those anew whose verdict may be another now."""
    for row in replica.store.vaults():
        vault = replica.vaults.get(row.vault)
        if vault is None or vault.judged_at == replica.school.seq:
            continue
        if _may_differ(replica, vault):
            replica.vaults[row.vault] = reread(replica, row)
        vault.judged_at = replica.school.seq


def _may_differ(replica: Replica, vault: OpenVault) -> bool:
    """Rights only ever grow for a reader; what takes anything back is the bound of a device that was locked out."""
    if any(found.seq is not None for found in replica.store.aside(vault.id)):
        return True
    devices = ((replica.school.devices.get(device), link.counter) for device, link in vault.log.chains.items())
    return any(device is not None and device.is_beyond(vault.id, counter) for device, counter in devices)


def _open_again(replica: Replica, vault: OpenVault) -> None:
    """Try what only could not be opened: a key may have come."""
    for found in replica.store.aside(vault.id):
        if found.seq is None or code_named(found.code) not in OPENING:
            continue
        if merge_entry(replica.school, vault, parse(found.entry)) is None:
            with replica.store.transaction():
                replica.store.take_back(found.id)
