"""A member's device at work: what it holds unlocked, how it saves, how it begins a vault (`docs/client.md`).

    replica = open_replica(store, identity, transport, clock=clock, catalogue=1)      # sync.client.opening
    vault = replica.create_vault("case")
    replica.save(vault, set_changes(replica.state(vault), record, {"_form": "session", "note": "…"}))
    exchange(replica)                                        # sync.client.exchange

Saving needs no network: the op is sealed, signed and chained once, and kept in one transaction with the chain's new end.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from schemas.codes import Code
from sync.client.api import Api
from sync.client.enrol import Clock
from sync.client.identity import Identity
from sync.client.store import Store, VaultRow
from sync.encoding import KEY_SIZE, Malformed, Random, Refused, b64u, format_instant, new_id
from sync.entry import Entry, Header, Kind, encode, sign_entry
from sync.epoch import EpochBody, Place, Recipient, make_epoch
from sync.form_rights import may_write_forms
from sync.log import Cursor, hash_0
from sync.merge import State, apply
from sync.op import Change, OpBody, encode_body, parse_body
from sync.roster import School
from sync.seal import open_body, seal_body
from sync.vault import VaultLog, append, entitled
from sync.vault_body import GenesisBody, encode_genesis


@dataclass(slots=True)
class OpenVault:
    """A vault as this device has it: its log as applied, the merged state with own unsent ops, and the keys it has.

    `ahead` is the log with what a rewind cut off it and with own unsent genesis, membership and epoch entries on top: what a
    new entry is made for.
    """

    id: bytes
    log: VaultLog
    ahead: VaultLog
    state: State = field(default_factory=State)
    keys: dict[bytes, bytes] = field(default_factory=dict, repr=False)
    drop_keys: dict[bytes, X25519PrivateKey] = field(default_factory=dict, repr=False)
    epochs: dict[bytes, EpochBody] = field(default_factory=dict)
    """Epoch id → what its entry says, of every epoch that was announced and believed."""
    judged_at: int = 0
    """The seq of the school's log by which the entries were judged last."""

    @classmethod
    def empty(cls, school: bytes, vault: bytes) -> OpenVault:
        """A vault of which nothing is known yet."""
        return cls(vault, VaultLog(school, vault), VaultLog(school, vault))

    @property
    def epoch(self) -> bytes | None:
        """The id of the epoch to seal under, None where this device waits for a key."""
        current = self.ahead.epoch
        return current.id if current is not None and current.id in self.keys else None


@dataclass(slots=True)
class Replica:
    """One unlocked device. Not for more than one thread at a time."""

    store: Store
    identity: Identity
    api: Api
    clock: Clock
    catalogue: int
    school: School
    random: Random = os.urandom
    drift: int | None = None
    vaults: dict[bytes, OpenVault] = field(default_factory=dict)
    listed: set[bytes] = field(default_factory=set)
    """The vaults that the server named when it was last asked."""
    notices: tuple[bytes, ...] = ()
    left: set[bytes] = field(default_factory=set)
    """Vaults that the server no longer shows to this member."""
    unread: dict[bytes, Code] = field(default_factory=dict)
    """Vault → why the last answer of the server could not be taken: it is asked for again."""
    offered: dict[bytes, set[bytes]] = field(default_factory=dict)
    """Vault → what the server said it has back of what was cut off: op ids."""
    housed: bool = False
    """Whether house was kept since this device was opened."""
    checkpointed: dict[bytes, Cursor] = field(default_factory=dict)
    """Vault → the cursor that this device last signed a checkpoint of."""

    def state(self, vault: bytes) -> State:
        """The merged state of a vault, own unsent ops in it. Raises `KeyError` for a vault that is not known."""
        return self.vaults[vault].state

    def create_vault(self, kind: str, *, others: tuple[bytes, ...] = (), op_id: bytes | None = None) -> bytes:
        """Begin a vault, offline too: genesis and first epoch are the first of its outbox. Returns its id.

        `others` take part from the beginning; that needs the right to share. `op_id` is the genesis's, where it is given.
        """
        vault = new_id(self.random)
        opened = OpenVault.empty(self.identity.school, vault)
        body = encode_genesis(GenesisBody(kind, (self.identity.member, *others), format_instant(self.clock())))
        header = self.header(opened, Kind.GENESIS, bytes(16), op_id or new_id(self.random))
        with self.store.transaction():
            self.store.put_vault(self._row(opened))
            self._queue(opened, sign_entry(header, body, self.identity.device.private))
            self._queue(opened, self._first_epoch(opened))
        self.vaults[vault] = opened
        return vault

    def _first_epoch(self, vault: OpenVault) -> Entry:
        place, key = Place(self.identity.school, vault.id, new_id(self.random)), self.random(KEY_SIZE)
        vault.keys[place.epoch] = key
        recipients = [
            Recipient(member, self.school.members[member].seal) for member in entitled(vault.ahead, self.school)
        ]
        body = make_epoch(place, 1, key, recipients, self.school.recovery, random=self.random)
        return self._signed(vault, Kind.EPOCH, place.epoch, body)

    def save(self, vault: bytes, changes: Sequence[Change]) -> bytes:
        """Save changes to a vault as one op, durably, and merge them. Returns the op's id.

        Raises `KeyError` for a vault that is not known, `Malformed` where this device has no key yet, or for too much, and
        `Refused` for a form that this member may not write: everybody would set it aside.
        """
        body = OpBody(format_instant(self.clock()), self.drift, self.catalogue, tuple(changes))
        return self.save_body(vault, body, new_id(self.random))

    def save_body(self, vault: bytes, body: OpBody, op_id: bytes) -> bytes:
        """The same with the whole body and the op's id given. Raises as `save`."""
        opened = self.vaults[vault]
        member, roles = b64u(self.identity.member), self.school.roles(self.identity.member)
        if not may_write_forms(opened.ahead.kind, member, roles, opened.state, body.changes):
            raise Refused("this member does not write such a form", Code.NOT_ALLOWED)
        epoch = opened.epoch
        if epoch is None:
            raise Malformed("this device waits for the key of what it would write to")
        entry = self.sealed(opened, epoch, op_id, encode_body(body))
        with self.store.transaction():
            self._queue(opened, entry)
        apply(opened.state, b64u(entry.header.device), entry.header.counter, body)
        return entry.header.op_id

    # Entries ------------------------------------------------------------------------------------------------

    def sealed(self, vault: OpenVault, epoch: bytes, op_id: bytes, content: bytes) -> Entry:
        """Seal and sign an op at the end of this device's chain."""
        header = self.header(vault, Kind.OP, epoch, op_id)
        return sign_entry(
            header, seal_body(vault.keys[epoch], header, content, self.random), self.identity.device.private
        )

    def header(self, vault: OpenVault, kind: Kind, epoch: bytes, op_id: bytes) -> Header:
        """The header of the next entry of this device in a vault."""
        counter, prev = self.store.chain(vault.id)
        return Header(
            kind, self.identity.school, vault.id, epoch, self.identity.device.id, counter + 1, prev, op_id,
            vault.log.seq, vault.log.log_hash,
        )  # fmt: skip

    def _signed(self, vault: OpenVault, kind: Kind, epoch: bytes, body: bytes) -> Entry:
        return sign_entry(self.header(vault, kind, epoch, new_id(self.random)), body, self.identity.device.private)

    def queue(self, vault: OpenVault, kind: Kind, epoch: bytes, body: bytes) -> Entry:
        """Sign a clear entry (membership, epoch, void) at the end of the chain and keep it to be sent, in a transaction."""
        entry = self._signed(vault, kind, epoch, body)
        with self.store.transaction():
            self._queue(vault, entry)
        return entry

    def _queue(self, vault: OpenVault, entry: Entry) -> None:
        self.store.queue(vault.id, entry.header.counter, encode(entry))
        self.store.put_chain(vault.id, entry.header.counter, entry.hash)
        if entry.header.kind is not Kind.OP:
            append(vault.ahead, entry)

    def _row(self, vault: OpenVault) -> VaultRow:
        empty = hash_0(self.identity.school, vault.id)
        return VaultRow(vault.id, None, 0, empty)


def opened_body(vault: OpenVault, entry: Entry) -> OpBody:
    """The content of an op. Raises `BadSeal`, `Malformed`, and `KeyError` where the key of its epoch is not there."""
    return parse_body(open_body(vault.keys[entry.header.epoch], entry))
