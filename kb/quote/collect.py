"""The excerpts of a knowledge base: what `kb quote` gives, from the corpus and a search that are handed in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Protocol

from kb.model import Document, Excerpt, ExcerptKind, FoundPassage, Hit, Match, Quotation, Results, Span
from kb.quote.citation.source import Source, source_of
from kb.quote.excerpts.assembling import Assembler
from kb.quote.excerpts.caution import sentences_in
from kb.quote.excerpts.finding import Piece, answering, may_quote, settled, without_comma
from kb.quote.excerpts.layout import BlockKind, Layout
from kb.quote.excerpts.naming import speaks
from kb.quote.excerpts.repeats import without_repeats
from kb.quote.excerpts.wholeness import Wholeness, wholeness
from kb.quote.finding import find_quotations
from kb.quote.passport import Runs

_DOCUMENTS_PER_EXCERPT = 3
_ALL = 10_000


class Search(Protocol):
    """A search of the knowledge base."""

    def __call__(self, query: str, *, limit: int) -> Results:
        """The documents that answer, each with its best passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What excerpts are taken from, as functions: the ids of all documents, one document, its origins, a search.

    ``matches`` gives, for a query and a document, all passages that hold words of the query; without it the best
    passages that the search shows have to do.
    """

    ids: Callable[[], Iterable[str]]
    document: Callable[[str], Document]
    origins: Callable[[str], Runs]
    search: Search
    matches: Callable[[str, str], Sequence[FoundPassage]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which excerpts are asked for; ``limit`` counts utterances, None is all of them."""

    query: str | None = None
    document: str | None = None
    speaker: str | None = None
    quotations_only: bool = False
    recommendations: bool = False
    max_words: int | None = None
    limit: int | None = 10
    into: str | None = None

    @property
    def is_about_quotations(self) -> bool:
        """Whether only quotations can answer."""
        return self.quotations_only or self.speaker is not None


class Opened:
    """One document while excerpts are taken from it."""

    def __init__(self, holdings: Holdings, id: str, wanted: Wanted) -> None:
        self.document = holdings.document(id)
        self.layout = Layout(self.document)
        self.source: Source = source_of(self.document.record)
        self.assembler = Assembler(
            self.layout,
            self.source,
            origins=holdings.origins(id),
            into=wanted.into,
            max_words=wanted.max_words,
        )

    @cached_property
    def repeats(self) -> dict[Span, tuple[Span, ...]]:
        """The quotations that are given, by their spans, each with the places of the pull quotes that repeat it."""
        return {one.span: places for one, places in without_repeats(self.layout, self.quotations)}

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations of the document, in order."""
        return find_quotations(self.document.text, self.layout.languages)


def quote(holdings: Holdings, wanted: Wanted) -> tuple[Excerpt, ...]:
    """The excerpts that are asked for.

    With a query the best come first; without one, the order is that of the documents' ids and of their texts. A
    statement that its attribution splits gives one excerpt a part, next to each other.

    Raises:
        UnknownDocument: the document that was named is not there.
    """
    if wanted.recommendations:
        from kb.quote.recommendations import recommended

        return recommended(holdings, wanted)
    if wanted.is_about_quotations:
        return _limited(_quotations(holdings, wanted), wanted.limit)
    if wanted.query is None:
        return _limited(_all_sentences(holdings, wanted), wanted.limit)
    return _passages(holdings, wanted)


def hits_of(holdings: Holdings, wanted: Wanted, limit: int | None) -> Sequence[Hit]:
    """The hits of the query, those of the named document alone if one is named."""
    return _found(holdings, wanted, limit)[1]


def _found(holdings: Holdings, wanted: Wanted, limit: int | None) -> tuple[str, Sequence[Hit]]:
    """The language of the query and its hits."""
    assert wanted.query is not None
    if wanted.document is not None:
        holdings.document(wanted.document)
        limit = None
    results = holdings.search(wanted.query, limit=_ALL if limit is None else limit)
    return results.language_of_query, [hit for hit in results.hits if wanted.document in {None, hit.document}]


def passages_of(holdings: Holdings, wanted: Wanted, hit: Hit) -> Sequence[FoundPassage]:
    """The passages of a hit that hold words of the query: all of them, if that can be told."""
    if holdings.matches is None or wanted.query is None:
        return hit.passages
    return holdings.matches(wanted.query, hit.document)


def _passages(holdings: Holdings, wanted: Wanted) -> tuple[Excerpt, ...]:
    """The sentences that answer: whole ones first, then those with the words as they were typed, and with most of them.

    Among equals those in the language of the query come first, then the order is that of the hits.
    """
    limit = wanted.limit
    language, hits = _found(holdings, wanted, None if limit is None else limit * _DOCUMENTS_PER_EXCERPT)
    typed = _typed(wanted.query or "")
    ranked: list[tuple[tuple[int, ...], Opened, Piece]] = []
    for order, hit in enumerate(hits):
        opened = Opened(holdings, hit.document, wanted)
        for at, piece in enumerate(_pieces(holdings, wanted, hit, opened.layout)):
            rank = _rank(opened.layout, piece, typed, language)
            ranked.append(((*rank, at, order), opened, piece))
    ranked.sort(key=lambda one: one[0])
    return tuple(islice(_assembled((opened, piece) for _, opened, piece in ranked), limit))


def _pieces(holdings: Holdings, wanted: Wanted, hit: Hit, layout: Layout) -> list[Piece]:
    """The pieces of a hit's best passages, then those of its other passages that answer with no fewer of the words.

    Where none of them is a sentence, all that there are.
    """
    best = [piece for passage in hit.passages for piece in answering(layout, passage)]
    others = [piece for passage in passages_of(holdings, wanted, hit) for piece in answering(layout, passage)]
    pieces = list(dict.fromkeys([*best, *others]))
    whole = [piece for piece in pieces if wholeness(layout, piece) is Wholeness.SENTENCE]
    most = max((piece.most for piece in whole), default=0)
    shown = frozenset(best)
    return [piece for piece in pieces if piece in shown or 2 * piece.most > most]


def _typed(query: str) -> re.Pattern[str]:
    """The words of a query next to each other, as they were typed."""
    words = re.findall(r"[\w’'.§/-]+", query)
    phrase = r"\W+".join(map(re.escape, words))
    return re.compile(rf"(?<!\w){phrase}(?!\w)" if words else r"(?!)", re.IGNORECASE)


def _rank(layout: Layout, piece: Piece, typed: re.Pattern[str], language: str) -> tuple[int, ...]:
    verbatim = typed.search(layout.text, piece.span.start, piece.span.end) is not None
    foreign = layout.language(piece.span) != language
    return wholeness(layout, piece), not verbatim, -piece.most, -len(piece.terms), foreign


def _assembled(pieces: Iterable[tuple[Opened, Piece]]) -> Iterator[Excerpt]:
    """The excerpts of pieces, none twice; a document's quotations are looked for only when a piece might hold one."""
    seen: set[tuple[str, Span]] = set()
    for opened, piece in pieces:
        quotes = may_quote(opened.layout, piece)
        final = settled(opened.layout, piece, opened.quotations) if quotes else piece
        place = (opened.source.id, final.span)
        if place not in seen:
            seen.add(place)
            yield opened.assembler.excerpt(final)


def _quotations(holdings: Holdings, wanted: Wanted) -> Iterator[Excerpt]:
    """The quotations that are asked for; with a query those that hold its words first, then those beside them."""
    if wanted.query is None:
        ids = holdings.ids() if wanted.document is None else [wanted.document]
        for id in ids:
            opened = Opened(holdings, id, wanted)
            for quotation in _by(wanted.speaker, _given(opened)):
                yield _said(opened, quotation)
        return
    said: list[tuple[int, int, int, Opened, list[Quotation]]] = []
    for order, hit in enumerate(hits_of(holdings, wanted, None)):
        opened = Opened(holdings, hit.document, wanted)
        matches = matches_of(passages_of(holdings, wanted, hit))
        for at, utterance in enumerate(_utterances(_by(wanted.speaker, _given(opened)))):
            rank = max(_held(opened.layout, one, matches) for one in utterance)
            if rank:
                said.append((-rank, order, at, opened, utterance))
    said.sort(key=lambda one: one[:3])
    for *_, opened, utterance in said:
        yield from (_said(opened, quotation) for quotation in utterance)


def _given(opened: Opened) -> list[Quotation]:
    """The quotations of a document without the pull quotes that repeat one."""
    return [one for one in opened.quotations if one.span in opened.repeats]


def _by(speaker: str | None, quotations: Iterable[Quotation]) -> list[Quotation]:
    return [one for one in quotations if speaker is None or speaks(one, speaker)]


def _utterances(quotations: Iterable[Quotation]) -> list[list[Quotation]]:
    """Quotations by utterance, in the order of their first parts."""
    grouped: dict[int, list[Quotation]] = {}
    for quotation in quotations:
        grouped.setdefault(quotation.utterance, []).append(quotation)
    return list(grouped.values())


def _held(layout: Layout, quotation: Quotation, matches: Sequence[Match]) -> int:
    """How many words of the query the quotation holds, and its paragraph; those inside it count far more."""
    block = layout.block_at(quotation.span.start)
    if block is None:
        return 0
    return 1000 * len(terms_in(quotation.span, matches)) + len(terms_in(block.span, matches))


def matches_of(passages: Iterable[FoundPassage]) -> list[Match]:
    """The matches of some passages in the order of the text."""
    return sorted((match for passage in passages for match in passage.matches), key=lambda match: match.span)


def terms_in(span: Span, matches: Sequence[Match]) -> frozenset[str]:
    """The words of the query that some matches (in order) answer inside a span."""
    first = bisect_left(matches, span.start, key=_start)
    return frozenset(match.term for match in matches[first : bisect_left(matches, span.end, key=_start)])


def _start(match: Match) -> int:
    return match.span.start


def _said(opened: Opened, quotation: Quotation) -> Excerpt:
    whole = without_comma(opened.document.text, quotation.span)
    sentences = sentences_in(opened.layout, whole) or (whole,)
    # The span of a quotation is the scanner's; its sentences may leave a space or a mark at its ends.
    filled = (Span(whole.start, sentences[0].end), *sentences[1:])
    filled = (*filled[:-1], Span(filled[-1].start, whole.end))
    repeats = opened.repeats.get(quotation.span)
    noted: dict[str, object] = {"repeated_at": [[one.start, one.end] for one in repeats]} if repeats else {}
    return opened.assembler.excerpt(Piece(sentences=filled, quotation=quotation), None, **noted)


def _all_sentences(holdings: Holdings, wanted: Wanted) -> Iterator[Excerpt]:
    """Every paragraph of the named document: what there is to quote when nothing is asked."""
    if wanted.document is None:
        return
    opened = Opened(holdings, wanted.document, wanted)
    for block in opened.layout.blocks:
        sentences = opened.layout.sentences(block)
        if sentences and block.kind is not BlockKind.HEADING:
            yield opened.assembler.excerpt(Piece(sentences=sentences), ExcerptKind.PASSAGE)


def _limited(excerpts: Iterator[Excerpt], limit: int | None) -> tuple[Excerpt, ...]:
    """The first ``limit`` statements, each with all its parts."""
    kept: list[Excerpt] = []
    seen: set[object] = set()
    for excerpt in excerpts:
        seen.add(excerpt.extra.get("utterance", excerpt.id))
        if limit is not None and len(seen) > limit:
            break
        kept.append(excerpt)
    return tuple(kept)
