"""Frames: a JSON object and any number of byte strings in one request or answer (`docs/protocol.md` §10).

    parse_frames(encode_frames({"count": 1}, [entry]))  ->  ({"count": 1}, [entry])

How many frames there should be is said by the object; a reader compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sync.encoding import Malformed, json_bytes
from sync.op import parse_object

FRAMES_TYPE: Final = "application/vnd.beside.frames"
_LENGTH_SIZE: Final = 4


def encode_frames(head: Mapping[str, Any], parts: Iterable[bytes] = ()) -> bytes:
    """Each frame is u32 length ‖ bytes; the first is `head`."""
    pieces: list[bytes] = []
    for part in (json_bytes(head), *parts):
        pieces += (len(part).to_bytes(_LENGTH_SIZE, "big"), part)
    return b"".join(pieces)


def parse_frames(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The object and the byte strings behind it. Raises `Malformed` where a frame is cut short or the first is no object."""
    frames = []
    position = 0
    while position < len(data):
        start = position + _LENGTH_SIZE
        position = start + int.from_bytes(data[position:start], "big")
        if position > len(data):
            raise Malformed("a frame is cut short")
        frames.append(data[start:position])
    if not frames:
        raise Malformed("there is no first frame")
    return parse_object(frames[0]), frames[1:]
