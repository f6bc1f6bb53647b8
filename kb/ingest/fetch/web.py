"""Fetching a URL: http and https only, redirects followed one by one, never into a private network unawares.

A name is resolved once, its addresses are checked, and the connection goes to the checked address, so that a name
which changes its address between the two (DNS rebinding) leads nowhere.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

import urllib3

from kb.errors import SourceError
from kb.ingest.blocks import Original
from kb.ingest.fetch.sources import too_large
from kb.version import __version__

MAX_BYTES = 50 * 1024 * 1024
MAX_REDIRECTS = 5
_TIMEOUT = urllib3.Timeout(connect=10, read=20)
_DEADLINE = 60.0  # seconds for one page in all
_REDIRECTS = {301, 302, 303, 307, 308}
_OK = 200


def fetch_url(source: str, *, now: datetime, allow_private: bool) -> Original:
    """The bytes behind a URL, with the address they came from after redirects.

    A loopback address that a person typed is theirs to reach, with redirects within it; any other private address,
    typed or reached through a redirect or a name, needs ``allow_private``.

    Raises:
        SourceError: It is no http address, it is private, or the server does not give it.
    """
    address = source
    typed = _parts(source, source)
    own = typed.netloc if _is_loopback_literal(typed.hostname or "") else None
    for _ in range(MAX_REDIRECTS + 1):
        parts = _parts(source, address)
        allowed = allow_private or parts.netloc == own
        response = _request(source, parts, _checked_address(source, parts, allowed=allowed))
        try:
            if response.status not in _REDIRECTS:
                return _read(source, address, response, now)
            location = response.headers.get("Location")
        finally:
            response.release_conn()
            response.close()
        if not location:
            raise SourceError(source, "unreachable", "the server redirects to nowhere", "check the address")
        address = urljoin(address, location)
    raise SourceError(source, "unreachable", "the server redirects in circles", "check the address")


def _parts(source: str, address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise SourceError(source, "refused", "this is not an address kb can read", "check the address") from None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        message = f"kb fetches http and https addresses, not {parts.scheme}:"
        raise SourceError(source, "refused", message, "save the page as a file and add that")
    return parts


def _checked_address(source: str, parts: SplitResult, *, allowed: bool) -> str:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        message = f"there is no server named {host}, or this machine is offline"
        raise SourceError(source, "unreachable", message, "check the address and the connection") from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not allowed and not all(ipaddress.ip_address(a).is_global for a in addresses):
        message = f"{host} is inside a private network"
        remedy = "save the page as a file and add that, or set allow_private = true under [fetch] in kb.toml"
        raise SourceError(source, "refused", message, remedy)
    return addresses[0]


def _request(source: str, parts: SplitResult, address: str) -> urllib3.BaseHTTPResponse:
    host = parts.hostname or ""
    headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": f"kb/{__version__}", "Accept": "*/*"}
    target = urlunsplit(("", "", quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"), parts.query, ""))
    pool: urllib3.HTTPConnectionPool
    if parts.scheme.lower() == "https":
        pool = urllib3.HTTPSConnectionPool(
            address, parts.port or 443, timeout=_TIMEOUT, server_hostname=host, assert_hostname=host
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, parts.port or 80, timeout=_TIMEOUT)
    try:
        return pool.urlopen("GET", target, headers=headers, redirect=False, retries=False, preload_content=False)
    except urllib3.exceptions.SSLError:
        message = f"the certificate of {host} is not valid"
        raise SourceError(source, "refused", message, "open the page in a browser and save it as a file") from None
    except urllib3.exceptions.NewConnectionError as error:
        message = f"{host} cannot be reached ({_reason(error)})"
        raise SourceError(source, "unreachable", message, "check the address and the connection") from None
    except urllib3.exceptions.TimeoutError:
        raise SourceError(source, "too-slow", f"{host} does not answer in time", "try again later") from None
    except (urllib3.exceptions.HTTPError, UnicodeError) as error:
        message = f"{host} cannot be reached ({_reason(error)})"
        raise SourceError(source, "unreachable", message, "check the address and the connection") from None


def _read(source: str, address: str, response: urllib3.BaseHTTPResponse, now: datetime) -> Original:
    if response.status != _OK:
        message = f"the server answers {response.status} {response.reason or ''}".rstrip()
        raise SourceError(source, "unreachable", message, "check the address in a browser")
    deadline = time.monotonic() + _DEADLINE
    data = bytearray()
    try:
        for part in response.stream(64 * 1024, decode_content=True):
            data += part
            if len(data) > MAX_BYTES:
                raise too_large(source, MAX_BYTES)
            if time.monotonic() > deadline:
                raise SourceError(source, "too-slow", "the server sends too slowly", "try again later")
    except urllib3.exceptions.TimeoutError:
        raise SourceError(source, "too-slow", "the server stopped sending", "try again later") from None
    except urllib3.exceptions.HTTPError as error:
        message = f"the transfer broke off ({_reason(error)})"
        raise SourceError(source, "unreachable", message, "try again later") from None
    charset = re.search(r"charset=\s*\"?([\w.:-]+)", response.headers.get("Content-Type", ""), re.IGNORECASE)
    return Original(
        source=source,
        name=unquote(PurePosixPath(urlsplit(address).path).name),
        data=bytes(data),
        fetched=now,
        url=address,
        charset=charset.group(1) if charset else None,
    )


def _is_loopback_literal(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _reason(error: Exception) -> str:
    return str(error).rpartition(": ")[2] or type(error).__name__
