"""Addresses and servers that try to lead kb into a private network, keep it waiting, or fill its memory."""

from __future__ import annotations

import gzip
import ipaddress
import resource
import socket
import threading
import time

import pytest

from kb.errors import SourceError
from kb.ingest.fetch import addresses, fetch, web

PUBLIC = "93.184.216.34"


class Server:
    """Answers every connection with what a function writes, and remembers what was asked."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.asked = []
        self.write = lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        with connection:
            try:
                self.asked.append(connection.recv(10_000))
                self.write(connection)
            except OSError:
                return


@pytest.fixture
def server():
    made = Server()
    yield made
    made.socket.close()


def refused(url, now, **options):
    options = {"allow_private": False, **options}
    with pytest.raises(SourceError) as caught:
        web.fetch_url(url, now=now, **options)
    return caught.value


PRIVATE = [
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "127.0.0.1", "127.1.2.3", "0.0.0.0", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12::1",
    "fec0::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_to_a_private_address_in_any_form_is_refused(address, now):
    error = refused("http://intranet.example/x", now, find=lambda host, port: (address,))
    assert (error.kind, "private" in error.message) == ("refused", True)


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_an_address_of_the_open_internet_is_public(address):
    assert addresses.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "3232235777"],
)
def test_an_address_written_to_look_like_another_is_refused(host, now):
    assert refused(f"http://{host}:9/x", now).kind in {"refused", "unreachable"}


def test_a_name_with_one_private_address_among_public_ones_is_refused(now):
    assert refused("http://both.example/", now, find=lambda *_: (PUBLIC, "10.0.0.1")).kind == "refused"


def test_a_name_is_resolved_once_and_the_connection_goes_to_that_address(server, now):
    answers = iter([("127.0.0.1",), (PUBLIC,)])
    port = server.address.rpartition(":")[2]
    original = web.fetch_url(
        f"http://rebinding.example:{port}/x", now=now, allow_private=True, find=lambda *_: next(answers)
    )
    assert original.data == b"ok"
    assert b"Host: rebinding.example:" in server.asked[0]
    assert next(answers) == (PUBLIC,)


def test_a_name_that_changes_its_address_between_two_redirects_is_checked_again(server, now, monkeypatch):
    answers = iter([(PUBLIC,), ("127.0.0.1",)])
    monkeypatch.setattr(web, "_got", lambda *_: f"http://rebinding.example:{server.address.rpartition(':')[2]}/inside")
    assert refused("http://rebinding.example/", now, find=lambda *_: next(answers)).kind == "refused"
    assert server.asked == []


def test_localhost_leads_to_this_machine_and_nowhere_else(now):
    assert refused("http://localhost:9/", now, find=lambda *_: ("10.0.0.1",)).kind == "refused"


@pytest.mark.parametrize(
    "location",
    ["http://localhost:9/", "http://10.0.0.1/", "//169.254.169.254/latest", "http://[::1]:9/", "http://[::1"],
)
def test_a_redirect_out_of_what_was_typed_is_checked(server, now, location):
    server.write = lambda c: c.sendall(
        f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
    )
    assert refused(f"{server.address}/", now).kind == "refused"


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.org/", "data:text/plain,x", "gopher://x/"])
def test_a_redirect_to_another_kind_of_address_is_refused(server, now, location):
    server.write = lambda c: c.sendall(
        f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
    )
    error = refused(f"{server.address}/", now)
    assert (error.kind, "http and https" in error.message) == ("refused", True)


def test_a_password_in_an_address_is_refused_and_shown_to_nobody(server, now):
    url = server.address.replace("://", "://anna:hemmelig@")
    got = fetch(url, now=lambda: now)
    assert (got.error.kind, got.original, server.asked) == ("refused", None, [])
    assert "hemmelig" not in f"{got.source}{got.error}{got.error.message}"
    server.write = lambda c: c.sendall(
        b"HTTP/1.1 302 Found\r\nLocation: //a:hemmelig@127.0.0.1/\r\nContent-Length: 0\r\n\r\n"
    )
    assert refused(f"{server.address}/", now).kind == "refused"


def _ever(connection, piece, pause=0.0):
    while True:
        connection.sendall(piece)
        time.sleep(pause)


HOSTILE = {
    "headers without end": lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\n"), _ever(c, b"X-A: b\r\n" * 1000)),
    "one header without end": lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\nX: "), _ever(c, b"b" * 10_000)),
    "a body without end": lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\n\r\n"), _ever(c, b"b" * 100_000)),
    "chunks without end": lambda c: (
        c.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        _ever(c, b"2710\r\n" + b"b" * 10_000 + b"\r\n"),
    ),
    "a chunk of eight exabytes": lambda c: (
        c.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\n"),
        _ever(c, b"b" * 100_000),
    ),
    "no HTTP": lambda c: c.sendall(b"\x00" * 5000),
    "a status that is none": lambda c: c.sendall(b"HTTP/1.1 abc \x1b[2J\r\n\r\n"),
    "redirects with a header without end": lambda c: (c.sendall(b"HTTP/1.1 302 Found\r\nLocation: "), _ever(c, b"a" * 9000)),
    "a byte of the headers now and then": lambda c: (c.sendall(b"HTTP/1.1 200 OK\r\n"), _ever(c, b"X", 0.1)),
    "a byte of the body now and then": lambda c: (
        c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
        _ever(c, b"x", 0.1),
    ),
    "packed twice": lambda c: c.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 2\r\n\r\nxx"),
    "a packing that is broken": lambda c: c.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nxxxx"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_server_is_given_up_in_bounded_time(server, now, monkeypatch, name):
    monkeypatch.setattr(web, "DEADLINE", 1.5)
    monkeypatch.setattr(web, "MAX_BYTES", 3_000_000)
    server.write = HOSTILE[name]
    began = time.monotonic()
    error = refused(f"{server.address}/", now)
    assert error.kind in {"too-slow", "too-large", "unreachable", "unreadable"}
    assert time.monotonic() - began < 30


def test_a_packed_bomb_is_not_unpacked_beyond_the_limit(server, now):
    bomb = gzip.compress(b"\0" * 300_000_000, 6)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n".encode()
    server.write = lambda c: c.sendall(head + bomb)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(f"{server.address}/", now).kind == "too-large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes


def test_a_packed_page_is_unpacked(server, now):
    data = gzip.compress("Sundhedsdata på tværs".encode())
    server.write = lambda c: c.sendall(
        f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data
    )
    assert web.fetch_url(f"{server.address}/", now=now, allow_private=False).data.decode() == "Sundhedsdata på tværs"


def test_the_name_of_a_server_in_other_letters_is_sent_in_its_own_form(server, now):
    port = server.address.rpartition(":")[2]
    web.fetch_url(f"http://rådhuset.example:{port}/å?q=ø", now=now, allow_private=True, find=lambda *_: ("127.0.0.1",))
    assert b"Host: xn--rdhuset-exa.example:" in server.asked[0]
    assert server.asked[0].startswith(b"GET /%C3%A5?q=%C3%B8 HTTP/1.1")
