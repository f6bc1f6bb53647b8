"""One generation of a Whoosh index, opened for reading: its postings as whole lists, its columns as arrays."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh.reading import TermNotFound

from kb.search.query import Field
from kb.search.whoosh import catalogue
from kb.search.whoosh.layout import LANGUAGE, LENGTH, NUMBER, OWNER, key, opened, places
from kb.search.whoosh.lists import blocks, spread

Postings = tuple[list[int], list[float]]


class Snapshot:
    """What one generation holds; entries are counted through all its segments."""

    def __init__(self, folder: Path) -> None:
        index = opened(folder)
        latest = index.latest_generation()
        self.reader: Any = index.reader()
        # An index without entries has a reader that does not know its generation.
        self.generation: int = latest if (known := self.reader.generation()) is None else known
        self.catalogue = catalogue.read(folder, self.generation)
        self.statistics = self.catalogue.statistics()
        self._segments = [(reader, base) for reader, base in self.reader.leaf_readers() if reader.doc_count_all()]

    @cached_property
    def owners(self) -> array[int]:
        """The document number of each entry."""
        return self._column(OWNER, "I")

    @cached_property
    def numbers(self) -> array[int]:
        """The number of each entry in its document."""
        return self._column(NUMBER, "I")

    @cached_property
    def lengths(self) -> array[int]:
        """The number of words of each entry."""
        return self._column(LENGTH, "I")

    @cached_property
    def languages(self) -> array[int]:
        """The partition of each entry, as its place in ``PARTITIONS``."""
        return self._column(LANGUAGE, "B")

    @cached_property
    def removed(self) -> frozenset[int]:
        """The entries of documents that were removed or replaced."""
        gone = (base + number for reader, base in self._segments for number in reader.deleted_docs_set)
        return frozenset(gone)

    def postings(self, field: Field, term: bytes) -> Postings:
        """The entries that hold a term and how often, removed ones left out."""
        entries: list[int] = []
        counts: list[float] = []
        for matcher, base in self._matchers(field, term):
            for ids, weights, _ in blocks(matcher):
                entries += [base + id for id in ids] if base else ids
                counts += spread(weights, len(ids))
        return self._kept(entries, counts) if self.removed else (entries, counts)

    def positions(self, field: Field, term: bytes, wanted: set[int] | None = None) -> dict[int, array[int]]:
        """The positions of a term in each entry that holds it, or of those among ``wanted``."""
        found: dict[int, array[int]] = {}
        for matcher, base in self._matchers(places(field), term):
            for ids, _, payloads in blocks(matcher):
                for id, payload in zip(ids, payloads or (), strict=True):
                    entry = base + id
                    if (wanted is None or entry in wanted) and entry not in self.removed:
                        found[entry] = array("I", payload)
        return found

    def texts(self, field: Field, language: str, prefix: str) -> Iterator[str]:
        """The terms of a language that begin so, in order, removed entries' terms among them."""
        start, skip = key(language, prefix), len(language) + 1
        for text in self.reader.expand_prefix(field, start):
            yield bytes(text)[skip:].decode()

    def frequency(self, field: Field, term: bytes) -> int:
        """The number of entries that hold a term."""
        if self.removed:
            return len(self.postings(field, term)[0])
        return int(self.reader.doc_frequency(field, term))

    def holds(self, field: Field, term: bytes) -> bool:
        """Whether an entry that was not removed holds a term."""
        if self.reader.doc_frequency(field, term) > len(self.removed):
            return True  # most terms, without a look at their entries
        return self.frequency(field, term) > 0

    def close(self) -> None:
        """Let go of the files."""
        self.reader.close()

    def _matchers(self, field: str, term: bytes) -> Iterator[tuple[Any, int]]:
        for reader, base in self._segments:
            try:
                matcher = reader.postings(field, term)
            except TermNotFound:
                continue
            yield matcher, base

    def _kept(self, entries: list[int], counts: list[float]) -> Postings:
        kept = [(entry, count) for entry, count in zip(entries, counts, strict=True) if entry not in self.removed]
        return [entry for entry, _ in kept], [count for _, count in kept]

    def _column(self, name: str, typecode: str) -> array[int]:
        column = array(typecode)
        for reader, _ in self._segments:
            column.extend(reader.column_reader(name, translate=False).load())
        return column
