"""A push service of the tests' own, on loopback, and the browsers that subscribe to it.

It believes nothing: the VAPID token must be signed by the key that the server tells browsers, for this very service, and still
be good; what is sent must open with the browser's keys. It can be told to be busy, slow, or to have lost a browser.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sync.encoding import b64u, unb64u
from tests.server.actors import Tablet

DAY_SECONDS = 86_400


@dataclass
class Browser:
    """What `pushManager.subscribe` gives, and what opens pushes."""

    endpoint: str
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def subscription(self) -> dict[str, str]:
        """As it is told to the server."""
        public = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "p256dh": b64u(public), "auth": b64u(self.auth)}

    def open(self, body: bytes) -> bytes:
        """What was sealed to this browser."""
        opened: bytes = http_ece.decrypt(body, private_key=self.private, auth_secret=self.auth, version="aes128gcm")
        return opened


@dataclass(frozen=True)
class Pushed:
    """A push that came and was true: to which browser, what it said, how it travelled."""

    endpoint: str
    payload: bytes
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The kind that it says."""
        said: str = json.loads(self.payload)["kind"]
        return said


@dataclass(frozen=True)
class Says:
    """What the service answers instead of taking a push."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class PushService:
    """Takes pushes while its block lasts. `answers` are used up one by one, then everything is taken; `always`
    replaces that. While it `believes`, nothing is checked and nothing kept."""

    def __init__(self, vapid_public: bytes, *, port: int = 0) -> None:
        self.vapid_public = vapid_public
        self.browsers: dict[str, Browser] = {}
        self.taken: list[Pushed] = []
        self.faults: list[str] = []
        self.requests = 0
        self.answers: deque[Says] = deque()
        self.always: Says | None = None
        self.before: Callable[[], None] = lambda: None
        self.believes = False
        self._lock = threading.Lock()
        self._came = threading.Condition(self._lock)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def origin(self) -> str:
        """The service's address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def browser(self) -> Browser:
        """A browser that has subscribed."""
        browser = Browser(f"{self.origin}/send/{b64u(os.urandom(12))}")
        self.browsers[browser.endpoint] = browser
        return browser

    def subscribe(self, tablet: Tablet) -> Browser:
        """Let a tablet take pushes."""
        browser = self.browser()
        response = tablet.json("PUT", "/notifications", browser.subscription)
        assert response.status_code == 204, response.data
        return browser

    def kinds(self, browser: Browser | None = None) -> list[str]:
        """What was said, in the order it came; to one browser, or to any."""
        return [pushed.kind for pushed in self.taken if browser is None or pushed.endpoint == browser.endpoint]

    def wait_until(self, so: Callable[[], bool]) -> None:
        """Wait until it is so, looking whenever a push comes or was taken. Raises AssertionError after a minute and a half."""
        with self._came:
            assert self._came.wait_for(so, timeout=90), f"{self.requests} requests, {len(self.taken)} pushes taken"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def go_away(self) -> int:
        """Answer nobody any more; the port that was listened on."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        port: int = self._server.server_address[1]
        return port

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread.is_alive():
            self.go_away()
        if error is None:
            assert self.faults == []

    # The other side ---------------------------------------------------------------------------------------

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                if not length or len(body) < length:
                    self.close_connection = True  # whoever asked was killed while they did
                    return
                says = service.judge(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                self.send_response(says.status)
                for name, value in says.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(says.body)))
                with suppress(ConnectionError):  # whoever asked need not listen to the end
                    self.end_headers()
                    self.wfile.write(says.body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's own name
                """Nothing."""

        return Handler

    def judge(self, path: str, headers: dict[str, str], body: bytes) -> Says:
        """What is answered to a push."""
        with self._lock:
            self.requests += 1
            self._came.notify_all()
        self.before()
        with self._lock:
            browser = self.browsers.get(self.origin + path)
            if browser is None:
                return Says(410)
            try:
                if self.believes:
                    return self.always or Says(201)
                self.check_token(headers["authorization"])
                assert headers["content-encoding"] == "aes128gcm"
                payload = browser.open(body)
            except Exception as error:  # noqa: BLE001 - told at the end of the test
                self.faults.append(repr(error))
                return Says(403)
            says = self.answers.popleft() if self.answers else self.always
            if says is not None:
                return says
            self.taken.append(Pushed(browser.endpoint, payload, headers, body))
            self._came.notify_all()
            return Says(201, {"Location": self.origin + "/message/1"})

    def check_token(self, authorization: str) -> None:
        """Raise unless the token is the server's, for this service, and good for less than a day (RFC 8292)."""
        scheme, _, rest = authorization.partition(" ")
        assert scheme == "vapid"
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert unb64u(parts["k"]) == self.vapid_public
        signed, _, signature = parts["t"].rpartition(".")
        header, claims = (json.loads(unb64u(part)) for part in signed.split("."))
        raw = unb64u(signature, 64)
        r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), self.vapid_public)
        public.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(SHA256()))
        assert header["alg"] == "ES256"
        assert claims["aud"] == self.origin
        assert time.time() < claims["exp"] < time.time() + DAY_SECONDS
        assert claims["sub"].startswith(("mailto:", "https://"))
