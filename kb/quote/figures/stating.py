"""The figures of a knowledge base on a subject, newest first."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kb.model import FoundPassage, Match, Span
from kb.quote.collect import Holdings, Wanted, hits_of, passages_of
from kb.quote.excerpts.layout import BlockKind, Layout, TextBlock
from kb.quote.figures.reading import Number, numbers

_LARGE = 100
# What parts the clauses of a sentence; commas inside numbers have no space after them.
_CLAUSE = re.compile(
    r"(?i)[,;:]\s|\s[–—-]\s|[()]|\b(?:men|mens|medan|hvoraf|hvor|varav|where|while|whereas|but|of which|however|dertil|därtill)\b"
)
# A question asks for a number in words that no text would hold.
_ASKING = re.compile(
    r"(?i)\A\s*(?:how many|how much|what is the number of|the number of|number of|hvor mange|hvor meget|hvor stort?e?|antallet af|"
    r"antal|hur många|hur mycket|hur stora?|antalet)\s+|\s+(?:are there|is there|er der|finns det|finns)?\s*\?*\s*\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a sentence states (one of ``kb.figures/1``).

    ``value`` is the number itself (62 for 62 percent, 96000000 for 96 mio. kr.), ``to`` the upper end of a range,
    ``unit`` a currency code, ``percent``, ``share`` or the nouns that are counted, as they stand. ``as_written`` is the
    slice of the text with bound, number and unit; ``text`` the whole sentence, ``span`` its place.
    """

    value: float
    unit: str
    qualifier: str | None
    to: float | None
    text: str
    as_written: str
    document: str
    title: str
    language: str
    published: date | None
    span: Span
    written_span: Span
    page: str | None = None


def figures(holdings: Holdings, query: str, *, limit: int | None = None) -> tuple[Figure, ...]:
    """The sentences that hold words of the query and state a number, the newest documents first.

    In a sentence with several numbers those count whose unit the query names; where it names none, all of them do.
    A sentence is about the subject if it holds a word of the query and its paragraph at least half as many of them as
    the best paragraph of its document; documents that lack most of the words are left out. Of one document's figures
    those come first that share a clause with most of the words.
    """
    wanted = Wanted(query=_ASKING.sub("", query) or query)
    hits = hits_of(holdings, wanted, None)
    terms = {match.term for hit in hits for passage in hit.passages for match in passage.matches}
    found: list[tuple[int, int, int, int, Figure]] = []
    for order, hit in enumerate(hits):
        if 2 * len(hit.missing) > len(terms | set(hit.missing)):
            continue
        layout = Layout(holdings.document(hit.document))
        newest = -hit.published.toordinal() if hit.published else 1
        stated = _of(layout, passages_of(holdings, wanted, hit))
        found += [(newest, -beside, -held, order, figure) for beside, held, figure in stated]
    found.sort(key=lambda one: (one[:4], one[4].written_span))
    return tuple(figure for *_, figure in found[:limit])


def _of(layout: Layout, passages: Sequence[FoundPassage]) -> Iterator[tuple[int, int, Figure]]:
    """The figures of one document, each with the numbers of words of the query in its clause and in its sentence."""
    matches = sorted({match.span: match for passage in passages for match in passage.matches}.values(), key=_place)
    blocks = {block.number: block for passage in passages for block in layout.blocks_in(passage.span)}
    held = {
        number: len({match.term for match in _inside(matches, block.span)})
        for number, block in blocks.items()
        if block.kind not in {BlockKind.HEADING, BlockKind.CODE}
    }
    most = max(held.values(), default=0)
    for number, terms in sorted(held.items()):
        if terms and 2 * terms >= most:
            yield from _in_block(layout, blocks[number], matches)


def _place(match: Match) -> Span:
    return match.span


def _inside(matches: Sequence[Match], span: Span) -> list[Match]:
    return [match for match in matches if span.start <= match.span.start < span.end]


def _in_block(layout: Layout, block: TextBlock, matches: Sequence[Match]) -> Iterator[tuple[int, int, Figure]]:
    beside = _inside(matches, block.span)
    for sentence in layout.statements(block):
        held = _inside(beside, sentence)
        if not held:
            continue
        language = layout.language(sentence)
        cuts = [found.start() for found in _CLAUSE.finditer(layout.text, sentence.start, sentence.end)]
        for number in _meant(numbers(sentence.slice(layout.text), language), held, sentence.start):
            figure = figure_of(layout, sentence, number, language)
            clause = _clause(sentence, cuts, figure.written_span)
            yield _terms(_inside(held, clause)), _terms(held), figure


def _terms(matches: Sequence[Match]) -> int:
    return len({match.term for match in matches})


def _clause(sentence: Span, cuts: Sequence[int], written: Span) -> Span:
    """The clause of a sentence that a figure stands in, between the nearest cuts."""
    after = bisect_right(cuts, written.start)
    start = cuts[after - 1] if after else sentence.start
    at_end = bisect_left(cuts, written.end)
    return Span(start, cuts[at_end] if at_end < len(cuts) else sentence.end)


def _meant(found: Sequence[Number], held: Sequence[Match], start: int) -> list[Number]:
    """The numbers whose unit a match stands in; all of them where no unit holds one."""
    named = [
        number
        for number in found
        if any(
            match.span.start - start < number.unit_span.end and match.span.end - start > number.unit_span.start
            for match in held
        )
    ]
    return named or [number for number in found if _speaks_for_itself(number)]


def _speaks_for_itself(number: Number) -> bool:
    """Whether a number says something where the query does not name what it counts: not ``two sides``, not a bare 38."""
    return not number.in_words and (bool(number.unit) or number.value >= _LARGE)


def figure_of(layout: Layout, sentence: Span, number: Number, language: str) -> Figure:
    """A number of a sentence as a figure of its document."""
    record = layout.document.record
    written = Span(sentence.start + number.span.start, sentence.start + number.span.end)
    return Figure(
        value=number.value,
        to=number.to,
        unit=number.unit,
        qualifier=number.qualifier,
        text=sentence.slice(layout.text),
        as_written=written.slice(layout.text),
        document=record.id,
        title=record.title,
        language=language,
        published=record.published,
        span=sentence,
        written_span=written,
        page=layout.page(sentence.start),
    )
