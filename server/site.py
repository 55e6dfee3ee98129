"""The built client, served with what lets it be kept, and what must not be.

| address | kept by the browser |
| --- | --- |
| `/assets/…`, whose names carry the hash of their content | for a year |
| `/pupil`, `/pupil.html`: the pupil's own document | never (`no-store`, so not in the back/forward cache either) |
| everything else, `sw.js` and the manifest among it | asked for anew each time, by its hash |

An address without a file and without a dot is a screen of the app: it gets `index.html`.
"""

from __future__ import annotations

import gzip
import json
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.routing import PathConverter

from schemas.codes import Code
from server import assets
from server.headers import WORKER_POLICY
from server.refusal import Refused
from server.settings import Settings

A_YEAR: Final = "public, max-age=31536000, immutable"
ASK: Final = "no-cache"
NEVER: Final = "no-store"

TYPES: Final = {
    ".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2",
    ".wasm": "application/wasm", ".svg": "image/svg+xml",
}  # fmt: skip
"""Where the machine's own table may lack the type, or say it differently."""
PACKED: Final = ("text/", "application/json", "application/manifest+json", "application/wasm", "image/svg+xml")
WORTH_PACKING: Final = 1024


class PageConverter(PathConverter):
    """Every address but the API's, whose routes answer for themselves: `<page:name>`."""

    regex = r"(?!api/)[^/].*?"


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent: its bytes, the same packed (None where that gains nothing), type and hash."""

    content: bytes
    packed: bytes | None
    kind: str
    tag: str


def as_file(name: str, content: bytes) -> File:
    """What is sent for a file of this name and content."""
    kind = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    worth = len(content) >= WORTH_PACKING and kind.startswith(PACKED)
    packed = gzip.compress(content, 9, mtime=0) if worth else None
    return File(content, packed, kind, sha256(content).hexdigest()[:32])


@lru_cache(maxsize=256)
def _read(path: Path, _changed_ns: int) -> File:
    return as_file(path.name, path.read_bytes())


def find(folder: Path, name: str) -> File | None:
    """The file `name` of `folder`, or None; never one outside it."""
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            return None
    except (OSError, ValueError):
        return None  # no file can have such a name: it is too long, or has a NUL in it
    return _read(path, path.stat().st_mtime_ns)


def send(file: File, cache: str) -> Response:
    """The answer with this file, or `304` to who has it."""
    response = Response(file.content, content_type=_with_charset(file.kind))
    if file.packed is not None:
        response.headers["Vary"] = "Accept-Encoding"
        if request.accept_encodings["gzip"] > 0:
            response.set_data(file.packed)
            response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = cache
    if cache != NEVER:
        response.set_etag(file.tag + "-gzip" * ("Content-Encoding" in response.headers))
        response.make_conditional(request)
    return response


def _with_charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("+xml") else kind


def manifest(folder: Path, settings: Settings) -> File:
    """The web app manifest with the school's name and colour in it."""
    described = json.loads((folder / "manifest.webmanifest").read_bytes())
    described |= {"name": settings.name, "short_name": settings.name, "theme_color": settings.colour}
    return as_file("manifest.webmanifest", json.dumps(described, ensure_ascii=False, indent=2).encode())


def blueprint(settings: Settings) -> Blueprint:
    """The routes of the client. Raises FileNotFoundError, naming the remedy, where it was not built."""
    client, manifests = assets.client_folder(), assets.manifest_folder()
    pages = Blueprint("site", __name__)

    @pages.get("/pupil")
    @pages.get("/pupil.html")
    def pupil() -> Response:
        return send(_found(client, "pupil.html"), NEVER)

    @pages.get("/manifest/<path:name>")
    def about(name: str) -> Response:
        if name == "manifest.webmanifest":
            return send(manifest(manifests, settings), ASK)
        return send(_found(manifests, name), ASK)

    @pages.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        return send(_found(client / "assets", name), A_YEAR)

    @pages.get("/sw.js")
    def service_worker() -> Response:
        response = send(_found(client, "sw.js"), ASK)
        response.headers["Content-Security-Policy"] = WORKER_POLICY
        return response

    @pages.get("/")
    @pages.get("/<page:name>")
    def page(name: str = "index.html") -> Response:
        file = find(client, name)
        if file is None and "." not in name.rsplit("/", 1)[-1]:
            file = find(client, "index.html")
        if file is None:
            raise Refused(Code.NOT_FOUND)
        return send(file, ASK)

    return pages


def _found(folder: Path, name: str) -> File:
    file = find(folder, name)
    if file is None:
        raise Refused(Code.NOT_FOUND)
    return file
