"""Bringing an index up to date with the corpus: three set operations on document ids and checksums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from kb.search.engine import Writer
from kb.search.index import DOCUMENTS, ENGINE, Index
from kb.search.preparing import Load, Prepared, Preparing, Speakers, prepared
from kb.search.query import Term
from kb.search.sharing import CORPUS
from kb.search.store import Gone, StoreWriter
from kb.search.vocabulary import KnownWord

Progress = Callable[[int, int, str], None]
"""Told how many documents are done, of how many, and the id of the one just done."""

BATCH = 2_000
"""Documents per published step of an update; a rebuild is one step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synchronised:
    """The ids of the documents that came in, changed and went, and whether the index was made anew."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rebuilt: bool = False

    @property
    def changed(self) -> bool:
        """Whether the index is another one now."""
        return bool(self.added or self.replaced or self.removed)


def synchronise(  # noqa: PLR0913 - what a synchronisation is told and tells
    checksums: Mapping[str, str],
    load: Load,
    index: Index,
    *,
    corpus: str = "",
    rebuild: bool = False,
    jobs: int = 1,
    speakers: Speakers = lambda _document: (),
    on_progress: Progress | None = None,
    on_built: Callable[[], None] = lambda: None,
) -> Synchronised:
    """Make the index hold exactly these documents.

    ``checksums`` maps document id to a text that changes with whatever a search finds or shows of it (as
    ``kb.search.entries.checksum`` gives); ``load`` and ``speakers`` are asked only for new and changed ones. ``corpus``
    is remembered as the fingerprint of the corpus that the index stands for; ``jobs`` is how many processes read and
    analyse where there is much to do. Where the passage table was last written for another engine, this one's index is
    made anew. ``on_built`` is called when the engine holds everything; if it fails, what was remembered stays.

    Raises:
        StaleIndex: The index was made otherwise; call again with ``rebuild``.
    """
    changes = _wanted(checksums, index, rebuild=rebuild)
    index.prepare()
    fresh = (*changes.added, *changes.replaced)
    with prepared(Preparing(load, speakers, index.analyzer, checksums), fresh, jobs=jobs) as coming:
        work = _Work(index, coming, on_progress, len(fresh))
        if changes.rebuilt:
            with index.engine.rebuild() as writer:
                work.write(writer, len(fresh), (), anew=True)
        elif changes.changed:
            for start in range(0, max(1, len(fresh)), BATCH):
                with index.engine.update() as writer:
                    work.write(writer, min(BATCH, len(fresh) - start), changes.removed if start == 0 else ())
    on_built()
    with index.store.writing() as store:
        if changes.rebuilt or changes.changed:
            _forget(store.keep_only(index.engine.indexed()), index, store)
        store.remember(CORPUS, corpus)
        store.remember(ENGINE, index.name)
        store.remember(DOCUMENTS, str(index.engine.open().documents))
    index.note_engine()
    return changes


def _wanted(checksums: Mapping[str, str], index: Index, *, rebuild: bool) -> Synchronised:
    """What has to be done so that the index holds these documents."""
    # The index of a shared engine is no worse for having been used with another engine here.
    rebuild = rebuild or (not index.shared and index.written_by not in {None, index.name})
    held = {} if rebuild else index.engine.indexed()
    return Synchronised(
        added=tuple(id for id in checksums if id not in held),
        replaced=tuple(id for id in checksums if id in held and held[id] != checksums[id]),
        removed=tuple(id for id in held if id not in checksums),
        rebuilt=rebuild or (index.shared and not held),
    )


def _forget(gone: Gone, index: Index, store: StoreWriter) -> None:
    """Take out of the vocabulary the words that only dropped documents had."""
    words = {language: set(found) for language, found in gone.words.items()}
    for language, title in gone.titles:
        words.setdefault(language, set()).update(one.word for one in index.analyzer(language).analyze(title))
    for language, found in words.items():
        asked = {Term("word", word) for word in found if word}
        store.forget(language, [term.text for term in asked - index.engine.held(language, asked)])


class _Work:
    """Writes documents to the store first and then to the engine, so that what an engine finds can be shown."""

    def __init__(
        self, index: Index, coming: Iterator[Prepared | None], on_progress: Progress | None, total: int
    ) -> None:
        self._index = index
        self._coming = coming
        self._on_progress = on_progress
        self._total = total
        self._done = 0

    def write(self, writer: Writer, number: int, removed: Iterable[str], *, anew: bool = False) -> None:
        """Write the next documents, so many, and take out others."""
        words: dict[str, dict[str, KnownWord]] = {}
        with self._index.store.writing() as store:
            if anew:
                store.forget_words()
            for id in removed:
                writer.remove(id)
            for one in islice(self._coming, number):
                if one is not None:
                    self._document(writer, store, one)
                    for language, met in one.words.items():
                        words.setdefault(language, {}).update(met)
            store.learn(words)

    def _document(self, writer: Writer, store: StoreWriter, one: Prepared) -> None:
        store.add(one.record, one.described.checksum, one.passages)
        writer.replace(one.described, one.entries)
        self._done += 1
        if self._on_progress is not None:
            self._on_progress(self._done, self._total, one.record.id)
