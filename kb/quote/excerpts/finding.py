"""From the passages of a search to the sentences that answer, and to the quotations that match."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.model import FoundPassage, Match, Quotation, Span
from kb.quote.excerpts.caution import sentence_at, sentences_in
from kb.quote.excerpts.layout import BlockKind, Layout

_MARKS = "\"“”„»«‘’‚›‹'`"
_DASHES = ("–", "—", "-", "―")
_SKIPPED = {BlockKind.HEADING, BlockKind.CODE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What is to become an excerpt: consecutive sentences of one block, or (part of) a quotation.

    ``terms`` are the words of the query it answers, ``most`` how many of them one of its sentences holds; ``quotation`` is set when the words are somebody's, ``foreign``
    are quotations it cuts into or holds without their attribution.
    """

    sentences: tuple[Span, ...]
    terms: frozenset[str] = frozenset()
    most: int = 0
    matches: tuple[Span, ...] = ()
    quotation: Quotation | None = None
    foreign: tuple[Quotation, ...] = ()

    @property
    def span(self) -> Span:
        """From the first sentence to the last."""
        return Span(self.sentences[0].start, self.sentences[-1].end)


def answering(layout: Layout, passage: FoundPassage) -> list[Piece]:
    """The sentences of a passage that answer: those with at least half as many words of the query as its best one.

    Neighbours in a block are one piece.
    """
    sentences = [
        sentence
        for block in layout.blocks_in(passage.span)
        if block.kind not in _SKIPPED
        for sentence in layout.sentences(block)
        if sentence.end > passage.span.start and sentence.start < passage.span.end
    ]
    matches = sorted(passage.matches, key=lambda match: match.span)
    held = [_within(matches, sentence) for sentence in sentences]
    most = max((len({match.term for match in one}) for one in held), default=0)
    if not most:
        return []
    chosen = [
        (sentence, one)
        for sentence, one in zip(sentences, held, strict=True)
        if 2 * len({match.term for match in one}) >= max(2, most)
    ]
    return [_piece(run) for run in _runs(layout, chosen)]


def _within(matches: Sequence[Match], span: Span) -> list[Match]:
    starts = [match.span.start for match in matches]
    return list(matches[bisect_left(starts, span.start) : bisect_left(starts, span.end)])


_Chosen = tuple[Span, list[Match]]


def _runs(layout: Layout, chosen: Iterable[_Chosen]) -> list[list[_Chosen]]:
    """Chosen sentences that follow each other in one block, together."""
    runs: list[list[_Chosen]] = []
    for one in chosen:
        last = runs[-1][-1][0] if runs else None
        if last is not None and not layout.text[last.end : one[0].start].strip() and _same_block(layout, last, one[0]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _same_block(layout: Layout, one: Span, other: Span) -> bool:
    return layout.block_at(one.start) is layout.block_at(other.start)


def _piece(run: list[_Chosen]) -> Piece:
    matches = [match for _, held in run for match in held]
    return Piece(
        sentences=tuple(sentence for sentence, _ in run),
        terms=frozenset(match.term for match in matches),
        most=max(len({match.term for match in held}) for _, held in run),
        matches=tuple(match.span for match in matches),
    )


def may_quote(layout: Layout, piece: Piece) -> bool:
    """Whether the block of a piece holds any mark that a quotation begins or ends with."""
    block = layout.block_at(piece.span.start)
    words = block.span.slice(layout.text) if block else ""
    return any(mark in words for mark in _MARKS) or words.lstrip().startswith(_DASHES)


def settled(layout: Layout, piece: Piece, quotations: Sequence[Quotation]) -> Piece:
    """A piece that breaks nobody's quotation.

    One whose matches all stand in a quotation becomes that quotation's sentences; any other grows to hold the
    quotations it cuts into whole.
    """
    touched = overlapping(quotations, piece.span)
    for quotation in touched:
        if all(_inside(match, quotation.span) for match in piece.matches):
            return _as_quotation(layout, piece, quotation)
    grown = piece
    for quotation in touched:
        grown = _grown(layout, grown, quotation)
    foreign = tuple(one for one in touched if not tells_who(one, grown.span))
    return replace(grown, foreign=foreign)


def _as_quotation(layout: Layout, piece: Piece, quotation: Quotation) -> Piece:
    """The sentences of the quotation that the piece touches, if the piece is no more than them and their attribution."""
    inside = tuple(
        one for one in sentences_in(layout, quotation.span) if one.end > piece.span.start and one.start < piece.span.end
    )
    inside = inside or (quotation.span,)
    last = without_comma(layout.text, inside[-1]) if inside[-1].end >= quotation.span.end else inside[-1]
    return Piece(sentences=(*inside[:-1], last), terms=piece.terms, matches=piece.matches, quotation=quotation)


def without_comma(text: str, span: Span) -> Span:
    """A quotation without the comma before its closing mark, which belongs to the sentence around it."""
    end = span.end
    while end > span.start and (text[end - 1] == "," or text[end - 1].isspace()):
        end -= 1
    return Span(span.start, end) if end > span.start else span


def _grown(layout: Layout, piece: Piece, quotation: Quotation) -> Piece:
    """The piece with the whole sentences of a quotation that it cut into."""
    if quotation.span.start >= piece.span.start and quotation.span.end <= piece.span.end:
        return piece
    first, last = sentence_at(layout, quotation.span.start), sentence_at(layout, quotation.span.end - 1)
    block = layout.block_at(piece.span.start)
    if first is None or last is None or block is None or layout.block_at(last.start) is not block:
        return piece
    start, end = min(first.start, piece.span.start), max(last.end, piece.span.end)
    grown = tuple(one for one in layout.sentences(block) if one.start >= start and one.end <= end)
    return replace(piece, sentences=grown) if grown else piece


def tells_who(quotation: Quotation, span: Span) -> bool:
    """Whether the words that say whose the quotation is stand in the excerpt too."""
    return quotation.cue is not None and _inside(quotation.cue.span, span)


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def overlapping(quotations: Sequence[Quotation], span: Span) -> list[Quotation]:
    """The quotations (in order of the text, not overlapping each other) that share a character with a span."""
    ends = [one.span.end for one in quotations]
    found = []
    for one in quotations[bisect_right(ends, span.start) :]:
        if one.span.start >= span.end:
            break
        found.append(one)
    return found
