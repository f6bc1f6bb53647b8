"""The parts of one document's text: blocks with their numbers and headings, sentences, pages, languages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kb.language import sentences
from kb.model import UNDETERMINED, Document, Span

_BLOCK = re.compile(r"(?:```|~~~)[^\n]*\n(?s:.*?)(?:\n(?:```|~~~)[ \t]*(?=\n|\Z)|\Z)|[^\n]+(?:\n[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"[^|\s](?:[^|\n]*[^|\s])?")
# The dots that lead the eye to a page number in a table of contents.
_LEADER = re.compile(r"\.{5,}|(?:\. ){5,}")
# One language for the whole text above this share of its characters; below it every block is asked for its own.
_WHOLLY = 0.97


class BlockKind(StrEnum):
    """What a block of Markdown is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    FOOTNOTE = "footnote"


_MARKERS = (
    (re.compile(r"#{1,6}[ \t]+"), BlockKind.HEADING),
    (re.compile(r"[ \t]*(?:[-*+•]|\(?(?:\d{1,3}|[a-zæøåäö]|[ivxIVX]{1,5})[.)])[ \t]+"), BlockKind.ITEM),
    (re.compile(r"\[\^[^\]\n]{1,20}\]:[ \t]+"), BlockKind.FOOTNOTE),
    (re.compile(r"(?:>[ \t]*)+"), BlockKind.QUOTE),
    (re.compile(r"(?=\|)"), BlockKind.TABLE),
    (re.compile(r"(?=```|~~~)"), BlockKind.CODE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A block between blank lines; ``span`` covers its words without ``marker``; ``number`` counts from 1.

    ``paragraph`` counts as a reader does who looks a citation up: headings are not counted, everything else is.
    ``opener`` is the number of the block that opens the list an item belongs to.
    """

    number: int
    paragraph: int
    kind: BlockKind
    span: Span
    marker: str = ""
    heading: str | None = None
    opener: int | None = None


class Layout:
    """What the excerpts of one document need to know of its text; made once, asked often."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.blocks = tuple(blocks(document.text))
        self._starts = [block.span.start - len(block.marker) for block in self.blocks]
        self._languages = _languages(document)
        self._runs = [] if isinstance(self._languages, str) else [run.start for run, _ in self._languages]
        self._sentences: dict[int, tuple[Span, ...]] = {}
        self._pages = [page for page in document.record.pages if page.span.start < page.span.end]

    def block_at(self, position: int) -> TextBlock | None:
        """The block that holds a position, or the last one before it; None before the first."""
        at = bisect_right(self._starts, position) - 1
        return self.blocks[at] if at >= 0 else None

    def blocks_in(self, span: Span) -> Sequence[TextBlock]:
        """The blocks that a span touches."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_right(self._starts, max(span.start, span.end - 1))
        return [block for block in self.blocks[first:last] if block.span.end > span.start]

    def sentences(self, block: TextBlock) -> tuple[Span, ...]:
        """The sentences of a block as spans of the text; the cells of a table; none for code and lines of contents."""
        if block.number not in self._sentences:
            self._sentences[block.number] = tuple(self._split(block))
        return self._sentences[block.number]

    def statements(self, block: TextBlock) -> tuple[Span, ...]:
        """What belongs together in a block when a figure in it is read: its sentences, or the rows of a table."""
        if block.kind is not BlockKind.TABLE:
            return self.sentences(block)
        rows = (Span(row.start(), row.end()) for row in _LINE.finditer(self.text, *block.span))
        return tuple(row for row in rows if any(c.isalnum() for c in row.slice(self.text)))

    def _split(self, block: TextBlock) -> list[Span]:
        start, end = block.span
        if block.kind is BlockKind.CODE:
            return []
        if block.kind is BlockKind.TABLE:
            cells = (Span(cell.start(), cell.end()) for cell in _CELL.finditer(self.text, start, end))
            return [cell for cell in cells if any(c.isalnum() for c in cell.slice(self.text))]
        if _LEADER.search(self.text, start, end):
            return []
        found = sentences.split(self.text[start:end], self.language(block.span))
        return [Span(start + span.start, start + span.end) for span in found]

    def language(self, span: Span) -> str:
        """The language a span begins in; the document's own where that cannot be told."""
        own = self.document.record.language
        if isinstance(self._languages, str):
            return self._languages
        at = bisect_right(self._runs, span.start) - 1
        found = self._languages[at][1] if at >= 0 else own
        return own if found == UNDETERMINED else found

    @property
    def languages(self) -> str | tuple[tuple[Span, str], ...]:
        """One language, or the languages by span."""
        return self._languages

    def page(self, position: int) -> str | None:
        """The printed label of the page that holds a position, its number where it has none, None without pages."""
        at = bisect_right([page.span.start for page in self._pages], position) - 1
        return (self._pages[at].label or str(self._pages[at].number)) if at >= 0 else None

    def page_number(self, position: int) -> int | None:
        """The number from 1 of the page that holds a position: what a reader of the file opens it at."""
        at = bisect_right([page.span.start for page in self._pages], position) - 1
        return self._pages[at].number if at >= 0 else None


def blocks(text: str) -> list[TextBlock]:
    """The blocks of a Markdown text, each with the heading it stands under."""
    found: list[TextBlock] = []
    heading: str | None = None
    opener: int | None = None
    paragraph = 0
    for number, match in enumerate(_BLOCK.finditer(text), 1):
        kind, marker = _kind(text, match.start(), match.end())
        start = match.start() + len(marker)
        end = match.start() + len(match[0].rstrip())
        span = Span(start, max(start, end))
        if kind is BlockKind.HEADING:
            heading = span.slice(text).rstrip("# \t")
        else:
            paragraph += 1
        if kind not in {BlockKind.ITEM, BlockKind.FOOTNOTE}:
            opener = number
        opened_by = opener if kind is BlockKind.ITEM else None
        found.append(
            TextBlock(
                number=number,
                paragraph=max(1, paragraph),
                kind=kind,
                span=span,
                marker=marker,
                heading=heading,
                opener=opened_by,
            )
        )
    return found


def _kind(text: str, start: int, end: int) -> tuple[BlockKind, str]:
    for pattern, kind in _MARKERS:
        marker = pattern.match(text, start, end)
        if marker:
            return kind, marker[0]
    return BlockKind.PARAGRAPH, ""


def _languages(document: Document) -> str | tuple[tuple[Span, str], ...]:
    record = document.record
    if record.languages.get(record.language, 0.0) >= _WHOLLY or not record.languages:
        return record.language
    from kb.language import segment

    return tuple((span, language) for span, language in segment(document.text))
