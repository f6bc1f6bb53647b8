"""The peers of ``bench.engines``: SQLite FTS5, Tantivy and Whoosh used directly, each as it is meant to be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

import tantivy
from whoosh import fields, index, query, sorting
from whoosh.analysis import LanguageAnalyzer

from bench.passages import LANGUAGES

FILTER = "report"
_FULL = {"da": "danish", "sv": "swedish", "en": "english"}


class Row(NamedTuple):
    """A passage as the peers get it."""

    text: str
    language: str
    kind: str


class Asked(NamedTuple):
    """A question as the peers get it: words of which all, or any, or the phrase, or the beginning is looked for."""

    how: str
    words: tuple[str, ...]


class Peer(Protocol):
    """A search engine used directly."""

    def fill(self, rows: Iterable[Row]) -> None:
        """Index passages."""

    def ask(self, asked: Asked, *, shown: bool) -> int:
        """Find the ten best, ``shown`` with their words marked; the number of all."""


class Fts5:
    """SQLite's full-text search."""

    def __init__(self, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "fts.sqlite")
        self._db.execute(
            "CREATE VIRTUAL TABLE p USING fts5(text, language UNINDEXED, kind UNINDEXED,"
            " tokenize = 'unicode61 remove_diacritics 0')"
        )

    def fill(self, rows: Iterable[Row]) -> None:
        """Index passages in one transaction."""
        with self._db:
            self._db.executemany("INSERT INTO p VALUES (?, ?, ?)", rows)

    def ask(self, asked: Asked, *, shown: bool) -> int:
        """The ten best by its BM25, and a count."""
        quoted = [f'"{word}"' for word in asked.words]
        match = {
            "all": " AND ".join(quoted),
            "any": " OR ".join(quoted),
            "phrase": f'"{" ".join(asked.words)}"',
            "prefix": f"{quoted[0]}*",
            "faceted": " AND ".join(quoted),
        }[asked.how]
        narrowed = f" AND kind = '{FILTER}'" if asked.how == "faceted" else ""
        what = "snippet(p, 0, '[', ']', '…', 40)" if shown else "rowid"
        self._db.execute(f"SELECT {what} FROM p WHERE p MATCH ?{narrowed} ORDER BY rank LIMIT 10", (match,)).fetchall()
        if asked.how == "faceted":
            for name in ("kind", "language"):
                counting = f"SELECT {name}, count(*) FROM p WHERE p MATCH ?{narrowed} GROUP BY {name}"
                self._db.execute(counting, (match,)).fetchall()
        return int(self._db.execute(f"SELECT count(*) FROM p WHERE p MATCH ?{narrowed}", (match,)).fetchone()[0])


class RawTantivy:
    """Tantivy with a field for each language, its own tokenizer and Snowball stemmers."""

    def __init__(self, folder: Path) -> None:
        schema = tantivy.SchemaBuilder()
        for language in LANGUAGES:
            schema.add_text_field(language, tokenizer_name=language, stored=True)
        schema.add_text_field("kind", tokenizer_name="raw", fast=True)
        schema.add_text_field("language", tokenizer_name="raw", fast=True)
        (folder / "raw-tantivy").mkdir()
        self._schema = schema.build()
        self._index = tantivy.Index(self._schema, str(folder / "raw-tantivy"))
        self._analyzers = {}
        for language, name in _FULL.items():
            builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            analyzer = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer(name)).build()
            self._index.register_tokenizer(language, analyzer)
            self._analyzers[language] = analyzer

    def fill(self, rows: Iterable[Row]) -> None:
        """Index passages with one thread, as kb's engine does."""
        writer = self._index.writer(64_000_000, 1)
        for row in rows:
            writer.add_document(
                tantivy.Document(**{row.language: row.text, "kind": row.kind, "language": row.language})
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def ask(self, asked: Asked, *, shown: bool) -> int:
        """The ten best in any language, and their number."""
        searcher, must, should = self._index.searcher(), tantivy.Occur.Must, tantivy.Occur.Should
        wanted = tantivy.Query.boolean_query([(should, self._in(language, asked)) for language in LANGUAGES])
        if asked.how == "faceted":
            kind = tantivy.Query.term_query(self._schema, "kind", FILTER)
            wanted = tantivy.Query.boolean_query([(must, wanted), (must, kind)])
            searcher.aggregate(wanted, {name: {"terms": {"field": name}} for name in ("kind", "language")})
        found = searcher.search(wanted, limit=10)
        if shown:
            markers = [tantivy.SnippetGenerator.create(searcher, wanted, self._schema, one) for one in LANGUAGES]
            for _, address in found.hits:
                document = searcher.doc(address)
                for marker in markers:
                    marker.snippet_from_doc(document).to_html()
        return int(found.count)

    def _in(self, language: str, asked: Asked) -> tantivy.Query:
        if asked.how == "prefix":
            return tantivy.Query.fuzzy_term_query(self._schema, language, asked.words[0], distance=0, prefix=True)
        terms = [term for word in asked.words for term in self._analyzers[language].analyze(word)]
        if asked.how == "phrase" and len(terms) > 1:
            return tantivy.Query.phrase_query(self._schema, language, terms)
        occur = tantivy.Occur.Should if asked.how == "any" else tantivy.Occur.Must
        found = [(occur, tantivy.Query.term_query(self._schema, language, term)) for term in terms]
        return tantivy.Query.boolean_query(found)


class RawWhoosh:
    """Whoosh with a field for each language and its own analyzers."""

    def __init__(self, folder: Path) -> None:
        texts = {
            language: fields.TEXT(analyzer=LanguageAnalyzer(language), phrase=True, stored=True)
            for language in LANGUAGES
        }
        schema = fields.Schema(**texts, kind=fields.ID(sortable=True), language=fields.ID(sortable=True))
        (folder / "raw-whoosh").mkdir()
        self._index = index.create_in(str(folder / "raw-whoosh"), schema)

    def fill(self, rows: Iterable[Row]) -> None:
        """Index passages in one commit."""
        writer = self._index.writer(limitmb=256)
        for row in rows:
            writer.add_document(**{row.language: row.text, "kind": row.kind, "language": row.language})
        writer.commit()
        self._searcher = self._index.searcher()

    def ask(self, asked: Asked, *, shown: bool) -> int:
        """The ten best in any language, and their number."""
        wanted = query.Or([self._in(language, asked) for language in LANGUAGES])
        narrowed = query.Term("kind", FILTER) if asked.how == "faceted" else None
        by = {name: sorting.FieldFacet(name) for name in ("kind", "language")} if narrowed else None
        found = self._searcher.search(wanted, limit=10, filter=narrowed, groupedby=by)
        if shown:
            for hit in found:
                for language in LANGUAGES:
                    if language in hit:
                        hit.highlights(language)
        return len(found)

    def _in(self, language: str, asked: Asked) -> query.Query:
        if asked.how == "prefix":
            return query.Prefix(language, asked.words[0])
        analyzer = self._index.schema[language].analyzer
        terms = [token.text for word in asked.words for token in analyzer(word)]
        if asked.how == "phrase" and len(terms) > 1:
            return query.Phrase(language, terms)
        return (query.Or if asked.how == "any" else query.And)([query.Term(language, term) for term in terms])


PEERS: dict[str, Callable[[Path], Peer]] = {
    "SQLite FTS5": Fts5,
    "raw Tantivy": RawTantivy,
    "raw Whoosh": RawWhoosh,
}
