"""Reading answers in tests."""

from typing import Any, Protocol


class Answer(Protocol):
    """What an answer shows, whether of Flask's test client or of a running server."""

    status_code: int

    @property
    def data(self) -> bytes:
        """The body."""

    @property
    def json(self) -> Any:
        """The body as JSON."""

    @property
    def headers(self) -> Any:
        """The headers."""


def error(response: Answer) -> str:
    """The code of a refusal."""
    assert response.json is not None, response.data
    code: str = response.json["error"]["code"]
    return code
