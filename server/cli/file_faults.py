"""What a file or a folder refuses, as one line that says what to do: mostly the command is run by another user than serves."""

from __future__ import annotations

import errno
from typing import Final

NOT_ALLOWED: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)


def is_told(error: OSError) -> bool:
    """Whether the error is of a file that can be named, or of a full disk; another is a network's, or a fault of ours."""
    return isinstance(error.filename, str) or error.errno in NO_ROOM


def told(error: OSError) -> str:
    """The line for an error that `is_told`."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror}; {_remedy(error)}"


def _remedy(error: OSError) -> str:
    if error.errno in NOT_ALLOWED:
        return "run this as the user that serves, or let that user read and write there"
    if error.errno in NO_ROOM:
        return "make room, and run it again"
    return "look at BESIDE_DATA and BESIDE_DATABASE, and at what the command was given"
