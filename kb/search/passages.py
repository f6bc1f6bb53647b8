"""Text to passages: consecutive pieces of one text, small enough to read and large enough to hold a thought.

A passage is one block of the Markdown text, or consecutive small blocks under one heading, of about 120 words; a long
block is cut at sentence ends. A heading is a passage of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kb.language import segment
from kb.language.sentences import split
from kb.model import UNDETERMINED, Page, Passage, Record, Span

FULL = 120
"""Words after which no further block is joined."""
LONGEST = 200
"""Words above which a block is cut at sentence ends."""
_BREAKING = 400
"""Words above which even a sentence or a line is cut, at a space."""

_BLOCK = re.compile(r"(?:```|~~~)[^\n]*\n(?s:.*?)(?:\n(?:```|~~~)[ \t]*(?=\n|\Z)|\Z)|[^\n]+(?:\n[^\n]+)*")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.DOTALL)
_LINED = re.compile(r"\||```|~~~|[-*+][ \t]|\d{1,3}[.)][ \t]")
_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    span: Span
    words: int
    language: str
    heading: str | None
    is_heading: bool = False


def passages(record: Record, text: str) -> tuple[Passage, ...]:
    """The passages of a document in reading order, numbered from 1; each one's text is ``text[span]``."""
    languages = _Languages(record, text)
    pages = [page for page in record.pages if page.span.start < page.span.end]
    starts = [page.span.start for page in pages]
    return tuple(
        Passage(
            document=record.id,
            number=number,
            span=piece.span,
            text=piece.span.slice(text),
            language=piece.language,
            heading=piece.heading,
            page=_page(pages, starts, piece.span.start),
            is_heading=piece.is_heading,
        )
        for number, piece in enumerate(_joined(_pieces(text, languages)), start=1)
    )


def _page(pages: list[Page], starts: list[int], start: int) -> str | None:
    at = bisect_right(starts, start) - 1
    if at < 0:
        return None
    return pages[at].label or str(pages[at].number)


class _Languages:
    """The language of any span of a text: what most of its characters are in, or the document's own."""

    def __init__(self, record: Record, text: str) -> None:
        self._own = record.language or UNDETERMINED
        self._runs = [(span, language) for span, language in segment(text) if span.start < span.end]
        self._starts = [span.start for span, _ in self._runs]

    def of(self, span: Span) -> str:
        shares: Counter[str] = Counter()
        at = max(0, bisect_right(self._starts, span.start) - 1)
        while at < len(self._runs) and self._runs[at][0].start < span.end:
            run, language = self._runs[at]
            overlap = min(run.end, span.end) - max(run.start, span.start)
            if overlap > 0 and language != UNDETERMINED:
                shares[language] += overlap
            at += 1
        return shares.most_common(1)[0][0] if shares else self._own


def _pieces(text: str, languages: _Languages) -> Iterator[_Piece]:
    """The blocks of a text, long ones cut."""
    heading: str | None = None
    for block in _BLOCK.finditer(text):
        found = _HEADING.match(block[0])
        if found and "\n" not in block[0]:
            if not found[1]:
                continue
            heading = found[1]
            span = Span(block.start() + found.start(1), block.start() + found.end(1))
            yield _Piece(span, _count(heading), languages.of(span), heading, is_heading=True)
            continue
        for start, end in _cuts(text, block.start(), block.end(), languages):
            span = Span(start, end)
            yield _Piece(span, _count(text[start:end]), languages.of(span), heading)


def _cuts(text: str, start: int, end: int, languages: _Languages) -> Iterator[tuple[int, int]]:
    """A block whole, or in runs of sentences (of lines, for lists, tables and code) of about ``FULL`` words."""
    words = _count(text[start:end])
    if words <= LONGEST:
        yield start, end
        return
    if _LINED.match(text, start):
        units = [(line.start(), line.end()) for line in _LINE.finditer(text, start, end)]
    else:
        language = languages.of(Span(start, end))
        units = [(start + span.start, start + span.end) for span in split(text[start:end], language)]
    yield from _runs(text, [cut for unit in units for cut in _broken(text, *unit)])


def _runs(text: str, units: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Consecutive units joined to about ``FULL`` words; a short last one joins the run before it."""
    runs: list[tuple[int, int, int]] = []
    for start, end in units:
        words = _count(text[start:end])
        if runs and (runs[-1][2] < FULL // 2 or runs[-1][2] + words <= FULL):
            runs[-1] = (runs[-1][0], end, runs[-1][2] + words)
        else:
            runs.append((start, end, words))
    if len(runs) > 1 and runs[-1][2] + runs[-2][2] <= LONGEST:
        last, before = runs.pop(), runs.pop()
        runs.append((before[0], last[1], before[2] + last[2]))
    yield from ((start, end) for start, end, _ in runs)


def _broken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A unit whole, or a monstrous one in pieces of ``FULL`` words."""
    words = list(_WORD.finditer(text, start, end))
    if len(words) <= _BREAKING:
        yield start, end
        return
    borders = [start, *(word.start() for word in words[FULL::FULL]), end]
    for first, last in pairwise(borders):
        yield first, first + len(text[first:last].rstrip())


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Small neighbours under one heading and in one language, as one."""
    held: _Piece | None = None
    for piece in pieces:
        if held and _belong(held, piece):
            span = Span(held.span.start, piece.span.end)
            held = _Piece(span, held.words + piece.words, held.language, held.heading)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _belong(held: _Piece, piece: _Piece) -> bool:
    return (
        not held.is_heading
        and not piece.is_heading
        and held.language == piece.language
        and held.words + piece.words <= FULL
    )


def _count(text: str) -> int:
    return len(_WORD.findall(text))
