"""Fetching from a real HTTP server on loopback."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kb.errors import SourceError
from kb.ingest.fetch import web

PAGE = "<html><body><p>Sundhedsdata på tværs</p></body></html>"


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        match self.path.partition("?")[0]:
            case "/page":
                self.answer(200, PAGE.encode("latin-1"), **{"Content-Type": "text/html; charset=ISO-8859-1"})
            case "/moved":
                self.answer(302, b"", Location="/page")
            case "/circle":
                self.answer(301, b"", Location="/circle")
            case "/out":
                self.answer(302, b"", Location=f"http://[::1]:{self.server.server_port}/page")
            case "/file":
                self.answer(302, b"", Location="file:///etc/passwd")
            case "/large":
                self.answer(200, b"x" * 5000)
            case "/slow":
                self.send_response(200)
                self.send_header("Content-Length", "100")
                self.end_headers()
                time.sleep(1.5)
            case "/cut":
                self.send_response(200)
                self.send_header("Content-Length", "100")
                self.end_headers()
                self.wfile.write(b"short")
                self.close_connection = True
            case path if path.startswith("/r%C3%A5d"):
                self.answer(200, b"raad")
            case _:
                self.answer(404, b"gone")

    def answer(self, status, data, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetch(url, now, *, allow_private=False):
    return web.fetch_url(url, now=now, allow_private=allow_private)


def test_a_page_comes_as_its_bytes_with_the_charset_the_server_names(address, now):
    original = fetch(f"{address}/page", now)
    assert original.data == PAGE.encode("latin-1")
    assert (original.charset, original.url, original.name) == ("ISO-8859-1", f"{address}/page", "page")


def test_a_redirect_is_followed_and_the_last_address_kept(address, now):
    assert fetch(f"{address}/moved", now).url == f"{address}/page"


def test_letters_in_an_address_are_encoded(address, now):
    assert fetch(f"{address}/råd", now).data == b"raad"


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/missing", "unreachable", "404"),
        ("/circle", "unreachable", "circles"),
        ("/file", "refused", "http and https"),
        ("/cut", "unreachable", "broke off"),
    ],
)
def test_what_cannot_be_had_is_said(address, now, path, kind, words):
    with pytest.raises(SourceError) as caught:
        fetch(address + path, now)
    assert caught.value.kind == kind
    assert words in caught.value.message


def test_a_redirect_into_the_private_network_is_refused_unless_allowed(address, now):
    with pytest.raises(SourceError) as caught:
        fetch(f"{address}/out", now)
    assert caught.value.kind == "refused"
    assert "private" in caught.value.message


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://192.168.1.1/x", "http://169.254.169.254/latest", "http://[fd00::1]/"]
)
def test_a_private_address_is_refused_before_anything_is_sent(url, now):
    with pytest.raises(SourceError) as caught:
        fetch(url, now)
    assert caught.value.kind == "refused"
    assert "allow_private" in caught.value.remedy


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "file:///etc/passwd", "http://", "http://[::1", "http://a:b:c/"]
)
def test_only_web_addresses_are_fetched(url, now):
    with pytest.raises(SourceError) as caught:
        fetch(url, now)
    assert caught.value.kind == "refused"


def test_a_page_over_the_limit_is_not_kept(address, now, monkeypatch):
    monkeypatch.setattr(web, "MAX_BYTES", 1000)
    with pytest.raises(SourceError) as caught:
        fetch(f"{address}/large", now)
    assert caught.value.kind == "too-large"


def test_a_server_that_stops_sending_is_given_up(address, now, monkeypatch):
    monkeypatch.setattr(web, "PATIENCE", 0.2)
    with pytest.raises(SourceError) as caught:
        fetch(f"{address}/slow", now)
    assert caught.value.kind == "too-slow"


def test_nobody_listening_is_said(now):
    with pytest.raises(SourceError) as caught:
        fetch("http://127.0.0.1:9/", now)
    assert caught.value.kind == "unreachable"


def test_an_address_of_this_machine_is_private_to_whoever_sits_at_another(address):
    with pytest.raises(SourceError) as error:
        web.fetch_url(f"{address}/page", now=datetime.now(UTC), allow_private=False, allow_loopback=False)
    assert error.value.kind == "refused"
