"""The one seam between HTTP and Python: what comes in is loaded by a marshmallow schema, what goes out is dumped by one.

    @takes(SignIn)          # the method gets body=<what the schema loaded>
    @gives(Session)         # the method returns a mapping for the schema to dump
    def post(self, caller, school, body): …

    @takes_frames(Push)     # body as above, and parts=<the frames behind it>
    @gives_frames(Pulled)   # the method returns (mapping, frames)

Each decorator tells the OpenAPI document, by way of apispec, the same shape that it loads or dumps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from threading import BoundedSemaphore
from typing import Any, Final

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask, Response, current_app, g, request
from flask_restx import Namespace
from marshmallow import Schema, ValidationError

from schemas.codes import Code
from server.refusal import Refused
from sync.encoding import Malformed
from sync.frames import FRAMES_TYPE, encode_frames, parse_frames

JSON: Final = "application/json"
OCTETS: Final = "application/octet-stream"
MOST_JSON_BYTES: Final = 4 * 1024 * 1024
MOST_FRAMES_BYTES: Final = 8 * 1024 * 1024
FRAMES_AT_ONCE: Final = 128
STRANGERS: Final = "beside.strangers"
"""In `g`: whether who asks needs no session; in the application: how many of them may be read from at once."""

Method = Callable[..., Any]
Decorator = Callable[[Method], Method]

shapes = Namespace("shapes")
"""Holds the models of the OpenAPI document; it has no routes."""


def takes(schema: type[Schema]) -> Decorator:
    """The request's JSON, as `body`. Raises Refused: MALFORMED for what is no JSON object, INVALID with the field's name."""
    shape = schema()

    def decorate(method: Method) -> Method:
        @wraps(method)
        def taking(*args: Any, **kwargs: Any) -> Any:
            text = _content(JSON, MOST_JSON_BYTES)
            try:
                found = json.loads(text)
            except (ValueError, RecursionError):
                raise Refused(Code.MALFORMED) from None
            return method(*args, **kwargs, body=_loaded(shape, found))

        return _document(taking, expect=[model(schema)], consumes=JSON)

    return decorate


def takes_frames(schema: type[Schema]) -> Decorator:
    """The request's frames: the first as `body`, the others as `parts`, a list of bytes."""
    shape = schema()

    def decorate(method: Method) -> Method:
        @wraps(method)
        def taking(*args: Any, **kwargs: Any) -> Any:
            try:
                head, parts = parse_frames(_content(FRAMES_TYPE, MOST_FRAMES_BYTES))
            except Malformed:
                raise Refused(Code.MALFORMED) from None
            return method(*args, **kwargs, body=_loaded(shape, head), parts=parts)

        return _document(taking, expect=[model(schema)], consumes=FRAMES_TYPE)

    return decorate


def takes_bytes(most: int) -> Decorator:
    """The request's bytes as they come, as `content`; at most `most` of them."""

    def decorate(method: Method) -> Method:
        @wraps(method)
        def taking(*args: Any, **kwargs: Any) -> Any:
            return method(*args, **kwargs, content=_content(OCTETS, most))

        return _document(taking, consumes=OCTETS)

    return decorate


def gives(schema: type[Schema]) -> Decorator:
    """The method's mapping as JSON."""
    shape = schema()

    def decorate(method: Method) -> Method:
        @wraps(method)
        def giving(*args: Any, **kwargs: Any) -> Response:
            return _answer(json.dumps(shape.dump(method(*args, **kwargs))).encode(), JSON)

        return _document(giving, responses={200: (schema.__name__, model(schema), {})}, produces=[JSON])

    return decorate


def gives_frames(schema: type[Schema]) -> Decorator:
    """The method's mapping as the first frame, its byte strings as the others."""
    shape = schema()

    def decorate(method: Method) -> Method:
        @wraps(method)
        def giving(*args: Any, **kwargs: Any) -> Response:
            head, parts = method(*args, **kwargs)
            return _answer_in_pieces(encode_frames(shape.dump(head)), parts)

        return _document(giving, responses={200: (schema.__name__, model(schema), {})}, produces=[FRAMES_TYPE])

    return decorate


def gives_bytes(method: Method) -> Method:
    """The method's bytes as they are."""

    @wraps(method)
    def giving(*args: Any, **kwargs: Any) -> Response:
        return _answer(method(*args, **kwargs), OCTETS)

    return _document(giving, responses={200: ("Bytes", None, {})}, produces=[OCTETS])


def gives_nothing(method: Method) -> Method:
    """An empty answer, once the method has returned."""

    @wraps(method)
    def giving(*args: Any, **kwargs: Any) -> Response:
        method(*args, **kwargs)
        response = _answer(b"", JSON)
        response.status_code = 204
        return response

    return _document(giving, responses={204: ("Done", None, {})})


def _content(kind: str, most: int) -> bytes:
    # Neither type is one that a page of another site may send without being asked first.
    if request.mimetype != kind:
        raise Refused(Code.MALFORMED, field="Content-Type")
    if request.content_length is not None and request.content_length > most:
        raise Refused(Code.TOO_LARGE)
    request.max_content_length = most
    with _place_to_read():
        return request.get_data(cache=False)


def let_strangers_read(app: Flask, *, threads: int) -> None:
    """Of the threads that serve, keep one that never waits for what somebody without a session sends. Whoever sends a byte now
    and then would hold all of them, and nobody could check in or take an alarm on."""
    app.extensions[STRANGERS] = BoundedSemaphore(max(1, threads - 1))


@contextmanager
def _place_to_read() -> Iterator[None]:
    if not g.get(STRANGERS):
        yield
        return
    places: BoundedSemaphore = current_app.extensions[STRANGERS]
    if not places.acquire(blocking=False):
        raise Refused(Code.BUSY)
    try:
        yield
    finally:
        places.release()


def _answer(content: bytes, kind: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answer_in_pieces(head: bytes, parts: Sequence[bytes]) -> Response:
    """Frames, joined a few at a time: an answer of megabytes is never in the memory twice."""

    def pieces() -> Iterator[bytes]:
        yield head
        for start in range(0, len(parts), FRAMES_AT_ONCE):
            yield b"".join(len(part).to_bytes(4, "big") + part for part in parts[start : start + FRAMES_AT_ONCE])

    response = _answer(b"", FRAMES_TYPE)
    response.response = pieces()
    response.content_length = len(head) + sum(len(part) + 4 for part in parts)
    return response


def _loaded(shape: Schema, found: object) -> Any:
    if not isinstance(found, dict):
        raise Refused(Code.MALFORMED)
    try:
        return shape.load(found)
    except ValidationError as error:
        raise Refused(Code.INVALID, field=_first_field(error.messages)) from None


def _first_field(messages: object) -> str:
    """`account.params.lanes`: where the first fault is. Only names of our own shapes and places in a list."""
    path: list[str] = []
    inner = messages
    while isinstance(inner, Mapping) and inner:
        name, inner = next(iter(inner.items()))
        if name != "_schema":
            path.append(str(name))
    return ".".join(path)


def _document(method: Method, *, consumes: str | None = None, **about: Any) -> Method:
    known = dict(getattr(method, "__apidoc__", {}))
    responses = {**known.get("responses", {}), **about.pop("responses", {})}
    vendor = {**known.get("vendor", {}), **({"x-consumes": consumes} if consumes else {})}
    method.__apidoc__ = {**known, **about, "responses": responses, "vendor": vendor}  # type: ignore[attr-defined]  # what flask-restx reads
    return method


def model(schema: type[Schema]) -> Any:
    """The schema as a model of the OpenAPI document, with those that it names."""
    spec = APISpec(title="", version="", openapi_version="2.0", plugins=[MarshmallowPlugin(schema_name_resolver=_name)])
    spec.components.schema(schema.__name__, schema=schema)
    for name, described in spec.to_dict()["definitions"].items():
        shapes.schema_model(name, described)
    return shapes.models[schema.__name__]


def _name(schema: Any) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__


def every_model() -> dict[str, Any]:
    """The model of every shape that a route takes or gives, by name."""
    return dict(shapes.models)
