"""The blocks of a Markdown text, and the text with its code blanked out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kb.model import Span
from kb.quote.scanner.shapes import BlockKind, Paragraph

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_FENCE = re.compile(r"^(?:```|~~~)[^\n]*$", re.MULTILINE)
_BACKTICKS = re.compile(r"`+")
_NOT_NEWLINE = re.compile(r"[^\n]")
_MARKERS = (
    (re.compile(r"#{1,6}\s+"), BlockKind.HEADING),
    (re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+"), BlockKind.LIST_ITEM),
    (re.compile(r"(?:>\s*)+"), BlockKind.PARAGRAPH),
    (re.compile(r"\|"), BlockKind.TABLE),
)


def without_code(text: str) -> str:
    """``text`` with fenced and inline code replaced by spaces; the same length, the same line ends."""
    for spans in (_fenced, _inline):
        text = _blanked(text, spans(text))
    return text


def _blanked(text: str, spans: Iterator[Span]) -> str:
    pieces, last = [], 0
    for span in spans:
        pieces += [text[last : span.start], _NOT_NEWLINE.sub(" ", span.slice(text))]
        last = span.end
    return "".join((*pieces, text[last:]))


def _fenced(text: str) -> Iterator[Span]:
    opened = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence.group()[0] == opened.group()[0]:
            yield Span(opened.start(), fence.end())
            opened = None


def _inline(text: str) -> Iterator[Span]:
    """Code between two runs of as many backticks; ``…'' is a pair of quotation marks and stays."""
    runs = list(_BACKTICKS.finditer(text))
    following: list[int | None] = [None] * len(runs)
    latest: dict[int, int] = {}
    for number in range(len(runs) - 1, -1, -1):
        length = len(runs[number].group())
        following[number] = latest.get(length)
        latest[length] = number
    number = 0
    while number < len(runs):
        close = following[number]
        if close is not None and _is_code(text, runs[number].end(), runs[close].start()):
            yield Span(runs[number].start(), runs[close].end())
            number = close
        number += 1


# Inline code longer than this is two stray backticks: the bound also keeps the search linear.
_LONGEST_CODE = 2000


def _is_code(text: str, start: int, end: int) -> bool:
    if end - start > _LONGEST_CODE:
        return False
    return "''" not in text[start:end] and "\n\n" not in text[start:end]


def paragraphs(text: str, languages: Sequence[tuple[Span, str]] | str) -> Iterator[Paragraph]:
    """The blocks of ``text`` in order, empty ones left out."""
    languages_at = _languages(languages)
    start = 0
    for blank in _BLANK.finditer(text):
        yield from _paragraph(text, start, blank.start(), languages_at)
        start = blank.end()
    yield from _paragraph(text, start, len(text), languages_at)


def _paragraph(text: str, start: int, end: int, languages: _Languages) -> Iterator[Paragraph]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for item in _items(text, start, end):
        yield _marked(text, *item, languages)


def _marked(text: str, start: int, end: int, languages: _Languages) -> Paragraph:
    language = languages.at(start)
    for marker, kind in _MARKERS:
        found = marker.match(text, start, end)
        if found:
            # The hyphen of a list item stays: in Danish and Swedish it may be a speech dash.
            words = start if kind is BlockKind.LIST_ITEM and text[start] == "-" else found.end()
            return Paragraph(span=Span(words, end), kind=kind, language=language)
    return Paragraph(span=Span(start, end), kind=BlockKind.PARAGRAPH, language=language)


_NUMBERED = re.compile(r"\n[^\S\n]*(?=\d{1,3}[.)]\s+\S)")
_DIGITS = re.compile(r"\d{1,3}")
_BULLETED = re.compile(r"\n[^\S\n]*(?=[*+•]\s+\S)")


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of a list without blank lines; lines after hyphens may be speech and stay together.

    A line that starts with a number out of turn is none: ``mødet den⏎20. maj``.
    """
    if start == end:
        return
    kind = _NUMBERED if text[start].isdigit() else _BULLETED if text[start] in "*+•" else None
    if kind is not None and _MARKERS[1][0].match(text, start, end):
        number = _number(text, start)
        for found in kind.finditer(text, start, end):
            if _number(text, found.end()) in {number, number + 1}:
                number = _number(text, found.end())
                yield start, found.start()
                start = found.end()
    yield start, end


def _number(text: str, start: int) -> int:
    found = _DIGITS.match(text, start)
    return int(found.group()) if found else 0


class _Languages:
    """Which language holds at a place of the text."""

    def __init__(self, spans: Sequence[tuple[Span, str]]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span, _ in self._spans]

    def at(self, place: int) -> str:
        number = bisect_right(self._starts, place) - 1
        return self._spans[max(number, 0)][1] if self._spans else "und"


def _languages(languages: Sequence[tuple[Span, str]] | str) -> _Languages:
    return _Languages(((Span(0, 0), languages),) if isinstance(languages, str) else languages)
