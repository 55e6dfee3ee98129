"""A device in a schedule: somebody's store on a tablet, that saves, exchanges, is closed, copied and set back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from schemas.catalogue import CATALOGUE_VERSION
from schemas.codes import Code
from sync.client.api import ServerRefused
from sync.client.enrol import Stretched, restate_account, sign_in
from sync.client.exchange import Done, exchange
from sync.client.house import share, withdraw
from sync.client.late import hand_in_everything
from sync.client.replica import Replica, opened_body
from sync.client.store import Store
from sync.client.transport import Unreachable
from sync.encoding import Random, Refused
from sync.entry import Entry, Kind, encode, parse, sign_entry
from sync.op import Change
from sync.vault import may_do
from sync.vault_body import Add, Withdrawal, parse_membership
from tests.oracle.cast import Kept, at_rest, copied, opened
from tests.oracle.faults import Faulty
from tests.oracle.ledger import Act, Ledger

AGAIN = frozenset((Code.BUSY, Code.INTERNAL, Code.STORAGE_FULL, Code.RATE_LIMITED, Code.MALFORMED, Code.RESTORING))
"""What a request that was cut, or a server in trouble, is answered: it is tried again."""


@dataclass
class Tablet:
    """The thing itself: its clock's error in milliseconds, its line, and whose session is on the line."""

    line: Faulty
    server_clock: Callable[[], int]
    error: int = 0
    signed_in: str | None = None

    def clock(self) -> int:
        """What it shows."""
        return self.server_clock() + self.error


@dataclass
class Device:
    """One person's store on a tablet. `out` once the server has said that it is locked out."""

    name: str
    tablet: Tablet
    password: Stretched
    replica: Replica
    random: Random
    ledger: Ledger
    out: bool = False
    copies: list[bytes] = field(default_factory=list)
    was_set_back: bool = False

    @classmethod
    def opened(cls, name: str, kept: Kept, tablet: Tablet, random: Random, ledger: Ledger) -> Device:
        """The device as it was at rest."""
        return cls(name, tablet, kept.password, kept.opened(tablet.line, tablet.clock, random), random, ledger)

    @property
    def store(self) -> Store:
        """What it keeps."""
        return self.replica.store

    @property
    def member(self) -> bytes:
        """Whose it is."""
        return self.replica.identity.member

    # Writing ------------------------------------------------------------------------------------------------

    def writable(self) -> list[bytes]:
        """Vaults that this person may write to, for all that this device knows."""
        replica = self.replica
        return sorted(
            vault.id
            for vault in replica.vaults.values()
            if vault.epoch is not None and may_do(vault.ahead, replica.school, self.member, "write")
        )

    def save(self, vault: bytes, changes: tuple[Change, ...]) -> bool:
        """Save, and let the ledger know what was seen when it was. Returns whether there was anything to save."""
        if changes:
            before = self.replica.state(vault).copy()
            op = self.replica.save(vault, changes)
            self.ledger.note(self.name, vault, op, changes, before)
        return bool(changes)

    def writes_nonsense(self, vault: bytes, size: int = 285) -> None:
        """An op that nobody can open, and of this size no server takes: its seal is not padded. Nobody saved what it holds."""
        written = self.replica.vaults[vault]
        header = self.replica.header(written, Kind.OP, written.epoch or b"", self.random(16))
        entry = sign_entry(header, self.random(size), self.replica.identity.device.private)
        with self.store.transaction():
            self.store.queue(vault, entry.header.counter, encode(entry))
            self.store.put_chain(vault, entry.header.counter, entry.hash)

    # Deciding -----------------------------------------------------------------------------------------------

    def lets_in(self, vault: bytes, member: bytes) -> None:
        """Let a member take part, and let the ledger know."""
        self._decides(Act(vault, member, lets_in=True), lambda: share(self.replica, vault, member))

    def lets_out(self, vault: bytes, member: bytes) -> None:
        """Let a member take part no longer. Raises `Refused` as `withdraw`."""
        self._decides(Act(vault, member, lets_in=False), lambda: withdraw(self.replica, vault, member))

    def _decides(self, act: Act, decide: Callable[[], None]) -> None:
        """What is decided last counts. Who decides what is so already, for all that they know, decides nothing."""
        opened = self.replica.vaults[act.vault]
        is_so, was_so = ((act.member in seen.members) is act.lets_in for seen in (opened.ahead, opened.log))
        known = {op for op, _ in acts_in(data for _, data, _ in self.store.entries_after(act.vault, 0))}
        known |= {op for op, _ in acts_in(data for _, data in self.store.outbox(act.vault))}
        decide()
        made = [op for op, _ in acts_in(data for _, data in self.store.outbox(act.vault)) if op not in known]
        assert len(made) == (0 if is_so else 1)
        self.ledger.decide(self.name, act, made, frozenset(known), was_so=was_so)

    # Exchanging ---------------------------------------------------------------------------------------------

    def meets(self) -> Done | None:
        """One exchange, whatever comes of it; None where it came to nothing."""
        if self.tablet.signed_in != self.name and not self.signs_in():
            return None
        try:
            return exchange(self.replica)
        except Unreachable:
            return None
        except ServerRefused as refused:
            return self._refused(refused)

    def _refused(self, refused: ServerRefused) -> Done | None:
        if refused.code is Code.NO_SESSION:
            return exchange_again(self) if self.signs_in() else None
        if refused.code is Code.REVOKED_DEVICE:
            self.out = True
        elif refused.code not in AGAIN and refused.code is not Code.DEVICE_PENDING:
            raise refused
        return None

    def signs_in(self) -> bool:
        """A new session; after a restore the account is stated again first."""
        try:
            try:
                sign_in(self.tablet.line, self.replica.identity, self.password.authentication, CATALOGUE_VERSION)
            except ServerRefused as refused:
                if refused.code is not Code.SIGN_IN_REFUSED:
                    raise
                restate_account(self.tablet.line, self.replica.identity, self.password, CATALOGUE_VERSION)
                sign_in(self.tablet.line, self.replica.identity, self.password.authentication, CATALOGUE_VERSION)
        except Unreachable:
            return False
        except ServerRefused as refused:
            if refused.code is Code.REVOKED_DEVICE:
                self._is_shut_out()
            elif refused.code not in AGAIN | {Code.FORBIDDEN, Code.NEW_DEVICE_CODE_WRONG}:
                raise
            return False
        self.tablet.signed_in = self.name
        return True

    def _is_shut_out(self) -> None:
        try:
            hand_in_everything(self.replica)
            self.out = True
        except (Unreachable, ServerRefused):
            self.out = False  # another time

    def says(self, act: Callable[[Replica], object]) -> bool:
        """Something said in the school's log, if the line holds. Returns whether it was answered."""
        try:
            act(self.replica)
        except Unreachable:
            return False
        except ServerRefused as refused:
            if refused.code not in AGAIN | {Code.NO_SESSION, Code.REVOKED_DEVICE, Code.FORBIDDEN, Code.NOT_ALLOWED}:
                raise
            return False
        return True

    # Closing, copying, setting back --------------------------------------------------------------------------

    def reopens(self) -> None:
        """Closed, or killed, and opened again: what was committed is there."""
        self.replica = self.reopened()

    def reopened(self) -> Replica:
        """Another replica on a copy of what is kept."""
        return opened(copied(at_rest(self.store)), self.password, self.tablet.line, self.tablet.clock, self.random)

    def is_copied(self) -> None:
        """The whole profile is copied, as by a backup of the tablet."""
        self.copies.append(at_rest(self.store))

    def is_set_back(self, copy: bytes) -> None:
        """The copy is put back. What was saved since and not sent is gone with the tablet that it was on."""
        unsent, decisions = self._only_here()
        self.replica = opened(copied(copy), self.password, self.tablet.line, self.tablet.clock, self.random)
        still_unsent, still_decided = self._only_here()
        self.ledger.went_with_storage(self.name, unsent - still_unsent, decisions - still_decided)
        self.was_set_back = True

    def _only_here(self) -> tuple[set[bytes], set[Act]]:
        """What this storage alone holds: the op ids of what was not sent, and the decisions among that or refused and set aside,
        which no log has either."""
        unsent = dict(self.unsent())
        decisions = acts_in(map(encode, [*unsent.values(), *self.set_aside(mine=True)]))
        return set(unsent), {act for _, act in decisions}

    # Looking ------------------------------------------------------------------------------------------------

    def unsent(self) -> list[tuple[bytes, Entry]]:
        """(op id, entry) of everything in the outbox."""
        found = [parse(data) for vault in self.store.outbox_vaults() for _, data in self.store.outbox(vault)]
        return [(entry.header.op_id, entry) for entry in found]

    def set_aside(self, *, mine: bool = False) -> list[Entry]:
        """Everything set aside; with `mine`, what of it this device wrote."""
        return [parse(found.entry) for found in self.store.aside() if found.mine or not mine]

    def opens(self, entry: Entry) -> bool:
        """Whether it can read what a save says."""
        vault = self.replica.vaults.get(entry.header.vault)
        if vault is None or entry.header.kind is not Kind.OP:
            return False
        try:
            opened_body(vault, entry)
        except (KeyError, Refused):
            return False
        return True


def acts_in(entries: Iterable[bytes]) -> Iterator[tuple[bytes, Act]]:
    """(op id, decision) of every entry by which somebody is let into a vault or out of it."""
    for entry in map(parse, entries):
        if entry.header.kind is not Kind.MEMBERSHIP:
            continue
        match parse_membership(entry.body):
            case Add(member):
                yield entry.header.op_id, Act(entry.header.vault, member, lets_in=True)
            case Withdrawal(member):
                yield entry.header.op_id, Act(entry.header.vault, member, lets_in=False)


def exchange_again(device: Device) -> Done | None:
    """After a sign-in: once more."""
    try:
        return exchange(device.replica)
    except Unreachable:
        return None
    except ServerRefused as refused:
        if refused.code is Code.REVOKED_DEVICE:
            device.out = True
        elif refused.code not in AGAIN | {Code.DEVICE_PENDING, Code.NO_SESSION}:
            raise
        return None
