"""Keeping the index in step with the corpus: noticing cheaply that it is behind, and mending it without being asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kb.corpus import CorpusReader
from kb.corpus.findings import tell_of_unreadable
from kb.corpus.versions import Versions
from kb.errors import CorpusLocked, CorpusNotWritable, EngineError, StaleIndex, UsageError
from kb.files import delete_below
from kb.search.engines import ENGINES, NO_OPTIONS, open_engine
from kb.search.index import Index
from kb.search.sharing import Standing, fingerprint_of, standing, told
from kb.settings import Settings, user_cache_folder
from kb.terms.folder import sources

if TYPE_CHECKING:
    from kb.model import Record
    from kb.search.explaining import ShownWord
    from kb.search.indexing import Synchronised
    from kb.search.searcher import Searcher
    from kb.terms.learning import Words

_WAIT_TO_SEARCH = 2.0  # seconds a search waits for another process that is indexing; then it reads what is there
_WAIT_FOR_THE_FIRST = 60.0  # seconds it waits where there is nothing to read yet
_LOCK = ".lock"
_WAIT_TO_INDEX = 600.0
_SEEN = "seen"
_SET_BACK = "Copy the corpus folder from there; `kb index --rebuild` would set the index back to this older copy"


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
        on_notice: Callable[[str], None] | None = None,
    ) -> None:
        self._corpus = corpus
        self._on_notice = on_notice
        self._settings = settings
        self._progress = progress
        self._on_wait = on_wait
        self._versions = Versions(corpus, _version)
        self._index = Index(
            settings.index,
            engine=settings.engine,
            options=settings.options.get(settings.engine, NO_OPTIONS),
            terms=lambda: [source.file() for source in sources(settings.root)],
            cache=user_cache_folder(),
            on_terms=lambda done, total: progress("Preparing terms", done, total) if progress else None,
        )

    @property
    def is_alone(self) -> bool:
        """Whether nobody else uses the index."""
        return not self._index.shared

    def searcher(self) -> Searcher:
        """A searcher on an index that is in step with the corpus.

        Where another process is bringing it up to date, or the folder cannot be written, the index is read as it is;
        so is one that others share and that stands for another copy of the corpus.
        """
        self.renew_terms()
        in_step = self._in_step()
        if not in_step and self._may_mend():
            try:
                self.synchronise(wait=_WAIT_TO_SEARCH if self._is_readable() else _WAIT_FOR_THE_FIRST)
                in_step = self._in_step()
            except (CorpusLocked, CorpusNotWritable):
                # A stale index is an error here, and one that was never made must not look like an empty answer.
                if not self._index.engine.open().documents and self._corpus.ids():
                    raise
        from kb.search.searcher import Searcher

        if self._on_notice and self.is_alone and in_step:
            tell_of_unreadable(len(self._corpus.ids()) - self._index.engine.open().documents, self._on_notice)
        return Searcher(self._index)

    def explain(self, word: str, today: date) -> ShownWord:
        """What is known of a word, in the texts as they are now."""
        from kb.search.explaining import explain

        self.searcher()
        return explain(word, self._index, today)

    def words(self) -> Words:
        """What learning a lexicon knows of words."""
        from kb.search.smallwords import SMALL_WORDS
        from kb.terms.learning import Words

        self.renew_terms()
        return Words(analyzer=self._index.analyzer, glossary=self._index.glossary, small=SMALL_WORDS)

    def renew_terms(self) -> None:
        """Take over what was changed in the knowledge base's own files of terms."""
        self._index.renew_glossary()

    def prepare_terms(self) -> None:
        """The same, at once and not at the next search."""
        self.renew_terms()
        self._index.glossary.close()

    def synchronise(
        self, *, rebuild: bool = False, wait: float = _WAIT_TO_INDEX, on_built: Callable[[], None] = lambda: None
    ) -> IndexReport:
        """Bring the index in step with the corpus; one that cannot be read, or is another engine's, is made anew.

        ``on_built`` is called when the engine holds everything, before the former engine's index is given up.
        """
        from kb.corpus.lock import writing

        on_wait = self._on_wait if wait > _WAIT_TO_SEARCH else None
        with (
            writing(self._settings.index / _LOCK, wait=wait, on_wait=on_wait),
            self._index.store.reserved(wait, on_wait),
        ):
            if not rebuild:
                self._refuse_to_set_back()
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
            if not self._index.shared:
                self._index.store.drop()
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
        wanted = self._versions.now()
        return Compared(
            behind=tuple(id for id, checksum in wanted.items() if held.get(id) != checksum),
            ahead=tuple(id for id in held if id not in wanted),
            broken=broken,
        )

    def discard(self) -> None:
        """Delete everything that was derived from the documents, so that no word of one that is gone stays in it.

        Raises:
            EngineError, CorpusNotWritable: The engine cannot be reached, or a file not be deleted.
        """
        from kb.corpus.lock import writing

        folder = self._settings.index
        with writing(folder / _LOCK, wait=_WAIT_TO_INDEX, on_wait=self._on_wait):
            self._index.drop()
            try:
                delete_below(folder, keep=_LOCK)
            except OSError as error:
                raise CorpusNotWritable(Path(error.filename or folder), "it cannot be deleted") from error

    def _is_readable(self) -> bool:
        with suppress(StaleIndex):
            return self._index.engine.open().documents > 0
        return False

    def _in_step(self) -> bool:
        with suppress(StaleIndex):
            self._index.engine.open()
            return self._index.stands_for(self._fingerprint())
        return False

    def _synchronise(self, *, rebuild: bool, on_built: Callable[[], None]) -> Synchronised:
        from kb.search.indexing import synchronise
        from kb.workers import usual_jobs

        fingerprint, progress = self._fingerprint(), self._progress
        return synchronise(
            self._versions.now(),
            self._corpus.document,
            self._index,
            corpus=fingerprint,
            rebuild=rebuild,
            jobs=usual_jobs(),
            speakers=self._speakers,
            on_progress=progress and (lambda done, total, _id: progress("Indexing", done, total)),
            on_built=on_built,
        )

    def _fingerprint(self) -> str:
        """The corpus in one word: cheap where only this folder asks, the same for all copies where others do too."""
        stamp = self._corpus.stamp()
        if not self._index.shared:
            return stamp
        seen, _, known = (self._index.remembered(_SEEN) or "").partition(" ")
        if seen == stamp:
            return known
        fingerprint = fingerprint_of(self._versions.now())
        with suppress(OSError, EngineError):  # it is only asked again where it cannot be kept
            self._index.remember(_SEEN, f"{stamp} {fingerprint}")
        return fingerprint

    def _may_mend(self) -> bool:
        """Whether a search may bring the index in step; where it may not, the person is told how things stand.

        Raises:
            EngineError: There is no index, and no document here to make one of.
        """
        if not self._index.shared:
            return True
        writings = self._index.store.writings()
        if not writings:
            if not self._corpus.ids():
                raise EngineError(self._settings.engine, "it holds no index", "Run `kb index` where the documents are.")
            return True
        found = standing(self._fingerprint(), writings)
        if found is Standing.OURS or writings[-1].own:
            return True
        if self._on_notice is not None and self._corpus.ids():
            self._on_notice(told(found, writings[-1]))
        self._index.engine.open()  # a stale index is an error here
        return False

    def _refuse_to_set_back(self) -> None:
        """Let no older or empty copy of the corpus take documents out of an index that others use."""
        writings = self._index.store.writings()
        if not writings:
            return
        if not self._corpus.ids() and not writings[-1].own:
            raise UsageError(
                "there are no documents here, and others use this index", "Run it where the documents are."
            )
        if standing(self._fingerprint(), writings) is Standing.BEHIND:
            raise UsageError(told(Standing.BEHIND, writings[-1]), _SET_BACK)

    def _speakers(self, id: str) -> tuple[str, ...]:
        """Who is quoted in a document, for the field ``speaker:``."""
        from kb.language import segment
        from kb.quote import quoted_names

        text = self._corpus.text(id)
        return quoted_names(text, segment(text))


def _version(record: Record) -> str:
    from kb.search.entries import checksum

    return checksum(record)
