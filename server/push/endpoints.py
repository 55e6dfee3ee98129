"""Where a push may be sent: to a push service on the internet, and never into the network that the server stands in.

The address of a push service comes from a browser, so from outside: without care the server could be made to send requests to
machines that only it can reach. So the address is checked when it is handed in, and what its name stands for is checked again at
each connection, before a byte is sent: a name may stand for something else by then.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import Final

from schemas.codes import Code
from server.refusal import Refused

MOST_CHARACTERS: Final = 2048
_REST: Final = r"/[A-Za-z0-9._~:/?@!$&'()*+,;=%-]*"
_PUBLIC: Final = re.compile(r"https://(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z][A-Za-z0-9-]*(?::443)?" + _REST)
_LOOPBACK: Final = re.compile(r"https?://(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?" + _REST)
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def check_endpoint(text: str, *, loopback: bool) -> None:
    """Raise Refused(INVALID) unless this is the address of a push service: https, a name, the usual port. With `loopback` one on
    this machine will do too."""
    if len(text) <= MOST_CHARACTERS and (_PUBLIC.fullmatch(text) or (loopback and _LOOPBACK.fullmatch(text))):
        return
    raise Refused(Code.INVALID, field="endpoint")


def host_of(endpoint: str) -> str:
    """The push service's name, for waiting and for the log: the rest of the address is a secret of the browser's."""
    return endpoint.split("/", 3)[2].partition(":")[0].lower()


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet's, whatever it is wrapped in."""
    found: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (_last_four(found) if found in _NAT64 else None)
        found = inner or found
    return found.is_global and not found.is_multicast and not found.is_reserved


def _last_four(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address(address.packed[-4:])


def addresses_of(host: str, port: int, *, loopback: bool) -> list[str]:
    """The IP addresses that may be connected to for a name; none where all of them are private. Raises OSError for a name that
    stands for nothing."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
    return [one for one in addresses if is_public(one) or (loopback and ipaddress.ip_address(one).is_loopback)]
