"""Requests to push services: straight to a public address, without proxies of the environment, redirects, cookies or bodies.

with Outbound(loopback=False) as session: session.post(endpoint, …)
"""

from __future__ import annotations

import io
import socket
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError
from urllib3.util.connection import create_connection

from server.push.endpoints import addresses_of


class _Guarded(HTTPConnection):
    """Connects to none but the addresses that are allowed for its name."""

    loopback = False

    def _new_conn(self) -> socket.socket:
        try:
            addresses = addresses_of(self.host, self.port, loopback=self.loopback)
        except OSError as error:
            raise NewConnectionError(self, f"no address: {type(error).__name__}") from error
        for address in addresses:
            try:
                return create_connection((address, self.port), self.timeout, self.source_address, self.socket_options)
            except OSError as error:
                failed = error
                continue
        raise NewConnectionError(self, f"no connection: {type(failed).__name__ if addresses else 'not allowed'}")


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
