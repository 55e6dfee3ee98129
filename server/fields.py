"""Fields of our wire that marshmallow does not bring: bytes, rows, instants, sign-in names."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields

from server.accounts.handles import is_handle
from sync.encoding import Malformed, b64u, format_instant, parse_instant, unb64u


class Bytes(fields.String):
    """Bytes in base64url without padding; `size` of them, or at most `most`."""

    def __init__(self, size: int | None = None, *, most: int | None = None, **kwargs: Any) -> None:
        letters = f"{{{-(-size * 4 // 3)}}}" if size is not None else "*"
        metadata = {"pattern": f"^[A-Za-z0-9_-]{letters}$", **kwargs.pop("metadata", {})}
        super().__init__(metadata=metadata, **kwargs)
        self.size = size
        self.most = most

    def _deserialize(self, value: Any, *_place: Any, **_more: Any) -> Any:
        try:
            found = unb64u(value, self.size)
        except Malformed as error:
            raise ValidationError(str(error)) from None
        if self.most is not None and len(found) > self.most:
            raise ValidationError(f"must be of at most {self.most} bytes")
        return found

    def _serialize(self, value: Any, *_place: Any, **_more: Any) -> str | None:
        return None if value is None else b64u(value)


class Instant(fields.String):
    """Milliseconds since 1970 UTC in Python; RFC 3339 with milliseconds and offset in JSON."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"format": "date-time"}, **kwargs)

    def _deserialize(self, value: Any, *_place: Any, **_more: Any) -> Any:
        try:
            return parse_instant(value)
        except Malformed as error:
            raise ValidationError(str(error)) from None

    def _serialize(self, value: Any, *_place: Any, **_more: Any) -> str | None:
        return None if value is None else format_instant(value)


class Count(fields.Integer):
    """A whole number from `least`, within what every JSON reader holds exactly."""

    def __init__(self, least: int = 0, most: int = 2**53 - 1, **kwargs: Any) -> None:
        super().__init__(strict=True, metadata={"minimum": least, "maximum": most}, **kwargs)
        self.least = least
        self.most = most

    def _deserialize(self, value: Any, *_place: Any, **_more: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise ValidationError(f"must be a whole number from {self.least} to {self.most}")
        return value


class Row(fields.Tuple):
    """A list of a fixed length, each place of its own kind."""

    def __init__(self, *places: fields.Field[Any], **kwargs: Any) -> None:
        metadata = {"type": "array", "items": {}, "minItems": len(places), "maxItems": len(places)}
        super().__init__(places, metadata=metadata, **kwargs)


class Handle(fields.String):
    """A sign-in name."""

    def _deserialize(self, value: Any, *_place: Any, **_more: Any) -> Any:
        if not isinstance(value, str) or not is_handle(value):
            raise ValidationError("must be 1 to 64 printable characters")
        return value
