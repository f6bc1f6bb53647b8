"""Found passages as a page shows them: the sentences that tell why, lists as lists and tables as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kb.model import FoundPassage, Match, Span, Via
from kb.search.telling import telling
from kb.web.blocks import Block, BlockKind, blocks
from kb.web.runs import Run, runs

_MOST_ROWS = 4
_MOST_REASONS = 12
_ORDER = {via: rank for rank, via in enumerate(Via)}


class ShownBlock(NamedTuple):
    """A block of a text with its marks: the ``pieces`` of it that are shown, or the ``rows`` of a table."""

    block: Block
    pieces: tuple[tuple[Run, ...], ...] = ()
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()


class Reason(NamedTuple):
    """Why words of a text answer a word of the query."""

    words: str
    language: str
    term: str
    via: Via


def whole(
    text: str, block: Block, matches: Iterable[Match] = (), quotations: Sequence[Span] = (), *, offset: int = 0
) -> ShownBlock:
    """A block shown whole; ``offset`` is where ``text`` begins in the document that the spans count in."""
    if block.kind is BlockKind.TABLE:
        marked = (tuple(runs(text, cell, matches, quotations, offset=offset) for cell in row) for row in block.rows)
        return ShownBlock(block, rows=tuple(marked))
    return ShownBlock(block, pieces=(runs(text, block.span, matches, quotations, offset=offset),))


def excerpt(passage: FoundPassage) -> tuple[ShownBlock, ...]:
    """What is shown of a passage in a list of results."""
    told = telling(passage)
    shown = []
    for block in blocks(passage.text):
        spans = [Span(max(one.start, block.span.start), min(one.end, block.span.end)) for one in told]
        spans = [span for span in spans if span.start < span.end]
        if not spans:
            continue
        if block.kind is BlockKind.TABLE:
            shown.append(_telling_rows(passage, block))
        else:
            pieces = tuple(runs(passage.text, span, passage.matches, offset=passage.span.start) for span in spans)
            shown.append(ShownBlock(block, pieces=pieces))
    return tuple(shown)


def _telling_rows(passage: FoundPassage, block: Block) -> ShownBlock:
    table = whole(passage.text, block, passage.matches, offset=passage.span.start)
    rows = [row for row in table.rows[1:] if any(run.match for cell in row for run in cell)]
    return table._replace(rows=(*table.rows[:1], *(rows or table.rows[1:])[:_MOST_ROWS]))


def reasons(passages: Iterable[FoundPassage]) -> tuple[Reason, ...]:
    """Why these passages were found, each reason once, the surest first."""
    found: dict[tuple[str, str, Via], Reason] = {}
    for passage in passages:
        for match in passage.matches:
            start = passage.span.start
            words = passage.text[match.span.start - start : match.span.end - start]
            reason = Reason(words, passage.language, match.term, match.via)
            found.setdefault((words.casefold(), match.term, match.via), reason)
    return tuple(sorted(found.values(), key=lambda one: _ORDER[one.via]))[:_MOST_REASONS]
