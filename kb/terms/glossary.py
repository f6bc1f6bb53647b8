"""The glossary: words that mean the same in Danish, Swedish and English.

Each source file (see `kb.terms.concepts`) is compiled into one SQLite file, a volume, keyed by language and forms, so
that a search neither reads nor analyses it. A glossary is a row of volumes: a knowledge base's own terms first, then
what comes with kb, then what was imported and learned.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from importlib import resources
from importlib.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from kb.errors import EngineError
from kb.model import SERVED_LANGUAGES
from kb.terms.concepts import Concept, concepts, false_friends

LONGEST_TERM = 4
"""Words of the longest term that is looked up."""

FALSE_FRIENDS = "false-friends.txt"
_VERSION = 2
_MOST_CONCEPTS = 4
_LARGE = 4_000_000  # bytes of a file that is told apart by its size and times instead of being read at every search
_EVERY = 1_000  # concepts between two reports of progress
_SCHEMA = """
CREATE TABLE meta (fingerprint TEXT);
CREATE TABLE term (
    concept INTEGER, language TEXT, rank INTEGER, text TEXT, forms TEXT, source TEXT, weight REAL);
CREATE INDEX term_forms ON term (language, forms);
CREATE INDEX term_concept ON term (concept);
CREATE TABLE false_friend (danish TEXT, swedish TEXT, meaning TEXT, PRIMARY KEY (danish, swedish)) WITHOUT ROWID;
"""

Forms = Callable[[str, str], tuple[str, ...]]
"""The forms of a term's words, given its language and text."""


class GlossaryTerm(NamedTuple):
    """A term that means the same as one looked up; ``forms`` are those of its words, ``rank`` 0 the preferred one.

    ``weight`` is how much its concept counts beside hand-written ones.
    """

    concept: int
    language: str
    text: str
    forms: tuple[str, ...]
    rank: int
    source: str
    weight: float = 1.0


class GlossaryFile(NamedTuple):
    """A source file: ``label`` says where its terms come from, ``weight`` how much they count."""

    path: Traversable | Path
    label: str
    weight: float = 1.0

    def concepts(self) -> Iterator[Concept]:
        """The concepts of the file, each with the file's label and its weight."""
        for one in concepts(self.path.read_bytes().decode("utf-8", "replace"), self.label):
            yield one._replace(weight=one.weight * self.weight)


def shipped() -> list[GlossaryFile]:
    """The files that come with kb."""
    found = [file for file in (resources.files("kb.terms") / "data").iterdir() if file.name.endswith(".txt")]
    return [GlossaryFile(file, f"glossary ({file.name})") for file in sorted(found, key=lambda file: file.name)]


def fingerprint(files: Iterable[GlossaryFile], analysis: str) -> str:
    """Changes whenever a source or the analysis of its words does."""
    digest = hashlib.sha256(f"{_VERSION} {analysis}".encode())
    for file in files:
        digest.update(f"{file.path.name}\0{file.label}\0{file.weight}\0".encode())
        digest.update(_contents(file.path) + b"\0")
    return digest.hexdigest()[:16]


def _contents(path: Traversable | Path) -> bytes:
    if isinstance(path, Path) and (stat := path.stat()).st_size > _LARGE:
        return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}".encode()
    return path.read_bytes()


def compile_glossary(
    files: Iterable[GlossaryFile],
    path: Path,
    stamp: str,
    forms: Forms,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Write the compiled volume in place of the one at ``path``; ``progress`` is told how many concepts are done.

    Raises:
        EngineError: It cannot be written.
    """
    files = list(files)
    # Threads of one process may compile it at the same time, as several processes may.
    waiting = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(waiting)) as connection, connection:
            connection.executescript(_SCHEMA)
            connection.execute("INSERT INTO meta VALUES (?)", (stamp,))
            connection.executemany("INSERT INTO term VALUES (?, ?, ?, ?, ?, ?, ?)", _rows(files, forms, progress))
            connection.executemany("INSERT OR IGNORE INTO false_friend VALUES (?, ?, ?)", _friend_rows(files, forms))
        waiting.replace(path)
    except (sqlite3.DatabaseError, OSError) as error:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)
        raise EngineError("glossary", str(error)) from error


def _rows(
    files: list[GlossaryFile], forms: Forms, progress: Callable[[int, int], None]
) -> Iterator[tuple[int, str, int, str, str, str, float]]:
    number = 0
    for file in files:
        if file.path.name == FALSE_FRIENDS:
            continue
        for concept in file.concepts():
            number += 1
            if number % _EVERY == 0:
                progress(number, 0)
            for language, terms in zip(SERVED_LANGUAGES, concept.terms, strict=True):
                for rank, term in enumerate(terms):
                    if keys := forms(language, term):
                        yield number, language, rank, term, " ".join(keys), concept.source, concept.weight


def _friend_rows(files: list[GlossaryFile], forms: Forms) -> Iterator[tuple[str, str, str]]:
    for file in files:
        if file.path.name == FALSE_FRIENDS:
            for danish, swedish, meaning in false_friends(file.path.read_bytes().decode("utf-8", "replace")):
                yield " ".join(forms("da", danish)), " ".join(forms("sv", swedish)), meaning


class Glossary:
    """Compiled volumes, for looking up; a term of an earlier volume comes before one of a later.

    The names of the files, ``paths``, tell what they were compiled from.
    """

    def __init__(self, *paths: Path) -> None:
        self.paths = paths
        self._volumes = tuple(_Volume(path) for path in paths)

    def same(self, language: str, forms: tuple[str, ...]) -> tuple[GlossaryTerm, ...]:
        """The terms of all languages that mean the same as one with these forms, its own concept's first ones first.

        A term of several concepts (a homograph) gives those of the first four of each volume.
        """
        own = (language, forms)
        return tuple(
            term for concept in self.concepts(language, forms) for term in concept if (term.language, term.forms) != own
        )

    def concepts(self, language: str, forms: tuple[str, ...]) -> Iterator[tuple[GlossaryTerm, ...]]:
        """The whole concepts that hold a term with these forms."""
        for volume in self._volumes:
            yield from volume.concepts(language, " ".join(forms))

    def knows(self, language: str, forms: tuple[str, ...]) -> bool:
        """Whether a hand-written term with these forms is there; a word list made by machine has too many."""
        return any(volume.knows(language, " ".join(forms)) for volume in self._volumes)

    def false_friends(self, danish: str, swedish: str) -> bool:
        """Whether a Danish and a Swedish form look alike and mean something else."""
        statement = "SELECT 1 FROM false_friend WHERE danish = ? AND swedish = ?"
        return any(volume.rows(statement, danish, swedish) for volume in self._volumes)

    def false_friends_of(self, form: str) -> tuple[tuple[str, str, str], ...]:
        """The false friends that have this Danish or Swedish form, and what they mean."""
        statement = "SELECT danish, swedish, meaning FROM false_friend WHERE danish = ? OR swedish = ?"
        return tuple((a, b, c) for volume in self._volumes for a, b, c in volume.rows(statement, form, form))

    def close(self) -> None:
        """Let go of the files."""
        for volume in self._volumes:
            volume.close()


def stamp_of(path: Path) -> str | None:
    """The fingerprint a volume was compiled under, None where there is none."""
    volume = _Volume(path)
    try:
        rows = volume.rows("SELECT fingerprint FROM meta")
    finally:
        volume.close()
    return rows[0][0] if rows else None


class _Volume:
    """One compiled file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def concepts(self, language: str, forms: str) -> Iterator[tuple[GlossaryTerm, ...]]:
        found = self.rows(
            "SELECT concept FROM term WHERE language = ? AND forms = ?"
            " GROUP BY concept ORDER BY MIN(rank), MAX(weight) DESC, concept LIMIT ?",
            language,
            forms,
            _MOST_CONCEPTS,
        )
        for (concept,) in found:
            rows = self.rows(
                "SELECT concept, language, text, forms, rank, source, weight FROM term"
                " WHERE concept = ? ORDER BY language, rank",
                concept,
            )
            yield tuple(
                GlossaryTerm(
                    concept=concept,
                    language=language,
                    text=text,
                    forms=tuple(forms.split(" ")),
                    rank=rank,
                    source=source,
                    weight=weight,
                )
                for concept, language, text, forms, rank, source, weight in rows
            )

    def knows(self, language: str, forms: str) -> bool:
        statement = "SELECT 1 FROM term WHERE language = ? AND forms = ? AND weight >= 1 LIMIT 1"
        return bool(self.rows(statement, language, forms))

    def rows(self, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:
            if self._connection is None:
                if not self._path.exists():
                    return []
                self._connection = sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise EngineError("glossary", str(error)) from error

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
