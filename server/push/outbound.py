"""Requests to push services: straight to a public address, without proxies of the environment, redirects, cookies or bodies.

with Outbound(loopback=False) as session: session.post(endpoint, …)

A time-out is of one wait only: a service that says a byte now and then would keep its pusher for ever, and with it every alarm
behind. So a connection is cut, whatever it is doing, once it has lasted `LONGEST_SECONDS`.
"""

from __future__ import annotations

import io
import socket
import threading
from contextlib import suppress
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError
from urllib3.util.connection import create_connection

from server.push.endpoints import addresses_of

LONGEST_SECONDS: Final = 15


class _Guarded(HTTPConnection):
    """Connects to none but the addresses that are allowed for its name, and for no longer than is right."""

    loopback = False
    _bound: tuple[threading.Timer, socket.socket] | None = None
    _cut: threading.Event

    def _new_conn(self) -> socket.socket:
        try:
            addresses = addresses_of(self.host, self.port, loopback=self.loopback)
        except OSError as error:
            raise NewConnectionError(self, f"no address: {type(error).__name__}") from error
        for address in addresses:
            try:
                return self._bounded(
                    create_connection((address, self.port), self.timeout, self.source_address, self.socket_options)
                )
            except OSError as error:
                failed = error
                continue
        raise NewConnectionError(self, f"no connection: {type(failed).__name__ if addresses else 'not allowed'}")

    def _bounded(self, connected: socket.socket) -> socket.socket:
        twin = connected.dup()  # TLS takes the first handle away
        self._cut = threading.Event()
        end = threading.Timer(LONGEST_SECONDS, _cut, (twin, self._cut))
        end.daemon = True
        end.start()
        self._bound = end, twin
        return connected

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3 says of its own
        """The answer. Raises TimeoutError for one that was cut off: what had come of it may look whole."""
        answered = super().getresponse()
        if self._cut.is_set():
            answered.close()
            raise TimeoutError
        return answered

    def close(self) -> None:
        """Close, and think of the end no more."""
        if self._bound is not None:
            end, twin = self._bound
            self._bound = None
            end.cancel()
            twin.close()
        super().close()


def _cut(connected: socket.socket, cut: threading.Event) -> None:
    cut.set()
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


class _GuardedTls(_Guarded, HTTPSConnection):
    """The same with TLS: the certificate is checked for the name."""


class _Loopback(_Guarded):
    loopback = True


class _LoopbackTls(_GuardedTls):
    loopback = True


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTls


class _LoopbackPool(HTTPConnectionPool):
    ConnectionCls = _Loopback


class _LoopbackTlsPool(HTTPSConnectionPool):
    ConnectionCls = _LoopbackTls


class _Adapter(HTTPAdapter):
    def __init__(self, *, loopback: bool) -> None:
        super().__init__()
        self.poolmanager.pool_classes_by_scheme = (
            {"http": _LoopbackPool, "https": _LoopbackTlsPool} if loopback else {"http": _Pool, "https": _TlsPool}
        )


class Outbound(requests.Session):
    """A session for one request to a push service. With `loopback`, services on this machine are allowed too."""

    def __init__(self, *, loopback: bool) -> None:
        super().__init__()
        self.trust_env = False
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self.adapters.clear()
        for scheme in ("https://", "http://") if loopback else ("https://",):
            self.mount(scheme, _Adapter(loopback=loopback))

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: whoever is redirected could be sent anywhere."""

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """The answer's status and headers. Its body is nothing to us, and could be without end."""
        response = super().send(request, **{**kwargs, "stream": True})
        answered, response.raw = response.raw, io.BytesIO()
        answered.close()
        return response
