"""Quotations that end, or begin, before what turns them round: ``Det er den.`` out of ``Det er den ikke.``."""

from __future__ import annotations

from collections.abc import Iterator

from kb.check.folding import marks_between, words_of
from kb.check.matching import Match
from kb.check.meaning import has_negation
from kb.check.pattern import Pattern
from kb.check.sources import Source
from kb.model import Difference, DifferenceKind, Span
from kb.quote.excerpts.caution import sentences_in

_SHORT = 3
_NEAR = " \t\n\u00a0.,;:!?\"'”’«»“‘)"


def turned(read: Pattern, match: Match) -> Iterator[Difference]:
    """The negations that a quotation leaves out although it is given as a whole sentence.

    At the end: where the draft sets a full stop before the source does, or leaves out three words or fewer. At the
    start: where the draft puts a capital that the source has not, without brackets. A cut that is marked is none.
    """
    left, right = left_out(match.source, match.span)
    last = read.pieces[-1].words
    stopped = marks_between(last.text[last.ends[-1] :])[:1] in {".", "!", "?"}
    rest = words_of(right).keys
    if not read.cut_after and rest and has_negation(right) and (stopped or len(rest) <= _SHORT):
        yield Difference(op="delete", source=right.strip(_NEAR), draft="", kind=DifferenceKind.NEGATION)
    first = read.pieces[0]
    mine, theirs = first.words.keys[0], match.source.words.keys[match.first]
    raised = mine[:1].isupper() and theirs[:1].islower() and first.words.starts[0] not in first.lettered
    if not read.cut_before and raised and has_negation(left):
        yield Difference(op="delete", source=left.strip(_NEAR), draft="", kind=DifferenceKind.NEGATION)


def left_out(source: Source, span: Span) -> tuple[str, str]:
    """The rest of the source's sentences before and after a span; what a reporter says around a quotation is none."""
    over = source.quotation_over(span)
    whole = source.sentences(span)
    if over is not None and over.span.start <= span.start and span.end <= over.span.end:
        touched = [
            one for one in sentences_in(source.layout, over.span) if one.end > span.start and one.start < span.end
        ]
        whole = Span(touched[0].start, touched[-1].end) if touched else over.span
    return source.text[min(whole.start, span.start) : span.start], source.text[span.end : max(whole.end, span.end)]
