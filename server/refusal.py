"""A request that is answered with a code instead: raised anywhere in the server, answered by `server.errors`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schemas.codes import Code
from sync.encoding import Refused as NotTaken

RETRY_AFTER_SECONDS: Final = {Code.RATE_LIMITED: 60, Code.BUSY: 2, Code.RESTORING: 30, Code.STORAGE_FULL: 60}


class Refused(NotTaken):
    """`field` names what is wrong in the request; `entries` are (index, code) of every bad entry; `retry_after` in seconds;
    `oldest` the oldest protocol that is read."""

    def __init__(
        self,
        code: Code,
        *,
        field: str | None = None,
        entries: Sequence[tuple[int, Code]] = (),
        retry_after: int | None = None,
        oldest: int | None = None,
    ) -> None:
        code = _to_send(code)
        super().__init__(code.wire, code)
        self.field = field
        self.entries = tuple((place, _to_send(each)) for place, each in entries)
        self.oldest = oldest
        self.retry_after = RETRY_AFTER_SECONDS.get(code) if retry_after is None else retry_after


def _to_send(code: Code) -> Code:
    """A reader keeps what is of a newer version and tries again after an update; for the server it is not understood."""
    return Code.MALFORMED if code is Code.UNKNOWN_KIND else code
