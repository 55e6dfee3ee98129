"""The actors' tablets over real HTTP: what they need of Flask's test client, on a connection to a running server."""

from __future__ import annotations

import http.client
import json
from typing import Any


class Answered:
    """Status, bytes and JSON of an answer."""

    def __init__(self, status: int, data: bytes, headers: http.client.HTTPMessage) -> None:
        self.status_code = status
        self.data = data
        self.headers = headers

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.data)


class HttpClient:
    """One browser with one cookie; a connection a request."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie: str | None = None

    def open(self, path: str, *, method: str, data: str | bytes | None = None, content_type: str = "") -> Answered:
        """One request. Raises OSError or HTTPException where no whole answer came."""
        headers = {"Content-Type": content_type} if content_type else {}
        if self.cookie:
            headers["Cookie"] = self.cookie
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, data, headers)
            response = connection.getresponse()
            answered = Answered(response.status, response.read(), response.headers)
            cookie = response.getheader("Set-Cookie")
        finally:
            connection.close()
        if cookie:
            self.cookie = cookie.split(";")[0]
        return answered

    def post(self, path: str, *, data: bytes | None = None, json: Any = None, content_type: str = "") -> Answered:
        """A POST of bytes, or of JSON."""
        if json is not None:
            return self.open(path, method="POST", data=_dumped(json), content_type="application/json")
        return self.open(path, method="POST", data=data, content_type=content_type)


def _dumped(body: Any) -> str:
    return json.dumps(body)
