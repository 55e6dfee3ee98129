"""Who is in a school, and who was: what the school's log amounts to (`docs/protocol.md` §5).

    school = School(school_id, pinned=genesis_hash)
    school.members[member].roles, school.devices[device].live, school.administrators()

Nothing is ever forgotten here: a client that reads an old entry of a vault asks what its author was *ever* allowed. Filled
by `sync.school.append`; every id is of 16 bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from sync.keys import key_id
from sync.school_act import Counters
from sync.school_entry import hash_0

ADMINISTRATOR: Final = "administrator"
LINE_MANAGER: Final = "line_manager"


@dataclass(slots=True)
class Member:
    """A person: the account's public keys in force, roles, the seq they came with and, if they left, the one they left with."""

    id: bytes
    sign: bytes
    seal: bytes
    roles: tuple[str, ...]
    since: int
    removed: int | None = None
    ever_roles: set[str] = field(default_factory=set)
    ever_seals: set[bytes] = field(default_factory=set)

    @property
    def present(self) -> bool:
        """Still in the school."""
        return self.removed is None

    @property
    def seal_id(self) -> bytes:
        """The id of the key that epoch keys are wrapped for."""
        return key_id(self.seal)


@dataclass(slots=True)
class Device:
    """A member's device and its Ed25519 key. `ended` is the seq that ended it; `counters`, once it was revoked or its member
    removed, say up to where its entries count: a vault that is not named counts from 0. None: no bound was ever set.
    """

    id: bytes
    member: bytes
    key: bytes
    since: int
    ended: int | None = None
    counters: Counters | None = None

    @property
    def live(self) -> bool:
        """May still write."""
        return self.ended is None

    def is_beyond(self, vault: bytes, counter: int) -> bool:
        """Whether an entry was written after the device was locked out."""
        return self.counters is not None and counter > self.counters.get(vault, 0)


@dataclass(slots=True)
class Invitation:
    """A one-use key that an administrator published. `expires` is in milliseconds since 1970 UTC; `by` who invited."""

    id: bytes
    key: bytes
    member: bytes
    roles: tuple[str, ...]
    manager: bytes | None
    expires: int
    by: bytes
    open: bool = True


class Holder(NamedTuple):
    """Whose a signing key is: root's, that of the account of the member `owner`, or that of the invitation `owner`."""

    kind: Literal["root", "account", "invitation"]
    owner: bytes
    public: bytes


@dataclass(slots=True)
class School:
    """What the log amounts to up to `seq`, its hash there `log_hash`.

    `pinned` is the genesis hash that a client was given with its invitation: another genesis is refused. `manages` is line
    manager → mentors as of now, `ever_managed` as ever. `holders` is key id → whose, of every signing key that was ever named;
    `seals` the ids of every X25519 key that ever was.
    """

    id: bytes
    pinned: bytes | None = None
    seq: int = 0
    log_hash: bytes = b""
    genesis: bytes | None = None
    root: bytes = b""
    recovery: bytes = b""
    members: dict[bytes, Member] = field(default_factory=dict)
    devices: dict[bytes, Device] = field(default_factory=dict)
    invitations: dict[bytes, Invitation] = field(default_factory=dict)
    manages: dict[bytes, set[bytes]] = field(default_factory=dict)
    ever_managed: dict[bytes, set[bytes]] = field(default_factory=dict)
    holders: dict[bytes, Holder] = field(default_factory=dict)
    seals: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.seq == 0:
            self.log_hash = hash_0(self.id)

    def is_present(self, member: bytes) -> bool:
        """Whether `member` is in the school now."""
        found = self.members.get(member)
        return found is not None and found.present

    def roles(self, member: bytes, *, ever: bool = False) -> frozenset[str]:
        """The roles of a member now, none for who left or never was; or every role they ever had."""
        found = self.members.get(member)
        if found is None or not (ever or found.present):
            return frozenset()
        return frozenset(found.ever_roles if ever else found.roles)

    def administrators(self) -> list[bytes]:
        """The members who are administrators now, by id."""
        return sorted(member for member in self.members if ADMINISTRATOR in self.roles(member))

    def managers(self, mentor: bytes) -> list[bytes]:
        """The line managers of a mentor now, by id; the mentor may have left."""
        return sorted(manager for manager, mentors in self.manages.items() if mentor in mentors)

    def devices_of(self, member: bytes) -> list[Device]:
        """All devices that a member ever had, oldest first."""
        return [device for device in self.devices.values() if device.member == member]
