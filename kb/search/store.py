"""The passage table: what a search shows, without reading or analysing the corpus again.

Rows of a document are kept under its checksum, so a search that began before a change still finds the rows of the
version the engine told it of. Derived; made again by a rebuild.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kb.language.analysis import Analyzed
from kb.model import Kind, Passage, Record, Span
from kb.search import vocabulary
from kb.search.database import Database
from kb.search.entries import partition
from kb.search.sharing import Writing
from kb.search.vocabulary import KnownWord, Vocabulary

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (
    id TEXT, checksum TEXT, title TEXT, language TEXT, kind TEXT, published TEXT, publisher TEXT,
    PRIMARY KEY (id, checksum)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage (
    document TEXT, checksum TEXT, number INTEGER, start INTEGER, language TEXT, heading TEXT, page TEXT,
    is_heading INTEGER, text TEXT, words TEXT, spans BLOB, PRIMARY KEY (document, checksum, number)) WITHOUT ROWID;
"""


class Shown(NamedTuple):
    """What a hit shows of a document."""

    title: str
    language: str
    kind: Kind
    published: date | None
    publisher: str | None


class Gone(NamedTuple):
    """What dropped documents held: their words by partition, and their titles with their partitions."""

    words: Mapping[str, set[str]]
    titles: Sequence[tuple[str, str]]


class Tokens(NamedTuple):
    """The exact terms of a passage and where they stand, as they are stored."""

    joined: str
    packed: bytes

    def words(self) -> tuple[str, ...]:
        """The terms in order."""
        return tuple(self.joined.split("\n")) if self.joined else ()

    def spans(self) -> array[int]:
        """Start and end of each term, by turns, in the passage's text."""
        return array("I", self.packed)


class Store:
    """The passage table and the vocabulary of one index, in one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _SCHEMA + vocabulary.SCHEMA)
        self.vocabulary = Vocabulary(self._database)

    def meta(self, key: str) -> str | None:
        """A remembered value, None where there is none."""
        values = self._database.column("SELECT value FROM meta WHERE key = ?", key)
        return values[0] if values else None

    def gather(self, wanted: Mapping[tuple[str, str], Iterable[int]]) -> None:
        """Be told what will be asked for next: documents in a version, and passages of each."""

    def shown(self, document: str, checksum: str) -> Shown | None:
        """What a hit shows of a document in this version."""
        for title, language, kind, published, publisher in self._database.rows(
            "SELECT title, language, kind, published, publisher FROM document WHERE id = ? AND checksum = ?",
            document,
            checksum,
        ):
            return Shown(
                title=title,
                language=language,
                kind=Kind(kind),
                published=date.fromisoformat(published) if published else None,
                publisher=publisher,
            )
        return None

    def passages(
        self, document: str, checksum: str, numbers: Iterable[int] | None = None
    ) -> tuple[tuple[Passage, Tokens], ...]:
        """The passages of a document in this version with their tokens, all or those of the given numbers, in order."""
        wanted = () if numbers is None else tuple(numbers)
        holes = "" if numbers is None else f" AND number IN ({','.join('?' * len(wanted))})"
        rows = self._database.rows(
            "SELECT number, start, language, heading, page, is_heading, text, words, spans FROM passage"  # noqa: S608
            f" WHERE document = ? AND checksum = ?{holes} ORDER BY number",
            document,
            checksum,
            *wanted,
        )
        return tuple(_passage(document, *row) for row in rows)

    def writings(self) -> tuple[Writing, ...]:
        """Where others use the index too: every state of a corpus that it stood for, the newest last."""
        return ()

    def reserved(self, wait: float, on_wait: Callable[[str], None] | None = None) -> AbstractContextManager[None]:
        """Keep everybody else who shares the index from writing to it; ``on_wait`` is told who does.

        Raises:
            CorpusLocked: Somebody else wrote for ``wait`` seconds.
        """
        del wait, on_wait  # nobody else does
        return nullcontext()

    @contextmanager
    def writing(self) -> Iterator[StoreWriter]:
        """A writer whose changes are kept together when it closes."""
        with self._database.changing() as connection:
            yield StoreWriter(connection)

    def damage(self) -> str | None:
        """What is wrong with the file itself, None if nothing is.

        Raises:
            EngineError: It cannot be read at all.
        """
        found = self._database.column("PRAGMA quick_check(1)")
        return None if found in ([], ["ok"]) else f"passages.sqlite: {found[0]}"

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def drop(self) -> None:
        """Delete the file."""
        self._database.drop()


class StoreWriter:
    """Changes to the store inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def remember(self, key: str, value: str) -> None:
        """Keep a value."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def add(self, record: Record, checksum: str, passages: Iterable[tuple[Passage, Tokens]]) -> None:
        """Keep the rows of a document in this version, beside those of its other versions."""
        published = record.published.isoformat() if record.published else None
        self._connection.execute(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?)",
            (record.id, checksum, record.title, record.language, record.kind.value, published, record.publisher),
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((record.id, checksum, *_row(*one)) for one in passages),
        )

    def learn(self, words: Mapping[str, Mapping[str, KnownWord]]) -> None:
        """Add words to the vocabulary, by partition."""
        for language, known in words.items():
            vocabulary.learn(self._connection, language, known.values())

    def forget(self, language: str, words: Iterable[str]) -> None:
        """Take words out of the vocabulary of a partition."""
        vocabulary.forget_some(self._connection, language, words)

    def forget_words(self) -> None:
        """Empty the vocabulary."""
        vocabulary.forget(self._connection)

    def keep_only(self, versions: Mapping[str, str]) -> Gone:
        """Drop the rows of documents and versions other than these (id to checksum); tells what they held."""
        rows = self._connection.execute("SELECT id, checksum, language, title FROM document").fetchall()
        left = [row for row in rows if versions.get(row[0]) != row[1]]
        gone = [(id, checksum) for id, checksum, _, _ in left]
        words: dict[str, set[str]] = {}
        for one in gone:
            for language, joined in self._connection.execute(
                "SELECT language, words FROM passage WHERE document = ? AND checksum = ?", one
            ):
                words.setdefault(partition(language), set()).update(joined.split("\n"))
        self._connection.executemany("DELETE FROM document WHERE id = ? AND checksum = ?", gone)
        self._connection.executemany("DELETE FROM passage WHERE document = ? AND checksum = ?", gone)
        return Gone(words=words, titles=[(partition(language), title) for _, _, language, title in left])


def tokens(terms: Iterable[Analyzed]) -> Tokens:
    """The terms of a passage as they are stored."""
    found = tuple(terms)
    borders = array("I", (border for one in found for border in one.span))
    return Tokens(joined="\n".join(one.word for one in found), packed=borders.tobytes())


def _row(passage: Passage, found: Tokens) -> tuple[object, ...]:
    place = (passage.number, passage.span.start, passage.language, passage.heading, passage.page, passage.is_heading)
    return (*place, passage.text, found.joined, found.packed)


def _passage(  # noqa: PLR0913, PLR0917 - the columns of a row
    document: str,
    number: int,
    start: int,
    language: str,
    heading: str | None,
    page: str | None,
    is_heading: int,
    text: str,
    words: str,
    spans: bytes,
) -> tuple[Passage, Tokens]:
    passage = Passage(
        document=document,
        number=number,
        span=Span(start, start + len(text)),
        text=text,
        language=language,
        heading=heading,
        page=page,
        is_heading=bool(is_heading),
    )
    return passage, Tokens(joined=words, packed=spans)
