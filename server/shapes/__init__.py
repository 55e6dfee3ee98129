"""The shapes of what crosses the wire (`docs/protocol.md` §10): marshmallow schemas, loaded and dumped at `server.seam`.

Members that a shape does not know are left out: a newer client may send more than this server reads.
"""

from marshmallow import EXCLUDE, Schema


class Shape(Schema):
    """The base of every shape."""

    class Meta:
        unknown = EXCLUDE
