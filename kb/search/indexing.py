"""Bringing an index up to date with the corpus: three set operations on document ids and checksums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kb.errors import CorpusDamaged, UnknownDocument
from kb.model import Document
from kb.search.engine import Writer
from kb.search.entries import Words, analyzed, describe, entries, identified
from kb.search.index import DOCUMENTS, ENGINE, Index
from kb.search.passages import passages
from kb.search.query import Term
from kb.search.sharing import CORPUS
from kb.search.store import Gone, StoreWriter

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
    load: Callable[[str], Document],
    index: Index,
    *,
    corpus: str = "",
    rebuild: bool = False,
    speakers: Callable[[str], Iterable[str]] = lambda _document: (),
    on_progress: Progress | None = None,
    on_built: Callable[[], None] = lambda: None,
) -> Synchronised:
    """Make the index hold exactly these documents.

    ``checksums`` maps document id to a text that changes with whatever a search finds or shows of it (as
    ``kb.search.entries.checksum`` gives); ``load`` and ``speakers`` are asked only for new and changed ones. ``corpus`` is remembered as the fingerprint of the
    corpus that the index stands for. Where the passage table was last written for another engine, this one's index is
    made anew. ``on_built`` is called when the engine holds everything; if it fails, what was remembered stays.

    Raises:
        StaleIndex: The index was made otherwise; call again with ``rebuild``.
    """
    # The index of a shared engine is no worse for having been used with another engine here.
    rebuild = rebuild or (not index.shared and index.written_by not in {None, index.name})
    held = {} if rebuild else index.engine.indexed()
    rebuild = rebuild or (index.shared and not held)
    changes = Synchronised(
        added=tuple(id for id in checksums if id not in held),
        replaced=tuple(id for id in checksums if id in held and held[id] != checksums[id]),
        removed=tuple(id for id in held if id not in checksums),
        rebuilt=rebuild,
    )
    index.prepare()
    work = _Work(index, load, speakers, on_progress, {id: checksums[id] for id in (*changes.added, *changes.replaced)})
    fresh = (*changes.added, *changes.replaced)
    if rebuild:
        with index.engine.rebuild() as writer:
            work.write(writer, fresh, (), anew=True)
    elif changes.changed:
        for start in range(0, max(1, len(fresh)), BATCH):
            with index.engine.update() as writer:
                work.write(writer, fresh[start : start + BATCH], changes.removed if start == 0 else ())
    on_built()
    with index.store.writing() as store:
        if rebuild or changes.changed:
            _forget(store.keep_only(index.engine.indexed()), index, store)
        store.remember(CORPUS, corpus)
        store.remember(ENGINE, index.name)
        store.remember(DOCUMENTS, str(index.engine.open().documents))
    index.note_engine()
    return changes


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
        self,
        index: Index,
        load: Callable[[str], Document],
        speakers: Callable[[str], Iterable[str]],
        on_progress: Progress | None,
        checksums: Mapping[str, str],
    ) -> None:
        self._index = index
        self._load = load
        self._speakers = speakers
        self._on_progress = on_progress
        self._checksums = checksums
        self._done = 0

    def write(self, writer: Writer, fresh: Iterable[str], removed: Iterable[str], *, anew: bool = False) -> None:
        words = Words()
        with self._index.store.writing() as store:
            if anew:
                store.forget_words()
            for id in removed:
                writer.remove(id)
            for id in fresh:
                self._document(writer, store, id, words)
            store.learn(words.known)

    def _document(self, writer: Writer, store: StoreWriter, id: str, words: Words) -> None:
        try:
            document = self._load(id)
            speakers = tuple(self._speakers(id))
        except (UnknownDocument, CorpusDamaged):
            return  # removed since it was listed, or damaged: it costs no other document anything
        check = self._checksums[id]
        found = analyzed(passages(document.record, document.text), self._index.analyzer)
        store.add(document.record, check, found)
        writer.replace(
            describe(document.record, check, speakers, identified(found)),
            entries(document.record, found, self._index.analyzer, words),
        )
        self._done += 1
        if self._on_progress is not None:
            self._on_progress(self._done, len(self._checksums), id)
