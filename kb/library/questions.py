"""The questions a knowledge base answers: where is it said, who said it, and in what figures."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import BadValue
from kb.library.opened import OpenedLibrary
from kb.settings import write_engine

if TYPE_CHECKING:
    from kb.indexing import Indexing, IndexReport
    from kb.ingest.blocks import Original
    from kb.model import Excerpt, FoundPassage, Quotation, Report, Results, Span
    from kb.quote.collect import Holdings
    from kb.quote.figures.differing import Claim, Difference
    from kb.quote.figures.stating import Figure
    from kb.search.everywhere import Everywhere
    from kb.search.query import Order

_WAIT_FOR_TERMS = 30.0  # seconds for another process that changes the terms


class Questions(OpenedLibrary):
    """What can be asked, and the index that answers."""

    _everywhere: tuple[str, Everywhere] | None = None

    def search(  # noqa: PLR0913 - the filters of the contract
        self,
        query: str,
        *,
        language: str | None = None,
        kind: str | None = None,
        tag: str | None = None,
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 10,
        offset: int = 0,
        sort: str = "relevance",
        only_my_words: bool = False,
        without: Iterable[tuple[str, str]] = (),
    ) -> Results:
        """The documents that answer a query; the index is brought up to date first if it is behind.

        ``without`` are expansions to do without, each as ``(language, term)`` of a `Rendering` in ``expansions``.

        Raises:
            EngineError: The engine cannot answer.
        """
        self._everywhere = None  # the words of the texts may have changed since
        from kb.search.searcher import Filters

        self.recover()
        filters = Filters(
            language=(language,) if language else (),
            kind=(kind,) if kind else (),
            tag=(tag,) if tag else (),
            publisher=(publisher,) if publisher else (),
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
            without=without,
            today=self._clock().date(),
        )

    def state(self) -> str:
        """What the index stands for after it was brought in step: what was worked out at the same state is still true.

        Raises:
            EngineError: The engine cannot answer.
        """
        self.recover()
        return self._indexing.searcher().state

    def passages_found(
        self, document: str, query: str, *, only_my_words: bool = False, without: Iterable[tuple[str, str]] = ()
    ) -> tuple[FoundPassage, ...]:
        """All passages of one document in reading order, each with what answers a query in it (nothing for "").

        Raises:
            UnknownDocument: There is none of this id.
            EngineError: The engine cannot answer.
        """
        self.reader.folder(document)
        return self._indexing.searcher().passages(
            document, query, only_my_words=only_my_words, without=without, today=self._clock().date()
        )

    def quotations(self, document: str) -> tuple[Quotation, ...]:
        """The quotations of one document in order, each with who said it where the text tells.

        Raises:
            UnknownDocument: There is none of this id.
        """
        from kb.language import segment
        from kb.quote import find_quotations

        text = self.reader.text(document)
        return find_quotations(text, segment(text))

    def index(self, *, rebuild: bool = False, engine: str | None = None) -> IndexReport:
        """Bring the index in step with the corpus, or make it anew; ``engine`` is used from now on.

        Another engine's index is made first; where that fails, the setting and the index in use stay as they were.

        Raises:
            EngineMissing: There is no such engine, or it is not installed.
            BadSettings: ``kb.toml`` cannot be written.
        """
        if engine is None or engine == self.settings.engine:
            return self._indexing.synchronise(rebuild=rebuild)
        from kb.indexing import Indexing

        settings = replace(self.settings, engine=engine)
        indexing = Indexing(self.reader, settings, progress=self._progress, on_notice=self._on_notice)
        report = indexing.synchronise(rebuild=rebuild or indexing.is_alone, on_built=lambda: write_engine(settings))
        self.settings = settings
        self.__dict__["_indexing"] = indexing
        return report

    @cached_property
    def _indexing(self) -> Indexing:
        from kb.indexing import Indexing

        return Indexing(
            self.reader,
            self.settings,
            progress=self._progress,
            on_wait=self._on_wait,
            on_notice=self._on_notice,
        )

    def quote(  # noqa: PLR0913 - the choices of the contract
        self,
        query: str | None = None,
        *,
        document: str | None = None,
        speaker: str | None = None,
        quotations_only: bool = False,
        recommendations: bool = False,
        max_words: int | None = None,
        limit: int | None = None,
        into: str | None = None,
    ) -> tuple[Excerpt, ...]:
        """Excerpts ready to paste: the sentences that answer ``query``, or quotations, or recommendations.

        ``limit`` is 10 for a query and else none; ``into`` is the language of the text that receives them.

        Raises:
            UnknownDocument: The document that was named is not there.
        """
        from kb.quote.collect import Wanted, quote

        wanted = Wanted(
            query=query,
            document=document,
            speaker=speaker,
            quotations_only=quotations_only,
            recommendations=recommendations,
            max_words=max_words,
            limit=limit or (10 if query else None),
            into=into,
        )
        return quote(self.holdings, wanted)

    def citations(self, id: str, spans: Iterable[Span], *, into: str | None = None) -> tuple[str, ...]:
        """The citation of each span of a document's text, in the language ``into`` or the document's own.

        Raises:
            UnknownDocument: There is none of this id.
        """
        from kb.quote.citation.places import citations

        return tuple(citations(self.reader.document(id), spans, into))

    def figures(self, query: str, *, limit: int | None = None) -> tuple[Figure, ...]:
        """The sentences that state a number about a subject, the newest documents first."""
        from kb.quote.figures.stating import figures

        return figures(self.holdings, query, limit=limit)

    def differing_figures(self) -> tuple[Difference, ...]:
        """Where documents give different figures in sentences that otherwise say the same; the newest first."""
        from kb.library.claiming import read_claims
        from kb.quote.figures.differing import differences
        from kb.workers import usual_jobs

        found: list[Claim] = []
        ids = self.reader.ids()
        for done, one in enumerate(read_claims(self.reader.root, ids, jobs=usual_jobs()), 1):
            if one is not None:  # damaged, or removed meanwhile: it costs no other document anything
                found.extend(one[2])
            if self._progress is not None:
                self._progress("Comparing figures", done, len(ids))
        return differences(found)

    def check(self, *drafts: str | Path | Original, quote: str | None = None) -> Report:
        """Every quotation of some drafts against the corpus, or one quotation; a draft that cannot be read is told.

        A draft is a source, or an `Original` whose bytes were handed over.
        """
        from kb.check import Fetched, open_check
        from kb.check.translated import Translations
        from kb.ingest.blocks import Original
        from kb.ingest.fetch.sources import fetch

        check = open_check(
            self.corpus, self.settings.index, translated=Translations(search=self.search), progress=self._progress
        )
        if quote is not None:
            return check.quotation(quote)
        given = (
            Fetched(name=one.source, original=one)
            if isinstance(one, Original)
            else Fetched.of(fetch(str(one), now=self._clock, allow_private=self.settings.allow_private))
            for one in drafts
        )
        return check.drafts(given)

    def excerpts_at(self, chosen: Iterable[tuple[str, Span]], *, into: str | None = None) -> tuple[Excerpt, ...]:
        """The excerpts of spans that a person chose, each of a document, in the order they were chosen.

        Raises:
            UnknownDocument: A document is not there.
            BadValue: A span reaches beyond the text or holds no words.
        """
        from kb.quote.chosen import excerpts_at

        return excerpts_at(self.holdings, chosen, into=into)

    @cached_property
    def holdings(self) -> Holdings:
        """What excerpts and figures are taken from: the documents and the search, as functions."""
        from kb.quote.collect import Holdings

        return Holdings(
            ids=self.reader.ids,
            document=self.reader.document,
            origins=self.reader.origins,
            search=self.search,
            matches=self._matches,
        )

    def _matches(self, query: str, document: str) -> tuple[FoundPassage, ...]:
        """All passages of a document that hold words of a query."""
        from kb.search.entries import checksum

        if self._everywhere is None or self._everywhere[0] != query:
            self._everywhere = query, self._indexing.searcher().everywhere(query, today=self._clock().date())
        return self._everywhere[1].of(document, checksum(self.reader.document(document).record))

    def _changing_terms(self) -> AbstractContextManager[None]:
        from kb.corpus.lock import writing

        return writing(self.settings.index / ".terms.lock", wait=_WAIT_FOR_TERMS, on_wait=self._on_wait)


def _order(sort: str) -> Order:
    match sort:
        case "relevance" | "date" | "title":
            return sort
    raise BadValue("sort", sort, "relevance, date or title")
