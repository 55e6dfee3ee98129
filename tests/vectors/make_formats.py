"""Writes tests/vectors/formats.json: every binary format and key of the protocol, good and bad.

    python -m tests.vectors.make_formats [--check]

Bytes are hex. Everything is worked out in the modules `formats_of_…` without `sync`. Two things are random where they are
really made and fixed here: what is sealed to a public key (readers open it and never compare it) and, in browsers that
randomise Ed25519, signatures (readers verify them; `seed` is for those whose signatures are deterministic). An entry is
`before`, then `zeros` zero bytes, then `after`. `code` is how a reader refuses.
"""

from __future__ import annotations

from typing import Any

from tests.vectors import formats_of_documents as documents
from tests.vectors import formats_of_entries as entries
from tests.vectors import formats_of_keys as keys
from tests.vectors.vector_file import write_or_check

GROUPS = (
    keys.base64url, keys.base64url_bad, keys.instants, keys.instants_bad, keys.padded_sizes, keys.padding_bad, keys.derived,
    keys.accounts, keys.roots, keys.passwords_bad, keys.params_bad, keys.seals, keys.seals_bad, keys.sealed_to,
    keys.sealed_to_bad, keys.weak_keys, keys.sheets, keys.sheets_bad,
    entries.entries, entries.entries_bad, entries.signatures_bad, entries.bodies, entries.bodies_bad, entries.logs,
    entries.school_entries, entries.join_proof,
    documents.wraps, documents.wraps_bad, documents.epochs, documents.epochs_bad, documents.tickets, documents.tickets_bad,
    documents.ticket_signatures_bad, documents.drops, documents.drops_bad, documents.checkpoints, documents.checkpoints_bad,
    documents.snapshots, documents.snapshots_bad, documents.frames, documents.frames_bad,
)  # fmt: skip


def content() -> dict[str, Any]:
    """The file's content."""
    about = " ".join(str(__doc__).split("\n\n")[2].split())
    return {"about": about, **{group.__name__: list(group()) for group in GROUPS}}


if __name__ == "__main__":
    raise SystemExit(write_or_check(__file__, "formats.json", content()))
