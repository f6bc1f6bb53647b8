"""Writing a generation: every document once in the index of documents, its entries in those of their languages."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tantivy import Document, Index, Schema
from tantivy import IndexWriter as TantivyWriter

from kb.errors import EngineError
from kb.search.engine import Described, Entry
from kb.search.tantivy import layout
from kb.search.tantivy.generation import Manifest
from kb.search.tantivy.reporting import reported
from kb.search.tantivy.snapshot import Snapshot


def create(generation: Path) -> None:
    """Make the empty indexes of a generation."""
    for name in layout.INDEXES:
        Index(_schema(name), str(generation / name), reuse=False)


class IndexWriter:
    """Changes to a generation that is not current yet, each document at most once.

    ``before`` is the generation it began as; ``memory`` is what each index may gather before it writes, in bytes.
    """

    def __init__(self, generation: Path, manifest: Manifest, before: Snapshot | None, memory: int) -> None:
        self._generation = generation
        self._manifest = manifest
        self._before = before
        self._memory = memory
        self._writers: dict[str, TantivyWriter] = {}
        self._written: set[str] = set()
        self.changed = False

    def replace(self, document: Described, entries: Iterable[Entry]) -> None:
        """Put the document in the place of the one of its id."""
        self._take_out(document.id)
        number = self._manifest.following
        self._manifest.following += 1
        whole = _Whole()
        for entry in entries:
            with reported():
                whole.add(self._add(entry, document.id, number), entry)
        with reported():
            self._writer(layout.DOCUMENTS).add_document(whole.document(document, number))
        self._count(document.language, whole.shares, 1)
        self.changed = True

    def remove(self, document: str) -> None:
        """Take a document out."""
        self._take_out(document)

    def finish(self) -> None:
        """Write down everything and wait until small pieces are merged."""
        with reported():
            for writer in self._writers.values():
                writer.commit()
            for writer in self._writers.values():
                writer.garbage_collect_files()
                writer.wait_merging_threads()
        self._writers.clear()

    def abandon(self) -> None:
        """Let go of everything unwritten."""
        with suppress(EngineError), reported():
            for writer in self._writers.values():
                writer.rollback()
        self._writers.clear()

    def _writer(self, name: str) -> TantivyWriter:
        if name not in self._writers:
            index = Index.open(str(self._generation / name))
            index.config_reader("manual")  # one that watches leaves its lock in a folder after the writer is done
            self._writers[name] = index.writer(self._memory, 1)
        return self._writers[name]

    def _add(self, entry: Entry, id: str, number: int) -> dict[str, str]:
        """Write an entry; its fields as they were written."""
        written = Document()
        texts: dict[str, str] = {}
        for field, pairs in entry.fields.items():
            if pairs:
                texts[field] = layout.joined([text for text, _ in pairs])
                layout.add_terms(written, field, pairs, texts[field])
        written.add_text(layout.ID, id)
        written.add_unsigned(layout.OWNER, number)
        written.add_unsigned(layout.KEY, number << layout.NUMBER_BITS | entry.number)
        self._writer(entry.language).add_document(written)
        return texts

    def _take_out(self, id: str) -> None:
        if id in self._written:
            raise ValueError(id)
        self._written.add(id)
        with reported():
            found = self._before.stored(id) if self._before else None
            if found is None:
                return
            document, shares = found
            for name in (layout.DOCUMENTS, *shares):
                self._writer(name).delete_documents_by_term(layout.ID, id)
        self._count(document.language, shares, -1)
        self.changed = True

    def _count(self, language: str, shares: dict[str, tuple[int, int]], sign: int) -> None:
        _add(self._manifest.languages, language, sign)
        spoken = self._manifest.spoken.setdefault(language, {})
        for name, (entries, words) in shares.items():
            before = self._manifest.shares.get(name, (0, 0))
            self._manifest.shares[name] = before[0] + sign * entries, before[1] + sign * words
            _add(spoken, name, sign * entries)


def _add(counts: dict[str, int], name: str, number: int) -> None:
    counts[name] = counts.get(name, 0) + number
    if not counts[name]:
        del counts[name]


class _Whole:
    """What all entries of a document come to."""

    def __init__(self) -> None:
        self.shares: dict[str, tuple[int, int]] = {}
        self._texts: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, texts: dict[str, str], entry: Entry) -> None:
        entries, words = self.shares.get(entry.language, (0, 0))
        self.shares[entry.language] = entries + 1, words + entry.length
        for field, text in texts.items():
            self._texts[layout.within(field, entry.language)].append(text)

    def document(self, described: Described, number: int) -> Document:
        written = Document()
        for field, texts in self._texts.items():
            written.add_text(field, " ".join(texts))
        written.add_text(layout.ID, described.id)
        written.add_text(layout.VERSIONED, layout.version(described.id, described.checksum))
        written.add_text(layout.LANGUAGE, described.language)
        written.add_unsigned(layout.LANGUAGE_CODE, layout.code(described.language))
        written.add_unsigned(layout.OWNER, number)
        if described.published:
            written.add_unsigned(layout.PUBLISHED, layout.date(described.published))
        attributes = {
            layout.name(name): [layout.value(one) for one in dict.fromkeys(values)]
            for name, values in described.attributes.items()
            if values
        }
        if attributes:
            written.add_json(layout.ATTRIBUTES, attributes)
        fields = (described.id, described.checksum, described.language, described.published, described.title)
        written.add_bytes(layout.STORED, json.dumps([*fields, self.shares]).encode())
        return written


def _schema(name: str) -> Schema:
    return layout.document_schema() if name == layout.DOCUMENTS else layout.entry_schema()
