"""Which frames belong to which batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemas.codes import Code
from server.refusal import Refused


def by_batch(
    batches: Sequence[Mapping[str, Any]], parts: Sequence[bytes]
) -> Iterator[tuple[Mapping[str, Any], Sequence[bytes]]]:
    """Each batch with its entries. Raises Refused(MALFORMED) where the counts are not those of the frames."""
    if sum(batch["count"] for batch in batches) != len(parts):
        raise Refused(Code.MALFORMED, field="count")
    start = 0
    for batch in batches:
        yield batch, parts[start : start + batch["count"]]
        start += batch["count"]
