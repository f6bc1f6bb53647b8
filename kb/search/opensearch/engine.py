"""The OpenSearch engine: generations of an index on a cluster, one of them behind the alias that everybody asks."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from kb.errors import EngineError, StaleIndex
from kb.search.engine import EngineInfo, Found
from kb.search.opensearch.asking import clause, within
from kb.search.opensearch.compacting import compact
from kb.search.opensearch.connection import LONG, MANAGER, Connection, patiently
from kb.search.opensearch.layout import ENTRIES, LAYOUT, beginnings, body, decoded, name
from kb.search.opensearch.options import Options
from kb.search.opensearch.refusals import NAME, IndexGone, NodeLost, ViewLost
from kb.search.opensearch.searching import Search
from kb.search.opensearch.store import ClusterStore
from kb.search.opensearch.writing import Bulk, Changes, Filling
from kb.search.query import Field, Request, Term

_TRIES = 5
_TERMS_AT_ONCE = 100
_BUCKETS = 10_000

T = TypeVar("T")


class OpenSearchEngine:
    """An index of a cluster; the alias ``NAME-documents`` leads to the generation that is in use.

    ``folder`` tells this copy of the knowledge base from others that use the same index.
    """

    def __init__(self, options: Options, fingerprint: str, folder: Path) -> None:
        self.connection = Connection(options)
        self._options = options
        self._fingerprint = fingerprint
        self._alias = f"{options.name}-documents"
        self._version = ""
        self._folder = folder

    def store(self) -> ClusterStore:
        """What keeps the passages beside this index."""
        return ClusterStore(self.connection, self._folder)

    def open(self) -> EngineInfo:
        """What the index holds.

        Raises:
            StaleIndex: It was made by another analysis or an older kb.
            EngineUnreachable: The cluster does not answer.
        """
        if not self._version:
            self._version = str(self.connection.call("GET", "/")["version"]["number"])
        sums = self._read(self._counted) or {"documents": 0, "passages": 0}
        return EngineInfo(name=NAME, version=self._version, fingerprint=self._fingerprint, **sums)

    @contextmanager
    def update(self) -> Iterator[Changes | Filling]:
        """A writer whose changes are sent and published when it closes.

        Where the cluster refuses some documents, the others are written: each is whole, and the next update brings the
        rest.
        """
        index = self._read(lambda index: index)
        if index is None:
            with self.rebuild() as writer:
                yield writer
            return
        changes = Changes()
        try:
            yield changes
            if changes.changed:
                try:
                    changes.send(Bulk(self.connection, index))
                finally:
                    self._publish(index)
                compact(self.connection, index)
        finally:
            changes.close()

    @contextmanager
    def rebuild(self) -> Iterator[Filling]:
        """A writer to a fresh index that takes the alias if all went well."""
        fresh = f"{self._alias}-{secrets.token_hex(6)}"
        made = body(self._fingerprint, shards=self._options.shards, replicas=0)
        self.connection.call("PUT", f"/{fresh}", made, wait=LONG, cluster_manager_timeout=MANAGER)
        try:
            bulk = Bulk(self.connection, fresh)
            writer = Filling(bulk)
            yield writer
            bulk.flush()
            former = self._put_to_use(fresh, writer.documents)
        except BaseException:
            self._delete([fresh])
            raise
        self._delete(former)

    def search(self, request: Request) -> Found:
        """The documents that answer."""

        def found(index: str | None) -> Found:
            if index is None:
                nothing: dict[str, dict[str, int]] = {facet: {} for facet in request.facets}
                return Found(documents=(), total=0, holding=(0,) * len(request.concepts), facets=nothing)
            return Search(request).answer(
                lambda bodies: self.connection.search(index, bodies), lambda body: self.connection.walk(index, body)
            )

        return self._read(found)

    def indexed(self) -> dict[str, str]:
        """Document id to checksum."""

        def found(index: str | None) -> dict[str, str]:
            if index is None:
                return {}
            asked = {"sort": [{"id": "asc"}], "_source": False, "docvalue_fields": ["id", "checksum"]}
            hits = self.connection.walk(index, asked, page=_BUCKETS)
            return {hit["fields"]["id"][0]: hit["fields"]["checksum"][0] for hit in hits}

        return self._read(found)

    def terms(self, language: str, field: Field, prefix: str = "") -> Iterator[str]:
        """The terms that begin so, in order; the few that are longer than 240 characters are not among them."""
        return iter(
            self._read(lambda index: [] if index is None else self._terms(index, name(language, field), prefix))
        )

    def frequency(self, language: str, terms: Iterable[Term]) -> dict[Term, int]:
        """The number of entries that hold each term."""
        wanted = list(dict.fromkeys(terms))

        def found(index: str | None) -> dict[Term, int]:
            counts = dict.fromkeys(wanted, 0)
            for start in range(0, len(wanted) if index else 0, _TERMS_AT_ONCE):
                some = wanted[start : start + _TERMS_AT_ONCE]
                answers = self.connection.search(index or "", [_frequency(language, term) for term in some])
                for term, answer in zip(some, answers, strict=True):
                    counts[term] = answer["aggregations"]["entries"]["holding"]["doc_count"]
            return counts

        return self._read(found)

    def held(self, language: str, terms: Iterable[Term]) -> frozenset[Term]:
        """Those of the terms that some entry holds."""
        return frozenset(term for term, count in self.frequency(language, terms).items() if count)

    def size(self) -> int:
        """Bytes of the index on the nodes, copies not counted."""

        def found(index: str | None) -> int:
            if index is None:
                return 0
            stats = self.connection.call("GET", f"/{index}/_stats/store", filter_path="_all.primaries.store")
            return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])

        return self._read(found)

    def drop(self) -> None:
        """Delete all generations of the index."""
        with suppress(IndexGone):
            found = self.connection.call("GET", f"/{self._alias}-*/_settings", filter_path="*.settings.index.uuid")
            self._delete(list(found or {}))

    def _read(self, ask: Callable[[str | None], T]) -> T:
        """Ask the index in use; again where a rebuilt one took its place on the way, or a node went away."""
        for _ in range(_TRIES):
            with suppress(IndexGone, ViewLost):
                return ask(self._in_use())
        raise EngineError(NAME, "the index is being made anew again and again", "Try again.")

    def _in_use(self) -> str | None:
        """The index behind the alias, None where there is none.

        Raises:
            StaleIndex: It was made by another analysis or an older kb.
            EngineError: It was made by a newer kb, or by something else.
        """
        found = self.connection.call_if_there(
            "GET", f"/{self._alias}/_mapping", filter_path="*.mappings._meta", cluster_manager_timeout=MANAGER
        )
        if found is None:
            return None
        if len(found) > 1:
            raise EngineError(NAME, f"{self._alias} leads to more than one index", "See docs/opensearch.md.")
        nothing: dict[str, Any] = {}
        index, mapping = next(iter(found.items()), (self._alias, nothing))
        meta = mapping.get("mappings", {}).get("_meta", {})
        layout = meta.get("layout") if meta.get("engine") == "kb" else None
        if not isinstance(layout, int):
            raise EngineError(NAME, f"the index {index} was not made by kb", "Choose another index in [opensearch].")
        if layout > LAYOUT:
            raise EngineError(NAME, f"the index {index} was made by a newer kb", "Update kb on this machine.")
        if layout < LAYOUT or meta.get("fingerprint") != self._fingerprint:
            raise StaleIndex(NAME, "the index was made by another version of kb or of its word lists")
        return str(index)

    def _put_to_use(self, fresh: str, documents: int) -> list[str]:
        """Let a filled index take the alias; the indexes that had it."""
        call = self.connection.call
        self._publish(fresh)
        held = call("GET", f"/{fresh}/_count")["count"]
        if held != documents:
            raise EngineError(NAME, f"the new index holds {held} of {documents} documents")
        # Copies are made of the finished index: writing every document to each of them would take as much longer.
        copies = {"index": {"number_of_replicas": self._options.replicas}}
        call("PUT", f"/{fresh}/_settings", copies, cluster_manager_timeout=MANAGER)
        former = self._behind_alias()
        actions: list[dict[str, Any]] = [{"remove": {"index": one, "alias": self._alias}} for one in former]
        actions.append({"add": {"index": fresh, "alias": self._alias}})
        call("POST", "/_aliases", {"actions": actions}, cluster_manager_timeout=MANAGER)
        return former

    def _delete(self, indexes: list[str]) -> None:
        for one in indexes:
            with suppress(EngineError, IndexGone):
                self.connection.call_if_there("DELETE", f"/{one}")

    def _behind_alias(self) -> list[str]:
        found = self.connection.call_if_there("GET", f"/{self._alias}/_alias")
        return list(found or {})

    def _counted(self, index: str | None) -> dict[str, int] | None:
        if index is None:
            return None
        sums = {"size": 0, "track_total_hits": True, "aggs": {"passages": {"sum": {"field": "size"}}}}
        (found,) = self.connection.search(index, [sums])
        return {
            "documents": found["hits"]["total"]["value"],
            "passages": int(found["aggregations"]["passages"]["value"]),
        }

    def _publish(self, index: str) -> None:
        """Show everybody what was written."""

        def publish() -> None:
            found = self.connection.call("POST", f"/{index}/_refresh", wait=LONG)
            if found["_shards"]["failed"]:
                raise NodeLost(NAME, "a part of the index could not be published", "Run `kb index` again.")

        patiently(publish)

    def _terms(self, index: str, field: str, prefix: str) -> list[str]:
        """The terms, one part of them after the other."""
        beginning = beginnings(prefix)[0]
        found: set[str] = set()
        parts, at = 1, 0
        while at < parts:
            counted = {
                "terms": {"field": field, "size": _BUCKETS, "include": {"partition": at, "num_partitions": parts}}
            }
            asked = {"size": 0, "aggs": {"entries": {"nested": {"path": ENTRIES}, "aggs": {"terms": counted}}}}
            (answer,) = self.connection.search(index, [asked])
            terms = answer["aggregations"]["entries"]["terms"]
            if terms["sum_other_doc_count"]:
                parts, at = parts * 4, 0
                continue
            found.update(bucket["key"] for bucket in terms["buckets"] if bucket["key"].startswith(beginning))
            at += 1
        return sorted(term for term in map(decoded, found) if term is not None)


def _frequency(language: str, term: Term) -> dict[str, Any]:
    holding = clause(term, language)
    counted = {"nested": {"path": ENTRIES}, "aggs": {"holding": {"filter": holding}}}
    return {"size": 0, "query": {"bool": {"filter": [within(holding)]}}, "aggs": {"entries": counted}}
