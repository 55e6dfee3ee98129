"""What a Python device keeps, in one sqlite3 file: the tables of `docs/client.md`.

Rows hold sealed entries, ids, counters and cursors in clear; whatever a person wrote or a key is, rests sealed by the
caller before it comes here. Every method that belongs to a larger step is called inside `transaction()`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sync.log import Cursor

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS school (seq INTEGER PRIMARY KEY, entry BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS entries (
    vault BLOB NOT NULL, seq INTEGER NOT NULL, op_id BLOB NOT NULL, entry BLOB NOT NULL, log_hash BLOB NOT NULL,
    PRIMARY KEY (vault, seq));
CREATE TABLE IF NOT EXISTS vaults (
    vault BLOB PRIMARY KEY, log_id BLOB, fetched_seq INTEGER NOT NULL, fetched_hash BLOB NOT NULL,
    applied_seq INTEGER NOT NULL, rewound INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (
    vault BLOB NOT NULL, counter INTEGER NOT NULL, entry BLOB NOT NULL, PRIMARY KEY (vault, counter)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chains (
    vault BLOB PRIMARY KEY, counter INTEGER NOT NULL, prev BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS aside (
    id INTEGER PRIMARY KEY, vault BLOB NOT NULL, seq INTEGER, code TEXT NOT NULL, entry BLOB NOT NULL,
    mine INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS ops ON entries (vault, op_id);
CREATE INDEX IF NOT EXISTS aside_of ON aside (vault);
CREATE TABLE IF NOT EXISTS checkpoints (
    vault BLOB NOT NULL, device BLOB NOT NULL, checkpoint BLOB NOT NULL, PRIMARY KEY (vault, device)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS forks (
    vault BLOB NOT NULL, seq INTEGER NOT NULL, device BLOB NOT NULL, PRIMARY KEY (vault, seq, device)) WITHOUT ROWID;
"""


@dataclass(slots=True)
class VaultRow:
    """How far a vault is fetched and applied; `rewound` once the server was seen set back to an older state of it.

    What the entries amount to is not kept: it is read again from them, sealed as they are, when the device is unlocked.
    """

    vault: bytes
    log_id: bytes | None
    fetched_seq: int
    fetched_hash: bytes
    applied_seq: int = 0
    rewound: bool = False

    @property
    def fetched(self) -> Cursor | None:
        """The cursor to ask the server with; None before anything was fetched."""
        return None if self.log_id is None else Cursor(self.log_id, self.fetched_seq, self.fetched_hash)


def _vault_row(row: tuple[bytes, bytes | None, int, bytes, int, int]) -> VaultRow:
    vault, log_id, fetched_seq, fetched_hash, applied_seq, rewound = row
    return VaultRow(vault, log_id, fetched_seq, fetched_hash, applied_seq, bool(rewound))


@dataclass(frozen=True, slots=True)
class Aside:
    """An entry that could not be taken: from the log (`seq`), own and refused by the server (`mine`), or neither: what stood
    in the log before the server was set back.
    """

    id: int
    vault: bytes
    seq: int | None
    code: str
    entry: bytes
    mine: bool

    @property
    def cut(self) -> bool:
        """Whether it was cut off by a rewind, and is not in the log again."""
        return self.seq is None and not self.mine


class Store:
    """One device's file. `":memory:"` keeps nothing after it is closed."""

    def __init__(self, path: Path | str) -> None:
        self._db = sqlite3.connect(str(path), isolation_level=None)
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;")
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or none of it. Within another one it is part of that."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # Meta -----------------------------------------------------------------------------------------------

    def get(self, name: str) -> bytes | None:
        """The value kept under `name`."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def put(self, name: str, value: bytes) -> None:
        """Keep `value` under `name`, in place of what was there."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # The school log -------------------------------------------------------------------------------------

    def school_entries(self) -> list[bytes]:
        """The school log from its genesis on."""
        return [bytes(row[0]) for row in self._db.execute("SELECT entry FROM school ORDER BY seq")]

    def add_school_entry(self, seq: int, entry: bytes) -> None:
        """Append one entry."""
        self._db.execute("INSERT INTO school VALUES (?, ?)", (seq, entry))

    # Vaults and their logs ------------------------------------------------------------------------------

    def vaults(self) -> list[VaultRow]:
        """Every vault known to this device."""
        return [_vault_row(row) for row in self._db.execute("SELECT * FROM vaults ORDER BY vault")]

    def vault(self, vault: bytes) -> VaultRow | None:
        """The row of one vault."""
        row = self._db.execute("SELECT * FROM vaults WHERE vault = ?", (vault,)).fetchone()
        return None if row is None else _vault_row(row)

    def put_vault(self, row: VaultRow) -> None:
        """Keep a vault's row."""
        self._db.execute(
            "INSERT OR REPLACE INTO vaults VALUES (?, ?, ?, ?, ?, ?)",
            (row.vault, row.log_id, row.fetched_seq, row.fetched_hash, row.applied_seq, row.rewound),
        )

    def add_entries(self, vault: bytes, rows: list[tuple[int, bytes, bytes, bytes]]) -> None:
        """Append fetched entries: (seq, op id, entry, log hash)."""
        self._db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", [(vault, *row) for row in rows])

    def entries_after(self, vault: bytes, seq: int) -> list[tuple[int, bytes, bytes]]:
        """(seq, entry, log hash) beyond `seq`, in order."""
        found = self._db.execute(
            "SELECT seq, entry, log_hash FROM entries WHERE vault = ? AND seq > ? ORDER BY seq", (vault, seq)
        )
        return [(row[0], bytes(row[1]), bytes(row[2])) for row in found]

    def log_hash_at(self, vault: bytes, seq: int) -> bytes | None:
        """The log hash after entry `seq`, or None where it is not fetched."""
        row = self._db.execute("SELECT log_hash FROM entries WHERE vault = ? AND seq = ?", (vault, seq)).fetchone()
        return None if row is None else bytes(row[0])

    def has_op(self, vault: bytes, op_id: bytes) -> bool:
        """Whether the log as fetched holds an entry with this op id."""
        found = self._db.execute("SELECT 1 FROM entries WHERE vault = ? AND op_id = ?", (vault, op_id))
        return found.fetchone() is not None

    def op(self, vault: bytes, op_id: bytes) -> bytes | None:
        """The entry with this op id in the log as fetched."""
        row = self._db.execute("SELECT entry FROM entries WHERE vault = ? AND op_id = ?", (vault, op_id)).fetchone()
        return None if row is None else bytes(row[0])

    def forget_entries(self, vault: bytes, after: int) -> list[bytes]:
        """Take out and return the entries beyond `after`: the server has another history from there."""
        gone = [entry for _, entry, _ in self.entries_after(vault, after)]
        self._db.execute("DELETE FROM entries WHERE vault = ? AND seq > ?", (vault, after))
        return gone

    # What is not sent yet -------------------------------------------------------------------------------

    def outbox(self, vault: bytes) -> list[tuple[int, bytes]]:
        """(counter, entry) not sent yet, in order."""
        found = self._db.execute("SELECT counter, entry FROM outbox WHERE vault = ? ORDER BY counter", (vault,))
        return [(row[0], bytes(row[1])) for row in found]

    def outbox_vaults(self) -> list[bytes]:
        """Vaults with something not sent yet."""
        return [bytes(row[0]) for row in self._db.execute("SELECT DISTINCT vault FROM outbox ORDER BY vault")]

    def queue(self, vault: bytes, counter: int, entry: bytes) -> None:
        """Put an own entry behind the others."""
        self._db.execute("INSERT OR REPLACE INTO outbox VALUES (?, ?, ?)", (vault, counter, entry))

    def unqueue(self, vault: bytes, counters: Iterable[int]) -> None:
        """Take own entries out: the log has them, or they stand elsewhere."""
        self._db.executemany("DELETE FROM outbox WHERE vault = ? AND counter = ?", [(vault, each) for each in counters])

    def chain(self, vault: bytes) -> tuple[int, bytes]:
        """This device's last counter in a vault and that entry's hash; (0, 32 zero bytes) before the first."""
        row = self._db.execute("SELECT counter, prev FROM chains WHERE vault = ?", (vault,)).fetchone()
        return (0, bytes(32)) if row is None else (row[0], bytes(row[1]))

    def put_chain(self, vault: bytes, counter: int, prev: bytes) -> None:
        """Move this device's chain on."""
        self._db.execute("INSERT OR REPLACE INTO chains VALUES (?, ?, ?)", (vault, counter, prev))

    def begin_chains_anew(self) -> None:
        """This device has a new id: its chains begin again, and whatever is not sent is written again by the caller."""
        self._db.execute("DELETE FROM chains")
        self._db.execute("DELETE FROM outbox")

    # Set aside, checkpoints, forks ----------------------------------------------------------------------

    def aside(self, vault: bytes | None = None) -> list[Aside]:
        """Everything set aside, or of one vault; oldest first."""
        found = (
            self._db.execute("SELECT * FROM aside ORDER BY id")
            if vault is None
            else self._db.execute("SELECT * FROM aside WHERE vault = ? ORDER BY id", (vault,))
        )
        return [Aside(r[0], r[1], r[2], r[3], r[4], bool(r[5])) for r in found]

    def set_aside(self, vault: bytes, seq: int | None, code: str, entry: bytes, *, mine: bool) -> None:
        """Keep an entry with the reason why it was not taken."""
        self._db.execute(
            "INSERT INTO aside (vault, seq, code, entry, mine) VALUES (?, ?, ?, ?, ?)", (vault, seq, code, entry, mine)
        )

    def take_back(self, aside_id: int) -> None:
        """Forget that something was set aside: it has been taken now."""
        self._db.execute("DELETE FROM aside WHERE id = ?", (aside_id,))

    def recode(self, aside_id: int, code: str) -> None:
        """Give another reason."""
        self._db.execute("UPDATE aside SET code = ? WHERE id = ?", (code, aside_id))

    def own(self, aside_id: int, code: str) -> None:
        """This device answers for it now: it has handed it in, for this reason."""
        self._db.execute("UPDATE aside SET mine = 1, code = ? WHERE id = ?", (code, aside_id))

    def forget_refused(self, vault: bytes, after: int) -> None:
        """Forget what was set aside of the log beyond a seq: those places are judged anew."""
        self._db.execute("DELETE FROM aside WHERE vault = ? AND seq > ?", (vault, after))

    def checkpoints(self) -> list[bytes]:
        """Others' newest checkpoints."""
        return [bytes(row[0]) for row in self._db.execute("SELECT checkpoint FROM checkpoints ORDER BY vault, device")]

    def replace_checkpoints(self, found: list[tuple[bytes, bytes, bytes]]) -> None:
        """Keep these (vault, device, checkpoint) in place of all that were kept."""
        self._db.execute("DELETE FROM checkpoints")
        self._db.executemany("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)", found)

    def note_fork(self, vault: bytes, seq: int, device: bytes) -> None:
        """Remember that `device` was shown another history than this one."""
        self._db.execute("INSERT OR IGNORE INTO forks VALUES (?, ?, ?)", (vault, seq, device))

    def forks(self) -> list[tuple[bytes, int, bytes]]:
        """(vault, seq, device) of every fork seen."""
        return [(bytes(r[0]), r[1], bytes(r[2])) for r in self._db.execute("SELECT * FROM forks ORDER BY vault, seq")]
