"""What a reader of an excerpt alone would not know: the warnings, which tell and never judge."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from kb.language.sentences import split
from kb.model import Quotation, QuotationKind, Span
from kb.quote.excerpts.layout import BlockKind, Layout, TextBlock
from kb.quote.excerpts.qualifiers import ends_in_bound, qualifiers, takes_back

STARTS_INSIDE = "starts-mid-sentence"
ENDS_INSIDE = "ends-mid-sentence"
BOUND = "bound"
FOOTNOTE = "footnote"
SOMEONES = "quotation"
UNCLOSED = "closing-mark-missing"
RESERVATION = "reservation-follows"
OMISSION = "omission"

_NOTE = re.compile(r"\[\^[^\]\n]{1,20}\]|\[\d{1,2}\]|[¹²³⁴-⁹]")
_NUMBER = re.compile(r"[\s(]*(?:[€$£]|EUR|DKK|SEK)?\s*\d")
_AROUND = "\"'“”„‚»«›‹‘’ \t\n\u00a0.,;:!?…–—-()[]*_"


def warnings(
    layout: Layout,
    span: Span,
    *,
    within: Quotation | None = None,
    foreign: Sequence[Quotation] = (),
    with_lead_in: bool = False,
) -> tuple[str, ...]:
    """The warnings for ``text[span]``, in a fixed order.

    Args:
        layout: the document's parts.
        span: the excerpt.
        within: the quotation the excerpt is given as; what the reporter says around it is no loss.
        foreign: quotations that the excerpt cuts into or holds without saying whose words they are.
        with_lead_in: whether the excerpt of a list item is shown with what opens the list.
    """
    found = list(dict.fromkeys(_warned(layout, span, within, with_lead_in=with_lead_in)))
    if foreign:
        found.append(SOMEONES)
    if any(not quotation.closed for quotation in (*foreign, *([within] if within else []))):
        found.append(UNCLOSED)
    return tuple(found)


def _warned(layout: Layout, span: Span, within: Quotation | None, *, with_lead_in: bool) -> Iterator[str]:
    text = layout.text
    block = layout.block_at(span.start)
    if block is None:
        return
    language = layout.language(span)
    left, right = _left_out(layout, span, within)
    if _says(left):
        yield STARTS_INSIDE
    if _says(right):
        yield ENDS_INSIDE
    opening = None if with_lead_in else lead_in(layout, block)
    removed = f"{left}\n{right}\n{opening.slice(text) if opening else ''}"
    for kind in qualifiers(removed, language):
        yield kind.value
    if ends_in_bound(left, language) and _NUMBER.match(text, span.start):
        yield BOUND
    if _NOTE.search(text, span.start, min(len(text), span.end + 1)) or _NOTE.match(text, span.end):
        yield FOOTNOTE
    following = _next_sentence(layout, span)
    if following is not None and takes_back(following.slice(text), language):
        yield RESERVATION


def _left_out(layout: Layout, span: Span, within: Quotation | None) -> tuple[str, str]:
    """The rest of the first sentence before the span and of the last sentence after it."""
    first, last = sentence_at(layout, span.start), sentence_at(layout, span.end - 1)
    start = first.start if first else span.start
    end = last.end if last else span.end
    if within is not None and within.kind is not QuotationKind.FRAGMENT:
        start, end = max(start, within.span.start), min(end, within.span.end)
        inside = _sentence_within(layout, within.span, span)
        start, end = max(start, inside.start), min(end, inside.end)
    return layout.text[start : max(start, span.start)], layout.text[span.end : max(end, span.end)]


def _sentence_within(layout: Layout, quotation: Span, span: Span) -> Span:
    """The sentences of a quotation, split by itself, that the span touches."""
    touched = [one for one in sentences_in(layout, quotation) if one.end > span.start and one.start < span.end]
    return Span(touched[0].start, touched[-1].end) if touched else span


def sentences_in(layout: Layout, span: Span) -> tuple[Span, ...]:
    """The sentences of a span taken by itself, as spans of the text."""
    return tuple(
        Span(span.start + one.start, span.start + one.end)
        for one in split(span.slice(layout.text), layout.language(span))
    )


def sentence_at(layout: Layout, position: int) -> Span | None:
    """The sentence that holds a position."""
    block = layout.block_at(position)
    if block is None:
        return None
    found = layout.sentences(block)
    at = bisect_right([one.start for one in found], position) - 1
    return found[at] if at >= 0 and position < found[at].end else None


def lead_in(layout: Layout, block: TextBlock) -> Span | None:
    """The sentence that opens the list a block is an item of (``Vi foreslår, at``); None where there is none."""
    opening = layout.blocks[block.opener - 1] if block.opener else None
    if opening is None or opening.kind is not BlockKind.PARAGRAPH:
        return None
    last = layout.sentences(opening)[-1:]
    return last[0] if last and layout.text[last[0].end - 1] not in ".!?" else None


def _next_sentence(layout: Layout, span: Span) -> Span | None:
    """The sentence after the one a span ends in, in the same block."""
    block = layout.block_at(span.end - 1)
    if block is None:
        return None
    found = layout.sentences(block)
    at = bisect_left([one.start for one in found], span.end)
    return found[at] if at < len(found) else None


def _says(words: str) -> bool:
    return bool(words.strip(_AROUND))
