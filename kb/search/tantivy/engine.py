"""The Tantivy engine: folders of generations, one of them current."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from kb.errors import EngineError, StaleIndex
from kb.search.engine import EngineInfo, Found
from kb.search.query import Field, Request, Term
from kb.search.tantivy import generation
from kb.search.tantivy.generation import Manifest
from kb.search.tantivy.layout import VERSION
from kb.search.tantivy.ranking import Answering
from kb.search.tantivy.reporting import NAME, reported
from kb.search.tantivy.snapshot import Snapshot
from kb.search.tantivy.writing import IndexWriter, create

_TRIES = 5
_SMALL, _LARGE = 15_000_000, 64_000_000  # bytes that each index gathers before it writes them down
_MOST_DEAD = 0.5

T = TypeVar("T")


class TantivyEngine:
    """An index in a folder of its own; ``current`` names the generation that is read."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder = folder
        self._fingerprint = fingerprint
        self._snapshot: tuple[Path, Snapshot] | None = None

    def open(self) -> EngineInfo:
        """What the index holds.

        Raises:
            StaleIndex: It is damaged, or was made by another analysis, version or user.
        """
        return self._read(self._info)

    @contextmanager
    def update(self) -> Iterator[IndexWriter]:
        """A writer whose changes are published together when it closes.

        Raises:
            StaleIndex: More of the index is dead than is worth carrying along; it is to be made anew.
        """
        self._read(lambda _snapshot: None)  # what may not be read is not written to either
        with generation.locked(self._folder):
            with reported():
                before, snapshot = generation.current(self._folder), self._opened()
            if snapshot is not None and snapshot.dead_share > _MOST_DEAD:
                raise StaleIndex(NAME, "so much was changed that the index is to be made anew")
            manifest = snapshot.manifest.copied() if snapshot else Manifest(marker=self._marker())
            with self._writing(before, snapshot, manifest, _SMALL if snapshot else _LARGE) as writer:
                yield writer

    @contextmanager
    def rebuild(self) -> Iterator[IndexWriter]:
        """A writer to a fresh index that becomes the current one if all went well."""
        with (
            generation.locked(self._folder),
            self._writing(None, None, Manifest(marker=self._marker()), _LARGE) as writer,
        ):
            yield writer

    def search(self, request: Request) -> Found:
        """The documents that answer."""
        return self._read(lambda snapshot: Answering(request, snapshot).answer() if snapshot else _nothing(request))

    def indexed(self) -> dict[str, str]:
        """Document id to checksum."""
        return self._read(lambda snapshot: snapshot.indexed() if snapshot else {})

    def terms(self, language: str, field: Field, prefix: str = "") -> Iterator[str]:
        """The terms that begin so, in order."""
        return iter(self._read(lambda snapshot: snapshot.terms(language, field, prefix) if snapshot else []))

    def frequency(self, language: str, terms: Iterable[Term]) -> dict[Term, int]:
        """The number of entries that hold each term."""
        return self._read(
            lambda snapshot: {term: snapshot.frequency(language, term) if snapshot else 0 for term in terms}
        )

    def held(self, language: str, terms: Iterable[Term]) -> frozenset[Term]:
        """Those of the terms that some entry holds."""
        return self._read(
            lambda snapshot: frozenset(term for term in terms if snapshot and snapshot.holds(language, term))
        )

    def drop(self) -> None:
        """Delete the index."""
        import shutil

        self._snapshot = None
        with reported():
            if self._folder.exists():
                shutil.rmtree(self._folder)

    @contextmanager
    def _writing(
        self, before: Path | None, snapshot: Snapshot | None, manifest: Manifest, memory: int
    ) -> Iterator[IndexWriter]:
        with generation.fresh(self._folder, before) as folder:
            with reported():
                if before is None:
                    create(folder)
                writer = IndexWriter(folder, manifest, snapshot, memory)
            try:
                yield writer
                writer.finish()
            except BaseException:
                writer.abandon()
                raise
            with reported():
                if writer.changed or snapshot is None:
                    generation.publish(self._folder, folder, manifest)
                else:
                    generation.discard(folder)

    def _info(self, snapshot: Snapshot | None) -> EngineInfo:
        return EngineInfo(
            name=NAME,
            version=_version(),
            fingerprint=self._fingerprint,
            documents=sum(snapshot.manifest.languages.values()) if snapshot else 0,
            passages=snapshot.entries if snapshot else 0,
        )

    def _read(self, ask: Callable[[Snapshot | None], T]) -> T:
        with reported():
            return ask(self._opened())

    def _opened(self) -> Snapshot | None:
        """The current generation; tried again where a writer took it away between two steps."""
        for _ in range(_TRIES):
            before = generation.current(self._folder)
            try:
                return self._newest(before)
            except (OSError, ValueError, StaleIndex):
                if generation.current(self._folder) == before:
                    raise
        raise EngineError(NAME, "the index changes faster than it can be opened")

    def _newest(self, current: Path | None) -> Snapshot | None:
        if current is None:
            return None
        if self._snapshot is None or self._snapshot[0] != current:
            manifest = generation.read(self._folder, current, self._marker())
            self._snapshot = current, Snapshot(current, manifest)
        return self._snapshot[1]

    def _marker(self) -> dict[str, Any]:
        return {"engine": NAME, "version": _version(), "layout": VERSION, "fingerprint": self._fingerprint}


@cache
def _version() -> str:
    return version("tantivy")


def _nothing(request: Request) -> Found:
    return Found(
        documents=(),
        total=0,
        holding=(0,) * len(request.concepts),
        facets={name: {} for name in request.facets},
    )
