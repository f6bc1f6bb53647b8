"""The passage table and the vocabulary: what a search shows and widens by, without reading the corpus again.

One SQLite file beside the engine's own. Rows of a document are kept under its checksum, so a search that began
before a change still finds the rows of the version the engine told it of. Derived; made again by a rebuild.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.errors import EngineError
from kb.model import Kind, Passage, Record, Span

_WAIT = 30.0  # seconds for another writer
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (
    id TEXT, checksum TEXT, title TEXT, language TEXT, kind TEXT, published TEXT, publisher TEXT,
    PRIMARY KEY (id, checksum)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage (
    document TEXT, checksum TEXT, number INTEGER, start INTEGER, language TEXT, heading TEXT, page TEXT,
    is_heading INTEGER, text TEXT, PRIMARY KEY (document, checksum, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS word (
    language TEXT, word TEXT, form TEXT, skeleton TEXT, PRIMARY KEY (language, word)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS word_form ON word (language, form);
CREATE INDEX IF NOT EXISTS word_skeleton ON word (language, skeleton);
CREATE TABLE IF NOT EXISTS part (
    language TEXT, part TEXT, word TEXT, PRIMARY KEY (language, part, word)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fold (
    language TEXT, fold TEXT, word TEXT, PRIMARY KEY (language, fold, word)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a hit shows of a document."""

    id: str
    title: str
    language: str
    kind: Kind
    published: date | None
    publisher: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWord:
    """A word of the texts as it was analysed; ``skeleton`` is its spelling for the likeness of languages."""

    word: str
    form: str
    skeleton: str
    parts: tuple[str, ...]
    folds: tuple[str, ...]


class Store:
    """The passage table and the vocabulary of one index."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    # Reading

    def meta(self, key: str) -> str | None:
        """A remembered value, None where there is none."""
        row = self._one("SELECT value FROM meta WHERE key = ?", (key,))
        return None if row is None else str(row[0])

    def shown(self, document: str, checksum: str) -> Shown | None:
        """What a hit shows of a document in this version."""
        row = self._one(
            "SELECT title, language, kind, published, publisher FROM document WHERE id = ? AND checksum = ?",
            (document, checksum),
        )
        if row is None:
            return None
        title, language, kind, published, publisher = row
        return Shown(
            id=document,
            title=title,
            language=language,
            kind=Kind(kind),
            published=date.fromisoformat(published) if published else None,
            publisher=publisher,
        )

    def passages(self, document: str, checksum: str, numbers: Iterable[int] | None = None) -> tuple[Passage, ...]:
        """The passages of a document in this version, all of them or those of the given numbers, in order."""
        wanted = None if numbers is None else sorted(set(numbers))
        holes = "" if wanted is None else f" AND number IN ({','.join('?' * len(wanted))})"
        rows = self._all(
            "SELECT number, start, language, heading, page, is_heading, text FROM passage"  # noqa: S608
            f" WHERE document = ? AND checksum = ?{holes} ORDER BY number",
            (document, checksum, *(wanted or ())),
        )
        return tuple(
            Passage(
                document=document,
                number=number,
                span=Span(start, start + len(text)),
                text=text,
                language=language,
                heading=heading,
                page=page,
                is_heading=bool(is_heading),
            )
            for number, start, language, heading, page, is_heading, text in rows
        )

    def words_of_form(self, language: str, form: str) -> list[str]:
        """The words of a language that share a form."""
        return self._column("SELECT word FROM word WHERE language = ? AND form = ?", language, form)

    def words_of_part(self, language: str, part: str) -> list[str]:
        """The compounds of a language with this part."""
        return self._column("SELECT word FROM part WHERE language = ? AND part = ?", language, part)

    def words_of_fold(self, language: str, fold: str) -> list[str]:
        """The words of a language with this spelling key."""
        return self._column("SELECT word FROM fold WHERE language = ? AND fold = ?", language, fold)

    def words_from(self, language: str, beginning: str) -> list[str]:
        """The words of a language that begin so."""
        return self._column(
            "SELECT word FROM word WHERE language = ? AND word >= ? AND word < ?",
            language,
            beginning,
            beginning + "\U0010ffff",
        )

    def form_of(self, language: str, word: str) -> str | None:
        """The form of a word that the texts of a language hold, else None."""
        row = self._one("SELECT form FROM word WHERE language = ? AND word = ?", (language, word))
        return None if row is None else str(row[0])

    def like_skeletons(self, language: str, beginning: str, shortest: int, longest: int) -> list[tuple[str, str]]:
        """Skeleton and form of the words whose skeletons begin so and have a length between the two."""
        return self._all(
            "SELECT DISTINCT skeleton, form FROM word WHERE language = ? AND skeleton >= ? AND skeleton < ?"
            " AND length(skeleton) BETWEEN ? AND ?",
            (language, beginning, beginning + "\U0010ffff", shortest, longest),
        )

    # Writing

    @contextmanager
    def writing(self) -> Iterator[StoreWriter]:
        """A writer whose changes are kept together when it closes."""
        with self._reported():
            connection = self._open(create=True)
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                yield StoreWriter(connection)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def drop(self) -> None:
        """Delete the file."""
        self.close()
        for path in (self._path, *self._path.parent.glob(f"{self._path.name}-*")):
            path.unlink(missing_ok=True)

    def _open(self, *, create: bool = False) -> sqlite3.Connection:
        if self._connection is None:
            if create:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
            if create:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.executescript(_SCHEMA)
            self._connection = connection
        elif create:
            self._connection.executescript(_SCHEMA)
        return self._connection

    def _all(self, statement: str, values: tuple[object, ...]) -> list[tuple[object, ...] | tuple[str, str]]:
        if self._connection is None and not self._path.exists():
            return []
        with self._reported():
            try:
                return self._open().execute(statement, values).fetchall()
            except sqlite3.OperationalError as error:
                if "no such table" in str(error):
                    return []
                raise

    def _one(self, statement: str, values: tuple[object, ...]) -> tuple[str, ...] | None:
        rows = self._all(statement, values)
        return rows[0] if rows else None

    def _column(self, statement: str, *values: object) -> list[str]:
        return [str(row[0]) for row in self._all(statement, values)]

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise EngineError("passages", f"{self._path.name}: {error}") from error


class StoreWriter:
    """Changes to the store inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def remember(self, key: str, value: str) -> None:
        """Keep a value."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def add(self, record: Record, checksum: str, passages: Iterable[Passage]) -> None:
        """Keep the rows of a document in this version, beside those of its other versions."""
        published = record.published.isoformat() if record.published else None
        self._connection.execute(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?)",
            (record.id, checksum, record.title, record.language, record.kind.value, published, record.publisher),
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (record.id, checksum, p.number, p.span.start, p.language, p.heading, p.page, p.is_heading, p.text)
                for p in passages
            ),
        )

    def know(self, language: str, words: Iterable[KnownWord]) -> None:
        """Add words to the vocabulary of a language."""
        for known in words:
            self._connection.execute(
                "INSERT OR IGNORE INTO word VALUES (?, ?, ?, ?)", (language, known.word, known.form, known.skeleton)
            )
            for table, keys in (("part", known.parts), ("fold", known.folds)):
                self._connection.executemany(
                    f"INSERT OR IGNORE INTO {table} VALUES (?, ?, ?)",  # noqa: S608 - one of two names
                    ((language, key, known.word) for key in keys),
                )

    def forget_words(self) -> None:
        """Empty the vocabulary."""
        for table in ("word", "part", "fold"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of three names

    def keep_only(self, versions: dict[str, str]) -> None:
        """Drop the rows of documents and versions other than these (id to checksum)."""
        rows = self._connection.execute("SELECT id, checksum FROM document").fetchall()
        gone = [(id, checksum) for id, checksum in rows if versions.get(id) != checksum]
        self._connection.executemany("DELETE FROM document WHERE id = ? AND checksum = ?", gone)
        self._connection.executemany("DELETE FROM passage WHERE document = ? AND checksum = ?", gone)
