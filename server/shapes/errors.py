"""The one shape of every error (`docs/errors.md`). Made by `server.errors`; here for the OpenAPI document."""

from __future__ import annotations

from marshmallow import fields

from server.fields import Count
from server.shapes import Shape


class BadEntry(Shape):
    """One entry of a batch that is refused, by its place."""

    index = Count(required=True)
    code = fields.String(required=True)


class Error(Shape):
    """What is wrong, and what to do."""

    code = fields.String(required=True)
    message = fields.String(required=True)
    remedy = fields.String(required=True)
    field = fields.String()
    entries = fields.List(fields.Nested(BadEntry))


class Refusal(Shape):
    """The answer to a request that is refused."""

    error = fields.Nested(Error, required=True)
