"""A real cluster, an index of its own on it for every test, and a proxy that lets the cluster fail in chosen ways."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kb.errors import EngineError
from kb.search.opensearch import OpenSearchEngine
from kb.search.opensearch.options import Options

FINGERPRINT = "analysis-1"


@pytest.fixture
def url(need: Callable[..., None]) -> str:
    """The address of the cluster."""
    found = os.environ.get("KB_OPENSEARCH_URL", "")
    need(found, "OpenSearch (scripts/opensearch.sh up 1, KB_OPENSEARCH_URL)")
    return found


@pytest.fixture
def name(tmp_path: Path) -> str:
    """The name of an index that no other test uses."""
    return f"kb-test-{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:16]}"


@pytest.fixture
def options(url: str, name: str) -> Options:
    return Options(hosts=(url,), name=name, replicas=0)


@pytest.fixture
def engine(options: Options, tmp_path: Path) -> Iterator[OpenSearchEngine]:
    """An engine with an empty index."""
    engine = OpenSearchEngine(options, FINGERPRINT, tmp_path)
    yield engine
    with suppress(EngineError):
        engine.store().drop()
        engine.drop()
        engine.connection.call_if_there("DELETE", f"/{options.name}-state")


class Reply(NamedTuple):
    """What the proxy says instead of the cluster."""

    status: int
    body: bytes


Fault = Callable[[str, str, bytes], Reply | None]
"""Given method, path and body of a request, what to say; None lets it through."""


class Proxy:
    """Stands between an engine and the cluster; ``fault`` chooses what goes wrong."""

    def __init__(self, url: str) -> None:
        self.fault: Fault = lambda *_: None
        self.asked: list[tuple[str, str]] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                proxy.asked.append((self.command, self.path))
                reply = proxy.fault(self.command, self.path, body)
                status, data = reply or forwarded(url, self.command, self.path, body)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass_on  # noqa: N815 - the names http.server calls

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def forwarded(url: str, method: str, path: str, body: bytes) -> Reply:
    """What the cluster says to a request."""
    request = urllib.request.Request(
        url + path, data=body or None, method=method, headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            return Reply(answer.status, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.read())


@pytest.fixture
def proxy(url: str) -> Iterator[Proxy]:
    proxy = Proxy(url)
    yield proxy
    proxy.close()


@pytest.fixture
def behind_proxy(proxy: Proxy, options: Options, engine: OpenSearchEngine, tmp_path: Path) -> OpenSearchEngine:
    """The same index, asked through the proxy."""
    return OpenSearchEngine(options._replace(hosts=(proxy.url,), timeout=5.0), FINGERPRINT, tmp_path)


def refusal(status: int, kind: str, reason: str) -> Reply:
    """A refusal as OpenSearch words it."""
    error = {"type": kind, "reason": reason}
    return Reply(status, json.dumps({"error": {"root_cause": [error], **error}, "status": status}).encode())
