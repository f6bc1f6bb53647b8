"""The one façade: everything the command line, the web page and programs do, they do through a `Library`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.corpus import Change, Corpus, Finding, Verb
from kb.corpus.corpus import Contents
from kb.errors import BadValue, CorpusDamaged
from kb.model import Document, Passage, Record, Removal, Results
from kb.settings import Settings, find_root, read_settings, use_engine, write_new_settings

if TYPE_CHECKING:
    from kb.indexing import Indexing, IndexReport
    from kb.ingest.outcomes import Outcome
    from kb.search.searcher import Order
    from kb.stats import Stats

Progress = Callable[[str, int, int], None]


class Library:
    """A knowledge base: its corpus and its index.

    ``clock`` gives the time that is written into records; ``progress`` is told ``(what, done, of)`` during long work;
    ``on_wait`` is told who holds the lock when a change has to wait for another process.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        progress: Progress | None = None,
        on_wait: Callable[[str], None] | None = None,
    ) -> None:
        self.settings = settings
        self.corpus = Corpus(settings.corpus, clock=clock, on_wait=on_wait)
        self._clock = clock
        self._progress = progress

    @classmethod
    def create(cls, path: str | Path, **kwargs: Any) -> Library:
        """Make a knowledge base in a folder.

        Raises:
            LibraryExists: There is one.
        """
        root = Path(path)
        write_new_settings(root)
        library = cls.open(root, **kwargs)
        library.settings.corpus.mkdir(exist_ok=True)
        library.settings.index.mkdir(exist_ok=True)
        return library

    @classmethod
    def open(cls, path: str | Path | None = None, **kwargs: Any) -> Library:
        """The knowledge base at ``path``, or the one that `kb.settings.find_root` finds.

        Raises:
            NoLibrary: There is none.
            BadSettings: Its ``kb.toml`` cannot be used.
        """
        root = find_root(Path(path) if path is not None else None, os.environ, Path.cwd())
        return cls(read_settings(root), **kwargs)

    # Documents

    def add(
        self,
        sources: str | Path | Iterable[str | Path],
        *,
        dry_run: bool = False,
        jobs: int | None = None,
        ocr: bool = False,
        **described: str,
    ) -> Iterator[Outcome]:
        """Bring sources into the corpus; yields one outcome a source.

        ``described`` are fields set by hand, as text (``title=``, ``published=``, ``author=``, ``tag=`` ...).

        Raises:
            BadValue: A field set by hand does not fit. Raised before anything is read.
        """
        from kb.ingest.hand import read_by_hand
        from kb.ingest.pipeline import Plan, ingest
        from kb.ingest.signatures import known_of

        given = [sources] if isinstance(sources, str | Path) else list(sources)
        plan = Plan(
            now=self._clock,
            by_hand=read_by_hand(described),
            dry_run=dry_run,
            jobs=jobs or max(1, min(4, os.cpu_count() or 1)),
            allow_private=self.settings.allow_private,
            ocr=ocr,
        )
        known = known_of(self.corpus, self.settings.index)
        return ingest([str(source) for source in given], self.corpus, known, plan)

    def records(
        self,
        *,
        language: str | None = None,
        kind: str | None = None,
        tag: str | None = None,
        since: date | None = None,
        until: date | None = None,
        on_damage: Callable[[CorpusDamaged], None] | None = None,
    ) -> Iterator[Record]:
        """The records of the documents that pass every filter, by id; dates include both ends."""
        for record in self.corpus.records(on_damage):
            dated = record.published is not None
            if (
                (language is None or record.language == language)
                and (kind is None or record.kind == kind)
                and (tag is None or tag in record.tags)
                and (since is None or (dated and record.published >= since))  # type: ignore[operator]
                and (until is None or (dated and record.published <= until))  # type: ignore[operator]
            ):
                yield record

    def document(self, id: str) -> Document:
        """A document's record and text."""
        return self.corpus.document(id)

    def text(self, id: str) -> str:
        """The cleaned text of a document."""
        return self.corpus.text(id)

    def passages(self, id: str) -> tuple[Passage, ...]:
        """The passages of a document, in order."""
        from kb.search.passages import passages

        document = self.corpus.document(id)
        return passages(document.record, document.text)

    def removed(self, id: str) -> tuple[Removal, ...]:
        """What the cleaner took out of a document or changed in it."""
        return self.corpus.removed(id)

    def edit(
        self,
        id: str,
        values: Mapping[str, str],
        *,
        add_tags: Iterable[str] = (),
        remove_tags: Iterable[str] = (),
    ) -> Record:
        """Set fields of a record by hand.

        Raises:
            UnknownDocument: There is none of this id.
            BadValue: A value does not fit its field.
        """
        from kb.ingest.hand import read_by_hand, set_by_hand

        typed = read_by_hand(values)
        document = self.corpus.document(id)
        tags = dict.fromkeys((*typed.get("tags", document.record.tags), *add_tags))
        kept = tuple(tag for tag in tags if tag not in set(remove_tags))
        if kept != document.record.tags:
            typed["tags"] = kept
        record = set_by_hand(document.record, typed)
        return self._rewrite(replace(document, record=record), self.corpus.removed(id), Verb.EDIT)

    def remove(self, ids: Iterable[str]) -> tuple[Record, ...]:
        """Move documents to the trash; nothing is moved unless every id is known."""
        records = tuple(self.corpus.record(id) for id in dict.fromkeys(ids))
        change = self.corpus.new_change()
        for record in records:
            self.corpus.remove(record.id, change)
        return records

    def undo(self) -> Change:
        """Take the last change back."""
        return self.corpus.undo()

    # Searching

    def search(  # noqa: PLR0913 - the filters of the contract
        self,
        query: str,
        *,
        language: str | None = None,
        kind: str | None = None,
        tag: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 10,
        offset: int = 0,
        sort: str = "relevance",
        only_my_words: bool = False,
    ) -> Results:
        """The documents that answer a query; the index is brought up to date first if it is behind.

        Raises:
            EngineError: The engine cannot answer.
        """
        from kb.search.searcher import Filters

        filters = Filters(
            language=(language,) if language else (),
            kind=(kind,) if kind else (),
            tag=(tag,) if tag else (),
            since=since,
            until=until,
        )
        return self._indexing.searcher().search(
            query,
            filters=filters,
            limit=limit,
            offset=offset,
            sort=_order(sort),
            only_my_words=only_my_words,
            today=self._clock().date(),
        )

    def index(self, *, rebuild: bool = False, engine: str | None = None) -> IndexReport:
        """Bring the index in step with the corpus, or make it anew; ``engine`` is used from now on.

        Raises:
            EngineMissing: There is no such engine, or it is not installed.
        """
        if engine is not None and engine != self.settings.engine:
            self.settings = use_engine(self.settings, engine)
            self.__dict__.pop("_indexing", None)
            rebuild = True
        return self._indexing.synchronise(rebuild=rebuild)

    @cached_property
    def _indexing(self) -> Indexing:
        from kb.indexing import Indexing

        return Indexing(self.corpus, self.settings, progress=self._progress)

    # Health

    def stats(self) -> Stats:
        """What the knowledge base holds, in figures."""
        from kb.stats import count

        sized = ((record, len(self.corpus.text(record.id))) for record in self.corpus.records())
        return count(sized, engine=self.settings.engine)

    def verify(self) -> Iterator[Finding]:
        """Everything that is not as it should be."""
        from kb.doctor import findings

        yield from findings(self.corpus)

    def repair(self) -> list[str]:
        """Mend what can be mended without losing anything; says what was done."""
        from kb.doctor import repair

        return repair(self.corpus)

    def reclean(self) -> list[str]:
        """Take over the texts that the present cleaner gives; says what was done."""
        from kb.doctor import reclean

        return reclean(self.corpus)

    def accept(self, id: str) -> str:
        """Take over a text that a person edited outside kb; says what was done."""
        from kb.doctor import accept

        return accept(self.corpus, id)

    def _rewrite(self, document: Document, removed: tuple[Removal, ...], verb: Verb) -> Record:
        contents = Contents(
            record=document.record,
            text=document.text,
            removed=removed,
            extension="",
            original=None,
            origins=self.corpus.origins(document.record.id),
        )
        return self.corpus.replace(contents, self.corpus.new_change(), verb=verb)


def _order(sort: str) -> Order:
    match sort:
        case "relevance" | "date" | "title":
            return sort
    raise BadValue("sort", sort, "relevance, date or title")
