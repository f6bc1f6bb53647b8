"""A node with TLS, users and client certificates: who is let in, and what those are told who are not."""

from __future__ import annotations

import os
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kb.credentials import Secret
from kb.errors import EngineError
from kb.search.opensearch import OpenSearchEngine
from kb.search.opensearch.options import Options
from kb.search.query import Concept, Request, Term
from tests.search.engines.conftest import described, entry
from tests.search.opensearch.clusters import Cluster, cluster
from tests.search.opensearch.conftest import FINGERPRINT

pytestmark = pytest.mark.xdist_group("clusters")

ALFA = Request(concepts=(Concept(queries={"da": Term("word", "alfa")}),))


@pytest.fixture(scope="module")
def node(need) -> Iterator[Cluster]:
    need(os.environ.get("KB_OPENSEARCH_URL"), "OpenSearch (scripts/opensearch.sh up 1, KB_OPENSEARCH_URL)")
    with cluster(("up-secure",), 19600) as node:
        yield node


@pytest.fixture
def tls(node) -> Path:
    return node.run / "tls"


@pytest.fixture
def writer_options(node, tls, name) -> Options:
    """What the one who makes the index says."""
    password = Secret((tls / "password").read_text())
    url = f"https://127.0.0.1:{node.port + 1}"
    return Options(hosts=(url,), name=name, replicas=0, user="writer", password=password, ca_file=str(tls / "ca.pem"))


@pytest.fixture
def opened(tmp_path):
    return lambda options: OpenSearchEngine(options, FINGERPRINT, tmp_path)


@pytest.fixture
def written(writer_options, opened) -> Iterator[OpenSearchEngine]:
    engine = opened(writer_options)
    with engine.rebuild() as writer:
        writer.replace(described("d"), [entry(1, "alfa")])
    yield engine
    engine.drop()


def test_a_user_with_a_password_writes_and_searches(written):
    with written.update() as writer:
        writer.replace(described("e"), [entry(1, "alfa")])
    assert written.search(ALFA).total == 2
    assert list(written.terms("da", "word")) == ["alfa"]


def test_a_wrong_password_is_told_and_not_repeated(written, writer_options, opened):
    engine = opened(writer_options._replace(password=Secret("forkert-kode")))
    for ask in (engine.open, lambda: engine.search(ALFA)):
        with pytest.raises(EngineError, match="refused the user name, password") as raised:
            ask()
        assert "KB_OPENSEARCH_PASSWORD" in raised.value.remedy
        assert "forkert-kode" not in f"{raised.value}{raised.value.__cause__}{raised.value.remedy}"


def test_nobody_is_let_in_without_saying_who_they_are(written, writer_options, opened):
    with pytest.raises(EngineError, match="refused the user name, password"):
        opened(writer_options._replace(user="", password=None)).search(ALFA)


def test_a_user_without_a_role_is_told_that_they_may_not(written, writer_options, opened):
    with pytest.raises(EngineError, match="may not do that"):
        opened(writer_options._replace(user="stranger")).search(ALFA)


def test_a_client_certificate_lets_a_reader_search_and_not_write(written, writer_options, opened, tls):
    certificate = {"client_cert": str(tls / "reader.pem"), "client_key": str(tls / "reader.key")}
    reader = opened(writer_options._replace(user="", password=None, **certificate))
    assert reader.open().documents == 1
    assert reader.search(ALFA).total == 1
    assert reader.search(ALFA._replace(limit=5)).documents == written.search(ALFA._replace(limit=5)).documents
    assert reader.indexed() == {"d": "d-1"}
    with pytest.raises(EngineError, match="may not do that"), reader.update() as writer:
        writer.replace(described("e"), [entry(1, "alfa")])
    assert written.search(ALFA).total == 1


def test_an_authority_that_is_not_known_is_not_trusted(written, writer_options, opened):
    with pytest.raises(EngineError, match="not trusted: its authority is not known here") as raised:
        opened(writer_options._replace(ca_file="")).search(ALFA)
    assert "ca_file" in raised.value.remedy


def test_a_node_that_speaks_tls_is_not_spoken_to_without(writer_options, opened, node):
    plain = writer_options._replace(hosts=(f"http://127.0.0.1:{node.port + 1}",), user="", password=None)
    with pytest.raises(EngineError):
        opened(plain).search(ALFA)


class Server:
    """A server that speaks TLS with a certificate of its own and notes what it is asked with."""

    def __init__(self, folder: Path, days: int) -> None:
        self.asked_with: list[str | None] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked_with.append(self.headers["Authorization"])
                body = b'{"version": {"number": "3.8.0"}}' if self.path.startswith("/?") or self.path == "/" else b"{}"
                self.send_response(200 if body != b"{}" else 404)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.certificate = folder / "server.pem"
        key, request, extensions = folder / "server.key", folder / "server.csr", folder / "server.ext"
        extensions.write_text("basicConstraints=CA:TRUE\nsubjectAltName=IP:127.0.0.1\n")
        for command in (
            ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=kb", "-keyout", key, "-out", request],
            ["x509", "-req", "-in", request, "-signkey", key, "-days", str(days), "-extfile", extensions,
             "-out", self.certificate],
        ):  # fmt: skip
            subprocess.run(["openssl", *command], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            self._server.serve_forever()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server(tmp_path, request) -> Iterator[Server]:
    server = Server(tmp_path, request.param)
    yield server
    server.close()


@pytest.mark.parametrize("server", [-1], indirect=True)
def test_an_expired_certificate_is_not_trusted(server, opened):
    with pytest.raises(EngineError, match="it has expired"):
        opened(Options(hosts=(server.url,), ca_file=str(server.certificate))).open()
    assert server.asked_with == []


@pytest.mark.parametrize("server", [2], indirect=True)
def test_a_certificate_for_another_name_is_not_trusted(server, opened):
    elsewhere = server.url.replace("127.0.0.1", "localhost")
    with pytest.raises(EngineError, match="it was made for another name"):
        opened(Options(hosts=(elsewhere,), ca_file=str(server.certificate))).open()
    assert server.asked_with == []


@pytest.mark.parametrize("server", [2], indirect=True)
def test_an_api_key_is_sent_as_opensearch_wants_it(server, opened):
    """Nodes know keys from 3.7 on, where the plugin is not published for tests: only what is sent is looked at."""
    engine = opened(Options(hosts=(server.url,), ca_file=str(server.certificate), api_key=Secret("os_nogle")))
    with suppress(EngineError):
        engine.open()
    assert set(server.asked_with) == {"ApiKey os_nogle"}
