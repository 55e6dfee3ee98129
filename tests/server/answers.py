"""Reading answers in tests."""

from werkzeug.test import TestResponse


def error(response: TestResponse) -> str:
    """The code of a refusal."""
    assert response.json is not None, response.data
    code: str = response.json["error"]["code"]
    return code
