"""Talking to a cluster; whatever it or the network says becomes an error of ours."""

from __future__ import annotations

import json
import logging
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import opensearchpy
from opensearchpy.exceptions import (
    ConflictError,
    ConnectionTimeout,
    ImproperlyConfigured,
    NotFoundError,
    SerializationError,
    SSLError,
    TransportError,
)

from kb.errors import EngineError, EngineUnreachable
from kb.search.opensearch.options import Options
from kb.search.opensearch.refusals import NAME, IndexGone, NodeLost, check, refused

# What the client would log is said by our errors.
logging.getLogger("opensearch").addHandler(logging.NullHandler())

_PAGE = 1_000
_EXACT = "dfs_query_then_fetch"  # statistics of all shards together; a single shard leaves the extra round out
_KEEP = "2m"  # how long the cluster keeps a view of an index between two pages
MANAGER = "10s"  # how long a node looks for the manager of its cluster before it says there is none
LONG = 600.0  # seconds for what reads or moves a whole index
_ASKING = ("/_search", "/_mget", "/_refresh")  # these may be said twice
_TRIES = 7
_FIRST_PAUSE = 0.2  # seconds, doubled every time: about as long as the others need to notice that a node has gone

T = TypeVar("T")


class Connection:
    """A client of one cluster."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._client: opensearchpy.OpenSearch | None = None

    @property
    def client(self) -> opensearchpy.OpenSearch:
        """The client, made when first asked."""
        if self._client is None:
            self._client = _client(self.options)
        return self._client

    def call(self, method: str, path: str, body: Any = None, *, wait: float | None = None, **params: Any) -> Any:
        """What the cluster answers.

        Raises:
            EngineUnreachable: It does not answer, or is not able to.
            EngineError: It refuses.
        """
        if method == "GET" or path.endswith(_ASKING):
            return patiently(lambda: self._reported(method, path, body, wait, params))
        return self._reported(method, path, body, wait, params)

    def call_if_there(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """What the cluster answers, None where what the path names is not there."""
        with reported(self.options), suppress(NotFoundError):
            return self._perform(method, path, body, None, params)
        return None

    def call_unless_changed(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """What the cluster answers, None where somebody else was first."""
        with reported(self.options), suppress(ConflictError):
            return self._perform(method, path, body, None, params)
        return None

    def search(self, index: str, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The answers to several searches of one index; whole answers or none.

        Raises:
            IndexGone: The index is not there any more.
        """
        header = {"index": index, "allow_partial_search_results": False, "preference": "kb", "search_type": _EXACT}
        lines = [json.dumps(part, ensure_ascii=False) for body in bodies for part in (header, body)]
        asked = "\n".join(lines).encode("utf-8", "replace") + b"\n"

        def answers() -> list[dict[str, Any]]:
            found = self._reported("POST", "/_msearch", asked, None, {})
            answers = found.get("responses") if isinstance(found, dict) else None
            if answers is None or len(answers) != len(bodies):
                raise EngineError(NAME, f"what answers at {_places(self.options)} is no OpenSearch", "Check hosts.")
            for answer in answers:
                check(answer)
            return list(answers)

        return patiently(answers)

    def walk(self, index: str, body: dict[str, Any], page: int = _PAGE) -> Iterator[dict[str, Any]]:
        """All hits of a search in order, read from one view of the index; the body must sort by something unique."""
        view = self.call("POST", f"/{index}/_search/point_in_time", keep_alive=_KEEP)["pit_id"]
        try:
            after: dict[str, Any] = {}
            while True:
                pit = {"pit": {"id": view, "keep_alive": _KEEP}, "size": page}
                asked = body | pit | after
                found = self.call("POST", "/_search", asked, allow_partial_search_results="false", search_type=_EXACT)
                check(found)
                hits = found["hits"]["hits"]
                yield from hits
                if len(hits) < page:
                    return
                after = {"search_after": hits[-1]["sort"]}
        finally:
            with suppress(EngineError):
                self.call("DELETE", "/_search/point_in_time", {"pit_id": [view]})

    def close(self) -> None:
        """Let go of the sockets."""
        if self._client is not None:
            self._client.close()
        self._client = None

    def _reported(self, method: str, path: str, body: Any, wait: float | None, params: dict[str, Any]) -> Any:
        with reported(self.options):
            return self._perform(method, path, body, wait, params)

    def _perform(self, method: str, path: str, body: Any, wait: float | None, params: dict[str, Any]) -> Any:
        return self.client.transport.perform_request(
            method,
            path,
            body=body,
            params={**params, "request_timeout": wait or self.options.timeout},
        )


def patiently(ask: Callable[[], T]) -> T:
    """Ask again where a node has just gone away: the others need a moment to notice, and then answer in its place."""
    for turn in range(_TRIES - 1):
        with suppress(NodeLost):
            return ask()
        time.sleep(_FIRST_PAUSE * 2**turn)
    return ask()


def _client(options: Options) -> opensearchpy.OpenSearch:
    settings: dict[str, Any] = {"http_compress": not all("127.0.0.1" in host for host in options.hosts)}
    if any(host.startswith("https:") for host in options.hosts):
        settings["ssl_context"] = _trust(options)
    if options.api_key:
        settings["headers"] = {"Authorization": f"ApiKey {options.api_key.reveal()}"}
    elif options.password:
        settings["http_auth"] = (options.user, options.password.reveal())
    with reported(options):
        return opensearchpy.OpenSearch(
            hosts=list(options.hosts),
            timeout=options.timeout,
            max_retries=2 * len(options.hosts),
            retry_on_timeout=False,
            retry_on_status=(502, 504),  # a node that says 503 has looked for the others itself
            **settings,
        )


def _trust(options: Options) -> ssl.SSLContext:
    """Whose certificates are trusted, and the certificate to show."""
    with reported(options):
        context = ssl.create_default_context(cafile=options.ca_file or None)
        if options.client_cert:
            context.load_cert_chain(options.client_cert, options.client_key)
    return context


@contextmanager
def reported(options: Options) -> Iterator[None]:
    """Turn whatever the client says into an error of ours."""
    try:
        yield
    except NotFoundError as error:
        if _kind(error) == "index_not_found_exception":
            raise IndexGone from error
        if isinstance(lost := refused(error.status_code, _kind(error), _reason(error)), EngineUnreachable):
            raise lost from error
        raise EngineError(NAME, f"the cluster does not know what it was asked for: {_reason(error)}") from error
    except SSLError as error:
        raise EngineError(
            NAME,
            f"the certificate of {_places(options)} is not trusted: {_certificate(error)}",
            "Set ca_file in [opensearch] to the certificate of your own authority, or have the certificate renewed.",
        ) from error
    except ConnectionTimeout as error:
        raise EngineUnreachable(
            NAME,
            f"{_places(options)} did not answer within {options.timeout:g} seconds",
            "Try again, or raise timeout in [opensearch].",
        ) from error
    except opensearchpy.exceptions.ConnectionError as error:
        raise EngineUnreachable(
            NAME, f"{_places(options)} cannot be reached", "Start the cluster, or check hosts in [opensearch]."
        ) from error
    except TransportError as error:
        raise refused(error.status_code, _kind(error), _reason(error)) from error
    except (ImproperlyConfigured, SerializationError, OSError, ValueError) as error:
        raise EngineError(NAME, f"{_places(options)} cannot be used: {error}") from error


def _kind(error: TransportError) -> str:
    info = error.info if isinstance(error.info, dict) else {}
    found = info.get("error")
    if isinstance(found, dict):
        return str((found.get("root_cause") or [found])[0].get("type") or found.get("type") or "")
    return ""


def _reason(error: TransportError) -> str:
    info = error.info if isinstance(error.info, dict) else {}
    found = info.get("error")
    if isinstance(found, dict):
        return str((found.get("root_cause") or [found])[0].get("reason") or found.get("reason") or "")
    return str(found or error.error)[:200]


def _places(options: Options) -> str:
    return ", ".join(options.hosts)


def _certificate(error: SSLError) -> str:
    text = str(error.info)
    for sign, meaning in (
        ("expired", "it has expired"),
        ("self-signed", "its authority is not known here"),
        ("self signed", "its authority is not known here"),
        ("unable to get local issuer", "its authority is not known here"),
        ("Hostname mismatch", "it was made for another name"),
        ("IP address mismatch", "it was made for another address"),
        ("certificate required", "the cluster wants a client certificate"),
        ("WRONG_VERSION", "what answers there does not speak TLS"),
    ):
        if sign in text:
            return meaning
    return text.partition("(_ssl")[0][:200]
