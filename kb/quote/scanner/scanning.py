"""The scanner on one screen: blank out code, part into paragraphs, pair the marks, mend what is unbalanced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.model import Span
from kb.quote.scanner.dashes import dash_speech
from kb.quote.scanner.marks import Mark, marks
from kb.quote.scanner.pairing import Pair, Pairing, paired, singles
from kb.quote.scanner.paragraphs import paragraphs, without_code
from kb.quote.scanner.recovery import end_of_unclosed, ends_with_attribution, is_attributed_after
from kb.quote.scanner.shapes import Marked, Paragraph, Scanned

OPENING_MISSING = "opening-mark-missing"
CLOSING_MISSING = "closing-mark-missing"


def scan(text: str, languages: Sequence[tuple[Span, str]] | str) -> tuple[Scanned, ...]:
    """The paragraphs of ``text`` with the stretches between marks; marks never pair across a blank line."""
    shown = without_code(text)
    blocks = tuple(paragraphs(shown, languages))
    found = [marks(shown, block.span) for block in blocks]
    opening = [_opens_first(these, block) for these, block in zip(found, blocks, strict=True)]
    return tuple(
        _Page(shown, block, these, next_opens=next_opens).scanned()
        for block, these, next_opens in zip(blocks, found, (*opening[1:], False), strict=False)
    )


def _opens_first(marks_: Sequence[Mark], block: Paragraph) -> bool:
    return bool(marks_) and marks_[0].double and marks_[0].start == block.span.start


class _Page:
    """One paragraph being scanned."""

    def __init__(self, text: str, paragraph: Paragraph, found: tuple[Mark, ...], *, next_opens: bool) -> None:
        self._text = text
        self._paragraph = paragraph
        self._marks = found
        self._next_opens = next_opens

    def scanned(self) -> Scanned:
        pairing = paired(self._marks)
        single = singles(self._marks, self._text)
        marked = [*self._from_orphan(pairing), *self._from_pairs(pairing.pairs)]
        marked = _with_singles(marked, single)
        dashes = list(
            dash_speech(self._text, self._paragraph.span, self._paragraph.language, [one.outer for one in marked])
        )
        sure = [one for one in dashes if not one.tentative]
        return Scanned(paragraph=self._paragraph, marked=_merged(marked, dashes), plain=_merged(marked, sure))

    def _from_orphan(self, pairing: Pairing) -> Iterator[Marked]:
        """Words before a closing mark that nothing opened, if it is the paragraph's first mark and an attribution follows."""
        doubles = [mark for mark in self._marks if mark.double]
        if not pairing.orphans or pairing.orphans[0] is not doubles[0]:
            return
        mark, start = pairing.orphans[0], self._paragraph.span.start
        if self._text[start].isupper() and is_attributed_after(self._text, mark.end, self._paragraph.language):
            yield Marked(
                span=Span(start, mark.start), outer=Span(start, mark.end), closed=False, warnings=(OPENING_MISSING,)
            )

    def _from_pairs(self, pairs: Sequence[Pair]) -> Iterator[Marked]:
        for pair in pairs:
            if pair.closing is not None:
                yield _closed(pair)
            else:
                yield from self._unclosed(pair)

    def _unclosed(self, pair: Pair) -> Iterator[Marked]:
        """A quotation without its closing mark: ended before its attribution, at an inner mark, or with the paragraph."""
        start, last = pair.opening.end, self._paragraph.span.end
        limit = pair.inner[0].opening.start if pair.inner else last
        end = end_of_unclosed(self._text, Span(start, limit), self._paragraph.language)
        if end is None and pair.inner:
            yield from self._with_inner(pair)
            return
        goes_on = self._next_opens and not pair.inner
        if end is not None and goes_on and not ends_with_attribution(self._text, end, last):
            end = None
        if end is None and goes_on:
            yield Marked(span=Span(start, last), outer=Span(pair.opening.start, last), continues=True)
            return
        yield self._cut(pair, limit if end is None else end)
        yield from self._from_pairs(pair.inner)

    def _with_inner(self, pair: Pair) -> Iterator[Marked]:
        """Of two opening marks and one closing mark, the closing one next to an attribution ends the outer quotation."""
        inner = pair.inner[-1]
        text, paragraph = self._text, self._paragraph
        if (
            inner.closing is not None
            and (
                is_attributed_after(text, inner.closing.end, paragraph.language)
                or not text[inner.closing.end : paragraph.span.end].strip(" .,")
            )
            and text[: inner.opening.start].rstrip()[-1:] != ":"
        ):
            yield Marked(
                span=Span(pair.opening.end, inner.closing.start),
                outer=Span(pair.opening.start, inner.closing.end),
                inner=tuple(one.span for one in pair.inner[:-1] if one.closing),
            )
            return
        end = self._sentence_end(pair.opening.end, pair.inner[0].opening.start)
        yield self._cut(pair, end)
        yield from self._from_pairs(pair.inner)

    def _sentence_end(self, start: int, limit: int) -> int:
        """The last sentence end between two places, the second place where there is none."""
        best = max(self._text.rfind(stop, start, limit) for stop in (". ", "? ", "! "))
        return best + 1 if best > start else limit

    def _cut(self, pair: Pair, end: int) -> Marked:
        while end > pair.opening.end and self._text[end - 1].isspace():
            end -= 1
        return Marked(
            span=Span(pair.opening.end, end),
            outer=Span(pair.opening.start, end),
            closed=False,
            warnings=(CLOSING_MISSING,),
        )


def _closed(pair: Pair) -> Marked:
    assert pair.closing is not None
    return Marked(
        span=pair.span,
        outer=Span(pair.opening.start, pair.closing.end),
        inner=tuple(one.span for one in pair.inner if one.closing is not None),
    )


def _with_singles(marked: list[Marked], single: Sequence[Span]) -> list[Marked]:
    """Pairs of single marks: nested where they stand within double ones, quotations of their own elsewhere."""
    alone = [Marked(span=Span(one.start + 1, one.end - 1), outer=one) for one in single]
    return list(_merged(alone, marked))


def _merged(lesser: Sequence[Marked], greater: Sequence[Marked]) -> tuple[Marked, ...]:
    """Both kinds in order of place; of two that overlap the outer one stays and the inner becomes nested in it."""
    kept: list[Marked] = []
    nested: list[list[Span]] = []
    for one in sorted((*lesser, *greater), key=lambda one: (one.outer.start, -one.outer.end)):
        if one.span.end <= one.span.start:
            continue
        if not kept or one.outer.start >= kept[-1].outer.end:
            kept.append(one)
            nested.append(list(one.inner))
        elif one.outer.end <= kept[-1].outer.end:
            nested[-1].append(one.span)
    return tuple(
        replace(one, inner=_in_order(inner)) if len(inner) != len(one.inner) else one
        for one, inner in zip(kept, nested, strict=True)
    )


def _in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, each once, without those that overlap one before."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
