"""Checkpoints: each device's signed word on how far it has applied a vault's log; the newest of each (vault, device).

The server checks the signature and keeps the bytes. Whether two disagree is for clients to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, select

from schemas.codes import Code
from server.db.tables import Raw, checkpoints
from server.db.upsert import replacing
from server.logs.heads import Head
from server.refusal import Refused
from sync.checkpoint import Checkpoint, parse_checkpoint, verify_checkpoint
from sync.encoding import Malformed
from sync.roster import School

_OF: Final = checkpoints.c.vault.in_(bindparam("vaults", type_=Raw, expanding=True))
_HERE: Final = checkpoints.c.school == bindparam("school")
_KEPT: Final = select(checkpoints.c.vault, checkpoints.c.device, checkpoints.c.log_id, checkpoints.c.seq).where(
    _HERE, _OF, checkpoints.c.device.in_(bindparam("devices", type_=Raw, expanding=True))
)
_OF_OTHERS: Final = select(checkpoints.c.checkpoint).where(_HERE, _OF, checkpoints.c.device != bindparam("device"))
_KEEP: Final = replacing(checkpoints)
"""Made once, as every statement of a device's round is."""


def read_checkpoints(school: School, found: Sequence[bytes]) -> list[Checkpoint]:
    """The checkpoints, each signed by a device of the school that is let in.

    Raises Refused, naming every bad one by its place.
    """
    bad: list[tuple[int, Code]] = []
    good: list[Checkpoint] = []
    for place, data in enumerate(found):
        try:
            checkpoint = parse_checkpoint(data)
        except Malformed as error:
            bad.append((place, error.code))
            continue
        code = _fault(school, checkpoint)
        if code is None:
            good.append(checkpoint)
        else:
            bad.append((place, code))
    if bad:
        raise Refused(bad[0][1], field="checkpoints", entries=bad)
    return good


def _fault(school: School, checkpoint: Checkpoint) -> Code | None:
    if checkpoint.school != school.id:
        return Code.WRONG_SCHOOL
    device = school.devices.get(checkpoint.device)
    if device is None:
        return Code.UNKNOWN_DEVICE
    if not device.live:
        return Code.REVOKED_DEVICE
    return None if verify_checkpoint(checkpoint, device.key) else Code.BAD_SIGNATURE


def newer(connection: Connection, heads: Iterable[Head], posted: Sequence[Checkpoint]) -> list[Checkpoint]:
    """Those of `posted` that say more than what is kept, of vaults in `heads`; the others are of no use to anybody.

    More is a greater seq of the same log, or any seq of the log's present id.
    """
    log_ids = {head.vault: head.log_id for head in heads}
    useful = [checkpoint for checkpoint in posted if checkpoint.vault in log_ids]
    if not useful:
        return []
    about = {
        "school": useful[0].school,
        "vaults": list({found.vault for found in useful}),
        "devices": list({found.device for found in useful}),
    }
    rows = connection.execute(_KEPT, about)
    kept: dict[tuple[bytes, bytes], tuple[bytes, int]] = {
        (row.vault, row.device): (row.log_id, row.seq) for row in rows
    }

    def says_more(found: Checkpoint) -> bool:
        before = kept.get((found.vault, found.device))
        if before is not None and before[0] == found.cursor.log_id:
            return found.cursor.seq > before[1]
        return before is None or found.cursor.log_id == log_ids[found.vault]

    return [found for found in useful if says_more(found)]


def keep(connection: Connection, found: Iterable[Checkpoint]) -> None:
    """Put each in the place of its device's former one."""
    rows = [
        {
            "school": checkpoint.school, "vault": checkpoint.vault, "device": checkpoint.device,
            "log_id": checkpoint.cursor.log_id, "seq": checkpoint.cursor.seq, "checkpoint": checkpoint.data,
        }
        for checkpoint in found
    ]  # fmt: skip
    if rows:
        connection.execute(_KEEP[connection.dialect.name], rows)


def of_others(connection: Connection, school: bytes, heads: Sequence[Head], device: bytes) -> list[bytes]:
    """The checkpoints of every other device in these vaults, sorted."""
    about = {"school": school, "vaults": [head.vault for head in heads], "device": device}
    return sorted(connection.execute(_OF_OTHERS, about).scalars())
