"""Which addresses kb may reach, and under which of a server's network addresses."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from urllib.parse import SplitResult, urljoin, urlsplit

from kb.errors import SourceError

Resolver = Callable[[str, int], Sequence[str]]
"""Gives the network addresses of a host name and port, as text; OSError where there are none."""

_HIDDEN = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*@")
# Addresses of IPv6 that a gateway turns into the IPv4 address in their last 32 bits (RFC 6052, RFC 8215).
_TRANSLATED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_IPV4_BITS = 0xFFFFFFFF


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses that the system knows of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def without_credentials(source: str) -> str:
    """An address as it may be shown and kept: a name and password in it are replaced by dots."""
    return _HIDDEN.sub(lambda found: f"{found[1] or ''}//…@", source)


def parts_of(source: str, address: str, *, base: str | None = None) -> SplitResult:
    """The parts of a web address; ``base`` is the page that named it.

    Raises:
        SourceError: refused: it is none that kb fetches, or it holds a password.
    """
    try:
        parts = urlsplit(urljoin(base, address) if base else address)
        _ = parts.port
    except ValueError:
        raise SourceError(source, "refused", "this is not an address kb can read", "check the address") from None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        message = f"kb fetches http and https addresses, not {parts.scheme[:20]}:"
        raise SourceError(source, "refused", message, "save the page as a file and add that")
    if parts.username is not None or parts.password is not None:
        message = "the address holds a name or password, which would be kept with the document"
        raise SourceError(source, "refused", message, "save the page as a file and add that")
    return parts


def checked_address(
    source: str, parts: SplitResult, find: Resolver, *, allow_private: bool, own: str | None = None
) -> str:
    """The one network address to connect to, checked.

    ``own`` is the host and port of a loopback address that the person typed; it may lead to loopback and nowhere else.

    Raises:
        SourceError: unreachable or refused.
    """
    host = parts.hostname or ""
    try:
        found = find(host, port_of(parts))
        addresses = [ipaddress.ip_address(one) for one in found]
    except (OSError, ValueError):
        addresses = []
    if not addresses:
        message = f"there is no server named {host[:200]}, or this machine is offline"
        raise SourceError(source, "unreachable", message, "check the address and the connection")
    is_own = parts.netloc == own and all(address.is_loopback for address in addresses)
    if not (allow_private or is_own or all(map(is_public, addresses))):
        message = f"{host[:200]} is inside a private network"
        remedy = "save the page as a file and add that, or set allow_private = true under [fetch] in kb.toml"
        raise SourceError(source, "refused", message, remedy)
    return str(addresses[0])


def port_of(parts: SplitResult) -> int:
    """The port of an address, that of its scheme where it names none."""
    return parts.port or (443 if parts.scheme.lower() == "https" else 80)


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is one of the open internet; one of IPv6 that stands for one of IPv4 is as public as that."""
    if isinstance(address, ipaddress.IPv6Address):
        inside = _inside(address)
        if inside is not None:
            return is_public(inside)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_loopback(host: str) -> bool:
    """Whether a host as typed is this machine: ``localhost``, or a loopback address in its usual form."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    # ::a.b.c.d is the deprecated form of a mapped address; :: and ::1 are addresses of their own.
    if any(address in network for network in _TRANSLATED) or 1 < int(address) <= _IPV4_BITS:
        return ipaddress.IPv4Address(int(address) & _IPV4_BITS)
    return None
