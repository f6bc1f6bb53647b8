"""The glossary: words that mean the same in Danish, Swedish and English.

Source files hold one concept a line, ``da | sv | en``; synonyms are parted by ``; ``, the first is the preferred one;
``-`` stands for none; lines that begin with ``#`` are comments (``##`` names a section). They are compiled into one
SQLite file keyed by language and forms, so that a search neither reads nor analyses them.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from importlib import resources
from importlib.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from kb.errors import EngineError
from kb.model import SERVED_LANGUAGES

LONGEST_TERM = 4
"""Words of the longest term that is looked up."""

FALSE_FRIENDS = "false-friends.txt"
_VERSION = 1
_MOST_CONCEPTS = 4
_SCHEMA = """
CREATE TABLE meta (fingerprint TEXT);
CREATE TABLE term (concept INTEGER, language TEXT, rank INTEGER, text TEXT, forms TEXT, source TEXT);
CREATE INDEX term_forms ON term (language, forms);
CREATE INDEX term_concept ON term (concept);
CREATE TABLE false_friend (danish TEXT, swedish TEXT, PRIMARY KEY (danish, swedish)) WITHOUT ROWID;
"""

Forms = Callable[[str, str], tuple[str, ...]]
"""The forms of a term's words, given its language and text."""


class Concept(NamedTuple):
    """One line of a source file: the terms of each language, preferred ones first."""

    terms: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    source: str


class GlossaryTerm(NamedTuple):
    """A term that means the same as one looked up; ``forms`` are those of its words, ``rank`` 0 the preferred one."""

    concept: int
    language: str
    text: str
    forms: tuple[str, ...]
    rank: int
    source: str


def concepts(text: str, source: str) -> Iterator[Concept]:
    """The concepts of one source file; a line that is none is passed over."""
    for line in text.splitlines():
        columns = _columns(line)
        if len(columns) == len(SERVED_LANGUAGES) and sum(map(bool, columns)) > 1:
            danish, swedish, english = columns
            yield Concept(terms=(danish, swedish, english), source=source)


def false_friends(text: str) -> Iterator[tuple[str, str]]:
    """The Danish and Swedish words of each line of the false friends."""
    for line in text.splitlines():
        columns = _columns(line)
        if len(columns) > 1 and columns[0] and columns[1]:
            yield columns[0][0], columns[1][0]


def _columns(line: str) -> list[tuple[str, ...]]:
    line = line.strip().removeprefix("\ufeff")
    if not line or line.startswith("#"):
        return []
    return [
        tuple(dict.fromkeys(term for part in cell.split(";") if (term := " ".join(part.split())) not in {"", "-"}))
        for cell in line.split("|")
    ]


def sources(own: Path | None = None) -> list[Traversable | Path]:
    """The files of the glossary: a knowledge base's ``own`` first, if it is there, then those that come with kb."""
    shipped = [file for file in (resources.files("kb.terms") / "data").iterdir() if file.name.endswith(".txt")]
    found: list[Traversable | Path] = [own] if own is not None and own.is_file() else []
    return found + sorted(shipped, key=lambda file: file.name)


def fingerprint(files: Iterable[Traversable | Path], analysis: str) -> str:
    """Changes whenever a source or the analysis of its words does."""
    digest = hashlib.sha256(f"{_VERSION} {analysis}".encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def compile_glossary(files: Iterable[Traversable | Path], path: Path, stamp: str, forms: Forms) -> None:
    """Write the compiled glossary in place of the one at ``path``.

    Raises:
        EngineError: It cannot be written.
    """
    files = list(files)
    waiting = path.with_name(f"{path.name}.{os.getpid()}.new")
    waiting.unlink(missing_ok=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(waiting)) as connection, connection:
            connection.executescript(_SCHEMA)
            connection.execute("INSERT INTO meta VALUES (?)", (stamp,))
            connection.executemany("INSERT INTO term VALUES (?, ?, ?, ?, ?, ?)", _rows(files, forms))
            connection.executemany("INSERT OR IGNORE INTO false_friend VALUES (?, ?)", _friend_rows(files, forms))
        waiting.replace(path)
    except (sqlite3.DatabaseError, OSError) as error:
        raise EngineError("glossary", str(error)) from error


def _rows(files: list[Traversable | Path], forms: Forms) -> Iterator[tuple[int, str, int, str, str, str]]:
    number = 0
    for file in files:
        if file.name == FALSE_FRIENDS:
            continue
        for concept in concepts(file.read_bytes().decode("utf-8", "replace"), file.name):
            number += 1
            for language, terms in zip(SERVED_LANGUAGES, concept.terms, strict=True):
                for rank, term in enumerate(terms):
                    keys = forms(language, term)
                    if keys:
                        yield number, language, rank, term, " ".join(keys), concept.source


def _friend_rows(files: list[Traversable | Path], forms: Forms) -> Iterator[tuple[str, str]]:
    for file in files:
        if file.name == FALSE_FRIENDS:
            for danish, swedish in false_friends(file.read_bytes().decode("utf-8", "replace")):
                yield " ".join(forms("da", danish)), " ".join(forms("sv", swedish))


class Glossary:
    """The compiled glossary, for looking up."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    @property
    def path(self) -> Path:
        """The compiled file; its name tells what it was compiled from."""
        return self._path

    def stamp(self) -> str | None:
        """The fingerprint it was compiled under, None where there is none."""
        rows = self._rows("SELECT fingerprint FROM meta")
        return rows[0][0] if rows else None

    def same(self, language: str, forms: tuple[str, ...]) -> tuple[GlossaryTerm, ...]:
        """The terms of all languages that mean the same as one with these forms, its own concept's first ones first.

        A term of several concepts (a homograph) gives those of the first four.
        """
        found = self._rows(
            "SELECT concept, MIN(rank) FROM term WHERE language = ? AND forms = ? GROUP BY concept ORDER BY 2, 1 LIMIT ?",
            language,
            " ".join(forms),
            _MOST_CONCEPTS,
        )
        own = (language, forms)
        return tuple(
            term for (concept, _) in found for term in self._terms(int(concept)) if (term.language, term.forms) != own
        )

    def knows(self, language: str, forms: tuple[str, ...]) -> bool:
        """Whether a term with these forms is there."""
        return bool(
            self._rows("SELECT 1 FROM term WHERE language = ? AND forms = ? LIMIT 1", language, " ".join(forms))
        )

    def false_friends(self, danish: str, swedish: str) -> bool:
        """Whether a Danish and a Swedish form look alike and mean something else."""
        return bool(self._rows("SELECT 1 FROM false_friend WHERE danish = ? AND swedish = ?", danish, swedish))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _terms(self, concept: int) -> list[GlossaryTerm]:
        rows = self._rows(
            "SELECT language, text, forms, rank, source FROM term WHERE concept = ? ORDER BY language, rank", concept
        )
        return [
            GlossaryTerm(
                concept=concept, language=language, text=text, forms=tuple(forms.split(" ")), rank=rank, source=source
            )
            for language, text, forms, rank, source in rows
        ]

    def _rows(self, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:
            if self._connection is None:
                if not self._path.exists():
                    return []
                self._connection = sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise EngineError("glossary", str(error)) from error
