"""Fetching a URL: http and https only, redirects followed one by one, never into a private network unawares.

A name is resolved once, its addresses are checked, and the connection goes to the checked address, so that a name
which changes its address between the two (DNS rebinding) leads nowhere.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from kb.errors import SourceError
from kb.ingest.blocks import Original
from kb.ingest.fetch.addresses import (
    Resolver,
    checked_address,
    is_loopback,
    parts_of,
    port_of,
    resolve,
    without_credentials,
)
from kb.ingest.fetch.sources import too_large
from kb.version import __version__

MAX_BYTES = 50 * 1024 * 1024
MAX_REDIRECTS = 5
DEADLINE = 60.0  # seconds for one page in all
PATIENCE = 20.0  # seconds without a byte
_PIECE = 64 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}
_OK = 200
_ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}


class _Deadline:
    """The moment by which a page must be here; whatever is being received then is cut off."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds
        self.passed = False

    @property
    def left(self) -> float:
        return max(0.0, self._at - time.monotonic())

    @contextmanager
    def over(self, connected: socket.socket) -> Iterator[None]:
        """Cut a connection off at the deadline: a server that sends a byte now and then never lets a read time out."""

        def cut() -> None:
            self.passed = True
            with suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.left, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def fetch_url(
    source: str, *, now: datetime, allow_private: bool, allow_loopback: bool = True, find: Resolver = resolve
) -> Original:
    """The bytes behind a URL, with the address they came from after redirects.

    A loopback address that a person typed is theirs to reach, with redirects within it, unless they sit at another
    machine (``allow_loopback``); any other private address, typed or reached through a redirect or a name, needs
    ``allow_private``. ``find`` resolves names.

    Raises:
        SourceError: It is no http address, it is private or holds a password, or the server does not give it.
    """
    shown = without_credentials(source)
    parts = parts_of(shown, source)
    own = parts.netloc if allow_loopback and is_loopback(parts.hostname or "") else None
    deadline = _Deadline(DEADLINE)
    for _ in range(MAX_REDIRECTS + 1):
        address = checked_address(shown, parts, find, allow_private=allow_private, own=own)
        got = _got(shown, parts, address, deadline, now)
        if isinstance(got, Original):
            return got
        parts = parts_of(shown, got, base=parts.geturl())
    raise SourceError(shown, "unreachable", "the server redirects in circles", "check the address")


def _got(source: str, parts: SplitResult, address: str, deadline: _Deadline, now: datetime) -> Original | str:
    """What a server gives: the page, or where it says the page is."""
    connection = _connection(parts, address, deadline)
    try:
        with _told(source, parts, deadline):
            connection.connect()
            connected = connection.sock
            assert connected is not None
            with deadline.over(connected):
                connection.request("GET", _target(parts), headers=_headers(parts), preload_content=False)
                with closing(connection.getresponse()) as response:
                    if response.status not in _REDIRECTS:
                        return _read(source, parts, response, deadline, now)
                    location = response.headers.get("Location")
        if not location:
            raise SourceError(source, "unreachable", "the server redirects to nowhere", "check the address")
        return str(location)
    finally:
        connection.close()


def _connection(parts: SplitResult, address: str, deadline: _Deadline) -> HTTPConnection:
    wait = min(PATIENCE, deadline.left) or 0.001
    if parts.scheme.lower() == "https":
        host = _host(parts)
        return HTTPSConnection(address, port_of(parts), timeout=wait, server_hostname=host, assert_hostname=host)
    return HTTPConnection(address, port_of(parts), timeout=wait)


def _host(parts: SplitResult) -> str:
    """The host as servers and certificates name it: a name of other letters in its ASCII form."""
    host = parts.hostname or ""
    with suppress(UnicodeError):
        return host if host.isascii() else host.encode("idna").decode("ascii")
    return host


def _headers(parts: SplitResult) -> dict[str, str]:
    host = f"[{_host(parts)}]" if ":" in _host(parts) else _host(parts)
    named = f"{host}:{parts.port}" if parts.port else host
    return {"Host": named, "User-Agent": f"kb/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit(("", "", path, quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"), ""))


@contextmanager
def _told(source: str, parts: SplitResult, deadline: _Deadline) -> Iterator[None]:
    """Turn what can go wrong on the way into errors of ours."""
    host = (parts.hostname or "")[:200]
    slow = SourceError(source, "too-slow", f"{host} does not answer in time", "try again later")
    try:
        yield
    except (ssl.SSLError, ssl.CertificateError, urllib3.exceptions.SSLError):
        message = f"the certificate of {host} is not valid"
        raise SourceError(source, "refused", message, "open the page in a browser and save it as a file") from None
    except urllib3.exceptions.NewConnectionError as error:  # a timeout too, for urllib3
        message = f"{host} cannot be reached ({_reason(error)})"
        raise SourceError(source, "unreachable", message, "check the address and the connection") from None
    except (TimeoutError, urllib3.exceptions.TimeoutError):
        raise slow from None
    except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError, UnicodeError, ValueError) as error:
        if deadline.passed:
            raise slow from None
        message = f"{host} cannot be reached, or the transfer broke off ({_reason(error)})"
        raise SourceError(source, "unreachable", message, "check the address and the connection") from None


def _read(
    source: str, parts: SplitResult, response: urllib3.BaseHTTPResponse, deadline: _Deadline, now: datetime
) -> Original:
    if response.status != _OK:
        message = f"the server answers {response.status} {(response.reason or '')[:80]}".rstrip()
        raise SourceError(source, "unreachable", message, "check the address in a browser")
    if response.headers.get("Content-Encoding", "").strip().lower() not in _ENCODINGS:
        raise SourceError(source, "unreadable", "the server packs the page in a way kb does not read", "save it")
    data = bytearray()
    while piece := response.read1(_PIECE, decode_content=True):
        data += piece
        if len(data) > MAX_BYTES:
            raise too_large(source, MAX_BYTES)
        if not deadline.left:
            break
    if deadline.passed or not deadline.left:
        raise SourceError(source, "too-slow", "the server sends too slowly", "try again later")
    charset = re.search(r"charset=\s*\"?([\w.:-]+)", response.headers.get("Content-Type", ""), re.IGNORECASE)
    return Original(
        source=source,
        name=unquote(PurePosixPath(urlsplit(parts.geturl()).path).name),
        data=bytes(data),
        fetched=now,
        url=parts.geturl(),
        charset=charset.group(1) if charset else None,
    )


def _reason(error: Exception) -> str:
    return (str(error).rpartition(": ")[2] or type(error).__name__)[:200]
