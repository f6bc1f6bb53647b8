"""The vocabulary: every word of the texts as it was analysed, for widening, marking and suggestions.

A word is forgotten with the last document that has it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from kb.search.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS word (
    language TEXT, word TEXT, form TEXT, skeleton TEXT, PRIMARY KEY (language, word)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS word_form ON word (language, form);
CREATE INDEX IF NOT EXISTS word_skeleton ON word (language, skeleton);
CREATE TABLE IF NOT EXISTS part (
    language TEXT, part TEXT, word TEXT, PRIMARY KEY (language, part, word)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fold (
    language TEXT, fold TEXT, word TEXT, PRIMARY KEY (language, fold, word)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS part_word ON part (language, word);
CREATE INDEX IF NOT EXISTS fold_word ON fold (language, word);
"""
_LAST = "\U0010ffff"
_AT_ONCE = 500  # terms of one question to SQLite, which allows a thousand values


class KnownWord(NamedTuple):
    """A word as it was analysed; ``skeleton`` is its spelling for the likeness of languages."""

    word: str
    form: str
    skeleton: str
    parts: tuple[str, ...]
    folds: tuple[str, ...]


class Vocabulary:
    """The words of an index by language partition."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forms(self, word: str) -> dict[str, str]:
        """The form of a word in each partition whose texts hold it."""
        rows = self._database.rows(
            "SELECT language, form FROM word WHERE language IN ('da', 'sv', 'en', 'und') AND word = ?", word
        )
        return dict(rows)

    def of_forms(self, language: str, forms: Iterable[str]) -> dict[str, list[str]]:
        """For each form that the texts hold, the words that share it."""
        return self._by("SELECT form, word FROM word WHERE language = ? AND form", language, forms)

    def of_parts(self, language: str, parts: Iterable[str]) -> dict[str, list[str]]:
        """For each part that the texts hold, the compounds with it."""
        return self._by("SELECT part, word FROM part WHERE language = ? AND part", language, parts)

    def _by(self, statement: str, language: str, terms: Iterable[str]) -> dict[str, list[str]]:
        """The words of each term, asked for many at a time."""
        found: dict[str, list[str]] = {}
        waiting = list(dict.fromkeys(terms))
        for start in range(0, len(waiting), _AT_ONCE):
            some = waiting[start : start + _AT_ONCE]
            for term, word in self._database.rows(f"{statement} IN ({','.join('?' * len(some))})", language, *some):
                found.setdefault(term, []).append(word)
        return found

    def of_folds(self, keys: tuple[str, ...]) -> dict[str, dict[str, str]]:
        """By partition: the words that have one of these spelling keys, with their forms."""
        found: dict[str, dict[str, str]] = {}
        rows = self._database.rows(
            "SELECT word.language, word.word, word.form FROM fold CROSS JOIN word USING (language, word)"  # noqa: S608
            " WHERE fold.language IN ('da', 'sv', 'en') AND"
            f" fold.fold IN ({','.join('?' * len(keys))}) ORDER BY 1, 2",
            *keys,
        )
        for language, word, form in rows:
            found.setdefault(language, {})[word] = form
        return found

    def beginning(self, language: str, beginning: str) -> list[str]:
        """The words that begin so."""
        return self._database.column(
            "SELECT word FROM word WHERE language = ? AND word >= ? AND word < ?",
            language,
            beginning,
            beginning + _LAST,
        )

    def like(self, language: str, beginning: str, shortest: int, longest: int) -> list[tuple[str, str]]:
        """Skeleton and form of the words whose skeletons begin so and have a length between the two."""
        rows = self._database.rows(
            "SELECT DISTINCT skeleton, form FROM word WHERE language = ? AND skeleton >= ? AND skeleton < ?"
            " AND length(skeleton) BETWEEN ? AND ?",
            language,
            beginning,
            beginning + _LAST,
            shortest,
            longest,
        )
        return [(skeleton, form) for skeleton, form in rows]


def learn(connection: sqlite3.Connection, language: str, words: Iterable[KnownWord]) -> None:
    """Add words to the vocabulary of a partition."""
    known = list(words)
    connection.executemany(
        "INSERT OR IGNORE INTO word VALUES (?, ?, ?, ?)", ((language, w.word, w.form, w.skeleton) for w in known)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO part VALUES (?, ?, ?)", ((language, part, w.word) for w in known for part in w.parts)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fold VALUES (?, ?, ?)", ((language, fold, w.word) for w in known for fold in w.folds)
    )


def forget_some(connection: sqlite3.Connection, language: str, words: Iterable[str]) -> None:
    """Take these words out of the vocabulary of a partition."""
    gone = [(language, word) for word in words]
    for statement in (
        "DELETE FROM word WHERE language = ? AND word = ?",
        "DELETE FROM part WHERE language = ? AND word = ?",
        "DELETE FROM fold WHERE language = ? AND word = ?",
    ):
        connection.executemany(statement, gone)


def forget(connection: sqlite3.Connection) -> None:
    """Empty the vocabulary."""
    for statement in ("DELETE FROM word", "DELETE FROM part", "DELETE FROM fold"):
        connection.execute(statement)
