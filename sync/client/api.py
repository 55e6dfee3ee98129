"""The server's paths as functions (`docs/protocol.md` §10): JSON and frames in and out, refusals as exceptions.

api = Api(Transport("http://localhost:8480"), school)
answer = api.exchange(digest, checkpoints)
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schemas.codes import Code, code_named
from schemas.limits import PROTOCOL_VERSION
from sync.client.transport import FRAMES, JSON, Answer, Transport, Unreachable
from sync.encoding import Malformed, Refused, b64u, unb64u
from sync.frames import encode_frames, parse_frames
from sync.log import Cursor


class ServerRefused(RuntimeError):  # noqa: N818 - named for what it says
    """The server said no. `code` is of `schemas.codes`, or None for a newer server's; `detail` is its error object."""

    def __init__(self, status: int, code: Code | None, detail: dict[str, Any]) -> None:
        super().__init__(str(detail.get("code", status)))
        self.status = status
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class VaultPage:
    """Part of a vault's log: its log id, the first seq, the entries, whether more follows, and the server's head.

    `rewound` is set where the server does not know the cursor it was asked with (its log id is empty where it knows nothing
    of the vault), `refused` where this member may not read the vault.
    """

    vault: bytes
    log_id: bytes = b""
    first: int = 0
    entries: tuple[bytes, ...] = ()
    more: bool = False
    head_seq: int = 0
    head_hash: bytes = b""
    rewound: bool = False
    refused: Code | None = None


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a batch: the log's head behind it and the seq of each entry; or `error`, the code that refused it, and in
    `bad` the place and code of every bad entry.
    """

    head: Cursor | None = None
    seqs: tuple[int, ...] = ()
    error: str | None = None
    bad: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heads:
    """What an exchange answers when something is new."""

    time: str
    same: bool
    school: tuple[int, bytes] = (0, b"")
    vaults: tuple[tuple[bytes, Cursor], ...] = ()
    checkpoints: tuple[bytes, ...] = ()
    notices: tuple[bytes, ...] = ()
    restored: str | None = None
    """When the server was last restored from a backup, if it ever was."""


class Api:
    """One school on one server, through one transport."""

    def __init__(self, transport: Transport, school: bytes, catalogue: int) -> None:
        self.transport = transport
        self._base = f"/api/schools/{b64u(school)}"
        self._versions = {"protocol": PROTOCOL_VERSION, "catalogue": catalogue}

    # Requests ---------------------------------------------------------------------------------------------

    def json(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """A JSON request under the school's path. Raises `ServerRefused` and `Unreachable`."""
        data = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
        return parse_json(take(self.transport.request(method, self._base + path, data, JSON)).body)

    def frames(self, method: str, path: str, first: dict[str, Any], rest: Sequence[bytes] = ()) -> Answer:
        """A request of frames under the school's path. Raises `ServerRefused` and `Unreachable`."""
        return take(self.transport.request(method, self._base + path, encode_frames(first, rest), FRAMES))

    def fetched(self, path: str) -> tuple[dict[str, Any], list[bytes]]:
        """A `GET` under the school's path that is answered in frames. Raises `ServerRefused` and `Unreachable`."""
        answer = take(self.transport.request("GET", self._base + path))
        try:
            return parse_frames(answer.body)
        except Refused as error:
            raise Unreachable("an answer that is not whole") from error

    # The logs ---------------------------------------------------------------------------------------------

    def exchange(self, digest: bytes, checkpoints: Sequence[bytes]) -> Heads:
        """Say how far we are, hear what is new."""
        body = {**self._versions, "digest": b64u(digest), "checkpoints": [b64u(c) for c in checkpoints]}
        return _heads(self.json("POST", "/exchange", body))

    def pull(
        self, cursors: Sequence[tuple[bytes, Cursor | None, bytes]], school: int | None
    ) -> tuple[list[bytes], list[VaultPage]]:
        """School entries after seq `school`, and of each (vault, cursor, its hash_0) what follows."""
        asked = [
            [b64u(vault), None, 0, b64u(hash_0)]
            if cursor is None
            else [b64u(vault), b64u(cursor.log_id), cursor.seq, b64u(cursor.log_hash)]
            for vault, cursor, hash_0 in cursors
        ]
        body = json.dumps({**self._versions, "vaults": asked, "school": school}, separators=(",", ":")).encode()
        answer = take(self.transport.request("POST", self._base + "/pull", body, JSON))
        return _pages(answer.body)

    def push(self, batches: Sequence[tuple[bytes, Sequence[bytes]]], *, restore: bool = False) -> list[Pushed]:
        """Send batches (vault, entries); one result each, in the same order."""
        described = [{"vault": b64u(vault), "count": len(entries)} for vault, entries in batches]
        first: dict[str, Any] = {**self._versions, "batches": described}
        if restore:
            first["restore"] = True
        answer = self.frames("POST", "/push", first, [entry for _, entries in batches for entry in entries])
        results = parse_json(answer.body).get("results")
        if not isinstance(results, list) or len(results) != len(batches):
            raise Unreachable("an answer that is not whole")
        return [pushed(result, len(entries)) for result, (_, entries) in zip(results, batches, strict=True)]

    def append_school(self, entries: Sequence[bytes], *, restore: bool = False) -> None:
        """Append to the school log, or give back what the server lost of it. Raises `ServerRefused` with `Code.HEAD_MOVED` when
        somebody else was first, or whoever is shut out has written since."""
        first = {"count": len(entries), **({"restore": True} if restore else {})}
        self.frames("POST", "/log", first, entries)


def pushed(result: Any, count: int) -> Pushed:
    """What became of one batch of `count` entries. Raises `Unreachable` for what is no such answer."""
    try:
        error = result.get("error")
        if error is not None:
            bad = [(int(one["index"]), str(one["code"])) for one in error.get("entries") or []]
            if not all(0 <= place < count for place, _ in bad):
                raise Unreachable("an answer that is not as it should be")
            return Pushed(error=str(error["code"]), bad=tuple(sorted(bad)))
        seq, log_hash = result["head"]
        head = Cursor(unb64u(result["log"]), int(seq), unb64u(log_hash))
        return Pushed(head, tuple(int(one) for one in result["seqs"]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Unreachable("an answer that is not as it should be") from error


def take(answer: Answer) -> Answer:
    """The answer if it is a yes. Raises `ServerRefused`, and `Unreachable` for an error that no server of ours wrote."""
    if answer.status < 400:
        return answer
    try:
        detail = parse_json(answer.body)["error"]
        wire = detail["code"]
    except (Malformed, Unreachable, KeyError, TypeError):
        raise Unreachable(f"status {answer.status}") from None
    raise ServerRefused(answer.status, code_named(str(wire)), detail)


def parse_json(body: bytes) -> dict[str, Any]:
    """The JSON object of an answer; nothing for an empty one. Raises `Unreachable` for a cut one."""
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        raise Unreachable("an answer that is not whole") from None
    if not isinstance(found, dict):
        raise Unreachable("an answer that is not whole")
    return found


def _heads(answer: dict[str, Any]) -> Heads:
    try:
        if answer["same"]:
            return Heads(answer["time"], True)
        school_seq, school_hash = answer["school"]
        return Heads(
            answer["time"],
            False,
            (int(school_seq), unb64u(school_hash)),
            tuple(
                (unb64u(vault), Cursor(unb64u(log_id), int(seq), unb64u(log_hash)))
                for vault, log_id, seq, log_hash in answer["heads"]
            ),
            tuple(unb64u(checkpoint) for checkpoint in answer["checkpoints"]),
            tuple(unb64u(notice) for notice in answer["notices"]),
            None if answer.get("restored") is None else str(answer["restored"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Unreachable("an answer that is not as it should be") from error


def _pages(body: bytes) -> tuple[list[bytes], list[VaultPage]]:
    try:
        described, rest = parse_frames(body)
        school_count = int(described["school"])
        school, place = rest[:school_count], school_count
        pages = []
        for page in described["vaults"]:
            count = int(page["count"])
            pages.append(_page(page, tuple(rest[place : place + count])))
            place += count
        if place != len(rest) or len(school) != school_count:
            raise Unreachable("an answer that is not whole")
    except (Refused, KeyError, TypeError, ValueError) as error:
        raise Unreachable("an answer that is not whole") from error
    return school, pages


def _page(page: dict[str, Any], entries: tuple[bytes, ...]) -> VaultPage:
    error = page.get("error")
    if isinstance(error, dict):
        return VaultPage(unb64u(page["vault"]), refused=code_named(str(error.get("code"))) or Code.INTERNAL)
    head_seq, head_hash = page["head"]
    rewound = bool(page.get("rewound"))
    return VaultPage(
        unb64u(page["vault"]),
        unb64u(page["log"]) if "log" in page else b"",
        0 if rewound else int(page["from"]),
        entries,
        bool(page["more"]),
        int(head_seq),
        unb64u(head_hash),
        rewound,
    )
