"""Requests to one server over `http.client`: no redirects, no proxies, one cookie.

    Transport("http://localhost:8480").request("POST", "/api/…", b"{}")  ->  Answer(status, content_type, body)

Whatever keeps an answer from arriving whole (refused, reset, cut short, timed out) is `Unreachable`: the caller keeps
what it has and tries again. Tests put a faulty transport in its place by subclassing `request`.
"""

from __future__ import annotations

import http.client
import ssl
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from sync.frames import FRAMES_TYPE

FRAMES: Final = FRAMES_TYPE
JSON: Final = "application/json"


class Unreachable(ConnectionError):  # noqa: N818 - named for what it says
    """No whole answer came. Nothing may be concluded about whether the request was carried out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, media type without parameters, and the body's bytes."""

    status: int
    content_type: str
    body: bytes


class Transport:
    """One server, one session. Not for more than one thread at a time."""

    def __init__(self, origin: str, *, timeout: float = 60.0, tls: ssl.SSLContext | None = None) -> None:
        """`origin` is scheme, host and port; `timeout` in seconds for each request."""
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or parts.hostname is None:
            raise ValueError(f"{origin!r} is no address: write it as https://name or http://localhost:port")
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._host = parts.hostname
        self._port = parts.port
        self._secure = parts.scheme == "https"
        self._timeout = timeout
        self._tls = tls
        self._connection: http.client.HTTPConnection | None = None
        self._cookies: dict[str, str] = {}

    def request(self, method: str, path: str, body: bytes = b"", content_type: str = JSON) -> Answer:
        """Send one request and read its whole answer.

        Raises `Unreachable`. A kept connection that the server had closed meanwhile is opened anew once: every request of
        the protocol may be repeated.
        """
        headers = {"Content-Type": content_type, "Accept": f"{JSON}, {FRAMES}"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        reused = self._connection is not None
        try:
            return self._once(method, path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            if not (
                reused and isinstance(error, http.client.RemoteDisconnected | BrokenPipeError | ConnectionResetError)
            ):
                raise Unreachable(type(error).__name__) from error
        try:
            return self._once(method, path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unreachable(type(error).__name__) from error

    def close(self) -> None:
        """Let the connection go; the session's cookie stays."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def another(self) -> Transport:
        """One more connection of the same session, for another thread."""
        made = Transport(self.origin, timeout=self._timeout, tls=self._tls)
        made._cookies.update(self._cookies)
        return made

    def forget_session(self) -> None:
        """Drop the session's cookie."""
        self._cookies.clear()

    def _once(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        connection = self._connected()
        connection.request(method, path, body=body, headers=headers)
        response = connection.getresponse()
        content = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self._take_cookie(value)
        if response.will_close:
            self.close()
        return Answer(response.status, response.headers.get_content_type(), content)

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            if self._secure:
                self._connection = http.client.HTTPSConnection(
                    self._host, self._port, timeout=self._timeout, context=self._tls
                )
            else:
                self._connection = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)
        return self._connection

    def _take_cookie(self, header: str) -> None:
        pair, *attributes = header.split(";")
        name, _, value = pair.strip().partition("=")
        gone = any(attribute.strip().lower() == "max-age=0" for attribute in attributes)
        if gone or not value:
            self._cookies.pop(name, None)
        else:
            self._cookies[name] = value
