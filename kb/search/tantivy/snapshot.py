"""One generation of a Tantivy index, opened for reading."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tantivy import DocAddress, Index, Query, Schema, Searcher

from kb.search.engine import Described
from kb.search.query import PARTITIONS, Field, Term
from kb.search.tantivy import generation, layout
from kb.search.tantivy.generation import Manifest

_KEPT = 20_000  # descriptions of documents that were read


class Opened:
    """One Tantivy index: its searcher, and how many documents it holds, the dead ones among them."""

    def __init__(self, folder: Path, schema: Schema) -> None:
        self.schema = schema
        self.searcher = _searcher(folder)
        counted = generation.segments(folder)
        self.size = sum(all_ for all_, _ in counted)
        self.dead = sum(dead for _, dead in counted)

    def count(self, query: Query) -> int:
        """The number of living documents where a query holds."""
        return int(self.searcher.search(query, limit=1).count)  # type: ignore[attr-defined]

    def frequency(self, field: str, term: str) -> int:
        """The number of living documents that hold a term."""
        if self.dead:
            return self.count(Query.term_query(self.schema, field, term, index_option="basic"))
        return self.searcher.doc_freq(field, term)

    def holds(self, field: str, term: str) -> bool:
        """Whether a living document holds a term."""
        return self.searcher.doc_freq(field, term) > self.dead or self.frequency(field, term) > 0

    def terms(self, field: str, prefix: str, among: Query | None = None) -> Iterator[str]:
        """The terms of living documents that begin so, in no order."""
        if among is None and self.dead:
            among = Query.all_query()
        return (term for term, _ in self.searcher.terms_with_prefix(field, prefix, among))

    def numbers(self, query: Query, field: str) -> list[int]:
        """The values of a number in all documents where a query holds."""
        found = self.searcher.search(query, limit=max(1, self.size), count=False, order_by_field=field)
        return [value for value, _ in found.hits]

    def values(self, field: str, places: list[DocAddress]) -> list[int]:
        """The values of a number in these documents, in their order."""
        found: Any = self.searcher.fast_field_values(field, places)
        return list(found)


class Snapshot:
    """What one generation holds."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        self.documents = Opened(folder / layout.DOCUMENTS, layout.document_schema())
        self.partitions = {name: Opened(folder / name, layout.entry_schema()) for name in PARTITIONS}
        self._described: dict[int, Described] = {}

    @property
    def entries(self) -> int:
        """The number of entries in all partitions."""
        return sum(entries for entries, _ in self.manifest.shares.values())

    @property
    def dead_share(self) -> float:
        """The part of the entries that only removed documents hold."""
        opened = self.partitions.values()
        return sum(one.dead for one in opened) / max(1, sum(one.size for one in opened))

    def indexed(self) -> dict[str, str]:
        """Document id to checksum."""
        return layout.unversioned(self.documents.terms(layout.VERSIONED, ""))

    def frequency(self, language: str, term: Term) -> int:
        """The number of entries of a partition that hold a term."""
        opened = self.partitions.get(language)
        return opened.frequency(term.field, layout.term(term.text)) if opened else 0

    def holds(self, language: str, term: Term) -> bool:
        """Whether an entry of a partition holds a term."""
        opened = self.partitions.get(language)
        return opened is not None and opened.holds(term.field, layout.term(term.text))

    def terms(self, language: str, field: Field, prefix: str) -> list[str]:
        """The terms of a partition that begin so, in order."""
        opened = self.partitions.get(language)
        found = opened.terms(field, layout.term(prefix) if prefix else "") if opened else iter(())
        return sorted(map(layout.text_of, found))

    def described(self, numbers: Iterable[int]) -> dict[int, Described]:
        """The documents of these numbers, without their attributes."""
        wanted = dict.fromkeys(numbers)
        if len(self._described) > _KEPT:
            self._described.clear()
        missing = [number for number in wanted if number not in self._described]
        if missing:
            query = Query.term_set_query(self.documents.schema, layout.OWNER, missing)
            hits = self.documents.searcher.search(
                query, limit=len(missing), count=False, order_by_field=layout.OWNER
            ).hits
            for number, address in hits:
                self._described[number] = self._stored(address)[0]
        return {number: self._described[number] for number in wanted}

    def stored(self, id: str) -> tuple[Described, dict[str, tuple[int, int]]] | None:
        """A document and its share of each partition, None where it is not there."""
        query = Query.term_query(self.documents.schema, layout.ID, layout.version(id, "")[:-1])
        for _, address in self.documents.searcher.search(query, limit=1, count=False).hits:
            return self._stored(address)
        return None

    def _stored(self, address: DocAddress) -> tuple[Described, dict[str, tuple[int, int]]]:
        packed = self.documents.searcher.doc(address).get_first(layout.STORED)
        id, checksum, language, published, title, shares = json.loads(bytes(packed or b""))
        document = Described(id=id, checksum=checksum, language=language, published=published, title=title)
        return document, {name: (entries, words) for name, (entries, words) in shares.items()}


def _searcher(folder: Path) -> Searcher:
    if _is_writable(folder):
        index = Index.open(str(folder))
        index.config_reader("manual")  # a generation never changes, so nothing has to be watched
        return index.searcher()
    # Tantivy wants to lock what it opens; where it may not, a folder of links does. Once open, they may go.
    with TemporaryDirectory(ignore_cleanup_errors=True) as links:  # it may leave its lock behind
        for path in folder.iterdir():
            (Path(links) / path.name).symlink_to(path.absolute())
        index = Index.open(links)
        index.config_reader("manual")
        return index.searcher()


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
