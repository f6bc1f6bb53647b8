"""The Whoosh engine: folders of generations, one of them current."""

from __future__ import annotations

import json
import pickle
import struct
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kb.errors import EngineError, StaleIndex
from kb.files import clear_waiting, write_whole
from kb.search.engine import EngineInfo, Found
from kb.search.grouping import Scored, answer
from kb.search.ownership import check_owner, own
from kb.search.query import Concept, Field, Request, Term
from kb.search.scoring import K1, B, commonness, idf
from kb.search.whoosh.layout import VERSION, key
from kb.search.whoosh.occurrences import Occurrences
from kb.search.whoosh.snapshot import Snapshot

if TYPE_CHECKING:
    from kb.search.whoosh.writing import IndexWriter

NAME = "whoosh"
CURRENT = "current"
MARKER = "kb.json"
_TRIES = 5

T = TypeVar("T")


class WhooshEngine:
    """An index in a folder of its own.

    ``current`` names the folder of the live index, so a rebuilt one takes its place in one step. A Whoosh index is
    made of pickles: one in a folder that another user owns or can write to is never opened.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder = folder
        self._fingerprint = fingerprint
        self._snapshot: tuple[str, Snapshot] | None = None
        self._reading = threading.RLock()  # the readers of a snapshot share its files and where they stand in them

    def open(self) -> EngineInfo:
        """What the index holds.

        Raises:
            StaleIndex: It was made by another analysis, version or user.
        """
        with self._reading, self._reported():
            snapshot = self._opened()
        entries = sum(entries for entries, _ in snapshot.statistics.values()) if snapshot else 0
        return EngineInfo(
            name=NAME,
            version=_version(),
            fingerprint=self._fingerprint,
            documents=len(snapshot.catalogue.documents) if snapshot else 0,
            passages=entries,
        )

    @contextmanager
    def update(self) -> Iterator[IndexWriter]:
        """A writer whose changes are published together when it closes."""
        from kb.search.whoosh.writing import writing

        with self._reported():
            current = self._current()
            if current is None:
                with self._rebuilding() as writer:
                    yield writer
                return
            self._check(current)
            with writing(current) as writer:
                yield writer

    @contextmanager
    def rebuild(self) -> Iterator[IndexWriter]:
        """A writer to a fresh index that becomes the current one if all went well."""
        with self._reported(), self._rebuilding() as writer:
            yield writer

    def search(self, request: Request) -> Found:
        """The documents that answer."""

        def found(snapshot: Snapshot | None) -> Found:
            if snapshot is None:
                return Found(
                    documents=(),
                    total=0,
                    holding=(0,) * len(request.concepts),
                    facets={name: {} for name in request.facets},
                )
            languages = {language for concept in request.concepts for language in concept.queries}
            evaluators = {language: Occurrences(snapshot, language) for language in languages}
            return answer(
                request,
                Scored(
                    scores=[_scores(concept, evaluators, snapshot) for concept in request.concepts],
                    documents=snapshot.catalogue.documents,
                    owners=snapshot.owners,
                    numbers=snapshot.numbers,
                ),
            )

        return self._read(found)

    def indexed(self) -> dict[str, str]:
        """Document id to checksum."""
        return self._read(
            lambda snapshot: {d.id: d.checksum for d in snapshot.catalogue.documents.values()} if snapshot else {}
        )

    def terms(self, language: str, field: Field, prefix: str = "") -> Iterator[str]:
        """The terms that begin so, in order."""

        def found(snapshot: Snapshot | None) -> list[str]:
            if snapshot is None:
                return []
            texts = snapshot.texts(field, language, prefix)
            if snapshot.removed:
                return [text for text in texts if snapshot.holds(field, key(language, text))]
            return list(texts)

        return iter(self._read(found))

    def frequency(self, language: str, terms: Iterable[Term]) -> dict[Term, int]:
        """The number of entries that hold each term."""
        return self._read(
            lambda snapshot: {
                term: snapshot.frequency(term.field, key(language, term.text)) if snapshot else 0 for term in terms
            }
        )

    def held(self, language: str, terms: Iterable[Term]) -> frozenset[Term]:
        """Those of the terms that some entry holds."""
        return self._read(
            lambda snapshot: frozenset(
                term for term in terms if snapshot and snapshot.holds(term.field, key(language, term.text))
            )
        )

    def drop(self) -> None:
        """Delete the index."""
        import shutil

        self._forget()
        with self._reported():
            if self._folder.exists():
                shutil.rmtree(self._folder)

    def _read(self, ask: Callable[[Snapshot | None], T]) -> T:
        with self._reading, self._reported():
            return ask(self._opened())

    def _opened(self) -> Snapshot | None:
        """The newest generation; tried again where a writer took it away between two steps."""
        for _ in range(_TRIES):
            before = self._place()
            try:
                return self._newest()
            except (FileNotFoundError, StaleIndex):
                self._forget()
                if self._place() == before:
                    break
        try:
            return self._newest()
        except FileNotFoundError as error:
            raise StaleIndex(NAME, "it names a generation that is not there") from error

    def _place(self) -> tuple[Path | None, int]:
        current = self._current()
        return current, _latest(current) if current is not None and current.is_dir() else -1

    def _newest(self) -> Snapshot | None:
        current = self._current()
        if current is None:
            return None
        latest = f"{current.name}/{_latest(current)}"
        if self._snapshot is None or self._snapshot[0] != latest:
            self._check(current)
            snapshot = _snapshot(current)
            self._snapshot = f"{current.name}/{snapshot.generation}", snapshot
        return self._snapshot[1]

    def _current(self) -> Path | None:
        try:
            name = (self._folder / CURRENT).read_bytes().decode(errors="replace").strip()
        except FileNotFoundError:
            return None
        # The name never leads out of the folder, whatever somebody wrote into the file.
        return self._folder / (Path(name).name or "nameless")

    def _check(self, current: Path) -> None:
        for place in (self._folder, self._folder / CURRENT, current, current / MARKER):
            check_owner(NAME, place)
        try:
            marker = json.loads((current / MARKER).read_bytes())
        except ValueError:
            marker = {}
        if marker != self._marker():
            raise StaleIndex(NAME, "the index was made by another version of the analysis or of Whoosh")

    def _marker(self) -> dict[str, Any]:
        return {"engine": NAME, "version": _version(), "layout": VERSION, "fingerprint": self._fingerprint}

    @contextmanager
    def _rebuilding(self) -> Iterator[IndexWriter]:
        import secrets
        import shutil

        from kb.search.whoosh.writing import create, writing

        own(self._folder)
        clear_waiting(self._folder / CURRENT, older_than=0)  # one writer at a time: nobody else's waits there
        fresh = self._folder / f"index-{secrets.token_hex(4)}"
        try:
            own(fresh)
            write_whole(fresh / MARKER, json.dumps(self._marker()).encode())
            create(fresh)
            with writing(fresh) as writer:
                yield writer
            write_whole(self._folder / CURRENT, fresh.name.encode())
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        for other in self._folder.glob("index-*"):  # the former one, and those of rebuilds that were stopped
            if other != fresh:
                shutil.rmtree(other, ignore_errors=True)

    def _forget(self) -> None:
        if self._snapshot is not None:
            with suppress(Exception):
                self._snapshot[1].close()
        self._snapshot = None

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Turn whatever Whoosh or the disk says into an error of ours."""
        from whoosh.index import IndexError as DamagedIndex
        from whoosh.index import LockError
        from whoosh.reading import CorruptIndexError

        try:
            yield
        except LockError as error:
            raise EngineError(NAME, "another process is writing to the index") from error
        except (DamagedIndex, CorruptIndexError, EOFError, pickle.UnpicklingError, struct.error, zlib.error) as error:
            raise StaleIndex(NAME, f"the index is damaged: {error}") from error
        except OSError as error:
            raise EngineError(NAME, error.strerror or "the index cannot be read or written") from error


def _snapshot(folder: Path) -> Snapshot:
    try:
        return Snapshot(folder)
    except (FileNotFoundError, EngineError):
        raise
    except Exception as error:  # what damaged pickles raise cannot be listed
        raise StaleIndex(NAME, f"the index is damaged: {error}") from error


def _scores(concept: Concept, evaluators: dict[str, Occurrences], snapshot: Snapshot) -> dict[int, float]:
    """BM25 of one concept for every entry where it holds, with the statistics of the entry's own language."""
    scores: dict[int, float] = {}
    lengths = snapshot.lengths
    for language, query in concept.queries.items():
        weights = evaluators[language].of(query)
        entries, words = snapshot.statistics.get(language, (0, 0))
        rarity = idf(entries, commonness(weights.values())) * (K1 + 1)
        flat, slope = K1 * (1 - B), K1 * B * entries / words if words else 0.0
        for entry, weight in weights.items():
            scores[entry] = rarity * weight / (weight + flat + slope * lengths[entry])
    return scores


def _version() -> str:
    from whoosh import __version__

    return ".".join(map(str, __version__))


def _latest(folder: Path) -> int:
    """The newest published generation in a folder, from the names of its files."""
    names = (path.name for path in folder.iterdir() if path.suffix == ".toc")
    numbers = (name.removeprefix("_MAIN_").removesuffix(".toc") for name in names)
    return max((int(number) for number in numbers if number.isdigit()), default=-1)
