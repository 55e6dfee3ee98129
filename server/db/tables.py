"""The tables. Each is keyed by school first, and each query names one school: so a school's rows can live anywhere.

Ids, keys and hashes are their bytes; times are milliseconds since 1970 UTC by the server's clock; entries, checkpoints and
snapshots are kept as they came, byte for byte. Nothing here is readable content.

Two exceptions to the key: `set_ups`, because it is there before its school is, and Alembic's own table.

Entries name their vault by a short number (ADR 0010): a vault's id in the row and in both indexes would cost 48 bytes a record.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

NAMING: Final = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
metadata = MetaData(naming_convention=NAMING)


class Raw(LargeBinary):
    """Bytes as the drivers take and give them. SQLAlchemy would wrap each value twice; at ten thousand a second that shows."""

    def bind_processor(self, dialect: Dialect) -> None:
        """Nothing to be done on the way in."""

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Nothing to be done on the way out."""


def _id(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, Raw(16), nullable=nullable)


def _hash(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, Raw(32), nullable=nullable)


def _bytes(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, Raw, nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


# --- logs ---------------------------------------------------------------------------------------------------------

schools = Table(
    "schools",
    metadata,
    _id("school"),
    Column("head_seq", BigInteger, nullable=False),
    _hash("head_hash"),
    Column("restoring", Boolean, nullable=False),
    _time("restored_at", nullable=True),
    _time("created_at"),
    PrimaryKeyConstraint("school"),
)
"""One row a school: the head of its log. Locked by whoever appends to that log, shared by whoever appends to a vault's."""

school_entries = Table(
    "school_entries",
    metadata,
    _id("school"),
    Column("seq", BigInteger, nullable=False),
    _hash("log_hash"),
    _bytes("entry"),
    PrimaryKeyConstraint("school", "seq"),
)

vault_numbers = Table(
    "vault_numbers",
    metadata,
    _id("school"),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("school"),
)
"""The last number given to a vault of the school."""

vaults = Table(
    "vaults",
    metadata,
    _id("school"),
    _id("vault"),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    _id("log_id"),
    Column("head_seq", BigInteger, nullable=False),
    _hash("head_hash"),
    _time("created_at"),
    _bytes("state"),
    PrimaryKeyConstraint("school", "vault"),
    UniqueConstraint("school", "number"),
)
"""One row a vault: the head of its log, locked late, and `state`, the log's reduction as of that head."""

vault_members = Table(
    "vault_members",
    metadata,
    _id("school"),
    _id("vault"),
    _id("member"),
    PrimaryKeyConstraint("school", "vault", "member"),
    Index("ix_vault_members_school_member", "school", "member"),
)
"""Who is named in a vault's log, as of its head: for asking which vaults somebody is entitled to."""

entries = Table(
    "entries",
    metadata,
    _id("school"),
    Column("number", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    _id("op_id"),
    _hash("log_hash"),
    _bytes("entry"),
    PrimaryKeyConstraint("school", "number", "seq"),
    UniqueConstraint("school", "number", "op_id"),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    _id("school"),
    _id("vault"),
    _id("device"),
    _id("log_id"),
    Column("seq", BigInteger, nullable=False),
    _bytes("checkpoint"),
    PrimaryKeyConstraint("school", "vault", "device"),
)
"""The newest of each (vault, device)."""

snapshots = Table(
    "snapshots",
    metadata,
    _id("school"),
    _id("vault"),
    Column("seq", BigInteger, nullable=False),
    _bytes("snapshot"),
    PrimaryKeyConstraint("school", "vault"),
)
"""The newest of each vault."""

late = Table(
    "late",
    metadata,
    _id("school"),
    _id("id"),
    _id("vault"),
    _id("device"),
    _id("member"),
    Column("counter", BigInteger, nullable=False),
    _hash("entry_hash"),
    _time("received_at"),
    _time("settled_at", nullable=True),
    _id("settled_by", nullable=True),
    Column("outcome", Text, nullable=True),
    Column("reason", Text, nullable=True),
    _bytes("entry"),
    PrimaryKeyConstraint("school", "id"),
    UniqueConstraint("school", "vault", "entry_hash"),
    Index("ix_late_school_device", "school", "device"),
)
"""What removed members and revoked devices handed in. Settled, never deleted."""

# --- people -------------------------------------------------------------------------------------------------------

accounts = Table(
    "accounts",
    metadata,
    _id("school"),
    _id("member"),
    Column("handle", Text, nullable=False),
    Column("handle_key", Text, nullable=False),
    _id("salt"),
    Column("params", Text, nullable=False),
    _hash("authentication_hash"),
    _bytes("bundle"),
    _time("stated_at"),
    PrimaryKeyConstraint("school", "member"),
    UniqueConstraint("school", "handle_key"),
)
"""What a password opens. `handle_key` is the handle as it is compared: NFKC, case folded."""

pending_devices = Table(
    "pending_devices",
    metadata,
    _id("school"),
    _id("device"),
    _id("member"),
    _hash("key"),
    _time("created_at"),
    PrimaryKeyConstraint("school", "device"),
)
"""Let in by a code, not yet in the school's log."""

sessions = Table(
    "sessions",
    metadata,
    _id("school"),
    _id("session"),
    _hash("token_hash"),
    _id("member"),
    _id("device"),
    _time("created_at"),
    _time("seen_at"),
    PrimaryKeyConstraint("school", "session"),
    UniqueConstraint("school", "token_hash"),
    Index("ix_sessions_school_member", "school", "member"),
)

device_codes = Table(
    "device_codes",
    metadata,
    _id("school"),
    _id("member"),
    _hash("code_hash"),
    _id("made_by"),
    _time("expires_at"),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("school", "member"),
)
"""The one code that lets a member's next device in. A new one replaces it."""

spent_challenges = Table(
    "spent_challenges",
    metadata,
    _id("school"),
    _id("nonce"),
    _time("expires_at"),
    PrimaryKeyConstraint("school", "nonce"),
)
"""Challenges that were answered, until they would have expired: each is good for one answer."""

rates = Table(
    "rates",
    metadata,
    _id("school"),
    _id("subject"),
    Column("count", Integer, nullable=False),
    _time("ends_at"),
    PrimaryKeyConstraint("school", "subject"),
)
"""How often something was tried within the window that ends then. `subject` is a keyed hash: no address stands here."""

held = Table(
    "held",
    metadata,
    _id("school"),
    _id("device"),
    _time("ends_at"),
    PrimaryKeyConstraint("school", "device"),
)
"""Devices that are being shut out, of which nothing is taken until then."""

set_ups = Table(
    "set_ups",
    metadata,
    _hash("token_hash"),
    _time("created_at"),
    _id("school", nullable=True),
    PrimaryKeyConstraint("token_hash"),
)
"""Tokens that `beside init` printed, and the school that each became."""

# --- who is told, and when ----------------------------------------------------------------------------------------

reminders = Table(
    "reminders",
    metadata,
    _id("school"),
    _id("vault"),
    _id("id"),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    _bytes("recipients"),
    _bytes("windows"),
    _time("due_at", nullable=True),
    PrimaryKeyConstraint("school", "vault", "id"),
    Index("ix_reminders_school_due_at", "school", "due_at"),
)
"""`seq` is that of the op it went with; `recipients` are member ids, `windows` pairs of u64; `due_at` is when to look at it
next, null once nothing is left to be said."""

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    _id("school"),
    _id("device"),
    _id("member"),
    Column("endpoint", Text, nullable=False),
    _bytes("p256dh"),
    _id("auth"),
    _time("created_at"),
    PrimaryKeyConstraint("school", "device"),
    Index("ix_push_subscriptions_school_member", "school", "member"),
)
"""Where a device's browser takes pushes, and the keys that they are sealed to."""

deliveries = Table(
    "deliveries",
    metadata,
    _id("school"),
    _id("device"),
    Column("kind", Text, nullable=False),
    _id("about"),
    _bytes("windows"),
    _time("made_at"),
    _time("due_at", nullable=True),
    _id("claimed_by", nullable=True),
    _time("claimed_until", nullable=True),
    Column("attempts", Integer, nullable=False),
    _time("sent_at", nullable=True),
    PrimaryKeyConstraint("school", "device", "kind", "about"),
    Index("ix_deliveries_school_due_at", "school", "due_at"),
)
"""What is to be pushed to a device: of a kind, about a reminder or a visit (or zeros). `windows` is empty for what may come at
any hour; `due_at` is null once it was sent or given up. A worker claims it until `claimed_until`."""

visits = Table(
    "visits",
    metadata,
    _id("school"),
    _id("visit"),
    _id("visitor"),
    _time("armed_at"),
    _time("until"),
    Column("step", BigInteger, nullable=False),
    Column("rungs", Integer, nullable=False),
    Column("told", Integer, nullable=False),
    _time("next_at", nullable=True),
    _id("escalated_by", nullable=True),
    _time("escalated_at", nullable=True),
    _id("acknowledged_by", nullable=True),
    _time("acknowledged_at", nullable=True),
    _id("checked_in_by", nullable=True),
    _time("checked_in_at", nullable=True),
    PrimaryKeyConstraint("school", "visit"),
    Index("ix_visits_school_next_at", "school", "next_at"),
)
"""Armed visits. `step` in ms; `rungs` of the ladder above the visitor; `told` of the visitor and the rungs so far; `next_at` is
when the next alarm goes out, null while somebody has it and once the visitor is back."""

safety_notes = Table(
    "safety_notes",
    metadata,
    _id("school"),
    _id("visit"),
    _id("member"),
    Column("rung", Integer, nullable=False),
    _time("told_at", nullable=True),
    _bytes("note"),
    PrimaryKeyConstraint("school", "visit", "member"),
)
"""The ladder of a visit: who is on which rung (1 is who watches), and the note that is sealed to them."""

alarm_tests = Table(
    "alarm_tests",
    metadata,
    _id("school"),
    _id("device"),
    _id("member"),
    _time("sent_at"),
    _time("arrived_at", nullable=True),
    PrimaryKeyConstraint("school", "device"),
    Index("ix_alarm_tests_school_member", "school", "member"),
)
"""The last test alarm to each device, and when somebody touched it there."""

alarm_clocks = Table(
    "alarm_clocks",
    metadata,
    _id("school"),
    _time("seen_at"),
    PrimaryKeyConstraint("school"),
)
"""When a worker last looked at a school: without one, no visit is called armed."""
