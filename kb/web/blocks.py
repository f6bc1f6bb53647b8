"""The Markdown of a text as blocks a template can show; every span is one of the characters given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kb.model import Span

_BLOCK = re.compile(r"(?P<fence>`{3,})[^\n]*\n(?s:(?P<code>.*?))(?:\n(?P=fence)(?=\n|\Z)|\Z)|[^\n]+(?:\n[^\n]+)*")
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|\d{1,3}[.)]|[a-z]\))[ \t]+")
_QUOTE = re.compile(r">[ \t]?")
_FOOTNOTE = re.compile(r"\[\^([^\]\n]{1,20})\]:[ \t]+")
_RULE = re.compile(r"\|?[ \t]*:?-{3,}:?[ \t]*(\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*")
_LINE = re.compile(r"[^\n]+")
_BAR = re.compile(r"(?<!\\)\|")
_INDENT = 2
_DEEPEST = 6


class BlockKind(StrEnum):
    """How a block is shown."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    FOOTNOTE = "footnote"
    CODE = "code"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of a text: ``whole`` with its marks, ``span`` its words without them.

    ``level`` is that of a heading (1 to 6) or how deep an item lies (from 0), ``marker`` what stands before an item or
    a footnote. A table has ``rows`` of cells, the first its head.
    """

    kind: BlockKind
    whole: Span
    span: Span
    level: int = 0
    marker: str = ""
    rows: tuple[tuple[Span, ...], ...] = ()


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text as `kb.ingest.render` writes it, in order."""
    return tuple(block for found in _BLOCK.finditer(text) for block in _read(text, found))


def _read(text: str, found: re.Match[str]) -> Iterator[Block]:
    whole = Span(*found.span())
    if found["fence"]:
        yield Block(kind=BlockKind.CODE, whole=whole, span=Span(*found.span("code")))
        return
    lines = [Span(*line.span()) for line in _LINE.finditer(text, *whole)]
    if len(lines) > 1 and text[whole.start] == "|" and _RULE.fullmatch(text, *lines[1]):
        rows = tuple(_cells(text, line) for line in (lines[0], *lines[2:]))
        yield Block(kind=BlockKind.TABLE, whole=whole, span=whole, rows=rows)
    elif all(_ITEM.match(text, *line) for line in lines):
        yield from (_block(text, line) for line in lines)
    else:
        yield _block(text, whole)


def _block(text: str, whole: Span) -> Block:
    """A block of any kind that is told by what it begins with."""
    if found := _HEADING.match(text, *whole):
        return Block(kind=BlockKind.HEADING, whole=whole, span=Span(found.end(), whole.end), level=len(found[1]))
    if found := _ITEM.match(text, *whole):
        level = min(len(found["indent"]) // _INDENT, _DEEPEST)
        span = Span(found.end(), whole.end)
        return Block(kind=BlockKind.ITEM, whole=whole, span=span, level=level, marker=found["marker"])
    if found := _FOOTNOTE.match(text, *whole):
        return Block(kind=BlockKind.FOOTNOTE, whole=whole, span=Span(found.end(), whole.end), marker=found[1])
    if found := _QUOTE.match(text, *whole):
        return Block(kind=BlockKind.QUOTE, whole=whole, span=Span(found.end(), whole.end))
    return Block(kind=BlockKind.PARAGRAPH, whole=whole, span=whole)


def _cells(text: str, line: Span) -> tuple[Span, ...]:
    """The cells of a row without the spaces around them."""
    bars = [bar.start() for bar in _BAR.finditer(text, *line)]
    borders = [line.start - 1, *bars, line.end] if not bars or bars[0] != line.start else [*bars, line.end]
    cells = [_stripped(text, Span(first + 1, last)) for first, last in pairwise(borders)]
    return tuple(cells[:-1] if cells and not cells[-1].slice(text) else cells)


def _stripped(text: str, span: Span) -> Span:
    inside = span.slice(text)
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, span.start + len(inside.rstrip())))
