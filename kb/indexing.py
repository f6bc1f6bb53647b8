"""Keeping the index in step with the corpus: noticing cheaply that it is behind, and mending it without being asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kb.corpus import CorpusReader
from kb.corpus.reading import TEXT
from kb.errors import CorpusLocked, CorpusNotWritable, EngineError, StaleIndex
from kb.search.engines import ENGINES, NO_OPTIONS, open_engine
from kb.search.index import Index
from kb.settings import Settings, user_cache_folder
from kb.terms.folder import sources

if TYPE_CHECKING:
    from kb.search.explaining import ShownWord
    from kb.search.indexing import Synchronised
    from kb.search.searcher import Searcher

_WAIT_TO_SEARCH = 2.0  # seconds a search waits for another process that is indexing; then it reads what is there
_WAIT_FOR_THE_FIRST = 60.0  # seconds it waits where there is nothing to read yet
_LOCK = ".lock"
_WAIT_TO_INDEX = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What was done to the index: documents in it, indexed and removed now, and whether it was made anew."""

    engine: str
    documents: int
    indexed: int
    removed: int
    rebuilt: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The index against the corpus: documents it lacks or has of old, documents it has too many, and what is broken."""

    behind: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    broken: str | None = None


class Indexing:
    """The index of one knowledge base."""

    def __init__(
        self,
        corpus: CorpusReader,
        settings: Settings,
        *,
        progress: Callable[[str, int, int], None] | None = None,
        on_wait: Callable[[str], None] | None = None,
    ) -> None:
        self._corpus = corpus
        self._settings = settings
        self._progress = progress
        self._on_wait = on_wait
        self._index = Index(
            settings.index,
            engine=settings.engine,
            options=settings.options.get(settings.engine, NO_OPTIONS),
            terms=lambda: [source.file() for source in sources(settings.root)],
            cache=user_cache_folder(),
            on_terms=lambda done, total: progress("Preparing terms", done, total) if progress else None,
        )

    def searcher(self) -> Searcher:
        """A searcher on an index that is in step with the corpus.

        Where another process is bringing it up to date, or the folder cannot be written, the index is read as it is.
        """
        self.renew_terms()
        if not self._in_step():
            try:
                self.synchronise(wait=_WAIT_TO_SEARCH if self._is_readable() else _WAIT_FOR_THE_FIRST)
            except (CorpusLocked, CorpusNotWritable):
                # A stale index is an error here, and one that was never made must not look like an empty answer.
                if not self._index.engine.open().documents and self._corpus.ids():
                    raise
        from kb.search.searcher import Searcher

        return Searcher(self._index)

    def explain(self, word: str, today: date) -> ShownWord:
        """What is known of a word, in the texts as they are now."""
        from kb.search.explaining import explain

        self.searcher()
        return explain(word, self._index, today)

    def renew_terms(self) -> None:
        """Take over what was changed in the knowledge base's own files of terms."""
        self._index.renew_glossary()

    def prepare_terms(self) -> None:
        """The same, at once and not at the next search."""
        self._index.renew_glossary()
        self._index.glossary.close()

    def synchronise(
        self, *, rebuild: bool = False, wait: float = _WAIT_TO_INDEX, on_built: Callable[[], None] = lambda: None
    ) -> IndexReport:
        """Bring the index in step with the corpus; one that cannot be read, or is another engine's, is made anew.

        ``on_built`` is called when the engine holds everything, before the former engine's index is given up.
        """
        from kb.corpus.lock import writing

        with writing(
            self._settings.index / _LOCK, wait=wait, on_wait=self._on_wait if wait > _WAIT_TO_SEARCH else None
        ):
            former = self._index.written_by
            try:
                done = self._synchronised(rebuild=rebuild, on_built=on_built)
            except BaseException:
                if former not in {None, self._settings.engine}:
                    self._give_up(self._settings.engine)
                raise
            if former not in {None, self._settings.engine}:
                self._give_up(former)
            return IndexReport(
                engine=self._settings.engine,
                documents=self._index.engine.open().documents,
                indexed=len(done.added) + len(done.replaced),
                removed=len(done.removed),
                rebuilt=done.rebuilt,
            )

    def _synchronised(self, *, rebuild: bool, on_built: Callable[[], None]) -> Synchronised:
        try:
            return self._synchronise(rebuild=rebuild, on_built=on_built)
        except StaleIndex:
            self._index.store.drop()
            if ENGINES[self._settings.engine].local:
                self._index.engine.drop()
            return self._synchronise(rebuild=True, on_built=on_built)

    def _give_up(self, engine: str | None) -> None:
        """Delete the index of an engine that is not used; one that others may use too stays."""
        if engine is not None and engine in ENGINES and ENGINES[engine].local:
            with suppress(EngineError):
                open_engine(engine, self._settings.index, "").drop()

    def compared(self) -> Compared:
        """What the index holds against what it should; changes nothing."""
        try:
            held = self._index.engine.indexed()
            broken = self._index.store.damage()
        except EngineError as error:
            return Compared(broken=error.problem)
        wanted = self._checksums()
        return Compared(
            behind=tuple(id for id, checksum in wanted.items() if held.get(id) != checksum),
            ahead=tuple(id for id in held if id not in wanted),
            broken=broken,
        )

    def discard(self) -> None:
        """Delete everything that was derived from the documents, so that no word of one that is gone stays in it.

        Raises:
            EngineError: The engine cannot be reached.
        """
        from kb.corpus.lock import writing

        folder = self._settings.index
        with writing(folder / _LOCK, wait=_WAIT_TO_INDEX, on_wait=self._on_wait):
            self._index.drop()
            for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
                if path.name != _LOCK:
                    with suppress(OSError):
                        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()

    def _is_readable(self) -> bool:
        try:
            return self._index.engine.open().documents > 0
        except StaleIndex:
            return False

    def _in_step(self) -> bool:
        try:
            self._index.engine.open()
            return self._index.stands_for(self._corpus.stamp())
        except StaleIndex:
            return False

    def _synchronise(self, *, rebuild: bool, on_built: Callable[[], None]) -> Synchronised:
        from kb.search.indexing import synchronise

        stamp = self._corpus.stamp()
        return synchronise(
            self._checksums(),
            self._corpus.document,
            self._index,
            corpus=stamp,
            rebuild=rebuild,
            speakers=self._speakers,
            on_progress=self._told if self._progress else None,
            on_built=on_built,
        )

    def _checksums(self) -> dict[str, str]:
        """What the index should hold: of every document that can be read, what changes with it."""
        from kb.search.entries import checksum

        here = (record for record in self._corpus.records() if (self._corpus.root / record.id / TEXT).is_file())
        return {record.id: checksum(record) for record in here}

    def _speakers(self, id: str) -> tuple[str, ...]:
        """Who is quoted in a document, for the field ``speaker:``."""
        from kb.language import segment
        from kb.quote import find_quotations

        text = self._corpus.text(id)
        found = (quotation.speaker for quotation in find_quotations(text, segment(text)))
        return tuple(sorted({speaker.name for speaker in found if speaker is not None}))

    def _told(self, done: int, total: int, document: str) -> None:  # noqa: ARG002 - the engine tells which one
        assert self._progress is not None
        self._progress("Indexing", done, total)
